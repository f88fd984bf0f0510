//! The practice server over real HTTP, as a client sees it on the wire.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "practice_server/archive.rs"]
mod archive;
#[path = "practice_server/client.rs"]
mod client;
#[path = "practice_server/faults.rs"]
mod faults;
#[path = "practice_server/gateway.rs"]
mod gateway;
#[path = "practice_server/methods.rs"]
mod methods;
#[path = "practice_server/others.rs"]
mod others;
#[path = "practice_server/program.rs"]
mod program;
#[path = "practice_server/queue.rs"]
mod queue;
#[path = "practice_server/settings.rs"]
mod settings;
