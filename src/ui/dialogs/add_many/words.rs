//! The words for what is doubtful about a list, and for what went wrong.

use crate::explain::explain_vault;
use crate::green_api::{ApiUrl, Messenger};
use crate::model::{AddFailure, ListNotRead, NotRead};
use crate::tr;
use crate::ui::dialogs::import_chats;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::text::say;
use crate::work::add_many::{Candidate, Known, ListDoubt};
use crate::work::chats::import_chats::Refused;
use crate::work::pasted::{ListRefused, MAX_INSTANCES};

pub(super) fn doubt_words(doubt: &ListDoubt, candidate: &Candidate) -> String {
    match doubt {
        ListDoubt::NoId => tr!("add-many-no-id"),
        ListDoubt::UnreadableId => tr!("add-many-unreadable-id"),
        ListDoubt::NoToken => tr!("add-many-no-token"),
        ListDoubt::UnreadableToken => tr!("add-many-unreadable-token"),
        ListDoubt::NoAddress => tr!("add-many-no-address"),
        ListDoubt::Known(Known::WithToken { name }) => tr!("add-many-known", name = name),
        ListDoubt::Known(Known::WithoutToken { name }) => tr!("add-many-known-without", name = name),
        ListDoubt::Duplicate => tr!("add-many-duplicate"),
        ListDoubt::OtherToken => tr!("add-many-other-token"),
        ListDoubt::OtherPool(usual) => tr!("add-many-other-pool", host = usual.host()),
        ListDoubt::ForeignHost => {
            tr!("add-many-foreign-host", host = candidate.api_url.as_ref().map_or("", ApiUrl::host))
        }
        ListDoubt::UnusableAddress => tr!("add-many-unusable-address"),
        ListDoubt::UnusualId => tr!("form-unusual-id"),
        ListDoubt::UnusualToken => tr!("form-unusual-token"),
    }
}

pub(super) fn not_read_words(why: &ListNotRead) -> String {
    match why {
        ListNotRead::List(ListRefused::Nothing) => tr!("add-many-nothing"),
        ListNotRead::List(ListRefused::TooMany) => tr!("add-many-too-many", count = MAX_INSTANCES),
        ListNotRead::List(ListRefused::TooLong) | ListNotRead::File(NotRead::Refused(Refused::TooLarge { .. })) => {
            tr!("add-many-too-long")
        }
        ListNotRead::File(NotRead::Refused(Refused::HugeWorkbook)) => tr!("add-many-huge-workbook"),
        ListNotRead::File(NotRead::Refused(Refused::AllHidden)) => tr!("add-many-all-hidden"),
        ListNotRead::File(why) => import_chats::not_read_words(why),
    }
}

/// Returns what happened, and the cause with what to do.
pub(super) fn failure_words(why: &AddFailure, candidate: &Candidate) -> [String; 2] {
    match why {
        AddFailure::Check(failure) => {
            let guess = candidate.id_instance.as_ref().and_then(Messenger::guess).unwrap_or(Messenger::WhatsApp);
            let told = failure_texts(&FailureView::checking_instance(failure, guess));
            [told.title, told.text]
        }
        AddFailure::Vault(failure) => {
            let told = explain_vault(failure);
            [say(&told.what), format!("{} {}", say(&told.why), say(&told.todo))]
        }
        AddFailure::Store(why) => [say(why), String::new()],
    }
}
