//! The heading of a step, and where the keyboard goes when a step takes its controls away.

use eframe::egui::{Event, Id, Response, Role, Sense, TextStyle, Ui, WidgetInfo, WidgetText};

use crate::ui::theme::{Tokens, font};

/// The heading of a step.
pub fn heading_ui(ui: &mut Ui, text: String) {
    // Not a Label: with the keyboard, egui would underline it like a link.
    let words = WidgetText::from(font::styled(&text, font::subtitle()));
    let galley = words.into_galley(ui, None, ui.available_width(), TextStyle::Body);
    let (rect, heading) = ui.allocate_exact_size(galley.size(), Sense::focusable_noninteractive());
    ui.painter().galley(rect.min, galley, Tokens::of(ui).text);
    heading.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    catch_focus(ui, &heading);
}

/// Whoever works with the keys is never left without a place: when the control that had the keyboard is gone, it comes
/// here, where Enter does nothing that cannot be undone.
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
