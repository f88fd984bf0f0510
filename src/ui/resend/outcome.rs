//! The outcome of the last run, or why it paused or never began, with the answer that says so.

use eframe::egui::Ui;

use super::not_sending_text;
use super::progress::counts_words;
use crate::explain::{Remedy, explain_database};
use crate::green_api::Failure;
use crate::model::{Action, Instance, LastRun, ResendEnd};
use crate::store::{ResendCounts, SavedQueueId};
use crate::tr;
use crate::ui::failure::{FailureView, failure_card, remedy_act};
use crate::ui::text::{self, say};
use crate::ui::widgets::{Banner, Mark, Tone};
use crate::ui::{ViewState, labels};
use crate::work::resend::{NotBegun, REFUSED_IN_A_ROW, ResendPause, ResendPhase, UNKNOWN_IN_A_ROW};

pub fn outcome_ui(
    ui: &mut Ui,
    instance: &Instance,
    queue: SavedQueueId,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let Some(last) = instance.resend.last.as_ref().filter(|last| last.queue == queue) else { return };
    let (banner, failure) = told(last, instance);
    let key = instance.key;
    if let Some(banner) = banner {
        let close = failure.is_none().then_some(Action::CloseResendResult(key));
        banner.show_closable(ui, close, actions, |_, _| {});
    }
    let Some(failure) = failure else { return };
    let told = view_of(failure, instance);
    let close = Some(Action::CloseResendResult(key));
    let remedy = failure_card(ui, told, last.exchange.as_ref(), view, actions, close);
    let run = instance.resend.unfinished().map(|run| run.id);
    actions.extend(remedy.and_then(|remedy| match (remedy, run) {
        (Remedy::TryAgain, Some(run)) => Some(Action::ContinueResend(key, run)),
        (remedy, _) => remedy_act(remedy, key),
    }));
}

/// Whether the outcome has a button that refreshes. The page then has no other.
pub fn offers_refresh(instance: &Instance, queue: SavedQueueId) -> bool {
    let last = instance.resend.last.as_ref().filter(|last| last.queue == queue);
    let failure = last.and_then(|last| told(last, instance).1);
    failure.is_some_and(|failure| view_of(failure, instance).remedies().contains(&Remedy::Refresh))
}

fn view_of<'a>((failure, sends): (&'a Failure, bool), instance: &Instance) -> FailureView<'a> {
    if sends { FailureView::sending_again(failure, instance) } else { FailureView::about(failure, instance) }
}

/// Returns the banner, and the failure with whether it concerns the sending of a message.
fn told<'a>(last: &'a LastRun, instance: &Instance) -> (Option<Banner>, Option<(&'a Failure, bool)>) {
    let wait = |title: String, text: String| Banner::new(Tone::Wait, Mark::Warning, title, text);
    match &last.end {
        ResendEnd::Stopped { counts } => {
            let went = counts_words(ResendCounts { waiting: 0, sending: 0, ..*counts });
            let text = format!("{went} · {}", tr!("resend-n-unsent", count = counts.waiting));
            (Some(wait(tr!("resend-stopped"), text)), None)
        }
        ResendEnd::Lost(failure) => (None, Some((failure, true))),
        ResendEnd::NotBegun(why) => not_begun(why, instance),
        ResendEnd::At { phase, counts, .. } => match phase {
            ResendPhase::Ended => (Some(ended(*counts)), None),
            ResendPhase::Busy => (Some(wait(tr!("resend-busy"), tr!("resend-busy-text"))), None),
            ResendPhase::Gone => (Some(wait(tr!("resend-gone"), tr!("resend-gone-text"))), None),
            ResendPhase::Paused(pause) => paused(pause, *counts, instance),
            ResendPhase::Sending { .. } | ResendPhase::Waiting { .. } => (None, None),
        },
    }
}

fn ended(counts: ResendCounts) -> Banner {
    if counts.failed + counts.unknown == 0 {
        return Banner::new(Tone::Good, Mark::Done, tr!("resend-done", count = counts.sent), tr!("resend-done-text"));
    }
    Banner::new(Tone::Wait, Mark::Warning, tr!("resend-done-part"), counts_words(counts))
}

fn paused<'a>(
    pause: &'a ResendPause,
    counts: ResendCounts,
    instance: &Instance,
) -> (Option<Banner>, Option<(&'a Failure, bool)>) {
    let wait = |title: String, text: String| Some(Banner::new(Tone::Wait, Mark::Warning, title, text));
    match pause {
        // The waiting run is shown directly below.
        ResendPause::ByHand | ResendPause::OtherNumber => (None, None),
        ResendPause::NotSending(state) => {
            let word = labels::state_word(Some(state), instance.messenger());
            let text = labels::with_suspension_end(instance, not_sending_text(Some(state)));
            (wait(tr!("resend-halted", state = &word), text), None)
        }
        ResendPause::StateUnread(failure) => {
            (wait(tr!("resend-state-unread"), tr!("resend-state-unread-text")), Some((failure, false)))
        }
        ResendPause::NotSent(failure) | ResendPause::Instance(failure) => (None, Some((failure, true))),
        ResendPause::NoAnswers(failure) => {
            let title = tr!("resend-no-answers", count = UNKNOWN_IN_A_ROW);
            (wait(title, tr!("resend-no-answers-text")), Some((failure, true)))
        }
        ResendPause::Refusals(failure) => {
            let title = tr!("resend-refusals", count = REFUSED_IN_A_ROW);
            (wait(title, tr!("resend-refusals-text")), Some((failure, true)))
        }
        ResendPause::NotRecorded(failure) => {
            let text = format!("{}\n{}", say(&explain_database(failure)), counts_words(counts));
            (wait(tr!("resend-not-recorded"), text), None)
        }
    }
}

fn not_begun<'a>(why: &'a NotBegun, instance: &Instance) -> (Option<Banner>, Option<(&'a Failure, bool)>) {
    let words = |text: String| Some(Banner::new(Tone::Wait, Mark::Warning, tr!("resend-not-begun"), text));
    match why {
        // It was cancelled before anything was sent.
        NotBegun::Unread(Failure::Cancelled { .. }) => (None, None),
        NotBegun::Unread(failure @ Failure::NumberNotNamed) => {
            (words(tr!("resend-not-begun-number")), Some((failure, false)))
        }
        NotBegun::Unread(failure) => (words(tr!("resend-not-begun-unread")), Some((failure, false))),
        NotBegun::NotSending(state) => {
            let word = labels::state_word(Some(state), instance.messenger());
            let then = labels::with_suspension_end(instance, not_sending_text(Some(state)));
            (words(format!("{}\n{then}", tr!("resend-not-sending", state = &word))), None)
        }
        NotBegun::OtherNumber => {
            let number = instance.number().map(|number| text::phone(&number)).unwrap_or_default();
            (words(tr!("resend-other-number-meanwhile", number = number)), None)
        }
        NotBegun::NoInterval => (words(tr!("resend-off-interval")), None),
        NotBegun::NothingLeft => (words(tr!("resend-nothing-left")), None),
        NotBegun::NotRecorded(failure) => (words(say(&explain_database(failure))), None),
    }
}
