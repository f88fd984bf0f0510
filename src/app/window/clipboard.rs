//! The keys of the clipboard. On Linux the window reads the copied text itself, because eframe waits for it without a
//! limit while it draws nothing.

use eframe::egui::{Event, Key, RawInput};

use super::DesktopApp;
use crate::explain::Text;
use crate::platform::NoAnswer;
use crate::work::chats::import_chats::MAX_BYTES;

/// The notices of a paste that inserted nothing.
const REFUSALS: [&str; 3] = ["notice-long-paste", "notice-no-text", "notice-no-paste"];

/// Returns what eframe makes of a key if it handles those of the clipboard. The text is still missing.
fn command(event: &Event) -> Option<Event> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    match key {
        Key::Cut => Some(Event::Cut),
        Key::Copy => Some(Event::Copy),
        Key::Paste => Some(Event::Paste(String::new())),
        Key::X if modifiers.command_only() => Some(Event::Cut),
        Key::C if modifiers.command_only() => Some(Event::Copy),
        Key::V if modifiers.command_only() => Some(Event::Paste(String::new())),
        _ => None,
    }
}

impl DesktopApp {
    /// Turns the keys of the clipboard, and a button that pastes, into their events.
    pub(super) fn use_clipboard(&mut self, input: &mut RawInput) {
        if self.clipboard.is_none() {
            return;
        }
        if std::mem::take(&mut self.pastes) {
            input.events.push(Event::Paste(String::new()));
        }
        for event in std::mem::take(&mut input.events) {
            match command(&event).unwrap_or(event) {
                Event::Paste(_) => input.events.extend(self.copied_text().map(Event::Paste)),
                event => input.events.push(event),
            }
        }
    }

    fn copied_text(&mut self) -> Option<String> {
        let refused = match self.clipboard.as_mut()?.text() {
            // egui would copy it several times, for whatever takes it to refuse it.
            Ok(Some(text)) if text.len() > MAX_BYTES => "notice-long-paste",
            Ok(Some(text)) if !text.is_empty() => {
                self.app.withdraw_notices(&REFUSALS);
                return Some(text.replace("\r\n", "\n"));
            }
            // The library waits ten milliseconds for the next part of a long text.
            Ok(_) => "notice-no-text",
            Err(NoAnswer) => "notice-no-paste",
        };
        self.app.notice(Text::new(refused));
        None
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use eframe::egui::accesskit::Role;
    use eframe::egui::{Context, Modifiers};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use tempfile::TempDir;

    use super::*;
    use crate::app::{App, ReleaseSource, StartOptions};
    use crate::model::{AddMany, Dialog, FoundInstances, Page, TaskId};
    use crate::platform::Clipboard;
    use crate::tr;
    use crate::ui::theme;
    use crate::vault::Vault;
    use crate::work::add_many::candidates;
    use crate::work::pasted::read_many;

    /// Returns a window that reads the copied text from `clipboard`.
    fn desk(dir: &TempDir, clipboard: Clipboard) -> DesktopApp {
        let options = StartOptions {
            data_dir: Some(dir.path().to_owned()),
            vault: Some(Vault::memory()),
            releases: ReleaseSource(None),
            ..StartOptions::default()
        };
        let app = App::start(&options, Arc::new(|| ())).unwrap();
        DesktopApp { clipboard: Some(clipboard), ..DesktopApp::new(app, &Context::default()) }
    }

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn after(desk: &mut DesktopApp, events: &[Event]) -> Vec<Event> {
        let mut input = RawInput { events: events.to_vec(), ..RawInput::default() };
        desk.use_clipboard(&mut input);
        input.events
    }

    #[test]
    fn the_keys_of_the_clipboard_cut_copy_and_paste_in_their_order() {
        let dir = TempDir::new().unwrap();
        let mut desk = desk(&dir, Clipboard::new(|| Some(|| Some("one\r\ntwo".to_owned()))));
        let letter = press(Key::V, Modifiers::NONE);
        let text = Event::Text("v".to_owned());
        let given = [
            press(Key::X, Modifiers::COMMAND),
            press(Key::V, Modifiers::COMMAND),
            press(Key::Copy, Modifiers::NONE),
            letter.clone(),
            text.clone(),
        ];
        let pasted = Event::Paste("one\ntwo".to_owned());
        assert_eq!(after(&mut desk, &given), [Event::Cut, pasted.clone(), Event::Copy, letter, text]);
        desk.pastes = true;
        assert_eq!(after(&mut desk, &[]), [pasted], "a button that pastes");
        assert_eq!(after(&mut desk, &[]), []);
    }

    #[test]
    fn a_text_larger_than_any_list_is_not_inserted() {
        let dir = TempDir::new().unwrap();
        let mut sizes = [MAX_BYTES, MAX_BYTES + 1].into_iter();
        let mut desk = desk(&dir, Clipboard::new(move || Some(move || sizes.next().map(|size| "7".repeat(size)))));
        let paste = [press(Key::V, Modifiers::COMMAND)];
        assert_eq!(after(&mut desk, &paste).len(), 1);
        assert_eq!(after(&mut desk, &paste).len(), 0);
        assert_eq!(desk.app.model.notices.last().unwrap().text, Text::new("notice-long-paste"));
    }

    #[test]
    fn a_text_that_does_not_arrive_is_named_until_one_does() {
        let dir = TempDir::new().unwrap();
        let mut texts = [None, Some(String::new()), Some("text".to_owned())].into_iter();
        let mut desk = desk(&dir, Clipboard::new(move || Some(move || texts.next().flatten())));
        for _ in 0..2 {
            desk.app.model.notices.clear();
            assert_eq!(after(&mut desk, &[press(Key::V, Modifiers::COMMAND)]), []);
            assert_eq!(desk.app.model.notices.last().unwrap().text, Text::new("notice-no-text"));
        }
        desk.app.notice(Text::new("notice-copied"));
        assert_eq!(after(&mut desk, &[press(Key::V, Modifiers::COMMAND)]).len(), 1);
        let left: Vec<_> = desk.app.model.notices.iter().map(|notice| notice.text.id).collect();
        assert_eq!(left, ["notice-copied"]);
    }

    #[test]
    fn the_notice_of_an_empty_paste_covers_no_control_of_a_dialog() {
        let row = |at: u64| format!("Sales {at};{};{at:0>50}", 7_103_004_600 + at);
        let rows: Vec<_> = (0..20).map(row).collect();
        let list = candidates(read_many(&rows.join("\n")).unwrap(), |_| None);
        for points in [[720.0, 520.0], [1180.0, 760.0], [720.0, 465.0], [683.0, 349.0]] {
            let dir = TempDir::new().unwrap();
            let mut desk = desk(&dir, Clipboard::new(|| Some(|| Some(String::new()))));
            let found = FoundInstances { opened: TaskId(0), file: None, list: list.clone(), hidden: 0 };
            desk.app.model.add_many = AddMany::Found(found);
            (desk.app.model.page, desk.app.model.dialog) = (Page::Preferences, Some(Dialog::AddMany));
            after(&mut desk, &[press(Key::V, Modifiers::COMMAND)]);
            let builder = Harness::builder().with_size(points).with_context_setup(theme::apply);
            let mut harness = builder.build_ui(move |ui| desk.draw(ui));
            harness.run_steps(3);
            let notice = harness.get_by_label(&tr!("notice-no-text")).rect();
            let foot = [tr!("cancel"), tr!("add-many-act", count = 20)];
            let foot = foot.iter().map(|label| harness.get_by_role_and_label(Role::Button, label).rect());
            let fields = harness.get_all_by_role(Role::TextInput).map(|field| field.rect());
            for control in foot.chain(fields) {
                assert!(!notice.intersects(control), "{points:?}: {notice:?}, {control:?}");
            }
        }
    }

    #[test]
    fn a_program_that_hangs_with_the_copied_text_is_named_and_nothing_is_inserted() {
        let dir = TempDir::new().unwrap();
        let (_never, copied) = std::sync::mpsc::channel::<()>();
        let hangs = move || {
            let _ = copied.recv();
            None
        };
        let clipboard = Clipboard::new(|| Some(hangs)).with_patience(Duration::from_millis(1));
        let mut desk = desk(&dir, clipboard);
        assert_eq!(after(&mut desk, &[press(Key::V, Modifiers::COMMAND)]), []);
        assert_eq!(desk.app.model.notices.last().unwrap().text, Text::new("notice-no-paste"));
    }
}
