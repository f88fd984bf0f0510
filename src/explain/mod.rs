//! From a typed failure to what happened, why, and what to do, as text ids.

mod disk;
mod keyring;
mod text;

pub use disk::{explain_store, explain_warning};
pub use keyring::explain_vault;
pub use text::{Arg, Text};

use crate::green_api::{ChatId, Failure, Messenger};

/// Which act failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Look,
    ClearQueue,
    Archive,
    Unarchive,
    SetSettings,
    CheckNumber,
    CheckInstance,
    Other(&'static str),
}

/// What is known of the act that failed.
#[derive(Debug, Clone)]
pub struct Context {
    pub act: Act,
    pub messenger: Messenger,
    pub incoming_webhook: Option<bool>,
    pub chat_id: Option<ChatId>,
}

impl Context {
    pub fn new(act: Act, messenger: Messenger) -> Self {
        Self { act, messenger, incoming_webhook: None, chat_id: None }
    }
}

/// What the program can do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    TryAgain,
    Refresh,
    CheckNumber,
    TurnOnIncoming,
    UnarchiveAndArchiveAgain,
    EditInstance,
    OpenConsole,
}

/// A failure in three parts, and what the program can do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    pub what: Text,
    pub why: Text,
    pub todo: Text,
    pub remedies: Vec<Remedy>,
}

pub fn explain(failure: &Failure, _: &Context) -> Explained {
    Explained {
        what: Text::new("explain-other").with("name", failure.name()),
        why: Text::new("explain-other"),
        todo: Text::new("explain-other"),
        remedies: Vec::new(),
    }
}
