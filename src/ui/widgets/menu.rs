//! Menus: of a row, by the second mouse button or by Shift+F10 on the row that has the keyboard; and what stands in one.

use eframe::egui::{Key, Modifiers, Popup, Response, SetOpenCommand, Ui};

pub fn row_menu(row: &Response, content: impl FnOnce(&mut Ui)) {
    let by_key = row.has_focus() && row.ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10));
    let menu = Popup::context_menu(row);
    let menu = if by_key {
        menu.open_memory(SetOpenCommand::Bool(true)).at_position(row.rect.left_bottom())
    } else if row.secondary_clicked() {
        menu
    } else {
        // Where it was opened by key, it stays under its row.
        match Popup::position_of_id(&row.ctx, menu.get_id()) {
            Some(_) => menu,
            None => menu.at_position(row.rect.left_bottom()),
        }
    };
    menu.show(content);
}

/// An entry of a menu. Choosing it closes the menu, however it was chosen: a menu closes by itself on a pointer's click
/// alone.
pub fn menu_item(ui: &mut Ui, text: String) -> bool {
    let selected = ui.button(text).clicked();
    if selected {
        ui.close();
    }
    selected
}
