//! Words for journal lines: the change and its outcome, in the users' own terms.

use std::time::Duration;

use serde_json::Value;

use crate::green_api::MutatingMethod as M;
use crate::model::JournalGroup;
use crate::store::{JOURNAL_WATCH, Outcome};
use crate::tr;
use crate::ui::text;
use crate::ui::widgets::Tone;

pub fn outcome(outcome: &Outcome) -> (String, Tone) {
    match outcome {
        Outcome::UnderWay => (tr!("journal-under-way"), Tone::Wait),
        Outcome::Done => (tr!("journal-done"), Tone::Good),
        Outcome::Refused(_) => (tr!("journal-refused"), Tone::Bad),
        Outcome::NotSent(_) => (tr!("journal-not-sent"), Tone::Bad),
        Outcome::Unknown(_) => (tr!("journal-unknown"), Tone::Wait),
    }
}

/// Returns the outcome of an entry, such as "Done" or "Done: 52 of 56".
pub fn outcome_of_all(entry: &JournalGroup) -> (String, Tone) {
    let count = entry.lines().len();
    if count == 1 {
        return outcome(&entry.newest().outcome);
    }
    let tone = if entry.has_failed {
        Tone::Bad
    } else if entry.is_open {
        Tone::Wait
    } else {
        Tone::Good
    };
    (tr!("journal-done-of", done = entry.done, count = count), tone)
}

/// Returns a title that says what the lines of an entry asked for.
pub fn title(entry: &JournalGroup) -> String {
    let row = entry.newest();
    let asked: Value = serde_json::from_str(&row.asked).unwrap_or_default();
    let count = entry.lines().len();
    let chat = || text::chat(asked.get("chatId").and_then(Value::as_str).unwrap_or("—"));
    match &row.method {
        M::ClearMessagesQueue => tr!("journal-clear"),
        M::ClearWebhooksQueue => tr!("journal-clear-notifications"),
        M::ArchiveChat if count > 1 => tr!("journal-archive-many", count = count),
        M::ArchiveChat => tr!("journal-archive", chat = chat()),
        M::UnarchiveChat if count > 1 => tr!("journal-unarchive-many", count = count),
        M::UnarchiveChat => tr!("journal-unarchive", chat = chat()),
        M::Logout => tr!("journal-logout"),
        M::Reboot => tr!("journal-reboot"),
        M::UpdateApiToken => tr!("journal-token"),
        M::GetAuthorizationCode => tr!("journal-code"),
        M::SetSettings => settings_words(&asked),
        M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => match count {
            1 => tr!("journal-send", chat = chat()),
            many => tr!("journal-send-many", count = many),
        },
        M::Other(method) if method == JOURNAL_WATCH => tr!("journal-watch"),
        method @ (M::ReadChat | M::SendAuthorizationPassword | M::Other(_)) => method.name().to_owned(),
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
