//! Lists of instances: several in one text.
//!
//! A token under the wrong idInstance costs more than one that is missing. Where a text does not say to which instance
//! a value belongs, that instance is listed without it.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::keys::kind;
use super::{MAX_BYTES, Part, Pasted, clean, holds_token, json, table, words};
use crate::green_api::{ApiUrl, IdInstance};
use crate::work::chats::import_chats::with_line_feeds;

/// Maximum number of instances in a list.
pub const MAX_INSTANCES: usize = 500;

/// Maximum length of a list in bytes. The partner API gives about a kilobyte for each instance.
pub const MAX_LIST_BYTES: usize = 10 * MAX_BYTES;

/// Number of instances after which a list is not read further: it is refused.
const ENOUGH: usize = 2 * MAX_INSTANCES;

/// Maximum length in bytes of a name that no label announces.
const MAX_HEADING: usize = 120;

/// Why a text gives no list of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListRefused {
    /// See [`MAX_LIST_BYTES`].
    #[error("the list is too long")]
    TooLong,
    /// See [`MAX_INSTANCES`].
    #[error("the list has too many instances")]
    TooMany,
    #[error("there is no instance in it")]
    Nothing,
}

/// Values found at one place of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub values: Pasted,
    /// The number in the label, as in `ID_INSTANCE_2`; mostly empty.
    pub number: String,
    /// Index of the line in which they begin; 0 in JSON.
    pub line: usize,
    /// The words of the label that name the instance, see [`owner`](super::keys::owner); mostly empty.
    pub owner: String,
    /// Whether they come from the address of a request, of which there may be any number for one instance.
    pub is_call: bool,
    /// Whether it may belong to several instances, and therefore is joined to none.
    pub is_apart: bool,
}

impl Found {
    pub fn new(values: Pasted) -> Self {
        Self { values, ..Self::default() }
    }

    fn has_id_or_token(&self) -> bool {
        self.values.id_instance.is_some() || self.values.token.is_some()
    }

    /// Returns whether it is an id without a token; `None` unless it has exactly one of them.
    fn lone(&self) -> Option<bool> {
        let has_id = self.values.id_instance.is_some();
        Some(has_id).filter(|_| has_id != self.values.token.is_some())
    }

    /// Whether `other` says something of the same instance.
    fn goes_on_with(&self, other: &Self) -> bool {
        if self.is_call || other.is_call {
            let (own, others) = (&self.values, &other.values);
            let same_token = match (&own.token, &others.token) {
                (Some(own), Some(other)) => own.expose() == other.expose(),
                (_, None) | (None, _) => true,
            };
            if own.id_instance.is_some() && others.id_instance.is_some() {
                return own.id_instance == others.id_instance && same_token;
            }
        }
        self.number == other.number && !self.values.repeats(&other.values)
    }
}

/// Finds the instances of a text in any usual form: JSON, a table, rows, or blocks of labels with values.
///
/// # Errors
/// Returns why there is no list. Never panics.
pub fn read_many(text: &str) -> Result<Vec<Pasted>, ListRefused> {
    if text.len() > MAX_LIST_BYTES {
        return Err(ListRefused::TooLong);
    }
    let mut list = json::read_list(&Zeroizing::new(clean(text)));
    let lines = with_line_feeds(text).map(Zeroizing::new);
    let text = lines.as_deref().map_or(text, String::as_str);
    if list.is_empty() {
        list = table::read(text);
    }
    if list.is_empty() {
        list = read_text(&Zeroizing::new(clean(text)));
    }
    if list.len() > ENOUGH {
        return Err(ListRefused::TooMany);
    }
    drop_strays(&mut list);
    share_address(&mut list);
    match list.len() {
        0 => Err(ListRefused::Nothing),
        1..=MAX_INSTANCES => Ok(list),
        _ => Err(ListRefused::TooMany),
    }
}

/// Whether a list is one for sure, not one instance with other numbers beside it.
pub fn are_several(list: &[Pasted]) -> bool {
    list.iter().filter(|values| values.is_whole()).count() > 1
}

/// Joins the values of one instance, in the order of the text. A value that is given again begins another instance.
pub(super) fn join(found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    let owners_with = |has: fn(&Pasted) -> bool| -> BTreeSet<String> {
        let with = found.iter().filter(|found| !found.owner.is_empty() && has(&found.values));
        with.map(|found| found.owner.clone()).collect()
    };
    let with_both = &owners_with(|values| values.id_instance.is_some()) & &owners_with(|values| values.token.is_some());
    // Other words may still be about one instance, as `SHOP_INSTANCE_ID` and `WHATSAPP_TOKEN`.
    let is_of_another = |last: &Found, next: &Found| {
        let differ = last.owner != next.owner && !last.owner.is_empty() && !next.owner.is_empty();
        differ && (with_both.contains(&last.owner) || with_both.contains(&next.owner))
    };
    let lone = || found.iter().filter_map(Found::lone);
    // Ids before their tokens from the first to the last, or tokens before their ids.
    let is_in_order = lone().next() != lone().next_back();
    let begins_with_other = found.first().is_some_and(|first| !first.has_id_or_token());
    for mut next in found {
        if joined.len() > ENOUGH {
            break;
        }
        let is_ambiguous = is_ambiguous(&joined, &next);
        let after_apart = is_after_apart(&joined, &next);
        let is_new = is_ambiguous || (after_apart && (next.has_id_or_token() || begins_with_other));
        let is_like_last = next.lone() == joined.last().and_then(Found::lone);
        next.is_apart = is_ambiguous || (after_apart && next.lone().is_some() && (is_like_last || !is_in_order));
        let is_sought = |known: &&mut Found| match (next.is_call, next.number.is_empty()) {
            (true, _) => known.values.id_instance == next.values.id_instance && known.goes_on_with(&next),
            (false, false) => known.number == next.number,
            (false, true) => false,
        };
        let place = joined.iter_mut().find(is_sought);
        match place {
            Some(known) if known.goes_on_with(&next) => known.values.fill_from(next.values),
            Some(_) => joined.push(next),
            None if is_new => joined.push(next),
            None => match joined.last_mut().filter(|last| last.goes_on_with(&next) && !is_of_another(last, &next)) {
                Some(last) => {
                    last.is_apart &= !next.has_id_or_token();
                    last.is_call &= next.is_call;
                    if last.owner.is_empty() {
                        last.owner = next.owner;
                    }
                    last.values.fill_from(next.values);
                }
                None => joined.push(next),
            },
        }
    }
    joined
}

/// Whether the last two instances lack what `next` gives: it may belong to either, as in all ids before all tokens. It
/// belongs to the one whose line it continues.
fn is_ambiguous(joined: &[Found], next: &Found) -> bool {
    let [.., before, last] = joined else { return false };
    let has = |of: &Found| (of.values.id_instance.is_some(), of.values.token.is_some());
    let is_gap = matches!((has(last), has(next)), ((true, false), (false, true)) | ((false, true), (true, false)));
    is_gap && has(before) == has(last) && !continues_line(before, last, next)
}

/// Whether the value before `next` may belong to several instances, so that `next` does not complete it.
fn is_after_apart(joined: &[Found], next: &Found) -> bool {
    let [.., before, last] = joined else { return false };
    last.is_apart && !next.is_call && !continues_line(before, last, next)
}

fn continues_line(before: &Found, last: &Found, next: &Found) -> bool {
    last.line == next.line && before.line != last.line
}

/// Reads a text that is neither JSON nor a table: one instance in each line, or in each paragraph, or a new one
/// wherever a value is given again.
fn read_text(text: &str) -> Vec<Pasted> {
    let text = &*Zeroizing::new(words::join_parts(text));
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    let whole = |list: &[Pasted]| list.iter().filter(|values| values.is_whole()).count();
    let list = one_in_each(&lines, name_before);
    let ids = list.iter().filter(|values| values.id_instance.is_some()).count();
    if whole(&list) > 1 || (whole(&list) == 1 && ids > 1 && ids == list.len()) {
        return list;
    }
    let list = one_in_each(&paragraphs(text), name_above);
    let named = list.iter().filter(|values| values.name.is_some()).count();
    // The paragraphs of one instance have one value each, and no names.
    if list.len() > 1 && (whole(&list) > 0 || named > 1) {
        return list;
    }
    blocks(text)
}

fn blocks(text: &str) -> Vec<Pasted> {
    let joined = join(words::read_all(text));
    let is_too_long = joined.len() > ENOUGH;
    let values = joined.into_iter().map(|found| found.values);
    values.filter(|values| is_too_long || !is_name_alone(values)).collect()
}

fn is_name_alone(values: &Pasted) -> bool {
    values.id_instance.is_none() && values.token.is_none() && values.api_url.is_none() && values.unreadable.is_empty()
}

fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        match paragraphs.last_mut() {
            Some(last) if !line.trim().is_empty() => {
                last.push_str(line);
                last.push('\n');
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Returns how many different usual ids and tokens a text has.
fn different(text: &str) -> [usize; 2] {
    let found = words::read_all(text);
    let ids = found.iter().filter_map(|found| found.values.id_instance.as_ref()).filter(|id| id.has_usual_length());
    let tokens = found.iter().filter_map(|found| found.values.token.as_ref()).filter(|token| token.looks_usual());
    let ids: BTreeSet<&str> = ids.map(IdInstance::as_str).collect();
    let tokens: BTreeSet<&str> = tokens.map(|token| token.expose()).collect();
    [ids.len(), tokens.len()]
}

/// Returns each id and each token of a text as an instance of its own.
fn apart(text: &str) -> impl Iterator<Item = Pasted> {
    words::read_all(text).into_iter().filter(Found::has_id_or_token).map(|found| found.values)
}

/// Reads parts of a text as if each were about one instance. The values of a part that is about several stay apart.
fn one_in_each(parts: &[String], name_in: fn(&str, &Pasted) -> Option<String>) -> Vec<Pasted> {
    let mut list: Vec<Pasted> = Vec::new();
    for part in parts {
        if list.len() > ENOUGH {
            break;
        }
        let several = blocks(part);
        let [ids, tokens] = different(part);
        // In a row with a gap, a token may belong to the id before it or to the one after it.
        if !part.trim().contains('\n') && ids != tokens && ids + tokens > 2 {
            list.extend(apart(part));
            continue;
        }
        if ids > 1 || (tokens > 1 && are_several(&several)) {
            list.extend(several);
            continue;
        }
        let mut values = words::read(part);
        let is_known = |known: &Pasted| {
            let token = |values: &Pasted| values.token.as_ref().map(|token| token.expose().to_owned());
            known.id_instance == values.id_instance && token(known) == token(&values)
        };
        let is_call = part.to_ascii_lowercase().contains("/wainstance");
        // One instance may be asked any number of times.
        if is_call && list.iter().any(is_known) {
            continue;
        }
        let name = || name_in(part, &values).filter(|name| !is_call && !holds_token(name));
        values.name = values.name.clone().or_else(name);
        if !is_name_alone(&values) && (values.id_instance.is_some() || values.token.is_some()) {
            list.push(values);
        }
    }
    list
}

/// Returns the words before the first value of a line.
fn name_before(line: &str, values: &Pasted) -> Option<String> {
    let id = values.id_instance.as_ref().map(IdInstance::as_str);
    let token = values.token.as_ref().map(|token| token.expose());
    let host = values.api_url.as_ref().map(ApiUrl::host);
    let first = [id, token, host].into_iter().flatten().filter_map(|value| line.find(value)).min()?;
    let before = line.get(..first)?.trim_end_matches("https://").trim_end_matches("http://");
    let cell = before.split([';', '\t', '|']).find(|cell| cell.chars().any(char::is_alphanumeric))?;
    heading(without_label(cell))
}

/// Returns a first line without a value.
fn name_above(paragraph: &str, _: &Pasted) -> Option<String> {
    let first = paragraph.lines().next()?;
    let is_heading = words::read(first).is_empty() && kind(first).is_none() && !first.ends_with('.');
    heading(first).filter(|_| is_heading)
}

/// Returns the words before the label at the end, as in `Sales, idInstance:`.
fn without_label(text: &str) -> &str {
    let text = text.trim_end();
    for words in 0..3 {
        let space = text.char_indices().rev().filter(|(_, character)| character.is_whitespace()).nth(words);
        let (before, label) = text.split_at(space.map_or(0, |(at, _)| at));
        if kind(label).is_some() {
            return before.trim_end().strip_suffix(" API").unwrap_or(before);
        }
    }
    text
}

/// Returns a text as a name: without the number of a list before it, and without what ends it.
fn heading(text: &str) -> Option<String> {
    let text = text.trim();
    let after = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let text = after.strip_prefix([')', '.']).filter(|_| after.len() < text.len()).unwrap_or(text);
    let is_edge = |character: char| character.is_whitespace() || "\"'`,;:|-–—*#•(<[{=".contains(character);
    let text = text.trim_matches(is_edge);
    let is_name = text.len() <= MAX_HEADING && text.chars().any(char::is_alphabetic);
    is_name.then(|| text.to_owned())
}

/// Drops numbers that are instances by their label alone, such as `id`, where others are complete.
fn drop_strays(list: &mut Vec<Pasted>) {
    if !are_several(list) {
        return;
    }
    list.retain(|values| {
        let is_usual = values.id_instance.as_ref().is_some_and(IdInstance::has_usual_length);
        values.is_whole() || is_usual || values.token.is_some() || !values.unreadable.is_empty()
    });
}

/// Copies the only address of a list to all of its instances without a usual one.
fn share_address(list: &mut [Pasted]) {
    let mut given = list.iter().filter_map(|values| values.api_url.clone());
    let (Some(address), None) = (given.next(), given.next()) else { return };
    for values in list.iter_mut().filter(|values| values.api_url.is_none()) {
        let is_usual = values.id_instance.as_ref().is_some_and(|id| ApiUrl::suggest_for(id).is_some());
        values.api_url = Some(address.clone()).filter(|_| !is_usual && !values.unreadable.contains(&Part::ApiUrl));
    }
}
