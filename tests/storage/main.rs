//! Data outside the process: the settings file, the database, the keyring of the system.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

#[cfg(target_os = "linux")]
mod export;
mod fake_keyring;
mod keyring;
mod native_keyring;
mod network_drive;
#[path = "../common/newest_lines.rs"]
mod newest_lines;
mod saved_queues;
mod silent_bus;
#[cfg(target_os = "linux")]
mod small_disk;
mod store;
