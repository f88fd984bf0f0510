//! A set of secrets, and the places of a text where one of them is spelled.

use std::ops::Range;

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine};
use secrecy::zeroize::Zeroizing;

use super::spelling::{Unit, folded, is_plain, layers, units, without_tags};

/// The secrets to be masked.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    texts: Vec<Zeroizing<String>>,
    tokens: Tokens,
    /// Passwords, and tokens too short to be found among other characters: folded.
    words: Vec<Zeroizing<String>>,
}

/// Number of bytes of a text that are read at once, and of those that are read again with the next ones, in which a
/// secret fits however it is spelled. So the memory does not grow with the text.
const PART: usize = 64 << 10;
const OVERLAP: usize = 16 << 10;

impl Secrets {
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn contains(&self, secret: &str) -> bool {
        self.texts.iter().any(|known| known.as_str() == secret)
    }

    pub fn add(&mut self, secret: &str) {
        self.texts.push(Zeroizing::new(secret.to_owned()));
        if self.tokens.add(secret) {
            return;
        }
        // A password may itself look like an escape, and is then also read as one.
        for layer in layers(units(secret, 0).collect()) {
            let word: String = layer.iter().filter_map(|unit| folded(unit.character)).collect();
            let word = Zeroizing::new(word);
            if !word.is_empty() && !self.words.contains(&word) {
                self.words.push(word);
            }
        }
    }

    /// Returns the places that spell a secret, in order and without overlap.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        loop {
            let end = text.floor_char_boundary(start + PART);
            self.find_in_part(text, start..end, &mut found);
            if end == text.len() {
                break;
            }
            start = text.floor_char_boundary(end - OVERLAP);
        }
        found.sort_unstable_by_key(|place| place.start);
        found.dedup_by(|next, place| {
            let is_same = next.start < place.end;
            if is_same {
                place.end = place.end.max(next.end);
            }
            is_same
        });
        found
    }

    fn find_in_part(&self, text: &str, part: Range<usize>, found: &mut Vec<Range<usize>>) {
        let (start, part) = (part.start, &text[part]);
        if is_plain(part) {
            return self.find(text, units(part, start), found);
        }
        for layer in layers(units(part, start).collect()) {
            self.find(text, layer.iter().copied(), found);
            if let Some(layer) = without_tags(&layer) {
                self.find(text, layer.into_iter(), found);
            }
        }
    }

    fn find(&self, text: &str, layer: impl Iterator<Item = Unit> + Clone, found: &mut Vec<Range<usize>>) {
        self.tokens.find(text, layer.clone(), found);
        for word in &self.words {
            find_word(word, layer.clone(), found);
        }
    }
}

/// Finds a folded text, regardless of invisible characters.
fn find_word(word: &str, mut layer: impl Iterator<Item = Unit> + Clone, found: &mut Vec<Range<usize>>) {
    let first = word.chars().next();
    while let Some(unit) = layer.next() {
        if folded(unit.character) != first {
            continue;
        }
        let (mut rest, mut end) = (layer.clone(), unit.end);
        let mut visible = rest.by_ref().filter_map(|unit| Some((folded(unit.character)?, unit.end)));
        let is_next = |expected| {
            visible.next().is_some_and(|(found, to)| {
                end = to;
                found == expected
            })
        };
        if word.chars().skip(1).all(is_next) {
            found.push(unit.start..end);
            layer = rest;
        }
    }
}

/// Long tokens, as their letters and digits, which are found whatever is between them: spaces, line breaks, tags,
/// hyphens, quotation marks. Only asterisks, of which the mask consists, separate texts.
#[derive(Clone, Default)]
struct Tokens {
    /// Sorted by their fronts.
    patterns: Vec<Pattern>,
    /// The fronts as bits of their hashes, so that most places are passed at once, whatever the number of tokens.
    fronts: Vec<u64>,
}

/// The letters and digits of a token, of its Base64, or of its bytes as numbers.
#[derive(Clone)]
struct Pattern {
    front: Zeroizing<u64>,
    rest: Zeroizing<Vec<u8>>,
    /// The number of characters around it that may spell the token's ends.
    margin: usize,
}

/// Number of characters in a front, one in each byte of a `u64`.
const FRONT: usize = 8;

/// Minimum number of letters and digits of a token that is found with other characters between them.
const SHORTEST: usize = 16;

/// Maximum number of other characters within a token.
const MAX_BETWEEN: usize = 2048;

impl Tokens {
    /// Adds a token. Returns whether it is long enough.
    fn add(&mut self, token: &str) -> bool {
        if !self.add_pattern(token.as_bytes(), 0) {
            return false;
        }
        // Base64 encodes three bytes at a time, so a token has three encodings, by the number of bytes before it.
        for skipped in 0..3 {
            let whole = &token.as_bytes()[skipped..];
            let whole = &whole[..whole.len() / 3 * 3];
            let encoded = Zeroizing::new(BASE64_STANDARD_NO_PAD.encode(whole));
            self.add_pattern(encoded.as_bytes(), 4);
        }
        // As dumps of memory have it, and as JSON has bytes.
        for number in [|byte: u8| format!("{byte:02x}"), |byte| format!("{byte}")] {
            let mut numbers = Zeroizing::new(Vec::with_capacity(3 * token.len()));
            token.bytes().for_each(|byte| numbers.extend(number(byte).into_bytes()));
            self.add_pattern(&numbers, 0);
        }
        true
    }

    fn add_pattern(&mut self, text: &[u8], margin: usize) -> bool {
        let mut letters = Zeroizing::new(Vec::with_capacity(text.len()));
        letters.extend(text.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase));
        if letters.len() < SHORTEST {
            return false;
        }
        let (front, rest) = letters.split_at(FRONT);
        let front = Zeroizing::new(front.iter().fold(0, |front, letter| pushed(front, *letter)));
        let (place, bit) = hashed(*front);
        self.fronts.resize(1 << (16 - 6), 0);
        self.fronts[place] |= bit;
        let at = self.patterns.partition_point(|pattern| *pattern.front < *front);
        self.patterns.insert(at, Pattern { front, rest: Zeroizing::new(rest.to_vec()), margin });
        true
    }

    fn find(&self, text: &str, mut layer: impl Iterator<Item = Unit> + Clone, found: &mut Vec<Range<usize>>) {
        if self.patterns.is_empty() {
            return;
        }
        let (mut front, mut count, mut starts) = (0, 0_usize, [0; FRONT]);
        while let Some(unit) = layer.next() {
            let Some(letter) = letter(unit.character) else {
                if separates(unit.character) {
                    count = 0;
                }
                continue;
            };
            front = pushed(front, letter);
            starts[count % FRONT] = unit.start;
            count += 1;
            if count < FRONT || !self.may_begin(front) {
                continue;
            }
            let same = self.patterns.partition_point(|pattern| *pattern.front < front);
            let patterns = self.patterns[same..].iter().take_while(|pattern| *pattern.front == front);
            let matched = patterns.filter_map(|pattern| {
                let mut rest = layer.clone();
                let end = pattern.end(&mut rest)?;
                Some((end, pattern.margin, rest))
            });
            if let Some((end, margin, rest)) = matched.max_by_key(|(end, ..)| *end) {
                found.push(widened(text, starts[count % FRONT]..end, margin));
                (layer, count) = (rest, 0);
            }
        }
    }

    /// Whether a token may have this front. `false` is certain.
    fn may_begin(&self, front: u64) -> bool {
        let (place, bit) = hashed(front);
        self.fronts[place] & bit != 0
    }
}

impl Pattern {
    /// Returns the end of the pattern in the text if its rest follows.
    fn end(&self, layer: &mut impl Iterator<Item = Unit>) -> Option<usize> {
        let (mut between, mut end) = (0, 0);
        for expected in self.rest.iter() {
            loop {
                let unit = layer.next()?;
                match letter(unit.character) {
                    Some(letter) if letter == *expected => {
                        end = unit.end;
                        break;
                    }
                    None if between < MAX_BETWEEN && !separates(unit.character) => between += 1,
                    _ => return None,
                }
            }
        }
        Some(end)
    }
}

fn letter(character: char) -> Option<u8> {
    u8::try_from(character).ok().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

fn separates(character: char) -> bool {
    character == '*'
}

fn pushed(front: u64, letter: u8) -> u64 {
    front << 8 | u64::from(letter)
}

/// Returns the place and the bit of a front in the filter.
fn hashed(front: u64) -> (usize, u64) {
    let hash = front.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// Returns a place with the characters of Base64 around it, at most this many on each side.
fn widened(text: &str, place: Range<usize>, margin: usize) -> Range<usize> {
    let is_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(byte);
    let bytes = text.as_bytes();
    let before = bytes[..place.start].iter().rev().take(margin).take_while(is_base64).count();
    let after = bytes[place.end..].iter().take(margin).take_while(is_base64).count();
    place.start - before..place.end + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundreds_of_tokens_are_compared_at_few_places() {
        let mut secrets = Secrets::default();
        (0..200_u64).for_each(|number| {
            let half = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            secrets.add(&format!("{half:016x}{:016x}", half.rotate_left(32)));
        });
        let text = "{\"id\":\"79991234567@c.us\",\"name\":\"Иван de fabc\",\"archive\":false},".repeat(100);
        let (mut front, mut places) = (0, 0);
        for letter in text.chars().filter_map(letter) {
            front = pushed(front, letter);
            places += usize::from(secrets.tokens.may_begin(front));
        }
        assert!(places < text.len() / 20, "{places} of {}", text.len());
        assert_eq!(secrets.places(&text), []);
    }

    #[test]
    fn a_secret_at_the_end_of_a_part_is_found_once() {
        let token = "d75b3a66374942c5b3c019c698abc206";
        let mut secrets = Secrets::default();
        secrets.add(token);
        secrets.add("пароль");
        for secret in
            [token.to_owned(), token.bytes().map(|byte| format!("%25{byte:02x}")).collect(), "Пароль".to_owned()]
        {
            for start in PART - secret.len()..=PART {
                let text = format!("{}{secret}{}", ".".repeat(start), "ж".repeat(PART));
                let place = start..start + secret.len();
                assert_eq!(secrets.places(&text), std::slice::from_ref(&place), "{start}");
            }
        }
    }
}
