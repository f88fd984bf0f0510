//! Selection by keyboard, as in a list of files.

use eframe::egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::{PickerView, table::select_shown};
use crate::model::FoundChats;

/// Handles the keys while the row at the cursor has the keyboard focus. `page` is the number of visible rows.
pub fn keys_ui(ui: &Ui, response: &Response, view: &mut PickerView, found: &FoundChats, page: usize) {
    if !response.has_focus() {
        return;
    }
    // The arrows move within the table, not from one control to another.
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let last = found.count().saturating_sub(1);
    let cursor = view.cursor;
    let moves = [
        (Key::ArrowDown, cursor.saturating_add(1)),
        (Key::ArrowUp, cursor.saturating_sub(1)),
        (Key::PageDown, cursor.saturating_add(page)),
        (Key::PageUp, cursor.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let hit = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, to) in moves {
        // Shift is checked first: the check without modifiers would consume the key, too.
        let extends = hit(Modifiers::SHIFT, key);
        if !extends && !hit(Modifiers::NONE, key) {
            continue;
        }
        if extends {
            let from = *view.anchor.get_or_insert(cursor);
            super::table::select_range(view, found, from, to.min(last));
        } else {
            view.anchor = None;
        }
        view.cursor = to.min(last);
        view.go_to_cursor = true;
        view.by_key = true;
    }
    if hit(Modifiers::COMMAND, Key::A) {
        select_shown(view, found);
    }
}
