//! The notice of an unfinished run on the other pages of its instance.

use eframe::egui::Ui;

use super::labels::progress_title;
use crate::model::{Action, Instance, Page, Tab};
use crate::tr;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone};

/// Draws the banner that leads to the run.
pub fn unfinished_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(run) = instance.chats.runs.unfinished() else { return };
    Banner::new(Tone::Wait, Mark::Warning, progress_title(run), tr!("bulk-archive-unfinished")).show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("resend-go-on-there"))).clicked() {
            actions.push(Action::Show(Page::Instance(instance.key, Tab::Chats)));
        }
    });
}
