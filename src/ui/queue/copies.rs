//! Saved queues: saving one, the list of them, and one that is open.

use eframe::egui::{Align, Id, RichText, TextStyle, Ui};

use super::rows;
use crate::{
    explain::{explain_database, explain_export},
    green_api::QueuedMessage,
    model::{Action, Dialog, Elsewhere, ElsewhereStep, ExportForm, Instance, Page},
    store::{SavedQueue, SavedQueueId, WhySaved},
    tr,
    ui::{
        ViewState,
        failure::{Told, told_texts},
        text::{self, say},
        theme::{Tokens, font, size},
        widgets::{ActButton, Banner, Field, Icon, Mark, Tone, card, divider, icon_only, keyed, link, optional},
        words,
    },
    work::save_queue::{FileNotSaved, NotSaved, Saved, SavedFile},
};

/// The field that searches is this wide.
const SEARCH: f32 = 280.0;

/// Searching in the copy that is open. What is found is kept until the words or the copy change.
#[derive(Debug, Default)]
pub struct Search {
    typed: String,
    looked_for: Option<(SavedQueueId, String)>,
    found: Vec<QueuedMessage>,
}

impl Search {
    /// The messages that hold what was typed, by number, text or kind; all of them while nothing is typed.
    fn among<'a>(
        &'a mut self,
        id: SavedQueueId,
        messages: &'a [QueuedMessage],
        instance: &Instance,
    ) -> &'a [QueuedMessage] {
        let sought = self.typed.trim().to_lowercase();
        if sought.is_empty() {
            return messages;
        }
        let looked_for = Some((id, sought));
        if self.looked_for != looked_for {
            let sought = looked_for.as_ref().map_or("", |(_, sought)| sought);
            let holds = |message: &&QueuedMessage| words::holds(message, instance.messenger(), sought);
            self.found = messages.iter().filter(holds).cloned().collect();
            self.looked_for = looked_for;
        }
        &self.found
    }
}

/// Saving by hand, while it goes and how it ended.
pub fn saving_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    // What is saved for a clearing, its question or its result tells.
    if let Some(elsewhere) = instance.copies.elsewhere.as_ref().filter(|_| instance.clear.is_none()) {
        return elsewhere_ui(ui, instance, elsewhere, actions);
    }
    let Some(saving) = instance.copies.saving.as_ref() else { return };
    let key = instance.key;
    let (tone, mark, title, text) = match &saving.report {
        None => (Tone::Wait, Mark::Waiting, tr!("copies-saving"), String::new()),
        Some(report) => match &report.outcome {
            Ok(saved) if saved.messages == 0 => (Tone::Plain, Mark::Done, saved_title(saved), String::new()),
            Ok(saved) => (Tone::Good, Mark::Done, saved_title(saved), tr!("copies-saved-text")),
            Err(not_saved) => (Tone::Bad, Mark::Failed, tr!("copies-not-saved"), not_saved_text(not_saved, instance)),
        },
    };
    let over = saving.report.as_ref();
    Banner { tone, mark, title: &title, text: &text }.show(ui, |ui| {
        let Some(report) = over else { return };
        if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
            actions.push(Action::CloseSaved(key));
        }
        match &report.outcome {
            Ok(saved) => {
                if saved.messages > 0 && ui.add(ActButton::plain(tr!("copies-open-it"))).clicked() {
                    actions.push(Action::OpenCopy(key, saved.id));
                }
            }
            Err(_) => {
                if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                    actions.push(Action::SaveCopy(key));
                }
            }
        }
    });
}

/// The same into a file of somebody's choice.
fn elsewhere_ui(ui: &mut Ui, instance: &Instance, elsewhere: &Elsewhere, actions: &mut Vec<Action>) {
    let (tone, mark, title, text) = match (elsewhere.saved(), elsewhere.failure()) {
        (Some((saved, fell_back)), _) => {
            let (title, text) = saved_file_words(saved, fell_back);
            (Tone::Good, Mark::Done, title, text)
        }
        (None, Some(failure)) => {
            (Tone::Bad, Mark::Failed, tr!("copies-not-saved"), file_not_saved_text(failure, instance))
        }
        (None, None) => (Tone::Wait, Mark::Waiting, elsewhere_words(elsewhere), String::new()),
    };
    Banner { tone, mark, title: &title, text: &text }.show(ui, |ui| {
        if !elsewhere.is_under_way() && icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
            actions.push(Action::CloseSaved(instance.key));
        }
    });
}

/// What is being waited for.
pub fn elsewhere_words(elsewhere: &Elsewhere) -> String {
    match elsewhere.step {
        ElsewhereStep::Choosing => tr!("clear-elsewhere-choosing"),
        _ => tr!("copies-saving"),
    }
}

/// "All 128 messages are saved on this computer", or how many could not be.
pub fn saved_title(saved: &Saved) -> String {
    saved_count(saved.messages, saved.waiting)
}

/// The same of a file, and where it is.
pub fn saved_file_words(saved: &SavedFile, fell_back: bool) -> (String, String) {
    let path = saved.path.display().to_string();
    let place =
        if fell_back { tr!("copies-exported-no-dialog", path = &path) } else { tr!("copies-exported", path = &path) };
    (saved_count(saved.messages, saved.waiting), place)
}

fn saved_count(messages: usize, waiting: Option<u64>) -> String {
    match waiting {
        Some(waiting) if waiting > messages as u64 => {
            tr!("copies-saved-part", count = messages, waiting = waiting)
        }
        Some(_) if messages == 0 => tr!("copies-saved-nothing"),
        Some(_) => tr!("copies-saved", count = messages),
        None => tr!("copies-saved-first", count = messages),
    }
}

pub fn file_not_saved_text(not_saved: &FileNotSaved, instance: &Instance) -> String {
    match not_saved {
        FileNotSaved::Unread(failure) => {
            let told = told_texts(&Told::about(failure, instance));
            format!("{}. {}", told.title, told.text)
        }
        FileNotSaved::Unwritten(failure) => say(&explain_export(failure)),
    }
}

pub fn not_saved_text(not_saved: &NotSaved, instance: &Instance) -> String {
    match not_saved {
        NotSaved::Unread(failure) => {
            let told = told_texts(&Told::about(failure, instance));
            format!("{}. {}", told.title, told.text)
        }
        NotSaved::Unwritten(failure) => say(&explain_database(failure)),
    }
}

/// The saved queues of this instance, and the one that is open.
pub fn copies_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let copies = &instance.copies;
    if let Some(failure) = &copies.failure {
        let (title, text) = (tr!("copies-unread"), say(&explain_database(failure)));
        Banner { tone: Tone::Wait, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                actions.push(Action::ListCopies(instance.key));
            }
        });
    }
    let Some(list) = copies.list.as_ref().filter(|list| !list.is_empty()) else { return };
    card(ui, |ui| {
        ui.label(font::styled(tr!("copies-heading"), font::strong()));
        ui.label(font::running(tr!("copies-privacy")).color(t.muted));
        for (place, queue) in list.iter().enumerate() {
            if place > 0 {
                divider(ui);
            }
            let seen = &mut view.queue.entry(instance.key).or_default().copy_seen;
            let opened = copies.open.as_ref().map(|(open, _)| *open);
            if opened == Some(queue.id) && *seen != opened {
                // It was opened from somewhere else on the page.
                ui.scroll_to_cursor(Some(Align::TOP));
                *seen = opened;
            } else if opened.is_none() {
                *seen = None;
            }
            keyed(ui, queue.id, |ui| {
                row_ui(ui, instance, queue, actions);
                if copies.open.as_ref().is_some_and(|(open, _)| *open == queue.id) {
                    open_ui(ui, instance, queue, view, actions);
                }
            });
        }
    });
}

fn row_ui(ui: &mut Ui, instance: &Instance, queue: &SavedQueue, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let key = instance.key;
    let open = instance.copies.open.as_ref().is_some_and(|(open, _)| *open == queue.id);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(size::HIT);
        ui.label(text::date_time(queue.saved));
        let of = match queue.waiting {
            Some(waiting) if waiting > u64::from(queue.messages) => {
                tr!("copies-count-of", count = queue.messages, waiting = waiting)
            }
            _ => tr!("copies-count", count = queue.messages),
        };
        ui.label(font::styled(of, font::strong()));
        let why = match queue.why {
            WhySaved::BeforeClearing => tr!("copies-before-clearing"),
            WhySaved::ByHand => tr!("copies-by-hand"),
        };
        ui.label(RichText::new(why).color(t.muted));
        optional(ui, queue.pinned, |ui| {
            ui.label(RichText::new(tr!("copies-pinned")).text_style(TextStyle::Small).color(t.warning))
        });
        if open {
            if link(ui, tr!("copies-close")).clicked() {
                actions.push(Action::CloseCopy(key));
            }
        } else if link(ui, tr!("copies-open")).clicked() {
            actions.push(Action::OpenCopy(key, queue.id));
        }
        let pin = if queue.pinned { tr!("copies-unpin") } else { tr!("copies-pin") };
        if link(ui, pin).clicked() {
            actions.push(Action::PinCopy(key, queue.id, !queue.pinned));
        }
        if link(ui, tr!("copies-delete")).clicked() {
            actions.push(Action::Ask(Dialog::DeleteCopy(key, queue.id)));
        }
    });
}

fn open_ui(ui: &mut Ui, instance: &Instance, queue: &SavedQueue, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let Some((_, messages)) = &instance.copies.open else { return };
    let Some(messages) = messages else {
        ui.spinner();
        return;
    };
    ui.push_id(("copy", queue.id.0), |ui| {
        let state = view.queue.entry(instance.key).or_default();
        ui.scope(|ui| {
            ui.set_max_width(SEARCH);
            let id = Id::unique(("copy-search", instance.key));
            Field::bare(&tr!("copies-search"), id).show(ui, &mut state.copy_search.typed);
        });
        let found = state.copy_search.among(queue.id, messages, instance);
        if found.is_empty() {
            ui.label(RichText::new(tr!("sidebar-nothing-found")).color(t.muted));
        }
        actions.extend(rows::rows_ui(ui, instance, found, &mut state.copy_rows));
    });
    ui.horizontal_wrapped(|ui| {
        if ui.add(ActButton::plain(tr!("send-button"))).clicked() {
            actions.push(Action::Show(Page::SendAgain(instance.key, queue.id)));
        }
        let off = instance.copies.exporting.then(|| tr!("copies-exporting"));
        if ui.add(ActButton::plain(tr!("copies-export-csv")).off_because(off.clone())).clicked() {
            actions.push(Action::ExportCopy(instance.key, ExportForm::Csv));
        }
        if ui.add(ActButton::plain(tr!("copies-export-json")).off_because(off)).clicked() {
            actions.push(Action::ExportCopy(instance.key, ExportForm::Json));
        }
    });
    let exported = instance.copies.exported.as_ref();
    let told = exported.map(|exported| ui.label(RichText::new(say(exported)).color(t.muted)));
    let seen = &mut view.queue.entry(instance.key).or_default().export_seen;
    if let Some(told) = told.filter(|_| !*seen) {
        told.scroll_to_me(None);
    }
    *seen = exported.is_some();
}
