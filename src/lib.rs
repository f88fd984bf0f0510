//! Instance Desk: look after WhatsApp and MAX numbers connected through GREEN-API.
//!
//! The map of this house, from the ground up. A module imports only from those above it in this list;
//! `tests/imports.rs` keeps that so. `ARCHITECTURE.md` says where to start reading, and which files a change touches.
//!
//! * [`green_api`]: what GREEN-API is. Typed ids and credentials, `chatId`, one type per method, the client, its
//!   pacing, the recorded exchange, redaction, the failures. Knows nothing of storage or screens.
//! * [`practice`]: the practice server, GREEN-API's behaviour on a loopback port, for learning, demonstrations and
//!   every test. Written from the documentation, never from [`green_api`]'s types, so that a client's mistake is not
//!   mirrored.
//! * [`vault`]: apiTokenInstance in the operating system's keyring, and a memory twin.
//! * [`store`]: what is kept on disk: settings, instances, saved queues and the journal, never a token.
//! * [`work`]: what an administrator does, as state machines over the above. No egui: each runs without a window.
//! * [`explain`]: from a typed failure to what happened, why, and what to do, as text ids.
//! * [`model`]: the live model, `Action` and `Event`: plain data.
//! * [`ui`]: views, widgets, theme. A view reads the model, draws, and returns actions.
//! * [`platform`]: what differs from system to system, before the window and after it: libraries, the log, reports of panics,
//!   message boxes.
//! * [`app`]: `update(action)`, draining what finished, the eframe adapter.

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
