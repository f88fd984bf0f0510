//! The Journal page: every change that this program asked servers for, with its outcome, day by day. The changes of a
//! run form one entry; an opened entry says in words what it was, and shows the requests themselves.

mod check;
mod entries;
mod entry;
mod file;
mod labels;

use eframe::egui::{ComboBox, Id, IdSalt, RichText, TextStyle, Ui, Vec2};

use self::check::check_ui;
use self::entries::Entries;
use self::entry::InstanceName;
pub use self::file::{journal_columns, journal_row, journal_tables, journal_value};
use self::labels::{methods_named, number_of_entries, outcome_filter};
use super::exported::exported_ui;
use super::text::{self, say};
use super::theme::{Tokens, font, size, space};
use super::widgets::{
    ActButton, Banner, Field, Mark, Spinner, Tone, card, card_heading, drop_down, optional, page_of_entries,
    report_search, row_with_end, slot, title,
};
use crate::explain::explain_database;
use crate::green_api::{IdInstance, sought_digits};
use crate::model::{Action, JournalChoice, JournalFile, JournalList, JournalSpan, Model};
use crate::store::{JournalGroup, OutcomeFilter, Sought};
use crate::tr;

/// State of the page, kept between frames: the typed search, and the entries.
#[derive(Debug, Default)]
pub struct JournalView {
    typed: String,
    entries: Entries,
}

/// Draws the head of the page: its title, and what is done with the whole journal.
pub fn head_ui(ui: &mut Ui) -> Vec<Action> {
    let mut actions = Vec::new();
    let (words, muted) = (tr!("journal-subtitle"), Tokens::of(ui).muted);
    let subtitle = |ui: &mut Ui| ui.label(RichText::new(&words).color(muted));
    let title_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        title(ui, &tr!("sidebar-journal"));
        let fits = font::text_width(ui, &words, TextStyle::Body) <= ui.available_width();
        optional(ui, fits, subtitle);
        fits
    };
    let (fits, ()) = row_with_end(ui, size::CONTROL, title_ui, |ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
        if ui.add(ActButton::plain(tr!("journal-verify"))).on_hover_text(tr!("journal-verify-hint")).clicked() {
            actions.push(Action::VerifyJournal);
        }
        let combo = ComboBox::from_id_salt("journal-save").width(size::LIST).selected_text(tr!("journal-save"));
        let files = [
            (Some(JournalFile::Workbook), tr!("journal-save-workbook")),
            (Some(JournalFile::Csv), tr!("journal-save-csv")),
            (Some(JournalFile::Json), tr!("journal-save-json")),
        ];
        let (button, selected) = drop_down(ui, combo, &None, files);
        button.accessible_name(tr!("journal-save"));
        actions.extend(selected.flatten().map(Action::SaveJournal));
    });
    optional(ui, !fits, subtitle);
    actions
}

pub fn journal_ui(ui: &mut Ui, model: &Model, view: &mut JournalView) -> Vec<Action> {
    let mut actions = Vec::new();
    let journal = &model.journal;
    page_of_entries(ui, IdSalt::new("journal"), |ui| {
        slot(ui, |ui| notices_ui(ui, model, &mut actions));
        ui.horizontal_wrapped(|ui| filter_ui(ui, model, view, &mut actions));
        let Some(list) = &journal.list else {
            if journal.failure.is_none() {
                ui.add(Spinner::new());
            }
            return;
        };
        slot(ui, |ui| {
            if list.read == 0 {
                empty_ui(ui, model);
            }
            view.entries.show(ui, model, list, &mut actions);
        });
        if optional(ui, list.has_more(), |ui| ui.add(ActButton::plain(tr!("journal-older")))) {
            actions.push(Action::OlderJournal);
        }
    });
    actions
}

/// Draws what went wrong, and the results of verifying and saving.
fn notices_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let journal = &model.journal;
    if let Some(failure) = &journal.failure {
        let (title, text) = (tr!("journal-unread"), say(&explain_database(failure)));
        Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                actions.push(Action::ReadJournal(journal.choice.clone()));
            }
        });
    }
    if let Some(check) = &journal.check {
        check_ui(ui, check, actions);
    }
    if journal.exporting {
        busy_ui(ui, tr!("saved-queues-exporting"));
    }
    if let Some(exported) = &journal.exported {
        exported_ui(ui, exported, actions);
    }
}

/// Draws what is under way.
fn busy_ui(ui: &mut Ui, text: String) {
    ui.horizontal(|ui| {
        ui.add(Spinner::small());
        ui.label(RichText::new(text).color(Tokens::of(ui).muted));
    });
}

fn empty_ui(ui: &mut Ui, model: &Model) {
    let (title, text) = if model.journal.choice != JournalChoice::default() {
        (tr!("journal-nothing-found"), tr!("journal-nothing-found-text"))
    } else if model.instances.iter().any(|instance| instance.practice) {
        (tr!("journal-empty-practice"), tr!("journal-empty-practice-text"))
    } else {
        (tr!("journal-empty"), tr!("journal-empty-text"))
    };
    card(ui, |ui| {
        card_heading(ui, &title);
        ui.label(font::running(text).color(Tokens::of(ui).muted));
    });
}

/// Draws the search, the filters and the number of entries.
fn filter_ui(ui: &mut Ui, model: &Model, view: &mut JournalView, actions: &mut Vec<Action>) {
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.spacing_mut().item_spacing = Vec2::splat(space::S);
    ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
    let (choice, list) = (&model.journal.choice, model.journal.list.as_ref());
    let typed = ui.scope(|ui| {
        ui.set_max_width(size::SEARCH_FIELD.min(ui.available_width()));
        Field::search(&tr!("journal-search"), Id::unique("journal-search")).show(ui, &mut view.typed)
    });
    report_search(ui.ctx(), typed.inner.id);
    if typed.inner.changed() {
        let sought = sought(model, &view.typed);
        actions.push(Action::ReadJournal(JournalChoice { sought, ..choice.clone() }));
    }
    let shown = choice.instance.as_ref().map_or_else(|| tr!("journal-all"), |id| name_of(model, id).full);
    let combo = ComboBox::from_id_salt("journal-of").width(size::WIDE_LIST).selected_text(shown).truncate();
    let known = list.map(|list| list.instances.as_slice()).unwrap_or_default();
    let instances = known.iter().map(|id| (Some(id.clone()), name_of(model, id).full));
    let entries = std::iter::once((None, tr!("journal-all"))).chain(instances);
    let (button, selected) = drop_down(ui, combo, &choice.instance, entries);
    button.accessible_name(tr!("journal-filter"));
    let chosen = |instance| Action::ReadJournal(JournalChoice { instance, ..choice.clone() });
    actions.extend(selected.map(chosen));

    let combo = ComboBox::from_id_salt("journal-span").width(size::LIST).selected_text(span_word(choice.span));
    let (button, selected) = drop_down(ui, combo, &choice.span, JournalSpan::ALL.map(|span| (span, span_word(span))));
    button.accessible_name(tr!("journal-span"));
    actions.extend(selected.map(|span| Action::ReadJournal(JournalChoice { span, ..choice.clone() })));

    const OUTCOMES: [Option<OutcomeFilter>; 5] = [
        None,
        Some(OutcomeFilter::Done),
        Some(OutcomeFilter::Failed),
        Some(OutcomeFilter::Unknown),
        Some(OutcomeFilter::UnderWay),
    ];
    let combo =
        ComboBox::from_id_salt("journal-outcome").width(size::LIST).selected_text(outcome_filter(choice.outcome));
    let (button, selected) =
        drop_down(ui, combo, &choice.outcome, OUTCOMES.map(|outcome| (outcome, outcome_filter(outcome))));
    button.accessible_name(tr!("journal-outcome-filter"));
    actions.extend(selected.map(|outcome| Action::ReadJournal(JournalChoice { outcome, ..choice.clone() })));
    let count = list.map(|list: &JournalList| number_of_entries(list)).unwrap_or_default();
    ui.label(RichText::new(count).color(Tokens::of(ui).muted));
}

fn span_word(span: JournalSpan) -> String {
    match span {
        JournalSpan::All => tr!("journal-span-all"),
        JournalSpan::Today => tr!("today"),
        JournalSpan::Week => tr!("journal-span-week"),
        JournalSpan::Month => tr!("journal-span-month"),
    }
}

/// Returns what the typed text may mean; `None` if nothing is typed.
fn sought(model: &Model, typed: &str) -> Option<Sought> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let known = model.journal.list.as_ref().map(|list| list.instances.as_slice()).unwrap_or_default();
    let is_named = |id: &&IdInstance| !text::find(&name_of(model, id).full, typed, 1).is_empty();
    Some(Sought {
        texts: std::iter::once(typed.to_owned()).chain(sought_digits(typed)).collect(),
        methods: methods_named(typed),
        instances: known.iter().filter(is_named).cloned().collect(),
    })
}

/// Returns the name of the instance of a group, or the number of instances.
fn name_of_group(model: &Model, group: &JournalGroup) -> InstanceName {
    if group.instances == 1 {
        return name_of(model, &group.newest.instance);
    }
    let words = tr!("all-instances-count", count = group.instances);
    InstanceName { short: words.clone(), full: words }
}

/// Returns the name of an instance; only the id if the instance was removed.
fn name_of(model: &Model, id: &IdInstance) -> InstanceName {
    match model.instances.iter().find(|instance| instance.id() == id) {
        Some(instance) => {
            InstanceName { short: instance.record.name.clone(), full: format!("{} · {id}", instance.record.name) }
        }
        None => InstanceName { short: id.to_string(), full: id.to_string() },
    }
}
