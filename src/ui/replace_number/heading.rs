//! The heading of a step, which takes the keyboard focus when a step removes its controls.

use eframe::egui::{Event, Id, Response, Role, Sense, TextStyle, Ui, WidgetInfo, WidgetText};

use crate::ui::theme::{Tokens, font};

/// Draws the heading of a step.
pub fn heading_ui(ui: &mut Ui, text: String) {
    // Not a Label: egui would underline a focused one like a link.
    let words = WidgetText::from(font::styled(&text, font::subtitle()));
    let galley = words.into_galley(ui, None, ui.available_width(), TextStyle::Body);
    let (rect, heading) = ui.allocate_exact_size(galley.size(), Sense::focusable_noninteractive());
    ui.painter().galley(rect.min, galley, Tokens::of(ui).text);
    heading.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    catch_focus(ui, &heading);
}

/// Moves the keyboard focus to `response` when the focused control has disappeared, so that keyboard users never lose
/// their place. Enter does nothing irreversible there.
pub fn catch_focus(ui: &Ui, response: &Response) {
    let place = Id::unique("replace-by-keys");
    let before: bool = ui.data(|data| data.get_temp(place)).unwrap_or_default();
    let by_keys = ui.input(|input| {
        input.events.iter().fold(before, |before, event| match event {
            Event::Key { .. } | Event::AccessKitActionRequest(_) => true,
            Event::PointerButton { .. } => false,
            _ => before,
        })
    });
    ui.data_mut(|data| data.insert_temp(place, by_keys));
    let is_lost = ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if by_keys && is_lost {
        response.request_focus();
        response.scroll_to_me(None);
    }
}
