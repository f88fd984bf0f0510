//! A filter for the places where a known token can begin, so that redaction costs the same with one token as with
//! hundreds.

use super::is_invisible;

/// Number of characters at the front of a token that the filter compares.
const FRONT: usize = 4;

/// Maximum number of backslashes read before an escape. JSON within JSON doubles the backslashes, so this covers four
/// levels. Without a limit, each position in a longer run would be read to its end.
pub(super) const MAX_SLASHES: usize = 16;

/// The fronts of a set of tokens, as bits of their hashes.
#[derive(Clone)]
pub(super) struct FrontFilter {
    bits: Box<[u64; 1024]>,
    /// Whether a token has a front that the filter cannot compare.
    passes_all: bool,
}

impl Default for FrontFilter {
    fn default() -> Self {
        Self { bits: Box::new([0; 1024]), passes_all: false }
    }
}

impl FrontFilter {
    pub fn add(&mut self, token: &str) {
        // Escape characters of the token itself would be read as an escape.
        let front: String = token.chars().take(FRONT).collect();
        match hash(front.as_bytes()).filter(|_| !front.contains(['%', '\\'])) {
            Some(hash) => self.bits[usize::from(hash >> 6)] |= 1 << (hash & 63),
            None => self.passes_all = true,
        }
    }

    /// Whether a token may begin here. `false` is certain.
    pub fn may_begin(&self, bytes: &[u8]) -> bool {
        self.passes_all || hash(bytes).is_some_and(|hash| self.bits[usize::from(hash >> 6)] >> (hash & 63) & 1 == 1)
    }
}

/// Hashes the first characters, each plain or escaped, regardless of case and of invisible ones between them; `None` if
/// one of them is not ASCII.
fn hash(bytes: &[u8]) -> Option<u16> {
    let (mut hash, mut at) = (0_u32, 0);
    for _ in 0..FRONT {
        if at > 0 {
            at += invisible_length(&bytes[at..]);
        }
        let (character, length) = character(&bytes[at..])?;
        hash = (hash ^ u32::from(character.to_ascii_lowercase())).wrapping_mul(0x9E37_79B1);
        at += length;
    }
    u16::try_from(hash >> 16).ok()
}

/// Returns the number of bytes of the invisible characters at the start.
pub(super) fn invisible_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
        let front = &bytes[at..bytes.len().min(at + 4)];
        let first = front.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        match first.filter(|first| is_invisible(*first)) {
            Some(first) => at += first.len_utf8(),
            None => break,
        }
    }
    at
}

/// Reads the character at the start and the number of bytes that spell it: itself, `%XX`, or backslashes and `uXXXX`.
fn character(bytes: &[u8]) -> Option<(u8, usize)> {
    match bytes.first()? {
        b'%' => Some((u8::try_from(hex(bytes.get(1..3)?)?).ok()?, 3)),
        b'\\' => {
            let (unit, length) = json_escape(bytes)?;
            Some((u8::try_from(unit).ok()?, length))
        }
        plain => plain.is_ascii().then_some((*plain, 1)),
    }
}

/// Reads backslashes and `uXXXX` at the start: the UTF-16 unit and the number of bytes that spell it.
pub(super) fn json_escape(bytes: &[u8]) -> Option<(u16, usize)> {
    let slashes = bytes.iter().take(MAX_SLASHES).take_while(|byte| **byte == b'\\').count();
    let digits = bytes.get(slashes..)?.strip_prefix(b"u")?.get(..4)?;
    Some((hex(digits)?, slashes + 5)).filter(|_| slashes > 0)
}

/// Reads hexadecimal digits.
pub(super) fn hex(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |value, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(value << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_front_is_found_however_it_is_spelled() {
        let mut filter = FrontFilter::default();
        filter.add("aB1z9999999999999999");
        for text in ["ab1Z…", "A\u{200b}\u{ad}b1\u{feff}z", "%61%42%31%7A", "a\\u0042\\\\\\\\u0031z", "AB1Z"] {
            assert!(filter.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["", "ab1", "xb1z", "абвг", "%6", "\\u00"] {
            assert!(!filter.may_begin(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_token_with_an_escape_character_or_a_foreign_letter_passes_the_filter() {
        for token in ["50%20off and more", "жёлтый", "a\\b c"] {
            let mut filter = FrontFilter::default();
            filter.add(token);
            assert!(filter.may_begin(token.as_bytes()), "{token}");
        }
    }

    #[test]
    fn hundreds_of_tokens_are_compared_at_few_places() {
        let mut filter = FrontFilter::default();
        (0..200_u64)
            .for_each(|number| filter.add(&format!("{:016x}", (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))));
        let text = "{\"id\":\"79991234567@c.us\",\"name\":\"Иван de fabc\",\"archive\":false},".repeat(100);
        let places = (0..text.len()).filter(|at| filter.may_begin(&text.as_bytes()[*at..])).count();
        assert!(places < text.len() / 50, "{places} of {}", text.len());
    }
}
