//! Archiving or unarchiving many chats: at the documented pace, written down before each request leaves and after its
//! answer came, resumed wherever it was cut off, and reversed by a run of its own.
//!
//! * [`plan`] is the dry run: how many will change, are already so, cannot be, and how long it takes. It asks nobody.
//!   [`begin`] writes the run down.
//! * [`run`] carries a run on from wherever it stands: at first, after a pause, after the program was killed. While the
//!   network or the server is away it waits and goes on by itself; what concerns the instance pauses it.
//! * A chat whose answer did not come is unknown, and is read back before it is asked for again.
//! * [`verify`] compares a run with the chats that the server lists: it may say yes and do nothing.
//! * What is kept is read and steered through [`Tables`](crate::store::Tables): `archive_runs` and `archive_items` list,
//!   `retry_failed_chats` lets chats wait again, `undo_archive_run` begins the run that reverses one,
//!   `stop_archive_run` ends one for good.

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
