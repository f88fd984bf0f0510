//! What a person asks for. Views return these; only `App::update` carries them out.

use std::path::PathBuf;

use secrecy::SecretString;
use semver::Version;

use super::{
    ChatsAction, Dialog, ExportFormat, FormMode, FormValues, InstanceKey, Page, PracticePhone, ReplaceAction,
    ResendOrder,
};
use crate::{
    explain::Text,
    green_api::{ChatId, IdInstance},
    store::{JournalId, LanguageChoice, ResendRunId, SavedQueueId, ThemeChoice, WindowPlace},
    work::{archive_chat::Direction, link_phone::Way, restart::Change},
};

/// One thing to ask the server for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Query {
    State,
    Settings,
    Count,
    Queue,
    /// When a suspension ends: asked by itself once the state is told to be one, so not part of [`Query::ALL`].
    SuspendedUntil,
}

impl Query {
    pub const ALL: [Self; 4] = [Self::State, Self::Settings, Self::Count, Self::Queue];
}

#[derive(Debug, Clone)]
pub enum Action {
    /// Show a page; unsaved text of the form is asked about first.
    Show(Page),
    /// Open the user guide over the page, at the section that fits it.
    OpenHelp,
    /// Back from the guide to the page under it.
    CloseHelp,
    /// Open an address in the browser.
    OpenLink(String),
    /// Ask for everything that the pages of an instance show.
    Refresh(InstanceKey),
    /// Give up waiting for what an instance was asked; what is known of it stays.
    CancelQueries(InstanceKey),

    /// Open the form.
    OpenForm(FormMode),
    /// Ask the server whether these values are right.
    CheckForm(FormValues),
    CancelCheck,
    /// The text in the form is no longer what was checked.
    FormEdited,
    /// Another name was typed; what was checked still holds.
    FormRenamed,
    SaveForm {
        values: FormValues,
        add_another: bool,
    },
    /// The same, with tokens kept until the program is closed and nowhere else.
    SaveForSession {
        values: FormValues,
        add_another: bool,
    },
    /// Leave the form; asks first when there is unsaved text.
    LeaveForm,
    /// Throw the unsaved text away and do what was wanted.
    DropUnsaved(Box<Action>),
    AskRemove(InstanceKey),
    Remove(InstanceKey),
    /// Take it out of the list, and leave its token where it is.
    RemoveHere(InstanceKey),
    /// Start the practice server and show its instances.
    TryPractice,

    /// Open the confirmation.
    AskClear(InstanceKey),
    Clear(InstanceKey),
    /// Save a copy of the queue, and clear it once the copy is written.
    SaveAndClear(InstanceKey),
    SaveQueue(InstanceKey),
    /// Write the queue to a file, asking where to, and clear it once the file is written.
    ExportQueue(InstanceKey),
    CloseSaved(InstanceKey),
    /// Read the list of saved queues again.
    ListSavedQueues(InstanceKey),
    OpenSavedQueue(InstanceKey, SavedQueueId),
    CloseSavedQueue(InstanceKey),
    PinSavedQueue(InstanceKey, SavedQueueId, bool),
    DeleteSavedQueue(InstanceKey, SavedQueueId),
    /// Write the open copy to a file, asking where to.
    ExportSavedQueue(InstanceKey, ExportFormat),
    /// Open the question before messages are sent again.
    AskResend(InstanceKey, ResendOrder),
    Resend(InstanceKey, ResendOrder),
    /// Carry a run on that paused or was interrupted.
    ContinueResend(InstanceKey, ResendRunId),
    /// Let the answer come that is awaited, then send no more.
    PauseResend(InstanceKey),
    /// Do not even wait for that answer: its message is then unknown.
    GiveUpResend(InstanceKey),
    /// Send no more of this run: what waits stays unsent.
    StopResend(InstanceKey, ResendRunId),
    CloseResendResult(InstanceKey),
    /// Read what is known of sending again once more.
    ReadResend(InstanceKey),
    /// Open a question.
    Ask(Dialog),
    /// Give up waiting for the clearing; the answer may still come.
    CancelClear(InstanceKey),
    /// Read and count again what a clearing left.
    CheckAgain(InstanceKey),
    CloseClearResult(InstanceKey),

    Archive {
        key: InstanceKey,
        chat: ChatId,
        direction: Direction,
    },
    CancelArchive(InstanceKey),
    /// Read the chat again after an act whose outcome is not known.
    CheckChat(InstanceKey),
    CloseArchive(InstanceKey),
    CheckNumber(InstanceKey, ChatId),
    /// What is asked for of many chats.
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
    /// Give the password that the gateway waits for.
    SendPassword(InstanceKey, SecretString),
    /// Practice: let the made-up phone act.
    UsePracticePhone(InstanceKey, PracticePhone),
    AskNewToken(InstanceKey),
    NewToken(InstanceKey),
    /// Try the keyring again with a new token that it refused.
    KeepNewToken(InstanceKey),
    /// Put a new token that the keyring refused on the clipboard: the one text that is copied as it is.
    CopyNewToken(InstanceKey),
    CloseNewToken(InstanceKey),
    /// Ask for the states of the last days.
    History(InstanceKey),

    /// The guided replacement of the number.
    Replace(InstanceKey, ReplaceAction),
    /// A change that the end of the program interrupted was taken note of.
    CloseInterrupted(InstanceKey, JournalId),

    /// Read the newest lines of the journal, of one instance or of all.
    ReadJournal(Option<IdInstance>),
    /// Read on behind the last line that is shown.
    OlderJournal,

    /// Put text on the clipboard and say so.
    Copy(String),
    /// Say something in passing.
    Notice(Text),
    OpenConsole,
    CloseDialog,
    CloseWarnings,
    /// Show a folder in the system's file manager.
    OpenFolder(PathBuf),
    /// Close one of the troubles, by its place.
    CloseError(usize),

    SetLanguage(LanguageChoice),
    SetTheme(ThemeChoice),
    /// Scale of the whole window, in per cent.
    SetScale(u16),
    /// Try the keyring again.
    RetryVault,
    /// Keep tokens in the keyring again, those of this session too.
    UseKeyringAgain,
    /// Look for newer versions of the program from now on, or no longer.
    AllowUpdates(bool),
    /// Show the page of the latest version in the browser.
    OpenRelease,
    /// Say nothing of this version any more.
    SkipRelease(Version),
    /// Say nothing of the newer version until the next start.
    CloseRelease,
    /// For how many days a saved queue is kept that is not kept for good.
    SetSavedQueueDays(u16),
    /// Remember the window's size and place.
    WindowPlaced(WindowPlace),
    /// Close the window; asks first while something runs or is unsaved.
    AskQuit,
    /// Close the window.
    Quit,
}
