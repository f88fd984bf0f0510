//! The dry run: what a run would do, from known data. No request is sent.

use std::collections::HashSet;
use std::time::Duration;

use crate::green_api::{ArchiveChat, ArchiveDirection, ChatId, Failure, IdInstance, Messenger, Method, UnarchiveChat};
use crate::store::{ArchiveRunId, ChatState, Database, DatabaseResult, NewArchiveItem, NewArchiveRun, Why};

/// A selected chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveCandidate {
    /// A chatId, or a phone number as people write it.
    pub chat: String,
    /// The name as shown.
    pub name: String,
    /// Whether it is archived now, if known.
    pub archived: Option<bool>,
}

/// The planned run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub direction: ArchiveDirection,
    /// The digits of the linked number, if known.
    pub number: Option<String>,
    /// Number of chats to request.
    pub will_change: u32,
    /// Number of chats already in the wanted state: recorded, but not requested.
    pub already_so: u32,
    /// Number of chats whose id the messenger does not accept: recorded, but not requested.
    pub invalid: u32,
    /// Number of repeated selections of a chat; each chat is requested once.
    pub repeated: u32,
    /// Duration at the documented pace, if nothing interferes.
    pub takes: Duration,
    chats: Vec<NewArchiveItem>,
}

/// Plans archiving or unarchiving these chats.
///
/// # Errors
///
/// Returns [`Failure::NotAvailable`] if the messenger has no archive.
pub fn plan(
    candidates: Vec<ArchiveCandidate>,
    messenger: Messenger,
    direction: ArchiveDirection,
) -> Result<Plan, Failure> {
    let interval = match direction {
        ArchiveDirection::Archive => interval::<ArchiveChat>(messenger)?,
        ArchiveDirection::Unarchive => interval::<UnarchiveChat>(messenger)?,
    };
    let mut plan = Plan {
        direction,
        number: None,
        will_change: 0,
        already_so: 0,
        invalid: 0,
        repeated: 0,
        takes: Duration::ZERO,
        chats: Vec::with_capacity(candidates.len()),
    };
    let mut seen = HashSet::with_capacity(candidates.len());
    for ArchiveCandidate { chat, name, archived: was } in candidates {
        let (chat, is_valid) = match ChatId::parse(&chat, messenger) {
            Ok(id) => (id.as_str().to_owned(), true),
            Err(_) => (chat, false),
        };
        if !seen.insert(chat.clone()) {
            plan.repeated += 1;
            continue;
        }
        let (count, state) = match is_valid {
            false => (&mut plan.invalid, ChatState::Invalid(Why::named("ChatIdRefused"))),
            true if was == Some(direction.archived()) => (&mut plan.already_so, ChatState::AlreadySo),
            true => (&mut plan.will_change, ChatState::Waiting),
        };
        *count += 1;
        plan.chats.push(NewArchiveItem { chat, name, was, state });
    }
    plan.takes = interval.saturating_mul(plan.will_change);
    Ok(plan)
}

fn interval<M: Method>(messenger: Messenger) -> Result<Duration, Failure> {
    if M::MESSENGERS.contains(&messenger) {
        Ok(M::interval(messenger))
    } else {
        Err(Failure::NotAvailable { method: M::NAME, messenger })
    }
}

/// Records a planned run. Returns `None` if nothing would change.
pub async fn begin(database: &Database, instance: IdInstance, plan: Plan) -> DatabaseResult<Option<ArchiveRunId>> {
    if plan.will_change == 0 {
        return Ok(None);
    }
    let new = NewArchiveRun { instance, direction: plan.direction, number: plan.number, chats: plan.chats };
    database.run(move |tables| tables.begin_archive_run(&new)).await.map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate(chat: &str, archived: Option<bool>) -> ArchiveCandidate {
        ArchiveCandidate { chat: chat.into(), name: String::new(), archived }
    }

    #[test]
    fn a_chat_that_the_server_lists_is_archived_under_its_own_id() {
        let listed =
            plan(vec![candidate("89123456789@c.us", None)], Messenger::WhatsApp, ArchiveDirection::Archive).unwrap();
        assert_eq!(listed.chats[0].chat, "89123456789@c.us");
    }

    #[test]
    fn a_dry_run_tells_what_will_be() {
        let selected = vec![
            candidate("+7 999 204-77-18", Some(false)),
            candidate("79992047718@c.us", None),
            candidate("120363043968066561@g.us", None),
            candidate("79990001122@c.us", Some(true)),
            candidate("somebody", None),
        ];
        let archive = plan(selected.clone(), Messenger::WhatsApp, ArchiveDirection::Archive).unwrap();
        let counts = |plan: &Plan| (plan.will_change, plan.already_so, plan.invalid, plan.repeated);
        assert_eq!(counts(&archive), (2, 1, 1, 1));
        assert_eq!(archive.takes, Duration::from_millis(202));
        assert_eq!(archive.chats[0].chat, "79992047718@c.us");
        assert_eq!(archive.chats[3].chat, "somebody");
        let unarchive = plan(selected.clone(), Messenger::WhatsApp, ArchiveDirection::Unarchive).unwrap();
        assert_eq!(counts(&unarchive), (2, 1, 1, 1));
        let on_max = plan(selected, Messenger::Max, ArchiveDirection::Archive);
        assert!(matches!(on_max, Err(Failure::NotAvailable { method: "archiveChat", .. })));
    }

    #[test]
    fn a_number_written_in_two_ways_is_one_chat() {
        let selected =
            ["+8 912 345-67-89", "8 912 345-67-89", "8 912 345-67-89@c.us", "79123456789:3@c.us", "79123456789"];
        let selected = selected.into_iter().map(|chat| candidate(chat, None)).collect();
        let plan = plan(selected, Messenger::WhatsApp, ArchiveDirection::Archive).unwrap();
        assert_eq!((plan.will_change, plan.repeated), (1, 4));
        assert_eq!(plan.chats[0].chat, "79123456789@c.us");
    }

    proptest! {
        #[test]
        fn every_candidate_is_counted_once(
            selected in prop::collection::vec(("(7999000[0-9]{4}|[a-z+0-9@. ]{0,14})", any::<Option<bool>>()), 0..40),
            archived: bool,
        ) {
            let all = selected.len();
            let selected = selected.into_iter().map(|(chat, archived)| candidate(&chat, archived)).collect();
            let plan = plan(selected, Messenger::WhatsApp, ArchiveDirection::towards(archived)).unwrap();
            let noted = plan.will_change + plan.already_so + plan.invalid;
            prop_assert_eq!((noted + plan.repeated) as usize, all);
            prop_assert_eq!(noted as usize, plan.chats.len());
            let mut ids: Vec<_> = plan.chats.iter().map(|item| &item.chat).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), plan.chats.len());
        }
    }
}
