//! Clearing a sending queue: save a copy, clear, read the list again, count again, and only then report it as empty.
//!
//! [`ClearQueue`] is the state machine from the user's consent to the end. [`run`] carries it out; its owner records the
//! steps of an open replacement, and writes the copy in a file. The rules and their reasons:
//! * Nothing is cleared that was not saved, unless the user wants no copy, and nothing beyond what the user was asked
//!   about. Where either fails, the machine stops and waits for a new consent.
//! * The [`Consent`] can be revoked until the request leaves, and is checked at that moment.
//! * The list of an emptied queue is `[]` at once, but a message already handed to the sender is not in it, and
//!   `getMessagesCount` lags ten seconds behind (green-api.com/docs/api/queues/GetMessagesCount). A count is therefore
//!   trusted only if it was read eleven seconds or more after the clearing.
//! * List and count are judged as everywhere, by [`super::queue_reading::QueueReading`].
//! * Clearing is sent once. If no answer is received, the queue is read, never cleared again automatically.

mod machine;
mod run;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

pub use machine::{
    ClearEnding, ClearPhase, ClearQueue, CopyPlace, Next, Part, QueueFound, Recording, Refusal, Rest, Selected, Stop,
    Uncertainty,
};
pub use run::{Access, ClearProgress, run};

pub use super::queue_reading::TRUST_COUNT_AFTER;

/// Consent to one clearing. It can be revoked until it is taken, which happens right before the request leaves. Clones
/// share it.
#[derive(Debug, Clone, Default)]
pub struct Consent(Arc<OnceLock<Fate>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Taken,
    Revoked,
}

impl Consent {
    /// Revokes the consent, unless it was taken. Returns whether it is revoked.
    pub fn revoke(&self) -> bool {
        *self.0.get_or_init(|| Fate::Revoked) == Fate::Revoked
    }

    /// Takes the consent, unless it was revoked. Returns whether it is taken.
    pub fn take(&self) -> bool {
        *self.0.get_or_init(|| Fate::Taken) == Fate::Taken
    }

    pub fn is_revoked(&self) -> bool {
        self.0.get() == Some(&Fate::Revoked)
    }

    pub fn is_taken(&self) -> bool {
        self.0.get() == Some(&Fate::Taken)
    }
}
