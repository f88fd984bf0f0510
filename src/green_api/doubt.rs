//! Phone numbers and chat ids that are valid in form but probably wrong.

use std::borrow::Cow;

use super::phone::other_spelling;
use super::{ChatId, ChatKind, in_number, number_in_link, plain_digit};

/// Reason why a number or an id should be checked before it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No country code: written as dialled within a country.
    NoCountryCode,
    /// Begins with the 8 that is dialled before numbers within Russia, Kazakhstan and Belarus, instead of a country
    /// code.
    DialledEight,
    /// `+8 912…`: no country has this code, so it was read as +7.
    PlusEight,
    /// `+49 0171…`: a 0 that is dialled within the country only.
    TrunkZero,
    /// Numbers of this country have another length. Counts digits, including the country code.
    Length { digits: usize, usual: usize },
    /// Fifteen digits: the id of a person whose number is hidden, written like a number (green-api/issues #473).
    HiddenNumber,
    /// Too few digits for the id of a person whose number is hidden (green-api/issues #812).
    ShortLid,
    /// Some digits may not belong to the number. Only for lists.
    OtherDigits,
    /// Ends in five zeros or more: a spreadsheet program may have dropped the last digits. Only for lists.
    Zeros,
    /// The same number in its other spelling is among the chats, see [`ChatId::other_spelling`].
    OtherSpelling(ChatId),
}

/// Countries whose numbers all have one length, at least those of mobile phones: the country codes, and the number of
/// digits including the code (itu.int/oth/T0202, national numbering plans).
const LENGTHS: [(usize, &str); 4] = [
    (10, "45 47 65 354"),
    (11, "1 7 27 31 33 34 40 41 48 56 61 216 356 357 370 371 373 374 502 503 504 505 506 852 853 965 968 973 974 993"),
    (12, "30 57 90 91 212 233 255 256 351 375 380 420 421 966 992 994 995 996 998"),
    (13, "225"),
];

/// Country codes of two digits. Others have three, but for 1 and 7.
const SHORT_CODES: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 \
    65 66 81 82 84 86 90 91 92 93 94 95 98";

/// Country codes after which numbers may begin with 0: Italy and its neighbours, Ivory Coast, Gabon, Congo.
const ZERO_FOLLOWS: &str = "39 377 378 225 241 242";

/// Beginnings of three digits or fewer that no country code has (itu.int/pub/T-SP-E.164D).
const UNUSED_CODES: &str = "210 214 215 217 219 259 28 292 293 294 295 296 379 384 388 422 424 425 426 427 428 429 693 694 \
    695 696 697 698 699 801 802 803 804 805 806 807 809 83 851 854 857 858 859 884 885 887 889 89 969 978 979 990 991 \
    997 999";

/// Minimum length of a plausible lid, in digits; real ones have 14 or 15.
const LEAST_LID: usize = 10;

impl ChatId {
    /// Returns the reason to doubt this chat's id, as far as it can be found without a request.
    ///
    /// `given` is the original text: a number written with a plus has its country code. `is_known` returns whether a
    /// chatId is among the instance's chats; a known chat is never doubted.
    pub fn doubt(&self, given: &str, is_known: impl Fn(&str) -> bool) -> Option<Doubt> {
        if is_known(self.as_str()) {
            return None;
        }
        if self.kind() == ChatKind::Lid {
            let is_short = self.as_str().trim_end_matches("@lid").len() < LEAST_LID;
            return is_short.then_some(Doubt::ShortLid);
        }
        let digits = self.phone_digits()?;
        if let Some(other) = self.other_spelling().filter(|other| is_known(other.as_str())) {
            return Some(Doubt::OtherSpelling(other));
        }
        let given: String = given.chars().map(plain_digit).collect();
        // The text that a link may carry is no part of the number.
        let given = number_in_link(&given).map_or(Cow::Borrowed(&*given), |(_, number)| number);
        let given = given.trim_start_matches(|character| in_number(character).is_none_or(|seen| seen == ' '));
        let has_code = given.contains(['+', '＋']) || given.starts_with("00");
        let has_suffix = given.contains(['@', '＠']);
        let first = given.chars().find(|character| matches!(character, '1'..='9'));
        if has_code && digits.starts_with('7') && first == Some('8') {
            return Some(Doubt::PlusEight);
        }
        // With a suffix it is an id, which may be another country's.
        if !has_code && !has_suffix && (has_dialled_eight(given, digits) || is_dialled_abroad(digits)) {
            return Some(Doubt::DialledEight);
        }
        let local = !has_code && !has_suffix && is_local(given, digits);
        let national = if has_code { None } else { national(digits) };
        let national = national.or((local || begins_with(digits, UNUSED_CODES)).then_some(Doubt::NoCountryCode));
        national.or_else(|| has_trunk_zero(digits).then_some(Doubt::TrunkZero)).or_else(|| length(digits))
    }

    /// Whether this is a phone number of a country whose numbers all have one length, and has that length.
    pub fn has_usual_length(&self) -> bool {
        self.phone_digits().is_some_and(|digits| usual_length(digits) == Some(digits.len()))
    }

    /// Returns the same person's chatId in the other spelling that WhatsApp may know it by: with or without the 9 of
    /// mobile numbers in Brazil and Argentina, or the 1 of those in Mexico.
    pub fn other_spelling(&self) -> Option<Self> {
        other_spelling(self.phone_digits()?).map(|digits| Self::person(&digits))
    }
}

/// Whether a text is a full international number, as far as the count of its digits and the first of them show.
pub(super) fn is_international(digits: &str) -> bool {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    is_number && (7..15).contains(&digits.len()) && national(digits).is_none() && length(digits).is_none()
}

/// Returns the doubt about digits as they are dialled within Russia and Kazakhstan.
fn national(digits: &str) -> Option<Doubt> {
    match (digits.len(), digits.as_bytes()) {
        (10, [b'8' | b'9', ..]) => Some(Doubt::NoCountryCode),
        // No country's code is 87 or 89.
        (11, [b'8', b'7' | b'9', ..]) => Some(Doubt::DialledEight),
        _ => None,
    }
}

/// Whether a number is written as within a city or a country: with too few digits for a country code, with a code in
/// brackets, or in groups that begin with a code of three digits. Or it begins with 1 and has no such code after it
/// (nationalnanpa.com, codes begin with 2 to 9): it may be China's or Brazil's, whose own code is missing.
fn is_local(given: &str, digits: &str) -> bool {
    let is_code_apart = || first_group(given).len() == 3 && (digits.len() == 10 || digits.starts_with('1'));
    let is_code = |at: usize| digits.as_bytes().get(at).is_some_and(|digit| *digit > b'1');
    match digits.len() {
        ..10 => true,
        10 => given.starts_with('(') || is_code_apart() || digits[..3].parse().is_ok_and(is_city_of_russia),
        11 => given.starts_with('(') || is_code_apart() || digits.starts_with('1') && !(is_code(1) && is_code(4)),
        _ => given.starts_with('(') && first_group(given).len() > 2 && usual_length(digits) != Some(digits.len()),
    }
}

fn first_group(given: &str) -> &str {
    given.split(|character: char| !character.is_ascii_digit()).find(|group| !group.is_empty()).unwrap_or_default()
}

/// Whether a number begins with the 8 that is dialled within Russia, also before an extension without a word:
/// `8 (495) 123-45-67 101`.
fn has_dialled_eight(given: &str, digits: &str) -> bool {
    let group = first_group(given);
    let is_extended = digits.len() > 11 && digits.starts_with(group);
    begins_with_dialled_eight(digits) || is_extended && (group == "8" || begins_with_dialled_eight(group))
}

/// Whether a number begins with 8 10, which is dialled in Russia before a country code. In Japan's numbers, which begin
/// with 81, no 0 follows.
fn is_dialled_abroad(digits: &str) -> bool {
    digits.len() >= 13 && digits.starts_with("810")
}

/// Returns the doubt about a number's length.
fn length(digits: &str) -> Option<Doubt> {
    if digits.len() == 15 {
        return Some(Doubt::HiddenNumber);
    }
    let usual = usual_length(digits)?;
    (digits.len() != usual).then_some(Doubt::Length { digits: digits.len(), usual })
}

fn usual_length(digits: &str) -> Option<usize> {
    LENGTHS.into_iter().find(|(_, codes)| begins_with(digits, codes)).map(|(usual, _)| usual)
}

/// Whether a number begins with one of these codes, which are separated by spaces.
fn begins_with(digits: &str, codes: &str) -> bool {
    codes.split_ascii_whitespace().any(|code| digits.starts_with(code))
}

/// Returns the number of digits of the country code.
pub fn country_code_length(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        _ if begins_with(digits, SHORT_CODES) => 2,
        _ => 3,
    }
}

/// Whether a 0 follows the country code where no number begins with it: it is dialled within the country only.
fn has_trunk_zero(digits: &str) -> bool {
    let has_zero = digits.get(country_code_length(digits)..).is_some_and(|number| number.starts_with('0'));
    has_zero && digits.len() < 15 && !begins_with(digits, ZERO_FOLLOWS)
}

/// Whether eleven digits begin with the 8 that is dialled within Russia and Belarus, rather than with the code of a
/// country in Asia. That 8 precedes city codes (8 495, 8 351, 8 812), free calls (8 800) and Belarus's own 80.
fn begins_with_dialled_eight(digits: &str) -> bool {
    if digits.len() != 11 {
        return false;
    }
    let Some(code) = digits.get(1..4).and_then(|code| code.parse::<u16>().ok()) else { return false };
    match digits.as_bytes() {
        // +800 is used for free calls in all countries.
        [b'8', b'0', ..] => code >= 10,
        [b'8', b'3' | b'7' | b'9', ..] => true,
        // The other codes include Vietnam's numbers.
        [b'8', b'4', ..] => is_city_of_russia(code),
        // +880 is Bangladesh, where no number continues with 0; +886 is Taiwan.
        [b'8', b'8', ..] => code == 800 || (810..=859).contains(&code) || (870..=899).contains(&code),
        _ => false,
    }
}

/// Whether this is one of Russia's city codes that begin with 4.
fn is_city_of_russia(code: u16) -> bool {
    matches!(code, 401 | 471..=475 | 481..=487 | 491..=496 | 498 | 499)
}
