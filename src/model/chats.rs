//! The chats of an instance: the known ones, the shown ones, and imported lists.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{ArchiveRuns, Known, TaskId};
use crate::green_api::{ArchiveDirection, Detail, Doubt};
use crate::store::ArchiveRunId;
use crate::work::chats::import_chats::workbook::Workbook;
use crate::work::chats::import_chats::{Corrections, EntryKind as Entry, ImportedList, Refused};
use crate::work::chats::{ChatList, ChatRow, Finder, RowId, View};

/// State of the Chats page beside the form for a single chat.
#[derive(Debug, Default)]
pub struct Chats {
    /// The chats as received from the server, in this session or an earlier one.
    pub known: Known<Arc<ChatList>>,
    /// The names of the groups among them, known before the chats are.
    pub groups: GroupNames,
    pub stored: StoredList,
    /// Whether to query them once the token is available.
    pub wanted: bool,
    /// The search index; `None` until it is built.
    pub found: Option<FoundChats>,
    /// The task that builds the next index.
    pub making: Option<TaskId>,
    pub reading: Option<ReadingList>,
    pub runs: ArchiveRuns,
}

impl Chats {
    /// Whether the server is being queried for the list, or will be once the stored list has been read.
    pub fn is_asking(&self) -> bool {
        self.known.is_asking() || self.stored == StoredList::Reading
    }
}

/// The names of an instance's groups by their id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupNames(HashMap<String, String>);

impl GroupNames {
    /// Returns the name of a group, if it is known.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

impl FromIterator<(String, String)> for GroupNames {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(names: T) -> Self {
        Self(names.into_iter().collect())
    }
}

/// Whether the list that an earlier session stored has been read. The first opening of the page reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StoredList {
    #[default]
    Unread,
    /// It is being read. The server is queried afterwards.
    Reading,
    Read,
}

/// The chats to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    pub view: View,
    /// If set, only these chats.
    pub only: Option<Arc<HashSet<RowId>>>,
}

/// The search index, with its rows and the result of the last search.
pub struct FoundChats {
    finder: Finder,
    /// Rows in the order of their ids.
    by_id: Vec<u32>,
    /// Number of imported rows, which come first: chats that the instance does not know.
    imported: usize,
    asked: Asked,
    shown: Vec<u32>,
    revision: u64,
}

impl FoundChats {
    /// Builds the index of the known chats, of those that an earlier index has imported, and of further ones. Takes
    /// up to a second for a long list, so it must not run on the drawing thread.
    pub fn new(known: &Arc<ChatList>, earlier: &Imported, adding: &[Arc<[RowId]>], asked: Asked) -> Self {
        let imported = unknown_rows(known, earlier, adding);
        let list = if imported.is_empty() {
            known.clone()
        } else {
            Arc::new(ChatList {
                rows: imported.iter().chain(&known.rows).cloned().collect(),
                chats_at: known.chats_at,
                contacts_at: known.contacts_at,
            })
        };
        let mut by_id: Vec<u32> = (0..).zip(&list.rows).map(|(row, _)| row).collect();
        by_id.sort_by_key(|row| list.rows.get(*row as usize).map(|row| row.id.as_str()));
        let mut found = Self {
            finder: Finder::new(list),
            by_id,
            imported: imported.len(),
            asked: Asked::default(),
            shown: Vec::new(),
            revision: 0,
        };
        found.look_for(asked);
        found
    }

    /// Searches, unless this was the last search. Takes a few milliseconds for a long list.
    pub fn find(&mut self, asked: &Asked) {
        if self.asked != *asked {
            self.look_for(asked.clone());
        }
    }

    fn look_for(&mut self, asked: Asked) {
        self.shown = self.finder.find(&asked.view);
        if let Some(only) = &asked.only {
            let rows = &self.finder.list().rows;
            self.shown.retain(|row| rows.get(*row as usize).is_some_and(|row| only.contains(&row.id)));
        }
        self.asked = asked;
        static REVISIONS: AtomicU64 = AtomicU64::new(0);
        self.revision = REVISIONS.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns a number that changes whenever the shown rows may have changed.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns the imported rows, to build the next index from.
    pub fn imported(&self) -> Imported {
        Imported { list: self.list().clone(), count: self.imported }
    }

    /// Returns all rows.
    pub fn list(&self) -> &Arc<ChatList> {
        self.finder.list()
    }

    /// Returns the number of shown rows.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// Returns the shown row at this index.
    pub fn at(&self, index: usize) -> Option<&ChatRow> {
        self.list().rows.get(*self.shown.get(index)? as usize)
    }

    /// Whether the shown row at this index is imported.
    pub fn is_imported(&self, index: usize) -> bool {
        self.shown.get(index).is_some_and(|row| (*row as usize) < self.imported)
    }

    /// Returns the shown rows, in their order.
    pub fn shown(&self) -> impl Iterator<Item = &ChatRow> {
        self.shown.iter().filter_map(|row| self.list().rows.get(*row as usize))
    }

    /// Returns the row of this chat, shown or not.
    pub fn of(&self, id: &str) -> Option<&ChatRow> {
        self.list().rows.get(self.place_of(id)?)
    }

    /// Whether the server has listed this chat. A chat that only an imported list names is not known.
    pub fn knows(&self, id: &str) -> bool {
        self.place_of(id).is_some_and(|row| row >= self.imported)
    }

    /// Returns the index of this chat among all rows.
    fn place_of(&self, id: &str) -> Option<usize> {
        let row = |row: &u32| self.list().rows.get(*row as usize);
        let at = self.by_id.binary_search_by(|index| row(index).map(|row| row.id.as_str()).cmp(&Some(id))).ok()?;
        self.by_id.get(at).map(|row| *row as usize)
    }
}

/// The imported rows of an index.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    list: Arc<ChatList>,
    count: usize,
}

/// Returns the rows of chats that the instance does not know, each once.
fn unknown_rows(known: &ChatList, earlier: &Imported, adding: &[Arc<[RowId]>]) -> Vec<ChatRow> {
    let earlier = earlier.list.rows.iter().take(earlier.count);
    let added = adding.iter().flat_map(|ids| ids.iter());
    if earlier.len() == 0 && adding.is_empty() {
        return Vec::new();
    }
    let mut seen: HashSet<&RowId> = known.rows.iter().map(|row| &row.id).collect();
    let mut rows: Vec<ChatRow> = earlier.filter(|row| seen.insert(&row.id)).cloned().collect();
    rows.extend(added.filter(|id| seen.insert(id)).map(|id| ChatRow::unlisted(id.clone())));
    rows
}

impl fmt::Debug for FoundChats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} chats", self.shown.len(), self.list().rows.len())
    }
}

/// An imported list that is being reviewed.
#[derive(Debug, Clone)]
pub struct ReadingList {
    pub task: TaskId,
    /// Name of its file; `None` if it was pasted.
    pub name: Option<String>,
    /// `None` while the file is being selected or read.
    pub source: Option<Arc<ListSource>>,
    pub corrections: Corrections,
    /// `None` while it is being read. Keeps the previous result while it is compared with other chats.
    pub outcome: Option<Result<Arc<ReadList>, NotRead>>,
}

impl ReadingList {
    /// Creates a list whose file is being selected or read.
    pub fn new(task: TaskId) -> Self {
        Self { task, name: None, source: None, corrections: Corrections::default(), outcome: None }
    }
}

/// Source of a list.
#[derive(Debug)]
pub enum ListSource {
    Pasted(String),
    File(Vec<u8>),
    /// The file, for its other sheets, and the sheet that was read from it.
    Workbook(Arc<Vec<u8>>, Workbook),
}

impl ListSource {
    /// Returns the sheet that was read, if the source is a workbook.
    pub fn workbook(&self) -> Option<&Workbook> {
        match self {
            Self::Workbook(_, workbook) => Some(workbook),
            Self::Pasted(_) | Self::File(_) => None,
        }
    }
}

/// A list that was read, with its lines counted.
#[derive(Debug)]
pub struct ReadList {
    pub list: ImportedList,
    /// Its chats, doubtful ones included.
    pub ids: Arc<[RowId]>,
    pub chats: usize,
    pub duplicates: usize,
    pub mistakes: usize,
    /// Numbers that are probably wrong; not selected by default.
    pub doubtful: usize,
    /// Numbers that are not among the chats; not selected by default.
    pub not_among_chats: usize,
    /// Indices of the entries that are mistakes, duplicates or doubtful.
    pub odd: Vec<usize>,
}

impl ReadList {
    pub fn new(list: ImportedList) -> Self {
        let (mut chats, mut duplicates, mut mistakes, mut odd) = (0, 0, 0, Vec::new());
        let (mut doubtful, mut not_among_chats) = (0, 0);
        for (index, entry) in list.entries.iter().enumerate() {
            let count = match entry.found {
                Entry::Chat(_) => &mut chats,
                Entry::Duplicate { .. } => &mut duplicates,
                Entry::Mistake(_) => &mut mistakes,
                Entry::Doubtful(_, Doubt::NotAmongChats) => &mut not_among_chats,
                Entry::Doubtful(..) => &mut doubtful,
            };
            *count += 1;
            if !matches!(entry.found, Entry::Chat(_)) {
                odd.push(index);
            }
        }
        let ids = list.chats().chain(list.doubtful()).map(|chat| RowId::Chat(chat.clone())).collect();
        Self { list, ids, chats, duplicates, mistakes, doubtful, not_among_chats, odd }
    }
}

/// Why there is no list.
#[derive(Debug, Clone, PartialEq)]
pub enum NotRead {
    Refused(Refused),
    /// The file could not be read.
    Unreadable(Detail),
    /// This system has no file dialog.
    NoDialog,
}

/// The user's actions on the Chats page, beside the form for a single chat.
#[derive(Debug, Clone)]
pub enum ChatsAction {
    Find(Asked),

    /// Open the dialog for pasting a list.
    PasteList,
    ReadPasted(String),
    /// Select a file with a list in the system's dialog.
    OpenList,
    /// Read the list in this file.
    ReadFile(PathBuf),
    CorrectList(Corrections),
    /// Show the chats of the list, including those that the instance does not know.
    AcceptList,

    /// Open the dry run of archiving these chats, or of unarchiving them.
    Plan {
        direction: ArchiveDirection,
        selected: Arc<HashSet<RowId>>,
    },
    /// Begin the planned run.
    Begin,
    Pause,
    /// Resume the run that is shown.
    Resume,
    /// Pause it for good.
    Stop,
    /// Do not wait for the answers in flight of the run that is pausing or stopping.
    GiveUp,
    /// Compare the run with the server's list.
    Verify,
    CancelVerifying,
    /// Retry the failed chats.
    RetryFailed,
    /// Reverse the changes of the run.
    Undo,
    /// Write the results to a file of the user's choice.
    SaveResults,
    /// Show an earlier run.
    OpenRun(ArchiveRunId),
    /// Show no run.
    CloseRun,
}
