//! Imported lists of chats: pasted, or a file that was selected or dropped on the window.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chats::Tell;
use super::{App, FileDialogAnswer};
use crate::green_api::Messenger;
use crate::model::{
    ChatsEvent, Dialog, ImportEvent, Instance, InstanceKey, ListSource, NotRead, ReadList, ReadingList, TaskId,
};
use crate::store::{ChatRow, RowId, RowKind, must_be_file};
use crate::work::chats::ChatList;
use crate::work::chats::import_chats::{self, Corrections, MAX_BYTES, Refused, Source};

impl App {
    pub(super) fn paste_list(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.reading = None;
            self.model.dialog = Some(Dialog::ImportChats(key));
        }
    }

    pub(super) fn read_pasted(&mut self, key: InstanceKey, text: String) {
        let source = Arc::new(ListSource::Pasted(text));
        let task = self.begin_reading(key, Some(source.clone()));
        self.read_list(key, task, source, Corrections::default());
    }

    pub(super) fn open_list(&mut self, key: InstanceKey) {
        let selected = self.ask_for_file();
        let task = self.begin_reading(key, None);
        // The system's dialog is shown alone: this one opens once there is something to show.
        self.model.dialog = None;
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, known) = (instance.messenger(), known_of(instance));
        let (tell, runtime) = (self.tell_chats(key), self.runtime.clone());
        self.runtime.spawn(async move {
            match selected.await {
                FileDialogAnswer::File(path) => {
                    let reads = move || read_file(task, &path, messenger, &known, &tell);
                    runtime.spawn_blocking(reads);
                }
                FileDialogAnswer::Cancelled => tell(ChatsEvent::Import(ImportEvent::Read(task, None))),
                FileDialogAnswer::NoDialog => {
                    tell(ChatsEvent::Import(ImportEvent::Read(task, Some((None, Err(NotRead::NoDialog))))))
                }
            }
        });
    }

    pub(super) fn read_file(&mut self, key: InstanceKey, path: PathBuf) {
        let task = self.begin_reading(key, None);
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, known, tell) = (instance.messenger(), known_of(instance), self.tell_chats(key));
        self.runtime.spawn_blocking(move || read_file(task, &path, messenger, &known, &tell));
    }

    /// Reads the same source again with other corrections.
    pub(super) fn correct_list(&mut self, key: InstanceKey, corrections: Corrections) {
        let task = self.new_task_id();
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(reading) = &mut instance.chats.reading else { return };
        let Some(source) = reading.source.clone() else { return };
        reading.task = task;
        reading.corrections = corrections;
        self.read_list(key, task, source, corrections);
    }

    fn begin_reading(&mut self, key: InstanceKey, source: Option<Arc<ListSource>>) -> TaskId {
        let task = self.new_task_id();
        let Some(instance) = self.model.instance_mut(key) else { return task };
        instance.chats.reading =
            Some(ReadingList { task, name: None, source, corrections: Corrections::default(), outcome: None });
        self.model.dialog = Some(Dialog::ImportChats(key));
        task
    }

    fn read_list(&self, key: InstanceKey, task: TaskId, source: Arc<ListSource>, corrections: Corrections) {
        let Some(instance) = self.model.instance(key) else { return };
        let (messenger, known, tell) = (instance.messenger(), known_of(instance), self.tell_chats(key));
        self.runtime.spawn_blocking(move || {
            let read = read(&source, messenger, &known, &corrections);
            tell(ChatsEvent::Import(ImportEvent::Read(task, Some((Some(source), read)))));
        });
    }

    pub(super) fn on_import(&mut self, key: InstanceKey, event: ImportEvent) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let (ImportEvent::FileSelected(task, _) | ImportEvent::Read(task, _)) = &event;
        let Some(reading) = instance.chats.reading.as_mut().filter(|reading| reading.task == *task) else { return };
        match event {
            ImportEvent::FileSelected(_, name) => reading.name = Some(name),
            ImportEvent::Read(_, Some((source, outcome))) => {
                reading.source = source;
                reading.outcome = Some(outcome);
            }
            ImportEvent::Read(_, None) => {
                instance.chats.reading = None;
                return;
            }
        }
        self.model.dialog = Some(Dialog::ImportChats(key));
    }

    /// Drops the list whose dialog is closed: it may be large, and one that is still being read must not open it again.
    pub(super) fn forget_list(&mut self) {
        if let Some(Dialog::ImportChats(key)) = self.model.dialog
            && let Some(instance) = self.model.instance_mut(key)
        {
            instance.chats.reading = None;
        }
    }

    /// Shows every chat of the list, doubtful ones included. Chats that the instance does not know become rows of their
    /// own.
    pub(super) fn accept_list(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        let Some(instance) = self.model.instance_mut(key) else { return };
        let chats = &mut instance.chats;
        let Some(Ok(read)) = chats.reading.take().and_then(|reading| reading.outcome) else { return };
        let known = chats.found.as_ref();
        let is_new = |id: &&crate::green_api::ChatId| known.is_none_or(|found| found.of(id.as_str()).is_none());
        let new: Vec<ChatRow> = read
            .list
            .chats()
            .chain(read.list.doubtful())
            .filter(is_new)
            .map(|id| row_of(RowId::Chat(id.clone())))
            .collect();
        if !new.is_empty() {
            chats.imported.extend(new);
            self.make_found(key);
        }
    }

    /// Returns an id for a task that needs no cancelling.
    pub(super) fn new_task_id(&mut self) -> TaskId {
        let (task, _) = self.new_task();
        self.cancels.remove(&task);
        task
    }
}

/// Returns the row of a chat that is known by its id only.
pub(super) fn row_of(id: RowId) -> ChatRow {
    let chat = id.chat_id();
    let digits = chat.and_then(|chat| chat.phone_digits()).map(str::to_owned);
    let kind = match chat.map(|chat| chat.kind()) {
        Some(crate::green_api::ChatKind::Group) => RowKind::Group,
        Some(_) => RowKind::Person,
        None => RowKind::Other,
    };
    ChatRow { id, name: None, digits, kind, listed: false, archived: None, unread: None }
}

/// Returns the chats that the server has listed.
fn known_of(instance: &Instance) -> Arc<ChatList> {
    instance.chats.known.value().cloned().unwrap_or_default()
}

fn read_file(task: TaskId, path: &Path, messenger: Messenger, known: &ChatList, tell: &Tell) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    tell(ChatsEvent::Import(ImportEvent::FileSelected(task, name)));
    let read = match bytes_of(path) {
        Ok(Ok(bytes)) => {
            let source = Arc::new(ListSource::File(bytes));
            let read = read(&source, messenger, known, &Corrections::default());
            (Some(source), read)
        }
        Ok(Err(refused)) => (None, Err(NotRead::Refused(refused))),
        Err(error) => (None, Err(NotRead::Unreadable(error.to_string()))),
    };
    tell(ChatsEvent::Import(ImportEvent::Read(task, Some(read))));
}

/// Reads the file's bytes, or refuses it if there are more than [`MAX_BYTES`].
fn bytes_of(path: &Path) -> io::Result<Result<Vec<u8>, Refused>> {
    must_be_file(path)?;
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        let bytes = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        return Ok(Err(Refused::TooLarge { bytes }));
    }
    Ok(Ok(bytes))
}

fn read(
    source: &ListSource,
    messenger: Messenger,
    known: &ChatList,
    corrections: &Corrections,
) -> Result<Arc<ReadList>, NotRead> {
    let source = match source {
        ListSource::Pasted(text) => Source::Pasted(text),
        ListSource::File(bytes) => Source::File(bytes),
    };
    let mut list = import_chats::read(source, messenger, corrections).map_err(NotRead::Refused)?;
    let known: HashSet<&str> = known.rows.iter().map(|row| row.id.as_str()).collect();
    list.compare(|chat| known.contains(chat));
    Ok(Arc::new(ReadList::new(list)))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_no_list() {
        for device in ["/dev/null", "/dev/zero"] {
            assert!(bytes_of(Path::new(device)).is_err(), "{device}");
        }
    }
}
