//! Names of instances. Two of them often differ only in the number at their end.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Color32, FontId, Galley, Response, Role, Sense, TextStyle, Ui, WidgetInfo};

/// Whether all of a text is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// A part is left out, cut off or only counted.
    Partial,
}

/// Lays a name out on one line of at most `width` points. Of a longer one the middle is left out.
pub fn name_galley(ui: &Ui, name: &str, font: FontId, colour: Color32, width: f32) -> (Arc<Galley>, Sight) {
    let lay = |text: String| ui.painter().layout_job(LayoutJob::simple_singleline(text, font.clone(), colour));
    let whole = lay(name.to_owned());
    if whole.size().x <= width {
        return (whole, Sight::Whole);
    }
    let letters: Vec<char> = name.chars().collect();
    let (mut fit, mut too_many) = (0, letters.len());
    while too_many - fit > 1 {
        let kept = usize::midpoint(fit, too_many);
        if lay(without_middle(&letters, kept)).size().x <= width { fit = kept } else { too_many = kept }
    }
    (lay(without_middle(&letters, fit)), Sight::Partial)
}

/// Draws a name on one line. Hovering shows the whole of a longer one.
pub fn name_label(ui: &mut Ui, name: &str, style: TextStyle, colour: Color32) -> Response {
    let font = style.resolve(ui.style());
    let (galley, sight) = name_galley(ui, name, font, colour, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    match sight {
        Sight::Whole => response,
        Sight::Partial => response.on_hover_text(name),
    }
}

/// Returns the first and the last of the letters, `kept` together.
fn without_middle(letters: &[char], kept: usize) -> String {
    let end = kept / 2;
    let (first, _) = letters.split_at(kept - end);
    let (_, last) = letters.split_at(letters.len() - end);
    let [first, last] = [first, last].map(|part| part.iter().collect::<String>());
    format!("{}…{}", first.trim_end(), last.trim_start())
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::theme::{apply, font};

    /// Returns the names as they are painted in this width.
    fn painted(names: [&'static str; 2], width: f32) -> [(String, Sight); 2] {
        let mut harness = Harness::builder().with_context_setup(apply).build_ui_state(
            move |ui, painted: &mut Vec<(String, Sight)>| {
                painted.clear();
                for name in names {
                    let font = font::strong().resolve(ui.style());
                    let (galley, sight) = name_galley(ui, name, font, Color32::BLACK, width);
                    assert!(galley.size().x <= width && galley.rows.len() == 1, "{:?}", galley.text());
                    painted.push((galley.text().to_owned(), sight));
                    name_label(ui, name, font::strong(), Color32::BLACK);
                }
            },
            Vec::new(),
        );
        harness.run();
        // A screen reader gets the whole name.
        names.iter().for_each(|name| assert!(harness.query_by_label(name).is_some(), "{name}"));
        std::mem::take(harness.state_mut()).try_into().unwrap()
    }

    #[test]
    fn names_that_differ_at_their_end_differ_on_the_screen() {
        let names = ["Клиника · регистратура, кабинет 14", "Клиника · регистратура, кабинет 15"];
        for width in [60.0, 100.0, 150.0, 200.0] {
            let [one, other] = painted(names, width);
            assert_ne!(one.0, other.0, "in {width} points");
            assert!(one.0.starts_with("Кл") && one.0.contains('…') && one.0.ends_with("14"), "{one:?}");
            assert_eq!(one.1, Sight::Partial);
        }
        assert_eq!(painted(names, 400.0), names.map(|name| (name.to_owned(), Sight::Whole)));
    }
}
