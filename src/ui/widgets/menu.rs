//! Row menus, opened by the secondary mouse button or by Shift+F10 on the focused row, and their entries.

use eframe::egui::{Button, Key, Modifiers, Popup, Response, SetOpenCommand, Ui};

/// Draws the menu of a row while it is open. Esc closes it and leads back to the row.
pub fn row_menu(row: &Response, content: impl FnOnce(&mut Ui)) {
    let by_key = row.has_focus() && row.ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10));
    let menu = Popup::context_menu(row);
    let menu = if by_key {
        menu.open_memory(SetOpenCommand::Bool(true)).at_position(row.rect.left_bottom())
    } else if row.secondary_clicked() {
        menu
    } else {
        // A menu opened by key stays under its row.
        match Popup::position_of_id(&row.ctx, menu.get_id()) {
            Some(_) => menu,
            None => menu.at_position(row.rect.left_bottom()),
        }
    };
    let id = menu.get_id();
    let was_open = Popup::is_id_open(&row.ctx, id);
    menu.show(content);
    let is_left = was_open && !Popup::is_id_open(&row.ctx, id) && row.ctx.input(|input| input.key_pressed(Key::Escape));
    if is_left && row.sense.is_focusable() {
        row.request_focus();
    }
}

/// Draws a menu entry. Selecting it closes the menu, by pointer or by key, because egui closes a menu only on a click
/// of the pointer.
pub fn menu_item(ui: &mut Ui, text: String) -> bool {
    let selected = ui.button(text).clicked();
    if selected {
        ui.close();
    }
    selected
}

/// Draws a menu entry that is disabled if there is a reason to, which is given on hover.
pub fn menu_act(ui: &mut Ui, text: String, off: Option<String>) -> bool {
    let Some(reason) = off else { return menu_item(ui, text) };
    let entry = ui.add_enabled(false, Button::new(text));
    ui.ctx().accesskit_node_builder(entry.id, |node| node.set_description(reason.clone()));
    entry.on_disabled_hover_text(reason);
    false
}
