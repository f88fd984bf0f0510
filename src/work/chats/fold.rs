//! Texts as they are compared: without case, accents, widths and what nobody sees.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::green_api::is_invisible;

/// Appends the text as it is searched: compatible forms made one, marks above and below letters dropped, upper and
/// lower case made one, every run of white space one space, none at the ends.
///
/// Like the root collation of Unicode it keeps й a letter of its own, while ё is е.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    if text.is_ascii() {
        text.chars().for_each(|character| push(character.to_ascii_lowercase(), start, folded));
    } else {
        let marks = CanonicalCombiningClassMapBorrowed::new();
        for character in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars()) {
            match character {
                '\u{306}' if folded[start..].ends_with('и') => {
                    folded.pop();
                    folded.push('й');
                }
                _ if is_invisible(character) || marks.get_u8(character) != 0 => {}
                // Through the upper case: ß and ss, ς and σ meet there.
                _ => {
                    let one_case = character.to_uppercase().flat_map(char::to_lowercase);
                    one_case.for_each(|character| push(character, start, folded));
                }
            }
        }
    }
    if folded[start..].ends_with(' ') {
        folded.pop();
    }
}

/// The same as a text of its own.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn push(character: char, start: usize, folded: &mut String) {
    if !(character.is_whitespace() || character.is_control()) {
        folded.push(character);
    } else if folded.len() > start && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_meets_what_stands_there() {
        for (one, other) in [
            ("Пётр", "ПЕТР"),
            ("Андрей", "андрей"),
            ("Dvořák", "dvorak"),
            ("Großmann", "GROSSMANN"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("Ａｎｎａ　１", "anna 1"),
            ("\u{202b}مَطْعَم\u{202c}", "مطعم"),
            ("  Анна \u{a0}\t Ким ", "анна ким"),
            ("İpek", "ipek"),
            ("ﬁn", "FIN"),
            ("❤\u{fe0f}", "❤"),
            ("Cafe\u{301}", "café"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("мой"), fold("мои"));
        assert_eq!(fold("мои\u{306}"), fold("МОЙ"));
        assert_eq!(fold(" \u{200b}\n"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_part_of_a_folded_text_has_no_separators(text: String) {
            prop_assert!(!fold(&text).contains(['\n', '\0', '\t']));
        }
    }
}
