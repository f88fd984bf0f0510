//! Words for the journal: the change, its outcome and what was read back, in the users' own terms.

use std::time::Duration;

use serde_json::Value;

use crate::green_api::MutatingMethod as M;
use crate::model::JournalList;
use crate::store::{JOURNAL_WATCH, JournalGroup, JournalRow, MAX_COUNT, Outcome, OutcomeFilter, ReadBack};
use crate::tr;
use crate::ui::widgets::Tone;
use crate::ui::{labels, text};

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

/// Returns the outcome of a group, such as "Done", "Done: 52 of 56" or "Interrupted".
pub fn outcome_of_all(group: &JournalGroup) -> (String, Tone) {
    if group.lines == 1 {
        let (word, tone) = outcome(&group.newest.outcome);
        return if group.interrupted > 0 { (tr!("journal-interrupted"), tone) } else { (word, tone) };
    }
    let tone = if group.refused + group.not_sent > 0 {
        Tone::Bad
    } else if group.unknown + group.under_way() > 0 {
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
    (word, tone)
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

/// Returns what the server showed afterwards.
pub fn read_back(found: &ReadBack) -> String {
    match found {
        ReadBack::Empty => tr!("journal-found-empty"),
        ReadBack::Waiting(count) => tr!("journal-found-waiting", count = *count),
        ReadBack::Archived => tr!("journal-found-archived"),
        ReadBack::NotArchived => tr!("journal-found-not-archived"),
    }
}

/// Returns the chat of a request; `None` if it names none.
pub fn chat_id(row: &JournalRow) -> Option<String> {
    let asked: Value = serde_json::from_str(&row.asked).unwrap_or_default();
    asked.get("chatId").and_then(Value::as_str).map(str::to_owned)
}

/// Returns the chat's name, or its number or id where it has none.
fn chat(row: &JournalRow) -> String {
    if row.named.is_empty() {
        text::chat(&chat_id(row).unwrap_or_else(|| "—".to_owned()))
    } else {
        tr!("quoted", name = labels::one_line(&row.named))
    }
}

/// Returns a title that says what this number of requests like `row` asked for.
pub fn title(row: &JournalRow, count: u32) -> String {
    match &row.method {
        M::ClearMessagesQueue if count > 1 => tr!("journal-clear-many", count = count),
        M::ClearMessagesQueue => tr!("journal-clear"),
        M::ClearWebhooksQueue => tr!("journal-clear-notifications"),
        M::ArchiveChat if count > 1 => tr!("journal-archive-many", count = count),
        M::ArchiveChat => tr!("journal-archive", chat = chat(row)),
        M::UnarchiveChat if count > 1 => tr!("journal-unarchive-many", count = count),
        M::UnarchiveChat => tr!("journal-unarchive", chat = chat(row)),
        M::Logout => tr!("journal-logout"),
        M::Reboot => tr!("journal-reboot"),
        M::UpdateApiToken => tr!("journal-token"),
        M::GetAuthorizationCode => tr!("journal-code"),
        M::SetSettings => settings_words(&serde_json::from_str(&row.asked).unwrap_or_default()),
        M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => match count {
            1 => tr!("journal-send", chat = chat(row)),
            many => tr!("journal-send-many", count = many),
        },
        M::Other(method) if method == JOURNAL_WATCH => tr!("journal-watch"),
        method @ (M::ReadChat | M::SendAuthorizationPassword | M::Other(_)) => method.name().to_owned(),
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
        M::ReadChat | M::SendAuthorizationPassword | M::Other(_) => String::new(),
    };
    let is_named = |method: &M| {
        [words(method).as_str(), method.name()].iter().any(|words| !text::find(words, sought, 1).is_empty())
    };
    METHODS.into_iter().filter(is_named).collect()
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
