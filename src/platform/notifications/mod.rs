//! Notifications of the system. A thread of its own shows them, because the service may answer late.

#[cfg(all(unix, not(target_os = "macos")))]
#[path = "freedesktop.rs"]
mod service;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod service;
#[cfg(windows)]
#[path = "windows.rs"]
mod service;

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::green_api::Waker;

/// A notification in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Identifies the notification in the events.
    pub id: u64,
    pub title: String,
    pub body: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteEvent {
    /// The system has a service that shows notifications.
    Available,
    /// There is none, or it does not answer.
    Unavailable,
    /// The user has clicked the notification with this id.
    Clicked(u64),
    /// The notification with this id could not be shown.
    NotShown(u64),
}

/// The way to the system's notifications.
#[derive(Debug)]
pub struct Notifications {
    notes: Sender<Note>,
    events: Receiver<NoteEvent>,
}

impl Notifications {
    /// Looks for the service. `waker` is called on each event.
    pub fn start(waker: &Waker) -> Self {
        let (notes, to_show) = mpsc::channel();
        let (sender, events) = mpsc::channel();
        let waker = waker.clone();
        let tell = Tell { sender, waker };
        let lost = tell.clone();
        let run = move || service::run(&to_show, &tell);
        if let Err(error) = thread::Builder::new().name("notifications".to_owned()).spawn(run) {
            tracing::warn!("no notifications: {error}");
            lost.event(NoteEvent::Unavailable);
        }
        Self { notes, events }
    }

    /// Shows a notification, or sends [`NoteEvent::NotShown`].
    pub fn show(&self, note: Note) -> Result<(), Note> {
        self.notes.send(note).map_err(|unsent| unsent.0)
    }

    /// Returns the next event; each one is returned once.
    pub fn next(&self) -> Option<NoteEvent> {
        self.events.try_recv().ok()
    }
}

/// Passes events on to the window.
#[derive(Clone)]
struct Tell {
    sender: Sender<NoteEvent>,
    waker: Waker,
}

impl Tell {
    fn event(&self, event: NoteEvent) {
        // Without a receiver the window is gone.
        let _ = self.sender.send(event);
        (self.waker)();
    }
}
