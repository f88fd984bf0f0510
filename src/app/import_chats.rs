//! Imported lists of chats: pasted, or a file that was selected or dropped on the window.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::file_dialog::Lists;
use super::tasks::{Lost, Owner, Running, TaskLost};
use super::{App, FileDialogAnswer};
use crate::green_api::{Detail, Messenger, redact};
use crate::model::{Dialog, Instance, InstanceKey, ListSource, NotRead, ReadList, ReadingList, TaskId};
use crate::store::{is_not_a_file, must_be_file, open_unleased};
use crate::work::chats::ChatList;
use crate::work::chats::import_chats::{self, Corrections, KnownChats, MAX_BYTES, Refused, Source, workbook};

/// The source of a list, and the result of reading it.
type ListRead = (Option<Arc<ListSource>>, Result<Arc<ReadList>, NotRead>);

impl App {
    pub(super) fn paste_list(&mut self, key: InstanceKey) {
        self.drop_list(key);
        if self.model.instance(key).is_some() {
            self.model.dialog = Some(Dialog::ImportChats(key));
        }
    }

    pub(super) fn read_pasted(&mut self, key: InstanceKey, text: String) {
        self.read_list(key, None, Arc::new(ListSource::Pasted(text)), Corrections::default());
        self.model.dialog = Some(Dialog::ImportChats(key));
    }

    /// Reads the same source again with other corrections.
    pub(super) fn correct_list(&mut self, key: InstanceKey, corrections: Corrections) {
        let reading = self.model.instance(key).and_then(|instance| instance.chats.reading.as_ref());
        let Some(reading) = reading else { return };
        if let Some(source) = reading.source.clone() {
            self.read_list(key, reading.name.clone(), source, corrections);
        }
    }

    /// Reads the open list again because other chats are known now, and shows the previous result meanwhile.
    pub(super) fn compare_list(&mut self, key: InstanceKey) {
        let reading = self.model.instance(key).and_then(|instance| instance.chats.reading.clone());
        let Some(ReadingList { corrections, outcome: Some(outcome), .. }) = reading else { return };
        self.correct_list(key, corrections);
        if let Some(reading) = self.model.instance_mut(key).and_then(|instance| instance.chats.reading.as_mut()) {
            reading.outcome = Some(outcome);
        }
    }

    fn read_list(&mut self, key: InstanceKey, name: Option<String>, source: Arc<ListSource>, corrections: Corrections) {
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, known) = (instance.messenger(), known_of(instance));
        let (task, of, program) = (self.tasks.next_id(), source.clone(), self.services.program.clone());
        let work = move |cancel: &CancellationToken| match other_sheet(source.clone(), &corrections, &program, cancel) {
            Ok(source) => {
                let list = read(&source, messenger, &known, &corrections, cancel);
                (Some(source), list)
            }
            // The workbook stays, so that another sheet can be selected.
            Err(not_read) => (Some(source), Err(not_read)),
        };
        self.spawn_reading(key, work, move |app, list| app.on_list(key, task, list));
        self.begin_reading(key, ReadingList { task, name, source: Some(of), corrections, outcome: None });
    }

    /// Starts reading, which may be cancelled.
    pub(super) fn spawn_reading<T: Lost + Send + 'static>(
        &mut self,
        owner: impl Into<Owner>,
        work: impl FnOnce(&CancellationToken) -> T + Send + 'static,
        on_done: impl FnOnce(&mut Self, T) + 'static,
    ) {
        let reading = |task: Running| async move {
            spawn_blocking(move || work(&task.cancel)).await.unwrap_or_else(|_| T::lost())
        };
        self.spawn(owner, reading, on_done);
    }

    /// Shows a list that is being read, in the place of another one.
    fn begin_reading(&mut self, key: InstanceKey, reading: ReadingList) {
        self.drop_list(key);
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.reading = Some(reading);
        }
    }

    pub(super) fn open_list(&mut self, key: InstanceKey) {
        let (task, selected) = (self.tasks.next_id(), self.file_dialogs.ask_for_file(Lists::Chats));
        let work = |_: Running| async move { Ok(selected.await) };
        self.spawn(key, work, move |app, selected| app.on_file_selected(key, task, selected));
        self.begin_reading(key, ReadingList::new(task));
        // The system's dialog is shown alone: this one opens once there is something to show.
        self.model.dialog = None;
    }

    /// Reads the selected file, unless the user has turned to something else meanwhile.
    fn on_file_selected(&mut self, key: InstanceKey, task: TaskId, selected: Result<FileDialogAnswer, TaskLost>) {
        let is_free = self.model.dialog.is_none() && self.shows_chats(key);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(reading) = instance.chats.reading.as_mut().filter(|reading| reading.task == task) else { return };
        match selected {
            Ok(FileDialogAnswer::File(path)) if is_free => {
                self.file_dialogs.remember(&path);
                self.read_file(key, path);
            }
            Ok(FileDialogAnswer::NoDialog) if is_free => {
                reading.outcome = Some(Err(NotRead::NoDialog));
                self.model.dialog = Some(Dialog::ImportChats(key));
            }
            Ok(FileDialogAnswer::File(_) | FileDialogAnswer::NoDialog | FileDialogAnswer::Cancelled)
            | Err(TaskLost) => instance.chats.reading = None,
        }
    }

    /// Reads a file, unless another question is open: a file that is dropped over it does not take its place.
    pub(super) fn read_file(&mut self, key: InstanceKey, path: PathBuf) {
        if self.model.dialog.as_ref().is_some_and(|open| !matches!(open, Dialog::ImportChats(_))) {
            return;
        }
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, known) = (instance.messenger(), known_of(instance));
        let name = path.file_name().map(|name| redact::all(&name.to_string_lossy()));
        let (task, program) = (self.tasks.next_id(), self.services.program.clone());
        let work = move |cancel: &CancellationToken| read_file(&path, &program, messenger, &known, cancel);
        self.spawn_reading(key, work, move |app, list| app.on_list(key, task, list));
        self.begin_reading(key, ReadingList { name, ..ReadingList::new(task) });
        self.model.dialog = Some(Dialog::ImportChats(key));
    }

    /// Shows the list, unless its dialog was closed meanwhile.
    fn on_list(&mut self, key: InstanceKey, task: TaskId, (source, outcome): ListRead) {
        let is_open = matches!(self.model.dialog, Some(Dialog::ImportChats(of)) if of == key);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(reading) = instance.chats.reading.as_mut().filter(|reading| reading.task == task) else { return };
        if is_open {
            reading.source = source;
            reading.outcome = Some(outcome);
        } else {
            instance.chats.reading = None;
        }
    }

    /// Drops the list whose dialog is closed: it may be large, and one that is still being read must not open it again.
    pub(super) fn forget_list(&mut self) {
        if let Some(Dialog::ImportChats(key)) = self.model.dialog {
            self.drop_list(key);
        }
    }

    /// Drops each list that was read and whose dialog is closed, by whatever way.
    pub(super) fn heed_closed_chat_lists(&mut self) {
        let dialog = &self.model.dialog;
        for instance in &mut self.model.instances {
            let is_open = matches!(dialog, Some(Dialog::ImportChats(of)) if *of == instance.key);
            instance.chats.reading.take_if(|reading| reading.outcome.is_some() && !is_open);
        }
    }

    /// Drops the list of an instance, and ends its reading.
    fn drop_list(&mut self, key: InstanceKey) {
        if let Some(reading) = self.model.instance_mut(key).and_then(|instance| instance.chats.reading.take()) {
            self.tasks.forget(reading.task);
        }
    }

    /// Shows every chat of the list, doubtful ones included. Chats that the instance does not know become rows of their
    /// own.
    pub(super) fn accept_list(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        let Some(instance) = self.model.instance_mut(key) else { return };
        if let Some(Ok(read)) = instance.chats.reading.take().and_then(|reading| reading.outcome) {
            self.add_chats(key, read.ids.clone());
        }
    }
}

impl Lost for ListRead {
    fn lost() -> Self {
        (None, Err(NotRead::Unreadable(Detail::PartFailed)))
    }
}

/// Returns the chats that the server has listed.
fn known_of(instance: &Instance) -> Arc<ChatList> {
    instance.chats.known.value().cloned().unwrap_or_default()
}

fn read_file(
    path: &Path,
    program: &OsStr,
    messenger: Messenger,
    known: &ChatList,
    cancel: &CancellationToken,
) -> ListRead {
    match source_of(path, program, cancel) {
        Ok(source) => {
            let list = read(&source, messenger, known, &Corrections::default(), cancel);
            (Some(Arc::new(source)), list)
        }
        Err(not_read) => (None, Err(not_read)),
    }
}

pub(super) fn source_of(path: &Path, program: &OsStr, cancel: &CancellationToken) -> Result<ListSource, NotRead> {
    let bytes = bytes_of(path).map_err(unreadable)?.map_err(NotRead::Refused)?;
    if workbook::is_workbook(&bytes) {
        sheet_of(Arc::new(bytes), None, program, cancel)
    } else {
        Ok(ListSource::File(bytes))
    }
}

/// Reads a sheet of a workbook, or the first one.
pub(super) fn sheet_of(
    bytes: Arc<Vec<u8>>,
    sheet: Option<usize>,
    program: &OsStr,
    cancel: &CancellationToken,
) -> Result<ListSource, NotRead> {
    let read = workbook::read_apart(program, &bytes, sheet, cancel).map_err(unreadable)?;
    Ok(ListSource::Workbook(bytes, read.map_err(NotRead::Refused)?))
}

/// Returns the source with the sheet that the user has selected.
fn other_sheet(
    source: Arc<ListSource>,
    corrections: &Corrections,
    program: &OsStr,
    cancel: &CancellationToken,
) -> Result<Arc<ListSource>, NotRead> {
    match &*source {
        ListSource::Workbook(bytes, read) => match corrections.sheet {
            Some(sheet) if sheet != read.sheet => sheet_of(bytes.clone(), Some(sheet), program, cancel).map(Arc::new),
            Some(_) | None => Ok(source),
        },
        ListSource::Pasted(_) | ListSource::File(_) => Ok(source),
    }
}

fn unreadable(error: io::Error) -> NotRead {
    NotRead::Unreadable(Detail::of_io(&error))
}

/// Reads the file's bytes, or refuses it if there are more than [`MAX_BYTES`]. Reads up to the
/// file's present length, because some files of the kernel never end.
fn bytes_of(path: &Path) -> io::Result<Result<Vec<u8>, Refused>> {
    if path.is_dir() {
        return Ok(Err(Refused::Folder));
    }
    match must_be_file(path) {
        Err(error) if is_not_a_file(&error) => return Ok(Err(Refused::NotText)),
        checked => checked?,
    }
    let file = open_unleased(File::options().read(true), path)?;
    let length = file.metadata()?.len();
    if length > MAX_BYTES as u64 {
        return Ok(Err(Refused::TooLarge { bytes: usize::try_from(length).unwrap_or(usize::MAX) }));
    }
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(Ok(bytes))
}

fn read(
    source: &ListSource,
    messenger: Messenger,
    known: &ChatList,
    corrections: &Corrections,
    cancel: &CancellationToken,
) -> Result<Arc<ReadList>, NotRead> {
    let source = match source {
        ListSource::Pasted(text) => Source::Pasted(text),
        ListSource::File(bytes) => Source::File(bytes),
        ListSource::Workbook(_, workbook) => Source::Sheet(workbook),
    };
    let known = KnownChats::new(known.rows.iter().map(|row| (row.id.as_str(), row.digits.as_deref())));
    let mut list = import_chats::read(source, messenger, &known, corrections, cancel).map_err(NotRead::Refused)?;
    list.compare(&known);
    Ok(Arc::new(ReadList::new(list)))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::app::tests::Bench;
    use crate::model::{Action, ChatsAction, Model};

    #[test]
    fn a_list_goes_with_its_dialog_whatever_closes_it() {
        let (mut bench, key) = Bench::with_instance();
        bench.app.read_pasted(key, "79992047718".to_owned());
        let reading = |app: &App| app.model.instance(key).unwrap().chats.reading.is_some();
        let is_read =
            |instance: &Instance| instance.chats.reading.as_ref().is_some_and(|reading| reading.outcome.is_some());
        bench.until_so(|model| model.instance(key).is_some_and(is_read));
        assert!(reading(&bench.app));
        // The click on a notification.
        bench.app.update(Action::OpenAnnounced(None));
        assert!(!reading(&bench.app));
    }

    #[test]
    fn a_list_stays_in_sight_while_it_is_compared_again() {
        let (mut bench, key) = Bench::with_instance();
        bench.app.read_pasted(key, "79992047718".to_owned());
        let reading = |model: &Model| model.instance(key).unwrap().chats.reading.clone().unwrap();
        bench.until_so(|model| reading(model).outcome.is_some());
        let first = reading(&bench.app.model).task;
        bench.app.compare_list(key);
        let second = reading(&bench.app.model);
        assert!(second.outcome.is_some() && second.task != first);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_log_that_never_ends_is_not_waited_for() {
        // Only the superuser may open it.
        let read = bytes_of(Path::new("/proc/kmsg"));
        assert!(read.is_ok_and(|bytes| bytes == Ok(Vec::new())) || File::open("/proc/kmsg").is_err());
    }

    #[test]
    fn a_device_is_no_list() {
        for device in ["/dev/null", "/dev/zero"] {
            assert_eq!(bytes_of(Path::new(device)).unwrap(), Err(Refused::NotText), "{device}");
        }
    }

    #[test]
    fn a_list_whose_reading_is_cancelled_is_not_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, "79123456789\n".repeat(3)).unwrap();
        let cancel = CancellationToken::new();
        let lines = || {
            let (_, list) = read_file(&path, OsStr::new(""), Messenger::WhatsApp, &ChatList::default(), &cancel);
            list.map_or(0, |list| list.list.entries.len())
        };
        assert_eq!(lines(), 3);
        cancel.cancel();
        assert_eq!(lines(), 0);
    }

    #[test]
    fn a_list_that_was_being_read_when_its_dialog_was_closed_does_not_open_it_again() {
        let (mut bench, key) = Bench::with_instance();
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list.csv");
        std::fs::write(&list, "79992047718").unwrap();
        bench.app.update(Action::Chats(key, ChatsAction::ReadFile(list)));
        assert!(matches!(bench.app.model.dialog, Some(Dialog::ImportChats(_))));
        bench.app.update(Action::CloseDialog);
        bench.until_so(|model| model.instance(key).unwrap().chats.reading.is_none());
        assert!(bench.app.model.dialog.is_none());
    }

    #[test]
    fn a_list_that_is_dropped_over_a_question_does_not_take_its_place() {
        let (mut bench, key) = Bench::with_instance();
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list.csv");
        std::fs::write(&list, "79992047718").unwrap();
        bench.app.model.dialog = Some(Dialog::BulkArchive(key));
        bench.app.update(Action::Chats(key, ChatsAction::ReadFile(list)));
        assert!(matches!(bench.app.model.dialog, Some(Dialog::BulkArchive(_))));
        assert!(bench.app.model.instance(key).unwrap().chats.reading.is_none());
    }
}
