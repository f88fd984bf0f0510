//! Below the window: the practice server, the bytes on the wire, and work that takes many requests.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod bulk_archive;
mod bulk_archive_killed;
mod chats;
#[path = "../common/newest_lines.rs"]
mod newest_lines;
mod practice_server;
mod resend;
mod resend_killed;
mod wire;
