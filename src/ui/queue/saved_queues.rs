//! Saved queues: saving one, the list of them, and the open one.

use std::sync::Arc;

use eframe::egui::{Align, Id, RichText, TextStyle, Ui};

use super::rows;
use crate::explain::{explain_database, explain_export};
use crate::green_api::QueuedMessage;
use crate::model::{Action, ClearState, Dialog, ExportFormat, ExportedQueue, Instance, InstanceKey, Page, SaveDialog};
use crate::store::{PinChange, SavedQueue, SavedQueueId, WhySaved};
use crate::tr;
use crate::ui::exported::{exported_ui, open_folder_ui};
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font, size};
use crate::ui::widgets::{
    ActButton, Banner, Field, Mark, Spinner, Tone, card, card_heading, divider, keyed, link, optional, report_search,
};
use crate::ui::{ViewState, labels};
use crate::work::clear_queue::ClearPhase;
use crate::work::saved_queues::{FileNotSaved, NotSaved, Saved};

/// Width of the search field, in points.
const SEARCH: f32 = 280.0;

/// The search in the open saved queue. Results are kept until the search words or the queue change.
#[derive(Debug, Default)]
pub struct SavedQueueSearch {
    typed: String,
    looked_for: Option<(SavedQueueId, String)>,
    found: Arc<Vec<QueuedMessage>>,
}

impl SavedQueueSearch {
    /// Returns the messages that match the typed number, text or kind; all of them while nothing is typed.
    fn among<'a>(
        &'a mut self,
        id: SavedQueueId,
        messages: &'a Arc<Vec<QueuedMessage>>,
        instance: &Instance,
    ) -> &'a Arc<Vec<QueuedMessage>> {
        let sought = self.typed.trim().to_lowercase();
        if sought.is_empty() {
            return messages;
        }
        let looked_for = Some((id, sought));
        if self.looked_for != looked_for {
            let sought = looked_for.as_ref().map_or("", |(_, sought)| sought);
            let holds = |message: &&QueuedMessage| labels::holds(message, instance, sought);
            self.found = Arc::new(messages.iter().filter(holds).cloned().collect());
            self.looked_for = looked_for;
        }
        &self.found
    }
}

/// Draws the progress and outcome of saving by hand, or for a clearing that was then not made.
pub fn saving_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if let Some(clear) = &instance.clear {
        return copy_of_clearing_ui(ui, instance, clear, actions);
    }
    let Some(saving) = instance.saved_queues.saving.as_ref() else { return };
    match saving.report.as_ref().map(|report| &report.outcome) {
        // As high as its result, so that nothing moves when that comes.
        None => {
            let (title, text) = (tr!("saved-queues-saving"), tr!("saved-queues-saving-text"));
            Banner::new(Tone::Wait, Mark::Waiting, title, text).show(ui, |_| {});
        }
        Some(Ok(saved)) => saved_ui(ui, instance.key, saved, actions),
        Some(Err(not_saved)) => not_saved_ui(ui, instance, not_saved, actions),
    }
}

/// Draws the copy of a clearing before its request leaves, and after it was kept from leaving.
fn copy_of_clearing_ui(ui: &mut Ui, instance: &Instance, clear: &ClearState, actions: &mut Vec<Action>) {
    if clear.is_kept() {
        if let Some(exported) = &clear.file {
            let (title, text) = saved_file_words(exported);
            let close = Some(Action::CloseSaved(instance.key));
            Banner::new(Tone::Good, Mark::Done, title, text)
                .show_closable(ui, close, actions, |ui, actions| open_folder_ui(ui, &exported.file.path, actions));
            return;
        }
        match &clear.progress.copy {
            Some(Ok(saved)) => saved_ui(ui, instance.key, saved, actions),
            // Otherwise the question has said so.
            Some(Err(not_saved)) if clear.progress.machine.refusal().is_none() => {
                not_saved_ui(ui, instance, not_saved, actions);
            }
            Some(Err(_)) | None => {}
        }
    } else if let Some(label) = clearing_label(clear) {
        let is_saving = clear.progress.machine.phase() == ClearPhase::Saving;
        Banner::new(Tone::Wait, Mark::Waiting, label, String::new()).show(ui, |ui| {
            if is_saving && ui.add(ActButton::plain(tr!("stop-waiting"))).clicked() {
                actions.push(Action::CancelClear(instance.key));
            }
        });
    }
}

fn not_saved_ui(ui: &mut Ui, instance: &Instance, not_saved: &NotSaved, actions: &mut Vec<Action>) {
    let (title, text) = (tr!("saved-queues-not-saved"), not_saved_text(not_saved, instance));
    let close = Some(Action::CloseSaved(instance.key));
    Banner::new(Tone::Bad, Mark::Failed, title, text).show_closable(ui, close, actions, |ui, actions| {
        if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
            actions.push(Action::SaveQueue(instance.key));
        }
    });
}

fn saved_ui(ui: &mut Ui, key: InstanceKey, saved: &Saved, actions: &mut Vec<Action>) {
    let (tone, text) = match saved.id {
        Some(_) => (Tone::Good, tr!("saved-queues-saved-text")),
        None => (Tone::Plain, String::new()),
    };
    let close = Some(Action::CloseSaved(key));
    Banner::new(tone, Mark::Done, saved_title(saved), text).show_closable(ui, close, actions, |ui, actions| {
        if let Some(id) = saved.id
            && ui.add(ActButton::plain(tr!("saved-queues-open-it"))).clicked()
        {
            actions.push(Action::OpenSavedQueue(key, id));
        }
    });
}

/// Returns a label for the part of a clearing that is under way before its request leaves.
pub fn clearing_label(clear: &ClearState) -> Option<String> {
    let machine = &clear.progress.machine;
    if !machine.is_revocable() {
        return None;
    }
    match machine.phase() {
        ClearPhase::Saving => Some(tr!("saved-queues-saving")),
        ClearPhase::Selecting => Some(tr!("clear-queue-elsewhere-choosing")),
        ClearPhase::Clearing => Some(tr!("clear-queue-recording")),
        ClearPhase::Stopped | ClearPhase::Listing | ClearPhase::Checking | ClearPhase::Ended => None,
    }
}

/// Returns "All 128 messages are saved on this computer", or how many could not be saved.
pub fn saved_title(saved: &Saved) -> String {
    saved_count(saved.messages, saved.waiting)
}

/// Returns the same title for a file, and a text with the file's path.
pub fn saved_file_words(exported: &ExportedQueue) -> (String, String) {
    let saved = &exported.file;
    let path = saved.path.display().to_string();
    let place = match exported.dialog {
        SaveDialog::Missing => tr!("saved-queues-exported-no-dialog", path = &path),
        SaveDialog::Available => tr!("saved-queues-exported", path = &path),
    };
    (saved_count(saved.messages, saved.waiting), place)
}

fn saved_count(messages: usize, waiting: Option<u64>) -> String {
    match waiting {
        Some(waiting) if waiting > messages as u64 => {
            tr!("saved-queues-saved-part", count = messages, waiting = waiting)
        }
        Some(_) if messages == 0 => tr!("saved-queues-saved-nothing"),
        Some(_) => tr!("saved-queues-saved", count = messages),
        None => tr!("saved-queues-saved-first", count = messages),
    }
}

pub fn file_not_saved_text(not_saved: &FileNotSaved, instance: &Instance) -> String {
    match not_saved {
        FileNotSaved::Unread(failure) => {
            let told = failure_texts(&FailureView::about(failure, instance));
            text::sentences([told.title.as_str(), &told.text])
        }
        FileNotSaved::Unwritten(failure) => say(&explain_export(failure)),
    }
}

pub fn not_saved_text(not_saved: &NotSaved, instance: &Instance) -> String {
    match not_saved {
        NotSaved::Unread(failure) => {
            let told = failure_texts(&FailureView::about(failure, instance));
            text::sentences([told.title.as_str(), &told.text])
        }
        NotSaved::Unwritten(failure) => say(&explain_database(failure)),
    }
}

/// Draws the saved queues of this instance, and the open one.
pub fn saved_queues_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let saved_queues = &instance.saved_queues;
    if let Some(failure) = &saved_queues.failure {
        let (title, text) = (tr!("saved-queues-unread"), say(&explain_database(failure)));
        Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                actions.push(Action::ListSavedQueues(instance.key));
            }
        });
    }
    if saved_queues.unlisted > 0 {
        let (title, text) =
            (tr!("saved-queues-unlisted", count = saved_queues.unlisted), tr!("saved-queues-unlisted-text"));
        Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |_| {});
    }
    let Some(list) = saved_queues.list.as_ref().filter(|list| !list.is_empty()) else { return };
    card(ui, |ui| {
        card_heading(ui, &tr!("saved-queues-heading"));
        ui.label(font::running(tr!("saved-queues-privacy")).color(t.muted));
        for (index, queue) in list.iter().enumerate() {
            if index > 0 {
                divider(ui);
            }
            let seen = &mut view.queue.entry(instance.key).or_default().copy_seen;
            let opened = saved_queues.open.as_ref().map(|(open, _)| *open);
            if opened == Some(queue.id) && *seen != opened {
                // It was opened from elsewhere on the page.
                ui.scroll_to_cursor(Some(Align::TOP));
                *seen = opened;
            } else if opened.is_none() {
                *seen = None;
            }
            keyed(ui, queue.id, |ui| {
                row_ui(ui, instance, queue, actions);
                if saved_queues.open.as_ref().is_some_and(|(open, _)| *open == queue.id) {
                    open_ui(ui, instance, queue, view, actions);
                }
            });
        }
    });
}

fn row_ui(ui: &mut Ui, instance: &Instance, queue: &SavedQueue, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let key = instance.key;
    let open = instance.saved_queues.open.as_ref().is_some_and(|(open, _)| *open == queue.id);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_height(size::HIT);
        ui.label(text::date_time(queue.saved));
        let of = match queue.waiting {
            Some(waiting) if waiting > u64::from(queue.messages) => {
                tr!("saved-queues-count-of", count = queue.messages, waiting = waiting)
            }
            _ => tr!("saved-queues-count", count = queue.messages),
        };
        ui.label(font::styled(of, font::strong()));
        let why = match (queue.why, queue.together) {
            (WhySaved::BeforeClearing, Some(together)) => {
                tr!("saved-queues-before-clearing-several", time = text::clock_time(together.0))
            }
            (WhySaved::BeforeClearing, None) => tr!("saved-queues-before-clearing"),
            (WhySaved::ByHand, _) => tr!("saved-queues-by-hand"),
        };
        ui.label(RichText::new(why).color(t.muted));
        optional(ui, queue.pinned, |ui| {
            ui.label(RichText::new(tr!("saved-queues-pinned")).text_style(TextStyle::Small).color(t.warning))
        });
        if open {
            if link(ui, tr!("saved-queues-close")).clicked() {
                actions.push(Action::CloseSavedQueue(key));
            }
        } else if link(ui, tr!("saved-queues-open")).clicked() {
            actions.push(Action::OpenSavedQueue(key, queue.id));
        }
        let (pin, change) = if queue.pinned {
            (tr!("saved-queues-unpin"), PinChange::Unpin)
        } else {
            (tr!("saved-queues-pin"), PinChange::Pin)
        };
        if link(ui, pin).clicked() {
            actions.push(Action::PinSavedQueue(key, queue.id, change));
        }
        if link(ui, tr!("saved-queues-delete")).clicked() {
            actions.push(Action::Ask(Dialog::DeleteSavedQueue(key, queue.id)));
        }
    });
}

fn open_ui(ui: &mut Ui, instance: &Instance, queue: &SavedQueue, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let Some((_, messages)) = &instance.saved_queues.open else { return };
    let Some(messages) = messages else {
        ui.add(Spinner::new());
        return;
    };
    if queue.messages == 0 {
        ui.label(RichText::new(tr!("saved-queues-none-waited")).color(t.muted));
        return;
    }
    ui.push_id(("copy", queue.id.0), |ui| {
        let state = view.queue.entry(instance.key).or_default();
        ui.scope(|ui| {
            ui.set_max_width(SEARCH);
            let id = Id::unique(("copy-search", instance.key));
            let field = Field::search(&tr!("saved-queues-search"), id).show(ui, &mut state.copy_search.typed);
            report_search(ui.ctx(), field.id);
        });
        let found = state.copy_search.among(queue.id, messages, instance);
        if found.is_empty() {
            ui.label(RichText::new(tr!("sidebar-nothing-found")).color(t.muted));
        }
        actions.extend(rows::rows_ui(ui, instance, found, &mut state.copy_rows));
    });
    ui.horizontal_wrapped(|ui| {
        if ui.add(ActButton::plain(tr!("resend-button"))).clicked() {
            actions.push(Action::Show(Page::Resend(instance.key, queue.id)));
        }
        let off = instance.saved_queues.exporting.then(|| tr!("saved-queues-exporting"));
        if ui.add(ActButton::plain(tr!("saved-queues-export-table")).disabled_because(off.clone())).clicked() {
            actions.push(Action::ExportSavedQueue(instance.key, ExportFormat::Table));
        }
        if ui.add(ActButton::plain(tr!("saved-queues-export-json")).disabled_because(off)).clicked() {
            actions.push(Action::ExportSavedQueue(instance.key, ExportFormat::Json));
        }
    });
    let exported = instance.saved_queues.exported.as_ref();
    let told = exported.map(|exported| exported_ui(ui, exported, actions));
    let seen = &mut view.queue.entry(instance.key).or_default().export_seen;
    if let Some(told) = told.filter(|_| !*seen) {
        told.scroll_to_me(None);
    }
    *seen = exported.is_some();
}
