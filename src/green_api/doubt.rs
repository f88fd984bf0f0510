//! Phone numbers and chat ids that are valid in form but probably wrong.

use super::phone::other_spelling;
use super::{ChatId, ChatKind, in_number, plain_digit};

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
    /// Numbers of this country have another length. Counts digits, including the country code.
    Length { digits: usize, usual: usize },
    /// Fifteen digits: the id of a person whose number is hidden, written like a number (green-api/issues #473).
    HiddenNumber,
    /// Too few digits for the id of a person whose number is hidden (green-api/issues #812).
    ShortLid,
    /// Ends in five zeros or more: a spreadsheet program may have dropped the last digits. Only for lists.
    Zeros,
    /// The same number in its other spelling is among the chats, see [`ChatId::other_spelling`].
    OtherSpelling(ChatId),
}

/// Countries whose mobile numbers all have one length: the country code, and the number of digits including it
/// (itu.int/oth/T0202, national numbering plans).
const LENGTHS: [(&str, usize); 12] = [
    ("1", 11),
    ("7", 11),
    ("373", 11),
    ("374", 11),
    ("375", 12),
    ("380", 12),
    ("992", 12),
    ("993", 11),
    ("994", 12),
    ("995", 12),
    ("996", 12),
    ("998", 12),
];

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
        let given = given.trim_start_matches(|character| in_number(character).is_none_or(|seen| seen == ' '));
        let has_code = given.contains(['+', '＋']) || given.starts_with("00");
        let has_suffix = given.contains(['@', '＠']);
        let first = given.chars().find(|character| matches!(character, '1'..='9'));
        if has_code && digits.starts_with('7') && first == Some('8') {
            return Some(Doubt::PlusEight);
        }
        // With a suffix it is an id, which may be another country's.
        if !has_code && !has_suffix && (begins_with_dialled_eight(digits) || is_dialled_abroad(digits)) {
            return Some(Doubt::DialledEight);
        }
        let local = !has_code && !has_suffix && is_local(given, digits);
        let national = if has_code { None } else { national(digits) };
        let national = national.or(local.then_some(Doubt::NoCountryCode));
        national.or_else(|| length(digits))
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

/// Whether a number is written as within a city or a country: seven digits, or ten that begin with a code in brackets.
fn is_local(given: &str, digits: &str) -> bool {
    digits.len() == 7 || digits.len() == 10 && given.starts_with('(')
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
    let (_, usual) = LENGTHS.into_iter().find(|(code, _)| digits.starts_with(code))?;
    (digits.len() != usual).then_some(Doubt::Length { digits: digits.len(), usual })
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
        // Russia's city codes that begin with 4. The other codes include Vietnam's numbers.
        [b'8', b'4', ..] => matches!(code, 401 | 471..=475 | 481..=487 | 491..=496 | 498 | 499),
        // +880 is Bangladesh, where no number continues with 0; +886 is Taiwan.
        [b'8', b'8', ..] => code == 800 || (810..=859).contains(&code) || (870..=899).contains(&code),
        _ => false,
    }
}
