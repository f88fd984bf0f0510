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
