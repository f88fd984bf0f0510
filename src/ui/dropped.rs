//! Files that are dropped on the window.

use std::path::PathBuf;

use eframe::egui::Ui;

use crate::model::Action;

/// Returns the first of the files that were dropped on the window; the others are named as left out.
pub fn dropped_list(ui: &Ui, actions: &mut Vec<Action>) -> Option<PathBuf> {
    ui.input(|input| {
        let files = &input.raw.dropped_files;
        if files.len() > 1 {
            actions.push(Action::OneListAtATime);
        }
        files.first().map(|file| file.path().to_owned())
    })
}
