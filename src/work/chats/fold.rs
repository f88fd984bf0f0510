//! Folds texts for comparison: without case, accents, widths and invisible characters.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::green_api::is_invisible;

/// Appends the folded form of a text: compatibility forms unified, combining marks dropped, upper and lower case
/// unified, every run of white space reduced to one space, none at the ends.
///
/// As in the root collation of Unicode, й stays a letter of its own, while ё equals е.
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
                // Converts to upper case first, because ß and ss, ς and σ have the same upper case.
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

/// Returns the folded form as a new string.
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
