//! The live model: the program's knowledge and its work under way, as plain data. Views read it; only
//! [`crate::app::App`] changes it, driven by an [`Action`] or by what a task reports.

mod account;
mod action;
mod add_many;
mod attention;
mod bulk_archive;
mod chats;
mod clear_several;
mod dialog;
mod export_queue;
mod form;
mod help;
mod instance;
#[cfg(test)]
pub(crate) mod instance_tests;
mod journal;
mod known;
mod queue_summary;
mod removal;
mod replace_number;
mod resend;
mod saved_queues;
mod unfinished;
mod waiting;
mod watch;

use std::collections::HashSet;
use std::sync::Arc;

pub use account::{Account, LinkState, Logout, PasswordState, PracticePhone, TokenChange};
pub use action::{Action, Query};
pub use add_many::{AddFailure, AddMany, AddManyAction, AddRow, AddingInstances, FoundInstances, ListNotRead};
pub use bulk_archive::{ArchiveRuns, CurrentRun, Halting, Planned, RunAct, RunFailure, RunStep};
pub use chats::{
    Asked, Chats, ChatsAction, FoundChats, GroupNames, Imported, ListSource, NotRead, ReadList, ReadingList, StoredList,
};
pub use clear_several::{ClearSeveral, SeveralRow, SeveralStage, Standing};
pub use dialog::Dialog;
pub use export_queue::{ExportOutcome, ExportedQueue, SaveDialog};
pub use form::{AfterForm, CheckState, Form, FormMode, FormValues, SaveDoubt, SaveState};
pub use help::Topic;
pub use instance::{ArchiveState, ClearState, Instance, InstanceKey, NumberCheck, RestartState, TokenState};
pub use journal::{Journal, JournalCheck, JournalChoice, JournalDay, JournalFile, JournalList, JournalSpan, OpenGroup};
pub use known::{Known, OLD_FROM};
pub use queue_summary::QueueSummary;
pub use removal::{History, Removal};
pub use replace_number::{Asking, Interrupted, Kept, ReplaceAction, ReplaceRead, ReplaceReads, ReplaceState};
pub use resend::{LastRun, LiveRun, OpenQueue, Resend, ResendEnd, ResendKind, ResendOrder};
pub use saved_queues::{ExportFormat, SavedQueues, Saving};
pub use unfinished::Unfinished;
pub use watch::{Announcement, Aside, NotificationService, WatchState};

pub use crate::store::Tab;
pub use crate::work::queue_reading::{Beyond, Waiting};

use crate::explain::Text;
use crate::green_api::{Exchange, Route};
use crate::store::{SavedQueueId, Settings, StoreWarning, WatchChoice};
use crate::vault::{VaultFailure, VaultName};

/// Identifies a task, so that a late report from an earlier click can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaskId(pub u64);

/// The page on the right side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The form that connects or edits an instance; alone in the window while there is no instance.
    Form,
    Instance(InstanceKey, Tab),
    /// All instances at a glance.
    AllInstances,
    /// The guided replacement of an instance's number.
    Replace(InstanceKey),
    /// Resending messages of a saved queue of this instance.
    Resend(InstanceKey, SavedQueueId),
    Journal,
    Preferences,
    /// The licences of the program's components.
    Licences,
}

impl Page {
    /// Returns the instance that the page is about.
    pub fn instance(self) -> Option<InstanceKey> {
        match self {
            Self::Instance(key, _) | Self::Replace(key) | Self::Resend(key, _) => Some(key),
            Self::Form | Self::AllInstances | Self::Journal | Self::Preferences | Self::Licences => None,
        }
    }

    /// Returns the instance whose phone the page can link.
    pub fn links(self) -> Option<InstanceKey> {
        match self {
            Self::Instance(key, Tab::Account) | Self::Replace(key) => Some(key),
            Self::Instance(..)
            | Self::AllInstances
            | Self::Form
            | Self::Resend(..)
            | Self::Journal
            | Self::Preferences
            | Self::Licences => None,
        }
    }
}

/// The keyring, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct VaultState {
    /// `None` until a worker has determined it.
    pub name: Option<VaultName>,
    /// Why it cannot be used now.
    pub failure: Option<VaultFailure>,
    /// Whether tokens are kept until the program is closed, and nowhere else.
    pub session_only: bool,
    /// Whether the user chose that in this session, so that the keyring can be used again.
    pub can_return: bool,
    /// Whether it is being retried.
    pub asking: bool,
}

/// Everything that is shown.
#[derive(Debug)]
pub struct Model {
    pub instances: Vec<Instance>,
    pub page: Page,
    /// Open section of the user guide, which covers the page and a question that waits for an answer.
    pub help: Option<Topic>,
    pub form: Form,
    pub add_many: AddMany,
    pub dialog: Option<Dialog>,
    /// The queues that are cleared together, from the question until the result is closed.
    pub clear_several: Option<ClearSeveral>,
    pub settings: Settings,
    pub journal: Journal,
    pub vault: VaultState,
    /// The exchanges of this session, newest first.
    pub exchanges: Vec<Arc<Exchange>>,
    /// Number of older exchanges that were dropped.
    pub exchanges_dropped: u64,
    /// Small successes and warnings that disappear after a while.
    pub notices: Vec<Notice>,
    /// Problems with the settings file, until closed.
    pub warnings: Vec<StoreWarning>,
    /// Why the last attempt to save settings failed.
    pub unsaved: Option<Text>,
    /// Outcomes that belong to no page, until closed.
    pub lasting_notices: Vec<LastingNotice>,
    /// The way of requests to GREEN-API, as set when it was first needed; `None` until it is read.
    pub route: Option<Route>,
    /// Folders of the program, for display.
    pub places: Places,
    /// Looking for newer versions of the program; `None` without a source of them.
    pub updates: Option<UpdateCheck>,
    pub watch: WatchState,
}

/// Looking for newer versions, in this session. The stored part is in the settings.
#[derive(Debug, Clone, Default)]
pub struct UpdateCheck {
    /// Whether to ask the user for permission now.
    pub offered: bool,
    /// Whether a query for the latest version is in flight.
    pub asking: bool,
    /// Whether that query failed.
    pub failed: bool,
    /// Whether the user has closed the notice of the newer version.
    pub closed: bool,
}

/// Folders, as shown in Preferences.
#[derive(Debug, Clone, Default)]
pub struct Places {
    pub settings: String,
    /// Saved queues, the journal and crash reports.
    pub data: String,
    pub logs: String,
}

/// A short message that disappears after a while.
#[derive(Debug, Clone)]
pub struct Notice {
    pub text: Text,
    /// When it disappears; `None` until it has been drawn.
    pub until: Option<std::time::Instant>,
}

/// The result that a lasting notice reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Failure,
    Success,
}

/// A notice that belongs to no page, shown until it is closed.
#[derive(Debug, Clone)]
pub struct LastingNotice {
    pub kind: NoticeKind,
    pub what: Text,
    pub why: Vec<Text>,
    /// Folder with the files that it left behind.
    pub folder: Option<std::path::PathBuf>,
}

impl Model {
    pub fn instance(&self, key: InstanceKey) -> Option<&Instance> {
        self.instances.iter().find(|instance| instance.key == key)
    }

    /// Whether another instance has the same name.
    pub fn shares_name(&self, instance: &Instance) -> bool {
        self.instances.iter().any(|other| other.key != instance.key && other.record.name == instance.record.name)
    }

    /// Returns the names that several instances have.
    pub fn shared_names(&self) -> HashSet<&str> {
        let mut seen = HashSet::new();
        let names = self.instances.iter().map(|instance| instance.record.name.as_str());
        names.filter(|name| !seen.insert(*name)).collect()
    }

    pub fn instance_mut(&mut self, key: InstanceKey) -> Option<&mut Instance> {
        self.instances.iter_mut().find(|instance| instance.key == key)
    }

    /// Returns the instance that the page shows, with the open tab.
    pub fn shown(&self) -> Option<(&Instance, Tab)> {
        match self.page {
            Page::Instance(key, tab) => self.instance(key).map(|instance| (instance, tab)),
            Page::Form
            | Page::AllInstances
            | Page::Replace(_)
            | Page::Resend(..)
            | Page::Journal
            | Page::Preferences
            | Page::Licences => None,
        }
    }

    /// Returns the instance that the page is about, on any of its pages.
    pub fn shown_instance(&self) -> Option<&Instance> {
        self.instance(self.page.instance()?)
    }

    /// Returns the instance whose queue the open question is about to clear. A question under the guide is not open.
    pub fn asks_to_clear(&self) -> Option<InstanceKey> {
        let Some(Dialog::Clear(key) | Dialog::ClearSaved(key)) = &self.dialog else { return None };
        Some(*key).filter(|_| self.help.is_none())
    }

    /// Whether a page can be shown: its instance is still there.
    pub fn has_page(&self, page: Page) -> bool {
        match page {
            Page::Instance(key, _) | Page::Replace(key) | Page::Resend(key, _) => self.instance(key).is_some(),
            Page::AllInstances => self.has_overview(),
            Page::Form | Page::Journal | Page::Preferences | Page::Licences => true,
        }
    }

    /// Whether to ask the user now whether the instances shall be watched: once, when there are two.
    pub fn asks_about_watch(&self) -> bool {
        let is_practice = |instance: &&Instance| !instance.practice;
        self.settings.watch.choice == WatchChoice::NotAsked && self.instances.iter().filter(is_practice).count() > 1
    }

    /// Whether a change on a server is under way for any instance.
    pub fn is_changing_server(&self) -> bool {
        self.instances.iter().any(Instance::is_changing_server)
    }

    /// Returns why the token store cannot be used. While anything waits for it, its prompt may be open, and nothing is
    /// known.
    pub fn vault_failure(&self) -> Option<&VaultFailure> {
        let waits = |instance: &Instance| {
            matches!(instance.token, TokenState::Reading(_))
                || instance.account.is_keeping_token()
                || instance.is_being_removed()
        };
        let adds = matches!(&self.add_many, AddMany::Adding(adding) if adding.progress.is_saving());
        let may_prompt = adds || matches!(self.form.save, SaveState::Running) || self.instances.iter().any(waits);
        self.vault.failure.as_ref().filter(|_| !may_prompt)
    }

    /// Whether any instance has a new token that exists on the screen only.
    pub fn has_unkept_token(&self) -> bool {
        self.instances.iter().any(|instance| instance.account.has_unkept_token())
    }
}
