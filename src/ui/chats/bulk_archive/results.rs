//! The results of a run as a table for spreadsheets, in the language of this thread.

use jiff::tz::TimeZone;

use super::labels::{state_hint, state_word};
use crate::green_api::{ArchiveDirection, redact};
use crate::store::{ArchiveItem, ChatState};
use crate::tr;

/// Returns the column headers. Names that the console uses are spelled as in the console.
pub fn result_columns() -> [String; 9] {
    [
        tr!("results-place"),
        "chatId".to_owned(),
        tr!("results-phone"),
        tr!("chats-head-name"),
        tr!("chats-head-result"),
        tr!("results-why"),
        tr!("results-said"),
        tr!("results-requests"),
        tr!("results-time"),
    ]
}

/// Returns one row per chat.
pub fn result_rows(items: &[ArchiveItem], direction: ArchiveDirection) -> impl Iterator<Item = [String; 9]> {
    let zone = TimeZone::system();
    items.iter().map(move |item| {
        // The server's message has a separate column.
        let why = match &item.state {
            ChatState::Failed(_) => None,
            state => state_hint(state, direction),
        };
        [
            item.position.to_string(),
            item.chat.clone(),
            item.chat.strip_suffix("@c.us").unwrap_or_default().to_owned(),
            item.name.clone(),
            state_word(&item.state, direction).0,
            why.unwrap_or_default(),
            item.state.why().map(|why| redact::all(&why.said)).unwrap_or_default(),
            item.asked.to_string(),
            // A format that spreadsheets recognize in every language.
            item.changed.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        ]
    })
}
