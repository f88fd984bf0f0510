//! Saving what the page shows to a file of the user's choice: the place, then the lines, then the file.

use std::collections::HashMap;

use crate::app::App;
use crate::app::file_dialog::SaveLocation;
use crate::app::saved_queues::{csv_separator, not_exported};
use crate::app::tasks::{Owner, Running};
use crate::explain::{explain_database, explain_export};
use crate::green_api::IdInstance;
use crate::model::{ExportOutcome, JournalFile};
use crate::store::{DatabaseResult, ExportFailure, JournalRow, export_table, export_values};
use crate::ui::text::{language, set_language};
use crate::ui::{journal_columns, journal_row, journal_value};

/// Maximum number of lines in a file, the newest ones. A workbook holds 1,048,576 rows.
const MAX_LINES: u32 = 1_000_000;

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
                Ok(Some(place)) => app.read_for_file(file, place),
                Ok(None) => app.end_journal_file(None),
                Err(failure) => app.end_journal_file(Some(not_exported(explain_export(&failure)))),
            },
        );
    }

    fn read_for_file(&mut self, file: JournalFile, place: SaveLocation) {
        let filter = self.model.journal.choice.filter();
        let read = move |app: &mut Self, lines: DatabaseResult<Vec<JournalRow>>| match lines {
            Ok(lines) => app.write_journal(file, place, lines),
            Err(failure) => app.end_journal_file(Some(not_exported(explain_database(&failure)))),
        };
        self.ask_database(Owner::Program, move |tables| tables.journal_lines(&filter, MAX_LINES), read);
    }

    fn write_journal(&mut self, file: JournalFile, place: SaveLocation, lines: Vec<JournalRow>) {
        let language = language();
        let instances = self.model.instances.iter();
        let names: HashMap<IdInstance, String> =
            instances.map(|instance| (instance.id().clone(), instance.record.name.clone())).collect();
        let write = move || {
            set_language(language);
            let name = |line: &JournalRow| names.get(&line.instance).map(String::as_str).unwrap_or_default();
            match file {
                JournalFile::Workbook | JournalFile::Csv => {
                    let rows = lines.iter().map(|line| journal_row(line, name(line)));
                    export_table(&journal_columns(), rows, csv_separator(), &place.path)?;
                }
                JournalFile::Json => {
                    let values: Vec<_> = lines.iter().map(|line| journal_value(line, name(line))).collect();
                    export_values(&values, &place.path)?;
                }
            }
            Ok(place)
        };
        self.spawn_blocking(Owner::Program, write, |app, written: Result<SaveLocation, ExportFailure>| {
            let told = app.exported(written);
            app.end_journal_file(Some(told));
        });
    }

    fn end_journal_file(&mut self, told: Option<ExportOutcome>) {
        self.model.journal.exporting = false;
        self.model.journal.exported = told;
    }
}
