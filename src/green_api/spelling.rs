//! The layers of escapes in which a text may be spelled: a web page in JSON in an address and so on.
//!
//! A secret is compared with every layer of a text, and with the text itself. So the number and the order of the encoders
//! that an echo has passed do not matter, and what only seems to be an escape before a plain secret hides no part of it.

use std::iter::successors;

use super::is_invisible;

/// A character as it is read in a layer, and the bytes of the text that spell it.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub character: char,
    pub start: usize,
    pub end: usize,
}

/// Maximum number of layers below the text itself.
const LAYERS: usize = 8;

/// Maximum number of backslashes read before an escape, because JSON within JSON doubles them. Without a limit, each
/// position in a longer run would be read to its end.
const MAX_SLASHES: usize = 16;

/// Returns the characters of a part of a text that begins at `start`.
pub(super) fn units(part: &str, start: usize) -> impl Iterator<Item = Unit> + Clone {
    part.char_indices().map(move |(at, character)| {
        let start = start + at;
        Unit { character, start, end: start + character.len_utf8() }
    })
}

/// Whether a text is the same in every layer and has no tags.
pub(super) fn is_plain(part: &str) -> bool {
    memchr::memchr3(b'%', b'\\', b'&', part.as_bytes()).is_none() && memchr::memchr(b'<', part.as_bytes()).is_none()
}

/// Returns the text and each layer below it.
pub(super) fn layers(text: Vec<Unit>) -> impl Iterator<Item = Vec<Unit>> {
    successors(Some(text), |layer| next_layer(layer)).take(LAYERS + 1)
}

/// Returns the layer in which each escape of this one is its character; `None` if it has no escape.
fn next_layer(layer: &[Unit]) -> Option<Vec<Unit>> {
    let mut next = Vec::with_capacity(layer.len());
    let (mut at, mut is_changed) = (0, false);
    while let Some(first) = layer.get(at) {
        match escaped(&layer[at..]) {
            Some((character, length)) => {
                next.push(Unit { character, start: first.start, end: layer[at + length - 1].end });
                at += length;
                is_changed = true;
            }
            None => {
                next.push(*first);
                at += 1;
            }
        }
    }
    is_changed.then_some(next)
}

/// Returns the layer without tags of HTML; `None` if it has none.
pub(super) fn without_tags(layer: &[Unit]) -> Option<Vec<Unit>> {
    const LONGEST: usize = 256;
    let tag = |at: usize| {
        let tag = &layer[at..layer.len().min(at + LONGEST)];
        let named = |unit: &Unit| unit.character.is_ascii_alphabetic() || ['/', '!', '?'].contains(&unit.character);
        tag.get(1).filter(|unit| named(unit))?;
        let end = tag.iter().skip(1).position(|unit| ['<', '>'].contains(&unit.character))? + 1;
        (tag[end].character == '>').then_some(end + 1)
    };
    let mut without: Option<Vec<Unit>> = None;
    let mut at = 0;
    while let Some(unit) = layer.get(at) {
        if unit.character == '<'
            && let Some(length) = tag(at)
        {
            without.get_or_insert_with(|| layer[..at].to_vec());
            at += length;
            continue;
        }
        if let Some(without) = &mut without {
            without.push(*unit);
        }
        at += 1;
    }
    without
}

/// Reads the escape at the start: its character and the number of characters that spell it.
fn escaped(layer: &[Unit]) -> Option<(char, usize)> {
    match layer.first()?.character {
        '%' => percent(layer),
        '\\' => backslash(layer),
        '&' => entity(layer),
        _ => None,
    }
}

/// Reads `%XX` for each byte of a character, or `%uXXXX`, which `escape` of JavaScript writes.
fn percent(layer: &[Unit]) -> Option<(char, usize)> {
    if matches!(layer.get(1)?.character, 'u' | 'U') {
        return Some((char::from_u32(hex(layer.get(2..6)?)?)?, 6));
    }
    let byte = |escape: &[Unit]| {
        let digits = escape.get(1..3).filter(|_| escape[0].character == '%')?;
        u8::try_from(hex(digits)?).ok()
    };
    let mut bytes = [0; 4];
    let count = layer.chunks(3).map_while(byte).zip(&mut bytes).map(|(byte, place)| *place = byte).count();
    let character = bytes[..count].utf8_chunks().next()?.valid().chars().next()?;
    Some((character, 3 * character.len_utf8()))
}

/// Reads backslashes and what they escape in JSON and in source text.
fn backslash(layer: &[Unit]) -> Option<(char, usize)> {
    let slashes = layer.iter().take(MAX_SLASHES).take_while(|unit| unit.character == '\\').count();
    let escape = &layer[slashes..];
    let (character, length) = match escape.first().map(|unit| unit.character) {
        Some('u') => unicode(escape)?,
        Some('x') => (char::from_u32(hex(escape.get(1..3)?)?)?, 3),
        Some('n' | 'r' | 't' | 'b' | 'f') => (' ', 1),
        Some(itself @ ('"' | '\'' | '/')) => (itself, 1),
        _ if slashes > 1 => return Some(('\\', 2)),
        _ => return None,
    };
    Some((character, slashes + length))
}

/// Reads `uXXXX` for each UTF-16 unit of a character, with backslashes between two of them, or `u{X}`.
fn unicode(escape: &[Unit]) -> Option<(char, usize)> {
    if escape.get(1)?.character == '{' {
        let end = escape.iter().take(10).position(|unit| unit.character == '}')?;
        return Some((char::from_u32(hex(&escape[2..end])?)?, end + 1));
    }
    let unit = |escape: &[Unit]| u16::try_from(hex(escape.get(1..5)?)?).ok();
    let first = unit(escape)?;
    let slashes = escape[5..].iter().take(MAX_SLASHES).take_while(|unit| unit.character == '\\').count();
    let follows = |second: &&[Unit]| slashes > 0 && second.first().is_some_and(|unit| unit.character == 'u');
    let second = Some(&escape[5 + slashes..]).filter(follows).and_then(unit);
    let character = char::decode_utf16([first].into_iter().chain(second)).next()?.ok()?;
    Some((character, if character.len_utf16() == 2 { 5 + slashes + 5 } else { 5 }))
}

/// Reads an entity of HTML. No letter or digit has a name, so an unknown name is that of another character.
fn entity(layer: &[Unit]) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 6] =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' ')];
    const LONGEST: usize = 32;
    let text = layer[1..layer.len().min(LONGEST)].iter().map(|unit| unit.character);
    let ended = |length: usize| length + usize::from(layer.get(length).is_some_and(|unit| unit.character == ';'));
    if layer.get(1)?.character == '#' {
        let is_hex = matches!(layer.get(2)?.character, 'x' | 'X');
        let (start, radix) = if is_hex { (3, 16) } else { (2, 10) };
        let digits: String = text.skip(start - 1).take_while(|character| character.is_digit(radix)).collect();
        let character = char::from_u32(u32::from_str_radix(&digits, radix).ok()?)?;
        return Some((character, ended(start + digits.len())));
    }
    let name: String = text.take_while(char::is_ascii_alphanumeric).collect();
    let length = ended(1 + name.len());
    (!name.is_empty() && length > 1 + name.len()).then_some(())?;
    let known = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
    Some((known.map_or(char::REPLACEMENT_CHARACTER, |(_, character)| *character), length))
}

fn hex(digits: &[Unit]) -> Option<u32> {
    let fits = (1..=6).contains(&digits.len());
    let add = |value: u32, unit: &Unit| Some(value << 4 | unit.character.to_digit(16)?);
    fits.then_some(()).and_then(|()| digits.iter().try_fold(0, add))
}

/// Returns the form of a character in which a password is compared: regardless of case, and with each space alike, which
/// a form writes as `+`. `None` for an invisible one.
pub(super) fn folded(character: char) -> Option<char> {
    match character {
        '+' => Some(' '),
        _ if is_invisible(character) => None,
        _ if character.is_whitespace() => Some(' '),
        _ => character.to_lowercase().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn innermost(text: &str) -> String {
        layers(units(text, 0).collect()).last().unwrap().iter().map(|unit| unit.character).collect()
    }

    #[test]
    fn every_kind_of_escape_is_read_through_several_layers() {
        for (text, plain) in [
            ("a%64%D0%B6%u0451", "adжё"),
            ("%2564 %252564", "d d"),
            (r"\u0064\u{64}\x64\\u0064\\\\u0064\ud83d\uDE00", "ddddd😀"),
            (r#"C:\\d\/\"\n"#, "C:\\d/\" "),
            ("&#100;&#x64;&#X0000064;&#100 &AMP;&amp;amp;#x64;", "dddd &d"),
            ("&nbsp;&zwnj;", " \u{fffd}"),
            (r"%5Cu0026amp%3Bamp;%2523100;", "d"),
        ] {
            assert_eq!(innermost(text), plain, "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "",
            "%",
            "%6",
            "%zz",
            "%d7 x",
            r"\",
            r"\u00",
            r"\ud83d",
            r"\u{}",
            r"\x6",
            "&",
            "&;",
            "&#;",
            "a & b;",
            "&#xFFFFFFFFFF;",
        ] {
            assert_eq!(innermost(text), text);
        }
    }

    #[test]
    fn a_character_has_the_bytes_that_spell_it() {
        let last = layers(units("ж&amp;#x64;!", 10).collect()).last().unwrap();
        let places: Vec<_> = last.iter().map(|unit| (unit.character, unit.start..unit.end)).collect();
        assert_eq!(places, [('ж', 10..12), ('d', 12..22), ('!', 22..23)]);
    }
}
