//! Lists of instances: several in one text.
//!
//! A token under the wrong idInstance costs more than one that is missing. Where a text does not say to which instance
//! a value belongs, that instance is listed without it.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::join::Found;
use super::{MAX_BYTES, Part, Pasted, clean, json, table, text_parts, words};
use crate::green_api::{ApiUrl, IdInstance};
use crate::work::chats::import_chats::with_line_feeds;

/// Maximum number of instances in a list.
pub const MAX_INSTANCES: usize = 500;

/// Maximum length of a list in bytes. The partner API gives about a kilobyte for each instance.
pub const MAX_LIST_BYTES: usize = 10 * MAX_BYTES;

/// Number of instances after which a list is not read further: it is refused.
pub(super) const ENOUGH: usize = 2 * MAX_INSTANCES;

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

/// Finds the instances of a text in any usual form: JSON, a table, rows, or blocks of labels with values.
///
/// # Errors
/// Returns why there is no list. Never panics.
pub fn read_many(text: &str) -> Result<Vec<Pasted>, ListRefused> {
    read(text).map(|(list, _)| list)
}

/// Reads a text as [`read_many`] does. Returns whether it is JSON or a table, too.
pub(super) fn read(text: &str) -> Result<(Vec<Pasted>, bool), ListRefused> {
    if text.len() > MAX_LIST_BYTES {
        return Err(ListRefused::TooLong);
    }
    let mut list = json::read_list(&Zeroizing::new(clean(text)));
    let lines = with_line_feeds(text).map(Zeroizing::new);
    let text = lines.as_deref().map_or(text, String::as_str);
    if list.is_empty() {
        list = table::read(text);
    }
    let is_structured = !list.is_empty();
    let text = &*Zeroizing::new(clean(text));
    if !is_structured {
        list = text_parts::read(&words::without_comments(text));
    }
    if list.len() > ENOUGH {
        return Err(ListRefused::TooMany);
    }
    add_left_out(&mut list, text, is_structured);
    share_address(&mut list);
    drop_strays(&mut list);
    match list.len() {
        0 => Err(ListRefused::Nothing),
        1..=MAX_INSTANCES => Ok((list, is_structured)),
        _ => Err(ListRefused::TooMany),
    }
}

/// Whether a list is about several instances, or says of one of them more than one instance has. Each incomplete row of
/// it is named as that, so nothing is taken from it unseen.
pub(super) fn are_several(list: &[Pasted]) -> bool {
    let ids = list.iter().filter_map(|values| values.id_instance.as_ref()).filter(|id| id.has_usual_length());
    let tokens = list.iter().filter_map(|values| values.token.as_ref()).filter(|token| token.looks_likely());
    let ids: BTreeSet<&str> = ids.map(IdInstance::as_str).collect();
    let tokens: BTreeSet<&str> = tokens.map(|token| token.expose()).collect();
    ids.len() > 1 || tokens.len() > 1
}

/// Drops numbers that are instances by their label alone, such as `id`, where others are complete.
fn drop_strays(list: &mut Vec<Pasted>) {
    let is_of_instance = |values: &Pasted| {
        let has = |part| values.unreadable.contains(&part);
        values.id_instance.is_some() || values.token.is_some() || has(Part::IdInstance) || has(Part::Token)
    };
    if list.iter().any(is_of_instance) {
        list.retain(is_of_instance);
    }
    if list.iter().filter(|values| values.is_whole()).nth(1).is_none() {
        return;
    }
    list.retain(|values| {
        let is_usual = values.id_instance.as_ref().is_some_and(IdInstance::has_usual_length);
        values.is_whole() || is_usual || values.token.is_some() || !values.unreadable.is_empty()
    });
}

/// Adds each id and each token that no instance of the list has, as an instance of its own: none is left out unseen. The
/// other cells and members of a structured text have numbers that only look like ids.
fn add_left_out(list: &mut Vec<Pasted>, text: &str, is_structured: bool) {
    let found = words::read_all(text);
    let ids = list.iter().filter_map(|values| values.id_instance.as_ref()).map(IdInstance::as_str);
    let tokens = list.iter().filter_map(|values| values.token.as_ref()).map(|token| token.expose());
    let mut seen: BTreeSet<&str> = ids.chain(tokens).collect();
    let mut left_out = Vec::new();
    for Found { values, .. } in &found {
        let (id, token) = (values.id_instance.as_ref(), values.token.as_ref());
        let id = id.filter(|id| !is_structured && id.has_usual_length() && seen.insert(id.as_str()));
        let token = token.filter(|token| token.looks_usual() && seen.insert(token.expose()));
        if id.is_some() || token.is_some() {
            left_out.push(Pasted { id_instance: id.cloned(), token: token.cloned(), ..Pasted::default() });
        }
    }
    list.extend(left_out);
}

/// Copies the only address of a list to all of its instances without a usual one, if it is above or below all of them.
fn share_address(list: &mut [Pasted]) {
    if list.iter().filter(|values| values.api_url.is_some()).nth(1).is_some() {
        return;
    }
    let Some(only) = [list.first(), list.last()].into_iter().flatten().find(|values| values.api_url.is_some()) else {
        return;
    };
    let Some(address) = only.api_url.clone().filter(|_| only.id_instance.is_none() && only.token.is_none()) else {
        return;
    };
    for values in list.iter_mut().filter(|values| values.api_url.is_none()) {
        let is_usual = values.id_instance.as_ref().is_some_and(|id| ApiUrl::suggest_for(id).is_some());
        values.api_url = Some(address.clone()).filter(|_| !is_usual && !values.unreadable.contains(&Part::ApiUrl));
    }
}
