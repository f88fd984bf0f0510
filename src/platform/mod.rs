//! What differs from system to system, and what is there before the window and after it: the libraries that it needs, the log,
//! reports of panics, the system's own message box, and the one program that has a data folder open.
//!
//! From outside: [`check_libraries`] and [`begin`] before the window opens, [`start_log`], [`Panics`], [`complain`] and [`message_box`] for
//! the last word of a program without a window, [`once_more`], [`open_folder`].

mod again;
mod door;
mod libraries;
mod log;
mod panics;
mod report;

pub use again::once_more;
pub use door::{Door, Start, begin};
pub use libraries::{MissingLibrary, check_libraries};
pub use log::start_log;
pub use panics::{Panics, rehearse};
pub use report::REPORTS;

use std::{io, path::Path};

use crate::green_api::redact;

/// Says on the terminal why the program ends, redacted. It may have no window to say it in.
#[expect(clippy::print_stderr, reason = "the last word of a program that could not open its window")]
pub fn complain(reason: &str) {
    eprintln!("instance-desk: {}", redact::all(reason));
}

/// Says something in the system's own message box, and waits until it is closed. On Linux that is `zenity`'s; where it is
/// missing nothing is shown.
pub fn message_box(title: &str, text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(redact::all(text))
        .set_buttons(rfd::MessageButtons::Ok)
        .show();
}

/// Shows a folder in the system's file manager. Blocks until that has been started.
pub fn open_folder(folder: &Path) -> io::Result<()> {
    opener::open(folder).map_err(io::Error::other)
}
