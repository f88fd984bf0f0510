//! Reads whether a chat is archived now, as the messenger reports it. Changes nothing on the server.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::machine::{self, Halt};
use crate::green_api::{ChatId, Client, Credentials, Failure, GetChats, GetContactInfo, GetSettings, Messenger, now};
use crate::store::ArchiveItem;
use crate::work::batch::{in_time, is_recent};

/// Maximum number of attempts to read a chat that the server answers with an error; after that the chat is left as it
/// is.
const MAX_TRIES: u32 = 3;

/// Number of chats in a row without an answer at which the server counts as unavailable.
const MAX_SILENT: u32 = 2;

/// Time after which getChats shows a change: a minute (green-api.com/en/docs/api/service/GetChats), and a little more
/// because clocks differ.
pub const LIST_RENEWED: Duration = Duration::from_secs(65);

/// A reader of chats. It remembers those that cannot be read.
pub struct Reader<'a> {
    pub client: &'a Client,
    pub credentials: &'a Credentials,
    /// Number of errors for each chat; at [`MAX_TRIES`] it is not tried again.
    tries: BTreeMap<u32, u32>,
    /// When the server's list shows each chat in its present state.
    listed_from: HashMap<(u32, Timestamp), Instant>,
    /// Number of chats without an answer since the last one that was read.
    silent: u32,
    single: Single,
    list: Option<Listed>,
    /// The linked number, and when it was read.
    linked: Option<(String, Timestamp)>,
}

/// Whether getContactInfo can be called for a single chat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Single {
    Allowed,
    /// The month's calls are used up: the Developer plan has 100 (console.green-api.com, plans).
    UsedUp,
}

/// An answer of getChats.
struct Listed {
    asked: Timestamp,
    archived: HashMap<String, bool>,
}

/// The result of reading a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Archived(bool),
    /// The server does not report it.
    Untold,
    /// Only the server's list shows it, and not before this moment.
    ListedFrom(Instant),
}

impl<'a> Reader<'a> {
    pub fn new(client: &'a Client, credentials: &'a Credentials) -> Self {
        Self {
            client,
            credentials,
            tries: BTreeMap::new(),
            listed_from: HashMap::new(),
            silent: 0,
            single: Single::Allowed,
            list: None,
            linked: None,
        }
    }

    /// Whether this messenger reports the state at all (green-api.com/docs/api/service/GetContactInfo); the others do
    /// not.
    pub fn can_read(&self) -> bool {
        self.credentials.messenger == Messenger::WhatsApp
    }

    /// Whether it is worth reading the chat at this position.
    pub fn may_read(&self, position: u32) -> bool {
        self.can_read() && self.tries.get(&position).is_none_or(|tries| *tries < MAX_TRIES)
    }

    /// Reads whether the chat is archived now. getContactInfo reports it at once, whereas the list of getChats may be a
    /// minute old; once the plan's getContactInfo calls are used up, the list is read.
    pub async fn is_archived(&mut self, item: &ArchiveItem, cancel: &CancellationToken) -> Result<Reading, Halt> {
        let Ok(chat_id) = ChatId::parse(&item.chat, self.credentials.messenger) else {
            return Ok(self.give_up(item.position));
        };
        if self.single == Single::Allowed {
            match self.client.call(self.credentials, &GetContactInfo { chat_id }, cancel).await.outcome {
                Ok(info) => {
                    self.silent = 0;
                    return Ok(info.archived.map_or_else(|| self.give_up(item.position), Reading::Archived));
                }
                Err(failure) if is_used_up(&failure) => self.single = Single::UsedUp,
                Err(failure) => return self.failed(item.position, &failure),
            }
        }
        self.is_listed_archived(item, cancel).await
    }

    async fn is_listed_archived(&mut self, item: &ArchiveItem, cancel: &CancellationToken) -> Result<Reading, Halt> {
        // Computed once: the clock may have been set back by hours since the change.
        let from = Instant::now() + list_wait(self.client, item.changed, now());
        let from = *self.listed_from.entry((item.position, item.changed)).or_insert(from);
        if from > Instant::now() {
            return Ok(Reading::ListedFrom(from));
        }
        let shows = |list: &Listed| list_wait(self.client, item.changed, list.asked).is_zero();
        let is_new = self.list.as_ref().is_some_and(shows);
        if !is_new && let Err(failure) = self.read_list(cancel).await {
            return if is_used_up(&failure) {
                Ok(self.give_up(item.position))
            } else {
                self.failed(item.position, &failure)
            };
        }
        Ok(self.listed(&item.chat).map_or_else(|| self.give_up(item.position), Reading::Archived))
    }

    /// Decides what a failure to read the chat at this position means.
    fn failed(&mut self, position: u32, failure: &Failure) -> Result<Reading, Halt> {
        match machine::halt(failure) {
            None => Ok(self.give_up(position)),
            // A wrong address would also refuse the changes and the list.
            Some(_) if matches!(failure, Failure::NotFound(_)) => Ok(self.give_up(position)),
            Some(Halt::Wait(failure)) if self.blames_chat(&failure) => {
                let tries = self.tries.entry(position).or_default();
                *tries += 1;
                if *tries < MAX_TRIES {
                    return Err(Halt::Wait(failure));
                }
                self.silent += u32::from(is_silence(&failure));
                Ok(Reading::Untold)
            }
            Some(halt) => Err(halt),
        }
    }

    /// Whether a failure to read a chat counts as a failure of this chat, not of the server: the server answers badly, or
    /// it does not answer, but for a few chats only.
    pub fn blames_chat(&self, failure: &Failure) -> bool {
        answers_badly(failure) || (is_silence(failure) && self.silent < MAX_SILENT)
    }

    fn give_up(&mut self, position: u32) -> Reading {
        self.tries.insert(position, MAX_TRIES);
        Reading::Untold
    }

    /// Reads the server's list, for [`Reader::listed`].
    pub async fn read_list(&mut self, cancel: &CancellationToken) -> Result<(), Failure> {
        let answer = self.client.call(self.credentials, &GetChats { count: None }, cancel).await;
        let asked = answer.at();
        let chats = answer.outcome?;
        let mut archived = HashMap::with_capacity(chats.len());
        for chat in chats {
            let Some(is_archived) = chat.archived else { continue };
            archived.extend(chat.new_chat_id.map(|id| (id, is_archived)));
            archived.insert(chat.id, is_archived);
        }
        self.list = Some(Listed { asked, archived });
        Ok(())
    }

    /// Returns the digits of the linked number, which it reads unless it has read them a moment ago.
    pub async fn linked_number(&mut self, cancel: &CancellationToken) -> Result<String, Failure> {
        if let Some((number, at)) = &self.linked
            && is_recent(self.client, *at)
        {
            return Ok(number.clone());
        }
        let answer = self.client.call(self.credentials, &GetSettings, cancel).await;
        let at = answer.at();
        let number = answer.outcome?.linked_number()?;
        in_time(at)?;
        self.linked = Some((number.clone(), at));
        Ok(number)
    }

    /// Makes [`Reader::linked_number`] read it again.
    pub fn forget_number(&mut self) {
        self.linked = None;
    }

    /// Whether the list that was read last shows this chat as archived. Every id that the server has for a chat is
    /// recognised.
    pub fn listed(&self, chat: &str) -> Option<bool> {
        self.list.as_ref()?.archived.get(chat).copied()
    }
}

/// Returns how long after `at` getChats will show a change made at the earlier time `changed`; zero if it shows it by
/// then.
pub fn list_wait(client: &Client, changed: Timestamp, at: Timestamp) -> Duration {
    let passed = Duration::try_from(at.duration_since(changed)).unwrap_or_default();
    client.paced(LIST_RENEWED).saturating_sub(passed)
}

/// Whether the plan or the messenger allows no further calls of this kind for now.
pub fn is_used_up(failure: &Failure) -> bool {
    matches!(failure, Failure::Quota(_) | Failure::CheckLimit(_))
}

/// Whether the server is available but its answer for this chat is unusable.
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

/// Whether the request was sent, and the server or its gateway has no answer to it.
fn is_silence(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::TimedOut { sent: true, .. }
            | Failure::ConnectionLost { .. }
            | Failure::GaveUp(_)
            | Failure::BadGateway(_)
    )
}
