//! Files that were written: where they are, and the headers of a table of messages.

use std::path::Path;

use eframe::egui::{Response, RichText, Ui};

use super::text::say;
use super::theme::Tokens;
use super::widgets::{ActButton, link};
use crate::model::{Action, ExportOutcome};
use crate::tr;

/// Draws the button that shows the folder of this file.
pub fn open_folder_ui(ui: &mut Ui, file: &Path, actions: &mut Vec<Action>) {
    if let Some(folder) = file.parent()
        && ui.add(ActButton::plain(tr!("export-open-folder"))).clicked()
    {
        actions.push(Action::OpenFolder(folder.to_owned()));
    }
}

/// Draws where a file was written, with a link to its folder, or why it was not. Returns the words.
pub fn exported_ui(ui: &mut Ui, exported: &ExportOutcome, actions: &mut Vec<Action>) -> Response {
    let words = RichText::new(say(&exported.told)).color(Tokens::of(ui).muted);
    let row = ui.horizontal_wrapped(|ui| {
        let told = ui.label(words);
        if let Some(folder) = &exported.folder
            && link(ui, tr!("export-open-folder")).clicked()
        {
            actions.push(Action::OpenFolder(folder.clone()));
        }
        told
    });
    row.inner
}

/// Returns the column headers of a table of messages, in the order of [`message_cells`].
///
/// [`message_cells`]: crate::store::message_cells
pub fn message_columns() -> Vec<String> {
    vec![
        tr!("results-place"),
        tr!("export-type"),
        "chatId".to_owned(),
        tr!("results-phone"),
        tr!("export-text"),
        tr!("export-file"),
        tr!("export-link"),
        tr!("export-caption"),
        "JSON".to_owned(),
    ]
}
