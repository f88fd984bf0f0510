//! A line of a user's text, in any script.

use eframe::egui::{Label, Response, RichText, Ui};

use crate::ui::text::on_a_line;

/// Draws one line of a user's text, cut off where the room ends. Its words are put in visual order for the eye only:
/// assistive technology gets them as they were written.
pub fn user_line(ui: &mut Ui, text: &str, look: impl FnOnce(RichText) -> RichText) -> Response {
    let response = ui.add(Label::new(look(RichText::new(on_a_line(text)))).truncate());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(text));
    response
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn a_screen_reader_gets_a_right_to_left_name_as_it_was_written() {
        let name = "مطعم الورد";
        assert_ne!(on_a_line(name), name);
        let mut harness = Harness::builder()
            .with_size([300.0, 60.0])
            .with_context_setup(crate::ui::theme::apply)
            .allow_missing_glyphs()
            .build_ui(|ui| {
                user_line(ui, name, |text| text);
            });
        harness.run();
        assert!(harness.query_by_label(name).is_some());
        assert!(harness.query_by_label(&on_a_line(name)).is_none());
    }
}
