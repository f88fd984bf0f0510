//! Loads the chats and the contacts from the server.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::merge::{contacts_of, listed_of, merge, of_chats, of_contacts};
use crate::green_api::{Answer, Client, Credentials, Exchange, Failure, GetChats, GetContacts, now};
use crate::store::ChatList;

/// How often the server renews its list of chats (green-api.com/en/docs/api/service/GetChats). Contacts lag further, so
/// requesting them more often brings nothing new either.
pub const RENEWED_EVERY: Duration = Duration::from_secs(60);

/// The result of loading.
#[derive(Clone, Debug)]
pub struct Load {
    /// The current list: the new answers, and the previous data in place of an answer that was not received.
    pub list: Arc<ChatList>,
    pub chats: Part,
    pub contacts: Part,
    /// The answers in order of arrival.
    pub exchanges: Vec<Arc<Exchange>>,
}

impl Load {
    /// Whether the list is new and worth keeping.
    pub fn is_news(&self) -> bool {
        self.chats == Part::Told || self.contacts == Part::Told
    }

    /// Returns the answer behind the failure, or the last one if nothing is missing.
    pub fn exchange(&self) -> Option<&Arc<Exchange>> {
        let failed = |failure| self.exchanges.iter().find(|exchange| exchange.failure.as_ref() == Some(failure));
        self.failure().map_or(self.exchanges.last(), failed)
    }

    /// Returns why something is missing. If both halves failed, the failure of the chats, which matter more. Contacts
    /// that are not listed are not missing beside the chats: an account may have none.
    pub fn failure(&self) -> Option<&Failure> {
        match (&self.chats, &self.contacts) {
            (Part::Failed(failure), _) => Some(failure),
            (_, Part::Failed(Failure::NothingListed)) => None,
            (_, Part::Failed(failure)) => Some(failure),
            (_, Part::Told | Part::Holds { .. }) => None,
        }
    }
}

/// The result of loading one half of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The server returned it.
    Told,
    /// Not requested: until then the server would return the same data.
    Holds { until: Timestamp },
    /// It could not be loaded. The previous data is kept.
    Failed(Failure),
}

/// Returns the outcome of an answer, and its rows with the time at which they were true.
fn read<R, T>(
    answer: Answer<R>,
    exchanges: &mut Vec<Arc<Exchange>>,
    rows: impl FnOnce(R) -> T,
) -> (Part, Option<(T, Timestamp)>) {
    let at = answer.at();
    exchanges.extend(answer.exchange);
    match answer.outcome {
        Ok(reply) => (Part::Told, Some((rows(reply), at))),
        Err(failure) => (Part::Failed(failure), None),
    }
}

/// Requests whatever the server may have renewed since `before`: getChats, then getContacts. Changes nothing on the
/// server.
///
/// `before` is the list stored for this instance, empty the first time.
pub async fn load(
    client: &Client,
    credentials: &Credentials,
    before: Arc<ChatList>,
    cancel: &CancellationToken,
) -> Load {
    let messenger = credentials.messenger;
    let mut exchanges = Vec::new();
    let (chats, told_chats) = match still_holds(client, before.chats_at) {
        Some(until) => (Part::Holds { until }, None),
        None => {
            let answer = client.call(credentials, &GetChats { count: None }, cancel).await;
            read(answer, &mut exchanges, |chats| of_chats(chats, messenger))
        }
    };
    let (contacts, told_contacts) = match (still_holds(client, before.contacts_at), &chats) {
        (Some(until), _) => (Part::Holds { until }, None),
        // A user who has waited for the first half in vain does not have to wait for the second.
        (None, Part::Failed(failure)) if is_about_both(failure) => (Part::Failed(failure.clone()), None),
        (None, _) => {
            let answer = client.call(credentials, &GetContacts::default(), cancel).await;
            read(answer, &mut exchanges, |contacts| of_contacts(contacts, messenger))
        }
    };
    if told_chats.is_none() && told_contacts.is_none() {
        return Load { list: before, chats, contacts, exchanges };
    }
    let chats_at = told_chats.as_ref().map(|(_, at)| *at).or(before.chats_at);
    let contacts_at = told_contacts.as_ref().map(|(_, at)| *at).or(before.contacts_at);
    let rows = match (told_chats, told_contacts) {
        (Some((chats, _)), Some((contacts, _))) => merge(chats, contacts),
        (Some((chats, _)), None) => merge(chats, contacts_of(&before.rows)),
        (None, Some((contacts, _))) => merge(listed_of(&before.rows), contacts),
        (None, None) => Vec::new(),
    };
    Load { list: Arc::new(ChatList { rows, chats_at, contacts_at }), chats, contacts, exchanges }
}

/// Returns when a new request can bring something new; `None` means now.
pub fn due_at(client: &Client, list: &ChatList) -> Option<Timestamp> {
    Some(still_holds(client, list.chats_at)?.min(still_holds(client, list.contacts_at)?))
}

fn still_holds(client: &Client, told_at: Option<Timestamp>) -> Option<Timestamp> {
    let now = now();
    // A clock that was set back must not keep the list valid for ever.
    let told_at = told_at.filter(|at| *at <= now)?;
    let until = told_at.checked_add(client.paced(RENEWED_EVERY)).ok()?;
    (until > now).then_some(until)
}

/// Whether the other half would fail for the same reason.
fn is_about_both(failure: &Failure) -> bool {
    failure.was_not_sent()
        || matches!(
            failure,
            Failure::TimedOut { .. }
                | Failure::Cancelled { .. }
                | Failure::BadToken(_)
                | Failure::Forbidden(_)
                | Failure::Expired(_)
                | Failure::Deleted(_)
        )
}
