//! How a clearing goes and how it ended, with the answers that show it.

use std::time::{Duration, Instant};

use eframe::egui::Ui;

use super::copies::{saved_file_words, saved_title};
use crate::{
    explain::Remedy,
    model::{Action, ClearState, Elsewhere, Instance},
    tr,
    ui::{
        ViewState,
        answer::answer_ui,
        failure::{Told, failure_card, for_support, remedy_act, told_texts},
        json::Look,
        text,
        widgets::{ActButton, Banner, Icon, Mark, Tone, card, divider, icon_only, link},
        words,
    },
    work::clear_queue::{Doubt, Ending, Found, Next, Phase},
};

/// The banner: what is being done, or what came of it.
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
        Phase::Clearing => (tr!("clear-running"), tr!("clear-running-text")),
        Phase::Listing => (tr!("clear-listing"), tr!("clear-listing-text")),
        Phase::Checking | Phase::Ended => {
            let now = Instant::now();
            let left = match machine.next(now) {
                Next::WaitUntil(until) => until - now,
                _ => Duration::ZERO,
            };
            ui.ctx().request_repaint_after(Duration::from_millis(500));
            (tr!("clear-checking"), tr!("clear-checking-text", seconds = left.as_secs() + 1))
        }
    };
    Banner { tone: Tone::Wait, mark: Mark::Waiting, title: &title, text: &text }.show(ui, |ui| {
        let cancel = ui.add(ActButton::plain(tr!("stop-waiting")));
        if cancel.on_hover_text(tr!("clear-cancel-hint")).clicked() {
            actions.push(Action::CancelClear(instance.key));
        }
    });
}

fn ended_ui(
    ui: &mut Ui,
    instance: &Instance,
    clear: &ClearState,
    ending: &Ending,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let time = text::clock_time(clear.at);
    let before = words::waiting_number(clear.before);
    let key = instance.key;
    let mut look_again = false;
    let (tone, mark, title, text) = match ending {
        Ending::Empty { counted } => {
            let detail = if *counted {
                tr!("clear-empty-text", time = &time)
            } else {
                tr!("clear-empty-list-text", time = &time)
            };
            (Tone::Good, Mark::Done, tr!("clear-empty", before = &before), detail)
        }
        Ending::StillWaiting { left, full } => {
            look_again = true;
            let title = if *full {
                tr!("clear-still-many", before = &before, left = *left)
            } else {
                tr!("clear-still", before = &before, left = *left)
            };
            (Tone::Bad, Mark::Warning, title, tr!("clear-still-text", time = &time))
        }
        Ending::NotYetKnown(doubt) => {
            look_again = true;
            let why = match doubt {
                Doubt::CountSays(count) => tr!("clear-doubt-count", count = *count),
                Doubt::ListUnread(failure) => unread(&tr!("clear-doubt-list"), Told::about(failure, instance)),
                Doubt::CountUnread(failure) => unread(&tr!("clear-doubt-number"), Told::about(failure, instance)),
            };
            (Tone::Wait, Mark::Warning, tr!("clear-not-yet-known"), why)
        }
        Ending::Refused(failure) => {
            let close = Some(Action::CloseClearResult(key));
            let told = Told::clearing(failure, instance);
            let remedy = failure_card(ui, told, clear.progress.clearing.as_ref(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::AskClear(key)),
                other => remedy_act(other, key),
            }));
            return;
        }
        Ending::Unknown { failure, found } => {
            let told = told_texts(&Told::clearing(failure, instance));
            let found = match found {
                None => tr!("clear-unknown-unread"),
                Some(Found::Empty) => tr!("clear-unknown-empty", time = &time),
                Some(Found::Waiting { left, .. }) => tr!("clear-unknown-waiting", count = *left, time = &time),
                Some(Found::CountSays(count)) => tr!("clear-doubt-count", count = *count),
            };
            look_again = true;
            (Tone::Wait, Mark::Warning, tr!("clear-unknown"), format!("{}\n{found}", told.cause))
        }
    };
    let text = match &clear.copy {
        Some(saved) => format!("{text}\n{}", saved_title(saved)),
        None => text,
    };
    let text = match instance.copies.elsewhere.as_ref().and_then(Elsewhere::saved) {
        Some((saved, fell_back)) => {
            let (title, place) = saved_file_words(saved, fell_back);
            format!("{text}\n{title}\n{place}")
        }
        None => text,
    };
    Banner { tone, mark, title: &title, text: &text }.show(ui, |ui| {
        if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
            actions.push(Action::CloseClearResult(key));
        }
        if let Some(saved) = &clear.copy
            && ui.add(ActButton::plain(tr!("copies-open-it"))).clicked()
        {
            actions.push(Action::OpenCopy(key, saved.id));
        }
        if matches!(ending, Ending::Empty { .. }) {
            // What the warning led to that stood here before.
            crate::ui::replace::advised_entry_ui(ui, instance, actions);
        }
        if look_again && ui.add(ActButton::plain(tr!("clear-look-again"))).clicked() {
            actions.push(Action::LookAgain(key));
        }
        if mark == Mark::Warning {
            let copy = link(ui, tr!("copy-for-support"));
            if copy.clicked() {
                actions.push(Action::Copy(for_support(&title, &text, answers(clear))));
            }
        }
    });
}

fn unread(what: &str, told: Told<'_>) -> String {
    format!("{what} {}", told_texts(&told).title)
}

fn answers(clear: &ClearState) -> impl Iterator<Item = &std::sync::Arc<crate::green_api::Exchange>> {
    let progress = &clear.progress;
    [&progress.clearing, &progress.listing, &progress.counting].into_iter().flatten()
}

/// The answers to the clearing and to the recount, as they came.
pub fn answers_ui(ui: &mut Ui, clear: &ClearState, view: &mut ViewState, actions: &mut Vec<Action>) {
    let refused = matches!(clear.progress.machine.ending(), Some(Ending::Refused(_)));
    if refused || answers(clear).next().is_none() {
        return;
    }
    card(ui, |ui| {
        for (place, exchange) in answers(clear).enumerate() {
            if place > 0 {
                divider(ui);
            }
            answer_ui(ui, exchange, view, Look::Inline, actions);
        }
    });
}
