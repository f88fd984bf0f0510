//! The practice server over real HTTP, as a client sees it on the wire.

mod archive;
mod client;
mod faults;
mod gateway;
mod methods;
mod others;
mod program;
mod queue;
mod settings;
