//! Reads a chat from a cell.

use std::ops::RangeInclusive;

use super::{MAX_CELL_BYTES, beginning, second_number};
use crate::green_api::{
    ChatId, ChatIdError, Doubt, Messenger, country_code_length, is_invisible, number_in_link, plain_digit,
};

/// Minimum digits of a phone number with its area code.
const LEAST_DIGITS: usize = 10;

/// Digits of a complete number that is written without spaces.
pub(super) const COMPLETE_DIGITS: usize = 11;

/// Minimum digits of a number that may have an extension, as dialled within a city.
const LEAST_LOCAL_DIGITS: usize = 7;

/// Minimum digits of a number as dialled within a town. Fewer may be those of a flat, a floor or a year.
pub(super) const LEAST_TOWN_DIGITS: usize = 5;

/// Number of digits of an extension.
const EXTENSION_DIGITS: RangeInclusive<usize> = 1..=6;

/// Why a cell names no chat.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The cell is not written like a chatId or a number. Positions count the visible characters of the cell.
    #[error(transparent)]
    ChatId(#[from] ChatIdError),
    /// `7,91235E+10`: the spreadsheet program shortened the number, and the dropped digits are lost.
    #[error("the number was shortened by a spreadsheet program")]
    Shortened,
    /// Spreadsheet programs keep fifteen digits of a number, and the rest of this one is zeros. An id that really ends
    /// in zeros must be entered in full, with its `@g.us`.
    #[error("the last digits of the number were lost in a spreadsheet program")]
    Rounded,
    /// `79123456789,5`: no phone number has decimal places.
    #[error("a number with decimal places")]
    Decimal,
    /// `89123456789, 89031182004`: each number needs a line of its own.
    #[error("several numbers in one cell")]
    Several,
    /// `+7 812 999-00-00 доб. 5`: a number of an office with an extension.
    #[error("a number with an extension")]
    Extension,
    /// `+49 171 1234567 2 floor`, `79123456789 (2)`, `3 79123456789`: a number beside digits that are surely not its own.
    #[error("other digits beside the number")]
    OtherDigits,
    /// `31.12.2026`, or a cell with a date of a workbook: its digits would be a number.
    #[error("a date")]
    Date,
    /// See [`MAX_CELL_BYTES`].
    #[error("longer than any chatId")]
    TooLong,
}

/// Returns the chat that a cell names.
pub(super) fn read(cell: &str, messenger: Messenger) -> Result<ChatId, Mistake> {
    let cell = cell.trim();
    // A link may carry a long text after its number.
    let is_long = cell.len() > MAX_CELL_BYTES;
    let cell = visible(cell);
    let text = without_list_number(plain(&cell));
    let link = number_in_link(text);
    if is_long && link.is_none() {
        return Err(Mistake::TooLong);
    }
    let text = link.as_ref().map_or(text, |(_, number)| number);
    if is_date(text) {
        return Err(Mistake::Date);
    }
    if is_shortened(text) {
        return Err(Mistake::Shortened);
    }
    if is_rounded(text) {
        return Err(Mistake::Rounded);
    }
    if has_several(text) {
        return Err(Mistake::Several);
    }
    if has_extension(text) {
        return Err(Mistake::Extension);
    }
    let text = without_remark(text);
    let number = without_name(text);
    let whole = match decimal(number) {
        Some((whole, places)) if places.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return Err(Mistake::Decimal),
        None => number,
    };
    // The number is a part of the cell, so a position in it is further on in the cell.
    let before = cell.find(number).and_then(|at| cell.get(..at)).map_or(0, |before| before.chars().count());
    let chat = ChatId::parse(whole, messenger).map_err(|error| match error {
        ChatIdError::UnexpectedCharacter { character, position } => {
            ChatIdError::UnexpectedCharacter { character, position: position + before }
        }
        other => other,
    })?;
    if other_digits(text, &chat) == Some(Other::Surely) { Err(Mistake::OtherDigits) } else { Ok(chat) }
}

/// Returns the visible characters of a cell, with Latin digits.
pub(super) fn visible(cell: &str) -> String {
    beginning(cell).chars().filter(|character| !is_invisible(*character)).map(plain_digit).collect()
}

/// Returns the cell without a list's bullet and separator, and without the characters that make a number a text in
/// Excel: `'79123456789`, `="79123456789"`.
fn plain(cell: &str) -> &str {
    let ends = |character: char| character.is_whitespace() || matches!(character, ';' | ',');
    let begins = |character: char| character.is_whitespace() || matches!(character, '•' | '·' | '●' | '▪' | '◦' | '‣');
    let cell = cell.trim_start_matches(begins).trim_end_matches(ends);
    let formula = cell.strip_prefix('=').map_or(cell, str::trim_start);
    let unquoted = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(formula);
    unquoted.trim_start_matches(['\'', '’', '‘', '`']).trim()
}

/// Returns the text without the number that an entry of a numbered list has, as in `2. 89123456789` and `3) +7 912…`.
fn without_list_number(text: &str) -> &str {
    let Some((number, rest)) = text.split_once(['.', ')']) else { return text };
    let is_entry = number.len() <= 4 && is_digits(number) && rest.starts_with(char::is_whitespace);
    if is_entry && digits_in(rest) >= LEAST_DIGITS { rest.trim_start() } else { text }
}

/// Whether the text is a date as tables write it, in any order of year and day: `2026-12-31`, `31.12.2026 10:00`.
pub(super) fn is_date(text: &str) -> bool {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let is_of = |separator: char| {
        let parts: Vec<&str> = date.split(separator).collect();
        let [first, second, third] = parts[..] else { return false };
        let is_small = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| (1..=31).contains(&part));
        let is_year = |part: &str| part.len() == 4 && is_digits(part) && part.starts_with(['1', '2']);
        let of_years = is_year(first) && is_small(third) || is_year(third) && is_small(first);
        of_years && is_small(second)
    };
    ['-', '.', '/'].into_iter().any(is_of)
}

/// Whether the text is a shortened number like `7.91235E+10`, with a point or a comma as the decimal separator.
fn is_shortened(text: &str) -> bool {
    // The Cyrillic letter may have been typed by hand.
    let Some((number, power)) = text.split_once(['E', 'e', 'Е', 'е']) else { return false };
    let number = number.trim_start_matches(['+', '-']);
    let (whole, places) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let power = power.trim_start_matches(['+', '-']);
    [whole, places, power].into_iter().all(is_digits)
}

fn is_rounded(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // With fewer digits, too many valid ids end in zeros.
    digits.len() >= 18 && is_digits(digits) && digits.bytes().skip(15).all(|byte| byte == b'0')
}

/// Splits a long number from its decimal places.
fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, places) = text.split_once(['.', ','])?;
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    (digits.len() >= LEAST_DIGITS && is_digits(digits) && is_digits(places)).then_some((whole, places))
}

/// Whether the text consists of several numbers: between separators, or in a row without one. The second one may be
/// shortened, as in `8 912 345-67-89 / 90`.
fn has_several(text: &str) -> bool {
    let in_a_row = !text.contains('@') && text.contains(char::is_whitespace) && digits_in(text) >= 2 * LEAST_DIGITS;
    let parts = |separator: &str, least| text.split(separator).filter(|part| digits_in(part) >= least).count();
    let separated = || ["/", "+", " "].into_iter().any(|separator| parts(separator, LEAST_DIGITS) > 1);
    // The second one may be written as dialled within a city, as in `89123456789, 345-67-90`.
    let is_listed = |separator: &&str| parts(separator, LEAST_DIGITS) > 0 && parts(separator, LEAST_LOCAL_DIGITS) > 1;
    let separated = || separated() || [",", ";", "\\", "|", "&"].iter().any(is_listed);
    let shortened = || {
        let (first, second) = text.rsplit_once(['/', '\\']).unwrap_or_default();
        let is_rest = second.chars().all(|character| character.is_ascii_digit() || " -".contains(character));
        digits_in(first) >= LEAST_DIGITS && is_rest && digits_in(second) > 0
    };
    in_a_row || separated() || shortened()
}

/// Whether a number is followed by a sign or word for an extension, and by the extension, or has such a word beside it.
fn has_extension(text: &str) -> bool {
    const SIGNS: [&str; 12] = ["#", "*", ",,", "доб", "доп", "дод", "тон", "ext", "int", "вн", "x", "х"];
    let text = text.to_lowercase();
    let text = text.strip_prefix("tel:").unwrap_or(&text);
    let in_brackets = || text.rsplit_once('(').is_some_and(|(number, remark)| has_extension_in(number, remark));
    // "доп" may be about a second phone.
    let has_word = || words(text).any(|word| is_of_extension(word) && !matches!(word, "доп" | "дод" | "int"));
    digits_in(text) >= LEAST_LOCAL_DIGITS && has_word()
        || in_brackets()
        || SIGNS.into_iter().filter_map(|sign| text.split_once(sign)).any(|(number, extension)| {
            digits_in(number) >= LEAST_LOCAL_DIGITS
                && EXTENSION_DIGITS.contains(&digits_in(extension))
                && !number.contains(char::is_alphabetic)
        })
}

/// Whether a cell contains a number, and the next one begins with a word for an extension and the extension. A sign
/// there may have another meaning: `#5` is an order, `x5` a quantity.
pub(super) fn has_extension_in(cell: &str, next: &str) -> bool {
    let (label, rest) = next.split_at(next.find(|character: char| character.is_ascii_digit()).unwrap_or(next.len()));
    let mut words = words(label);
    let is_labelled = words.next().is_some_and(is_of_extension) && words.all(|word| IN_LABELS.contains(&word));
    is_labelled && EXTENSION_DIGITS.contains(&digits_in(rest)) && digits_in(cell) >= LEAST_LOCAL_DIGITS
}

/// Whether a cell without a number of its own has an extension, behind the word for one or before it: `Анна доб. 12`, `(12 вн.)`.
pub(super) fn is_extension(cell: &str) -> bool {
    let is_label = |(label, _): (&str, &str)| {
        let mut words = words(label).rev();
        let last = words.next().filter(|word| !IN_LABELS.contains(word)).or_else(|| words.next());
        last.is_some_and(is_of_extension)
    };
    let mut after = words(cell.rsplit(|character: char| character.is_ascii_digit()).next().unwrap_or_default());
    let is_behind = after.next().is_some_and(is_of_extension) && after.next().is_none();
    EXTENSION_DIGITS.contains(&digits_in(&second_number::without_dates_and_links(cell)))
        && (is_behind || second_number::runs(cell).any(is_label))
}

/// Whether a text has a word or a sign that may announce an extension.
pub(super) fn announces_extension(text: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["доб", "доп", "тон", "вн", "ext", "int"];
    let begins = |word: &str| BEGINNINGS.into_iter().any(|one| word.to_lowercase().starts_with(one));
    text.contains(['#', '*']) || words(text).any(begins)
}

/// Words between that for an extension and its digits, as in "доп. номер 12".
const IN_LABELS: [&str; 3] = ["номер", "тел", "наб"];

fn is_of_extension(word: &str) -> bool {
    const WORDS: &str = "доб добав добавочный доп дод тон тоном вн внутр внутренний ext extension extn int";
    WORDS.split(' ').any(|one| one == word.to_lowercase())
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Returns the text before a remark with words in brackets, whose digits are not those of the number, as in
/// `+7 912 345-67-89 (2 этаж)`; any other text unchanged.
fn without_remark(text: &str) -> &str {
    let Some((number, remark)) = text.rsplit_once('(') else { return text };
    let (words, rest) = remark.split_once(')').unwrap_or((remark, ""));
    // A second number is no remark, even one as dialled within a town.
    let is_short = digits_in(&second_number::without_dates_and_links(words)) < LEAST_TOWN_DIGITS;
    let is_remark = words.contains(char::is_alphabetic) && is_short && digits_in(rest) == 0;
    if is_remark && digits_in(number) >= LEAST_DIGITS { number } else { text }
}

/// Returns the number of a text that consists of a number and a name, as in `89161234567 Марина`, or in brackets; any
/// other text unchanged. A letter within the number, or right beside it, is a mistake and stays.
fn without_name(text: &str) -> &str {
    let is_name = |text: &str| {
        let mut characters = text.chars();
        characters.all(|character| {
            let is_space = character.is_whitespace() && character != '\t';
            character.is_alphabetic() || is_space || ".,:-–—()«»\"'".contains(character)
        })
    };
    let begins = text.find(|character: char| character.is_ascii_digit() || "+(".contains(character));
    let ends = text.rfind(|character: char| character.is_ascii_digit());
    let Some((begins, ends)) = begins.zip(ends) else { return text };
    let (before, number, after) = (&text[..begins], text.get(begins..=ends).unwrap_or_default(), &text[ends + 1..]);
    // The bracket that is closed after the number.
    let is_open = number.matches('(').count() > number.matches(')').count();
    let number = number.strip_prefix('(').filter(|_| is_open).unwrap_or(number);
    let touches = before.ends_with(char::is_alphabetic) || after.starts_with(char::is_alphabetic);
    let is_number = digits_in(number) >= LEAST_DIGITS && !number.contains(|character: char| character.is_alphabetic());
    let has_name = is_name(before) && is_name(after) && (is_open || text.contains(char::is_alphabetic));
    if has_name && is_number && !touches { number } else { text }
}

/// Whether some digits beside a number are not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    Surely,
    Perhaps,
}

/// Returns whether some digits of a text do not belong to its number: those of a remark (`2 floor`), of an entry's number
/// or of a copy (`(2)`). They are beside a number that is complete without them. A last group of two or three digits may
/// be the end of the number as well.
fn other_digits(text: &str, chat: &ChatId) -> Option<Other> {
    let digits = chat.phone_digits().filter(|_| !text.contains('@'))?;
    let end = text.rfind(|character: char| character.is_ascii_digit()).map_or(0, |last| last + 1);
    let (number, after) = text.split_at(end);
    let is_copy =
        |(number, copy): (&str, &str)| after.starts_with(')') && is_digits(copy) && digits_in(number) >= LEAST_DIGITS;
    if number.rsplit_once('(').is_some_and(is_copy) {
        return Some(Other::Surely);
    }
    let first = groups(number).next().unwrap_or_default();
    let has_code = text.contains('+') || first.starts_with("00");
    if chat.has_usual_length() && (has_code || digits.starts_with('7') || first.len() == country_code_length(digits)) {
        return None;
    }
    if !has_code && begins_with_entry(number) { Some(Other::Surely) } else { remark_digits(number, after) }
}

/// Whether a number shows its own beginning and length, so that no digits beside it are taken for a part of it: it has a
/// plus, an ending or a link, or is a number of Russia or Kazakhstan or the id of a group.
pub(super) fn is_evident(cell: &str, chat: &ChatId) -> bool {
    let cell = visible(cell);
    let text = plain(&cell);
    text.contains(['+', '@'])
        || without_name(text).starts_with("00")
        || number_in_link(text).is_some()
        || chat.phone_digits().map_or(chat.as_str().contains('@'), is_of_russia)
}

/// Whether these are the digits of a number of Russia or Kazakhstan.
pub(super) fn is_of_russia(digits: &str) -> bool {
    let area = digits.strip_prefix(['7', '8']).filter(|_| digits.len() == COMPLETE_DIGITS);
    area.is_some_and(|area| area.starts_with(['3', '4', '6', '7', '8', '9']))
}

/// Whether the number of an entry precedes the number, as in `3 79123456789`.
fn begins_with_entry(number: &str) -> bool {
    match groups(number).collect::<Vec<_>>()[..] {
        [entry, number] if entry.len() < 5 && number.len() >= COMPLETE_DIGITS => {
            number.len() > COMPLETE_DIGITS || number.starts_with(['7', '8'])
        }
        [entry, "7" | "8", ..] => entry.len() < 5 && digits_in(number) == entry.len() + COMPLETE_DIGITS,
        // Only two country codes have one digit; an 8 is dialled within Russia.
        [entry, _, ..] => entry.len() == 1 && !matches!(entry, "1" | "7" | "8") && digits_in(number) >= COMPLETE_DIGITS,
        _ => false,
    }
}

/// Returns whether the last digits are those of a remark, which goes on `after` them, or the number of a copy.
fn remark_digits(number: &str, after: &str) -> Option<Other> {
    let parts: Vec<&str> = number.split_whitespace().filter(|part| digits_in(part) > 0).collect();
    match parts[..] {
        [.., before, last] => {
            let is_rest = digits_in(number) - digits_in(last) < LEAST_DIGITS;
            let before = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            let is_lower = after.trim_start_matches(['-', ' ', '\u{a0}']).starts_with(char::is_lowercase);
            match digits_in(last) {
                // Some write all digits in threes.
                1 => Some(if before.len() == 3 { Other::Perhaps } else { Other::Surely }),
                2 | 3 if !is_rest && (is_lower || before.len() > 5) => Some(Other::Perhaps),
                4 if !is_rest && !is_digits(last) && before.len() > 5 => Some(Other::Perhaps),
                _ => None,
            }
        }
        // The number of a copy, as in `79123456789-2`.
        [only] => {
            let (number, copy) = only.rsplit_once('-')?;
            let is_copy = copy.len() < 4 && groups(number).any(|group| group.len() >= COMPLETE_DIGITS);
            is_copy.then_some(Other::Surely)
        }
        [] => None,
    }
}

/// Returns the groups of digits of a text.
pub(super) fn groups(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_digit()).filter(|group| !group.is_empty())
}

pub(super) fn digits_in(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Returns the reason to doubt a chat of a list: that of its id, digits that may not be its own, or digits that a
/// spreadsheet may have dropped.
pub(super) fn doubt(chat: &ChatId, given: &str, has_others: bool, is_known: impl Fn(&str) -> bool) -> Option<Doubt> {
    // 7.91235E+10 becomes 79123500000 once the column is formatted as a number.
    const ZEROS: &str = "00000";
    let may_be_shortened = |digits: &str| digits.len() >= 11 && digits.ends_with(ZEROS);
    chat.doubt(given, &is_known).or_else(|| {
        let digits = chat.phone_digits().filter(|_| !is_known(chat.as_str()))?;
        let zeros = || may_be_shortened(digits).then_some(Doubt::Zeros);
        has_others.then_some(Doubt::OtherDigits).or_else(zeros)
    })
}

/// Whether some digits of a cell may not belong to its number.
pub(super) fn has_other_digits(chat: &ChatId, cell: &str) -> bool {
    let cell = visible(cell);
    let text = without_list_number(plain(&cell));
    number_in_link(text).is_none() && other_digits(without_remark(text), chat).is_some()
}

/// Whether a chat of a list is doubted for what its own cell says.
pub(super) fn is_doubted(chat: &ChatId, cell: &str) -> bool {
    doubt(chat, cell, has_other_digits(chat, cell), |_| false).is_some()
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
