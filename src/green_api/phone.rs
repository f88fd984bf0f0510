//! Phone numbers: formatted for reading, extracted from `wid`, and in their two spellings.

use std::borrow::Cow;

use super::doubt::is_international;
use super::visible::{is_invisible, plain_digit};

/// Formats a phone number's digits for reading: "+7 912 345-67-89", or "+998901234567" for other countries. Returns any
/// text that is no full international number unchanged: a plus before it would name another number.
pub fn phone_for_reading(digits: &str) -> String {
    if !is_international(digits) {
        return digits.to_owned();
    }
    if digits.len() == 11 && digits.starts_with('7') {
        return format!("+7\u{a0}{}\u{a0}{}-{}-{}", &digits[1..4], &digits[4..7], &digits[7..9], &digits[9..11]);
    }
    format!("+{digits}")
}

/// Formats a chat's id for reading: the phone number of a person, or the id itself if its digits are no full
/// international number.
pub fn chat_for_reading(id: &str) -> String {
    let digits = id.strip_suffix("@c.us").filter(|digits| is_international(digits));
    digits.map_or_else(|| id.to_owned(), phone_for_reading)
}

/// Returns the digits by which a typed number, or a part of one, is found in chat ids; empty if the text is no number. A
/// number that is dialled with 8 inside Russia and Kazakhstan is found by 7 too, and one with two spellings by the other.
/// Digits of all scripts, dashes of every kind, invisible characters, `tel:` and the ending of a person's id belong to a
/// number.
pub fn sought_digits(typed: &str) -> Vec<String> {
    let typed: String = typed.trim().chars().map(plain_digit).collect();
    let typed = typed.as_str();
    let typed = typed.strip_prefix("tel:").or_else(|| typed.strip_suffix("@c.us")).unwrap_or(typed);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || !typed.chars().all(is_of_a_number) {
        return Vec::new();
    }
    let national = digits.strip_prefix('8').filter(|rest| rest.starts_with(['3', '4', '7', '8', '9']));
    let international = national.map(|rest| format!("7{rest}"));
    let other = other_spelling(&digits);
    [international, other, Some(digits)].into_iter().flatten().collect()
}

/// Whether a character belongs to a number as people write it.
fn is_of_a_number(character: char) -> bool {
    character.is_ascii_digit()
        || character.is_whitespace()
        || is_invisible(character)
        || "+-()./\u{2212}\u{ff0b}\u{ff0d}".contains(character)
        || ('\u{2010}'..='\u{2015}').contains(&character)
}

/// Returns the id of the person whose device a server names: `71234567890@c.us` for `71234567890:3@c.us`
/// (green-api/docs #22) or `71234567890.0:3@c.us`. Any other id is returned unchanged.
pub fn without_device(id: &str) -> Cow<'_, str> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match id.split_once('@').and_then(|(local, suffix)| Some((local.split_once(':')?, suffix))) {
        Some(((number, device), suffix @ ("c.us" | "lid"))) if is_number(device) => {
            let number =
                number.split_once('.').filter(|(_, agent)| is_number(agent)).map_or(number, |(number, _)| number);
            if is_number(number) { Cow::Owned(format!("{number}@{suffix}")) } else { Cow::Borrowed(id) }
        }
        _ => Cow::Borrowed(id),
    }
}

/// Minimum digits of a phone number with its country's code.
const LEAST_DIGITS: usize = 7;

/// Returns the digits of the number in `wid`: `79991234567@c.us`, or with a linked device `79991234567:3@c.us`
/// (green-api/docs #22). `None` if it contains no number: the digits of a hidden number, a group or a channel are none.
pub fn wid_digits(wid: &str) -> Option<String> {
    let (local, suffix) = wid.split_once('@').unwrap_or((wid, ""));
    let number = local.split([':', '.']).next().unwrap_or_default();
    let suffix = suffix.to_ascii_lowercase();
    let is_hidden = suffix == "lid" || suffix.ends_with(".lid");
    let is_phone = !is_hidden && !matches!(suffix.as_str(), "g.us" | "newsletter" | "broadcast");
    let is_of_number = |character| is_of_a_number(character) && (character != '-' || suffix.is_empty());
    let is_number = number.chars().all(is_of_number);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_long = digits.len() >= LEAST_DIGITS && digits.bytes().any(|digit| digit != b'0');
    (is_phone && is_number && is_long).then_some(digits)
}

/// Returns a number's other spelling, if its country has two spellings that reach the same phone.
///
/// Brazil added a 9 before the eight digits of mobile numbers; Argentina has a 9 and Mexico had a 1 after the country
/// code. WhatsApp knows many people by the spelling that was valid when they joined.
pub(super) fn other_spelling(digits: &str) -> Option<String> {
    let (country, rest) = digits.split_at_checked(2)?;
    let with = |at: usize, extra: char| {
        let (front, back) = rest.split_at(at);
        format!("{country}{front}{extra}{back}")
    };
    let without = |at: usize| format!("{country}{}{}", &rest[..at], &rest[at + 1..]);
    match (country, rest.as_bytes()) {
        // Two digits of area code, then eight digits: mobile numbers begin with 6 to 9.
        ("55", [_, _, b'6'..=b'9', ..]) if rest.len() == 10 => Some(with(2, '9')),
        ("55", [_, _, b'9', b'6'..=b'9', ..]) if rest.len() == 11 => Some(without(2)),
        ("54", [b'1'..=b'8', ..]) if rest.len() == 10 => Some(with(0, '9')),
        ("54", [b'9', ..]) if rest.len() == 11 => Some(without(0)),
        ("52", _) if rest.len() == 10 => Some(with(0, '1')),
        ("52", [b'1', ..]) if rest.len() == 11 => Some(without(0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_wid_ends_before_its_device() {
        for wid in [
            "71234567890@c.us",
            "71234567890:3@c.us",
            "71234567890.0:3@c.us",
            "71234567890@s.whatsapp.net",
            "71234567890:12",
            "+7 123 456-78-90",
        ] {
            assert_eq!(wid_digits(wid).as_deref(), Some("71234567890"), "{wid}");
        }
        for wid in [
            "",
            "null@c.us",
            ":3@c.us",
            "123456789012345@lid",
            "123456789012345@LID",
            "123456789012345:7@hosted.lid",
            "71234567890-1@c.us",
            "1.2e10@c.us",
            "120363041234567890@newsletter",
            "71234567890-1500000000@g.us",
            "7e10@c.us",
            "7,1234e10",
            "8 apples",
            "000@c.us",
        ] {
            assert_eq!(wid_digits(wid), None, "{wid}");
        }
        assert_eq!(without_device("71234567890.0:3@c.us"), "71234567890@c.us");
        assert_eq!(without_device("71234567890.x:3@c.us"), "71234567890.x:3@c.us");
    }

    #[test]
    fn a_number_has_two_spellings_in_three_countries() {
        for (long, short) in
            [("5547984170000", "554784170000"), ("5491158740000", "541158740000"), ("5215512340000", "525512340000")]
        {
            assert_eq!(other_spelling(long).as_deref(), Some(short));
            assert_eq!(other_spelling(short).as_deref(), Some(long));
        }
        // A landline in Brazil, the same digits in another country, and texts that are too short or too long.
        for other in ["554732170000", "5647984170000", "79123456789", "55", "5", "", "52551234000", "55479841700001"] {
            assert_eq!(other_spelling(other), None, "{other}");
        }
    }

    #[test]
    fn a_number_in_digits_of_any_script_is_found() {
        for typed in ["٨ ٩١٢ ٣٤٥", "۷۹۱۲۳۴۵", "７９１２-３４５", "tel:७९१२३४५"] {
            assert!(sought_digits(typed).contains(&"7912345".to_owned()), "{typed}");
        }
        assert!(sought_digits("Анна ٧").is_empty());
    }

    #[test]
    fn the_id_of_a_hidden_number_is_not_shown_as_a_number() {
        assert_eq!(phone_for_reading("102388094480549"), "102388094480549");
        assert_eq!(phone_for_reading("998901234567"), "+998901234567");
    }

    #[test]
    fn no_plus_is_put_before_a_number_without_its_country_code() {
        for (id, shown) in [
            ("79123456789@c.us", "+7\u{a0}912\u{a0}345-67-89"),
            ("84912345678@c.us", "+84912345678"),
            ("12125550123@c.us", "+12125550123"),
        ] {
            assert_eq!(chat_for_reading(id), shown);
        }
        for id in [
            "9123456789@c.us",
            "89123456789@c.us",
            "7912345678@c.us",
            "102388094480549@c.us",
            "0912345678@c.us",
            "12345@c.us",
            "3333333333333333@c.us",
            "null@c.us",
            "@c.us",
            "12@lid",
            "79001234567-1479621234@g.us",
            "10000000",
        ] {
            assert_eq!(chat_for_reading(id), id);
            assert!(!phone_for_reading(id.trim_end_matches("@c.us")).starts_with('+'), "{id}");
        }
    }

    #[test]
    fn a_device_of_a_person_is_the_person() {
        for (device, person) in
            [("71234567890:3@c.us", "71234567890@c.us"), ("123456789012345:12@lid", "123456789012345@lid")]
        {
            assert_eq!(without_device(device), person);
            assert_eq!(without_device(person), person);
        }
        for other in ["null@c.us", "x:3@c.us", "71234567890:@c.us", ":3@c.us", "71234567890:3", "1:2@g.us", "a:b", ""] {
            assert_eq!(without_device(other), other);
        }
    }
}
