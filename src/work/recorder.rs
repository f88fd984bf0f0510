//! Records a change before it is sent, and its outcome afterwards.

use tokio_util::sync::CancellationToken;

use crate::green_api::{Answer, Client, Credentials, Detail, Failure, IdInstance, Method, NotRecorded};
use crate::store::{Database, DatabaseFailure, JournalEntry, JournalId, Outcome, ReadBack, ResendRunId};

/// Maximum characters of a request's body in the journal.
const MAX_CHARACTERS: usize = 2_000;

/// The consequence of a reading that was not written.
const NOT_READ_BACK: &str = "the journal does not say what was read back";

/// The place where changes are recorded.
#[derive(Clone)]
pub enum Recorder {
    /// The journal of this database.
    Database(Database),
    /// Like `Database`, but sends the request even if the entry cannot be written. Used once the user has found that
    /// the database is failing, has saved what matters elsewhere, and has decided to continue.
    IfPossible(Database),
    /// Nowhere: for tests, and for instances without a journal.
    None,
}

/// The state of the entry once the change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfDone {
    Ended,
    /// It stays under way until [`Recorder::done`] is called.
    Open,
}

impl Recorder {
    /// Returns a recorder for the same place that no longer makes recording a condition of sending.
    #[must_use]
    pub fn if_possible(self) -> Self {
        match self {
            Self::Database(database) => Self::IfPossible(database),
            other => other,
        }
    }

    fn database(&self) -> Option<&Database> {
        match self {
            Self::Database(database) | Self::IfPossible(database) => Some(database),
            Self::None => None,
        }
    }

    /// Calls [`Client::call`] as [`Recorder::record`] does.
    pub async fn call<M: Method>(
        &self,
        client: &Client,
        credentials: &Credentials,
        call: &M,
        cancel: &CancellationToken,
    ) -> Answer<M::Reply> {
        let sending = client.call(credentials, call, cancel);
        let answer = self.record::<M>(client, credentials, entry(credentials, call), IfDone::Ended, sending).await;
        answer.map(|(reply, _)| reply)
    }

    /// Sends a change, as `sending` does, with its entry in the journal before it leaves and its outcome after. Returns
    /// the entry that is still open, with the reply.
    ///
    /// If the entry cannot be written beforehand, nothing is sent and the answer is [`Failure::NotRecorded`]. A call
    /// that only reads is not recorded. If the program ends in between, the next start finds the outcome unknown.
    pub async fn record<M: Method>(
        &self,
        client: &Client,
        credentials: &Credentials,
        entry: JournalEntry,
        if_done: IfDone,
        sending: impl Future<Output = Answer<M::Reply>>,
    ) -> Answer<(M::Reply, Option<JournalId>)> {
        if let Err(failure) = client.check::<M>(credentials) {
            return Answer::unsent(failure);
        }
        let Some(database) = self.database().filter(|_| M::MUTATES) else {
            return sending.await.map(|reply| (reply, None));
        };
        let id = match database.run(move |tables| tables.begin_entry(&entry)).await {
            Ok(id) => id,
            Err(failure) if matches!(self, Self::IfPossible(_)) => {
                tracing::warn!("a change was not written into the journal: {failure}");
                return sending.await.map(|reply| (reply, None));
            }
            Err(failure) => return Answer::unsent(Failure::NotRecorded(not_recorded(failure))),
        };
        let answer = sending.await;
        if if_done == IfDone::Open && answer.outcome.is_ok() {
            return answer.map(|reply| (reply, Some(id)));
        }
        // The call has been made, so its answer counts even if this write fails: the entry then stays under way and is
        // unknown after the next start.
        let outcome = Outcome::of(&answer.outcome);
        if let Err(failure) = database.run(move |tables| tables.end_entry(id, &outcome)).await {
            tracing::warn!("the outcome of a change was not written into the journal: {failure}");
        }
        answer.map(|reply| (reply, None))
    }

    /// Records what the server showed after a change. Does not wait for the write.
    pub fn read_back<M: Method>(&self, credentials: &Credentials, call: &M, found: ReadBack) {
        if let Some(database) = self.database() {
            let entry = entry(credentials, call);
            database.queue_logged(NOT_READ_BACK, move |tables| tables.read_back(&entry, &found));
        }
    }

    /// Like [`Recorder::read_back`], for the last change by this method, whatever it asked for.
    pub fn read_back_last<M: Method>(&self, of: &IdInstance, found: ReadBack) {
        if let Some(database) = self.database() {
            let entry = JournalEntry { instance: of.clone(), method: M::NAME, asked: String::new(), run: None };
            database.queue_logged(NOT_READ_BACK, move |tables| tables.read_back(&entry, &found));
        }
    }

    /// Records what the server showed after a run of messages. Does not wait for the write.
    pub fn read_back_resend(&self, of: &IdInstance, run: ResendRunId, found: ReadBack) {
        if let Some(database) = self.database() {
            let (of, run) = (of.clone(), run.in_journal());
            database.queue_logged(NOT_READ_BACK, move |tables| tables.read_back_run(&of, &run, &found));
        }
    }

    /// Records that a change made with [`Recorder::call_to_keep`] is done. Does not wait for the write.
    pub fn done(&self, id: JournalId) {
        if let Some(database) = self.database() {
            let consequence = "the next start lists a change that was done as one with an unknown outcome";
            database.queue_logged(consequence, move |tables| tables.end_entry(id, &Outcome::Done));
        }
    }

    /// Like [`Recorder::call`], for a change whose answer must be kept first: a successful change stays under way in the
    /// journal until [`Recorder::done`] is called. If the program ends before that, the next start finds it unknown.
    pub async fn call_to_keep<M: Method>(
        &self,
        client: &Client,
        credentials: &Credentials,
        call: &M,
        cancel: &CancellationToken,
    ) -> Answer<(M::Reply, Option<JournalId>)> {
        let sending = client.call(credentials, call, cancel);
        self.record::<M>(client, credentials, entry(credentials, call), IfDone::Open, sending).await
    }
}

fn entry<M: Method>(credentials: &Credentials, call: &M) -> JournalEntry {
    JournalEntry {
        instance: credentials.id_instance.clone(),
        method: M::NAME,
        asked: call.body().map(|body| cut(&body.to_string())).unwrap_or_default(),
        run: None,
    }
}

fn cut(body: &str) -> String {
    body.chars().take(MAX_CHARACTERS).collect()
}

fn not_recorded(failure: DatabaseFailure) -> NotRecorded {
    match failure {
        DatabaseFailure::ReadOnly => NotRecorded::ReadOnly,
        DatabaseFailure::DiskFull => NotRecorded::DiskFull,
        DatabaseFailure::Locked => NotRecorded::Locked,
        DatabaseFailure::Newer { .. } => NotRecorded::Newer,
        DatabaseFailure::OtherComputer { computer } => NotRecorded::OtherComputer { computer },
        DatabaseFailure::NoLocks => NotRecorded::NoLocks,
        DatabaseFailure::NotAFile => NotRecorded::NotAFile,
        DatabaseFailure::Damaged { .. } => NotRecorded::Other { cause: Detail::Damaged },
        DatabaseFailure::NotKept { detail } | DatabaseFailure::Other { detail } => NotRecorded::Other { cause: detail },
    }
}
