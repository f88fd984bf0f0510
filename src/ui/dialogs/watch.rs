//! The question whether the watch goes on without the window. It is asked once: either answer is kept as a setting.

use eframe::egui::Ui;

use super::{safe_button, title_ui};
use crate::model::{Action, Aside, Model};
use crate::store::OnClose;
use crate::tr;
use crate::ui::theme::{font, size, space};
use crate::ui::widgets::{ActButton, row_with_end};

pub fn close_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    title_ui(ui, &tr!("watch-closing"));
    ui.label(font::running(match model.watch.aside {
        Aside::NotificationArea => tr!("watch-closing-area"),
        Aside::Minimized => tr!("watch-closing-minimized"),
    }));
    ui.add_space(space::XS);
    let buttons = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if ui.add(ActButton::plain(tr!("watch-close-quit"))).clicked() {
            actions.push(Action::CloseAs(OnClose::Quit));
        }
        let keep = ui.add(ActButton::accent(tr!("watch-close-keep")));
        // It loses nothing.
        ui.data_mut(|data| data.insert_temp(safe_button(), keep.id));
        if keep.clicked() {
            actions.push(Action::CloseAs(OnClose::KeepWatching));
        }
    };
    row_with_end(ui, size::CONTROL, |_| {}, buttons);
}
