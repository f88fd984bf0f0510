//! The copied text. It comes from the program that copied it, which may hang: the libraries then wait for half a minute
//! on X11 and for ever on Wayland, so they are called on a thread of their own.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Maximum time that the window waits for the copied text.
const PATIENCE: Duration = Duration::from_secs(1);

/// The program that has the copied text does not answer.
#[derive(Debug, PartialEq, Eq)]
pub struct NoAnswer;

/// Access to the copied text.
#[derive(Debug)]
pub struct Clipboard {
    /// `None` only while it is dropped.
    requests: Option<Sender<()>>,
    answers: Receiver<Option<String>>,
    thread: Option<JoinHandle<()>>,
    /// Whether the last request is not answered yet.
    is_asked: bool,
    patience: Duration,
}

impl Clipboard {
    /// Starts the thread, on which `open` connects to the clipboard and returns the function that reads it.
    pub fn new<R: FnMut() -> Option<String>>(open: impl FnOnce() -> Option<R> + Send + 'static) -> Self {
        let (requests, queue) = mpsc::channel();
        let (sender, answers) = mpsc::channel();
        let serve = move || {
            let Some(mut read) = open() else { return };
            for () in queue {
                if sender.send(read()).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("clipboard".to_owned()).spawn(serve).ok();
        Self { requests: Some(requests), answers, thread, is_asked: false, patience: PATIENCE }
    }

    /// Connects to the clipboard of the desktop on which the window is shown. On Wayland `display` is its `wl_display`.
    ///
    /// # Safety
    /// The display must be valid until the returned value is dropped.
    #[cfg(all(unix, not(target_os = "macos")))]
    #[allow(unsafe_code)] // the library for Wayland needs the connection of the window
    pub unsafe fn of_desktop(display: Option<std::ptr::NonNull<std::ffi::c_void>>) -> Self {
        let Some(display) = display else {
            return Self::new(|| {
                let mut clipboard = arboard::Clipboard::new().ok()?;
                Some(move || clipboard.get_text().ok())
            });
        };
        // SAFETY: the caller keeps the display valid for as long as it keeps the value, whose drop ends the thread.
        let clipboard = unsafe { smithay_clipboard::Clipboard::new(display.as_ptr()) };
        Self::new(move || Some(move || clipboard.load().ok()))
    }

    #[cfg(test)]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Returns the copied text; `None` if there is none. Blocks for a second at most.
    ///
    /// # Errors
    /// Fails if the program that has the text does not answer, and at once while it still owes an earlier answer.
    pub fn text(&mut self) -> Result<Option<String>, NoAnswer> {
        if self.is_asked {
            // A late answer is dropped: the user has turned to something else.
            self.answers.try_recv().map_err(|_| NoAnswer)?;
            self.is_asked = false;
        }
        if self.requests.as_ref().is_none_or(|requests| requests.send(()).is_err()) {
            return Ok(None);
        }
        match self.answers.recv_timeout(self.patience) {
            Ok(text) => Ok(text),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                self.is_asked = true;
                Err(NoAnswer)
            }
        }
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        self.requests = None;
        let owes = self.is_asked && self.answers.try_recv().is_err();
        if let Some(thread) = self.thread.take().filter(|_| !owes) {
            // A panic on it was reported.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_with_the_copied_text_is_waited_for_once() {
        let (copies, copied) = mpsc::channel::<Option<String>>();
        let mut clipboard = Clipboard::new(move || Some(move || copied.recv().ok().flatten()));
        clipboard.patience = Duration::from_millis(1);
        assert_eq!(clipboard.text(), Err(NoAnswer));
        clipboard.patience = Duration::from_secs(600);
        assert_eq!(clipboard.text(), Err(NoAnswer), "at once");
        copies.send(Some("late".to_owned())).unwrap();
        copies.send(Some("79120000001".to_owned())).unwrap();
        let text = std::iter::repeat_with(|| clipboard.text()).find(Result::is_ok);
        assert_eq!(text, Some(Ok(Some("79120000001".to_owned()))));
    }

    #[test]
    fn a_desktop_without_a_clipboard_has_no_copied_text() {
        let mut clipboard = Clipboard::new(|| None::<fn() -> Option<String>>);
        assert_eq!(clipboard.text(), Ok(None));
    }
}
