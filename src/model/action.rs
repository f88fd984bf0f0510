//! Everything that the user can ask for. Views return these; only `App::update` carries them out.

use std::path::PathBuf;

use secrecy::SecretString;
use semver::Version;

use super::{
    AddManyAction, AfterForm, ChatsAction, Dialog, ExportFormat, FormMode, FormValues, History, InstanceKey,
    JournalChoice, JournalFile, Page, PracticePhone, ReplaceAction, ResendOrder,
};
use crate::green_api::ChatId;
use crate::store::{
    InstanceOptions, JournalId, LanguageChoice, ListSettings, OnClose, PinChange, ResendRunId, SavedQueueId,
    ThemeChoice, WatchSettings, WindowPlace,
};
use crate::work::archive_chat::ArchiveAct;
use crate::work::clear_queue::Rest;
use crate::work::link_phone::Way;
use crate::work::restart::Change;

/// A query to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Query {
    State,
    Settings,
    Count,
    Queue,
    /// The end of a suspension. Queried automatically once the state is a suspension, so not part of [`Query::ALL`].
    SuspendedUntil,
}

impl Query {
    pub const ALL: [Self; 4] = [Self::State, Self::Settings, Self::Count, Self::Queue];
}

#[derive(Debug, Clone)]
pub enum Action {
    /// Show a page; asks first when the form has unsaved text.
    Show(Page),
    /// Open the user guide over the page, at the section that fits it.
    OpenHelp,
    /// Back from the guide to the page under it.
    CloseHelp,
    /// Open an address in the browser.
    OpenLink(String),
    /// Query everything that the pages of an instance show.
    Refresh(InstanceKey),
    /// Filter and sort the page of all instances.
    ArrangeInstances(ListSettings),
    /// Check the state and the count of every instance.
    CheckAll,
    /// Cancel the queries of an instance; its known values stay.
    CancelQueries(InstanceKey),

    /// Open the form.
    OpenForm(FormMode),
    /// Ask the server whether these values are right.
    CheckForm(FormValues),
    CancelCheck,
    /// The text in the form is no longer the one that was checked.
    FormEdited,
    /// The name was changed; the check is still valid.
    FormRenamed,
    SaveForm {
        values: FormValues,
        then: AfterForm,
    },
    /// Like [`Self::SaveForm`], after the user was asked about a doubt.
    SaveDoubted {
        values: FormValues,
        then: AfterForm,
    },
    /// Like [`Self::SaveForm`], but with tokens kept until the program is closed and nowhere else.
    SaveForSession {
        values: FormValues,
        then: AfterForm,
    },
    /// Stop waiting for the keyring, and save nothing.
    CancelSave,
    /// Leave the form; asks first when there is unsaved text.
    LeaveForm,
    /// Discard the unsaved text and carry out the action that it held up.
    DropUnsaved(Box<Action>),
    /// An action on a list of instances to add.
    AddMany(AddManyAction),
    /// Set the tags, the colour and the access of an instance.
    SetOptions(InstanceKey, InstanceOptions),
    AskRemove(InstanceKey),
    Remove(InstanceKey, History),
    /// Remove it from the list, and leave its token where it is.
    RemoveHere(InstanceKey, History),
    /// Start the practice server and show its instances.
    TryPractice,

    /// Open the confirmation.
    AskClear(InstanceKey),
    Clear(InstanceKey),
    /// Save a copy of the queue, and clear it once the copy is written. The user knows what the copy cannot hold.
    SaveAndClear(InstanceKey, Rest),
    SaveQueue(InstanceKey),
    /// Write the queue to a file of the user's choice, and clear it once the file is written.
    ExportQueue(InstanceKey),
    CloseSaved(InstanceKey),
    /// Read the list of saved queues again.
    ListSavedQueues(InstanceKey),
    OpenSavedQueue(InstanceKey, SavedQueueId),
    CloseSavedQueue(InstanceKey),
    PinSavedQueue(InstanceKey, SavedQueueId, PinChange),
    DeleteSavedQueue(InstanceKey, SavedQueueId),
    /// Write the open copy to a file of the user's choice.
    ExportSavedQueue(InstanceKey, ExportFormat),
    /// Open the question before a resend.
    AskResend(InstanceKey, ResendOrder),
    Resend(InstanceKey, ResendOrder),
    /// Resume a run that was paused or interrupted.
    ContinueResend(InstanceKey, ResendRunId),
    /// Pause after the pending answer.
    PauseResend(InstanceKey),
    /// Do not even wait for that answer: the outcome of its message is then unknown.
    GiveUpResend(InstanceKey),
    /// End this run: its waiting messages stay unsent.
    StopResend(InstanceKey, ResendRunId),
    CloseResendResult(InstanceKey),
    /// Read the resend runs and the open saved queue again.
    ReadResend(InstanceKey),
    /// Open a question.
    Ask(Dialog),
    /// Stop waiting for the clearing; the answer may still arrive.
    CancelClear(InstanceKey),
    /// List and count again after a clearing.
    CheckAgain(InstanceKey),
    CloseClearResult(InstanceKey),
    /// Open the question about several queues, and ask the server about each.
    AskClearSeveral(Vec<InstanceKey>),
    /// Save and clear the queues that the open question is about.
    ClearSeveral,
    /// Clear none but those that have begun.
    StopClearSeveral,

    Archive {
        key: InstanceKey,
        chat: ChatId,
        act: ArchiveAct,
    },
    CancelArchive(InstanceKey),
    /// Read the chat again after an act with an unknown outcome.
    CheckChat(InstanceKey),
    CloseArchive(InstanceKey),
    CheckNumber(InstanceKey, ChatId),
    /// An action on many chats.
    Chats(InstanceKey, ChatsAction),
    /// Open the confirmation of an act that restarts the number.
    AskRestart(InstanceKey, Change),
    Restart(InstanceKey, Change),
    CancelRestart(InstanceKey),
    CloseRestart(InstanceKey),

    /// Open the confirmation of unlinking the phone.
    AskLogout(InstanceKey),
    Logout(InstanceKey),
    CloseLogout(InstanceKey),
    /// Show codes that link a phone.
    LinkPhone(InstanceKey, Way),
    StopLinking(InstanceKey),
    /// Send the password that the gateway asks for.
    SendPassword(InstanceKey, SecretString),
    /// Practice: make the simulated phone act.
    UsePracticePhone(InstanceKey, PracticePhone),
    AskNewToken(InstanceKey),
    NewToken(InstanceKey),
    /// Try the keyring again with a new token that it refused.
    KeepNewToken(InstanceKey),
    /// Copy a new token that the keyring refused to the clipboard: the only text that is copied unredacted.
    CopyNewToken(InstanceKey),
    CloseNewToken(InstanceKey),
    /// Query the states of the last days.
    History(InstanceKey),

    /// The guided replacement of the number.
    Replace(InstanceKey, ReplaceAction),
    /// Close the report of a change that the end of the program interrupted.
    CloseInterrupted(InstanceKey, JournalId),

    /// Read the newest groups of the journal that this choice shows.
    ReadJournal(JournalChoice),
    /// Read the groups after the last one that is shown.
    OlderJournal,
    /// Show the requests of a group of the journal, or hide them.
    OpenGroup(JournalId),
    /// Read the requests after the last one that is shown.
    MoreOfGroup,
    /// Verify the journal's chain.
    VerifyJournal,
    CloseJournalCheck,
    /// Save what is shown of the journal to a file.
    SaveJournal(JournalFile),

    /// Copy text to the clipboard, with a notice.
    Copy(String),
    /// Insert the copied text, as the keys that paste do.
    Paste,
    /// Tell that only the first of the dropped files is read.
    OneListAtATime,
    OpenConsole,
    CloseDialog,
    CloseWarnings,
    /// Show a folder in the system's file manager.
    OpenFolder(PathBuf),
    /// Close one of the lasting notices, by its index.
    CloseNotice(usize),

    SetLanguage(LanguageChoice),
    SetTheme(ThemeChoice),
    /// Scale of the whole window, in per cent.
    SetScale(u16),
    SetWatch(WatchSettings),
    SetStartAtLogin(bool),
    /// Show what a notification is about.
    OpenAnnounced(Option<InstanceKey>),
    /// Close one of the notifications that the window shows, by its index.
    CloseAnnounced(usize),
    /// Try the keyring again.
    RetryVault,
    /// Keep tokens in the keyring again, including those of this session.
    UseKeyringAgain,
    /// Check for new versions of the program from now on, or stop doing so.
    AllowUpdates(bool),
    /// Show the page of the latest version in the browser.
    OpenRelease,
    /// Never mention this version again.
    SkipRelease(Version),
    /// Hide the newer version until the next start.
    CloseRelease,
    /// Number of days for which an unpinned saved queue is kept.
    SetSavedQueueDays(u16),
    /// Keep the journal and the results of runs for this number of days.
    SetHistoryDays(u16),
    /// Remember the window's size and place.
    WindowPlaced(WindowPlace),
    /// Close the window, as its close button does: while the watch is on, the program may go on without it.
    AskClose,
    /// Close the window in this way, now and later.
    CloseAs(OnClose),
    /// End the program; asks first while something runs or is unsaved.
    AskQuit,
    /// End the program.
    Quit,
}
