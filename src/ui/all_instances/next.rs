//! The next act for an instance: what the user should do about it, or what holds it up.

use std::time::Duration;

use jiff::Timestamp;

use crate::green_api::{ArchiveDirection, Delivery, InstanceState, Messenger};
use crate::model::{Action, FormMode, Instance, Page, ReplaceAction, ReplaceState, Tab, TokenState, Unfinished};
use crate::tr;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::interrupted::place_of;
use crate::ui::{labels, text};
use crate::work::restart::{Change, LONGEST};
use crate::work::watch::Trouble;

/// The one next act, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Read about a change that was under way when the program ended, on this page.
    Interrupted(Tab),
    /// Continue a run that was cut off or paused.
    Continue(Unfinished),
    EnterToken,
    /// Begin or continue the guided replacement of the number.
    Replace,
    Restart,
    LinkPhone,
    /// The first message of the queue has not left for this long.
    NotMoving(Option<Duration>),
    Growing,
    RestartingSince(Option<Timestamp>),
    TokenRefused,
    Expired,
    /// The last check failed for another reason.
    NoAnswer,
    /// Nothing can be done yet; the state is the reason.
    Waits,
    Nothing,
}

impl Next {
    pub fn of(instance: &Instance) -> Self {
        if let Some(row) = instance.interrupted.first() {
            return Self::Interrupted(place_of(row));
        }
        if matches!(instance.token, TokenState::Missing | TokenState::Unreadable(_)) {
            return Self::EnterToken;
        }
        if instance.state.failure.is_some() {
            return match instance.trouble() {
                Some(Trouble::TokenRefused) => Self::TokenRefused,
                Some(Trouble::Expired) => Self::Expired,
                Some(
                    Trouble::Blocked
                    | Trouble::Suspended
                    | Trouble::Unlinked
                    | Trouble::WaitsInVain
                    | Trouble::NotMoving
                    | Trouble::Growing,
                )
                | None => Self::NoAnswer,
            };
        }
        if instance.replace.as_ref().is_some_and(ReplaceState::is_open) {
            return Self::Replace;
        }
        if instance.is_restarting() {
            return Self::RestartingSince(instance.state_since);
        }
        let next = instance.state.value().map_or(Self::Nothing, |state| Self::of_state(instance, state));
        match instance.unfinished() {
            // A run cannot go on while the number does not work.
            Some(run) if matches!(next, Self::Nothing | Self::NotMoving(_) | Self::Growing) => Self::Continue(run),
            Some(_) | None => next,
        }
    }

    fn of_state(instance: &Instance, state: &InstanceState) -> Self {
        use InstanceState as S;
        let messenger = instance.messenger();
        match state {
            S::Blocked if messenger == Messenger::Max => Self::Waits,
            S::Blocked => Self::Replace,
            S::NotAuthorized | S::PendingCode | S::PendingPassword => Self::LinkPhone,
            S::Suspended if state.delivery(messenger) == Delivery::SavedContacts => Self::Waits,
            S::Suspended => Self::Restart,
            S::Starting if instance.state_lasts().is_some_and(|lasts| lasts > LONGEST) => Self::Restart,
            S::Starting => Self::RestartingSince(instance.state_since),
            S::Authorized => match instance.trouble() {
                Some(Trouble::NotMoving) => Self::NotMoving(instance.first_message_waits()),
                Some(Trouble::Growing) => Self::Growing,
                Some(
                    Trouble::Blocked
                    | Trouble::Suspended
                    | Trouble::Expired
                    | Trouble::TokenRefused
                    | Trouble::Unlinked
                    | Trouble::WaitsInVain,
                )
                | None => Self::Nothing,
            },
            S::SleepMode | S::BeingCreated | S::Other(_) => Self::Waits,
        }
    }

    /// Returns the words of the button or of the line.
    pub fn words(&self, instance: &Instance) -> String {
        match self {
            Self::Interrupted(_) => tr!("all-instances-interrupted"),
            Self::Continue(Unfinished::Archive(ArchiveDirection::Archive)) => tr!("all-instances-continue-archiving"),
            Self::Continue(Unfinished::Archive(ArchiveDirection::Unarchive)) => {
                tr!("all-instances-continue-unarchiving")
            }
            Self::Continue(Unfinished::Resend(_)) => tr!("all-instances-continue-sending"),
            Self::EnterToken => tr!("token-enter"),
            Self::Replace => tr!("replace-number-entry"),
            Self::Restart => tr!("account-reboot"),
            Self::LinkPhone => labels::link_name(instance),
            Self::NotMoving(Some(lasts)) => tr!("all-instances-not-moving-for", time = text::rough_duration(*lasts)),
            Self::NotMoving(None) => tr!("all-instances-not-moving"),
            Self::Growing => tr!("all-instances-growing"),
            Self::RestartingSince(Some(since)) => tr!("all-instances-restarting-since", time = text::age(*since)),
            Self::RestartingSince(None) => tr!("all-instances-restarting"),
            Self::TokenRefused => tr!("all-instances-token-refused"),
            Self::Expired => tr!("all-instances-expired"),
            Self::NoAnswer => match &instance.state.failure {
                Some(failure) => failure_texts(&FailureView::at_a_glance(failure, instance)).title,
                None => String::new(),
            },
            Self::Waits => instance.state.value().map(waits_words).unwrap_or_default(),
            Self::Nothing => String::new(),
        }
    }

    /// Returns what the button does; `None` for a line without one.
    pub fn action(&self, instance: &Instance) -> Option<Action> {
        let key = instance.key;
        match self {
            Self::Interrupted(tab) => Some(Action::Show(Page::Instance(key, *tab))),
            Self::Continue(Unfinished::Archive(_)) => Some(Action::Show(Page::Instance(key, Tab::Chats))),
            Self::Continue(Unfinished::Resend(queue)) => Some(Action::Show(Page::Resend(key, *queue))),
            Self::EnterToken => Some(Action::OpenForm(FormMode::Edit(key))),
            Self::Replace => Some(Action::Replace(key, ReplaceAction::Open)),
            Self::Restart => Some(Action::AskRestart(key, Change::Reboot)),
            Self::LinkPhone => Some(Action::Show(Page::Instance(key, Tab::Account))),
            Self::NotMoving(_)
            | Self::Growing
            | Self::RestartingSince(_)
            | Self::TokenRefused
            | Self::Expired
            | Self::NoAnswer
            | Self::Waits
            | Self::Nothing => None,
        }
    }

    /// Returns why the button is disabled. Linking, entering a token, reading about an interrupted change and continuing
    /// a run only lead to a page.
    pub fn disabled_because(&self, instance: &Instance) -> Option<String> {
        match self {
            Self::Replace => labels::look_only(instance),
            Self::Restart => labels::change_off(instance),
            Self::Interrupted(_)
            | Self::Continue(_)
            | Self::EnterToken
            | Self::LinkPhone
            | Self::NotMoving(_)
            | Self::Growing
            | Self::RestartingSince(_)
            | Self::TokenRefused
            | Self::Expired
            | Self::NoAnswer
            | Self::Waits
            | Self::Nothing => None,
        }
    }

    /// Whether the instance cannot be judged because its last check failed.
    pub fn is_unanswered(&self) -> bool {
        matches!(self, Self::EnterToken | Self::TokenRefused | Self::Expired | Self::NoAnswer)
    }
}

/// Returns why nothing can be done yet in this state.
fn waits_words(state: &InstanceState) -> String {
    use InstanceState as S;
    match state {
        S::Blocked => tr!("all-instances-unavailable"),
        S::Suspended => tr!("all-instances-restricted"),
        S::SleepMode => tr!("all-instances-phone-off"),
        S::BeingCreated => tr!("all-instances-being-created"),
        S::Other(_) => tr!("all-instances-other"),
        S::Authorized | S::NotAuthorized | S::PendingCode | S::PendingPassword | S::Starting => String::new(),
    }
}
