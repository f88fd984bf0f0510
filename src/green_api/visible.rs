//! Invisible characters, which are copied along with a value from a page, a mail or a table, and digits of all scripts.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::redact;

/// Whether a character is invisible: soft hyphens, joiners, direction marks, variation selectors, the byte order mark.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Returns a text for a part of the system that shows it, such as the window's title or a notification: without tokens,
/// and without the embeddings, overrides and isolates that would reorder what the system writes around it (Unicode
/// Standard Annex 9, 2).
pub fn for_system(text: &str) -> String {
    let mut text = redact::all(text);
    text.retain(|character| !matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    text
}

/// Whether nothing of a text can be seen: it consists of spaces, invisible characters and those that look empty, such as
/// the Hangul filler, which people use for a name that seems empty.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_invisible(character) || looks_empty(character))
}

/// Whether a character has no picture of its own: the rest of Unicode's Default_Ignorable_Code_Point, the empty Braille
/// cell and the empty note.
fn looks_empty(character: char) -> bool {
    matches!(
        character,
        '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Maps a character of idInstance, apiUrl or apiTokenInstance for parsing. Returns `None` to drop it: it is invisible,
/// a line break, a tab, a no-break space or similar. The plain space stays, so that parsing can report it.
pub fn in_credential(character: char) -> Option<char> {
    let dropped = is_invisible(character) || (character.is_whitespace() && character != ' ');
    (!dropped).then_some(character)
}

/// Maps a character of a chatId or a phone number for parsing. Spaces of every kind separate digits, so they become
/// plain spaces. Returns `None` to drop an invisible character.
pub fn in_number(character: char) -> Option<char> {
    match character {
        _ if is_invisible(character) => None,
        _ if character.is_whitespace() => Some(' '),
        _ => Some(character),
    }
}

/// Returns the ASCII digit for a decimal digit of any script, such as Arabic or full-width ones, and other characters
/// unchanged. The digits of a script have consecutive codes, from 0 on (Unicode Standard 4.6).
pub fn plain_digit(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let is_digit =
        |code: &u32| CodePointMapData::<GeneralCategory>::new().get32(*code) == GeneralCategory::DecimalNumber;
    let digits = (0..=u32::from(character)).rev().take_while(is_digit).count();
    // Some scripts follow each other without a gap.
    digits.checked_sub(1).map_or(character, |digit| char::from(b'0' + (digit % 10) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_reorders_the_text_of_the_system_around_it() {
        assert_eq!(
            for_system("Sales \u{202e}gpj.exe\u{202c} — \u{2067}שלום\u{2069}\nA\u{200d}B"),
            "Sales gpj.exe — שלום\nA\u{200d}B"
        );
    }

    #[test]
    fn nothing_stays_that_nobody_sees() {
        let read = |text: &str, keep: fn(char) -> Option<char>| text.chars().filter_map(keep).collect::<String>();
        let given = "\u{feff}1101\u{a0}82\u{200b}2\u{202f}9\u{2060}4\u{ad}0\u{200e} \t\n";
        assert_eq!(read(given, in_credential), "1101822940 ");
        assert_eq!(read(given, in_number), "1101 822 940   ");
    }

    #[test]
    fn the_digits_of_every_script_count_from_zero() {
        for digits in
            ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"]
        {
            assert_eq!(digits.chars().map(plain_digit).collect::<String>(), "0123456789", "{digits}");
        }
        for other in ["²", "①", "Ⅷ", "й", "八"] {
            assert_eq!(other.chars().map(plain_digit).collect::<String>(), other);
        }
    }
}
