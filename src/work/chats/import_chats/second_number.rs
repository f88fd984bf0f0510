//! Finds a second number of a row in the text of another cell.
//!
//! Other digits there, such as those of a date, a flat or a contract, do not hide it: a number that is not found would be
//! lost.

use std::ops::RangeInclusive;

use super::find::is_of_company;
use super::{cell, own_digits};
use crate::green_api::{is_invisible, number_in_link, plain_digit};

/// Digits of a number with its area code, and those of an entry beside it. Those of cards and accounts have more.
pub(super) const NUMBER_DIGITS: RangeInclusive<usize> = 9..=15;

/// Returns the visible text of a cell without dates, times and links. A link to a chat stays.
pub(super) fn without_dates_and_links(cell: &str) -> String {
    let seen: String = cell.chars().filter(|character| !is_invisible(*character)).map(plain_digit).collect();
    let is_time = |word: &str| {
        let mut parts = word.split(':');
        parts.clone().nth(1).is_some() && parts.all(|part| matches!(part.len(), 1 | 2) && cell::is_digits(part))
    };
    let is_link = |word: &str| word.contains("://") && number_in_link(word).is_none();
    let stays = |word: &&str| {
        let bare = word.trim_matches([',', ';', '(', ')', '.']);
        !cell::is_date(bare) && !bare.split(['-', '–', '—']).all(cell::is_date) && !is_time(bare) && !is_link(word)
    };
    seen.split_whitespace().filter(stays).collect::<Vec<_>>().join(" ")
}

/// Whether a text has digits that may be a number with its area code, parted only by what people put between them.
pub(super) fn is_in(text: &str) -> bool {
    runs(text).any(|(label, run)| {
        let groups: Vec<&str> = cell::groups(run).collect();
        if is_label_of_company(label) {
            // The first group is the number of the contract.
            return are_number(&groups[1..]);
        }
        let is_number = |part: &str| NUMBER_DIGITS.contains(&cell::digits_in(part));
        let is_after_plus = label.ends_with('+') && cell::digits_in(run) >= *NUMBER_DIGITS.start();
        is_after_plus || is_number(run) || run.split('/').any(is_number) || are_number(&groups)
    })
}

/// Whether the text before some digits calls them the number of a contract or a company. In "договор у мужа 8 912 …", the
/// number is the husband's.
pub(super) fn is_label_of_company(label: &str) -> bool {
    let label = label.trim_end_matches(|character: char| !character.is_alphabetic());
    is_of_company(label.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default())
}

/// Whether a text has the digits of a number in groups, or behind the 00 that is dialled before a country's code. The
/// number of an order is written without a gap.
pub(super) fn is_grouped(text: &str) -> bool {
    runs(text).any(|(_, run)| {
        let is_apart = cell::groups(run).nth(1).is_some() || run.starts_with("00");
        is_apart && NUMBER_DIGITS.contains(&cell::digits_in(run))
    })
}

/// Returns each run of digits and what is between them, with the text before it.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let begin = rest.find(|character: char| character.is_ascii_digit())?;
        let end = rest[begin..].find(|character| !is_part(character)).map_or(rest.len(), |length| begin + length);
        let (label, run) = (&rest[..begin], &rest[begin..end]);
        rest = &rest[end..];
        Some((label, run))
    })
}

/// Whether some groups of digits in a row are a number of Russia or Kazakhstan, with the 8 or 7 or without, or are as long
/// as those of a number with its area code: `495 222-33-44`, `201-555-0134`.
fn are_number(groups: &[&str]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_of_russia = |first: usize| {
        let mut digits = String::new();
        groups[first..].iter().take(cell::COMPLETE_DIGITS).enumerate().any(|(more, group)| {
            digits.push_str(group);
            cell::is_of_russia(&digits) || more > 0 && own_digits::is_national_with_nine(&digits)
        })
    };
    lengths.windows(4).any(|part| part == [3, 3, 2, 2])
        || lengths.windows(3).any(|part| part == [3, 3, 4])
        || (0..groups.len()).any(is_of_russia)
}

/// Whether a character is a digit, or one that people put between those of a number: also the dashes of a word processor,
/// and the letter O for a zero.
pub(super) fn is_part(character: char) -> bool {
    character.is_ascii_digit() || character.is_whitespace() || "-‐‑‒–—−()./OoОо".contains(character)
}
