//! Navigation by the sections of the guide: a list at its side, or a menu above it where there is no room at the side.

use eframe::egui::{Align, Button, ComboBox, Layout, RichText, ScrollArea, TextStyle, Ui, Vec2};

use super::guide::Guide;
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::drop_down;

/// Draws the list. Returns the block to go to.
pub fn list_ui(ui: &mut Ui, guide: &Guide, current: Option<usize>) -> Option<usize> {
    let t = Tokens::of(ui);
    let mut goes = None;
    ui.label(font::styled(tr!("help-contents"), font::small_strong()).color(t.faint));
    ScrollArea::vertical().id_salt("help-contents").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().button_padding.x = space::S;
        ui.visuals_mut().selection.bg_fill = t.accent_soft;
        ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
            for (index, _, heading) in guide.sections() {
                let is_current = current == Some(index);
                let colour = if is_current { t.text } else { t.muted };
                let style = if is_current { TextStyle::Button } else { TextStyle::Body };
                let text = RichText::new(heading).text_style(style).color(colour);
                let button = Button::selectable(is_current, text).wrap().min_size(Vec2::new(0.0, size::HIT));
                if ui.add(button).clicked() {
                    goes = Some(index);
                }
            }
        });
    });
    goes
}

/// Draws the menu. Returns the block to go to.
pub fn menu_ui(ui: &mut Ui, guide: &Guide, current: Option<usize>, width: f32) -> Option<usize> {
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
    let shown = guide.sections().find(|(index, ..)| current == Some(*index));
    let shown = shown.map_or_else(|| tr!("help-contents"), |(_, _, heading)| heading.to_owned());
    let combo = ComboBox::from_id_salt("help-contents").width(width).truncate().selected_text(shown);
    let entries = guide.sections().map(|(index, _, heading)| (Some(index), heading.to_owned()));
    // In a row of its own: its words would be at the top of a row of several lines.
    let (button, goes) = ui.horizontal(|ui| drop_down(ui, combo, &current, entries)).inner;
    button.accessible_name(tr!("help-contents"));
    goes.flatten()
}
