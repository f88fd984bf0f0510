//! Merges the chats and the contacts into one list.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::green_api::{Chat, ChatKind, ChatType, Contact, Messenger, is_blank};
use crate::store::{ChatRow, RowId, RowKind};

/// Merges chats in their order of activity with contacts. A contact gives its chat the name; one without a chat comes
/// after the chats. Duplicates count once.
pub fn merge(chats: Vec<ChatRow>, contacts: Vec<ChatRow>) -> Vec<ChatRow> {
    let mut rows: Vec<ChatRow> = Vec::with_capacity(chats.len().max(contacts.len()));
    let mut indices: HashMap<RowId, usize> = HashMap::with_capacity(rows.capacity());
    for row in chats.into_iter().chain(contacts) {
        match indices.entry(row.id.clone()) {
            Entry::Vacant(place) => {
                place.insert(rows.len());
                rows.push(row);
            }
            Entry::Occupied(place) => {
                let Some(known) = rows.get_mut(*place.get()) else { continue };
                // A chat listed twice keeps its first name, if it has one; the second is no better.
                known.name = if row.listed { known.name.take().or(row.name) } else { row.name.or(known.name.take()) };
                known.digits = known.digits.take().or(row.digits);
                if known.kind == RowKind::Other {
                    known.kind = row.kind;
                }
            }
        }
    }
    rows
}

/// Returns the answer of getChats as rows.
pub(super) fn of_chats(chats: Vec<Chat>, messenger: Messenger) -> Vec<ChatRow> {
    let row = |chat: Chat| {
        let id = id(chat.id, chat.new_chat_id, messenger);
        ChatRow {
            name: said(chat.name),
            digits: digits(&id, chat.phone_number),
            kind: kind(&id, &chat.chat_type),
            listed: true,
            archived: chat.archived,
            unread: chat.unread.map(|unread| u32::try_from(unread).unwrap_or(u32::MAX)),
            id,
        }
    };
    chats.into_iter().map(row).collect()
}

/// Returns the answer of getContacts as rows.
pub(super) fn of_contacts(contacts: Vec<Contact>, messenger: Messenger) -> Vec<ChatRow> {
    let row = |contact: Contact| {
        let id = id(contact.id, contact.new_chat_id, messenger);
        ChatRow {
            name: said(contact.contact_name).or_else(|| said(contact.name)),
            digits: digits(&id, contact.phone_number),
            kind: kind(&id, &contact.chat_type),
            listed: false,
            archived: None,
            unread: None,
            id,
        }
    };
    contacts.into_iter().map(row).collect()
}

/// Returns the chats of an earlier list, in place of an answer that was not received.
pub(super) fn listed_of(rows: &[ChatRow]) -> Vec<ChatRow> {
    rows.iter().filter(|row| row.listed).cloned().collect()
}

/// Returns the contacts of an earlier list, in place of an answer that was not received. A chat contributes only its
/// name, because it is not known whether it has a contact.
pub(super) fn contacts_of(rows: &[ChatRow]) -> Vec<ChatRow> {
    let contact = |row: &ChatRow| ChatRow { listed: false, archived: None, unread: None, ..row.clone() };
    rows.iter().map(contact).collect()
}

/// Returns the id to use in requests: the one that replaced a changed lid, if any.
fn id(id: String, new: Option<String>, messenger: Messenger) -> RowId {
    RowId::of_server(&new.unwrap_or(id), messenger)
}

fn said(name: Option<String>) -> Option<String> {
    name.filter(|name| !is_blank(name))
}

/// Returns the number in the id, or else the one given beside it.
fn digits(id: &RowId, told: Option<String>) -> Option<String> {
    if let Some(digits) = id.chat_id().and_then(|chat| chat.phone_digits()) {
        return Some(digits.to_owned());
    }
    let told = told?;
    let digits = told.trim_start_matches('+');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.to_owned())
}

fn kind(id: &RowId, told: &ChatType) -> RowKind {
    match (told, id.chat_id().map(|chat| chat.kind())) {
        (ChatType::Channel | ChatType::Bot, _) | (_, None) => RowKind::Other,
        (ChatType::Group | ChatType::Supergroup, _) => RowKind::Group,
        (ChatType::User, _) => RowKind::Person,
        (ChatType::Other(_), Some(ChatKind::Group)) => RowKind::Group,
        (ChatType::Other(_), Some(ChatKind::Person | ChatKind::Lid)) => RowKind::Person,
    }
}
