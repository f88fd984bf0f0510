//! Archiving many chats: what is done, what waits, what pauses, what is undone, and what is found out afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

#[path = "archive_chats/afterwards.rs"]
mod afterwards;
#[path = "archive_chats/desk.rs"]
mod desk;
#[path = "archive_chats/faults.rs"]
mod faults;
#[path = "archive_chats/quota.rs"]
mod quota;
#[path = "archive_chats/signals.rs"]
mod signals;
#[path = "archive_chats/thousands.rs"]
mod thousands;
