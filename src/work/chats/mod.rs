//! An instance's chats: the server's list, finding in it while typing, and imported lists.
//!
//! Entry points: [`load`] queries the server and returns a [`ChatList`], which [`Tables::keep_chats`] keeps for the
//! next start; a [`Finder`] is built once over its rows and answers each keystroke; [`import_chats`] reads pasted text
//! or a file of a spreadsheet program.
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
