//! Knowing an instance's chats: what the server lists, finding in it while typing, and lists that come from outside.
//!
//! From outside: [`load`] asks the server and gives a [`ChatList`], which [`Tables::keep_chats`] keeps for the next
//! start; a [`Finder`] is built once over its rows and answers each keystroke; [`import_chats`] reads what was pasted or a
//! file of a spreadsheet program.
//!
//! [`Tables::keep_chats`]: crate::store::Tables::keep_chats

mod find;
mod fold;
pub mod import_chats;
mod load;
mod merge;

pub use find::{Filter, Finder, Sort, View};
pub use load::{Load, Part, RENEWED_EVERY, due_at, load};
pub use merge::merge;

pub use crate::store::{ChatList, ChatRow, RowId, RowKind};
