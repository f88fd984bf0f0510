//! Archiving or unarchiving many chats: at the documented pace, recorded before each request leaves and after its
//! answer, resumable wherever it was interrupted, and reversible by a separate run.
//!
//! * [`plan`] is the dry run: how many chats will change, are already so, cannot be changed, and how long it takes. It
//!   sends no request. [`begin`] records the run.
//! * [`run`] continues a run from its stored state: at first, after a pause, after the program was killed. While the
//!   network or the server is unavailable it waits and resumes automatically; a failure that concerns the instance
//!   pauses it.
//! * A chat whose answer was not received is unknown, and is read back before it is requested again.
//! * [`verify`] compares a run with the chats that the server lists: the server may confirm a change and do nothing.
//! * The stored runs are read and controlled through [`Tables`](crate::store::Tables): `archive_runs` and
//!   `archive_items` list them, `retry_failed_chats` makes chats wait again, `undo_archive_run` begins the run that
//!   reverses one, `stop_archive_run` ends one for good.

mod machine;
mod plan;
mod read_back;
mod run;
mod verify;

pub use machine::{ArchiveMachine, ArchivePause, ArchiveVerdict, Halt, MAX_ASKED};
pub use plan::{ArchiveCandidate, Plan, begin, plan};
pub use read_back::{LIST_RENEWED, is_used_up, list_wait};
pub use run::{ArchivePhase, ArchiveProgress, MAX_UNDER_WAY, run};
pub use verify::{Verifying, verify};

pub use super::batch::Signals;
