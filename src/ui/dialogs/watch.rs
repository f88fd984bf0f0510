//! The question whether the watch goes on without the window. It is asked once: either answer is kept as a setting.

use eframe::egui::{Align, Layout, Ui, Vec2};

use super::{safe_button, title_ui};
use crate::model::{Action, Aside, Model};
use crate::store::OnClose;
use crate::tr;
use crate::ui::theme::{font, size, space};
use crate::ui::widgets::ActButton;

pub fn close_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    title_ui(ui, &tr!("watch-closing"));
    ui.label(font::running(match model.watch.aside {
        Aside::NotificationArea => tr!("watch-closing-area"),
        Aside::Minimized => tr!("watch-closing-minimized"),
    }));
    ui.add_space(space::XS);
    let row = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let keep = ui.add(ActButton::accent(tr!("watch-close-keep")));
        // It loses nothing.
        ui.data_mut(|data| data.insert_temp(safe_button(), keep.id));
        if keep.clicked() {
            actions.push(Action::CloseAs(OnClose::KeepWatching));
        }
        if ui.add(ActButton::plain(tr!("watch-close-quit"))).clicked() {
            actions.push(Action::CloseAs(OnClose::Quit));
        }
    });
}
