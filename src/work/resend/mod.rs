//! Sending messages of a saved queue again: selected by the user, through the methods they came from, at the instance's
//! sending interval, each at most once.
//!
//! * [`overview`] reads a saved queue with everything known about resending it, for the user's selection.
//! * [`wrong_recipient`] finds recipients that cannot be right; their messages are selected only one by one.
//! * [`request`] returns whether a messenger can resend a message, and how; [`begin`] records a selection.
//! * [`run`] continues a run from its stored state: at first, after a pause, after the program was killed.
//! * A message is recorded as being sent before its request leaves. If a later start finds it in that state, it may
//!   have been sent: it is unknown, and waits for the user ([`begin_once_more`]).
//! * [`ready`] queries, just before, whether the instance sends the messages it accepts, and at which interval. The run
//!   reads state and number again before a message if they are not fresh, and pauses if the number no longer sends or is
//!   another one.
//! * A failure that concerns the instance pauses the run. One that concerns a single message is recorded with it, and
//!   the run continues.

mod machine;
mod overview;
mod ready;
mod recipient;
mod request;
mod run;

pub use machine::{REFUSED_IN_A_ROW, ResendMachine, ResendPause, ResendVerdict, UNKNOWN_IN_A_ROW};
pub use overview::{LINK_LIVES, LeftElsewhere, OLD, Overview, ResendCandidate, overview};
pub use ready::{NotBegun, Readiness, ready};
pub use recipient::{WrongRecipient, wrong_recipient};
pub use request::{NotSendable, Request, request};
pub use run::{ResendPhase, ResendProgress, Terms, run};

pub use super::batch::Signals;

use std::collections::HashMap;

use crate::green_api::Messenger;
use crate::store::{Database, DatabaseResult, ResendRunId, SavedQueueId};
use overview::left_elsewhere;

/// Records that these messages of a saved queue will be resent. It leaves out those that cannot be sent, that were sent
/// or may have been, and that wait in another run. It also leaves out those that left from another saved queue, unless
/// `twice`: the user then knows that some of them may arrive twice. Returns `None` if none is left.
pub async fn begin(
    database: &Database,
    queue: SavedQueueId,
    positions: Vec<u32>,
    messenger: Messenger,
    twice: bool,
) -> DatabaseResult<Option<ResendRunId>> {
    let job = move |tables: &mut crate::store::Tables| {
        let left = if twice { HashMap::new() } else { left_elsewhere(tables, queue)? };
        let messages = tables.saved_messages(queue)?.into_iter();
        let sendable: Vec<u32> = messages
            .filter(|saved| positions.contains(&saved.position) && request(&saved.message, messenger).is_ok())
            .filter(|saved| !saved.message.ids.iter().any(|id| left.contains_key(id)))
            .map(|saved| saved.position)
            .collect();
        tables.begin_resend_run(queue, &sendable)
    };
    database.run(job).await
}

/// Like [`begin`], for messages whose outcome is unknown: the user has requested this, knowing that they may arrive
/// twice.
pub async fn begin_once_more(
    database: &Database,
    queue: SavedQueueId,
    positions: Vec<u32>,
) -> DatabaseResult<Option<ResendRunId>> {
    database.run(move |tables| tables.begin_resend_run_once_more(queue, &positions)).await
}
