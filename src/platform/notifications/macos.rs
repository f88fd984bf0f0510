//! Notifications of macOS.

use std::sync::mpsc::Receiver;
use std::thread;

use mac_notification_sys::{Notification, NotificationResponse};

use super::{Note, NoteEvent, Tell};

pub(super) fn run(notes: &Receiver<Note>, tell: &Tell) {
    tell.event(NoteEvent::Available);
    while let Ok(note) = notes.recv() {
        let (told, id) = (tell.clone(), note.id);
        // `send` blocks until the notification is clicked or closed.
        let waits = thread::Builder::new().name("notification".to_owned()).spawn(move || show(&note, &told));
        if let Err(error) = waits {
            tracing::warn!("a notification was not shown: {error}");
            tell.event(NoteEvent::NotShown(id));
        }
    }
}

fn show(note: &Note, tell: &Tell) {
    let sent = Notification::new().title(&note.title).message(&note.body).wait_for_click(true).send();
    match sent {
        Ok(NotificationResponse::Click | NotificationResponse::ActionButton(_)) => {
            tell.event(NoteEvent::Clicked(note.id));
        }
        Ok(_) => {}
        Err(error) => {
            tracing::warn!("a notification was not shown: {error}");
            tell.event(NoteEvent::NotShown(note.id));
        }
    }
}
