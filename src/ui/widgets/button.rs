//! Buttons by the weight of what they do.

use eframe::egui::{
    Button, Color32, Response, RichText, Sense, Stroke, TextStyle, TextWrapMode, Ui, Vec2, Widget, WidgetText,
};

use super::{Icon, icon_ui};
use crate::ui::theme::{Tokens, font, size};

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
}

impl ActButton {
    fn new(text: impl Into<String>, weight: Weight) -> Self {
        Self { text: text.into(), weight, icon: None, disabled_because: None }
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

    /// Returns its width without an icon, in points.
    pub fn width(&self, ui: &Ui) -> f32 {
        font::text_width(ui, &self.text, TextStyle::Button) + 2.0 * ui.spacing().button_padding.x
    }
}

impl Widget for ActButton {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let on = self.disabled_because.is_none();
        let response = ui
            .scope(|ui| {
                match self.weight {
                    Weight::Accent if on => paint_in(ui, t.accent, t.on_accent),
                    Weight::Danger if on => paint_in(ui, t.danger, t.on_danger),
                    _ => {}
                }
                let label = RichText::new(&self.text).text_style(TextStyle::Button);
                let min_size = Vec2::new(0.0, size::CONTROL);
                match self.icon {
                    None => ui.add_enabled(on, Button::new(label).min_size(min_size)),
                    Some(icon) => icon_button(ui, icon, label, on, min_size),
                }
            })
            .inner;
        match self.disabled_because {
            Some(reason) if !reason.is_empty() => {
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(reason.clone()));
                response.on_disabled_hover_text(reason)
            }
            _ => response,
        }
    }
}

fn icon_button(ui: &mut Ui, icon: Icon, label: RichText, on: bool, min_size: Vec2) -> Response {
    use eframe::egui::{Atom, AtomExt as _, IdSalt};
    let place = IdSalt::new("button-icon");
    let side = Vec2::splat(size::ICON);
    let atoms = (Atom::custom(place, side).atom_size(side), label);
    ui.add_enabled_ui(on, |ui| {
        let shown = Button::new(atoms).gap(6.0).min_size(min_size).atom_ui(ui);
        if let Some(rect) = shown.rect(place) {
            icon.paint(ui.painter(), rect, ui.style().interact(&shown.response).text_color());
        }
        shown.response
    })
    .inner
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
