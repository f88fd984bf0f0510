//! The program as a process of its own: its start, its end by a panic, and whole scenarios in the real window.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod crash;
mod scenarios;
mod start;
