//! Reports a fatal error when there is no window.

#[cfg(all(unix, not(target_os = "macos")))]
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Console;
use crate::green_api::for_system;

/// An error that ends the program before its window is closed.
#[derive(Debug)]
pub struct FatalError {
    /// The error in one line, for the terminal.
    pub line: String,
    /// Title and text for the system's message box, in the user's language; `None` where no box can be shown.
    pub shown: Option<(String, String)>,
}

impl FatalError {
    /// Shows the error, and blocks until the message box is closed.
    pub fn say(&self) {
        complain(&self.line);
        if let Some((title, text)) = &self.shown {
            message_box(title, text);
        }
    }
}

impl From<String> for FatalError {
    fn from(line: String) -> Self {
        Self { line, shown: None }
    }
}

/// Prints a line to the terminal, redacted. Prints nothing where that fails: a panic here would end the program. Waits a
/// second at most: the terminal may be a pipe that nobody reads.
pub fn complain(reason: &str) {
    use std::io::{self, Write as _};
    let line = format!("instance-desk: {}\n", for_system(reason));
    let (printed, end) = mpsc::channel::<()>();
    let print = move || {
        let _console = Console::attach();
        let _ = io::stderr().write_all(line.as_bytes());
        drop(printed);
    };
    if thread::Builder::new().spawn(print).is_ok() {
        let _ = end.recv_timeout(Duration::from_secs(1));
    }
}

/// Shows a text in the system's own message box, redacted, and blocks until it is closed.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn message_box(title: &str, text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(for_system(text))
        .set_buttons(rfd::MessageButtons::Ok)
        .show();
}

/// Shows a text in a message box that this desktop provides, redacted, and blocks until it is closed. Shows nothing
/// where the desktop provides none.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn message_box(title: &str, text: &str) {
    use std::sync::{Arc, OnceLock};

    use rustix::process::{Pid, Signal, kill_process};

    let text = for_system(text);
    let boxes: [(&str, &[&str]); 3] = [
        ("zenity", &["--error", "--no-markup", "--title", title, "--text", &text]),
        ("kdialog", &["--title", title, "--error", &text]),
        ("xmessage", &["-center", "-title", title, &text]),
    ];
    let process = Arc::new(OnceLock::new());
    let shown = process.clone();
    let end = Arc::new(move || {
        if let Some(process) = shown.get() {
            let _ = kill_process(*process, Signal::TERM);
        }
    });
    // A signal to this process would leave the box behind. Listened for first: it may come while the box opens.
    let requests = super::ExitRequests::listen(&(end.clone() as _));
    for (program, arguments) in boxes {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Ok(mut shown) = command.spawn() {
            let _ = process.set(Pid::from_child(&shown));
            if requests.next().is_some() {
                end();
            }
            let _ = shown.wait();
            return;
        }
    }
}
