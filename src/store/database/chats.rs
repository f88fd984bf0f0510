//! The chats last received from each instance, available at the next start and without a network.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::DatabaseResult;
use super::tables::{Tables, all, instance, readable, write};
use crate::green_api::{ChatId, ChatKind, IdInstance, Messenger, chat_for_reading, phone_for_reading, without_device};

/// The known chats and contacts of an instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatList {
    /// The chats, the most recently active first, then the contacts without a chat. Every id is unique.
    pub rows: Vec<ChatRow>,
    /// When these chats were requested.
    pub chats_at: Option<Timestamp>,
    /// When these contacts were requested.
    pub contacts_at: Option<Timestamp>,
}

/// A chat, or a contact without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatRow {
    pub id: RowId,
    /// The contact's own name, else the name of the person or the group.
    pub name: Option<String>,
    /// The international phone number, digits only.
    pub digits: Option<String>,
    pub kind: RowKind,
    /// Whether it is in the list of chats. A contact without a chat cannot be archived.
    pub listed: bool,
    /// Whether it is archived; `None` for MAX and Telegram, which do not report it.
    pub archived: Option<bool>,
    /// Number of unread messages.
    pub unread: Option<u32>,
}

/// The identity of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowId {
    Chat(ChatId),
    /// A status, a channel, or an unknown id as the server names it. No request can be made about it.
    Other(String),
}

/// The kind of chat in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    Person,
    Group,
    /// A channel, a bot, a status, or an unknown kind.
    Other,
}

impl RowId {
    /// Converts a chat's id from the server. A device of a person becomes the person.
    pub fn of_server(id: &str, messenger: Messenger) -> Self {
        let chat = ChatId::exact(&without_device(id), messenger);
        chat.map_or_else(|| Self::Other(id.to_owned()), Self::Chat)
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Chat(chat) => chat.as_str(),
            Self::Other(id) => id,
        }
    }

    /// Returns the id to use in a request; `None` if it is not a chatId.
    pub fn chat_id(&self) -> Option<&ChatId> {
        match self {
            Self::Chat(chat) => Some(chat),
            Self::Other(_) => None,
        }
    }
}

impl ChatRow {
    /// Returns the row of a chat that is known by its id only.
    pub fn unlisted(id: RowId) -> Self {
        let chat = id.chat_id();
        let digits = chat.and_then(|chat| chat.phone_digits()).map(str::to_owned);
        let kind = match chat.map(ChatId::kind) {
            Some(ChatKind::Group) => RowKind::Group,
            Some(_) => RowKind::Person,
            None => RowKind::Other,
        };
        Self { id, name: None, digits, kind, listed: false, archived: None, unread: None }
    }

    /// Returns the name, else the number formatted for reading, else the id.
    pub fn shown(&self) -> Cow<'_, str> {
        let id = self.id.as_str();
        match (&self.name, &self.digits) {
            (Some(name), _) => Cow::Borrowed(name),
            (None, Some(digits)) if id.strip_suffix("@c.us") != Some(digits) => Cow::Owned(phone_for_reading(digits)),
            (None, Some(_)) => Cow::Owned(chat_for_reading(id)),
            (None, None) => Cow::Borrowed(id),
        }
    }
}

impl RowKind {
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Other => "other",
        }
    }
}

impl Tables {
    /// Lets the chats of an instance be stored, until [`Tables::forget_chats`].
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn expect_chats(&mut self, of: &IdInstance) -> DatabaseResult<()> {
        self.connection.execute("INSERT OR IGNORE INTO chat_lists (instance) VALUES (?1)", [of.as_str()])?;
        Ok(())
    }

    /// Replaces the stored list of chats, completely or not at all. Stores nothing unless the chats are expected
    /// ([`Tables::expect_chats`]): a list that arrives after the removal of its instance, from this program or another
    /// copy of it, brings no names back.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn keep_chats(&mut self, of: &IdInstance, list: &ChatList) -> DatabaseResult<()> {
        let transaction = write(&mut self.connection)?;
        let expected = transaction.execute(
            "UPDATE chat_lists SET chats_at = ?2, contacts_at = ?3 WHERE instance = ?1",
            params![
                of.as_str(),
                list.chats_at.map(Timestamp::as_millisecond),
                list.contacts_at.map(Timestamp::as_millisecond)
            ],
        )?;
        if expected == 0 {
            return Ok(());
        }
        transaction.execute("DELETE FROM chats WHERE instance = ?1", [of.as_str()])?;
        {
            let mut insert = transaction.prepare(
                "INSERT INTO chats (instance, place, id, name, digits, kind, listed, archived, unread)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for (index, row) in (0_i64..).zip(&list.rows) {
                insert.execute(params![
                    of.as_str(),
                    index,
                    row.id.as_str(),
                    row.name,
                    row.digits,
                    row.kind.word(),
                    row.listed,
                    row.archived,
                    row.unread
                ])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Returns the stored list of an instance of this messenger, empty if none was stored yet; `None` if none is
    /// expected.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn chats(&mut self, of: &IdInstance, messenger: Messenger) -> DatabaseResult<Option<ChatList>> {
        // Reads both tables in one transaction, even if another copy of the program writes meanwhile.
        let transaction = self.connection.transaction()?;
        let sql = "SELECT chats_at, contacts_at FROM chat_lists WHERE instance = ?1";
        let told = transaction.query_row(sql, [of.as_str()], |row| Ok((time(row, 0)?, time(row, 1)?))).optional()?;
        let Some((chats_at, contacts_at)) = told else { return Ok(None) };
        let sql = "SELECT id, name, digits, kind, listed, archived, unread FROM chats WHERE instance = ?1
                   ORDER BY place";
        let rows = all(&transaction, sql, [of.as_str()], |row| read_row(row, messenger))?;
        Ok(Some(ChatList { rows, chats_at, contacts_at }))
    }

    /// Returns the id and name of every stored group that has a name, with its instance.
    ///
    /// # Errors
    /// Fails if the database cannot be read.
    pub fn group_names(&mut self) -> DatabaseResult<Vec<(IdInstance, String, String)>> {
        let sql = "SELECT instance, id, name FROM chats WHERE kind = 'group' AND name IS NOT NULL";
        readable(&self.connection, sql, [], "names of groups", |row| Ok((instance(row)?, row.get(1)?, row.get(2)?)))
    }

    /// Deletes the list of an instance, with all its names and numbers. None is stored until it is expected again.
    ///
    /// # Errors
    /// Fails if the database cannot be written.
    pub fn forget_chats(&mut self, of: &IdInstance) -> DatabaseResult<()> {
        self.connection.execute("DELETE FROM chat_lists WHERE instance = ?1", [of.as_str()])?;
        Ok(())
    }
}

/// Reads a time; `None` if there is none, or if no calendar has it.
fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.and_then(|at| Timestamp::from_millisecond(at).ok()))
}

/// Reads a chat, with a mark in place of bytes that are no text: a row that makes no sense is missing in no list.
// Reads by column index: by name, each of a hundred thousand rows would search for its columns again.
fn read_row(row: &Row<'_>, messenger: Messenger) -> rusqlite::Result<ChatRow> {
    let text = |column| -> rusqlite::Result<_> {
        Ok(row.get_ref(column)?.as_bytes_or_null()?.map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
    };
    Ok(ChatRow {
        id: RowId::of_server(&String::from_utf8_lossy(row.get_ref(0)?.as_bytes()?), messenger),
        name: text(1)?,
        digits: text(2)?,
        kind: match row.get_ref(3)?.as_bytes()? {
            b"person" => RowKind::Person,
            b"group" => RowKind::Group,
            _ => RowKind::Other,
        },
        listed: row.get(4)?,
        archived: row.get(5)?,
        unread: row.get::<_, Option<i64>>(6)?.and_then(|unread| unread.try_into().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_plus_is_put_before_an_id_that_is_no_international_number() {
        let shown = |id: &str, digits: &str| {
            let row = ChatRow {
                id: RowId::of_server(id, Messenger::WhatsApp),
                name: None,
                digits: Some(digits.to_owned()),
                kind: RowKind::Person,
                listed: true,
                archived: None,
                unread: None,
            };
            row.shown().into_owned()
        };
        assert_eq!(shown("79031182004@c.us", "79031182004"), "+7\u{a0}903\u{a0}118-20-04");
        assert_eq!(shown("9123456789@c.us", "9123456789"), "9123456789@c.us");
        assert_eq!(shown("123456789012345@lid", "79031182004"), "+7\u{a0}903\u{a0}118-20-04");
    }

    #[test]
    fn a_device_of_a_person_is_the_person() {
        let id = |text| RowId::of_server(text, Messenger::WhatsApp);
        assert_eq!(id("71234567890:3@c.us"), id("71234567890@c.us"));
        assert!(id("71234567890:3@c.us").chat_id().is_some());
        for other in ["null@c.us", "x:3@c.us", "71234567890:@c.us"] {
            assert_eq!(id(other), RowId::Other(other.to_owned()));
        }
    }
}
