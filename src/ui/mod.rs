//! Views, widgets, theme, and the program's words. A view reads the model, draws, and returns actions. It changes
//! nothing except its own text fields and its other parts of [`ViewState`].

mod accessibility;
mod account;
mod all_instances;
mod answer;
mod background;
mod chats;
mod countdown;
pub mod crash;
mod dialogs;
mod dropped;
mod embedded;
mod exported;
mod failure;
mod form;
mod header;
mod help;
mod instance_options;
mod instance_search;
mod interrupted;
mod journal;
pub mod json;
mod labels;
mod least_size;
mod licences;
mod link_phone;
mod long_text;
mod message_cells;
mod notices;
mod numbers;
mod picture;
mod preferences;
mod queue;
mod replace_number;
pub mod requests;
mod resend;
mod restart;
mod root;
mod shortcuts;
mod sidebar;
mod status_line;
mod steady;
pub mod text;
pub mod theme;
mod token_banner;
mod updates;
mod watch;
pub mod widgets;

use std::collections::HashMap;

pub use accessibility::Accessibility;
pub use chats::{result_columns, result_rows};
pub use exported::message_columns;
pub use journal::{journal_columns, journal_row, journal_tables, journal_value};
pub use labels::window_title;
pub use least_size::LeastSize;
pub use root::root_ui;
pub use steady::{AnswerHold, PressGuard};
pub use widgets::FocusInSight;

use crate::model::{Dialog, InstanceKey, Model, Page, SeveralStage};

/// State of the views, kept between frames: text being typed, open parts. Never saved.
#[derive(Debug, Default)]
pub struct ViewState {
    filter: String,
    texts: instance_search::FoldedTexts,
    /// Whether the focus should move to the list of instances.
    focus_list: bool,
    /// The instance whose row the list of instances was last scrolled to.
    listed: Option<InstanceKey>,
    all_instances: all_instances::AllInstancesView,
    queue: HashMap<InstanceKey, queue::QueueView>,
    account: HashMap<InstanceKey, account::AccountView>,
    link: HashMap<InstanceKey, link_phone::LinkView>,
    replace: HashMap<InstanceKey, replace_number::ReplaceNumberView>,
    chats: HashMap<InstanceKey, chats::ChatsView>,
    resend: HashMap<InstanceKey, resend::ResendView>,
    form: form::FormDraft,
    journal: journal::JournalView,
    licences: licences::LicencesView,
    help: help::HelpView,
    requests: HashMap<InstanceKey, requests::RequestsState>,
    answers: json::Answers,
    /// The dialog that was drawn last.
    dialog: Option<(std::mem::Discriminant<Dialog>, Option<SeveralStage>)>,
    /// Whether the guide has covered that dialog since.
    dialog_covered: bool,
    focus: widgets::FocusPath,
    /// The page that was drawn last, and whether the guide covered it.
    page: Option<(Page, bool)>,
    clear_dialog: dialogs::ClearDialogView,
    clear_several: dialogs::ClearSeveralView,
    remove_dialog: dialogs::RemoveDialogView,
    add_many_dialog: dialogs::AddManyView,
    options_dialog: Option<instance_options::OptionsDraft>,
}

impl ViewState {
    /// Forgets the parts of instances that were removed.
    fn forget_removed(&mut self, model: &Model) {
        fn keep<T>(views: &mut HashMap<InstanceKey, T>, model: &Model) {
            views.retain(|key, _| model.instance(*key).is_some());
        }
        keep(&mut self.queue, model);
        keep(&mut self.account, model);
        keep(&mut self.link, model);
        keep(&mut self.replace, model);
        keep(&mut self.chats, model);
        keep(&mut self.resend, model);
        keep(&mut self.requests, model);
    }
}
