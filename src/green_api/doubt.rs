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
    /// Numbers of this country have another length; `usual` is the nearest. Counts digits, including the country code.
    Length { digits: usize, usual: usize },
    /// Fifteen digits: the id of a person whose number is hidden, written like a number (green-api/issues #473).
    HiddenNumber,
    /// Too few digits for the id of a person whose number is hidden (green-api/issues #812).
    ShortLid,
    /// Some digits may not belong to the number. Only for lists.
    OtherDigits,
    /// Ends in five zeros or more: a spreadsheet program may have dropped the last digits. Only for lists.
    Zeros,
    /// Not among the instance's chats and contacts. Only for lists.
    NotAmongChats,
    /// The same number in its other spelling is among the chats, see [`ChatId::other_spelling`].
    OtherSpelling(ChatId),
}

/// The country codes, with the least and the most digits of a number of theirs, including the code: those of mobile and
/// fixed phones (github.com/google/libphonenumber, resources/PhoneNumberMetadata.xml). No code begins with another one.
const COUNTRIES: [(usize, usize, &str); 23] = [
    (7, 8, "290"),
    (7, 10, "683"),
    (7, 12, "352"),
    (8, 8, "247 500 682"),
    (8, 10, "676 677 678 685 688"),
    (8, 11, "686"),
    (8, 13, "358 43 49"),
    (9, 9, "298 299 376 672 681 687"),
    (9, 10, "597"),
    (9, 11, "46"),
    (9, 12, "252 359 508 95"),
    (9, 13, "39 880"),
    (9, 14, "62"),
    (10, 10, "220 238 239 246 248 269 291 297 354 45 47 501 53 592 65 673 674 679 680 690 691 692 960"),
    (10, 11, "230 241 267 32 36 372 507 51 599 66 670 675 961 975"),
    (10, 12, "20 231 245 254 265 353 423 595 60 64 82 967"),
    (10, 13, "381"),
    (
        11,
        11,
        "1 216 222 223 226 227 228 232 235 236 253 257 266 268 27 31 33 34 350 356 357 370 371 373 374 382 \
        386 389 40 41 48 502 503 504 505 506 509 56 591 598 61 689 7 852 853 93 94 965 968 973 974 993",
    ),
    (11, 12, "213 224 250 258 263 264 355 377 383 385 387 44 593 63 81 84 855 886 92 962 963 970 971 972 98"),
    (11, 13, "229 378 850 856 86 964 976 977"),
    (
        12,
        12,
        "211 212 218 221 233 237 240 242 243 244 249 251 255 256 260 261 262 30 351 375 380 420 421 57 58 590 \
        594 596 90 91 966 992 994 995 996 998",
    ),
    (12, 13, "52 54 55"),
    (13, 13, "225 234"),
];

/// Country codes after which numbers may begin with 0: Italy and its neighbours, Ivory Coast, Gabon, Congo.
const ZERO_FOLLOWS: &str = "39 377 378 225 241 242";

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
        let national = national.or((local || country(digits).is_none()).then_some(Doubt::NoCountryCode));
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
    is_number
        && (7..15).contains(&digits.len())
        && national(digits).is_none()
        && country(digits).is_some()
        && length(digits).is_none()
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
    let (least, most, _) = country(digits)?;
    let usual = digits.len().clamp(least, most);
    (digits.len() != usual).then_some(Doubt::Length { digits: digits.len(), usual })
}

/// Returns the only length that numbers of this country have.
fn usual_length(digits: &str) -> Option<usize> {
    country(digits).filter(|(least, most, _)| least == most).map(|(length, ..)| length)
}

/// Returns the least and the most digits of the country's numbers, and its code.
fn country(digits: &str) -> Option<(usize, usize, &'static str)> {
    let code = |codes: &'static str| codes.split_ascii_whitespace().find(|code| digits.starts_with(code));
    COUNTRIES.into_iter().find_map(|(least, most, codes)| Some((least, most, code(codes)?)))
}

/// Whether a number begins with one of these codes, which are separated by spaces.
fn begins_with(digits: &str, codes: &str) -> bool {
    codes.split_ascii_whitespace().any(|code| digits.starts_with(code))
}

/// Returns the number of digits of the country code, or the most that it may have.
pub fn country_code_length(digits: &str) -> usize {
    country(digits).map_or(3, |(.., code)| code.len())
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
