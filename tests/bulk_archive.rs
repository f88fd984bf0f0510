//! Archiving many chats: what is done, what waits, what pauses, what is undone, and what verification finds afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

#[path = "bulk_archive/afterwards.rs"]
mod afterwards;
#[path = "bulk_archive/desk.rs"]
mod desk;
#[path = "bulk_archive/faults.rs"]
mod faults;
#[path = "bulk_archive/quota.rs"]
mod quota;
#[path = "bulk_archive/signals.rs"]
mod signals;
#[path = "bulk_archive/thousands.rs"]
mod thousands;
