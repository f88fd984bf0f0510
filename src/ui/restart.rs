//! The progress and outcome of an act that restarts the instance.

use eframe::egui::Ui;

use super::countdown::time_passed;
use super::failure::{FailureView, failure_card, failure_texts, remedy_act};
use super::widgets::{ActButton, Banner, Mark, Tone};
use super::{ViewState, text};
use crate::explain::Remedy;
use crate::model::{Action, Instance};
use crate::tr;
use crate::work::restart::{Change, RestartEnding, RestartPhase};

pub fn restart_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(restart) = &instance.restart else { return };
    let key = instance.key;
    let (tone, mark, title, text) = match &restart.progress.phase {
        RestartPhase::Sending => (Tone::Wait, Mark::Waiting, sending(restart.change), String::new()),
        RestartPhase::Waiting => {
            let passed = text::rough_duration(time_passed(ui, restart.since));
            (Tone::Wait, Mark::Waiting, tr!("restart-waiting"), tr!("restart-waiting-text", time = &passed))
        }
        RestartPhase::Ended(RestartEnding::Applied) => {
            let state = restart.progress.state.as_ref().map(|(state, _)| state);
            let works = state.is_some_and(|state| state.delivery(instance.messenger()).can_send());
            let (title, text) = done(restart.change);
            let text = if works { text } else { tr!("restart-done-not-working") };
            (Tone::Good, Mark::Done, title, text)
        }
        RestartPhase::Ended(RestartEnding::NotSeen) => {
            (Tone::Wait, Mark::Warning, tr!("restart-not-seen"), tr!("restart-not-seen-text"))
        }
        RestartPhase::Ended(RestartEnding::Refused(failure)) => {
            let told = FailureView::restarting(failure, restart.change, instance);
            let close = Some(Action::CloseRestart(key));
            let remedy = failure_card(ui, told, restart.progress.sending.as_ref(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::AskRestart(key, restart.change)),
                other => remedy_act(other, key),
            }));
            return;
        }
        RestartPhase::Ended(RestartEnding::Unknown(failure)) => {
            let cause = failure_texts(&FailureView::restarting(failure, restart.change, instance)).cause;
            (Tone::Wait, Mark::Warning, tr!("restart-unknown"), format!("{cause}\n{}", tr!("restart-unknown-text")))
        }
    };
    let running = instance.is_restarting();
    let close = (!running).then_some(Action::CloseRestart(key));
    Banner::new(tone, mark, title, text).show_closable(ui, close, actions, |ui, actions| {
        if running {
            let cancel = ui.add(ActButton::plain(tr!("stop-waiting")));
            if cancel.on_hover_text(tr!("restart-stop-hint")).clicked() {
                actions.push(Action::CancelRestart(key));
            }
        }
    });
}

fn sending(change: Change) -> String {
    match change {
        Change::IncomingOn => tr!("restart-sending-incoming-on"),
        Change::IncomingOff => tr!("restart-sending-incoming-off"),
        Change::Interval(_) => tr!("restart-sending-interval"),
        Change::Reboot => tr!("restart-sending-reboot"),
    }
}

fn done(change: Change) -> (String, String) {
    match change {
        Change::IncomingOn => (tr!("restart-done-incoming-on"), tr!("restart-done-incoming-on-text")),
        Change::IncomingOff => (tr!("restart-done-incoming-off"), tr!("restart-done-text")),
        Change::Interval(interval) => {
            (tr!("restart-done-interval", interval = text::interval(interval)), tr!("restart-done-text"))
        }
        Change::Reboot => (tr!("restart-done-reboot"), String::new()),
    }
}
