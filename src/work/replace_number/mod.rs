//! Replacing the number of an instance: the steps in order, what was done and skipped, and what must be seen on the
//! server before a step is marked as done.
//!
//! [`Replacement`] is the state machine and its stored state; [`Watch`] decides whether a code may be shown. Neither
//! does any I/O. [`count`] and [`read_account`] query the server, [`clear_notifications`] clears the pending
//! notifications. Clearing, unlinking, linking and the interval are done by [`super::clear_queue`],
//! [`super::link_phone`] and [`super::restart`].

mod account;
#[cfg(test)]
mod any_order_tests;
mod machine;
mod notifications;
mod record;
mod step;
#[cfg(test)]
mod tests;
mod watch;

pub use account::{AccountSeen, read_account};
pub use machine::{NumberAnswer, Replacement, Seen};
pub use notifications::{NotificationsSeen, clear_notifications, count_notifications};
pub use record::{Doer, ReplacementRecord};
pub use step::{Act, Copy, Fact, PROPOSED_INTERVAL, Step, StepState};
pub use watch::{BETWEEN_COUNTS, Counted, QueueSeen, Watch, count};
