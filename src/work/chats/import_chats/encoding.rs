//! Decodes bytes into text.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::Refused;

/// The character encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Written by Excel for CSV where Russian is the system's language.
    Windows1251,
}

/// A decoded text, and its encoding.
pub(super) struct Text<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Option<Encoding>,
    /// Whether some bytes are invalid in the encoding.
    pub garbled: bool,
}

impl<'a> Text<'a> {
    pub fn pasted(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text: Cow::Borrowed(text), encoding: None, garbled: false }
    }
}

impl Encoding {
    /// All encodings, in menu order.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Windows1251, Self::Utf16Le, Self::Utf16Be];

    /// Returns the name used by spreadsheet programs. The same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1251 => "Windows-1251",
        }
    }
}

/// Decodes a file in this encoding, or in the one it seems to have.
pub(super) fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<Text<'_>, Refused> {
    // xlsx and ods are zip archives, xls is a compound file.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Refused::Workbook);
    }
    let encoding = encoding.unwrap_or_else(|| find(bytes));
    let table = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1251 => WINDOWS_1251,
    };
    let (text, garbled) = table.decode_with_bom_removal(bytes);
    Ok(Text { text, encoding: Some(encoding), garbled })
}

fn find(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Encoding::Utf8,
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => without_mark(bytes),
    }
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
    } else if std::str::from_utf8(bytes).is_ok() {
        Encoding::Utf8
    } else {
        Encoding::Windows1251
    }
}
