//! Instance Desk: look after WhatsApp, MAX and Telegram numbers connected through GREEN-API.
//!
//! The modules, from the bottom layer up. A module imports only from those above it in this list, which
//! `tests/rules/imports.rs` enforces. `ARCHITECTURE.md` says where to start reading, and which files a change touches.
//!
//! * [`green_api`]: everything about GREEN-API. Typed ids and credentials, `chatId`, one type per method, the client,
//!   its pacing, the recorded exchange, redaction, the failures. Knows nothing of storage or screens.
//! * [`practice`]: the practice server, GREEN-API's behaviour on a loopback port, for learning, demonstrations and
//!   every test. Written from the documentation, never from [`green_api`]'s types, so that a mistake of the client is
//!   not mirrored.
//! * [`vault`]: apiTokenInstance in the operating system's keyring, and an in-memory twin.
//! * [`store`]: everything on disk: settings, instances, saved queues and the journal, never a token.
//! * [`work`]: the administrator's tasks, as state machines over the above. No egui: each runs without a window.
//! * [`explain`]: turns a typed failure into text ids: what happened, why, what to do.
//! * [`model`]: the live model and `Action`: plain data.
//! * [`ui`]: views, widgets, theme. A view reads the model, draws, and returns actions.
//! * [`platform`]: everything that differs between systems, before and after the window: libraries, the log, crash
//!   reports, message boxes.
//! * [`app`]: `update(action)`, polling finished work, the eframe adapter.

pub mod app;
pub mod explain;
pub mod green_api;
pub mod model;
pub mod platform;
pub mod practice;
pub mod store;
pub mod ui;
pub mod vault;
pub mod work;
