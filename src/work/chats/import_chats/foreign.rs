//! Recognises texts that are no lists.

use serde::de::IgnoredAny;

use super::Refused;
use crate::green_api::is_invisible;

/// Returns the format of a text in which no chat was found, if it is one that people mistake for a list.
pub(super) fn format(text: &str) -> Option<Refused> {
    let text = text.trim_start_matches(|character: char| character.is_whitespace() || is_invisible(character));
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    let is_json = |text: &str| serde_json::from_str::<IgnoredAny>(text).is_ok();
    if first.starts_with("ID;P") {
        Some(Refused::Sylk)
    } else if is_message(first) {
        Some(Refused::Messages)
    } else if text.starts_with(['{', '[']) && (is_json(text) || is_json(first)) {
        Some(if text.contains("\"doc_id\"") { Refused::GoogleSheet } else { Refused::Json })
    } else {
        None
    }
}

/// Whether a line begins with the time of a message, as in exported chats: `29.11.2026, 10:15 - Anna: …`,
/// `[29.11.2026, 10:15:02] Anna: …`.
fn is_message(line: &str) -> bool {
    const MOST: usize = 30;
    let parts = match line.strip_prefix('[') {
        Some(rest) => rest.split_once("] "),
        None => line.split_once(" - "),
    };
    parts.is_some_and(|(time, _)| {
        let digits = time.chars().filter(char::is_ascii_digit).count();
        time.chars().count() <= MOST && digits >= 6 && time.contains(':') && time.contains([',', ' '])
    })
}
