//! The results of a run as a table.

use std::path::Path;

use crate::green_api::redact;
use crate::store::{ArchiveItem, CsvSeparator, ExportFailure, export_table};

/// The columns of the table. Names that the console has are written as it writes them.
pub const RESULT_COLUMNS: [&str; 9] =
    ["number", "chatId", "phone", "name", "result", "why", "said", "requests", "time"];

/// Writes the results of a run. Blocks.
pub fn export_results(items: &[ArchiveItem], separator: CsvSeparator, path: &Path) -> Result<(), ExportFailure> {
    export_table(&RESULT_COLUMNS, result_rows(items), separator, path)
}

/// A row for each chat.
pub fn result_rows(items: &[ArchiveItem]) -> impl Iterator<Item = Vec<String>> {
    items.iter().map(|item| {
        let (why, said) = item.state.why().map(|why| (why.name.clone(), redact::all(&why.said))).unwrap_or_default();
        vec![
            item.place.to_string(),
            item.chat.clone(),
            item.chat.strip_suffix("@c.us").unwrap_or_default().to_owned(),
            item.name.clone(),
            item.state.word().to_owned(),
            why,
            said,
            item.asked.to_string(),
            format!("{:.0}", item.changed),
        ]
    })
}
