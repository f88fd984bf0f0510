//! Lines of text in right-to-left scripts. egui shapes each word correctly but places words from left to right in every
//! script, so a name of two Arabic words would read backwards.

use std::borrow::Cow;

use unicode_bidi::BidiInfo;

/// Returns one line of user text with its words in visual order, from left to right. For drawing only, not for storing
/// or copying. The first strong letter decides whether the line as a whole runs from right to left.
pub fn on_a_line(text: &str) -> Cow<'_, str> {
    // No right-to-left letter is below this code point.
    if text.chars().all(|letter| letter < '\u{590}') {
        return Cow::Borrowed(text);
    }
    let bidi = BidiInfo::new(text, None);
    if !bidi.has_rtl() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = text.get(run.clone()).unwrap_or_default();
            if levels.get(run.start).is_some_and(|level| level.is_rtl()) {
                line.extend(words.split_inclusive(' ').rev().flat_map(|word| match word.strip_suffix(' ') {
                    Some(word) => [" ", word],
                    None => ["", word],
                }));
            } else {
                line.push_str(words);
            }
        }
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::on_a_line;

    #[test]
    fn words_of_right_to_left_scripts_stand_from_the_right() {
        assert_eq!(on_a_line("مطعم الورد"), "الورد مطعم");
        assert_eq!(on_a_line("שלום עולם"), "עולם שלום");
    }

    #[test]
    fn numbers_and_latin_words_keep_their_own_order() {
        assert_eq!(on_a_line("مطعم الورد 12 Main Street"), "Main Street 12 الورد مطعم");
        assert_eq!(on_a_line("VIP مطعم الورد 5"), "VIP 5 الورد مطعم");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["Ирина Соколова", "Hello, world!", "営業 部", "🙂 ok", ""] {
            assert_eq!(on_a_line(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "[a-zא-ת0-9مطع +().🙂]{0,24}") {
            let mut kept: Vec<char> = on_a_line(&text).chars().collect();
            let mut all: Vec<char> = text.chars().collect();
            kept.sort_unstable();
            all.sort_unstable();
            prop_assert_eq!(kept, all);
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            on_a_line(&text);
        }
    }
}
