//! A run in progress, a run waiting to be resumed, and the Queue page's notice of both.

use std::time::Duration;

use eframe::egui::Ui;

use super::selection::disabled_because;
use crate::model::{Action, Dialog, Instance, LiveRun, Page, ResendEnd};
use crate::store::{ResendCounts, ResendRun, SavedQueueId};
use crate::tr;
use crate::ui::countdown::time_left;
use crate::ui::text;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{
    ActButton, Banner, Mark, Tone, card, card_heading, optional, progress_bar, row_with_end, slot,
};
use crate::work::resend::ResendPhase;

/// Width below which the buttons are placed under the words, in points.
const NARROW: f32 = 620.0;

/// Time within which the answer to a message usually comes.
const USUAL: Duration = Duration::from_secs(5);

/// Draws words on the left and buttons on the right, or one below the other if they do not fit.
pub fn words_and_acts(ui: &mut Ui, words: impl FnOnce(&mut Ui), acts: impl FnOnce(&mut Ui)) {
    if ui.available_width() < NARROW {
        words(ui);
        ui.add_space(space::S);
        ui.horizontal_wrapped(acts);
        return;
    }
    row_with_end(ui, 2.0 * font::LINE + space::XS, words, acts);
}

/// Returns "12 sent · 1 failed · 24 wait". Zero counts are left out, except the count of sent messages.
pub fn counts_words(counts: ResendCounts) -> String {
    let mut words = vec![tr!("resend-n-sent", count = counts.sent)];
    if counts.failed > 0 {
        words.push(tr!("resend-n-failed", count = counts.failed));
    }
    if counts.unknown > 0 {
        words.push(tr!("resend-n-unknown", count = counts.unknown));
    }
    if counts.waiting + counts.sending > 0 {
        words.push(tr!("resend-n-waiting", count = counts.waiting + counts.sending));
    }
    words.join(" · ")
}

/// Draws the run of this page's queue that is in progress or waiting, or a notice that another queue has one.
pub fn progress_ui(ui: &mut Ui, instance: &Instance, queue: SavedQueueId, actions: &mut Vec<Action>) {
    let live = instance.resend.live.as_ref();
    slot(ui, |ui| match live {
        Some(live) if live.queue == queue => live_ui(ui, instance, live, actions),
        Some(live) => elsewhere_ui(ui, instance, live.queue, actions),
        None => {}
    });
    slot(ui, |ui| match instance.resend.unfinished().filter(|_| live.is_none()) {
        Some(run) if run.queue == queue => waiting_ui(ui, instance, run, actions),
        Some(run) => elsewhere_ui(ui, instance, run.queue, actions),
        None => {}
    });
}

fn live_ui(ui: &mut Ui, instance: &Instance, live: &LiveRun, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let counts = live.counts();
    let total = counts.total();
    let progress = live.progress.as_ref();
    let words = match progress {
        None => tr!("resend-checking"),
        Some(_) if live.pausing => tr!("resend-pausing"),
        Some(progress) => {
            let left = text::rough_duration(progress.time_left());
            let next = match progress.phase {
                ResendPhase::Waiting { until } => {
                    let left = time_left(ui, until);
                    tr!("resend-next-in", seconds = left.as_secs(), time = text::rough_duration(left))
                }
                _ => tr!("resend-state-sending"),
            };
            format!("{} · {}", tr!("resend-left", time = &left), next)
        }
    };
    card(ui, |ui| {
        let told = |ui: &mut Ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                card_heading(ui, &tr!("resend-running", count = total));
                ui.label(font::running(counts_words(counts)));
                ui.label(font::running(words).color(t.muted));
            });
        };
        words_and_acts(ui, told, |ui| {
            let run = progress.map(|progress| progress.run).filter(|_| !live.stopping);
            if optional(ui, run.is_some(), |ui| ui.add(ActButton::plain(tr!("resend-stop"))))
                && let Some(run) = run
            {
                actions.push(Action::Ask(Dialog::StopResend(instance.key, run)));
            }
            if optional(ui, !live.pausing, |ui| ui.add(ActButton::plain(tr!("resend-pause")))) {
                actions.push(Action::PauseResend(instance.key));
            }
            let waits = live.sending.is_some_and(|(_, since)| live.pausing || time_left(ui, since + USUAL).is_zero());
            let give_up = ActButton::plain(tr!("resend-give-up"));
            if optional(ui, waits, |ui| ui.add(give_up).on_hover_text(tr!("resend-give-up-hint"))) {
                actions.push(Action::GiveUpResend(instance.key));
            }
        });
        let done = counts.sent + counts.failed + counts.unknown;
        progress_bar(ui, done as f32 / total.max(1) as f32);
    });
}

/// Returns a title that says why a run waits.
fn waits_title(instance: &Instance, run: &ResendRun) -> String {
    let last = instance.resend.last.as_ref().filter(|last| last.queue == run.queue);
    let paused = last.is_some_and(|last| matches!(last.end, ResendEnd::At { .. }));
    match paused {
        _ if run.under_way => tr!("resend-busy"),
        true => tr!("resend-paused"),
        false => tr!("resend-interrupted"),
    }
}

/// Draws a run that was paused or interrupted. The outcome above it says how it paused.
fn waiting_ui(ui: &mut Ui, instance: &Instance, run: &ResendRun, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let title = waits_title(instance, run);
    let off = disabled_because(instance).or_else(|| run.under_way.then(|| tr!("resend-busy")));
    let plan = super::selection::plan(instance, run.counts.waiting as usize);
    card(ui, |ui| {
        let told = |ui: &mut Ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(font::styled(title, font::strong()));
                ui.label(font::running(counts_words(run.counts)));
                ui.label(font::running(off.clone().unwrap_or(plan)).color(t.muted));
            });
        };
        words_and_acts(ui, told, |ui| {
            let go_on =
                ActButton::accent(tr!("resend-go-on", count = run.counts.waiting)).disabled_because(off.clone());
            if ui.add(go_on).clicked() {
                actions.push(Action::ContinueResend(instance.key, run.id));
            }
            let off = run.under_way.then(|| tr!("resend-busy"));
            if ui.add(ActButton::plain(tr!("resend-stop")).disabled_because(off)).clicked() {
                actions.push(Action::Ask(Dialog::StopResend(instance.key, run.id)));
            }
        });
        if let Some((number, linked)) = instance.other_number(run.number.as_deref()).zip(instance.number()) {
            let (number, linked) = (text::phone(number), text::phone(&linked));
            ui.label(font::running(tr!("resend-other-number", number = number, linked = linked)).color(t.danger));
        }
    });
}

/// Draws the notice that another saved queue of this instance has a run; only one run is possible at a time.
fn elsewhere_ui(ui: &mut Ui, instance: &Instance, queue: SavedQueueId, actions: &mut Vec<Action>) {
    Banner::new(Tone::Wait, Mark::Warning, tr!("resend-elsewhere"), tr!("resend-elsewhere-text")).show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("resend-show"))).clicked() {
            actions.push(Action::Show(Page::Resend(instance.key, queue)));
        }
    });
}

/// Draws the Queue page's notice of a run that is in progress or was left unfinished. Nothing resumes automatically.
pub fn unfinished_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if let Some(live) = &instance.resend.live {
        let (title, text) = (tr!("resend-running", count = live.counts().total()), counts_words(live.counts()));
        Banner::new(Tone::Wait, Mark::Waiting, title, text).show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("resend-show"))).clicked() {
                actions.push(Action::Show(Page::Resend(instance.key, live.queue)));
            }
        });
        return;
    }
    let Some(run) = instance.resend.unfinished() else { return };
    let title = waits_title(instance, run);
    let text = counts_words(run.counts);
    Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("resend-go-on-there"))).clicked() {
            actions.push(Action::Show(Page::Resend(instance.key, run.queue)));
        }
        if !run.under_way && ui.add(ActButton::plain(tr!("resend-stop"))).clicked() {
            actions.push(Action::Ask(Dialog::StopResend(instance.key, run.id)));
        }
    });
}
