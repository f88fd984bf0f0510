//! The Journal: everything that this program asked servers to change, and what came of it.

use eframe::egui::{ComboBox, IdSalt, Label, RichText, TextStyle, Ui, Vec2};

use super::{
    text::{self, say},
    theme::{Tokens, font, size, space},
    widgets::{ActButton, Badge, Banner, Mark, Tone, card, divider, drop_down, page},
};
use crate::{
    explain::explain_database,
    green_api::IdInstance,
    model::{Action, Model},
    store::{JournalRow, Outcome, Why},
    tr,
};

pub fn journal_ui(ui: &mut Ui, model: &Model) -> Vec<Action> {
    let mut actions = Vec::new();
    let journal = &model.journal;
    page(ui, IdSalt::new("journal"), |ui| {
        let t = Tokens::of(ui);
        if let Some(failure) = &journal.failure {
            let (title, text) = (tr!("journal-unread"), say(&explain_database(failure)));
            Banner { tone: Tone::Wait, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
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
                ui.spinner();
            }
            return;
        };
        card(ui, |ui| {
            if rows.is_empty() {
                ui.label(font::styled(tr!("journal-empty"), font::strong()));
                ui.label(RichText::new(tr!("journal-empty-text")).color(t.muted));
            }
            for (place, row) in rows.iter().enumerate() {
                if place > 0 {
                    divider(ui);
                }
                row_ui(ui, model, row);
            }
        });
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
    let (button, chosen) = drop_down(ui, combo, &journal.of, entries);
    button.accessible_name(tr!("journal-filter"));
    actions.extend(chosen.map(Action::ReadJournal));
}

/// What an instance is called, with its id; one that was removed has its id alone.
fn name_of(model: &Model, id: &IdInstance) -> String {
    match model.instances.iter().find(|instance| instance.id() == id) {
        Some(instance) => format!("{} · {id}", instance.record.name),
        None => id.to_string(),
    }
}

fn row_ui(ui: &mut Ui, model: &Model, row: &JournalRow) {
    let t = Tokens::of(ui);
    let (word, tone) = match &row.outcome {
        Outcome::UnderWay => (tr!("journal-under-way"), Tone::Wait),
        Outcome::Done => (tr!("journal-done"), Tone::Good),
        Outcome::Refused(_) => (tr!("journal-refused"), Tone::Bad),
        Outcome::NotSent(_) => (tr!("journal-not-sent"), Tone::Bad),
        Outcome::Unknown(_) => (tr!("journal-unknown"), Tone::Wait),
    };
    ui.horizontal_wrapped(|ui| {
        ui.set_min_size(Vec2::new(0.0, size::HIT));
        ui.label(RichText::new(text::date_time(row.begun)).color(t.muted));
        ui.add(Badge::new(word, tone));
        ui.label(font::styled(&row.method, font::strong()));
        ui.label(name_of(model, &row.instance));
        if !row.asked.is_empty() {
            ui.add_space(space::XS);
            let asked = RichText::new(&row.asked).text_style(TextStyle::Monospace).color(t.muted);
            ui.add(Label::new(asked).wrap().selectable(true));
        }
    });
    let said = match &row.outcome {
        Outcome::Unknown(why) if why.name == Why::PROGRAM_ENDED => {
            ui.label(RichText::new(tr!("journal-program-ended")).color(t.muted));
            ""
        }
        Outcome::Refused(why) | Outcome::NotSent(why) | Outcome::Unknown(why) => why.said.as_str(),
        Outcome::Done | Outcome::UnderWay => "",
    };
    if !said.is_empty() {
        ui.label(RichText::new(said).text_style(TextStyle::Monospace).color(t.faint));
    }
}
