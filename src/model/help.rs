//! The user guide, opened over a page at the section that fits the page.

use super::{Model, Page, Tab};

/// A section of the user guide that a page leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    Connect,
    AllInstances,
    Clear,
    Replace,
    Resend,
    Archive,
    Account,
    Journal,
    Preferences,
}

impl Topic {
    pub const ALL: [Self; 9] = [
        Self::Connect,
        Self::AllInstances,
        Self::Clear,
        Self::Replace,
        Self::Resend,
        Self::Archive,
        Self::Account,
        Self::Journal,
        Self::Preferences,
    ];

    /// Returns the anchor of the section, the same in the guide of every language: `<a id="clear"></a>` precedes the
    /// heading.
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::AllInstances => "all-instances",
            Self::Clear => "clear",
            Self::Replace => "replace",
            Self::Resend => "send-again",
            Self::Archive => "archive",
            Self::Account => "account",
            Self::Journal => "journal",
            Self::Preferences => "preferences",
        }
    }
}

impl Model {
    /// Returns the section that fits the page.
    pub fn topic(&self) -> Topic {
        match self.page {
            Page::Form => Topic::Connect,
            Page::AllInstances => Topic::AllInstances,
            Page::Instance(_, Tab::Queue) => Topic::Clear,
            Page::Instance(_, Tab::Chats) => Topic::Archive,
            Page::Instance(_, Tab::Account) => Topic::Account,
            Page::Instance(_, Tab::Requests) | Page::Journal => Topic::Journal,
            Page::Replace(_) => Topic::Replace,
            Page::Resend(..) => Topic::Resend,
            Page::Preferences | Page::Licences => Topic::Preferences,
        }
    }
}
