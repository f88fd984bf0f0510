//! Numbers that can be written so, and hardly are anybody's.

use crate::green_api::ChatId;

/// Why a number is to be looked at before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// As it is dialled within a country: without the country's code.
    NoCountryCode,
    /// The numbers of this country have another length. Digits, the country's code included.
    Length { digits: usize, usual: usize },
}

/// Countries whose mobile numbers are all of one length: the code, and how many digits there are with it
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

/// What speaks against a number, as far as that can be told without asking. `given`: how it was written.
pub(super) fn of(chat: &ChatId, given: &str) -> Option<Doubt> {
    let digits = chat.phone_digits()?;
    let is_whole = given.contains(['+', '@']) || given.trim_start().starts_with("00");
    // Ten digits that begin so are dialled within Russia and Kazakhstan.
    if !is_whole && digits.len() == 10 && digits.starts_with(['8', '9']) {
        return Some(Doubt::NoCountryCode);
    }
    let (_, usual) = LENGTHS.into_iter().find(|(code, _)| digits.starts_with(code))?;
    (digits.len() != usual).then_some(Doubt::Length { digits: digits.len(), usual })
}
