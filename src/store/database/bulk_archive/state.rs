//! The state of a chat in a run.

use rusqlite::Row;
use serde::Deserialize;

use crate::store::database::Why;
use crate::store::database::journal::read_why;

/// The state of a chat. Whether it is archived or unarchived depends on its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatState {
    /// Not requested yet.
    Waiting,
    /// Recorded, and possibly requested.
    Changing,
    /// Changed by the run.
    Changed,
    /// Already in the wanted state before; nothing to undo.
    AlreadySo,
    /// No response arrived, and reading back found the wanted state. Whether this run changed it is not known, so undo
    /// leaves it alone.
    FoundSo,
    /// The server reported success, but its list of chats shows no change.
    NotSeen,
    /// The instance has seen no incoming message in it.
    NoIncomingMessage,
    /// The chat is not among the instance's contacts.
    NotInContacts,
    /// The server does not accept its id.
    Invalid(Why),
    /// The server did not change it.
    Failed(Why),
    /// Possibly changed: no response arrived, and it has not been or cannot be read back.
    Unknown(Why),
}

/// Number of a run's chats in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ArchiveCounts {
    pub waiting: u32,
    pub changing: u32,
    pub changed: u32,
    #[serde(rename = "already so")]
    pub already_so: u32,
    #[serde(rename = "found so")]
    pub found_so: u32,
    #[serde(rename = "not seen")]
    pub not_seen: u32,
    #[serde(rename = "no incoming message")]
    pub no_incoming_message: u32,
    #[serde(rename = "not in contacts")]
    pub not_in_contacts: u32,
    pub invalid: u32,
    pub failed: u32,
    pub unknown: u32,
}

impl ArchiveCounts {
    /// Returns the number of chats of the run.
    pub fn total(&self) -> u32 {
        self.left() + self.unknown + self.so() + self.not_done()
    }

    /// Chats still to request, or being requested.
    pub fn left(&self) -> u32 {
        self.waiting + self.changing
    }

    /// Chats whose outcome is known.
    pub fn done(&self) -> u32 {
        self.so() + self.not_done()
    }

    /// Chats in the state that the run wants.
    pub fn so(&self) -> u32 {
        self.changed + self.already_so + self.found_so
    }

    /// Chats not in that state, with a known cause.
    pub fn not_done(&self) -> u32 {
        self.not_seen + self.no_incoming_message + self.not_in_contacts + self.invalid + self.failed
    }

    /// Counts a chat's change of state.
    pub fn transition(&mut self, from: &ChatState, to: &ChatState) {
        let slot = self.slot(from.word());
        *slot = slot.saturating_sub(1);
        *self.slot(to.word()) += 1;
    }

    fn slot(&mut self, word: &str) -> &mut u32 {
        match word {
            "waiting" => &mut self.waiting,
            "changing" => &mut self.changing,
            "changed" => &mut self.changed,
            "already so" => &mut self.already_so,
            "found so" => &mut self.found_so,
            "not seen" => &mut self.not_seen,
            "no incoming message" => &mut self.no_incoming_message,
            "not in contacts" => &mut self.not_in_contacts,
            "invalid" => &mut self.invalid,
            "failed" => &mut self.failed,
            _ => &mut self.unknown,
        }
    }
}

impl ChatState {
    /// Returns the word stored in the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Changing => "changing",
            Self::Changed => "changed",
            Self::AlreadySo => "already so",
            Self::FoundSo => "found so",
            Self::NotSeen => "not seen",
            Self::NoIncomingMessage => "no incoming message",
            Self::NotInContacts => "not in contacts",
            Self::Invalid(_) => "invalid",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Returns the cause, for states that have one.
    pub fn why(&self) -> Option<&Why> {
        match self {
            Self::Invalid(why) | Self::Failed(why) | Self::Unknown(why) => Some(why),
            _ => None,
        }
    }
}

/// Reads the columns of a chat's state.
pub(super) fn read_state(row: &Row<'_>) -> rusqlite::Result<ChatState> {
    let word: String = row.get("state")?;
    Ok(match word.as_str() {
        "waiting" => ChatState::Waiting,
        "changing" => ChatState::Changing,
        "changed" => ChatState::Changed,
        "already so" => ChatState::AlreadySo,
        "found so" => ChatState::FoundSo,
        "not seen" => ChatState::NotSeen,
        "no incoming message" => ChatState::NoIncomingMessage,
        "not in contacts" => ChatState::NotInContacts,
        "invalid" => ChatState::Invalid(read_why(row)?),
        "failed" => ChatState::Failed(read_why(row)?),
        _ => ChatState::Unknown(read_why(row)?),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    #[test]
    fn every_state_is_counted_in_its_own_place() {
        let why = Why::named("ServerError");
        let states = [
            ChatState::Waiting,
            ChatState::Changing,
            ChatState::Changed,
            ChatState::AlreadySo,
            ChatState::FoundSo,
            ChatState::NotSeen,
            ChatState::NoIncomingMessage,
            ChatState::NotInContacts,
            ChatState::Invalid(why.clone()),
            ChatState::Failed(why.clone()),
            ChatState::Unknown(why),
        ];
        let mut counts = ArchiveCounts { waiting: 11, ..ArchiveCounts::default() };
        for state in &states {
            counts.transition(&ChatState::Waiting, state);
        }
        let stored: Map<String, Value> = states.iter().map(|state| (state.word().to_owned(), 1.into())).collect();
        assert_eq!(counts, serde_json::from_value(stored.into()).unwrap());
        assert_eq!(
            counts,
            ArchiveCounts {
                waiting: 1,
                changing: 1,
                changed: 1,
                already_so: 1,
                found_so: 1,
                not_seen: 1,
                no_incoming_message: 1,
                not_in_contacts: 1,
                invalid: 1,
                failed: 1,
                unknown: 1
            }
        );
        assert_eq!(counts.total(), 11);
    }
}
