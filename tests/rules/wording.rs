//! The wording of the interface, the guide and the README: no-break spaces, Russian plurals, quotation marks, and one
//! word for one thing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::texts::texts;

const LANGUAGES: [&str; 2] = ["en", "ru"];

/// Units that stay on the line of their number in English.
const ENGLISH_UNITS: [&str; 15] = [
    "s",
    "min",
    "h",
    "MB",
    "KB",
    "kB",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "characters",
];

/// Short units that stay on the line of a number that is filled in, in Russian.
const RUSSIAN_UNITS: [&str; 5] = ["с", "мин", "ч", "МБ", "КБ"];

/// Returns the texts of a language, its guide, and in Russian the README, each under its name.
fn everything(language: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = texts(language);
    let files: &[&str] = match language {
        "ru" => &["assets/help/ru.md", "README.ru.md"],
        _ => &["assets/help/en.md"],
    };
    for file in files {
        // A line break of a paragraph is drawn as a space.
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with("<a id=")).collect();
        all.insert((*file).to_owned(), lines.join(" "));
    }
    all
}

/// Whether a line may not end at the space between these two.
fn is_tied(language: &str, before: &str, after: &str) -> bool {
    let (last, first) = (before.chars().next_back(), after.chars().next());
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let rest = &after[word.len()..];
    let counted = last.is_some_and(|c| c.is_ascii_digit());
    let filled_in = last == Some('}');
    if first == Some('—') || last == Some('№') || (counted && first == Some('%')) {
        return true;
    }
    match language {
        "ru" => {
            let is_group = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
            let is_word = first.is_some_and(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c)));
            // «с» before a word is a preposition.
            let is_unit = RUSSIAN_UNITS.contains(&word) && (word != "с" || !rest.starts_with([' ', '\u{a0}']));
            (counted && (is_group || is_word)) || (filled_in && is_unit)
        }
        _ => {
            let is_short = word.len() <= 3 && word != "day";
            ENGLISH_UNITS.contains(&word) && (counted || (filled_in && is_short))
        }
    }
}

/// Returns the places of a text where a line may end and must not.
fn loose(language: &str, text: &str) -> Vec<String> {
    let spaces = text.match_indices(' ').filter(|(at, _)| is_tied(language, &text[..*at], &text[at + 1..]));
    let around = |at: usize| {
        let start = text[..at].char_indices().rev().nth(20).map_or(0, |(start, _)| start);
        text[start..].chars().take(45).collect()
    };
    spaces.map(|(at, _)| around(at)).collect()
}

#[test]
fn a_number_and_its_unit_stay_on_one_line() {
    let mut found = Vec::new();
    for language in LANGUAGES {
        for (name, text) in everything(language) {
            found.extend(loose(language, &text).into_iter().map(|place| format!("{language} {name}: {place}")));
        }
    }
    assert!(found.is_empty(), "a no-break space (U+00A0) is missing in\n{}", found.join("\n"));
}

#[test]
fn loose_spaces_are_told_from_others() {
    for (language, text) in [
        ("ru", "до 5 минут"),
        ("ru", "100 000"),
        ("ru", "№ { $place }"),
        ("ru", "до 200 %"),
        ("ru", "через { $seconds } с"),
        ("ru", "это — да"),
        ("en", "10 seconds"),
        ("en", "in { $seconds } s"),
    ] {
        assert_eq!(loose(language, text).len(), 1, "{text}");
    }
    for (language, text) in [
        ("ru", "до 5\u{a0}минут\u{a0}— да"),
        ("ru", "{ $count } с неверным"),
        ("en", "{ $count } days"),
        ("en", "from 7 to 9"),
    ] {
        assert_eq!(loose(language, text), Vec::<String>::new(), "{text}");
    }
}

/// Texts beside a number that is drawn on its own.
const BESIDE_A_NUMBER: [&str; 3] = ["queue-waiting", "queue-waiting-as-of", "queue-chats"];

/// Singular pronouns: right for one thing and wrong for 21, although both take the same plural form.
const OF_ONE: [&str; 9] = ["он", "она", "оно", "его", "её", "ему", "ей", "него", "который"];

#[test]
fn the_russian_form_for_one_is_right_for_21() {
    let (mut seen, mut found) = (0, Vec::new());
    for (id, text) in texts("ru") {
        let mut variable = "";
        for line in text.lines() {
            if let Some(selector) = line.rsplit("{ $").next().and_then(|rest| rest.strip_suffix(" ->")) {
                variable = selector;
            }
            let Some((_, one)) = line.split_once("[one] ") else { continue };
            seen += 1;
            let counts = one.contains(&format!("{{ ${variable} }}")) || BESIDE_A_NUMBER.contains(&id.as_str());
            let says_one = one.split(|c: char| !c.is_alphabetic()).any(|word| OF_ONE.contains(&word));
            if !counts || says_one {
                found.push(format!("{id}: {one}"));
            }
        }
    }
    assert!(seen > 50, "the plurals are not read");
    assert!(found.is_empty(), "[one] is also 21 and 31; a text about exactly one has [1]\n{}", found.join("\n"));
}

/// Returns the sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', ';', '?', '\n'])
}

#[test]
fn one_thing_has_one_word() {
    let mut found = Vec::new();
    for (name, text) in everything("en") {
        if text.contains(['\'', '"']) {
            found.push(format!("{name}: straight quotation marks or apostrophes"));
        }
    }
    for (id, text) in texts("en") {
        let lower = text.to_lowercase();
        if lower.contains("clear")
            && !lower.contains("queue")
            && !lower.contains("message")
            && !id.contains("clear")
            && !id.starts_with("explain-")
        {
            found.push(format!("{id}: only a queue is cleared"));
        }
        if lower.contains("choose") || lower.contains("chosen") {
            found.push(format!("{id}: select"));
        }
    }
    for (name, text) in everything("ru") {
        for sentence in sentences(&text) {
            let lower = sentence.to_lowercase();
            if lower.contains("отправ") && lower.contains("в архив") && !lower.contains("в архиве") {
                found.push(format!("{name}: a chat is архивирован, a message отправлено: {sentence}"));
            }
            if lower.contains("вкладк") {
                found.push(format!("{name}: страница: {sentence}"));
            }
            for after in sentence.split("GREEN-API ").skip(1) {
                let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                if word.ends_with("ла") || word.ends_with("лась") || word.ends_with("жена") {
                    found.push(format!("{name}: GREEN-API is masculine (сервис): {sentence}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
