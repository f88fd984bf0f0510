//! Replacing the number of an instance: the steps in their order, what was done and skipped, and what has to be seen on
//! the server before a step is ticked.
//!
//! [`Replacement`] is the state machine and what is kept of it, [`Watch`] decides whether a code may be shown;
//! neither does anything itself. [`count`] and [`read_account`] ask the server, [`clear_notifications`] clears what
//! waits to be told. Clearing, unlinking, linking and the interval are done by [`super::clear_queue`],
//! [`super::link_phone`] and [`super::restart`].

mod account;
mod machine;
mod notifications;
mod step;
#[cfg(test)]
mod tests;
mod watch;

pub use account::{AccountSeen, read_account};
pub use machine::{Replacement, Seen};
pub use notifications::{NotificationsSeen, clear_notifications, count_notifications};
pub use step::{Act, Copy, Fact, Step, StepState};
pub use watch::{BETWEEN_COUNTS, Counted, QueueSeen, Watch, count};
