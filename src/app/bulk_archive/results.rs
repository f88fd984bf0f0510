//! Saving the results of a run to a file of the user's choice: the place, then the chats, then the file.

use crate::app::App;
use crate::app::file_dialog::{SaveLocation, file_name};
use crate::app::saved_queues::{csv_separator, not_exported};
use crate::app::tasks::Running;
use crate::explain::{explain_database, explain_export};
use crate::green_api::ArchiveDirection;
use crate::model::{ExportOutcome, InstanceKey};
use crate::store::{ArchiveItem, ArchiveRunId, DatabaseResult, ExportFailure, export_table};
use crate::tr;
use crate::ui::text::{language, set_language};
use crate::ui::{result_columns, result_rows};

/// The results to save, and where.
struct Results {
    run: ArchiveRunId,
    direction: ArchiveDirection,
    place: SaveLocation,
}

impl App {
    pub(in crate::app) fn save_results(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.chats.runs.exporting) else { return };
        let Some(current) = &instance.chats.runs.current else { return };
        let (run, direction) = (current.run.id, current.run.direction);
        let name = file_name(instance, current.run.begun, "xlsx", |name, time| {
            tr!("file-name-chats", name = name, time = time)
        });
        let place = self.file_dialogs.ask_for_place(name);
        self.spawn(
            key,
            |_: Running| place,
            move |app, place| match place {
                Ok(Some(place)) => app.read_results(key, Results { run, direction, place }),
                Ok(None) => app.end_export(key, None),
                Err(failure) => app.end_export(key, Some(not_exported(explain_export(&failure)))),
            },
        );
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.exporting = true;
            instance.chats.runs.exported = None;
        }
    }

    /// Reads the chats of the run, because only the database has the number of requests per chat.
    fn read_results(&mut self, key: InstanceKey, results: Results) {
        let run = results.run;
        let read = move |app: &mut Self, items: DatabaseResult<Vec<ArchiveItem>>| {
            let shown = app.current(key).filter(|current| current.run.id == run);
            match (items, shown) {
                (Ok(items), _) => app.write_results(key, results, items),
                (Err(failure), Some(shown)) => {
                    tracing::warn!("{failure}, so the results on the screen are saved");
                    let shown = shown.items().to_vec();
                    app.write_results(key, results, shown);
                }
                (Err(failure), None) => app.end_export(key, Some(not_exported(explain_database(&failure)))),
            }
        };
        self.ask_database(key, move |tables| tables.archive_items(run), read);
    }

    fn write_results(&mut self, key: InstanceKey, results: Results, items: Vec<ArchiveItem>) {
        let language = language();
        let write = move || {
            set_language(language);
            let rows = result_rows(&items, results.direction).map(Ok);
            export_table(&result_columns(), rows, csv_separator(), &results.place.path)?;
            Ok(results.place)
        };
        self.spawn_blocking(key, write, move |app, written: Result<SaveLocation, ExportFailure>| {
            let told = app.exported(written);
            app.end_export(key, Some(told));
        });
    }

    fn end_export(&mut self, key: InstanceKey, told: Option<ExportOutcome>) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.runs.exporting = false;
            instance.chats.runs.exported = told;
        }
    }
}
