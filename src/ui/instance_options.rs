//! The controls for the tags, the colour and the access of an instance, in the form and in a question of their own.

use eframe::egui::{CornerRadius, Id, Rect, Response, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::theme::{Tokens, font, size, space};
use super::widgets::{Field, check_row, slot};
use crate::green_api::Access;
use crate::store::{InstanceColour, InstanceOptions, tags};
use crate::tr;
use crate::work::pasted::holds_token;

/// Width of the bar of a colour, in points.
const BAR: f32 = 3.0;
/// Radius of a colour to choose, and of the ring around the chosen one, in points.
const DOT: f32 = 8.0;
const RING: f32 = 12.0;

/// The options while they are edited.
#[derive(Debug, Default, PartialEq)]
pub struct OptionsDraft {
    /// The tags, separated by commas.
    tags: String,
    colour: Option<InstanceColour>,
    access: Access,
}

impl OptionsDraft {
    pub fn of(options: &InstanceOptions) -> Self {
        Self { tags: options.tags.join(", "), colour: options.colour, access: options.access }
    }

    pub fn options(&self) -> InstanceOptions {
        InstanceOptions {
            tags: tags(self.tags.split(',').filter(|tag| !holds_token(tag))),
            colour: self.colour,
            access: self.access,
        }
    }
}

/// Returns the id of the field of the tags.
pub fn tags_id(salt: &str) -> Id {
    Id::unique((salt, "tags"))
}

/// Draws the controls. Returns whether anything was changed.
pub fn options_ui(ui: &mut Ui, draft: &mut OptionsDraft, salt: &str) -> bool {
    let t = Tokens::of(ui);
    let id = |part: &str| Id::unique((salt, part));
    let label = tr!("instance-options-tags");
    let hint = tr!("instance-options-tags-hint");
    let mut changed = Field::new(&label, tags_id(salt)).hint(&hint).show(ui, &mut draft.tags).changed();
    slot(ui, |ui| {
        if holds_token(&draft.tags) {
            ui.label(font::running(tr!("instance-options-token")).color(t.warning));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.label(RichText::new(tr!("instance-options-colour")).color(t.muted));
        ui.add_space(space::S);
        for colour in std::iter::once(None).chain(InstanceColour::ALL.map(Some)) {
            if swatch_ui(ui, colour, draft.colour == colour).clicked() {
                changed |= draft.colour != colour;
                draft.colour = colour;
            }
        }
    });
    let mut look_only = draft.access == Access::LookOnly;
    let text = tr!("instance-options-look-only-text");
    changed |= check_row(ui, id("look-only"), &mut look_only, &tr!("look-only"), &text).changed();
    draft.access = if look_only { Access::LookOnly } else { Access::Full };
    changed
}

fn swatch_ui(ui: &mut Ui, colour: Option<InstanceColour>, selected: bool) -> Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::HIT), Sense::click());
    match colour {
        Some(colour) => {
            ui.painter().circle_filled(rect.center(), DOT, t.of_instance(colour));
        }
        None => {
            let line = Stroke::new(size::OUTLINE, t.outline);
            ui.painter().circle_stroke(rect.center(), DOT, line);
            let half = Vec2::splat(DOT * std::f32::consts::FRAC_1_SQRT_2);
            ui.painter().line_segment([rect.center() - half, rect.center() + half], line);
        }
    }
    if selected {
        ui.painter().circle_stroke(rect.center(), RING, Stroke::new(2.0, t.text));
    }
    let name = colour_name(colour);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, &name));
    response.on_hover_text(name)
}

fn colour_name(colour: Option<InstanceColour>) -> String {
    match colour {
        None => tr!("instance-options-colour-none"),
        Some(InstanceColour::Red) => tr!("instance-options-colour-red"),
        Some(InstanceColour::Orange) => tr!("instance-options-colour-orange"),
        Some(InstanceColour::Yellow) => tr!("instance-options-colour-yellow"),
        Some(InstanceColour::Green) => tr!("instance-options-colour-green"),
        Some(InstanceColour::Teal) => tr!("instance-options-colour-teal"),
        Some(InstanceColour::Blue) => tr!("instance-options-colour-blue"),
        Some(InstanceColour::Violet) => tr!("instance-options-colour-violet"),
        Some(InstanceColour::Pink) => tr!("instance-options-colour-pink"),
    }
}

/// Paints the colour of an instance, if it has one, as a bar at the left edge of `rect`.
pub fn paint_colour(ui: &Ui, rect: Rect, options: &InstanceOptions) {
    if let Some(colour) = options.colour {
        let bar = rect.with_max_x(rect.left() + BAR);
        ui.painter().rect_filled(bar, CornerRadius::same(1), Tokens::of(ui).of_instance(colour));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_no_tag() {
        let token = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
        let draft = OptionsDraft { tags: format!("Moscow, {token}, my {token}"), ..OptionsDraft::default() };
        assert_eq!(draft.options().tags, ["Moscow"]);
    }

    #[test]
    fn tags_are_split_at_commas_and_kept_once() {
        let draft = OptionsDraft { tags: " Moscow,Partner A, moscow ,, ".to_owned(), ..OptionsDraft::default() };
        assert_eq!(draft.options().tags, ["Moscow", "Partner A"]);
        assert_eq!(OptionsDraft::of(&draft.options()).tags, "Moscow, Partner A");
    }
}
