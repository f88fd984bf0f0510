//! Decodes bytes into text.

use std::borrow::Cow;

use encoding_rs::{IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, X_MAC_CYRILLIC};

use super::workbook::is_workbook;
use super::{Delimiter, Refused};

/// The character encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Written by Excel for CSV where Russian is the system's language.
    Windows1251,
    /// Written by programs for DOS, such as old accounting systems.
    Cp866,
    /// Written by old mail programs and servers.
    Koi8R,
    /// Written by Excel on a Mac for "CSV (Macintosh)" where Russian is the system's language.
    MacCyrillic,
}

/// A decoded text, and its encoding.
pub(super) struct Text<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Option<Encoding>,
    /// Whether some bytes are invalid in the encoding.
    pub garbled: bool,
    /// The delimiter, where the source itself decides it.
    pub delimiter: Option<Delimiter>,
}

impl<'a> Text<'a> {
    pub fn pasted(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text: Cow::Borrowed(text), encoding: None, garbled: false, delimiter: None }
    }
}

impl Encoding {
    /// All encodings, in menu order.
    pub const ALL: [Self; 7] =
        [Self::Utf8, Self::Windows1251, Self::Cp866, Self::Koi8R, Self::MacCyrillic, Self::Utf16Le, Self::Utf16Be];

    /// Returns the name used by spreadsheet programs. The same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1251 => "Windows-1251",
            Self::Cp866 => "CP866 (DOS)",
            Self::Koi8R => "KOI8-R",
            Self::MacCyrillic => "MacCyrillic",
        }
    }

    pub(super) fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1251 => WINDOWS_1251,
            Self::Cp866 => IBM866,
            Self::Koi8R => KOI8_R,
            Self::MacCyrillic => X_MAC_CYRILLIC,
        }
    }
}

/// Decodes a file in this encoding, or in the one it seems to have.
pub(super) fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<Text<'_>, Refused> {
    if is_workbook(bytes) || is_web_page(bytes) {
        return Err(Refused::NoWorkbook);
    }
    // Documents that may consist of readable characters: PDF and RTF.
    if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"{\\rtf") {
        return Err(Refused::NotText);
    }
    let encoding = encoding.unwrap_or_else(|| find(bytes));
    let (text, garbled) = encoding.table().decode_with_bom_removal(bytes);
    Ok(Text { text, encoding: Some(encoding), garbled, delimiter: None })
}

fn find(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Encoding::Utf8,
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => without_mark(bytes),
    }
}

/// Whether the bytes are UTF-8, perhaps with a few damaged bytes or with the last character cut off.
fn is_utf8(bytes: &[u8]) -> bool {
    let is_cut = |error: std::str::Utf8Error| {
        // The end of a text in another encoding may look like a character that is cut off.
        error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii()
    };
    std::str::from_utf8(bytes).map_or_else(is_cut, |_| true) || is_mostly_utf8(bytes)
}

/// Whether nearly all bytes beyond ASCII are UTF-8, or those of most lines. In a text in another encoding few of them are
/// by chance; the most are in CP866, up to three characters for each invalid byte in a line of two names.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    let lines = || bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_ascii());
    let whole = lines().filter(|line| std::str::from_utf8(line).is_ok()).count();
    valid > 4 * invalid || 2 * whole > lines().count()
}

fn without_mark(bytes: &[u8]) -> Encoding {
    // Digits, delimiters and line ends have a zero byte in UTF-16, and no other text has one.
    let pairs = bytes.as_chunks::<2>().0.iter().take(4096);
    let (mut all, mut before, mut after) = (0, 0, 0);
    for [first, second] in pairs {
        all += 1;
        before += usize::from(*first == 0 && *second != 0);
        after += usize::from(*second == 0 && *first != 0);
    }
    let many = |zeros: usize, others: usize| zeros * 4 > all && others * 8 < zeros;
    if many(after, before) {
        Encoding::Utf16Le
    } else if many(before, after) {
        Encoding::Utf16Be
    } else if is_utf8(bytes) {
        Encoding::Utf8
    } else {
        of_russian(bytes)
    }
}

/// Whether the file is a web page or XML: many sites export such files with the ending `.xls`.
fn is_web_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    ["<html", "<!doctype", "<table", "<?xml", "<meta", "<style"]
        .into_iter()
        .any(|tag| bytes.get(..tag.len()).is_some_and(|front| front.eq_ignore_ascii_case(tag.as_bytes())))
}

/// Returns the encoding in which the text is most like Russian.
fn of_russian(bytes: &[u8]) -> Encoding {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    let likeness = |encoding: &Encoding| russian(&encoding.table().decode_without_bom_handling(sample).0);
    // `max_by_key` returns the last of equals.
    let candidates = [Encoding::MacCyrillic, Encoding::Koi8R, Encoding::Cp866, Encoding::Windows1251];
    candidates.into_iter().max_by_key(likeness).unwrap_or(Encoding::Windows1251)
}

/// Returns how much a text is like Russian: it consists of its frequent letters, and no capital follows a small one.
/// In a wrong encoding, letters become rarer ones, signs for drawing tables, or change their case. Words with Latin
/// letters, such as José, are of another language.
fn russian(text: &str) -> i64 {
    let words = text.split(|character: char| character.is_ascii() && !character.is_ascii_alphanumeric());
    words.filter(|word| !word.contains(|character: char| character.is_ascii_alphabetic())).map(word_points).sum()
}

fn word_points(word: &str) -> i64 {
    const FREQUENT: &str = "оеаинтсрвлкмдпу";
    /// Words beside numbers, which may be the only ones of a list: as another encoding, "доб" would be "ДНА".
    const OF_LISTS: [&str; 11] = ["доб", "добавочный", "доп", "тел", "моб", "сот", "кв", "вн", "внутр", "тон", "бух"];
    if OF_LISTS.contains(&&*word.to_lowercase()) {
        return 2 * word.chars().count() as i64;
    }
    let mut after_small = false;
    let points = word.chars().filter(|character| !character.is_ascii()).map(|character| {
        let points = match character.to_lowercase().next() {
            _ if character.is_whitespace() => 0,
            _ if !character.is_alphabetic() => -2,
            _ if character.is_uppercase() && after_small => -2,
            Some(letter) if FREQUENT.contains(letter) => 1,
            _ => -1,
        };
        after_small = character.is_lowercase();
        points
    });
    points.sum()
}
