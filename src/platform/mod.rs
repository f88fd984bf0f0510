//! What differs from system to system, and what is there before the window and after it: the libraries that it needs, the log,
//! reports of panics, the system's own message box, and the one program that has a data folder open.
//!
//! From outside: [`check_libraries`] and [`begin`] before the window opens, [`start_log`], [`Panics`], [`LastWord`] and
//! [`message_box`] for a program without a window, [`join_console`], [`once_more`], [`open_folder`].

mod again;
mod console;
mod door;
mod last_word;
mod libraries;
mod log;
mod panics;
mod report;

pub use again::once_more;
pub use console::join_console;
pub use door::{Door, Start, begin};
pub use last_word::{LastWord, message_box};
pub use libraries::{MissingLibrary, check_libraries};
pub use log::start_log;
pub use panics::{Panics, rehearse};
pub use report::REPORTS;

use std::{io, path::Path};

/// Shows a folder in the system's file manager. Blocks until that has been started.
pub fn open_folder(folder: &Path) -> io::Result<()> {
    opener::open(folder).map_err(io::Error::other)
}
