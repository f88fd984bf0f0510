//! A filter for the places where a known token can begin, so that redaction costs the same with one token as with
//! hundreds.

use super::is_invisible;

/// Number of characters at the front of a token that the filter compares.
const FRONT: usize = 4;

/// Maximum number of backslashes read before an escape. JSON within JSON doubles the backslashes, so this covers four
/// levels. Without a limit, each position in a longer run would be read to its end.
const MAX_SLASHES: usize = 16;

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
        match hash(front.as_bytes()).filter(|_| !front.bytes().any(begins_escape)) {
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
        match first_character(&bytes[at..]).filter(|first| is_invisible(*first)) {
            Some(first) => at += first.len_utf8(),
            None => break,
        }
    }
    at
}

/// Returns the character whose bytes are at the start.
pub(super) fn first_character(bytes: &[u8]) -> Option<char> {
    let front = &bytes[..bytes.len().min(4)];
    front.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next())
}

/// Reads the ASCII character at the start, plain or escaped, and the number of bytes that spell it.
fn character(bytes: &[u8]) -> Option<(u8, usize)> {
    let first = *bytes.first()?;
    let escaped = if begins_escape(first) { escaped(bytes) } else { None };
    let (character, length) =
        escaped.map_or(Some((first, 1)), |(it, length)| Some((u8::try_from(it).ok()?, length)))?;
    character.is_ascii().then_some((character, length))
}

/// Whether [`escaped`] may read a character that begins with this byte.
pub(super) fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'%' | b'\\' | b'&' | b'+')
}

/// Reads the escaped character at the start and the number of bytes that spell it: `%XX` for each of its bytes,
/// backslashes and `uXXXX` for each of its UTF-16 units, an entity of HTML, or `+` for a space, as in a form.
pub(super) fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes.first()? {
        b'%' => {
            let byte = |escape: &[u8]| u8::try_from(hex(escape.strip_prefix(b"%")?.get(..2)?)?).ok();
            let mut plain = [0; 4];
            let escapes = bytes.chunks(3).map_while(byte).zip(&mut plain);
            let length = escapes.map(|(byte, place)| *place = byte).count();
            first_character(&plain[..length]).map(|character| (character, 3 * character.len_utf8()))
        }
        // Some encoders of JSON escape each slash.
        b'\\' if bytes.get(1) == Some(&b'/') => Some(('/', 2)),
        b'\\' => {
            let (unit, length) = json_escape(bytes)?;
            let second = json_escape(&bytes[length..]);
            let units = [unit].into_iter().chain(second.map(|(unit, _)| unit));
            let character = char::decode_utf16(units).next()?.ok()?;
            let second = second.filter(|_| character.len_utf16() == 2);
            Some((character, length + second.map_or(0, |(_, length)| length)))
        }
        b'&' => entity(bytes),
        b'+' => Some((' ', 1)),
        _ => None,
    }
}

/// Reads the entity at the start: one that the usual encoders of HTML write, or a number.
fn entity(bytes: &[u8]) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 5] = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
    const LONGEST: usize = 10;
    let end = bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let name = str::from_utf8(&bytes[1..end]).ok()?;
    let character = match (name.strip_prefix("#x").or(name.strip_prefix("#X")), name.strip_prefix('#')) {
        (Some(digits), _) => char::from_u32(u32::from_str_radix(digits, 16).ok()?)?,
        (None, Some(digits)) => char::from_u32(digits.parse().ok()?)?,
        (None, None) => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

/// Reads backslashes and `uXXXX` at the start: the UTF-16 unit and the number of bytes that spell it.
fn json_escape(bytes: &[u8]) -> Option<(u16, usize)> {
    let slashes = bytes.iter().take(MAX_SLASHES).take_while(|byte| **byte == b'\\').count();
    let digits = bytes.get(slashes..)?.strip_prefix(b"u")?.get(..4)?;
    Some((hex(digits)?, slashes + 5)).filter(|_| slashes > 0)
}

/// Reads hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u16> {
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
        for text in
            ["ab1Z…", "A\u{200b}\u{ad}b1\u{feff}z", "%61%42%31%7A", "&#97;B&#x31;Z", "a\\u0042\\\\\\\\u0031z", "AB1Z"]
        {
            assert!(filter.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["", "ab1", "xb1z", "абвг", "%6", "\\u00"] {
            assert!(!filter.may_begin(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_token_with_an_escape_character_or_a_foreign_letter_passes_the_filter() {
        for token in ["50%20off and more", "жёлтый", "a\\b c", "a+b c", "&amp;"] {
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
