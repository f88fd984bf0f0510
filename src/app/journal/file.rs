//! Saving what the page shows to a file of the user's choice: the place, then the file, row by row.

use std::collections::HashMap;
use std::path::Path;

use crate::app::App;
use crate::app::file_dialog::SaveLocation;
use crate::app::saved_queues::{csv_separator, not_exported};
use crate::app::tasks::{Owner, Running};
use crate::explain::{Text, explain_export};
use crate::green_api::IdInstance;
use crate::model::{ExportOutcome, JournalFile, SaveDialog};
use crate::store::{ExportFailure, JournalAct, JournalRow, Rows, export_table, export_values, export_workbook, is_csv};
use crate::tr;
use crate::ui::text::{language, set_language};
use crate::ui::{journal_columns, journal_row, journal_tables, journal_value};

/// Number of tables of the workbook, each of which has one sheet unless it is too long.
const TABLES: u32 = 2;

/// The names of the instances.
type Names = HashMap<IdInstance, String>;

impl App {
    pub(in crate::app) fn save_journal(&mut self, file: JournalFile) {
        if self.model.journal.exporting {
            return;
        }
        let ending = match file {
            JournalFile::Workbook => "xlsx",
            JournalFile::Csv => "csv",
            JournalFile::Json => "json",
        };
        let day = jiff::Zoned::now().strftime("%Y-%m-%d").to_string();
        let place = self.file_dialogs.ask_for_place(format!("journal-{day}.{ending}"));
        self.model.journal.exporting = true;
        self.model.journal.exported = None;
        self.spawn(
            Owner::Program,
            |_: Running| place,
            move |app, place| match place {
                Ok(Some(place)) => app.write_journal(file, place),
                Ok(None) => app.end_journal_file(None),
                Err(failure) => app.end_journal_file(Some(not_exported(explain_export(&failure)))),
            },
        );
    }

    fn write_journal(&mut self, file: JournalFile, place: SaveLocation) {
        let (language, database, filter) =
            (language(), self.services.database.clone(), self.model.journal.choice.filter());
        let instances = self.model.instances.iter();
        let names: Names = instances.map(|of| (of.id().clone(), of.record.name.clone())).collect();
        let write = move || {
            set_language(language);
            let written =
                database.whole_journal(&filter, |acts, lines| write_all(file, &place.path, acts, lines, &names));
            let sheets = written.map_err(ExportFailure::Unread)??;
            Ok((place, sheets))
        };
        let task = self.spawn_blocking(Owner::Program, write, |app, written: Result<_, ExportFailure>| {
            let on_sheets = written.as_ref().ok().filter(|(_, sheets)| *sheets > TABLES).map(on_sheets);
            let mut outcome = app.exported(written.map(|(place, _)| place));
            outcome.told = on_sheets.unwrap_or(outcome.told);
            app.end_journal_file(Some(outcome));
        });
        self.tasks.keep_window_open(task);
    }

    fn end_journal_file(&mut self, told: Option<ExportOutcome>) {
        self.model.journal.exporting = false;
        self.model.journal.exported = told;
    }
}

/// Says where a workbook was written and that it has several sheets.
fn on_sheets((place, sheets): &(SaveLocation, u32)) -> Text {
    let said = match place.dialog {
        SaveDialog::Missing => "journal-exported-sheets-no-dialog",
        SaveDialog::Available => "journal-exported-sheets",
    };
    Text::new(said).with("path", place.path.display().to_string()).with("sheets", *sheets)
}

/// Writes the journal into a file as it is read. Returns the number of its sheets.
fn write_all(
    file: JournalFile,
    path: &Path,
    acts: Rows<'_, JournalAct>,
    lines: Rows<'_, JournalRow>,
    names: &Names,
) -> Result<u32, ExportFailure> {
    let name = |of: &IdInstance| names.get(of).cloned().unwrap_or_default();
    match file {
        JournalFile::Workbook | JournalFile::Csv if is_csv(path) => {
            let rows = lines.map(|line| line.map(|line| journal_row(&line, &name(&line.instance))));
            let rows = rows.map(|row| row.map_err(ExportFailure::Unread));
            export_table(&journal_columns(), rows, csv_separator(), path)
        }
        JournalFile::Workbook | JournalFile::Csv => {
            export_workbook(journal_tables(acts, lines, &name), &tr!("journal-sheet-times"), path)
        }
        JournalFile::Json => {
            let values = lines.map(|line| line.map(|line| journal_value(&line, &name(&line.instance))));
            export_values(values.map(|value| value.map_err(ExportFailure::Unread)), path).map(|()| 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_of_several_sheets_says_where_it_was_written_without_a_dialog() {
        let written = |dialog| on_sheets(&(SaveLocation { path: "journal.xlsx".into(), dialog }, 2)).id;
        assert_eq!(written(SaveDialog::Available), "journal-exported-sheets");
        assert_eq!(written(SaveDialog::Missing), "journal-exported-sheets-no-dialog");
    }
}
