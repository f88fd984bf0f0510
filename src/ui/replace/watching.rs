//! What stands over a step: what is not remembered, what was interrupted, and what the watched queue shows.

use eframe::egui::Ui;

use crate::{
    explain::explain_database,
    model::{Action, Instance, Replace, Replacing},
    tr,
    ui::{
        failure::{Told, told_texts},
        text::say,
        widgets::{ActButton, Banner, Mark, Tone, slot},
    },
    work::replace_number::{Counted, Step},
};

pub fn notices_ui(ui: &mut Ui, instance: &Instance, replacing: &Replacing, actions: &mut Vec<Action>) {
    slot(ui, |ui| super::super::token_banner::token_ui(ui, instance, actions));
    slot(ui, |ui| unkept_ui(ui, instance, replacing, actions));
    slot(ui, |ui| interrupted_ui(ui, replacing));
    slot(ui, |ui| queue_ui(ui, instance, replacing, actions));
}

fn unkept_ui(ui: &mut Ui, instance: &Instance, replacing: &Replacing, actions: &mut Vec<Action>) {
    let Some(failure) = replacing.asks_about_keeping() else { return };
    let title = tr!("replace-unkept");
    let text = format!("{}\n{}", say(&explain_database(failure)), tr!("replace-unkept-text"));
    let mut act = |what| actions.push(Action::Replace(instance.key, what));
    Banner { tone: Tone::Bad, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
            act(Replace::Remember);
        }
        if ui.add(ActButton::plain(tr!("replace-unkept-go-on"))).clicked() {
            act(Replace::GoOnUnkept);
        }
        if replacing.waiting.is_some() && ui.add(ActButton::plain(tr!("replace-unkept-drop"))).clicked() {
            act(Replace::DropAct);
        }
    });
}

fn interrupted_ui(ui: &mut Ui, replacing: &Replacing) {
    let here = |interrupted: &crate::model::Interrupted| interrupted.step == replacing.plan.step();
    // Linking goes on from wherever it was; it has nothing to be found out first.
    let Some(interrupted) = replacing.interrupted.filter(here).filter(|one| one.step != Step::Link) else { return };
    let title = tr!("replace-interrupted");
    let (mark, text) = if interrupted.read {
        (Mark::Warning, tr!("replace-interrupted-read"))
    } else {
        (Mark::Waiting, tr!("replace-interrupted-reading"))
    };
    Banner { tone: Tone::Wait, mark, title: &title, text: &text }.show(ui, |_| {});
}

/// The queue was emptied, and is counted until the new number is linked.
fn queue_ui(ui: &mut Ui, instance: &Instance, replacing: &Replacing, actions: &mut Vec<Action>) {
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
            let (title, text) = (tr!("replace-watch", count = *count), tr!("replace-watch-text"));
            let off = instance.is_working().then(|| tr!("account-off-working"));
            Banner { tone: Tone::Bad, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
                if ui.add(ActButton::plain(tr!("replace-watch-clear")).off_because(off)).clicked() {
                    actions.push(Action::AskClear(key));
                }
            });
            return;
        }
        Counted::Disputed(count) => (tr!("replace-watch-disputed"), tr!("clear-doubt-count", count = *count)),
        Counted::Unknown(failure) => (tr!("replace-watch-unknown"), told_texts(&Told::about(failure, instance)).title),
    };
    let text = format!("{text}\n{}", tr!("replace-watch-hidden"));
    let counting = replacing.runs.count.is_some();
    let mark = if counting { Mark::Waiting } else { Mark::Warning };
    Banner { tone: Tone::Wait, mark, title: &title, text: &text }.show(ui, |ui| {
        if !counting && ui.add(ActButton::plain(tr!("replace-watch-again"))).clicked() {
            actions.push(Action::Replace(key, Replace::Count));
        }
    });
}
