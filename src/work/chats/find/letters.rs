//! The letters of each row as bits of one machine word, which rules out most rows without reading them.

use std::cmp::Reverse;

/// The letters of each row. The most frequent ones have a bit each; the others share one.
pub(super) struct Letters {
    /// The bit of each character, counted from 1; 0 for those that share one.
    bits: Vec<u8>,
    of_rows: Vec<u64>,
}

/// The letters that a row must have to contain a needle.
#[derive(Clone, Copy)]
pub(super) struct Needed {
    letters: u64,
    /// Whether a row with these letters is certain to contain the needle.
    pub is_all: bool,
}

/// The shared bit of all letters without a bit of their own.
const OTHER: u64 = 1 << 63;

/// Length of the tables. Their untouched parts cost nothing: the system allocates pages on first use.
const CHARACTERS: usize = char::MAX as usize + 1;

impl Letters {
    pub fn new<'a>(rows: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut counts = vec![0_u32; CHARACTERS];
        let mut seen = Vec::new();
        for character in rows.clone().flat_map(str::chars) {
            if let Some(count) = counts.get_mut(character as usize) {
                if *count == 0 {
                    seen.push(character as usize);
                }
                *count += 1;
            }
        }
        seen.sort_by_key(|character| Reverse(counts.get(*character)));
        let mut bits = vec![0; CHARACTERS];
        for (character, number) in seen.into_iter().zip(1..64) {
            if let Some(bit) = bits.get_mut(character) {
                *bit = number;
            }
        }
        let mut letters = Self { bits, of_rows: Vec::new() };
        letters.of_rows = rows.map(|row| letters.of(row)).collect();
        letters
    }

    pub fn needed(&self, needle: &str) -> Needed {
        let letters = self.of(needle);
        Needed { letters, is_all: needle.chars().count() == 1 && letters != OTHER }
    }

    /// Whether the row may contain the needle with these letters.
    pub fn may_hold(&self, row: u32, needed: Needed) -> bool {
        self.of_rows.get(row as usize).is_some_and(|letters| letters & needed.letters == needed.letters)
    }

    fn of(&self, text: &str) -> u64 {
        let bit = |character: char| match self.bits.get(character as usize) {
            Some(number @ 1..) => 1 << (number - 1),
            _ => OTHER,
        };
        text.chars().fold(0, |letters, character| letters | bit(character))
    }
}
