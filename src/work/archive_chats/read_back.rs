//! Whether a chat is archived, as the messenger tells it now. Changes nothing on the server.

use std::collections::{BTreeMap, HashMap};

use tokio_util::sync::CancellationToken;

use super::machine::{self, Halt};
use crate::green_api::{ChatId, Client, Credentials, Failure, GetChats, GetContactInfo, Messenger};

/// A chat whose reading the server answers so often with an error is left as it is.
const MOST_TRIES: u32 = 3;

/// Reads chats. Remembers those that cannot be read.
pub struct Reader<'a> {
    pub client: &'a Client,
    pub credentials: &'a Credentials,
    /// How often each chat was answered with an error; [`MOST_TRIES`]: it is not tried again.
    tries: BTreeMap<u32, u32>,
}

impl<'a> Reader<'a> {
    pub fn new(client: &'a Client, credentials: &'a Credentials) -> Self {
        Self { client, credentials, tries: BTreeMap::new() }
    }

    /// Whether this messenger tells at all (green-api.com/docs/api/service/GetContactInfo); the others do not.
    pub fn can_read(&self) -> bool {
        self.credentials.messenger == Messenger::WhatsApp
    }

    /// Whether it is of any use to read the chat at this place.
    pub fn may_read(&self, place: u32) -> bool {
        self.can_read() && self.tries.get(&place).is_none_or(|tries| *tries < MOST_TRIES)
    }

    /// Whether the chat is archived now; `None` if that cannot be known. getContactInfo tells it at once, where the
    /// list of getChats may be a minute old.
    pub async fn is_archived(
        &mut self,
        place: u32,
        chat: &str,
        cancel: &CancellationToken,
    ) -> Result<Option<bool>, Halt> {
        let Ok(chat_id) = ChatId::parse(chat, self.credentials.messenger) else {
            self.give_up(place);
            return Ok(None);
        };
        let failure = match self.client.call(self.credentials, &GetContactInfo { chat_id }, cancel).await.outcome {
            Ok(info) if info.archived.is_some() => return Ok(info.archived),
            Ok(_) => {
                self.give_up(place);
                return Ok(None);
            }
            Err(failure) => failure,
        };
        match machine::halt(&failure) {
            None => {
                self.give_up(place);
                Ok(None)
            }
            Some(Halt::Wait(failure)) if answers_badly(&failure) => {
                let tries = self.tries.entry(place).or_default();
                *tries += 1;
                if *tries < MOST_TRIES { Err(Halt::Wait(failure)) } else { Ok(None) }
            }
            Some(halt) => Err(halt),
        }
    }

    fn give_up(&mut self, place: u32) {
        self.tries.insert(place, MOST_TRIES);
    }

    /// Which chats are archived, by each id that the server's list has for them.
    pub async fn list(&self, cancel: &CancellationToken) -> Result<HashMap<String, bool>, Failure> {
        let chats = self.client.call(self.credentials, &GetChats { count: None }, cancel).await.outcome?;
        let mut archived = HashMap::with_capacity(chats.len());
        for chat in chats {
            let Some(is_archived) = chat.archived else { continue };
            archived.extend(chat.new_chat_id.map(|id| (id, is_archived)));
            archived.insert(chat.id, is_archived);
        }
        Ok(archived)
    }
}

/// The server is there, and what it answers for this chat is of no use.
fn answers_badly(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::ServerError(_)
            | Failure::WrongReply { .. }
            | Failure::NotJson(_)
            | Failure::Null { .. }
            | Failure::Empty { .. }
            | Failure::BodyTooLarge { .. }
            | Failure::Unknown(_)
    )
}
