//! The Journal page: every change that this program asked servers for, with its outcome, day by day. The changes of a
//! run form one entry; an opened entry shows the requests themselves.

mod entry;
mod labels;

use eframe::egui::{ComboBox, IdSalt, RichText, Ui};

use self::entry::{entries, entry_ui};
use super::text::{self, say};
use super::theme::{Tokens, font, size};
use super::widgets::{ActButton, Banner, Mark, Spinner, Tone, card, divider, drop_down, page};
use crate::explain::explain_database;
use crate::green_api::IdInstance;
use crate::model::{Action, Model};
use crate::tr;

pub fn journal_ui(ui: &mut Ui, model: &Model) -> Vec<Action> {
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
        let Some(rows) = &journal.rows else {
            if journal.failure.is_none() {
                ui.add(Spinner::new());
            }
            return;
        };
        if rows.is_empty() {
            card(ui, |ui| {
                ui.label(font::styled(tr!("journal-empty"), font::strong()));
                ui.label(RichText::new(tr!("journal-empty-text")).color(t.muted));
            });
        }
        for (day, entries) in entries(rows) {
            ui.label(font::styled(text::day(day), font::strong()));
            card(ui, |ui| {
                for (index, entry) in entries.iter().enumerate() {
                    if index > 0 {
                        divider(ui);
                    }
                    entry_ui(ui, entry, &name_of(model, entry.instance()));
                }
            });
        }
        if journal.has_more && ui.add(ActButton::plain(tr!("journal-older"))).clicked() {
            actions.push(Action::OlderJournal);
        }
    });
    actions
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

/// Returns the name of an instance with its id; only the id if the instance was removed.
fn name_of(model: &Model, id: &IdInstance) -> String {
    match model.instances.iter().find(|instance| instance.id() == id) {
        Some(instance) => format!("{} · {id}", instance.record.name),
        None => id.to_string(),
    }
}
