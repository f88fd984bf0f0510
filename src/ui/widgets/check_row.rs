//! A checkbox whose whole row is clickable, with a line of explanation under its label.

use eframe::egui::{
    CornerRadius, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::{Icon, icon_ui};
use crate::ui::theme::{Tokens, font, size, space};

/// Draws the row. Toggles `checked` when any part of it is clicked.
pub fn check_row(ui: &mut Ui, id: Id, checked: &mut bool, label: &str, explanation: &str) -> Response {
    let t = Tokens::of(ui);
    let scope = ui.scope_builder(UiBuilder::new().scope_id(id).sense(Sense::click()), |ui| {
        ui.set_min_width(ui.available_width());
        ui.set_min_height(size::HIT);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S + 2.0;
            let (place, _) = ui.allocate_exact_size(Vec2::new(size::ICON, 20.0), Sense::hover());
            let tick = Rect::from_center_size(place.center(), Vec2::splat(size::ICON));
            paint_box(ui, tick, *checked);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(label);
                if !explanation.is_empty() {
                    ui.label(font::running(explanation).color(t.muted));
                }
            });
        });
    });
    let mut response = scope.response;
    if response.clicked() {
        *checked = !*checked;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *checked, label));
    response
}

/// Paints the box alone.
pub fn paint_box(ui: &Ui, rect: Rect, checked: bool) {
    let t = Tokens::of(ui);
    let corner = CornerRadius::same(4);
    if checked {
        ui.painter().rect_filled(rect, corner, t.accent);
        icon_ui(ui, Icon::Check, rect.shrink(2.0), t.on_accent);
    } else {
        ui.painter().rect(rect, corner, t.surface, Stroke::new(size::OUTLINE, t.outline), StrokeKind::Inside);
    }
}
