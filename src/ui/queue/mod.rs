//! The Queue page: the number of waiting messages, the messages themselves, and clearing them.

mod blocking;
mod clear_queue;
mod rows;
mod saved_queues;
mod summary;
#[cfg(test)]
mod tests;
mod warning;

use eframe::egui::{Align, IdSalt, RichText, Ui};

pub use clear_queue::outcome_ui;
pub use rows::RowsState;
pub use saved_queues::{clearing_label, file_not_saved_text, not_saved_text};
pub use warning::old_state_ui;

use super::answer::answer_ui;
use super::failure::query_failure_ui;
use super::json::ExchangeStyle;
use super::theme::{Tokens, font};
use super::widgets::{Spinner, announce, card, card_heading, page, slot};
use super::{ViewState, text};
use crate::model::{Action, Instance, Tab, TaskId, Waiting};
use crate::store::SavedQueueId;
use crate::tr;

/// State of one instance's page, kept between frames.
#[derive(Debug, Default)]
pub struct QueueView {
    pub rows: RowsState,
    /// Rows of the open saved queue.
    pub copy_rows: RowsState,
    pub copy_search: saved_queues::SavedQueueSearch,
    /// The saved queue that the page was last scrolled to.
    pub copy_seen: Option<SavedQueueId>,
    /// Whether the page was scrolled to the result of writing the saved queue to a file.
    pub export_seen: bool,
    /// The clearing that the page was last scrolled to.
    pub clear_seen: Option<TaskId>,
}

pub fn queue_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    page(ui, IdSalt::new(("queue", instance.key)), |ui| {
        slot(ui, |ui| super::token_banner::token_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::replace_number::banner_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::interrupted::interrupted_ui(ui, instance, Tab::Queue, &mut actions));
        slot(ui, |ui| super::restart::restart_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| match instance.cleared().filter(|clear| !clear_queue::is_refilled(instance, clear)) {
            Some(clear) => {
                let seen = &mut view.queue.entry(instance.key).or_default().clear_seen;
                // A result during a replacement was seen on the replacement's page; the banner that leads back there is
                // above this one.
                let is_known = instance.is_being_replaced() && !clear.progress.machine.is_under_way();
                if seen.replace(clear.task) != Some(clear.task) && !is_known {
                    // The result is here, but the page may have been scrolled down to the messages.
                    ui.scroll_to_cursor(Some(Align::TOP));
                }
                outcome_ui(ui, instance, clear, view, &mut actions);
            }
            None => warning::warning_ui(ui, instance, &mut actions),
        });
        slot(ui, |ui| query_failure_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| super::resend::unfinished_ui(ui, instance, &mut actions));
        slot(ui, |ui| super::chats::unfinished_ui(ui, instance, &mut actions));
        slot(ui, |ui| summary::summary_ui(ui, instance, &mut actions));
        // Under its button, which so stays under the pointer.
        slot(ui, |ui| saved_queues::saving_ui(ui, instance, &mut actions));
        slot(ui, |ui| {
            if let Some(clear) = instance.cleared() {
                clear_queue::answers_ui(ui, clear, view, &mut actions);
            }
        });
        slot(ui, |ui| blocking::blocking_ui(ui, instance));
        slot(ui, |ui| list_ui(ui, instance, view, &mut actions));
        slot(ui, |ui| saved_queues::saved_queues_ui(ui, instance, view, &mut actions));
        let told_above = instance.cleared().is_some() || instance.queue.failure.is_some();
        if let Some(exchange) = instance.queue.exchange.as_ref().filter(|_| !told_above) {
            card(ui, |ui| {
                answer_ui(ui, exchange, view, ExchangeStyle::Inline, &mut actions);
            });
        }
    });
    actions
}

/// Draws the messages themselves, or the reason why none are shown.
fn list_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let Some(messages) = instance.queue.value() else {
        if instance.queue.failure.is_none() && (instance.queue.is_asking() || instance.is_asking()) {
            card(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.add(Spinner::new());
                    ui.label(RichText::new(tr!("queue-loading")).color(t.muted));
                });
            });
        }
        return;
    };
    if instance.is_disputed() && instance.cleared().is_none() {
        let text = tr!("clear-queue-doubt-count", count = instance.waiting().number().unwrap_or(0));
        card(ui, |ui| ui.label(font::running(text).color(t.muted)));
    }
    if messages.is_empty() {
        if instance.waiting() == Waiting::Exactly(0) && instance.cleared().is_none() {
            let as_of = instance.waiting_at().filter(|_| instance.waiting_is_old());
            let title = match as_of {
                Some(at) => tr!("queue-empty-as-of", time = text::age(at)),
                None => tr!("queue-empty"),
            };
            card(ui, |ui| {
                let heading = card_heading(ui, &title);
                announce(ui, &heading);
                ui.label(font::running(tr!("queue-empty-text")).color(t.muted));
            });
        }
        return;
    }
    let state = view.queue.entry(instance.key).or_default();
    card(ui, |ui| {
        if instance.list_is_cut() {
            let text = match instance.waiting() {
                Waiting::Exactly(number) => tr!("queue-first-of", shown = messages.len(), count = number),
                _ => tr!("queue-first-or-more", shown = messages.len()),
            };
            ui.label(RichText::new(text).color(t.muted));
        }
        if instance.summary.repeated > 0 {
            ui.label(font::running(tr!("queue-repeated", count = instance.summary.repeated)).color(t.muted));
        }
        actions.extend(rows::rows_ui(ui, instance, messages, &mut state.rows));
    });
}
