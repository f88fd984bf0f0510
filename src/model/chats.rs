//! The chats of an instance: what is known of them, which of them are shown, and lists that come from outside.

use std::{
    collections::HashSet,
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{ArchiveRuns, Known, TaskId};
use crate::{
    store::ArchiveRunId,
    work::chats::{
        ChatList, ChatRow, Finder, RowId, View,
        import_chats::{Corrections, EntryKind as Entry, ImportedList, Refused},
    },
};

/// What the Chats page shows beside the single form.
#[derive(Debug, Default)]
pub struct Chats {
    /// The chats as the server told them, in this run of the program or in an earlier one.
    pub known: Known<Arc<ChatList>>,
    /// What was kept has been read, or is being read.
    pub opened: bool,
    /// They are to be asked for once the token is there.
    pub wanted: bool,
    /// What asks for them, to be given up.
    pub loading: Option<TaskId>,
    /// Chats that lists from outside name and the instance does not. They stand before all others.
    pub imported: Vec<ChatRow>,
    /// What is looked for.
    pub asked: Asked,
    /// What finds in them, once it was made.
    pub found: Option<FoundChats>,
    /// The next one is being made.
    pub making: Option<TaskId>,
    pub reading: Option<ReadingList>,
    pub runs: ArchiveRuns,
}

/// Which chats are to be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    pub view: View,
    /// None but these.
    pub only: Option<Arc<HashSet<RowId>>>,
}

/// The rows, with what finds in them and what it has found.
pub struct FoundChats {
    finder: Finder,
    /// The rows in the order of their ids.
    by_id: Vec<u32>,
    /// So many rows at the beginning come from outside.
    imported: usize,
    asked: Asked,
    shown: Vec<u32>,
    revision: u64,
}

impl FoundChats {
    /// Takes part of a second for a long list.
    pub fn new(known: &Arc<ChatList>, imported: &[ChatRow], asked: Asked) -> Self {
        let list = match imported.is_empty() {
            true => known.clone(),
            false => Arc::new(ChatList {
                rows: imported.iter().chain(&known.rows).cloned().collect(),
                chats_at: known.chats_at,
                contacts_at: known.contacts_at,
            }),
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

    /// Looks for what was asked. Takes a few milliseconds for a long list.
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

    /// Another one whenever other rows may be shown.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All rows.
    pub fn list(&self) -> &Arc<ChatList> {
        self.finder.list()
    }

    /// How many rows are shown.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The row at this place among those that are shown.
    pub fn at(&self, index: usize) -> Option<&ChatRow> {
        self.list().rows.get(*self.shown.get(index)? as usize)
    }

    /// Whether the row at this place comes from outside.
    pub fn is_imported(&self, index: usize) -> bool {
        self.shown.get(index).is_some_and(|row| (*row as usize) < self.imported)
    }

    /// The rows that are shown, in their order.
    pub fn shown(&self) -> impl Iterator<Item = &ChatRow> {
        self.shown.iter().filter_map(|row| self.list().rows.get(*row as usize))
    }

    /// The row of this chat, be it shown or not.
    pub fn of(&self, id: &str) -> Option<&ChatRow> {
        self.list().rows.get(self.place_of(id)?)
    }

    /// Whether the server has told of this chat. Chats that only a list from outside names are not known.
    pub fn knows(&self, id: &str) -> bool {
        self.place_of(id).is_some_and(|row| row >= self.imported)
    }

    /// The place of this chat among all rows.
    fn place_of(&self, id: &str) -> Option<usize> {
        let row = |row: &u32| self.list().rows.get(*row as usize);
        let at = self.by_id.binary_search_by(|index| row(index).map(|row| row.id.as_str()).cmp(&Some(id))).ok()?;
        self.by_id.get(at).map(|row| *row as usize)
    }
}

impl fmt::Debug for FoundChats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} chats", self.shown.len(), self.list().rows.len())
    }
}

/// A list from outside that is being looked at.
#[derive(Debug, Clone)]
pub struct ReadingList {
    pub task: TaskId,
    /// The name of its file; `None` if it was pasted.
    pub name: Option<String>,
    /// `None` while the file is being chosen or read.
    pub source: Option<Arc<ListSource>>,
    pub corrections: Corrections,
    /// `None` while it is being read.
    pub outcome: Option<Result<Arc<ReadList>, NotRead>>,
}

/// Where a list is from.
#[derive(Debug)]
pub enum ListSource {
    Pasted(String),
    File(Vec<u8>),
}

/// A list that was read, with its lines counted.
#[derive(Debug)]
pub struct ReadList {
    pub list: ImportedList,
    pub chats: usize,
    pub duplicates: usize,
    pub mistakes: usize,
    /// Numbers that are hardly right: not chosen by themselves.
    pub doubtful: usize,
    /// Which entries are mistakes, duplicates or doubtful.
    pub odd: Vec<usize>,
}

impl ReadList {
    pub fn new(list: ImportedList) -> Self {
        let (mut chats, mut duplicates, mut mistakes, mut doubtful, mut odd) = (0, 0, 0, 0, Vec::new());
        for (index, entry) in list.entries.iter().enumerate() {
            let count = match entry.found {
                Entry::Chat(_) => &mut chats,
                Entry::Duplicate { .. } => &mut duplicates,
                Entry::Mistake(_) => &mut mistakes,
                Entry::Doubtful(..) => &mut doubtful,
            };
            *count += 1;
            if !matches!(entry.found, Entry::Chat(_)) {
                odd.push(index);
            }
        }
        Self { list, chats, duplicates, mistakes, doubtful, odd }
    }
}

/// Why there is no list.
#[derive(Debug, Clone, PartialEq)]
pub enum NotRead {
    Refused(Refused),
    /// The file could not be read, in the system's words.
    Unreadable(String),
    /// This system has no dialog to choose a file with.
    NoDialog,
}

/// What a person asks for on the Chats page, beside the single form.
#[derive(Debug, Clone)]
pub enum ChatsAction {
    Find(Asked),

    /// Open the question for a list that is pasted.
    PasteList,
    ReadPasted(String),
    /// Choose a file with a list in the system's dialog.
    OpenList,
    /// Read the list in this file.
    ReadFile(PathBuf),
    CorrectList(Corrections),
    /// Show the chats of the list that was read, those that the instance does not know too.
    AcceptList,

    /// Open the dry run of archiving, or else unarchiving, these.
    Plan {
        archives: bool,
        selected: Arc<HashSet<RowId>>,
    },
    /// Begin what was planned.
    Begin,
    Pause,
    /// Carry the run on that is shown.
    Resume,
    /// Pause it for good.
    Stop,
    /// Compare the run with what the server lists.
    Verify,
    CancelVerifying,
    /// Ask again for what failed.
    RetryFailed,
    /// Reverse what the run has changed.
    Undo,
    /// Write the results to a file, asking where to.
    SaveResults,
    /// Show an earlier run.
    OpenRun(ArchiveRunId),
    /// Show no run.
    CloseRun,
}
