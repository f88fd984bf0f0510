//! The shown run, at the foot of the page.

use std::time::Instant;

use eframe::egui::{Align, Layout, RichText, Ui};

use super::labels::{details, title};
use crate::explain::{Remedy, explain_database};
use crate::green_api::{ArchiveChat, ArchiveDirection, Failure, Method, UnarchiveChat};
use crate::model::{Action, ChatsAction, CurrentRun, Dialog, Halting, Instance, RunAct, RunFailure, RunStep};
use crate::store::ArchiveRun;
use crate::tr;
use crate::ui::chats::picker::ChatFilter;
use crate::ui::countdown::time_left;
use crate::ui::exported::exported_ui;
use crate::ui::failure::{FailureView, failure_texts, failure_ui, remedy_act};
use crate::ui::labels::look_only;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{
    ActButton, Icon, Spinner, announce, card, card_heading, icon_only, keyed, link, optional, progress_bar,
    row_with_end,
};
use crate::ui::{ViewState, text};
use crate::work::bulk_archive::{ArchivePause, ArchivePhase, Verifying};

/// Below this width the buttons are placed under the words.
const WIDE: f32 = 640.0;

pub fn run_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let runs = &instance.chats.runs;
    if let Some(RunFailure { act, failure }) = &runs.failure {
        let t = Tokens::of(ui);
        let what = match act {
            RunAct::List => tr!("bulk-archive-not-listed"),
            RunAct::Read => tr!("bulk-archive-not-read"),
            RunAct::Begin => tr!("bulk-archive-not-written"),
            RunAct::Stop => tr!("bulk-archive-not-stopped"),
        };
        card(ui, |ui| {
            ui.label(font::running(what).color(t.danger));
            ui.label(font::running(text::say(&explain_database(failure))).color(t.muted));
        });
    }
    let Some(current) = &runs.current else { return };
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        head_ui(ui, instance, current, actions);
        if let Some(number) = instance.other_number(current.run.number.as_deref()) {
            let words = tr!("bulk-archive-other-number", number = text::phone(number));
            ui.label(font::running(words).color(Tokens::of(ui).danger));
        }
        if current.run.counts.left() + current.run.counts.unknown > 0 && !current.run.stopped {
            progress_bar(ui, current.part_done());
        }
        step_ui(ui, instance, current, actions);
        if !current.is_running() {
            acts_ui(ui, instance, current, view, actions);
        }
    });
    if let RunStep::Paused(ArchivePause::Instance(failure)) = &current.step {
        let told = FailureView::other(failure, method(current), instance);
        let remedy = failure_ui(ui, told, None, view, actions);
        actions.extend(remedy.and_then(|remedy| match remedy {
            Remedy::TryAgain => Some(Action::Chats(instance.key, ChatsAction::Resume)),
            other => remedy_act(other, instance.key),
        }));
    }
}

fn method(current: &CurrentRun) -> &'static str {
    match current.run.direction {
        ArchiveDirection::Archive => ArchiveChat::NAME,
        ArchiveDirection::Unarchive => UnarchiveChat::NAME,
    }
}

/// Draws the title and the progress of the run, with its buttons.
fn head_ui(ui: &mut Ui, instance: &Instance, current: &CurrentRun, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let words = |ui: &mut Ui| {
        let heading = card_heading(ui, &title(current));
        announce(ui, &heading);
        ui.label(RichText::new(details(current)).color(t.muted));
    };
    if ui.available_width() < WIDE {
        ui.horizontal_wrapped(words);
        row_with_end(ui, size::CONTROL, |_| {}, |ui| control_ui(ui, instance, current, actions));
        return;
    }
    let words = |ui: &mut Ui| ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), words);
    row_with_end(ui, size::CONTROL, words, |ui| control_ui(ui, instance, current, actions));
}

fn control_ui(ui: &mut Ui, instance: &Instance, current: &CurrentRun, actions: &mut Vec<Action>) {
    let mut act = |action| actions.push(Action::Chats(instance.key, action));
    if let RunStep::Running { halting, .. } = current.step {
        let off = halting.map(|halting| match halting {
            Halting::Pausing => tr!("bulk-archive-pausing"),
            Halting::Stopping => tr!("bulk-archive-stopping"),
        });
        let pause = ActButton::plain(tr!("bulk-archive-pause")).disabled_because(off.clone());
        if keyed(ui, "pause", |ui| ui.add(pause)).clicked() {
            act(ChatsAction::Pause);
        }
        let stop = ActButton::plain(tr!("bulk-archive-stop")).disabled_because(off);
        if keyed(ui, "stop", |ui| ui.add(stop)).clicked() {
            act(ChatsAction::Stop);
        }
        return;
    }
    if current.run.counts.left() + current.run.counts.unknown > 0 {
        let resting = !current.is_verifying() && instance.chats.runs.beginning.is_none();
        let off = look_only(instance).or_else(|| (!resting).then(|| tr!("bulk-archive-busy")));
        let off = off.or_else(|| (!instance.has_token()).then(|| tr!("token-missing")));
        let resume = ActButton::plain(tr!("bulk-archive-resume")).disabled_because(off);
        if keyed(ui, "resume", |ui| ui.add(resume)).clicked() {
            act(ChatsAction::Resume);
        }
        let stop = || ActButton::plain(tr!("bulk-archive-stop"));
        if !current.run.stopped && keyed(ui, "stop", |ui| ui.add(stop())).clicked() {
            act(ChatsAction::Stop);
        }
    }
    if keyed(ui, "close", |ui| icon_only(ui, Icon::Cross, &tr!("close"))).clicked() {
        act(ChatsAction::CloseRun);
    }
}

/// Says what the run is doing now, or why it is idle.
fn step_ui(ui: &mut Ui, instance: &Instance, current: &CurrentRun, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let Some((words, act)) = step_words(ui, instance, current) else { return };
    let waits = matches!(current.step, RunStep::Running { .. } | RunStep::Lost | RunStep::Paused(_) | RunStep::Busy);
    ui.horizontal_wrapped(|ui| {
        if current.is_verifying() {
            ui.add(Spinner::small());
        }
        ui.label(RichText::new(words).color(if waits { t.warning } else { t.muted }));
        // The chats of another number say nothing about the run.
        let is_useless = |action: &ChatsAction| {
            matches!(action, ChatsAction::Verify) && instance.other_number(current.run.number.as_deref()).is_some()
        };
        if let Some((name, action)) = act.filter(|(_, action)| !is_useless(action))
            && link(ui, name).clicked()
        {
            actions.push(Action::Chats(instance.key, action));
        }
    });
}

/// Returns what the run is doing now, or why it is idle, and what the user can do about it: the words of the link, and its
/// action.
fn step_words(ui: &Ui, instance: &Instance, current: &CurrentRun) -> Option<(String, Option<(String, ChatsAction)>)> {
    let again = ChatsAction::Verify;
    Some(match &current.step {
        RunStep::Running { halting: Some(halting), .. } => {
            let words = match halting {
                Halting::Pausing => tr!("bulk-archive-pausing"),
                Halting::Stopping => tr!("bulk-archive-stopping"),
            };
            (words, Some((tr!("resend-give-up"), ChatsAction::GiveUp)))
        }
        RunStep::Running { phase: ArchivePhase::ReadingBack { left }, .. } if *left > 0 => {
            (tr!("bulk-archive-reading-back", count = *left), None)
        }
        RunStep::Running { phase: ArchivePhase::WaitingForList { until }, .. } => {
            (tr!("bulk-archive-waiting-list", time = until_words(ui, *until)), None)
        }
        RunStep::Running { phase: ArchivePhase::WaitingForNetwork { until, failure }, .. } => (
            tr!("bulk-archive-waiting", cause = cause(failure, current, instance), time = until_words(ui, *until)),
            None,
        ),
        RunStep::Running { .. } => return None,
        RunStep::Paused(ArchivePause::ByHand) => (tr!("bulk-archive-paused"), None),
        RunStep::Paused(ArchivePause::OtherNumber { linked }) => {
            (tr!("bulk-archive-paused-number", number = text::phone(linked)), None)
        }
        RunStep::Paused(ArchivePause::Instance(_)) => (tr!("bulk-archive-paused-instance"), None),
        RunStep::Paused(ArchivePause::NotRecorded(failure)) => {
            (tr!("bulk-archive-paused-unwritten", why = text::say(&explain_database(failure))), None)
        }
        RunStep::Lost => (tr!("bulk-archive-lost"), None),
        RunStep::Busy => (tr!("bulk-archive-elsewhere"), None),
        RunStep::Verifying(_, Verifying::WaitingForList { until }) => (
            tr!("bulk-archive-verify-waiting", time = until_words(ui, *until)),
            Some((tr!("bulk-archive-verify-skip"), ChatsAction::CancelVerifying)),
        ),
        RunStep::Verifying(_, Verifying::WaitingForNumber { until, failure }) => (
            tr!("bulk-archive-waiting", cause = cause(failure, current, instance), time = until_words(ui, *until)),
            Some((tr!("bulk-archive-verify-skip"), ChatsAction::CancelVerifying)),
        ),
        RunStep::Verifying(_, Verifying::ReadingChats { left }) => (
            tr!("bulk-archive-verify-chats", count = *left),
            Some((tr!("bulk-archive-verify-skip"), ChatsAction::CancelVerifying)),
        ),
        RunStep::Verifying(..) => (tr!("bulk-archive-verifying"), None),
        RunStep::Verified(Verifying::Failed(failure)) => {
            let words = tr!("bulk-archive-verify-failed", cause = cause(failure, current, instance));
            (words, Some((tr!("bulk-archive-verify-again"), again)))
        }
        RunStep::Verified(Verifying::NotRecorded(failure)) => {
            let words = tr!("bulk-archive-verify-failed", cause = text::say(&explain_database(failure)));
            (words, Some((tr!("bulk-archive-verify-again"), again)))
        }
        RunStep::Verified(Verifying::Done) if current.run.counts.not_seen > 0 => (
            tr!("bulk-archive-verified-not-all", count = current.run.counts.not_seen),
            Some((tr!("bulk-archive-verify-again"), again)),
        ),
        RunStep::Verified(Verifying::Partly { unread }) => {
            (tr!("bulk-archive-verified-partly", count = *unread), Some((tr!("bulk-archive-verify-again"), again)))
        }
        RunStep::Verified(Verifying::Done) if current.run.counts.so() == 0 => (tr!("bulk-archive-verified-none"), None),
        RunStep::Verified(Verifying::Done) => (tr!("bulk-archive-verified"), None),
        RunStep::Verified(_) => (tr!("bulk-archive-not-verified"), Some((tr!("bulk-archive-verify-act"), again))),
        RunStep::Resting if current.run.stopped => (tr!("bulk-archive-stopped"), None),
        RunStep::Resting if current.run.is_unfinished() => (tr!("bulk-archive-interrupted"), None),
        RunStep::Resting => match current.run.verified {
            Some(at) => {
                (tr!("bulk-archive-verified-at", time = text::age(at)), Some((tr!("bulk-archive-verify-again"), again)))
            }
            None => (tr!("bulk-archive-not-verified"), Some((tr!("bulk-archive-verify-act"), again))),
        },
    })
}

fn cause(failure: &Failure, current: &CurrentRun, instance: &Instance) -> String {
    failure_texts(&FailureView::other(failure, method(current), instance)).cause
}

fn until_words(ui: &Ui, until: Instant) -> String {
    text::rough_duration(time_left(ui, until))
}

/// Returns the name of the button that reverses a run: the act and the number of chats. For an undo it is the first act
/// again.
fn undo_name(run: &ArchiveRun) -> String {
    match (run.undoes, run.direction) {
        (None, ArchiveDirection::Archive) => tr!("bulk-archive-undo-archive", count = run.to_undo),
        (None, ArchiveDirection::Unarchive) => tr!("bulk-archive-undo-unarchive", count = run.to_undo),
        (Some(_), ArchiveDirection::Unarchive) => tr!("bulk-archive-redo-archive", count = run.to_undo),
        (Some(_), ArchiveDirection::Archive) => tr!("bulk-archive-redo-unarchive", count = run.to_undo),
    }
}

/// Draws the acts for a run that is not running.
fn acts_ui(ui: &mut Ui, instance: &Instance, current: &CurrentRun, view: &mut ViewState, actions: &mut Vec<Action>) {
    let (runs, counts) = (&instance.chats.runs, &current.run.counts);
    let off = look_only(instance);
    let off = off.or_else(|| runs.beginning.is_some().then(|| tr!("bulk-archive-busy")));
    ui.horizontal_wrapped(|ui| {
        let undo = ActButton::plain(undo_name(&current.run)).disabled_because(off.clone());
        if optional(ui, current.run.to_undo > 0, |ui| ui.add(undo)) {
            actions.push(Action::Ask(Dialog::UndoBulkArchive(instance.key)));
        }
        // While other chats of the run are waiting, a retry would send their requests, too.
        let failed = match counts.left() {
            0 => counts.failed + counts.no_incoming_message + counts.not_in_contacts,
            _ => 0,
        };
        let retry = ActButton::plain(tr!("bulk-archive-retry", count = failed)).disabled_because(off);
        if optional(ui, failed > 0, |ui| ui.add(retry)) {
            actions.push(Action::Chats(instance.key, ChatsAction::RetryFailed));
        }
        optional(ui, runs.exporting, |ui| ui.add(Spinner::new()));
        if optional(ui, !runs.exporting, |ui| link(ui, tr!("bulk-archive-save"))) {
            actions.push(Action::Chats(instance.key, ChatsAction::SaveResults));
        }
        let own = view.chats.entry(instance.key).or_default();
        if link(ui, tr!("bulk-archive-show")).clicked() {
            own.show_run(instance, ChatFilter::Run, actions);
        }
        if counts.not_done() + counts.unknown > 0 && link(ui, tr!("bulk-archive-show-failed")).clicked() {
            own.show_run(instance, ChatFilter::RunFailed, actions);
        }
    });
    if let Some(exported) = &runs.exported {
        exported_ui(ui, exported, actions);
    }
}
