//! How the last run ended, or why it paused or never began, with the answer that says so.

use eframe::egui::Ui;

use super::progress::counts_words;
use crate::{
    explain::{Remedy, explain_database},
    green_api::Failure,
    model::{Action, Instance, LastRun, SendEnd},
    store::{Counts, SavedQueueId},
    tr,
    ui::{
        ViewState,
        failure::{Told, failure_card, remedy_act},
        text::say,
        widgets::{Banner, Icon, Mark, Tone, icon_only},
        words,
    },
    work::send_again::{NotBegun, Pause, Phase, REFUSED_IN_A_ROW, UNKNOWN_IN_A_ROW},
};

/// A title, what stands under it, and how it is shown.
struct Words(Tone, Mark, String, String);

pub fn outcome_ui(
    ui: &mut Ui,
    instance: &Instance,
    queue: SavedQueueId,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let Some(last) = instance.sending.last.as_ref().filter(|last| last.queue == queue) else { return };
    let (words, failure) = told(last, instance);
    let key = instance.key;
    if let Some(Words(tone, mark, title, text)) = words {
        Banner { tone, mark, title: &title, text: &text }.show(ui, |ui| {
            if failure.is_none() && icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
                actions.push(Action::CloseSendResult(key));
            }
        });
    }
    let Some((failure, sends)) = failure else { return };
    let told = if sends { Told::sending_again(failure, instance) } else { Told::about(failure, instance) };
    let close = Some(Action::CloseSendResult(key));
    let remedy = failure_card(ui, told, last.exchange.as_ref(), view, actions, close);
    let run = instance.sending.unfinished().map(|run| run.id);
    actions.extend(remedy.and_then(|remedy| match (remedy, run) {
        (Remedy::TryAgain, Some(run)) => Some(Action::GoOnSending(key, run)),
        (remedy, _) => remedy_act(remedy, key),
    }));
}

/// The words, and the failure with whether it was a message that failed.
fn told<'a>(last: &'a LastRun, instance: &Instance) -> (Option<Words>, Option<(&'a Failure, bool)>) {
    let wait = |title: String, text: String| Words(Tone::Wait, Mark::Warning, title, text);
    match &last.end {
        SendEnd::Stopped { counts } => {
            let went = counts_words(Counts { waiting: 0, sending: 0, ..*counts });
            let text = format!("{went} · {}", tr!("send-n-unsent", count = counts.waiting));
            (Some(wait(tr!("send-stopped"), text)), None)
        }
        SendEnd::Halted(state) => {
            let word = words::state_word(Some(state), instance.messenger());
            (Some(wait(tr!("send-halted", state = &word), tr!("send-not-sending-text"))), None)
        }
        SendEnd::NotBegun(why) => not_begun(why, instance),
        SendEnd::At { phase, counts, .. } => match phase {
            Phase::Ended => (Some(ended(*counts)), None),
            Phase::Busy => (Some(wait(tr!("send-busy"), tr!("send-busy-text"))), None),
            Phase::Gone => (Some(wait(tr!("send-gone"), tr!("send-gone-text"))), None),
            Phase::Paused(pause) => paused(pause, *counts),
            Phase::Sending { .. } | Phase::Waiting { .. } => (None, None),
        },
    }
}

fn ended(counts: Counts) -> Words {
    let all = counts.failed + counts.unknown == 0;
    let title = if all { tr!("send-done", count = counts.sent) } else { tr!("send-done-part") };
    let text = if all { tr!("send-done-text") } else { counts_words(counts) };
    if all { Words(Tone::Good, Mark::Done, title, text) } else { Words(Tone::Wait, Mark::Warning, title, text) }
}

fn paused(pause: &Pause, counts: Counts) -> (Option<Words>, Option<(&Failure, bool)>) {
    let wait = |title: String, text: String| Some(Words(Tone::Wait, Mark::Warning, title, text));
    match pause {
        // What waits is told right under it.
        Pause::ByHand => (None, None),
        Pause::NotSent(failure) | Pause::Instance(failure) => (None, Some((failure, true))),
        Pause::NoAnswers(failure) => {
            let title = tr!("send-no-answers", count = UNKNOWN_IN_A_ROW);
            (wait(title, tr!("send-no-answers-text")), Some((failure, true)))
        }
        Pause::Refusals(failure) => {
            let title = tr!("send-refusals", count = REFUSED_IN_A_ROW);
            (wait(title, tr!("send-refusals-text")), Some((failure, true)))
        }
        Pause::NotRecorded(failure) => {
            let text = format!("{}\n{}", say(&explain_database(failure)), counts_words(counts));
            (wait(tr!("send-not-recorded"), text), None)
        }
    }
}

fn not_begun<'a>(why: &'a NotBegun, instance: &Instance) -> (Option<Words>, Option<(&'a Failure, bool)>) {
    let words = |text: String| Some(Words(Tone::Wait, Mark::Warning, tr!("send-not-begun"), text));
    match why {
        // It was given up before anything left.
        NotBegun::Unread(Failure::Cancelled { .. }) => (None, None),
        NotBegun::Unread(failure) => (words(tr!("send-not-begun-unread")), Some((failure, false))),
        NotBegun::NotSending(state) => {
            let word = words::state_word(Some(state), instance.messenger());
            let text = format!("{}\n{}", tr!("send-not-sending", state = &word), tr!("send-not-sending-text"));
            (words(text), None)
        }
        NotBegun::NoInterval => (words(tr!("send-off-interval")), None),
        NotBegun::NothingLeft => (words(tr!("send-nothing-left")), None),
        NotBegun::NotRecorded(failure) => (words(say(&explain_database(failure))), None),
    }
}
