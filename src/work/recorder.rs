//! Writing a change down before it is sent, and what came of it after.

use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::green_api::{Answer, Call, Client, Credentials, Failure, Method, NotRecorded, Waker};
use crate::store::{Database, DatabaseFailure, JournalEntry, JournalId, Outcome};

/// So much of a request's body stands in the journal.
const MOST_CHARACTERS: usize = 2_000;

/// Where changes are written down.
#[derive(Clone, Debug)]
pub enum Recorder {
    /// In the journal of this database.
    Database(Database),
    /// Nowhere: for tests, and for who has no journal.
    None,
}

impl Recorder {
    /// [`Client::call`], with the change in the journal before it leaves and its outcome after.
    ///
    /// If it cannot be written beforehand nothing is sent, and the answer is [`Failure::NotRecorded`]. A call that only
    /// reads is not written. If the program ends in between, the next start finds the outcome unknown.
    pub async fn call<M: Method>(
        &self,
        client: &Client,
        credentials: &Credentials,
        call: &M,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        let database = match self {
            Self::Database(database) if M::CHANGES && M::ON.contains(&credentials.messenger) => database,
            _ => return client.call(credentials, call, cancel).await,
        };
        let entry = JournalEntry {
            instance: credentials.id_instance.clone(),
            method: M::NAME,
            asked: call.body().map(|body| cut(&body.to_string())).unwrap_or_default(),
            run: None,
        };
        let id = match database.run(move |tables| tables.begin_entry(&entry)).await {
            Ok(id) => id,
            Err(failure) => return Answer::unsent(Failure::NotRecorded(not_recorded(failure))),
        };
        let answer = client.call(credentials, call, cancel).await;
        end(database, id, Outcome::of(&answer.outcome)).await;
        answer
    }

    /// The same, begun on `runtime`; `waker` is called once the answer can be taken.
    pub fn start<M: Method>(
        &self,
        runtime: &Handle,
        client: &Client,
        credentials: Credentials,
        call: M,
        waker: Waker,
    ) -> Call<M::Reply> {
        let (recorder, client) = (self.clone(), client.clone());
        Call::start(runtime, waker, |cancel| async move { recorder.call(&client, &credentials, &call, &cancel).await })
    }
}

/// The call has been made, so that its answer counts whether this is written or not: unwritten, the entry stays under
/// way and is unknown after the next start.
async fn end(database: &Database, id: JournalId, outcome: Outcome) {
    if let Err(failure) = database.run(move |tables| tables.end_entry(id, &outcome)).await {
        tracing::warn!("the outcome of a change was not written into the journal: {failure}");
    }
}

fn cut(body: &str) -> String {
    body.chars().take(MOST_CHARACTERS).collect()
}

fn not_recorded(failure: DatabaseFailure) -> NotRecorded {
    match failure {
        DatabaseFailure::ReadOnly => NotRecorded::ReadOnly,
        DatabaseFailure::DiskFull => NotRecorded::DiskFull,
        DatabaseFailure::Locked => NotRecorded::Locked,
        DatabaseFailure::Newer { .. } => NotRecorded::Newer,
        DatabaseFailure::Damaged { detail }
        | DatabaseFailure::NotKept { detail }
        | DatabaseFailure::Other { detail } => NotRecorded::Other { cause: detail },
    }
}
