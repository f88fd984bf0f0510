//! Progress bars.

use eframe::egui::{CornerRadius, Rect, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use crate::ui::text;
use crate::ui::theme::{Tokens, font, size, space};

/// Height of the bar, in points.
const BAR: f32 = 8.0;

/// Draws a bar over the width of a card, with its percentage after it. `part`: 0 to 1.
pub fn progress_bar(ui: &mut Ui, part: f32) {
    bar_and_words(ui, part, &text::percent(part));
}

/// Draws a bar over the width of a card, with `words` after it. `part`: 0 to 1.
pub fn bar_and_words(ui: &mut Ui, part: f32, words: &str) {
    let t = Tokens::of(ui);
    let part = part.clamp(0.0, 1.0);
    ui.horizontal(|ui| {
        let room = font::text_width(ui, words, TextStyle::Body).max(size::CONTROL) + space::M;
        let (rect, response) =
            ui.allocate_exact_size(Vec2::new(ui.available_width() - room, size::ICON), Sense::hover());
        let bar = Rect::from_center_size(rect.center(), Vec2::new(rect.width(), BAR));
        let corner = CornerRadius::same((BAR / 2.0) as u8);
        ui.painter().rect_filled(bar, corner, t.border);
        if part > 0.0 {
            let done = Rect::from_min_size(bar.min, Vec2::new((bar.width() * part).max(BAR), BAR));
            ui.painter().rect_filled(done, corner, t.accent);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, words));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(1.0);
            node.set_numeric_value(f64::from(part));
        });
        ui.label(RichText::new(words).color(t.muted));
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;

    #[test]
    fn a_bar_tells_assistive_technology_its_words_and_how_full_it_is() {
        let draw = |ui: &mut Ui| {
            progress_bar(ui, 0.25);
            bar_and_words(ui, 1.5, "3 of 2 done");
        };
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui(draw);
        harness.run();
        for (words, part) in [(text::percent(0.25), 0.25), ("3 of 2 done".to_owned(), 1.0)] {
            let bar = harness.get_by_role_and_label(Role::ProgressIndicator, &words);
            let bar = bar.accesskit_node();
            let value = [bar.min_numeric_value(), bar.numeric_value(), bar.max_numeric_value()];
            assert_eq!(value, [Some(0.0), Some(part), Some(1.0)], "{words}");
        }
    }
}
