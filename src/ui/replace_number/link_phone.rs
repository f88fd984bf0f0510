//! The step that links the new number: the code, and the question whose phone scanned it.

use eframe::egui::Ui;
use jiff::Timestamp;

use super::heading::heading_ui;
use super::panels::check_ui;
use super::quiet;
use crate::explain::Remedy;
use crate::green_api::{InstanceState, Messenger};
use crate::model::{Action, Asking, Instance, LinkState, ReplaceAction, ReplaceState};
use crate::tr;
use crate::ui::failure::{FailureView, failure_ui, remedy_act};
use crate::ui::labels::{change_off, look_only};
use crate::ui::link_phone::{Place, panel_ui, restricted, scroll_to_news, undone};
use crate::ui::theme::space;
use crate::ui::widgets::{ActButton, Banner, Mark, Spinner, Tone, link, slot};
use crate::ui::{ViewState, restart, text};
use crate::work::link_phone::{Shown, Way};
use crate::work::replace_number::{NumberAnswer, Step};
use crate::work::restart::{Change, LONGEST};

pub fn link_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let (key, plan) = (instance.key, &replacing.plan);
    if let Some(linked) = plan.linked() {
        return question_ui(ui, instance, replacing, linked, view, actions);
    }
    if plan.flight() != Some(Step::Link) {
        heading_ui(ui, tr!("replace-number-link"));
        if plan.is_done(Step::Link) {
            return quiet(ui, super::labels::line(instance, replacing, Step::Link));
        }
        slot(ui, |ui| {
            if plan.is_gone() {
                let (title, text) = undone(instance);
                Banner::new(Tone::Bad, Mark::Warning, title, text).show(ui, |_| {});
            }
        });
        slot(ui, |ui| restart::restart_ui(ui, instance, view, actions));
        quiet(ui, tr!("replace-number-link-text"));
        let missing = (!instance.has_token()).then(|| tr!("token-missing"));
        let working = instance.is_working().then(|| tr!("replace-number-off-working"));
        let off = look_only(instance).or(working).or(missing);
        if ui.add(ActButton::accent(tr!("replace-number-link-show")).disabled_because(off)).clicked() {
            actions.push(Action::Replace(key, ReplaceAction::Code(Way::Scan)));
        }
        return;
    }
    if wrong_turn_ui(ui, instance, replacing, view, actions) {
        return;
    }
    let shows = replacing.shows_code(Timestamp::now());
    match instance.account.link.as_ref().filter(|_| shows) {
        Some(state) => {
            scroll_to_news(ui, instance, state, view);
            panel_ui(ui, instance, Place::Replacement, state, view, actions);
        }
        // Once the reason for the missing code is known, the notice above shows it.
        None => {
            heading_ui(ui, tr!("replace-number-link"));
            if replacing.watch.arrived().is_none() {
                ui.horizontal(|ui| {
                    ui.add(Spinner::small());
                    quiet(ui, tr!("replace-number-link-counting"));
                });
            }
            stop_ui(ui, instance, actions);
        }
    }
}

/// Draws the reason why no code can be obtained. Returns true if one was shown.
fn wrong_turn_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) -> bool {
    let key = instance.key;
    let since = replacing.plan.asked_at(Step::Link);
    let account = replacing.account.as_ref().filter(|seen| since.is_some_and(|since| seen.at >= since));
    let linking = instance.account.link.as_ref();
    restart::restart_ui(ui, instance, view, actions);
    let restarts = instance.state.value() == Some(&InstanceState::Starting);
    if let Some(lasts) = instance.state_lasts().filter(|lasts| restarts && *lasts > LONGEST) {
        let title = tr!("replace-number-link-starting", time = text::rough_duration(lasts));
        let text = tr!("replace-number-link-starting-text");
        let off = change_off(instance);
        Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("account-reboot")).disabled_because(off)).clicked() {
                actions.push(Action::AskRestart(key, Change::Reboot));
            }
        });
        ui.add_space(space::S);
    }
    if let Some(state) = linking.filter(|state| matches!(state.progress.shown, Shown::Linked)) {
        linked_ui(ui, instance, replacing, state, view, actions);
        return true;
    }
    if account.is_some_and(|seen| seen.state == Ok(InstanceState::Blocked)) {
        let (title, text) = (tr!("replace-number-link-old-there"), tr!("replace-number-link-old-there-text"));
        Banner::new(Tone::Bad, Mark::Warning, title, text).show(ui, |_| {});
        stop_ui(ui, instance, actions);
        return true;
    }
    if account.is_some_and(|seen| seen.logging_out) {
        let (title, text) = (tr!("replace-number-link-cleaning"), tr!("replace-number-link-cleaning-text"));
        Banner::new(Tone::Wait, Mark::Waiting, title, text).show(ui, |_| {});
        stop_ui(ui, instance, actions);
        return true;
    }
    if let Some(state) = linking.filter(|state| matches!(state.progress.shown, Shown::Failed(_))) {
        panel_ui(ui, instance, Place::Replacement, state, view, actions);
        return true;
    }
    if let Some(failure) = account.and_then(|seen| seen.failure()).filter(|_| linking.is_none()) {
        let remedy = failure_ui(ui, FailureView::about(failure, instance), None, view, actions);
        actions.extend(remedy.and_then(|remedy| match remedy {
            Remedy::TryAgain | Remedy::Refresh => Some(Action::Replace(key, ReplaceAction::Query)),
            other => remedy_act(other, key),
        }));
        return true;
    }
    false
}

/// Draws the end of the linking while the account is read, or if its phone cannot be kept.
fn linked_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    state: &LinkState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let key = instance.key;
    let newest = instance.state.value().filter(|_| state.progress.was_seen());
    if newest.is_some_and(InstanceState::has_usable_phone) {
        return check_ui(ui, instance, replacing, view, actions);
    }
    let again = |ui: &mut Ui, actions: &mut Vec<Action>| {
        if ui.add(ActButton::plain(tr!("replace-number-link-ask-again"))).clicked() {
            actions.push(Action::Replace(key, ReplaceAction::Code(Way::Scan)));
        }
    };
    match restricted(instance).filter(|_| newest.is_some()) {
        Some(banner) => {
            banner.show(ui, |ui| {
                if ui.add(ActButton::plain(tr!("replace-number-link-unlink"))).clicked() {
                    actions.push(Action::Replace(key, ReplaceAction::Number(NumberAnswer::Wrong)));
                }
                if instance.messenger() == Messenger::Max {
                    again(ui, actions);
                }
            });
        }
        None => {
            let (title, text) = match (newest.is_some(), replacing.reads.asking) {
                (true, _) => undone(instance),
                (false, Asking::GoesOn) => {
                    (tr!("replace-number-link-already"), tr!("replace-number-link-already-text"))
                }
                (false, Asking::Stopped) => (tr!("replace-number-link-already"), tr!("link-already-text")),
            };
            Banner::new(Tone::Wait, Mark::Waiting, title, text).show(ui, |ui| again(ui, actions));
        }
    }
    stop_ui(ui, instance, actions);
}

/// Draws the link that stops linking while there is no code to hide.
fn stop_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if link(ui, tr!("link-stop")).clicked() {
        actions.push(Action::Replace(instance.key, ReplaceAction::HideCode));
    }
}

/// Asks whether the phone that was linked is the right one.
fn question_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    linked: Option<&str>,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let key = instance.key;
    let Some(number) = linked.filter(|_| !replacing.plan.is_confirmed()) else {
        heading_ui(ui, tr!("replace-number-link"));
        return check_ui(ui, instance, replacing, view, actions);
    };
    let told = text::phone(number);
    let same = replacing.plan.is_old_number(number);
    let (question, yes) = if same {
        (tr!("replace-number-link-question-same", number = told), tr!("replace-number-link-yes-same"))
    } else {
        (tr!("replace-number-link-question", number = told), tr!("replace-number-link-yes"))
    };
    let restricted = restricted(instance);
    let sends = restricted.is_none();
    slot(ui, |ui| {
        if let Some(banner) = restricted {
            banner.show(ui, |_| {});
            ui.add_space(space::S);
        }
    });
    slot(ui, |ui| {
        if replacing.account.as_ref().is_some_and(|seen| seen.failure().is_some()) {
            check_ui(ui, instance, replacing, view, actions);
            ui.add_space(space::S);
        }
    });
    heading_ui(ui, question);
    slot(ui, |ui| {
        if sends {
            quiet(ui, tr!("replace-number-link-question-text"));
        }
    });
    let yes = if same { ActButton::plain(yes) } else { ActButton::accent(yes) };
    ui.horizontal_wrapped(|ui| {
        if ui.add(yes).clicked() {
            actions.push(Action::Replace(key, ReplaceAction::Number(NumberAnswer::Right)));
        }
        if ui.add(ActButton::plain(tr!("replace-number-link-no"))).clicked() {
            actions.push(Action::Replace(key, ReplaceAction::Number(NumberAnswer::Wrong)));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::green_api::Answer;
    use crate::model::instance_tests::instance;
    use crate::model::{InstanceKey, Kept};
    use crate::ui::text::{Language, set_language};
    use crate::work::replace_number::{Act, Replacement};

    /// Returns an instance at the linking step, with a code requested and a state that has lasted for `lasts`.
    fn starting(lasts: Duration) -> Instance {
        let mut instance = instance();
        instance.state.take(Answer { exchange: None, outcome: Ok(InstanceState::Starting) });
        instance.state_since = Timestamp::now().checked_sub(lasts).ok();
        let mut plan = Replacement::new(Timestamp::now());
        plan.begin(Act::Link, Timestamp::now());
        instance.replace = Some(ReplaceState::new(plan, Kept::Yes));
        instance
    }

    fn asked_for(instance: Instance) -> (bool, Vec<Action>) {
        set_language(Language::English);
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui_state(
            |ui, (view, actions): &mut (ViewState, Vec<Action>)| {
                link_ui(ui, &instance, instance.replace.as_ref().unwrap(), view, actions);
            },
            Default::default(),
        );
        harness.run_steps(2);
        let offered = harness.query_by_label("Restart…").is_some();
        if offered {
            harness.get_by_label("Restart…").click();
            harness.run_steps(2);
        }
        let actions = std::mem::take(&mut harness.state_mut().1);
        (offered, actions)
    }

    #[test]
    fn a_restart_that_takes_too_long_is_to_be_restarted() {
        assert!(!asked_for(starting(Duration::from_secs(200))).0);
        let (offered, actions) = asked_for(starting(LONGEST + Duration::from_secs(5)));
        assert!(offered);
        assert!(matches!(actions.as_slice(), [Action::AskRestart(InstanceKey(1), Change::Reboot)]));
    }
}
