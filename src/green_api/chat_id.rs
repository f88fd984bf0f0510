//! The chatId, which identifies a chat. Parses what people type or paste.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use super::{Messenger, is_invisible, number_in_link, plain_digit};

/// A chatId in the form in which it is sent (green-api.com/en/docs/api/chat-id, green-api.com/v3/docs/api/chat-id).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ChatId {
    text: String,
    kind: ChatKind,
}

/// The kind of chat that a chatId names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChatKind {
    Person,
    /// A group, or for MAX and Telegram also a channel.
    Group,
    /// A person whose number WhatsApp hides.
    Lid,
}

/// Reason why a text is not a chatId.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChatIdError {
    #[error("nothing was given")]
    Empty,
    /// A phone number has at least 7 digits, other ids at least one.
    #[error("{digits} digits are too few")]
    TooShort { digits: usize },
    /// A phone number has at most 15 digits, other ids at most 20.
    #[error("{digits} digits are too many")]
    TooLong { digits: usize },
    /// `position` counts characters from 1 in the original text, without invisible ones.
    #[error("{character:?} at position {position}")]
    UnexpectedCharacter { character: char, position: usize },
    /// An international number begins with a country code, never with 0.
    #[error("a number begins with its country code, not with 0")]
    LeadingZero,
    /// MAX finds people only by numbers of Russia (7) and Belarus (375).
    #[error("MAX takes numbers of Russia and Belarus only")]
    CountryNotServed,
    /// A group id has the form `123456789012345678@g.us` or `79001234567-1479621234@g.us`.
    #[error("not the form of a group's id")]
    GroupForm,
    /// `suffix`: the text after the `@`.
    #[error("@{suffix} is not known")]
    UnknownSuffix { suffix: String },
    /// WhatsApp's statuses and channels are not chats.
    #[error("@{suffix} is no chat")]
    Unsupported { suffix: String },
}

impl ChatId {
    /// Parses a chatId or a phone number for this messenger and returns the id to send.
    ///
    /// Ignores spaces, brackets, hyphens, slashes, a `+` and invisible characters, and accepts look-alike letters in
    /// the suffix. Only the server knows whether such a chat exists. Parsing a returned id returns it unchanged.
    ///
    /// # Errors
    /// Returns the first part of the text that is not valid in a chatId of this messenger.
    pub fn parse(text: &str, messenger: Messenger) -> Result<Self, ChatIdError> {
        let visible: String = text.chars().filter(|character| !is_invisible(*character)).collect();
        let (before, number) = number_in_link(&visible).unwrap_or((0, Cow::Borrowed(&visible)));
        let typed = typed(&number, before);
        let typed = trimmed(&typed);
        if typed.is_empty() {
            return Err(ChatIdError::Empty);
        }
        let at = typed.iter().position(|typed| typed.character == '@');
        match (at, messenger) {
            (Some(at), _) => with_suffix(&typed[..at], &typed[at + 1..], messenger),
            (None, Messenger::WhatsApp) => whatsapp_bare(typed),
            (None, Messenger::Max | Messenger::Telegram) => decimal(typed, messenger),
        }
    }

    /// Parses an id exactly as the server writes it; `None` if it would be sent with other characters. Fast enough for
    /// a hundred thousand ids.
    pub fn exact(text: &str, messenger: Messenger) -> Option<Self> {
        let is_number = |digits: &str, lengths: RangeInclusive<usize>| {
            lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let kind = match (text.split_once('@'), messenger) {
            (Some((number, "c.us")), _) => {
                let fits = is_number(number, 7..=15) && !number.starts_with('0');
                (fits && (messenger != Messenger::Max || max_serves(number))).then_some(ChatKind::Person)
            }
            (Some((id, "g.us")), Messenger::WhatsApp) => {
                let fits = match id.split_once('-') {
                    Some((creator, time)) => is_number(creator, 1..=usize::MAX) && is_number(time, 1..=usize::MAX),
                    None => is_number(id, 15..=20),
                };
                fits.then_some(ChatKind::Group)
            }
            (Some((id, "lid")), Messenger::WhatsApp) => is_number(id, 1..=20).then_some(ChatKind::Lid),
            (Some(_), _) | (None, Messenger::WhatsApp) => None,
            (None, Messenger::Max | Messenger::Telegram) => match text.strip_prefix('-') {
                Some(id) => is_number(id, 1..=20).then_some(ChatKind::Group),
                None => is_number(text, 1..=20).then_some(ChatKind::Person),
            },
        };
        kind.map(|kind| Self { text: text.to_owned(), kind })
    }

    /// Returns the id as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether it is a person, a group or a lid.
    pub fn kind(&self) -> ChatKind {
        self.kind
    }

    /// Returns the international phone number it contains, digits only.
    pub fn phone_digits(&self) -> Option<&str> {
        self.text.strip_suffix("@c.us")
    }

    pub(super) fn person(digits: &str) -> Self {
        Self { text: format!("{digits}@c.us"), kind: ChatKind::Person }
    }
}

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A character of the input with its position; look-alikes of digits and signs are already replaced.
#[derive(Clone, Copy)]
struct Typed {
    character: char,
    given: char,
    position: usize,
}

impl Typed {
    fn unexpected(self) -> ChatIdError {
        ChatIdError::UnexpectedCharacter { character: self.given, position: self.position }
    }
}

/// Returns the characters of a text that `before` others precede.
fn typed(text: &str, before: usize) -> Vec<Typed> {
    let plain = |given: char| match given {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '\u{ff20}' => '@',
        '\u{ff0b}' => '+',
        other => plain_digit(other),
    };
    let numbered = (before + 1..).zip(text.chars());
    numbered.map(|(position, given)| Typed { character: plain(given), given, position }).collect()
}

fn trimmed(mut typed: &[Typed]) -> &[Typed] {
    while let [first, rest @ ..] = typed
        && first.character.is_whitespace()
    {
        typed = rest;
    }
    while let [rest @ .., last] = typed
        && last.character.is_whitespace()
    {
        typed = rest;
    }
    typed
}

/// Returns the suffix in Latin letters: the documentation itself prints `@с.us` with a Cyrillic с.
fn suffix_of(typed: &[Typed]) -> String {
    let latin = |c: char| match c {
        'с' | 'С' | 'ϲ' | 'ｃ' => 'c',
        'ѕ' | 'Ѕ' | 'ｓ' => 's',
        'ս' | 'ｕ' => 'u',
        'ɡ' | 'ԍ' | 'ｇ' => 'g',
        'ӏ' | 'ｌ' => 'l',
        'і' | 'І' | 'ｉ' => 'i',
        'ԁ' | 'ｄ' => 'd',
        '．' | '․' | '。' => '.',
        other => other.to_ascii_lowercase(),
    };
    trimmed(typed).iter().map(|typed| latin(typed.character)).collect()
}

fn with_suffix(local: &[Typed], suffix: &[Typed], messenger: Messenger) -> Result<ChatId, ChatIdError> {
    let suffix = suffix_of(suffix);
    match (suffix.as_str(), messenger) {
        ("c.us" | "s.whatsapp.net", _) => person(without_device(local), messenger),
        ("g.us", Messenger::WhatsApp) => group(local),
        ("lid", Messenger::WhatsApp) => {
            let digits = digits(trimmed(without_device(local)), 1, 20)?;
            Ok(ChatId { text: format!("{digits}@lid"), kind: ChatKind::Lid })
        }
        ("broadcast" | "newsletter", Messenger::WhatsApp) => Err(ChatIdError::Unsupported { suffix }),
        _ => Err(ChatIdError::UnknownSuffix { suffix }),
    }
}

/// Returns the number in `71234567890:3@c.us`, which names one device of a person (green-api/docs #22).
fn without_device(local: &[Typed]) -> &[Typed] {
    let is_device = |device: &[Typed]| !device.is_empty() && device.iter().all(|d| d.character.is_ascii_digit());
    match local.iter().position(|typed| typed.character == ':') {
        Some(at) if is_device(&local[at + 1..]) => &local[..at],
        _ => local,
    }
}

/// Parses an id of WhatsApp without a suffix: a phone number, except for the two forms of a group id.
fn whatsapp_bare(typed: &[Typed]) -> Result<ChatId, ChatIdError> {
    let all_digits = typed.iter().all(|typed| typed.character.is_ascii_digit());
    let new_group = all_digits && typed.len() == 18 && typed.iter().map(|t| t.character).take(6).eq("120363".chars());
    let mut parts = typed.split(|typed| typed.character == '-');
    let is_number = |part: Option<&[Typed]>| {
        part.is_some_and(|part| part.len() >= 9 && part.iter().all(|typed| typed.character.is_ascii_digit()))
    };
    let old_group = is_number(parts.next()) && is_number(parts.next()) && parts.next().is_none();
    if new_group || old_group { group(typed) } else { phone(typed, Messenger::WhatsApp, Trunk::Dialled) }
}

fn group(typed: &[Typed]) -> Result<ChatId, ChatIdError> {
    let typed = trimmed(typed);
    if let Some(odd) = typed.iter().find(|typed| !typed.character.is_ascii_digit() && typed.character != '-') {
        return Err(odd.unexpected());
    }
    let id: String = typed.iter().map(|typed| typed.character).collect();
    let fits = match id.split_once('-') {
        Some((creator, time)) => !creator.is_empty() && !time.is_empty() && !time.contains('-'),
        None => (15..=20).contains(&id.len()),
    };
    if fits { Ok(ChatId { text: format!("{id}@g.us"), kind: ChatKind::Group }) } else { Err(ChatIdError::GroupForm) }
}

/// Parses what is before `@c.us`. Plain digits there are an id and not a number as it is dialled: the server may list
/// `89123456789@c.us`, and `79123456789@c.us` would be another chat.
fn person(local: &[Typed], messenger: Messenger) -> Result<ChatId, ChatIdError> {
    let is_id = trimmed(local).iter().all(|typed| typed.character.is_ascii_digit());
    phone(local, messenger, if is_id { Trunk::Kept } else { Trunk::Dialled })
}

/// Meaning of an 8 before ten digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trunk {
    /// It is dialled within Russia and Kazakhstan in place of +7.
    Dialled,
    /// It is part of the id.
    Kept,
}

/// Parses an international phone number, including the signs that people put between its digits.
fn phone(typed: &[Typed], messenger: Messenger, trunk: Trunk) -> Result<ChatId, ChatIdError> {
    let typed = trimmed(typed);
    let (plus, rest) = match typed {
        [first, rest @ ..] if first.character == '+' => (true, rest),
        _ => (false, typed),
    };
    let rest = &without_trunk_zero(rest);
    let number: Vec<Typed> = rest.iter().copied().filter(|typed| !is_between(typed.character)).collect();
    // Finds a second plus or a letter, with its position.
    if let Some(odd) = number.iter().find(|typed| !typed.character.is_ascii_digit()) {
        return Err(odd.unexpected());
    }
    let all: String = number.iter().map(|typed| typed.character).collect();
    let international = if plus { &all } else { all.strip_prefix("00").unwrap_or(&all) };
    let is_dialled = trunk == Trunk::Dialled && (has_trunk(international) || has_trunk_apart(rest, international));
    let digits = if is_dialled { format!("7{}", &international[1..]) } else { international.to_owned() };
    match digits.len() {
        count @ ..7 => {
            return Err(ChatIdError::TooShort { digits: count });
        }
        count @ 16.. => {
            return Err(ChatIdError::TooLong { digits: count });
        }
        _ => {}
    }
    if digits.starts_with('0') {
        return Err(ChatIdError::LeadingZero);
    }
    if messenger == Messenger::Max && !max_serves(&digits) {
        return Err(ChatIdError::CountryNotServed);
    }
    Ok(ChatId::person(&digits))
}

/// Removes the `(0)` of `+44 (0)20 7946 0018`, which is dialled within the country only.
fn without_trunk_zero(typed: &[Typed]) -> Vec<Typed> {
    let at = typed.windows(3).position(|three| three.iter().map(|typed| typed.character).eq("(0)".chars()));
    let (before, after) = at.filter(|at| *at > 0).map_or((typed, &[][..]), |at| (&typed[..at], &typed[at + 3..]));
    [before, after].concat()
}

/// Whether a character is one that people put between the digits of a number.
fn is_between(character: char) -> bool {
    character.is_whitespace() || "()-./".contains(character)
}

/// Whether the number begins with 8 9 or 8 7 and has eleven digits, as dialled inside Russia and Kazakhstan. No country
/// has these codes, so a plus before them is a mistake.
fn has_trunk(digits: &str) -> bool {
    digits.len() == 11 && (digits.starts_with("89") || digits.starts_with("87"))
}

/// Whether a number of eleven digits is dialled inside Russia with an 8 written apart: 8 (495)…, 8 351… and 8 800… Its
/// digits may be another country's number, Vietnam's for instance, but then the 8 is not written apart.
fn has_trunk_apart(typed: &[Typed], digits: &str) -> bool {
    let is_apart = matches!(typed, [first, next, ..] if first.character == '8' && is_between(next.character));
    is_apart && digits.len() == 11 && digits[1..].starts_with(['3', '4', '8'])
}

/// Whether the number belongs to Russia or Belarus.
fn max_serves(digits: &str) -> bool {
    (digits.len() == 11 && digits.starts_with('7')) || (digits.len() == 12 && digits.starts_with("375"))
}

/// Parses an id of MAX or Telegram: a decimal number, negative for groups and channels. Text written like a phone
/// number is parsed as one.
fn decimal(typed: &[Typed], messenger: Messenger) -> Result<ChatId, ChatIdError> {
    let like_a_phone = |c: char| "+(/".contains(c) || c.is_whitespace();
    if typed.iter().any(|typed| like_a_phone(typed.character)) {
        return phone(typed, messenger, Trunk::Dialled);
    }
    let (sign, rest, kind) = match typed {
        [first, rest @ ..] if first.character == '-' => ("-", rest, ChatKind::Group),
        _ => ("", typed, ChatKind::Person),
    };
    let digits = digits(rest, 1, 20)?;
    Ok(ChatId { text: format!("{sign}{digits}"), kind })
}

fn digits(typed: &[Typed], least: usize, most: usize) -> Result<String, ChatIdError> {
    if let Some(odd) = typed.iter().find(|typed| !typed.character.is_ascii_digit()) {
        return Err(odd.unexpected());
    }
    match typed.len() {
        digits if digits < least => Err(ChatIdError::TooShort { digits }),
        digits if digits > most => Err(ChatIdError::TooLong { digits }),
        _ => Ok(typed.iter().map(|typed| typed.character).collect()),
    }
}
