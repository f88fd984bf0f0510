//! Cleans the text that is passed to screen readers.

use eframe::egui::accesskit::Node;
use eframe::egui::{Context, FullOutput, Plugin};

/// Replaces every NUL in the text that is passed to screen readers. On Linux this text goes over a bus that does not
/// allow NUL: a single one, in any text that a user wrote, would hide the whole window from screen readers.
pub struct Accessibility;

impl Plugin for Accessibility {
    fn debug_name(&self) -> &'static str {
        "speakable"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let update = output.platform_output.accesskit_update.as_mut();
        for (_, node) in update.into_iter().flat_map(|update| &mut update.nodes) {
            clean_node(node);
        }
    }
}

/// Replaces each NUL with a space, which has the same length, so that positions of letters in a text stay valid.
fn clean_node(node: &mut Node) {
    let mended = |text: Option<&str>| text.filter(|text| text.contains('\0')).map(|text| text.replace('\0', " "));
    if let Some(label) = mended(node.label()) {
        node.set_label(label);
    }
    if let Some(value) = mended(node.value()) {
        node.set_value(value);
    }
    if let Some(description) = mended(node.description()) {
        node.set_description(description);
    }
    if let Some(placeholder) = mended(node.placeholder()) {
        node.set_placeholder(placeholder);
    }
}
