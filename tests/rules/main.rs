//! The rules for the sources, the texts and the documents.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod answers;
mod architecture;
mod bare;
mod enums;
mod facts;
mod features;
mod icon;
mod imports;
mod licences;
mod sizes;
mod source;
mod texts;
mod tokens;
mod uses;
mod wording;
