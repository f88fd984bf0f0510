//! The chats and contacts of an instance, with which a list is compared.

use std::collections::{HashMap, HashSet};

use super::{EntryKind, ImportedList, cell, own_digits, second_number};
use crate::green_api::{ChatId, Doubt, Messenger, is_invisible, plain_digit};

/// Digits at the end of a number that show whose it is: as many as a number without its country code has at least.
const ENDING: u32 = 9;

/// The chats and contacts that the server has listed.
#[derive(Default)]
pub struct KnownChats<'a> {
    ids: HashSet<&'a str>,
    /// MAX and Telegram name a chat by another id than its number.
    numbers: HashSet<&'a str>,
    endings: HashSet<u64>,
}

impl<'a> KnownChats<'a> {
    /// Creates them from the ids, each with its number, if that is known.
    pub fn new(chats: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let mut known = Self::default();
        for (id, number) in chats {
            known.ids.insert(id);
            known.numbers.extend(number);
            known.endings.extend([Some(id), number].into_iter().flatten().filter_map(|one| endings(one).last()));
        }
        known
    }

    /// Whether a chatId is among them.
    pub fn contains(&self, chat: &str) -> bool {
        self.ids.contains(chat) || chat.strip_suffix("@c.us").is_some_and(|number| self.numbers.contains(number))
    }

    /// Whether a text has the number of another chat than this one, with or without the country code.
    pub(super) fn has_other_in(&self, text: &str, chat: &ChatId) -> bool {
        let own = endings(chat.as_str()).last();
        endings(text).any(|ending| Some(ending) != own && self.endings.contains(&ending))
    }

    /// Returns the chat whose number has the last digits of a text, whatever words and signs are beside it, as in
    /// `кв. 1 Анна 8 912 345-67-89 ✅`. Before the number may be the digits of a flat or a date, but no other number.
    pub(super) fn at_end_of(&self, text: &str, messenger: Messenger) -> Option<ChatId> {
        let seen = second_number::without_dates_and_links(text);
        let end = seen.rfind(|character: char| character.is_ascii_digit())? + 1;
        let is_part = |character: &char| second_number::is_part(*character);
        let begin = end - seen[..end].chars().rev().take_while(is_part).map(char::len_utf8).sum::<usize>();
        let (before, run) = (&seen[..begin], &seen[begin..end]);
        let is_address = seen[end..].starts_with(|next: char| next.is_alphabetic() || next == '@');
        let is_word = before.ends_with(char::is_alphabetic) && run.starts_with(|first: char| first.is_ascii_digit());
        if is_address || is_word || second_number::is_label_of_company(before) {
            return None;
        }
        let groups: Vec<&str> = cell::groups(run).collect();
        // Behind a plus, the first group is a part of the number.
        let first = if before.ends_with('+') || run.trim_start().starts_with("00") { 1 } else { groups.len() };
        (0..first).rev().take(cell::COMPLETE_DIGITS).find_map(|first| {
            let digits = groups[first..].concat();
            let others = cell::digits_in(before) + cell::digits_in(&groups[..first].concat());
            let number = match digits.len() {
                10 => format!("7{digits}"),
                11 if digits.starts_with('8') => format!("7{}", &digits[1..]),
                _ => digits,
            };
            let is_alone = others == 0 || others < cell::LEAST_TOWN_DIGITS && !cell::announces_extension(before);
            let chat = ChatId::parse(&number, messenger).ok().filter(|_| is_alone)?;
            (number.len() >= own_digits::NATIONAL_DIGITS && self.contains(chat.as_str())).then_some(chat)
        })
    }
}

impl ImportedList {
    /// Compares the list with the known chats: one of them is not doubted, and a number whose other spelling is among
    /// them names that chat. One that is not among them is doubted: it may be any other number of its row or column, such
    /// as that of an order, a contract or a flat.
    pub fn compare(&mut self, known: &KnownChats<'_>) {
        let is_known = |chat: &str| known.contains(chat);
        let mut first_lines = HashMap::new();
        for entry in &mut self.entries {
            let (EntryKind::Chat(chat) | EntryKind::Doubtful(chat, _)) = &entry.found else { continue };
            let has_others = matches!(&entry.found, EntryKind::Doubtful(_, Doubt::OtherDigits));
            // Those of a second number or an extension, which would be lost.
            let has_more =
                || chat.phone_digits().is_some_and(|own| own.len() < cell::digits_in(&cell::visible(&entry.given)));
            let (chat, doubt) = match cell::doubt(chat, &entry.given, has_others, is_known) {
                Some(Doubt::OtherSpelling(known)) => (known, None),
                None if !is_known(chat.as_str()) => (chat.clone(), Some(Doubt::NotAmongChats)),
                None if has_others && has_more() => (chat.clone(), Some(Doubt::OtherDigits)),
                doubt => (chat.clone(), doubt),
            };
            entry.found = EntryKind::first(chat, doubt, entry.lines.first, &mut first_lines);
        }
    }
}

/// Whether a text ends with the digits of this chat and has one number only.
pub(super) fn is_same(text: &str, chat: &ChatId) -> bool {
    let own = endings(chat.as_str()).last();
    own.is_some() && endings(text).last() == own && cell::digits_in(text) <= *second_number::NUMBER_DIGITS.end()
}

/// Returns the last [`ENDING`] digits of a text at the end of each group of digits, whatever is between them.
fn endings(text: &str) -> impl Iterator<Item = u64> {
    let characters = text.chars().filter(|character| !is_invisible(*character)).map(plain_digit);
    let (mut value, mut digits, mut is_within) = (0, 0, false);
    characters.chain([' ']).filter_map(move |character| match character.to_digit(10) {
        Some(digit) => {
            value = (value * 10 + u64::from(digit)) % 10_u64.pow(ENDING);
            (digits, is_within) = (digits + 1, true);
            None
        }
        None => (std::mem::take(&mut is_within) && digits >= ENDING).then_some(value),
    })
}
