//! The Chats page: archives or unarchives one chat and shows the result; finds chats, and archives many.

mod archive_chat;
mod archive_chat_result;
mod bulk_archive;
mod picker;

use eframe::egui::{IdSalt, Rect, Ui};

pub use bulk_archive::labels::progress_title;
pub use bulk_archive::{result_columns, result_rows, unfinished_ui};

use super::ViewState;
use super::theme::{Tokens, font};
use super::widgets::{card, card_heading, page, slot};
use crate::model::{Action, Instance, Tab};
use crate::tr;
use picker::ChatFilter;

/// View state of one instance's page, kept between frames.
#[derive(Debug, Default)]
pub struct ChatsView {
    /// The chatId being typed.
    draft: String,
    picker: picker::PickerView,
    run: bulk_archive::RunView,
}

impl ChatsView {
    /// Selects these chats and deselects all others.
    pub fn select(&mut self, chats: impl IntoIterator<Item = crate::store::RowId>) {
        self.picker.select(chats);
    }

    /// Asks for the chats to show now.
    pub fn find(&mut self, instance: &Instance, actions: &mut Vec<Action>) {
        actions.push(self.picker.find(instance));
    }

    fn show_run(&mut self, instance: &Instance, which: ChatFilter, actions: &mut Vec<Action>) {
        self.picker.show_run(which);
        self.find(instance, actions);
    }
}

pub fn chats_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let height = ui.available_height();
    page(ui, IdSalt::new(("chats", instance.key)), |ui| {
        let top = ui.cursor().top();
        slot(ui, |ui| super::token_banner::token_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::interrupted::interrupted_ui(ui, instance, Tab::Chats, &mut actions));
        slot(ui, |ui| {
            if instance.messenger().has_archive() {
                archive_chat::archive_chat_ui(ui, instance, view.chats.entry(instance.key).or_default(), &mut actions);
                slot(ui, |ui| super::restart::restart_ui(ui, instance, view, &mut actions));
                slot(ui, |ui| archive_chat_result::result_ui(ui, instance, view, &mut actions));
            } else {
                no_archive_ui(ui);
            }
        });
        slot(ui, |ui| picker::failure_ui(ui, instance, view, &mut actions));
        let own = view.chats.entry(instance.key).or_default();
        picker::picker_ui(ui, instance, own, height - (ui.cursor().top() - top), &mut actions);
        let under = ui.cursor().top();
        slot(ui, |ui| bulk_archive::run_ui(ui, instance, view, &mut actions));
        let run = Rect::from_x_y_ranges(ui.max_rect().x_range(), under..=ui.cursor().top());
        let own = view.chats.entry(instance.key).or_default();
        slot(ui, |ui| bulk_archive::past_ui(ui, instance, own, &mut actions));
        // Only once the table has its final height.
        if own.picker.note_below(ui, ui.cursor().top() - under) {
            own.run.bring_into_view(ui, instance, run);
        }
    });
    actions
}

/// Says what can be done in MAX, which has no method for archiving.
fn no_archive_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    card(ui, |ui| {
        card_heading(ui, &tr!("chats-max-title"));
        ui.label(font::running(tr!("chats-max-text")).color(t.muted));
    });
}
