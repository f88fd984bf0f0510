//! A list that opens under a button, for selecting one of a few entries.

use eframe::egui::{Button, ComboBox, Rect, Response, Style, Ui, Vec2};

use super::{Icon, icon_ui};
use crate::ui::theme::size;

/// Entries visible at once; a longer list scrolls.
const ROWS: f32 = 11.0;
/// Gap between two entries, in points.
const GAP: f32 = 2.0;
/// Size of the mark at the end of the button, in points.
const CHEVRON: f32 = 12.0;

/// Draws the button of `combo` and, while it is open, the entries with their words. Returns the button, and the entry
/// selected in this frame by pointer or by key. Selecting closes the list, as Esc does, and the focus returns to the
/// button.
pub fn drop_down<T: PartialEq>(
    ui: &mut Ui,
    combo: ComboBox<'_>,
    now: &T,
    entries: impl IntoIterator<Item = (T, String)>,
) -> (Response, Option<T>) {
    let mut selected = None;
    let list = |style: &mut Style| {
        style.spacing.item_spacing.y = GAP;
        style.spacing.button_padding.y = 4.0;
        // Shows that there are more entries below even before the pointer is over the list.
        style.spacing.scroll.dormant_handle_opacity = 0.6;
        style.spacing.scroll.floating_allocated_width = style.spacing.scroll.bar_width;
    };
    let combo = combo.icon(|ui, rect, visuals, _| {
        let place = Rect::from_center_size(rect.center(), Vec2::splat(CHEVRON));
        icon_ui(ui, Icon::ChevronDown, place, visuals.fg_stroke.color);
    });
    let combo = combo.height(ROWS * (size::HIT + GAP) - GAP).popup_style(list.into());
    let shown = combo.show_ui(ui, |ui| {
        for (entry, word) in entries {
            let is_now = entry == *now;
            let button = ui.add(Button::selectable(is_now, word).min_size(Vec2::new(0.0, size::HIT)));
            if button.gained_focus() {
                button.scroll_to_me(None);
            }
            if button.clicked() {
                selected = Some(entry);
                ui.close();
            }
        }
    });
    let has_closed = shown.inner.is_some() && !ComboBox::is_open(ui.ctx(), shown.response.id);
    if has_closed && !ui.input(|input| input.pointer.any_click()) {
        shown.response.request_focus();
    }
    (shown.response, selected)
}

#[cfg(test)]
mod tests {
    use eframe::egui::Id;
    use eframe::egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    /// Opens a list of `count` entries. Returns how many are fully visible, and how many partly.
    fn seen(count: usize) -> (usize, usize) {
        let draw = |ui: &mut Ui, button: &mut Option<Id>| {
            let combo = ComboBox::from_id_salt("list").selected_text("Open");
            let entries = (0..count).map(|entry| (entry, format!("Entry {entry}")));
            *button = Some(drop_down(ui, combo, &0, entries).0.accessible_name("Entries").id);
        };
        let harness = Harness::builder().with_size([720.0, 520.0]).with_context_setup(crate::ui::theme::apply);
        let mut harness = harness.build_ui_state(draw, None);
        harness.get_by_role(Role::ComboBox).click();
        harness.run_steps(6);
        let list = harness.state().unwrap().with("popup");
        let list = harness
            .ctx
            .memory(|memory| memory.area_rect(list))
            .unwrap()
            .shrink(harness.ctx.global_style().spacing.menu_margin.topf());
        let entries: Vec<_> = harness.query_all_by_label_contains("Entry ").map(|node| node.rect()).collect();
        let begun = entries.iter().filter(|place| place.top() < list.bottom()).count();
        let whole = entries.iter().filter(|place| place.bottom() <= list.bottom()).count();
        (whole, begun - whole)
    }

    #[test]
    fn no_entry_is_cut() {
        assert_eq!(seen(8), (8, 0));
        assert_eq!(seen(40).1, 0);
    }
}
