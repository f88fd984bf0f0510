//! Reads a chat from a cell.

use super::MAX_CELL_BYTES;
use crate::green_api::{ChatId, ChatIdError, Messenger, is_invisible};

/// Why a cell names no chat.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The cell is not written like a chatId or a number. Positions count the visible characters of the cell.
    #[error(transparent)]
    ChatId(#[from] ChatIdError),
    /// `7,91235E+10`: the spreadsheet program shortened the number, and the dropped digits are lost.
    #[error("the number was shortened by a spreadsheet program")]
    Shortened,
    /// Spreadsheet programs keep fifteen digits of a number, and the rest of this one is zeros. An id that really ends
    /// in zeros must be entered in full, with its `@g.us`.
    #[error("the last digits of the number were lost in a spreadsheet program")]
    Rounded,
    /// `79123456789,5`: no phone number has decimal places.
    #[error("a number with decimal places")]
    Decimal,
    /// See [`MAX_CELL_BYTES`].
    #[error("longer than any chatId")]
    TooLong,
}

/// Returns the chat that a cell names.
pub(super) fn read(cell: &str, messenger: Messenger) -> Result<ChatId, Mistake> {
    if cell.trim().len() > MAX_CELL_BYTES {
        return Err(Mistake::TooLong);
    }
    let cell: String = cell.chars().filter(|character| !is_invisible(*character)).collect();
    let text = plain(&cell);
    if is_shortened(text) {
        return Err(Mistake::Shortened);
    }
    if is_rounded(text) {
        return Err(Mistake::Rounded);
    }
    let whole = match decimal(text) {
        Some((whole, places)) if places.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return Err(Mistake::Decimal),
        None => text,
    };
    // The text is a part of the cell, so a position in it is further on in the cell.
    let before = cell.find(text).and_then(|at| cell.get(..at)).map_or(0, |before| before.chars().count());
    ChatId::parse(whole, messenger).map_err(|error| {
        Mistake::ChatId(match error {
            ChatIdError::UnexpectedCharacter { character, position } => {
                ChatIdError::UnexpectedCharacter { character, position: position + before }
            }
            other => other,
        })
    })
}

/// Returns the cell without the characters that make a number a text in Excel: `'79123456789`, `="79123456789"`.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell.strip_prefix('=').map_or(cell, str::trim_start);
    let unquoted = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(formula);
    unquoted.trim_start_matches(['\'', '’', '‘', '`']).trim()
}

/// Whether the text is a shortened number like `7.91235E+10`, with a point or a comma as the decimal separator.
fn is_shortened(text: &str) -> bool {
    // The Cyrillic letter may have been typed by hand.
    let Some((number, power)) = text.split_once(['E', 'e', 'Е', 'е']) else { return false };
    let number = number.trim_start_matches(['+', '-']);
    let (whole, places) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let power = power.trim_start_matches(['+', '-']);
    [whole, places, power].into_iter().all(is_digits)
}

fn is_rounded(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // With fewer digits, too many valid ids end in zeros.
    digits.len() >= 18 && is_digits(digits) && digits.bytes().skip(15).all(|byte| byte == b'0')
}

/// Splits a long number from its decimal places.
fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, places) = text.split_once(['.', ','])?;
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    (digits.len() >= 10 && is_digits(digits) && is_digits(places)).then_some((whole, places))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
