//! The program's words: texts by id in every language, and numbers, dates and durations in their usual notation.
//!
//! `tr!("queue-waiting", count = 128)` returns the text of an id of `assets/locales/<language>/*.ftl` in the language
//! of this thread. There is one drawing thread, and each test runs on a separate one.

mod find;
mod format;
mod loader;

pub use find::{SearchStep, find};
pub use format::{
    age, bytes, character, chat, civil, clock_time, date_time, dated_day, day, day_and_time, decimal, duration,
    exact_time, interval, number, percent, phone, recent, rough_duration,
};
pub use loader::{Language, language, lookup, say, set_language, system_language};

/// Returns the text of an id in the language of this thread, with its arguments: `tr!("id", name = value, …)`.
#[macro_export]
macro_rules! tr {
    ($id:literal) => {
        $crate::ui::text::lookup($id, &[])
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::ui::text::lookup($id, &[$((stringify!($name), $crate::explain::Arg::from($value))),+])
    };
}
pub use tr;

/// Joins sentences. One that ends in a mark already gets no full stop, and an empty one is left out.
pub fn sentences<'a>(sentences: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for sentence in sentences.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()) {
        if !text.is_empty() {
            text.push_str(if is_ended(&text) { " " } else { ". " });
        }
        text.push_str(sentence);
    }
    text
}

/// Whether the text ends in a mark, which closing quotation marks and brackets may follow.
fn is_ended(text: &str) -> bool {
    let words = text.trim_end_matches([')', ']', '"', '\'', '”', '’', '»']);
    words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_has_its_mark_gets_no_full_stop() {
        for (first, joined) in [
            ("See you on Friday.", "See you on Friday. Still in the queue"),
            ("Friday?\n", "Friday? Still in the queue"),
            ("(He said “Friday!”)", "(He said “Friday!”) Still in the queue"),
            ("«До пятницы»", "«До пятницы». Still in the queue"),
            ("Friday 5", "Friday 5. Still in the queue"),
            (" ", "Still in the queue"),
        ] {
            assert_eq!(sentences([first, "Still in the queue"]), joined);
        }
        assert_eq!(sentences(["Friday", ""]), "Friday");
    }
}
