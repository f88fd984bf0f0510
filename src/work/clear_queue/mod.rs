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

mod consent;
mod machine;
mod run;
#[cfg(test)]
mod tests;

pub use consent::Consent;
pub use machine::{
    ClearEnding, ClearPhase, ClearQueue, CopyPlace, Next, Part, QueueFound, Recording, Refusal, Rest, Selected, Stop,
    Uncertainty,
};
pub use run::{Access, ClearProgress, run};

pub use super::queue_reading::TRUST_COUNT_AFTER;
