//! The Fluent texts, compiled in, and the language in which they are looked up.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use super::format;
use crate::explain::{Arg, Text, detail_text};
use crate::ui::embedded::embedded_text;

type Texts = FluentBundle<FluentResource>;

/// The texts of a language; parsed when the first one is looked up.
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| parse(Language::English));
static RUSSIAN: LazyLock<Texts> = LazyLock::new(|| parse(Language::Russian));

fn parse(language: Language) -> Texts {
    let id = match language {
        Language::English => langid!("en"),
        Language::Russian => langid!("ru"),
    };
    let mut texts = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks would end up in copied text and in accessible names.
    texts.set_use_isolating(false);
    texts.set_formatter(Some(match language {
        Language::English => format_english,
        Language::Russian => format_russian,
    }));
    // A test finds what cannot be parsed, and ids that are given twice.
    let source = FluentResource::try_new(language.source()).unwrap_or_else(|(parsed, _)| parsed);
    texts.add_resource_overriding(source);
    texts
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Russian,
}

impl Language {
    /// Returns all its texts in one file, which `build.rs` joins.
    fn source(self) -> String {
        match self {
            Self::English => embedded_text!("en.ftl"),
            Self::Russian => embedded_text!("ru.ftl"),
        }
    }

    fn texts(self) -> &'static Texts {
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
        let look = || find(language, id, None);
        FOUND.with_borrow_mut(|found| found.entry((language, id)).or_insert_with(look).clone())
    } else {
        let args = args.iter().map(|(name, arg)| (*name, value_of(arg))).collect::<FluentArgs<'_>>();
        find(language, id, Some(&args))
    };
    found.unwrap_or_else(|| id.to_owned())
}

/// Returns a text in this language, or else in English.
fn find(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    format_in(language, id, args).or_else(|| format_in(Language::English, id, args))
}

fn format_in(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let texts = language.texts();
    let mut errors = Vec::new();
    let text = texts.format_pattern(texts.get_message(id)?.value()?, args, &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

/// Formats a text that another layer passed as data.
pub fn say(text: &Text) -> String {
    lookup(text.id, &text.args)
}

fn value_of(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Detail(detail) => FluentValue::from(lookup(detail_text(detail), &[])),
        Arg::Number(number) => FluentValue::from(*number),
        Arg::AtLeast(number) => at_least(*number),
        Arg::Duration(duration) => FluentValue::from(format::duration(*duration)),
        Arg::Time(time) => FluentValue::from(format::clock_time(*time)),
    }
}

/// Marks a number as a lower bound. Fluent knows none; what it knows of a currency is free, because no text names one.
fn at_least(number: i64) -> FluentValue<'static> {
    let options = FluentNumberOptions { currency: Some("+".to_owned()), ..FluentNumberOptions::default() };
    FluentValue::from(FluentNumber::new(number as f64, options))
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
            let digits = format::number_in(number.value as i128, language);
            Some(number.options.currency.iter().fold(digits, |digits, mark| digits + mark))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::queue_reading::Waiting;

    #[test]
    fn every_text_is_parsed_and_no_id_is_given_twice() {
        for language in [Language::English, Language::Russian] {
            let source = FluentResource::try_new(language.source()).map_err(|(_, errors)| errors);
            let mut texts = FluentBundle::new_concurrent(vec![langid!("en")]);
            texts.add_resource(source.unwrap()).unwrap();
        }
    }

    #[test]
    fn a_lower_bound_is_shown_as_one_and_selects_the_plural_of_its_number() {
        for (language, waiting, words) in [
            (Language::English, Waiting::AtLeast(1), "1+ message waits."),
            (Language::English, Waiting::AtLeast(3000), "3,000+ messages wait."),
            (Language::Russian, Waiting::AtLeast(502), "502+ сообщения ждут отправки."),
            (Language::Russian, Waiting::Exactly(502), "502 сообщения ждут отправки."),
        ] {
            set_language(language);
            assert_eq!(lookup("notification-waiting", &[("count", Arg::from(waiting))]), words);
        }
    }

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
