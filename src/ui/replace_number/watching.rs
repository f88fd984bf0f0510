//! Notices above a step: progress that could not be stored, an interruption, and the state of the watched queue.

use eframe::egui::Ui;

use crate::explain::explain_database;
use crate::model::{Action, Instance, ReplaceAction, ReplaceRead, ReplaceState};
use crate::tr;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::labels::change_off;
use crate::ui::text::say;
use crate::ui::token_banner;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, slot};
use crate::work::replace_number::{Counted, Step};

pub fn notices_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    slot(ui, |ui| token_banner::token_ui(ui, instance, actions));
    slot(ui, |ui| unkept_ui(ui, instance, replacing, actions));
    slot(ui, |ui| interrupted_ui(ui, replacing));
    slot(ui, |ui| queue_ui(ui, instance, replacing, actions));
}

fn unkept_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    let Some(failure) = replacing.asks_about_keeping() else { return };
    let title = tr!("replace-number-unkept");
    let text = format!("{}\n{}", say(&explain_database(failure)), tr!("replace-number-unkept-text"));
    let mut act = |what| actions.push(Action::Replace(instance.key, what));
    Banner::new(Tone::Bad, Mark::Warning, title, text).show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
            act(ReplaceAction::Remember);
        }
        if ui.add(ActButton::plain(tr!("replace-number-unkept-go-on"))).clicked() {
            act(ReplaceAction::GoOnUnkept);
        }
        if replacing.waiting.is_some() && ui.add(ActButton::plain(tr!("replace-number-unkept-drop"))).clicked() {
            act(ReplaceAction::DropAct);
        }
    });
}

fn interrupted_ui(ui: &mut Ui, replacing: &ReplaceState) {
    let here = |interrupted: &crate::model::Interrupted| interrupted.step == replacing.plan.step();
    // Linking resumes from any point; there is nothing to find out first.
    let Some(interrupted) = replacing.interrupted.filter(here).filter(|one| one.step != Step::Link) else { return };
    let title = tr!("replace-number-interrupted");
    let (mark, text) = if interrupted.read {
        (Mark::Warning, tr!("replace-number-interrupted-read"))
    } else {
        (Mark::Waiting, tr!("replace-number-interrupted-reading"))
    };
    Banner::new(Tone::Wait, mark, title, text).show(ui, |_| {});
}

/// Reports the count of the emptied queue, which is watched until the new number is linked.
fn queue_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    if !replacing.plan.watches() {
        return;
    }
    let Some((counted, at)) = replacing.watch.last() else { return };
    if replacing.plan.asked_at(Step::Clear).is_some_and(|cleared| at < cleared) {
        return;
    }
    let key = instance.key;
    let (title, text) = match counted {
        Counted::Empty => return,
        Counted::Waiting(count) => {
            let (title, text) = (tr!("replace-number-watch", count = *count), tr!("replace-number-watch-text"));
            let off = change_off(instance);
            Banner::new(Tone::Bad, Mark::Warning, title, text).show(ui, |ui| {
                if ui.add(ActButton::plain(tr!("replace-number-watch-clear")).disabled_because(off)).clicked() {
                    actions.push(Action::AskClear(key));
                }
            });
            return;
        }
        Counted::Disputed(count) => {
            (tr!("replace-number-watch-disputed"), tr!("clear-queue-doubt-count", count = *count))
        }
        Counted::Unknown(failure) => {
            (tr!("replace-number-watch-unknown"), failure_texts(&FailureView::about(failure, instance)).title)
        }
    };
    let text = format!("{text}\n{}", tr!("replace-number-watch-hidden"));
    let counting = replacing.reads.is_reading(ReplaceRead::Queue);
    let mark = if counting { Mark::Waiting } else { Mark::Warning };
    Banner::new(Tone::Wait, mark, title, text).show(ui, |ui| {
        if !counting && ui.add(ActButton::plain(tr!("replace-number-watch-again"))).clicked() {
            actions.push(Action::Replace(key, ReplaceAction::Count));
        }
    });
}
