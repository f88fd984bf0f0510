//! Cards: the surfaces that hold content.

use eframe::egui::{CornerRadius, Frame, InnerResponse, Margin, Stroke, Ui};

use crate::ui::theme::{Tokens, radius, space};

/// Draws a card over the whole width.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = Tokens::of(ui);
    framed(ui, t.surface, t.border, content)
}

/// Draws a quiet box within a card or a dialog.
pub fn quiet_box<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = Tokens::of(ui);
    framed(ui, t.raised, t.border, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        content(ui)
    })
}

pub(super) fn framed<R>(
    ui: &mut Ui,
    fill: eframe::egui::Color32,
    edge: eframe::egui::Color32,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    framed_boxed(ui, fill, edge, Box::new(content))
}

/// Draws a boxed content, as egui does it: compiled once for all contents.
fn framed_boxed<R>(
    ui: &mut Ui,
    fill: eframe::egui::Color32,
    edge: eframe::egui::Color32,
    content: Box<dyn FnOnce(&mut Ui) -> R + '_>,
) -> InnerResponse<R> {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(space::L as i8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            content(ui)
        })
}

/// Draws a thin line over the whole width of a card, out to its edges.
pub fn divider(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(ui.available_width(), 1.0), eframe::egui::Sense::hover());
    let x = rect.expand2(eframe::egui::vec2(space::L, 0.0)).x_range();
    ui.painter().hline(x, rect.center().y, Stroke::new(1.0, t.border));
}
