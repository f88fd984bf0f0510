//! A text field with its label above it.

use eframe::egui::{Id, Response, RichText, Stroke, TextEdit, TextStyle, Ui, Vec2};

use crate::ui::theme::{Tokens, size, space};

/// A text field. The label names it for assistive technology too.
#[must_use = "show it"]
pub struct Field<'a> {
    label: &'a str,
    id: Id,
    hint: &'a str,
    secret: bool,
    room_at_end: f32,
}

impl<'a> Field<'a> {
    pub fn new(label: &'a str, id: Id) -> Self {
        Self {
            label,
            id,
            hint: "",
            secret: false,
            room_at_end: 0.0,
        }
    }

    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Shown as dots.
    pub fn secret(mut self, secret: bool) -> Self {
        self.secret = secret;
        self
    }

    /// Keeps room free at the end of the field, for a button that is put over it.
    pub fn room_at_end(mut self, room: f32) -> Self {
        self.room_at_end = room;
        self
    }

    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let (label, id) = (self.label, self.id);
        labelled(ui, label, |ui| {
            let t = Tokens::of(ui);
            let widgets = &mut ui.visuals_mut().widgets;
            for state in [&mut widgets.inactive, &mut widgets.hovered] {
                state.bg_stroke = Stroke::new(1.0, t.outline);
            }
            let padding = ui.spacing().button_padding;
            let mut margin = eframe::egui::Margin::symmetric(11, padding.y as i8);
            margin.right += self.room_at_end as i8;
            ui.add(
                TextEdit::singleline(text)
                    .id(id)
                    .hint_text(self.hint)
                    .password(self.secret)
                    .margin(margin)
                    .align(eframe::egui::Align2::LEFT_CENTER)
                    .desired_width(f32::INFINITY)
                    .min_size(Vec2::new(0.0, size::CONTROL)),
            )
        })
    }
}

/// A label above a control, tied to it for assistive technology.
pub fn labelled(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let t = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let text = RichText::new(label)
            .text_style(TextStyle::Body)
            .color(t.muted);
        let label = ui.label(text);
        control(ui).labelled_by(label.id)
    })
    .inner
}
