//! What screen readers are told.

use eframe::egui::{Context, FullOutput, Plugin, accesskit::Node};

/// Takes every NUL out of what screen readers are told: on Linux it comes over a bus that knows no such text, and one of
/// them, in whatever somebody wrote, would take the whole window away from them.
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

/// A space is as long as a NUL, so the places of letters in a text hold.
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
