//! The whole program at its window, and killed while it works, against the practice server.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod account;
mod all_instances;
mod archive_chat;
mod archive_chat_remedies;
mod bulk_archive;
mod chats;
mod chats_loading;
mod clear_queue;
mod clear_queue_consent;
mod clear_queue_killed;
mod clear_queue_rest;
mod common;
mod connect;
mod edit_remove;
mod export_queue;
mod file_dialog;
mod form_not_saved;
mod frames;
mod help;
mod hostile_server;
mod hostile_sizes;
mod instance_options;
mod interrupted;
mod journal;
mod keeping;
mod keyboard;
mod link_code;
mod link_password;
mod link_phone;
mod new_token;
mod queue_reading;
mod replace_number;
mod replace_number_killed;
mod replace_number_unlinked;
mod replace_number_wrong_turns;
mod requests;
mod resend;
mod resend_killed;
mod saved_queues;
mod settings;
mod smallest_window;
#[cfg(target_os = "linux")] // keys, token stores and the order of a dialog's buttons differ between systems
mod snapshots;
mod states;
mod updates;
