//! Data outside the process: the settings file, the database, the keyring of the system.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod fake_keyring;
mod keyring;
mod native_keyring;
mod network_drive;
mod saved_queues;
mod store;
