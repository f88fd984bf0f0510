//! Watching the instances: when each is checked, what is wrong with it, and what the user is notified of.
//!
//! Everything here is pure. The caller sends the requests, passes the time, and shows the notifications.

mod alerts;
mod check;
mod course;
mod outbox;
mod rounds;

pub use alerts::{Alerts, News, Observation, Trouble};
pub use check::{Checked, check};
pub use course::Course;
pub use outbox::{Notification, Outbox, Subject};
pub use rounds::{CheckResult, Rounds};
