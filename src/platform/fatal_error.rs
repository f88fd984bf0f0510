//! The last word of a program that has no window to say it in.

#[cfg(all(unix, not(target_os = "macos")))]
use std::process::{Command, Stdio};

use crate::green_api::redact;

/// Why the program ends before its window is closed.
#[derive(Debug)]
pub struct FatalError {
    /// For the terminal, in one line.
    pub line: String,
    /// For the system's message box, in the user's language: title and text. None where there is nothing to show it on.
    pub shown: Option<(String, String)>,
}

impl FatalError {
    /// Says it, and waits until the message box is closed.
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

/// Says something on the terminal, redacted.
#[expect(clippy::print_stderr, reason = "the last word of a program that could not open its window")]
pub fn complain(reason: &str) {
    eprintln!("instance-desk: {}", redact::all(reason));
}

/// Says something in the system's own message box, redacted, and waits until it is closed.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn message_box(title: &str, text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(redact::all(text))
        .set_buttons(rfd::MessageButtons::Ok)
        .show();
}

/// Says something in a message box of whatever this desktop has, redacted, and waits until it is closed. Where there is nothing,
/// nothing is shown.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn message_box(title: &str, text: &str) {
    let text = redact::all(text);
    let boxes: [(&str, &[&str]); 3] = [
        ("zenity", &["--error", "--no-markup", "--title", title, "--text", &text]),
        ("kdialog", &["--title", title, "--error", &text]),
        ("xmessage", &["-center", "-title", title, &text]),
    ];
    for (program, arguments) in boxes {
        if Command::new(program).args(arguments).stdin(Stdio::null()).output().is_ok() {
            return;
        }
    }
}
