//! Words for the journal: the change, its outcome and what was read back, in the users' own terms.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::explain::{explain_outcome, outcome_in_brief};
use crate::green_api::{InstanceState, Messenger, MutatingMethod as M};
use crate::model::{JournalList, Waiting};
use crate::store::{
    JOURNAL_REPLACEMENT, JOURNAL_WATCH, JournalGroup, JournalRow, MAX_COUNT, Outcome, OutcomeFilter, ReadBack,
};
use crate::tr;
use crate::ui::labels;
use crate::ui::replace_number::labels as steps;
use crate::ui::text::{self, say};
use crate::ui::widgets::Tone;
use crate::work::queue_reading::MAX_LISTED;
use crate::work::replace_number::{Doer, ReplacementRecord, Step, StepState};

/// The methods that the users' words name.
const METHODS: [M; 15] = [
    M::ClearMessagesQueue,
    M::ClearWebhooksQueue,
    M::ArchiveChat,
    M::UnarchiveChat,
    M::SetSettings,
    M::Reboot,
    M::Logout,
    M::GetAuthorizationCode,
    M::SendAuthorizationPassword,
    M::UpdateApiToken,
    M::SendMessage,
    M::SendPoll,
    M::SendFileByUrl,
    M::SendLocation,
    M::SendContact,
];

pub fn outcome(outcome: &Outcome) -> (String, Tone) {
    match outcome {
        Outcome::UnderWay => (tr!("journal-under-way"), Tone::Wait),
        Outcome::Done => (tr!("journal-done"), Tone::Good),
        Outcome::Refused(_) => (tr!("journal-refused"), Tone::Bad),
        Outcome::NotSent(_) => (tr!("journal-not-sent"), Tone::Bad),
        Outcome::Unknown(_) => (tr!("journal-unknown"), Tone::Wait),
    }
}

/// Returns the words for a line's badge: what was seen afterwards, or else the outcome with its reason in brief.
pub fn badge(row: &JournalRow) -> (String, Tone) {
    if let Some(record) = replacement(row) {
        return match record.to {
            Some(_) => (tr!("journal-number-linked"), Tone::Good),
            None => (tr!("journal-number-not-linked"), Tone::Wait),
        };
    }
    if is_watch(row) {
        return (tr!("journal-noticed"), Tone::Plain);
    }
    let (word, tone) = outcome(&row.outcome);
    let found = row.found.as_ref().map(|(found, at)| (found, text::exact_time(*at, row.begun)));
    match (&row.outcome, row.is_seen(), found) {
        (Outcome::Done, Some(true), Some((_, time))) if row.method == M::Logout => {
            (tr!("journal-seen-unlinked", time = time), Tone::Good)
        }
        (Outcome::Done, Some(true), Some((found, time))) => (seen(found, true, &time), Tone::Good),
        (Outcome::Done, Some(false), Some((found, time))) => (seen(found, false, &time), Tone::Wait),
        _ => match outcome_in_brief(&row.outcome) {
            Some(why) => (tr!("journal-because", outcome = word, why = say(&why)), tone),
            None => (word, tone),
        },
    }
}

fn seen(found: &ReadBack, as_asked: bool, time: &str) -> String {
    match found {
        ReadBack::Empty | ReadBack::Notifications(0) => tr!("journal-seen-empty", time = time),
        ReadBack::Waiting(count) => tr!("journal-seen-waiting", count = seen_waiting(*count), time = time),
        ReadBack::Notifications(count) => tr!("journal-seen-waiting", count = *count, time = time),
        ReadBack::Archived => tr!("journal-seen-archived", time = time),
        ReadBack::NotArchived => tr!("journal-seen-not-archived", time = time),
        ReadBack::State(state) => {
            let state = labels::state_word_alone(Some(state), Messenger::WhatsApp);
            tr!("journal-seen-state", state = state, time = time)
        }
        ReadBack::Interval(_) | ReadBack::IncomingOn | ReadBack::IncomingOff if as_asked => {
            tr!("journal-seen-applied", time = time)
        }
        ReadBack::Interval(_) | ReadBack::IncomingOn | ReadBack::IncomingOff => {
            tr!("journal-seen-not-applied", time = time)
        }
    }
}

/// Returns the outcome of a group, such as "Seen empty at 09:53:52", "Done: 52 of 56" or "Interrupted".
pub fn outcome_of_all(group: &JournalGroup) -> (String, Tone) {
    if group.lines == 1 {
        let (word, tone) = badge(&group.newest);
        return if group.interrupted > 0 { (tr!("journal-interrupted"), tone) } else { (word, tone) };
    }
    let tone = if group.refused + group.not_sent > 0 {
        Tone::Bad
    } else if group.unknown + group.under_way() + group.not_seen > 0 {
        Tone::Wait
    } else {
        Tone::Good
    };
    let (done, count) = (group.done, group.lines);
    let word = if group.interrupted > 0 {
        tr!("journal-interrupted-of", done = done, count = count)
    } else {
        tr!("journal-done-of", done = done, count = count)
    };
    let not_seen = |count| tr!("journal-not-seen-of", outcome = &word, count = count);
    (if group.not_seen > 0 { not_seen(group.not_seen) } else { word }, tone)
}

/// Returns the number of changes with each outcome, such as "2,327 done, 5 refused".
pub fn counts(group: &JournalGroup) -> String {
    let parts = [
        (group.done, "journal-counted-done"),
        (group.refused, "journal-counted-refused"),
        (group.not_sent, "journal-counted-not-sent"),
        (group.unknown, "journal-counted-unknown"),
        (group.under_way(), "journal-counted-under-way"),
    ];
    let said = parts.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(count, id)| text::lookup(id, &[("count", count.into())])).collect::<Vec<_>>().join(", ")
}

pub fn outcome_filter(filter: Option<OutcomeFilter>) -> String {
    match filter {
        None => tr!("journal-outcome-any"),
        Some(OutcomeFilter::Done) => tr!("journal-done"),
        Some(OutcomeFilter::Failed) => tr!("journal-outcome-failed"),
        Some(OutcomeFilter::Unknown) => tr!("journal-unknown"),
        Some(OutcomeFilter::UnderWay) => tr!("journal-under-way"),
    }
}

/// Returns the number of entries that the choice shows.
pub fn number_of_entries(list: &JournalList) -> String {
    match list.count {
        count if list.is_cut => tr!("journal-count-newest", count = count),
        count if count > MAX_COUNT => tr!("journal-count-over", count = MAX_COUNT),
        count => tr!("journal-count", count = count),
    }
}

/// Returns what the server showed after the changes of a group, and when; `None` if nothing was read. Each line of
/// several instances has its own.
pub fn read_back_of_all(group: &JournalGroup) -> Option<String> {
    match &group.newest.found {
        _ if group.instances > 1 => None,
        Some(_) if group.seen + group.not_seen <= 1 => read_back_at(&group.newest),
        _ => {
            let at = group.found_at.filter(|_| group.seen + group.not_seen > 0)?;
            let found = tr!("journal-found-of-run", seen = group.seen, not = group.not_seen);
            Some(tr!("journal-found-at", found = found, time = text::exact_time(at, group.begun)))
        }
    }
}

/// Returns what the server showed after a change, and when; `None` if nothing was read.
pub fn read_back_at(row: &JournalRow) -> Option<String> {
    let (found, at) = row.found.as_ref()?;
    Some(tr!("journal-found-at", found = read_back(found), time = text::exact_time(*at, row.begun)))
}

/// Returns the number of messages that a list showed. A full list shows only the first of them.
fn seen_waiting(count: u64) -> Waiting {
    if count >= MAX_LISTED as u64 { Waiting::AtLeast(count) } else { Waiting::Exactly(count) }
}

/// Returns what the server showed afterwards.
fn read_back(found: &ReadBack) -> String {
    match found {
        ReadBack::Empty => tr!("journal-found-empty"),
        ReadBack::Waiting(count) => tr!("journal-found-waiting", count = seen_waiting(*count)),
        ReadBack::Archived => tr!("journal-found-archived"),
        ReadBack::NotArchived => tr!("journal-found-not-archived"),
        // The instance may have been removed, and with it its messenger: these words are the same for all of them.
        ReadBack::State(state) => {
            tr!("journal-found-state", state = labels::state_word(Some(state), Messenger::WhatsApp))
        }
        ReadBack::Interval(interval) => tr!("journal-found-interval", interval = text::interval(*interval)),
        ReadBack::IncomingOn => tr!("journal-found-incoming-on"),
        ReadBack::IncomingOff => tr!("journal-found-incoming-off"),
        ReadBack::Notifications(count) => tr!("journal-found-notifications", count = *count),
    }
}

/// Returns why a group, or which part of it for which reason, was not done; `None` if there is nothing to say.
pub fn why(group: &JournalGroup, of_lines: &[(Outcome, u32)]) -> Option<String> {
    if group.lines == 1 {
        return explain_outcome(&group.newest.outcome).map(|why| say(&why));
    }
    (!of_lines.is_empty()).then(|| reasons(of_lines))
}

/// Returns the number of messages or chats that requests like `row` are about; `None` if they are about none, or it is
/// not known.
pub fn how_many(row: &JournalRow, lines: u32) -> Option<u64> {
    match &row.method {
        M::ClearMessagesQueue if lines == 1 => asked(row).get("waiting").and_then(Value::as_u64),
        M::ArchiveChat
        | M::UnarchiveChat
        | M::SendMessage
        | M::SendPoll
        | M::SendFileByUrl
        | M::SendLocation
        | M::SendContact => Some(lines.into()),
        M::ClearMessagesQueue
        | M::ClearWebhooksQueue
        | M::ReadChat
        | M::SetSettings
        | M::Reboot
        | M::Logout
        | M::GetAuthorizationCode
        | M::SendAuthorizationPassword
        | M::UpdateApiToken
        | M::Other(_) => None,
    }
}

/// Returns why changes of a group were not done, with the number of each reason.
fn reasons(reasons: &[(Outcome, u32)]) -> String {
    let said = reasons.iter().filter_map(|(outcome, count)| {
        Some(tr!("journal-reason", why = say(&explain_outcome(outcome)?), count = *count))
    });
    said.collect::<Vec<_>>().join("\n")
}

/// Returns the ended replacement that a line is about.
pub fn replacement(row: &JournalRow) -> Option<ReplacementRecord> {
    let is_one = matches!(&row.method, M::Other(method) if method == JOURNAL_REPLACEMENT);
    if is_one { serde_json::from_str(&row.asked).ok() } else { None }
}

/// Returns the numbered steps of a replacement, one in a line: who did each, or that it was not done.
pub fn steps_of(record: &ReplacementRecord) -> String {
    let line = |(step, state): &(Step, StepState)| {
        let step = *step;
        let title = format!("{}. {}", step.number(), steps::title(step));
        match state {
            StepState::Open => tr!("journal-step-open", title = title),
            StepState::Skipped { at } => tr!("journal-step-skipped", title = title, told = steps::skipped(*at)),
            StepState::Done { at, fact } => {
                let told = steps::done(step, fact, *at);
                match fact.doer() {
                    Doer::Hand => tr!("journal-step-by-hand", title = title, told = told),
                    Doer::Program => tr!("journal-step-by-program", title = title, told = told),
                    Doer::Seen => tr!("journal-step-seen", title = title, told = told),
                }
            }
        }
    };
    record.steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn replacement_title(record: &ReplacementRecord) -> String {
    let number =
        |number: &Option<String>| number.as_deref().map_or_else(|| tr!("journal-replace-no-number"), text::phone);
    tr!("journal-replace-numbers", from = number(&record.from), to = number(&record.to))
}

fn is_watch(row: &JournalRow) -> bool {
    matches!(&row.method, M::Other(method) if method == JOURNAL_WATCH)
}

/// Whether a line is about a request, which has a method and a body to show.
pub fn is_request(row: &JournalRow) -> bool {
    !is_watch(row) && replacement(row).is_none()
}

/// Returns what the watch saw change: the state, or else the number of waiting messages.
fn watch_title(row: &JournalRow) -> String {
    let asked = asked(row);
    let messenger = Messenger::guess(&row.instance).unwrap_or(Messenger::WhatsApp);
    let state = |seen: &Value| {
        let state = seen.get("stateInstance")?.as_str().map(InstanceState::from_name)?;
        Some(labels::state_word(Some(&state), messenger))
    };
    let count = |seen: &Value| seen.get("count")?.as_u64().map(text::number);
    let both = |of: &dyn Fn(&Value) -> Option<String>| {
        let both = (of(asked.get("before")?)?, of(asked.get("now")?)?);
        (both.0 != both.1).then_some(both)
    };
    if let Some((before, now)) = both(&state) {
        return tr!("journal-watch-state", before = before, now = now);
    }
    match both(&count) {
        Some((before, now)) => tr!("journal-watch-count", before = before, now = now),
        None => tr!("journal-watch"),
    }
}

/// Returns when a group began and ended. The line of a replacement was written at its end.
pub fn span(group: &JournalGroup) -> (Timestamp, Option<Timestamp>) {
    let begun = replacement(&group.newest).map_or(group.begun, |record| record.begun);
    (begun, group.newest.ended)
}

/// Returns the body of a request; null if it has none.
fn asked(row: &JournalRow) -> Value {
    serde_json::from_str(&row.asked).unwrap_or_default()
}

/// Returns the chat of a request; `None` if it names none.
pub fn chat_id(row: &JournalRow) -> Option<String> {
    asked(row).get("chatId").and_then(Value::as_str).map(str::to_owned)
}

/// Returns the chat's name, or its number or id where it has none.
fn chat(row: &JournalRow) -> String {
    match row.chat_name() {
        "" => text::chat(&chat_id(row).unwrap_or_else(|| "—".to_owned())),
        name => tr!("quoted", name = labels::one_line(name)),
    }
}

/// Returns a title that says what this number of requests like `row` asked for.
pub fn title(row: &JournalRow, count: u32) -> String {
    match &row.method {
        M::ClearMessagesQueue if count > 1 => tr!("journal-clear-many", count = count),
        M::ClearMessagesQueue => clearing(&asked(row)),
        M::ClearWebhooksQueue => tr!("journal-clear-notifications"),
        M::ArchiveChat if count > 1 => tr!("journal-archive-many", count = count),
        M::ArchiveChat => tr!("journal-archive", chat = chat(row)),
        M::UnarchiveChat if count > 1 => tr!("journal-unarchive-many", count = count),
        M::UnarchiveChat => tr!("journal-unarchive", chat = chat(row)),
        M::Logout => tr!("journal-logout"),
        M::Reboot => tr!("journal-reboot"),
        M::UpdateApiToken => tr!("journal-token"),
        M::GetAuthorizationCode => tr!("journal-code"),
        M::SendAuthorizationPassword => tr!("journal-password"),
        M::SetSettings => settings_words(&asked(row)),
        M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => match count {
            1 => tr!("journal-send", chat = chat(row)),
            many => tr!("journal-send-many", count = many),
        },
        M::Other(method) if method == JOURNAL_WATCH => watch_title(row),
        M::Other(method) if method == JOURNAL_REPLACEMENT => {
            replacement(row).map_or_else(|| tr!("journal-replace"), |record| replacement_title(&record))
        }
        method @ (M::ReadChat | M::Other(_)) => method.name().to_owned(),
    }
}

/// Returns the methods whose words contain the text.
pub fn methods_named(sought: &str) -> Vec<M> {
    let words = |method: &M| match method {
        M::ArchiveChat => tr!("journal-archive", chat = ""),
        M::UnarchiveChat => tr!("journal-unarchive", chat = ""),
        M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => {
            tr!("journal-send", chat = "")
        }
        M::SetSettings => {
            let interval = tr!("journal-interval", interval = "");
            [interval, tr!("journal-incoming-on"), tr!("journal-incoming-off"), tr!("journal-settings")].join("\n")
        }
        M::ClearMessagesQueue => tr!("journal-clear"),
        M::ClearWebhooksQueue => tr!("journal-clear-notifications"),
        M::Logout => tr!("journal-logout"),
        M::Reboot => tr!("journal-reboot"),
        M::UpdateApiToken => tr!("journal-token"),
        M::GetAuthorizationCode => tr!("journal-code"),
        M::SendAuthorizationPassword => tr!("journal-password"),
        M::Other(method) if method == JOURNAL_REPLACEMENT => tr!("journal-replace"),
        M::Other(method) if method == JOURNAL_WATCH => tr!("journal-watch"),
        M::ReadChat | M::Other(_) => String::new(),
    };
    let own = [JOURNAL_REPLACEMENT, JOURNAL_WATCH].map(M::from_name);
    let is_named = |method: &M| {
        [words(method).as_str(), method.name()].iter().any(|words| !text::find(words, sought, 1).is_empty())
    };
    METHODS.into_iter().chain(own).filter(is_named).collect()
}

/// Returns how many messages waited before a clearing and whether a copy was saved, as far as the line says.
fn clearing(asked: &Value) -> String {
    let count = |key| asked.get(key).and_then(Value::as_u64);
    let what = match count("waiting") {
        Some(waiting) => tr!("journal-clear-counted", count = waiting),
        None => tr!("journal-clear"),
    };
    match count("copied") {
        Some(copied @ 1..) if count("waiting").is_some_and(|waiting| waiting > copied) => {
            tr!("journal-clear-copied-part", what = what, count = copied)
        }
        Some(1..) => tr!("journal-clear-copied", what = what),
        Some(0) | None => what,
    }
}

fn settings_words(asked: &Value) -> String {
    if let Some(ms) = asked.get("delaySendMessagesMilliseconds").and_then(Value::as_u64) {
        return tr!("journal-interval", interval = text::interval(Duration::from_millis(ms)));
    }
    match asked.get("incomingWebhook").and_then(Value::as_str) {
        Some("yes") => tr!("journal-incoming-on"),
        Some("no") => tr!("journal-incoming-off"),
        _ => tr!("journal-settings"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::green_api::IdInstance;
    use crate::store::JournalId;
    use crate::ui::text::{Language, set_language};

    #[test]
    fn what_was_read_back_on_another_day_has_its_date() {
        set_language(Language::English);
        let begun = Timestamp::from_second(1_763_718_720).unwrap();
        let at = begun + SignedDuration::from_hours(48);
        let row = JournalRow {
            id: JournalId(1),
            begun,
            ended: Some(begun),
            instance: IdInstance::parse("7103004512").unwrap(),
            method: M::ClearMessagesQueue,
            asked: String::new(),
            run: None,
            outcome: Outcome::Done,
            who: String::new(),
            named: String::new(),
            known: String::new(),
            found: Some((ReadBack::Empty, at)),
        };
        let date = text::date_time(at);
        assert_eq!(badge(&row).0, format!("Seen empty at {date}"));
        assert_eq!(read_back_at(&row), Some(format!("the queue was empty (at {date})")));
    }

    #[test]
    fn a_full_list_that_was_read_back_is_a_lower_bound() {
        set_language(Language::English);
        assert_eq!(read_back(&ReadBack::Waiting(3)), "3 messages were waiting");
        assert_eq!(read_back(&ReadBack::Waiting(500)), "500+ messages were waiting");
        assert_eq!(seen(&ReadBack::Waiting(500), true, "14:00"), "500+ still waiting at 14:00");
    }
}
