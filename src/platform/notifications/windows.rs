//! Toasts of Windows.

use std::sync::mpsc::Receiver;

use tauri_winrt_notification::Toast;
use windows_registry::CURRENT_USER;

use super::{Note, NoteEvent, Tell};

/// Names the program to the notifications of Windows.
const APP_ID: &str = "InstanceDesk";

pub(super) fn run(notes: &Receiver<Note>, tell: &Tell) {
    // Without its own name there, notifications of a program that no shop has installed are not shown.
    let key = format!(r"Software\Classes\AppUserModelId\{APP_ID}");
    let named = CURRENT_USER.create(key).and_then(|key| key.set_string("DisplayName", "Instance Desk"));
    if let Err(error) = &named {
        tracing::warn!("no notifications: {error}");
    }
    tell.event(if named.is_ok() { NoteEvent::Available } else { NoteEvent::Unavailable });
    while let Ok(note) = notes.recv() {
        let (clicked, id) = (tell.clone(), note.id);
        let toast = Toast::new(APP_ID).title(&note.title).text1(&note.body).on_activated(move |_| {
            clicked.event(NoteEvent::Clicked(id));
            Ok(())
        });
        match toast.show() {
            Ok(()) => tell.event(NoteEvent::Available),
            Err(error) => {
                tracing::warn!("a notification was not shown: {error}");
                tell.event(NoteEvent::NotShown(id));
                tell.event(NoteEvent::Unavailable);
            }
        }
    }
}
