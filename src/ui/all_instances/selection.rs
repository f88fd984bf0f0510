//! The number of selected instances, and what is done with them.

use eframe::egui::{RichText, Ui};

use super::AllInstancesView;
use crate::model::Model;
use crate::tr;
use crate::ui::theme::{Tokens, space};
use crate::ui::widgets::{link, slot};

/// Draws the links that select and deselect. The buttons for acts on the selected instances belong here, too.
pub fn selection_ui(ui: &mut Ui, model: &Model, shown: &[usize], view: &mut AllInstancesView) {
    slot(ui, |ui| {
        if view.selected.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let count = tr!("all-instances-selected", count = view.selected.len());
            ui.label(RichText::new(count).color(Tokens::of(ui).muted));
            if link(ui, tr!("all-instances-select-shown", count = shown.len())).clicked() {
                view.selected.extend(shown.iter().map(|&index| model.instances[index].key));
            }
            if link(ui, tr!("all-instances-select-none")).clicked() {
                view.selected.clear();
            }
        });
    });
}
