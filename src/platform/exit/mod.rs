//! How this program can end, and where each way leads.
//!
//! | way | where it leads |
//! |---|---|
//! | the window's close button, Alt+F4, the taskbar | eframe's `close_requested`, which `app/window/closing.rs` answers |
//! | macOS: Quit in the menu (Cmd+Q), Quit in the Dock, logout, shutdown | `terminate:` in `terminate.rs`: [`ExitRequest::Ask`] |
//! | Linux and macOS: SIGTERM, SIGINT (Ctrl+C in the terminal), SIGHUP (the terminal is closed) | `signals.rs`: [`ExitRequest::Now`] |
//! | Windows: Ctrl+C in the console, or its closing | nowhere: an open window is attached to no console ([`Console`]) |
//! | a panic of the drawing thread | unwinding drops `App`, and a new process reports it ([`Panics`]) |
//! | SIGKILL, a power failure, logoff of Windows | nothing runs: the journal says at the next start what is unknown |
//!
//! [`Console`]: super::Console
//! [`Panics`]: super::Panics

#[cfg(unix)]
mod signals;
#[cfg(target_os = "macos")]
mod terminate;

use std::sync::mpsc::{self, Receiver};

use crate::green_api::Waker;

/// A request of the system to end the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitRequest {
    /// The user is at the window and can answer a question first.
    Ask,
    /// No question would be answered: only what is being saved is waited for.
    Now,
}

/// The requests of the system to end the program.
#[derive(Debug)]
pub struct ExitRequests(Receiver<ExitRequest>);

impl ExitRequests {
    /// Takes over this process's requests to end from the system, which would end it at once. `waker` is called on each
    /// request.
    pub fn listen(waker: &Waker) -> Self {
        let (tell, requests) = Self::new(waker);
        #[cfg(target_os = "macos")]
        terminate::listen(tell.clone());
        #[cfg(unix)]
        if let Err(error) = signals::listen(tell) {
            tracing::warn!("signals end the program at once: {error}");
        }
        #[cfg(not(unix))]
        drop(tell);
        requests
    }

    /// Returns the requests, and the function by which each system makes them.
    pub(crate) fn new(waker: &Waker) -> (impl Fn(ExitRequest) + Clone + Send + use<>, Self) {
        let (sender, requests) = mpsc::channel();
        let waker = waker.clone();
        let tell = move |request| {
            // Without a receiver the window is gone, and the program is ending.
            let _ = sender.send(request);
            waker();
        };
        (tell, Self(requests))
    }

    /// Returns the next request; each request is returned once.
    pub fn next(&self) -> Option<ExitRequest> {
        self.0.try_recv().ok()
    }
}
