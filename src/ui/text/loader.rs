//! The Fluent texts, compiled in, and the language in which they are looked up.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};

use super::format;
use crate::explain::{Arg, Text};

static_loader! {
    static TEXTS = {
        locales: "./assets/locales",
        fallback_language: "en",
        customise: |bundle| {
            // Isolation marks would end up in copied text and in accessible names.
            bundle.set_use_isolating(false);
            let russian = bundle.locales.first().is_some_and(|l| l.language == "ru");
            bundle.set_formatter(Some(if russian { format_russian } else { format_english }));
        },
    };
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Russian,
}

impl Language {
    fn id(self) -> &'static LanguageIdentifier {
        static ENGLISH: LanguageIdentifier = langid!("en");
        static RUSSIAN: LanguageIdentifier = langid!("ru");
        match self {
            Self::English => &ENGLISH,
            Self::Russian => &RUSSIAN,
        }
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
    /// The texts without arguments that were looked up on this thread: a page looks up the same ones in every frame.
    static FOUND: RefCell<HashMap<(Language, &'static str), Option<String>>> = RefCell::default();
}

/// Returns the language in which texts are looked up on this thread.
pub fn language() -> Language {
    LANGUAGE.get()
}

pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// Returns the interface language that fits the system's: Russian for Russian, otherwise English.
pub fn system_language() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("ru") => Language::Russian,
        _ => Language::English,
    }
}

/// Returns the text of `id` with its arguments. An id missing from every language is returned itself, which a test
/// forbids.
pub fn lookup(id: &'static str, args: &[(&'static str, Arg)]) -> String {
    let language = language();
    let found = if args.is_empty() {
        let look = || TEXTS.try_lookup(language.id(), id);
        FOUND.with_borrow_mut(|found| found.entry((language, id)).or_insert_with(look).clone())
    } else {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, arg)| (Cow::Borrowed(*name), value_of(arg))).collect();
        TEXTS.try_lookup_with_args(language.id(), id, &args)
    };
    found.unwrap_or_else(|| id.to_owned())
}

/// Formats a text that another layer passed as data.
pub fn say(text: &Text) -> String {
    lookup(text.id, &text.args)
}

fn value_of(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Number(number) => FluentValue::from(*number),
        Arg::Duration(duration) => FluentValue::from(format::duration(*duration)),
        Arg::Time(time) => FluentValue::from(format::clock_time(*time)),
    }
}

fn format_english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::English)
}

fn format_russian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::Russian)
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(format::number_in(number.value as i128, language))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_id_shows_itself() {
        assert_eq!(lookup("no-such-text", &[]), "no-such-text");
    }

    #[test]
    fn numbers_in_texts_are_grouped_and_plurals_chosen() {
        set_language(Language::English);
        assert_eq!(crate::tr!("queue-clear-button", count = 1), "Clear 1 message");
        assert_eq!(crate::tr!("queue-clear-button", count = 2481), "Clear 2,481 messages");
        set_language(Language::Russian);
        assert_eq!(crate::tr!("queue-clear-button", count = 1), "Удалить 1 сообщение");
        assert_eq!(crate::tr!("queue-clear-button", count = 3), "Удалить 3 сообщения");
        assert_eq!(crate::tr!("queue-clear-button", count = 2481), "Удалить 2\u{a0}481 сообщение");
    }
}
