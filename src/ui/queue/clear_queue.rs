//! The progress and outcome of a clearing, with the answers that show them.

use std::time::{Duration, Instant};

use eframe::egui::Ui;

use super::saved_queues::{saved_file_words, saved_title};
use crate::explain::Remedy;
use crate::green_api::Failure;
use crate::model::{Action, ClearState, Instance, Waiting};
use crate::tr;
use crate::ui::answer::answer_ui;
use crate::ui::countdown::time_left;
use crate::ui::exported::open_folder_ui;
use crate::ui::failure::{FailureTexts, FailureView, failure_card, failure_texts, remedy_act};
use crate::ui::json::ExchangeStyle;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, card, divider, link};
use crate::ui::{ViewState, labels, text};
use crate::work::clear_queue::{ClearEnding, ClearPhase, Next, QueueFound, Uncertainty};

/// Whether a result says that the queue is empty, and messages wait again. Such a result is closed, except that of a
/// replacement.
pub fn is_refilled(instance: &Instance, clear: &ClearState) -> bool {
    let is_newer = instance.waiting_at().is_some_and(|at| at > clear.at);
    let waits = instance.waiting().number().is_some_and(|number| number > 0);
    is_newer && waits && matches!(clear.progress.machine.ending(), Some(ClearEnding::Empty { .. }))
}

/// Draws the banner with the progress or the outcome of a clearing.
pub fn outcome_ui(
    ui: &mut Ui,
    instance: &Instance,
    clear: &ClearState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    match clear.progress.machine.ending() {
        None => running_ui(ui, instance, clear, actions),
        Some(ending) => ended_ui(ui, instance, clear, ending, view, actions),
    }
}

fn running_ui(ui: &mut Ui, instance: &Instance, clear: &ClearState, actions: &mut Vec<Action>) {
    let machine = &clear.progress.machine;
    let (title, text) = match machine.phase() {
        ClearPhase::Saving | ClearPhase::Selecting | ClearPhase::Stopped | ClearPhase::Clearing => {
            (tr!("clear-queue-running"), tr!("clear-queue-running-text"))
        }
        ClearPhase::Listing => (tr!("clear-queue-listing"), tr!("clear-queue-listing-text")),
        ClearPhase::Checking | ClearPhase::Ended => {
            let left = match machine.next(Instant::now()) {
                Next::WaitUntil(until) => time_left(ui, until),
                _ => Duration::ZERO,
            };
            (tr!("clear-queue-checking"), tr!("clear-queue-checking-text", seconds = left.as_secs()))
        }
    };
    Banner::new(Tone::Wait, Mark::Waiting, title, text).show(ui, |ui| {
        let cancel = ui.add(ActButton::plain(tr!("stop-waiting")));
        if cancel.on_hover_text(tr!("clear-queue-cancel-hint")).clicked() {
            actions.push(Action::CancelClear(instance.key));
        }
    });
}

fn ended_ui(
    ui: &mut Ui,
    instance: &Instance,
    clear: &ClearState,
    ending: &ClearEnding,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    if let ClearEnding::Refused(failure) = ending {
        return refused_ui(ui, instance, clear, failure, view, actions);
    }
    let key = instance.key;
    let is_empty = matches!(ending, ClearEnding::Empty { .. });
    let Some((tone, mark, title, text)) = ended_words(instance, clear, ending) else { return };
    let text = with_copies(text, clear);
    let close = Some(Action::CloseClearResult(key));
    Banner::new(tone, mark, &title, &text).show_closable(ui, close, actions, |ui, actions| {
        if let Some(id) = clear.copy().and_then(|saved| saved.id)
            && ui.add(ActButton::plain(tr!("saved-queues-open-it"))).clicked()
        {
            actions.push(Action::OpenSavedQueue(key, id));
        }
        if let Some(exported) = &clear.file {
            open_folder_ui(ui, &exported.file.path, actions);
        }
        if is_empty {
            // The next act. The warning that was shown here before the clearing had it as a plain button.
            let replace = ActButton::accent(tr!("replace-number-entry"));
            return crate::ui::replace_number::advised_entry_ui(ui, instance, replace, actions);
        }
        if ui.add(ActButton::plain(tr!("clear-queue-look-again"))).clicked() {
            actions.push(Action::CheckAgain(key));
        }
        let copy = link(ui, tr!("copy-for-support"));
        if copy.clicked() {
            let reported = reported_words(instance, ending);
            let texts = FailureTexts { title: title.clone(), text: text.clone(), cause: String::new(), reported };
            actions.push(Action::Copy(texts.for_support(answers(clear))));
        }
    });
}

fn refused_ui(
    ui: &mut Ui,
    instance: &Instance,
    clear: &ClearState,
    failure: &Failure,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let close = Some(Action::CloseClearResult(instance.key));
    let told = FailureView::clearing(failure, instance);
    let remedy = failure_card(ui, told, clear.progress.clearing.as_ref(), view, actions, close);
    actions.extend(remedy.and_then(|remedy| match remedy {
        Remedy::TryAgain => Some(Action::AskClear(instance.key)),
        other => remedy_act(other, instance.key),
    }));
}

/// Returns the banner of an ending: its look, its title and its text. `None` for one without a banner: nothing was
/// cleared, or a failure has a card of its own.
fn ended_words(instance: &Instance, clear: &ClearState, ending: &ClearEnding) -> Option<(Tone, Mark, String, String)> {
    let time = text::clock_time(clear.at);
    let before = labels::waiting_number(clear.before);
    Some(match ending {
        ClearEnding::Kept | ClearEnding::Refused(_) => return None,
        ClearEnding::Empty { counted } => {
            let detail = if *counted {
                tr!("clear-queue-empty-text", time = &time)
            } else {
                tr!("clear-queue-empty-list-text", time = &time)
            };
            (Tone::Good, Mark::Done, tr!("clear-queue-empty", before = &before), detail)
        }
        ClearEnding::StillWaiting { left, full } => {
            let title = if *full {
                tr!("clear-queue-still-many", before = &before, left = *left)
            } else {
                tr!("clear-queue-still", before = &before, left = *left)
            };
            (Tone::Bad, Mark::Warning, title, tr!("clear-queue-still-text", time = &time))
        }
        ClearEnding::NotYetKnown(doubt) => {
            let why = match doubt {
                Uncertainty::CountSays(count) => tr!("clear-queue-doubt-count", count = *count),
                Uncertainty::ListUnread(failure) => {
                    unread(&tr!("clear-queue-doubt-list"), FailureView::about(failure, instance))
                }
                Uncertainty::CountUnread(failure) => {
                    unread(&tr!("clear-queue-doubt-number"), FailureView::about(failure, instance))
                }
            };
            (Tone::Wait, Mark::Warning, tr!("clear-queue-not-yet-known"), why)
        }
        ClearEnding::Unknown { failure, found } => {
            let told = failure_texts(&FailureView::clearing(failure, instance));
            let found = match found {
                None => tr!("clear-queue-unknown-unread"),
                Some(QueueFound::Empty) => tr!("clear-queue-unknown-empty", time = &time),
                Some(QueueFound::Waiting { left, full }) => {
                    let left = if *full { Waiting::AtLeast(*left) } else { Waiting::Exactly(*left) };
                    tr!("clear-queue-unknown-waiting", count = left, time = &time)
                }
                Some(QueueFound::CountSays(count)) => tr!("clear-queue-doubt-count", count = *count),
            };
            (Tone::Wait, Mark::Warning, tr!("clear-queue-unknown"), format!("{}\n{found}", told.cause))
        }
    })
}

/// Returns the cause of an unknown ending as the system or a library reported it.
fn reported_words(instance: &Instance, ending: &ClearEnding) -> Option<String> {
    let ClearEnding::Unknown { failure, .. } = ending else { return None };
    failure_texts(&FailureView::clearing(failure, instance)).reported
}

/// Appends where the copy and the file of the cleared messages are.
fn with_copies(mut text: String, clear: &ClearState) -> String {
    if let Some(saved) = clear.copy() {
        text = format!("{text}\n{}", saved_title(saved));
    }
    if let Some(exported) = &clear.file {
        let (title, place) = saved_file_words(exported);
        text = format!("{text}\n{title}\n{place}");
    }
    text
}

fn unread(what: &str, told: FailureView<'_>) -> String {
    format!("{what} {}", failure_texts(&told).title)
}

fn answers(clear: &ClearState) -> impl Iterator<Item = &std::sync::Arc<crate::green_api::Exchange>> {
    let progress = &clear.progress;
    [&progress.clearing, &progress.listing, &progress.counting].into_iter().flatten()
}

/// Draws the answers to the clearing and to the recount, as received.
pub fn answers_ui(ui: &mut Ui, clear: &ClearState, view: &mut ViewState, actions: &mut Vec<Action>) {
    let refused = matches!(clear.progress.machine.ending(), Some(ClearEnding::Refused(_)));
    if refused || answers(clear).next().is_none() {
        return;
    }
    card(ui, |ui| {
        for (index, exchange) in answers(clear).enumerate() {
            if index > 0 {
                divider(ui);
            }
            answer_ui(ui, exchange, view, ExchangeStyle::Inline, actions);
        }
    });
}
