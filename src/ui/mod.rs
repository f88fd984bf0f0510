//! Views, widgets, theme, and the program's words. A view reads the model, draws, and returns actions; it changes
//! nothing but its own text fields and what else of [`ViewState`] is its own.

mod account;
mod answer;
mod chats;
mod connect;
pub mod crash;
mod dialogs;
mod failure;
mod header;
mod help;
mod interrupted;
mod journal;
pub mod json;
mod later;
mod licences;
mod link_phone;
mod notices;
mod numbers;
mod picture;
mod preferences;
mod queue;
mod replace;
pub mod requests;
mod restart;
mod root;
mod sending;
mod shortcuts;
mod sidebar;
mod speakable;
mod status_line;
mod steady;
pub mod text;
pub mod theme;
mod token_banner;
mod updates;
pub mod widgets;
mod words;

use std::collections::HashMap;

pub use chats::{result_columns, result_rows};
pub use root::desk_ui;
pub use speakable::Speakable;
pub use steady::{AnswerHold, PressGuard};
pub use words::window_title;

use crate::model::InstanceKey;

/// What views remember between frames: text being typed, what is open. It is never saved.
#[derive(Debug, Default)]
pub struct ViewState {
    filter: String,
    /// The focus is to go to the list of instances.
    focus_list: bool,
    queue: HashMap<InstanceKey, queue::QueueView>,
    account: HashMap<InstanceKey, account::AccountView>,
    link: HashMap<InstanceKey, link_phone::LinkView>,
    replace: HashMap<InstanceKey, replace::ReplaceView>,
    chats: HashMap<InstanceKey, chats::ChatsView>,
    sending: HashMap<InstanceKey, sending::SendingView>,
    form: connect::FormDraft,
    licences: licences::LicencesView,
    help: help::HelpView,
    requests: HashMap<InstanceKey, requests::RequestsState>,
    answers: json::Answers,
    /// Which dialog was drawn last.
    dialog: Option<std::mem::Discriminant<crate::model::Dialog>>,
    clear_dialog: dialogs::ClearDialogView,
}
