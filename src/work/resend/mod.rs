//! Sending messages of a saved queue again: chosen by a person, through the methods they came from, at the instance's
//! sending interval, each at most once.
//!
//! * [`overview`] reads a saved queue with all that is known of sending it again, for whoever chooses.
//! * [`wrong_recipient`] finds recipients that cannot be right; they are chosen by hand only.
//! * [`request`] says whether a messenger can send a message again, and how; [`begin`] writes a choice down.
//! * [`run`] carries a run on from wherever it stands: at first, after a pause, after the program was killed.
//! * A message is written down as being sent before its request leaves. One that is found so at a later start may have
//!   been sent: it is unknown, and waits for a person ([`begin_once_more`]).
//! * [`ready`] asks, just before, whether the instance sends what it takes, and at which interval.
//! * What concerns the instance pauses the run; what concerns one message is noted with it, and the run goes on.

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

use overview::left_elsewhere;

use crate::green_api::Messenger;
use crate::store::{Database, DatabaseResult, ResendRunId, SavedQueueId};

/// Writes down that these messages of a saved queue are to be sent again. Left out are those that cannot be, that were
/// sent or may have been, and that wait in another run; and those that left from another saved queue, unless `twice`:
/// somebody knows that some of them may arrive twice. `None` if none is left.
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

/// The same with messages whose outcome is unknown: somebody has asked for that, knowing that they may arrive twice.
pub async fn begin_once_more(
    database: &Database,
    queue: SavedQueueId,
    positions: Vec<u32>,
) -> DatabaseResult<Option<ResendRunId>> {
    database.run(move |tables| tables.begin_resend_run_once_more(queue, &positions)).await
}
