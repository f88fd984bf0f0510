//! A text field with its label above it.

use eframe::egui::{Align2, Id, Margin, Response, RichText, Stroke, TextEdit, TextStyle, Ui, Vec2};

use crate::ui::theme::{Tokens, size, space};

/// A text field. The label names it for assistive technology too.
#[must_use = "show it"]
pub struct Field<'a> {
    label: &'a str,
    id: Id,
    hint: &'a str,
    secret: bool,
    room_at_end: f32,
    bare: bool,
}

impl<'a> Field<'a> {
    pub fn new(label: &'a str, id: Id) -> Self {
        Self { label, id, hint: "", secret: false, room_at_end: 0.0, bare: false }
    }

    /// A field without a visible label: `name` stands in it while it is empty, and names it for assistive technology.
    pub fn bare(name: &'a str, id: Id) -> Self {
        Self { bare: true, hint: name, ..Self::new(name, id) }
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
        if self.bare {
            let name = self.label;
            return self.edit_ui(ui, text).accessible_name(name);
        }
        labelled(ui, self.label, |ui| self.edit_ui(ui, text))
    }

    fn edit_ui(self, ui: &mut Ui, text: &mut String) -> Response {
        let t = Tokens::of(ui);
        ui.scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            for state in [&mut widgets.inactive, &mut widgets.hovered] {
                state.bg_stroke = Stroke::new(1.0, t.outline);
            }
            let padding = ui.spacing().button_padding;
            let mut margin = Margin::symmetric(11, padding.y as i8);
            margin.right += self.room_at_end as i8;
            ui.add(
                TextEdit::singleline(text)
                    .id(self.id)
                    .hint_text(self.hint)
                    .password(self.secret)
                    .margin(margin)
                    .align(Align2::LEFT_CENTER)
                    .desired_width(f32::INFINITY)
                    .min_size(Vec2::new(0.0, size::CONTROL)),
            )
        })
        .inner
    }
}

/// A label above a control, tied to it for assistive technology.
pub fn labelled(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let t = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let text = RichText::new(label).text_style(TextStyle::Body).color(t.muted);
        let label = ui.label(text);
        control(ui).labelled_by(label.id)
    })
    .inner
}
