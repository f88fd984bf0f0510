//! Archiving or unarchiving one chat: send the request, then read back; after "last message not found", determine which
//! cause applies.
//!
//! Nothing is sent twice automatically. "Unarchive and archive again" is the vendor's remedy for a chat that is
//! reported as archived but does not look so; it is a separate act that the user requests.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Recorder;
use super::bulk_archive::{is_used_up, list_wait};
use crate::green_api::{
    ArchiveChat as ArchiveCall, ArchiveDirection, ChatId, Client, Credentials, Exchange, Failure, GetChats,
    GetContactInfo, GetSettings, UnarchiveChat as UnarchiveCall, now,
};
use crate::store::ReadBack;

/// The change requested for a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveAct {
    Archive,
    Unarchive,
    /// Unarchive, then archive.
    ArchiveAgain,
}

impl ArchiveAct {
    /// Returns the direction of the last step.
    pub fn direction(self) -> ArchiveDirection {
        match self {
            Self::Archive | Self::ArchiveAgain => ArchiveDirection::Archive,
            Self::Unarchive => ArchiveDirection::Unarchive,
        }
    }
}

/// The ending of an act.
#[derive(Debug, Clone, PartialEq)]
pub enum ArchiveEnding {
    /// The server accepted it. `seen`: the state read back, or `None` if it could not be read.
    Done { seen: Option<bool> },
    /// The chat was already in the requested state.
    AlreadySo,
    /// Not done. `incoming`: whether incoming notifications are on, read only where this determines the cause.
    Failed { failure: Failure, incoming: Option<bool> },
    /// No usable answer was received; `seen` is the state read back.
    Unknown { failure: Failure, seen: Option<bool> },
}

/// A finished act with the answers that led to its ending.
#[derive(Debug, Clone)]
pub struct Report {
    pub act: ArchiveAct,
    pub chat: ChatId,
    /// The direction of the step that decided the ending. [`ArchiveAct::ArchiveAgain`] has a step of each.
    pub direction: ArchiveDirection,
    pub ending: ArchiveEnding,
    /// Every answer, in order of arrival; the deciding one is [`Report::deciding`].
    pub exchanges: Vec<Arc<Exchange>>,
    deciding: Option<usize>,
    /// Why the chat could not be read back, if getContactInfo is used up: getChats shows the change after
    /// [`super::bulk_archive::LIST_RENEWED`], and [`check_again`] then reads it.
    pub used_up: Option<Failure>,
}

impl Report {
    /// Returns the answer that decided the ending.
    pub fn deciding(&self) -> Option<&Arc<Exchange>> {
        self.deciding.and_then(|index| self.exchanges.get(index))
    }

    /// Returns the report of an act whose task is lost: its outcome is unknown.
    pub fn lost(act: ArchiveAct, chat: ChatId, failure: Failure) -> Self {
        let ending = ArchiveEnding::Unknown { failure, seen: None };
        Self { act, chat, direction: act.direction(), ending, exchanges: Vec::new(), deciding: None, used_up: None }
    }

    /// Whether the chat is archived now, as far as this act has shown.
    pub fn archived_now(&self) -> Option<bool> {
        let as_wanted = match self.ending {
            ArchiveEnding::Done { seen } => seen.unwrap_or(true),
            ArchiveEnding::AlreadySo => true,
            ArchiveEnding::Unknown { seen, .. } => seen?,
            ArchiveEnding::Failed { .. } => return None,
        };
        Some(as_wanted == self.direction.archived())
    }

    /// Whether the chat was taken out of the archive first, and the step meant to put it back did not end well.
    pub fn was_taken_out(&self) -> bool {
        self.act == ArchiveAct::ArchiveAgain && self.direction == ArchiveDirection::Archive
    }
}

/// Carries out the act.
pub async fn run(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    act: ArchiveAct,
    chat: ChatId,
    cancel: &CancellationToken,
) -> Report {
    let mut run = Attempt { recorder, client, credentials, cancel, exchanges: Vec::new(), used_up: None };
    let mut direction = match act {
        ArchiveAct::Archive => ArchiveDirection::Archive,
        ArchiveAct::Unarchive | ArchiveAct::ArchiveAgain => ArchiveDirection::Unarchive,
    };
    let mut asked = run.ask(&chat, direction).await;
    if act == ArchiveAct::ArchiveAgain && matches!(asked, Ok(()) | Err(Failure::AlreadyUnarchived(_))) {
        direction = ArchiveDirection::Archive;
        asked = run.ask(&chat, direction).await;
    }
    let deciding = run.exchanges.len().checked_sub(1);
    let ending = run.judge(&chat, asked, direction).await;
    run.record(&chat, direction, &ending);
    Report { act, chat, direction, ending, exchanges: run.exchanges, deciding, used_up: run.used_up }
}

/// Reads the chat once more after an act with an unknown outcome, and records what was read. Changes nothing on the
/// server.
pub async fn check_again(
    recorder: &Recorder,
    client: &Client,
    credentials: &Credentials,
    report: Report,
    cancel: &CancellationToken,
) -> Report {
    let mut run = Attempt { recorder, client, credentials, cancel, exchanges: Vec::new(), used_up: None };
    let changed = report.deciding().map_or_else(now, |exchange| exchange.at);
    let read = run.look(&report.chat, changed).await.map(|now| now == report.direction.archived());
    let ending = match report.ending {
        ArchiveEnding::Unknown { failure, seen } => ArchiveEnding::Unknown { failure, seen: read.or(seen) },
        ArchiveEnding::Done { seen } => ArchiveEnding::Done { seen: read.or(seen) },
        ending => ending,
    };
    if read.is_some() {
        run.record(&report.chat, report.direction, &ending);
    }
    let exchanges = report.exchanges.into_iter().chain(run.exchanges).collect();
    Report { ending, exchanges, used_up: run.used_up, ..report }
}

struct Attempt<'a> {
    recorder: &'a Recorder,
    client: &'a Client,
    credentials: &'a Credentials,
    cancel: &'a CancellationToken,
    exchanges: Vec<Arc<Exchange>>,
    used_up: Option<Failure>,
}

impl Attempt<'_> {
    async fn ask(&mut self, chat: &ChatId, direction: ArchiveDirection) -> Result<(), Failure> {
        let chat_id = chat.clone();
        let answer = match direction {
            ArchiveDirection::Archive => {
                self.recorder.call(self.client, self.credentials, &ArchiveCall { chat_id }, self.cancel).await
            }
            ArchiveDirection::Unarchive => {
                self.recorder.call(self.client, self.credentials, &UnarchiveCall { chat_id }, self.cancel).await
            }
        };
        self.exchanges.extend(answer.exchange);
        answer.outcome
    }

    /// Records what was read back with the request that it belongs to.
    fn record(&self, chat: &ChatId, direction: ArchiveDirection, ending: &ArchiveEnding) {
        let (ArchiveEnding::Done { seen: Some(as_wanted) } | ArchiveEnding::Unknown { seen: Some(as_wanted), .. }) =
            ending
        else {
            return;
        };
        let is_archived = *as_wanted == direction.archived();
        let found = ReadBack::of_chat(is_archived);
        let chat_id = chat.clone();
        match direction {
            ArchiveDirection::Archive => self.recorder.read_back(self.credentials, &ArchiveCall { chat_id }, found),
            ArchiveDirection::Unarchive => self.recorder.read_back(self.credentials, &UnarchiveCall { chat_id }, found),
        }
    }

    async fn judge(&mut self, chat: &ChatId, asked: Result<(), Failure>, direction: ArchiveDirection) -> ArchiveEnding {
        match asked {
            Ok(()) => ArchiveEnding::Done { seen: self.read_back(chat).await.map(|now| now == direction.archived()) },
            Err(Failure::AlreadyArchived(_)) if direction == ArchiveDirection::Archive => ArchiveEnding::AlreadySo,
            Err(Failure::AlreadyUnarchived(_)) if direction == ArchiveDirection::Unarchive => ArchiveEnding::AlreadySo,
            Err(failure @ Failure::LastMessageNotFound(_)) => {
                let incoming = self.read_incoming().await;
                ArchiveEnding::Failed { failure, incoming }
            }
            Err(failure @ Failure::Cancelled { sent: true }) => ArchiveEnding::Unknown { failure, seen: None },
            Err(failure) if failure.is_outcome_unknown() => {
                let seen = self.read_back(chat).await.map(|now| now == direction.archived());
                ArchiveEnding::Unknown { failure, seen }
            }
            Err(failure) => ArchiveEnding::Failed { failure, incoming: None },
        }
    }

    /// Whether the chat is archived now, if the messenger reports it.
    async fn read_back(&mut self, chat: &ChatId) -> Option<bool> {
        let read = self.read_contact(chat).await;
        self.used_up = read.as_ref().err().filter(|failure| is_used_up(failure)).cloned();
        read.ok().flatten()
    }

    /// Like [`Self::read_back`], some time after the change. Where the plan's getContactInfo calls are used up, it
    /// reads the server's list instead, once that list shows changes made at `changed`.
    async fn look(&mut self, chat: &ChatId, changed: Timestamp) -> Option<bool> {
        let read = self.read_back(chat).await;
        match self.used_up.take() {
            Some(failure) if !list_wait(self.client, changed, now()).is_zero() => self.used_up = Some(failure),
            Some(_) => {
                let answer = self.client.call(self.credentials, &GetChats { count: None }, self.cancel).await;
                self.exchanges.extend(answer.exchange);
                let is_it = |id: &str| id == chat.as_str();
                let chats = answer.outcome.unwrap_or_default();
                return chats
                    .iter()
                    .find(|chat| is_it(&chat.id) || chat.new_chat_id.as_deref().is_some_and(is_it))?
                    .archived;
            }
            None => {}
        }
        read
    }

    async fn read_contact(&mut self, chat: &ChatId) -> Result<Option<bool>, Failure> {
        let method = GetContactInfo { chat_id: chat.clone() };
        let answer = self.client.call(self.credentials, &method, self.cancel).await;
        self.exchanges.extend(answer.exchange);
        answer.outcome.map(|info| info.archived)
    }

    async fn read_incoming(&mut self) -> Option<bool> {
        let answer = self.client.call(self.credentials, &GetSettings, self.cancel).await;
        self.exchanges.extend(answer.exchange);
        answer.outcome.ok().and_then(|settings| settings.incoming_webhook)
    }
}
