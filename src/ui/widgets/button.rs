//! Buttons by the weight of what they do.

use eframe::egui::{
    Button, Color32, Response, RichText, Role, Sense, Stroke, TextStyle, TextWrapMode, Ui, Vec2, Widget, WidgetInfo,
    WidgetText,
};

use super::{Icon, break_row, icon_ui};
use crate::ui::theme::{Tokens, font, size};

/// Distance between an icon and the words beside it, in points.
const ICON_GAP: f32 = 6.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Plain,
    Accent,
    Danger,
}

/// A button that names its act. `disabled_because` disables it and gives the reason on hover and to assistive
/// technology.
#[must_use = "add it to a ui"]
pub struct ActButton {
    text: String,
    weight: Weight,
    icon: Option<Icon>,
    disabled_because: Option<String>,
    /// The name for assistive technology of a button within a row.
    row_name: Option<String>,
}

impl ActButton {
    fn new(text: impl Into<String>, weight: Weight) -> Self {
        Self { text: text.into(), weight, icon: None, disabled_because: None, row_name: None }
    }

    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Weight::Plain)
    }

    /// Creates the button for the main act of a screen.
    pub fn accent(text: impl Into<String>) -> Self {
        Self::new(text, Weight::Accent)
    }

    /// Creates the button for an act that cannot be undone.
    pub fn danger(text: impl Into<String>) -> Self {
        Self::new(text, Weight::Danger)
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Disables the button if there is a reason to.
    pub fn disabled_because(mut self, reason: Option<String>) -> Self {
        self.disabled_because = reason;
        self
    }

    /// Makes it a part of a row that is one stop of the keyboard: Tab does not lead to the button, which is as wide as
    /// there is room, and `name` tells it from those of other rows.
    pub fn within_row(mut self, name: String) -> Self {
        self.row_name = Some(name);
        self
    }

    /// Begins a new row in a wrapped layout if this one has no room for the button. Needed for a button in a part of its
    /// own, such as `keyed`: only a button that is added to the row itself wraps it.
    pub fn break_row(&self, ui: &mut Ui) {
        break_row(ui, self.width(ui));
    }

    /// Returns its width, in points.
    pub fn width(&self, ui: &Ui) -> f32 {
        let icon = if self.icon.is_some() { size::ICON + ICON_GAP } else { 0.0 };
        icon + font::text_width(ui, &self.text, TextStyle::Button) + 2.0 * ui.spacing().button_padding.x
    }
}

impl Widget for ActButton {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let on = self.disabled_because.is_none();
        let style = ui.style().clone();
        match self.weight {
            Weight::Accent if on => paint_in(ui, t.accent, t.on_accent),
            Weight::Danger if on => paint_in(ui, t.danger, t.on_danger),
            _ => {}
        }
        let label = RichText::new(&self.text).text_style(TextStyle::Button);
        // Added to the row itself, not to a scope in it, so that the row wraps instead of the text.
        let response = match self.icon {
            None if self.row_name.is_some() => {
                let button = one_line(Button::new(label)).min_size(Vec2::new(0.0, size::HIT));
                ui.add_enabled(on, button.wrap_mode(TextWrapMode::Truncate).sense(Sense::CLICK))
            }
            None => ui.add_enabled(on, one_line(Button::new(label))),
            Some(icon) => ui.add_enabled(on, |ui: &mut Ui| icon_button(ui, icon, label)),
        };
        ui.set_style(style);
        if let Some(name) = self.row_name {
            response.widget_info(|| WidgetInfo::labeled(Role::Button, on, &name));
        }
        match self.disabled_because {
            Some(reason) if !reason.is_empty() => {
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(reason.clone()));
                response.on_disabled_hover_text(reason)
            }
            _ => response,
        }
    }
}

/// Returns the button with the height of a control and text that does not wrap.
fn one_line(button: Button<'_>) -> Button<'_> {
    button.min_size(Vec2::new(0.0, size::CONTROL)).wrap_mode(TextWrapMode::Extend)
}

fn icon_button(ui: &mut Ui, icon: Icon, label: RichText) -> Response {
    use eframe::egui::{Atom, AtomExt as _, IdSalt};
    let place = IdSalt::new("button-icon");
    let side = Vec2::splat(size::ICON);
    let atoms = (Atom::custom(place, side).atom_size(side), label);
    let shown = one_line(Button::new(atoms).gap(ICON_GAP)).atom_ui(ui);
    if let Some(rect) = shown.rect(place) {
        icon.paint(ui.painter(), rect, ui.style().interact(&shown.response).text_color());
    }
    shown.response
}

fn paint_in(ui: &mut Ui, fill: Color32, text: Color32) {
    let [hovered, active] = Tokens::of(ui).stressed(fill);
    let widgets = &mut ui.visuals_mut().widgets;
    let states = [(&mut widgets.inactive, fill), (&mut widgets.hovered, hovered), (&mut widgets.active, active)];
    for (state, fill) in states {
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, fill);
        state.fg_stroke = Stroke::new(1.0, text);
    }
}

/// Draws a button that looks like a link, for small acts beside text.
pub fn link(ui: &mut Ui, text: impl Into<String>) -> Response {
    let t = Tokens::of(ui);
    let label = WidgetText::from(RichText::new(text).text_style(TextStyle::Button).color(t.info));
    let response = ui.add(
        Button::new(label)
            .frame(false)
            .min_size(Vec2::new(0.0, size::HIT))
            .sense(Sense::click())
            .wrap_mode(TextWrapMode::Extend),
    );
    if response.hovered() {
        let rect = response.rect;
        let y = rect.center().y + 9.0;
        ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, t.info));
    }
    response
}

/// Draws a square button that shows only an icon; `name` is its tooltip and its accessible name.
pub fn icon_only(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let response = ui.add(Button::new("").min_size(Vec2::splat(size::HIT)).frame_when_inactive(false));
    let colour = ui.style().interact(&response).text_color();
    icon_ui(ui, icon, response.rect, colour);
    response.accessible_name(name).on_hover_text(name)
}

#[cfg(test)]
mod tests {
    use eframe::egui::Rect;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    const NAMES: [&str; 3] = ["Show a new QR code", "Restart the instance…", "Get a code to type"];

    #[test]
    fn a_row_that_is_too_short_wraps_between_its_buttons_and_not_inside_them() {
        for icon in [None, Some(Icon::Clock)] {
            let mut harness = Harness::builder()
                .with_size([400.0, 300.0])
                .with_context_setup(crate::ui::theme::apply)
                .build_ui(move |ui| {
                    ui.horizontal_wrapped(|ui| {
                        for name in NAMES {
                            let button = ActButton::accent(name).disabled_because(Some("Not now".to_owned()));
                            ui.add(ActButton { icon, ..button });
                        }
                    });
                });
            harness.run();
            let rects = NAMES.map(|name| -> Rect { harness.get_by_label(name).rect() });
            assert!(rects.iter().all(|rect| rect.height() == size::CONTROL && rect.right() <= 400.0), "{rects:?}");
            let rows = rects.iter().filter(|rect| rect.left() == rects[0].left()).count();
            assert!(rows == 2 && rects[2].top() > rects[0].bottom(), "{rects:?}");
        }
    }
}
