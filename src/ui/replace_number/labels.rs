//! The words of the steps: their titles, the known facts, and the consequences of skipping them.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::{Instance, ReplaceState};
use crate::tr;
use crate::ui::text;
use crate::work::link_phone::{LinkProgress, Shown, Way};
use crate::work::replace_number::{Fact, PROPOSED_INTERVAL, Step, StepState};

pub fn title(step: Step) -> String {
    match step {
        Step::StopProducers => tr!("replace-number-stop"),
        Step::Save => tr!("replace-number-save"),
        Step::Clear => tr!("replace-number-clear"),
        Step::Notifications => tr!("replace-number-notifications"),
        Step::Unlink => tr!("replace-number-unlink"),
        Step::Link => tr!("replace-number-link"),
        Step::Interval => tr!("replace-number-interval"),
        Step::SendAgain => tr!("replace-number-again"),
    }
}

/// Returns one line about a step: what was observed, or its purpose.
pub fn line(instance: &Instance, replacing: &ReplaceState, step: Step) -> String {
    match replacing.plan.state(step) {
        StepState::Open => hint(instance, replacing, step),
        StepState::Skipped { at } => skipped(*at),
        StepState::Done { at, fact } => done(step, fact, *at),
    }
}

pub fn skipped(at: Timestamp) -> String {
    tr!("replace-number-skipped", time = text::age(at))
}

fn hint(instance: &Instance, replacing: &ReplaceState, step: Step) -> String {
    match step {
        Step::StopProducers => tr!("replace-number-stop-hint"),
        Step::Save => tr!("replace-number-save-hint"),
        Step::Clear => tr!("replace-number-clear-hint"),
        Step::Notifications => tr!("replace-number-notifications-hint"),
        Step::Unlink => match replacing.plan.old_number() {
            Some(number) => tr!("replace-number-unlink-hint-number", number = text::phone(number)),
            None => tr!("replace-number-unlink-hint"),
        },
        Step::Link => link_hint(instance, replacing),
        Step::Interval => {
            let before = instance.settings.value().and_then(|settings| settings.sending_interval);
            interval(before.filter(|before| *before != PROPOSED_INTERVAL), PROPOSED_INTERVAL)
        }
        Step::SendAgain => tr!("replace-number-again-hint"),
    }
}

/// Returns what the step that links a phone waits for.
fn link_hint(instance: &Instance, replacing: &ReplaceState) -> String {
    match replacing.plan.linked() {
        Some(Some(_)) if !replacing.plan.is_confirmed() => return tr!("replace-number-link-hint-question"),
        Some(_) => return tr!("replace-number-link-hint-reading"),
        None => {}
    }
    match instance.account.link.as_ref().map(|link| &link.progress) {
        Some(LinkProgress { shown: Shown::Passkey { .. }, .. }) => tr!("passkey-line"),
        Some(LinkProgress { shown: Shown::PasswordAwaited, .. }) => tr!("replace-number-link-hint-password"),
        Some(LinkProgress { way: Way::Type(_), .. }) => tr!("replace-number-link-hint-type"),
        Some(_) | None => tr!("replace-number-link-hint"),
    }
}

/// Returns what completed a step.
pub fn done(step: Step, fact: &Fact, at: Timestamp) -> String {
    let (time, exact) = (text::age(at), text::exact_time(at, Timestamp::now()));
    match fact {
        Fact::Said if step == Step::SendAgain => tr!("replace-number-again-done", time = time),
        Fact::Said => tr!("replace-number-stop-done"),
        Fact::SentAgain { messages: 0 } => tr!("replace-number-again-unsent", time = time),
        Fact::SentAgain { messages } => tr!("replace-number-again-sent", count = *messages, time = time),
        Fact::Saved { messages: 0, .. } => tr!("replace-number-save-nothing", time = time),
        Fact::Saved { messages, waiting: Some(waiting) } => {
            tr!("replace-number-save-done", count = *messages, waiting = *waiting, time = time)
        }
        Fact::Saved { messages, waiting: None } => {
            tr!("replace-number-save-done-first", count = *messages, time = time)
        }
        Fact::Emptied { before: Some(before) } => tr!("replace-number-clear-done", before = *before, time = exact),
        Fact::Emptied { before: None } => tr!("replace-number-clear-done-now", time = exact),
        Fact::WasEmpty => tr!("replace-number-clear-was-empty", time = exact),
        Fact::NotificationsCleared { before: Some(before) } => {
            tr!("replace-number-notifications-done-count", count = *before, time = time)
        }
        Fact::NotificationsCleared { before: None } => tr!("replace-number-notifications-done", time = time),
        Fact::NoNotifications => tr!("replace-number-notifications-none", time = exact),
        Fact::Unlinked { number: Some(number) } => tr!("replace-number-unlink-done", number = text::phone(number)),
        Fact::Unlinked { number: None } => tr!("replace-number-unlink-done-unknown"),
        Fact::NotLinked => tr!("replace-number-unlink-not-linked"),
        Fact::Linked { number, same: false } => tr!("replace-number-link-done", number = text::phone(number)),
        Fact::Linked { number, same: true } => tr!("replace-number-link-done-same", number = text::phone(number)),
        Fact::Interval { ms, before_ms } => {
            let before = before_ms.filter(|before| before != ms).map(Duration::from_millis);
            interval(before, Duration::from_millis(*ms))
        }
    }
}

fn interval(before: Option<Duration>, after: Duration) -> String {
    let after = text::interval(after);
    match before {
        Some(before) => tr!("replace-number-interval-hint", before = text::interval(before), after = after),
        None => tr!("replace-number-interval-hint-same", after = after),
    }
}

/// Returns the question whether to skip a step.
pub fn skip_title(step: Step) -> String {
    match step {
        Step::StopProducers => tr!("replace-number-stop-skip-title"),
        Step::Save => tr!("replace-number-save-skip-title"),
        Step::Clear => tr!("replace-number-clear-skip-title"),
        Step::Notifications => tr!("replace-number-notifications-skip-title"),
        Step::Unlink => tr!("replace-number-unlink-skip-title"),
        Step::Link => tr!("replace-number-link-skip-title"),
        Step::Interval => tr!("replace-number-interval-skip-title"),
        Step::SendAgain => tr!("replace-number-again-skip-title"),
    }
}

/// Returns the consequence of skipping a step; an idle one has none.
pub fn consequence(instance: &Instance, step: Step) -> String {
    let replacing = instance.replace.as_ref();
    if replacing.is_some_and(|replacing| replacing.check_of_idle(instance, step).is_some()) {
        return tr!("replace-number-skip-idle");
    }
    match step {
        Step::StopProducers => tr!("replace-number-stop-skip-text"),
        Step::Save => tr!("replace-number-save-skip-text"),
        Step::Clear => tr!("replace-number-clear-skip-text"),
        Step::Notifications => tr!("replace-number-notifications-skip-text"),
        Step::Unlink => tr!("replace-number-unlink-skip-text"),
        Step::Link => tr!("replace-number-link-skip-text"),
        Step::Interval => tr!("replace-number-interval-skip-text"),
        Step::SendAgain => tr!("replace-number-again-skip-text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_of_another_day_has_its_date() {
        let at = Timestamp::from_second(1_763_718_720).unwrap();
        let date = text::date_time(at);
        for (step, fact) in [(Step::Clear, Fact::WasEmpty), (Step::Notifications, Fact::NoNotifications)] {
            assert!(done(step, &fact, at).ends_with(&date));
        }
    }
}
