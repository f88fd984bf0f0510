//! Chats of an instance, in order of activity, with lookup by id.

use std::collections::HashMap;
use std::time::Duration;

/// Refresh interval of getChats.
const LIST_REFRESH: Duration = Duration::from_secs(60);

/// A chat, which is also a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    pub id: String,
    /// The name that its owner chose; empty if unknown.
    pub name: String,
    /// The name in this account's address book.
    pub contact_name: String,
    pub group: bool,
    pub archived: bool,
    /// Whether an incoming message was recorded; a chat without one cannot be archived.
    pub incoming_seen: bool,
    /// Seconds after which messages disappear, 0 for never.
    pub ephemeral: u32,
    pub ephemeral_set_at: u64,
    pub unread: u32,
    /// MAX and Telegram: the chat's phone number, 0 if hidden.
    pub phone: u64,
    pub archived_at: Option<Duration>,
}

impl Chat {
    /// Creates a chat with one person, who has written a message.
    pub fn person(id: impl Into<String>, name: impl Into<String>) -> Self {
        let (id, name) = (id.into(), name.into());
        let phone = id.strip_suffix("@c.us").and_then(|digits| digits.parse().ok()).unwrap_or(0);
        Self {
            id,
            contact_name: name.clone(),
            name,
            group: false,
            archived: false,
            incoming_seen: true,
            ephemeral: 0,
            ephemeral_set_at: 0,
            unread: 0,
            phone,
            archived_at: None,
        }
    }

    /// Creates a group that has received a message.
    pub fn group(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { group: true, contact_name: String::new(), phone: 0, ..Self::person(id, name) }
    }

    #[must_use]
    pub fn archived(self) -> Self {
        Self { archived: true, ..self }
    }

    /// Marks the chat as known, but without a recorded incoming message.
    #[must_use]
    pub fn silent(self) -> Self {
        Self { incoming_seen: false, ..self }
    }

    #[must_use]
    pub fn phone(self, phone: u64) -> Self {
        Self { phone, ..self }
    }

    /// Returns the value of `type` in getChats.
    pub fn kind(&self) -> &'static str {
        if self.group { "group" } else { "user" }
    }

    /// Returns the value of `archive` in getChats; with `lagging`, a change appears a minute late.
    pub fn shows_archived(&self, now: Duration, lagging: bool) -> bool {
        let recent = self.archived_at.is_some_and(|at| now < at + LIST_REFRESH);
        if lagging && recent { !self.archived } else { self.archived }
    }
}

/// The chats in order of activity, with lookup by id.
#[derive(Clone, Debug, Default)]
pub struct Chats {
    list: Vec<Chat>,
    places: HashMap<String, usize>,
    /// Maps a lid to its phone id, for lids returned by checkWhatsapp.
    lids: HashMap<String, String>,
    /// Whether getChats shows a change of `archive` up to a minute late.
    pub lagging: bool,
}

impl Chats {
    pub fn new(list: Vec<Chat>) -> Self {
        let places = list.iter().enumerate().map(|(place, chat)| (chat.id.clone(), place)).collect();
        Self { list, places, ..Self::default() }
    }

    pub fn get(&self, id: &str) -> Option<&Chat> {
        let id = self.lids.get(id).map_or(id, String::as_str);
        self.places.get(id).and_then(|place| self.list.get(*place))
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Chat> {
        let id = self.lids.get(id).map_or(id, String::as_str);
        self.places.get(id).and_then(|place| self.list.get_mut(*place))
    }

    /// Whether the address book has this person, identified by chatId or, on MAX, by `phone_number@c.us`.
    pub fn is_contact(&self, id: &str) -> bool {
        let phone: u64 = id.strip_suffix("@c.us").and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let named = |chat: &Chat| chat.id == id || (phone != 0 && chat.phone == phone);
        self.list.iter().any(|chat| named(chat) && !chat.contact_name.is_empty())
    }

    /// Adds the chat if it is new.
    pub fn ensure(&mut self, chat: Chat) -> Option<&mut Chat> {
        let place = *self.places.entry(chat.id.clone()).or_insert_with(|| {
            self.list.push(chat);
            self.list.len() - 1
        });
        self.list.get_mut(place)
    }

    /// Remembers that `lid` identifies the chat `id`.
    pub fn name_lid(&mut self, lid: &str, id: &str) {
        self.lids.insert(lid.to_owned(), id.to_owned());
    }

    pub fn iter(&self) -> impl Iterator<Item = &Chat> {
        self.list.iter()
    }
}
