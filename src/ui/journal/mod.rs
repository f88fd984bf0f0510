//! The Journal page: every change that this program asked servers for, with its outcome, day by day. The changes of a
//! run form one entry; an opened entry shows the requests themselves.

mod entry;
mod labels;

use std::collections::HashMap;

use eframe::egui::{ComboBox, Id, IdSalt, RichText, Ui};
use jiff::civil::Date;

use self::entry::{entry_ui, id_of};
use super::text::{self, say};
use super::theme::{Tokens, font, size};
use super::widgets::{ActButton, Banner, Mark, RowHeights, Spinner, Tone, card, divider, drop_down, keyed, page, slot};
use crate::explain::explain_database;
use crate::green_api::IdInstance;
use crate::model::{Action, Instance, JournalDay, Model};
use crate::tr;

/// State of the page, kept between frames: the heights of what was drawn.
#[derive(Debug, Default)]
pub struct JournalView {
    days: HashMap<Date, RowHeights>,
    /// The requests of opened entries.
    requests: HashMap<Id, RowHeights>,
}

pub fn journal_ui(ui: &mut Ui, model: &Model, view: &mut JournalView) -> Vec<Action> {
    let mut actions = Vec::new();
    let journal = &model.journal;
    page(ui, IdSalt::new("journal"), |ui| {
        let t = Tokens::of(ui);
        if let Some(failure) = &journal.failure {
            let (title, text) = (tr!("journal-unread"), say(&explain_database(failure)));
            Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
                if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                    actions.push(Action::ReadJournal(journal.of.clone()));
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            filter_ui(ui, model, &mut actions);
            ui.label(RichText::new(tr!("journal-text")).color(t.muted));
        });
        let Some(lines) = &journal.lines else {
            if journal.failure.is_none() {
                ui.add(Spinner::new());
            }
            return;
        };
        if lines.count == 0 {
            card(ui, |ui| {
                ui.label(font::styled(tr!("journal-empty"), font::strong()));
                ui.label(RichText::new(tr!("journal-empty-text")).color(t.muted));
            });
        }
        slot(ui, |ui| lines.days.iter().for_each(|day| day_ui(ui, model, day, view)));
        if journal.has_more && ui.add(ActButton::plain(tr!("journal-older"))).clicked() {
            actions.push(Action::OlderJournal);
        }
    });
    actions
}

/// Draws the entries of a day, of which only the visible ones make words.
fn day_ui(ui: &mut Ui, model: &Model, day: &JournalDay, view: &mut JournalView) {
    ui.label(font::styled(text::day(day.date), font::strong()));
    card(ui, |ui| {
        let usual = size::HIT + 2.0 * ui.spacing().item_spacing.y + 1.0;
        view.days.entry(day.date).or_default().show(ui, day.entries.len(), usual, |ui, index| {
            let entry = &day.entries[index];
            let id = id_of(day.date, entry);
            keyed(ui, id, |ui| {
                if index > 0 {
                    divider(ui);
                }
                entry_ui(ui, id, entry, model, &mut view.requests);
            });
        });
    });
}

fn filter_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
    let journal = &model.journal;
    let shown = journal.of.as_ref().map_or_else(|| tr!("journal-all"), |id| name_of(model, id));
    let combo = ComboBox::from_id_salt("journal-of").width(220.0).selected_text(shown);
    let instances = journal.instances.iter().map(|id| (Some(id.clone()), name_of(model, id)));
    let entries = std::iter::once((None, tr!("journal-all"))).chain(instances);
    let (button, selected) = drop_down(ui, combo, &journal.of, entries);
    button.accessible_name(tr!("journal-filter"));
    actions.extend(selected.map(Action::ReadJournal));
}

/// Returns an instance by its id, unless it was removed.
fn instance_of<'a>(model: &'a Model, id: &IdInstance) -> Option<&'a Instance> {
    model.instances.iter().find(|instance| instance.id() == id)
}

/// Returns the name of an instance with its id; only the id if the instance was removed.
fn name_of(model: &Model, id: &IdInstance) -> String {
    match instance_of(model, id) {
        Some(instance) => format!("{} · {id}", instance.record.name),
        None => id.to_string(),
    }
}
