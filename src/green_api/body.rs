//! The body of a response as it is kept in the log.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// The body of a response, redacted. A large one is compressed: a list of a hundred thousand chats has 15 MB, and hardly
/// any is ever looked at.
#[derive(Clone)]
pub struct Body(Kept);

#[derive(Clone)]
enum Kept {
    Text(Box<str>),
    /// Never a blank text.
    Packed {
        bytes: Box<[u8]>,
        length: usize,
    },
}

/// Number of bytes above which a body is compressed.
const LARGE: usize = 1 << 20;

impl Body {
    /// Returns the whole text. Takes about 10 ms for each 3 MB of a large body, so it must not run on the drawing thread
    /// in every frame.
    pub fn text(&self) -> Cow<'_, str> {
        self.front(usize::MAX)
    }

    /// Returns the first bytes of the text, fewer if they would end within a character.
    pub fn front(&self, bytes: usize) -> Cow<'_, str> {
        match &self.0 {
            Kept::Text(text) => Cow::Borrowed(&text[..text.floor_char_boundary(bytes)]),
            Kept::Packed { bytes: packed, length } => {
                let mut text = Vec::with_capacity(bytes.min(*length));
                let limit = u64::try_from(bytes).unwrap_or(u64::MAX);
                // A read from memory cannot fail.
                let _ = DeflateDecoder::new(&**packed).take(limit).read_to_end(&mut text);
                let whole = str::from_utf8(&text).map_or_else(|error| error.valid_up_to(), str::len);
                text.truncate(whole);
                Cow::Owned(String::from_utf8(text).unwrap_or_default())
            }
        }
    }

    /// Returns the length of the text in bytes.
    pub fn length(&self) -> usize {
        match &self.0 {
            Kept::Text(text) => text.len(),
            Kept::Packed { length, .. } => *length,
        }
    }

    /// Whether the text has no visible content.
    pub fn is_blank(&self) -> bool {
        matches!(&self.0, Kept::Text(text) if text.trim().is_empty())
    }

    /// Returns the number of bytes that it takes in memory.
    pub(super) fn kept_bytes(&self) -> usize {
        match &self.0 {
            Kept::Text(text) => text.len(),
            Kept::Packed { bytes, .. } => bytes.len(),
        }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        let packed = (text.len() > LARGE && !text.trim().is_empty()).then(|| packed(&text).ok()).flatten();
        Self(match packed {
            Some(bytes) => Kept::Packed { bytes, length: text.len() },
            None => Kept::Text(text.into()),
        })
    }
}

fn packed(text: &str) -> io::Result<Box<[u8]>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?.into())
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes: {:?}", self.length(), self.front(300))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_body_takes_little_memory_and_is_read_as_it_came() {
        let text = r#"{"id":"79001234567@c.us","name":"Мария"},"#.repeat(40_000);
        let body = Body::from(text.clone());
        assert!(body.kept_bytes() < text.len() / 20, "{} of {} bytes", body.kept_bytes(), text.len());
        assert_eq!((body.length(), body.is_blank()), (text.len(), false));
        assert!(body.text() == text);
        assert_eq!(body.front(34), r#"{"id":"79001234567@c.us","name":""#, "half a letter is left out");
        assert_eq!(body.front(35), r#"{"id":"79001234567@c.us","name":"М"#);
    }

    #[test]
    fn a_small_or_blank_body_stays_a_text() {
        let small = Body::from("Привет".to_owned());
        assert_eq!((&*small.text(), &*small.front(3), small.is_blank()), ("Привет", "П", false));
        let blank = Body::from(" ".repeat(LARGE + 1));
        assert!(blank.is_blank() && blank.kept_bytes() == blank.length());
    }
}
