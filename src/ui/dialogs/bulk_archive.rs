//! "Archive 30 chats?": the dry run; and "Undo?".

use eframe::egui::{RichText, Ui};

use super::{Look, Question, body_ui, foot_ui, title_ui, whose_ui};
use crate::green_api::ArchiveDirection::{Archive, Unarchive};
use crate::green_api::{ArchiveChat, Failure, Method as _};
use crate::model::{Action, ChatsAction, Instance};
use crate::tr;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::labels::look_only;
use crate::ui::text;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, Banner, Mark, Spinner, Tone, quiet_box};
use crate::work::bulk_archive::Plan;
use crate::work::restart::Change;

pub fn bulk_archive_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(planned) = &instance.chats.runs.planned else {
        return actions.push(Action::CloseDialog);
    };
    let direction = planned.direction;
    let plan = planned.plan.as_ref();
    let count = plan.and_then(|plan| plan.as_ref().ok()).map_or(0, |plan| plan.will_change);
    let act = match direction {
        Archive => tr!("bulk-archive-plan-archive-act", count = count),
        Unarchive => tr!("bulk-archive-plan-unarchive-act", count = count),
    };
    let off = body_ui(ui, |ui| {
        let title = match (plan, direction) {
            (Some(_), Archive) => tr!("bulk-archive-plan-archive-title", count = count),
            (Some(_), Unarchive) => tr!("bulk-archive-plan-unarchive-title", count = count),
            (None, Archive) => tr!("bulk-archive-plan-archive-title-counting"),
            (None, Unarchive) => tr!("bulk-archive-plan-unarchive-title-counting"),
        };
        title_ui(ui, &title);
        whose_ui(ui, instance);
        let off = plan_ui(ui, instance, plan);
        match direction {
            Archive => {
                ui.label(font::running(tr!("bulk-archive-plan-archive-text")));
                incoming_ui(ui, instance, actions).or(off)
            }
            Unarchive => {
                ui.label(font::running(tr!("bulk-archive-plan-unarchive-text")));
                off
            }
        }
    });
    if foot_ui(
        ui,
        &tr!("bulk-archive-plan-keep"),
        ActButton::accent(act).disabled_because(look_only(instance).or(off)),
        actions,
    ) {
        actions.push(Action::Chats(instance.key, ChatsAction::Begin));
    }
}

/// Says how many chats will change and how many will not. Returns why the act is disabled.
fn plan_ui(ui: &mut Ui, instance: &Instance, plan: Option<&Result<Plan, Failure>>) -> Option<String> {
    let t = Tokens::of(ui);
    let plan = match plan {
        None => {
            ui.horizontal(|ui| {
                ui.add(Spinner::new());
                ui.label(RichText::new(tr!("bulk-archive-plan-counting")).color(t.muted));
            });
            return Some(tr!("bulk-archive-plan-counting"));
        }
        Some(Err(failure)) => {
            let told = failure_texts(&FailureView::other(failure, ArchiveChat::NAME, instance));
            ui.label(font::running(format!("{}\n{}", told.title, told.text)).color(t.danger));
            return Some(told.title);
        }
        Some(Ok(plan)) => plan,
    };
    quiet_box(ui, |ui| {
        let will = match plan.direction {
            Archive => tr!("bulk-archive-plan-will-archive", count = plan.will_change),
            Unarchive => tr!("bulk-archive-plan-will-unarchive", count = plan.will_change),
        };
        ui.label(font::styled(will, font::strong()));
        let already = match plan.direction {
            Archive => tr!("bulk-archive-plan-already-archived", count = plan.already_so),
            Unarchive => tr!("bulk-archive-plan-already-open", count = plan.already_so),
        };
        for (count, words) in
            [(plan.already_so, already), (plan.invalid, tr!("bulk-archive-plan-invalid", count = plan.invalid))]
        {
            if count > 0 {
                ui.label(font::running(words).color(t.muted));
            }
        }
        if plan.will_change > 0 {
            let time = text::rough_duration(plan.takes.max(std::time::Duration::from_secs(1)));
            ui.label(font::running(tr!("bulk-archive-plan-takes", time = time)).color(t.muted));
        }
    });
    (plan.will_change == 0).then(|| tr!("bulk-archive-plan-nothing"))
}

/// Shows whether notifications of incoming messages are on; without them many chats cannot be archived. Returns why the
/// act is disabled.
fn incoming_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) -> Option<String> {
    let t = Tokens::of(ui);
    let settings = &instance.settings;
    if settings.is_asking() {
        ui.horizontal(|ui| {
            ui.add(Spinner::new());
            ui.label(font::running(tr!("bulk-archive-plan-settings")).color(t.muted));
        });
        return Some(tr!("bulk-archive-plan-settings"));
    }
    match settings.value().filter(|_| settings.failure.is_none()).and_then(|settings| settings.incoming_webhook) {
        Some(true) => {}
        Some(false) => {
            let (title, text) = (tr!("bulk-archive-plan-incoming-off"), tr!("bulk-archive-plan-incoming-off-text"));
            Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
                let button = ActButton::plain(tr!("remedy-turn-on-incoming")).disabled_because(look_only(instance));
                if ui.add(button).clicked() {
                    actions.push(Action::AskRestart(instance.key, Change::IncomingOn));
                }
            });
        }
        None => {
            ui.label(font::running(tr!("bulk-archive-plan-incoming-unknown")).color(t.muted));
        }
    }
    None
}

/// Asks whether to undo the run, naming the changes that are reversed.
pub fn undo_bulk_archive_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(current) = &instance.chats.runs.current else {
        return actions.push(Action::CloseDialog);
    };
    let (count, direction) = (current.run.to_undo, current.run.direction);
    let (title, act) = match direction {
        Archive => (
            tr!("bulk-archive-undo-title-archived", count = count),
            tr!("bulk-archive-undo-act-archived", count = count),
        ),
        Unarchive => (
            tr!("bulk-archive-undo-title-unarchived", count = count),
            tr!("bulk-archive-undo-act-unarchived", count = count),
        ),
    };
    let act = ActButton::accent(act).disabled_because(look_only(instance));
    let others = current.run.counts.already_so + current.run.counts.found_so;
    let other = instance.other_number(current.run.number.as_deref());
    let action = Action::Chats(instance.key, ChatsAction::Undo);
    Question::about(instance, title)
        .add(Look::Plain, tr!("bulk-archive-undo-text", time = text::day_and_time(current.run.begun)))
        .add(Look::Danger, other.map(|number| tr!("bulk-archive-other-number", number = text::phone(number))))
        .add(Look::Muted, (others > 0).then(|| tr!("bulk-archive-undo-others", count = others)))
        .ask(ui, &tr!("bulk-archive-undo-keep"), act, action, actions);
}
