//! Comparing a run with the chats that the server lists: it may have said yes and done nothing
//! (github.com/green-api/issues, 488, 694, 744).

use std::time::Instant;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::machine::{ArchivePause, Halt};
use super::read_back::{Reader, Reading, list_wait};
use crate::green_api::{Client, Credentials, Failure, GetContactInfo, Method};
use crate::store::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, ChatState, Claim, Database, DatabaseFailure, Tables, Why,
};
use crate::work::batch::ClaimedRun;

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Verifying {
    /// The server's list does not show the last changes before then.
    WaitingForList {
        until: Instant,
    },
    ReadingList,
    /// Chats that are not listed are read one by one, so many of them yet.
    ReadingChats {
        left: u32,
    },
    /// Every chat that the run changed, or may have, was compared; the counts tell what was not seen.
    Done,
    /// So many of them could not be read, so that the run is not verified; the others were compared.
    Partly {
        unread: u32,
    },
    /// It was cancelled. What was found is kept.
    Cancelled,
    /// It could not be read to the end. What was found is kept; verifying again begins anew.
    Failed(Failure),
    NotRecorded(DatabaseFailure),
    /// The run or another one of this instance is under way.
    Busy,
    /// There is no such run of this instance.
    Gone,
}

/// Compares a run with what the server shows, reporting each step; the last report says how it ended. A chat that is
/// not as the server said becomes [`ChatState::NotSeen`], and one that is seen now after all [`ChatState::Changed`]. One
/// whose outcome was unknown becomes what it is found to be.
pub async fn verify(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    run: ArchiveRunId,
    cancel: &CancellationToken,
    report: impl Fn(Verifying, ArchiveCounts) + Send + Sync,
) {
    let mut counts = ArchiveCounts::default();
    let end = match database.run(move |tables| tables.claim_archive_run(run, false)).await {
        Ok(Claim::Claimed(taken_run)) => {
            let taken = ClaimedRun { database, run, release: Tables::release_archive_run };
            if taken_run.instance != credentials.id_instance {
                return report(Verifying::Gone, counts);
            }
            let reader = Reader::new(client, credentials);
            counts = taken_run.counts;
            let mut verifier = Verifier { taken, reader, run: taken_run, cancel, counts: &mut counts, report: &report };
            match verifier.verify().await {
                Ok(0) => Verifying::Done,
                Ok(unread) => Verifying::Partly { unread },
                Err(end) => end,
            }
        }
        Ok(Claim::Busy) => Verifying::Busy,
        Ok(Claim::Gone) => Verifying::Gone,
        Err(failure) => Verifying::NotRecorded(failure),
    };
    report(end, counts);
}

impl From<DatabaseFailure> for Verifying {
    fn from(failure: DatabaseFailure) -> Self {
        Self::NotRecorded(failure)
    }
}

impl From<Failure> for Verifying {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Cancelled { .. } => Self::Cancelled,
            failure => Self::Failed(failure),
        }
    }
}

struct Verifier<'a, R: Fn(Verifying, ArchiveCounts) + Send + Sync> {
    taken: ClaimedRun<'a, ArchiveRunId>,
    reader: Reader<'a>,
    run: ArchiveRun,
    cancel: &'a CancellationToken,
    counts: &'a mut ArchiveCounts,
    report: &'a R,
}

impl<R: Fn(Verifying, ArchiveCounts) + Send + Sync> Verifier<'_, R> {
    /// Gives how many could not be read.
    async fn verify(&mut self) -> Result<u32, Verifying> {
        if !self.reader.can_read() {
            let messenger = self.reader.credentials.messenger;
            return Err(Verifying::Failed(Failure::NotAvailable { method: GetContactInfo::NAME, messenger }));
        }
        let run = self.run.id;
        let claimed = [ChatState::Changed, ChatState::NotSeen, ChatState::Unknown(Why::default())];
        let items = self.taken.database.run(move |tables| tables.archive_items_in(run, &claimed)).await?;
        let mut unread = 0;
        if !items.is_empty() {
            self.wait_for_list(&items).await?;
            self.report(Verifying::ReadingList);
            self.reader.read_list(self.cancel).await?;
            let (mut seen, mut others) = (Vec::new(), Vec::new());
            for item in &items {
                match self.reader.listed(&item.chat) {
                    Some(archived) => seen.push((item, archived)),
                    None => others.push(item),
                }
            }
            self.note(seen).await?;
            for (done, item) in others.iter().enumerate() {
                self.report(Verifying::ReadingChats { left: (others.len() - done) as u32 });
                match self.read(item).await? {
                    Some(archived) => self.note(vec![(item, archived)]).await?,
                    None => unread += 1,
                }
            }
        }
        if unread == 0 {
            self.taken.database.run(move |tables| tables.verified_archive_run(run)).await?;
        }
        Ok(unread)
    }

    async fn wait_for_list(&self, items: &[ArchiveItem]) -> Result<(), Verifying> {
        // One that was not seen before may have been mended a moment ago, by somebody else than this run.
        let changed = |item: &ArchiveItem| match item.state {
            ChatState::NotSeen => Timestamp::now(),
            _ => item.changed,
        };
        let Some(last) = items.iter().map(changed).max() else { return Ok(()) };
        let wait = list_wait(self.reader.client, last, Timestamp::now());
        if wait.is_zero() {
            return Ok(());
        }
        let until = Instant::now() + wait;
        self.report(Verifying::WaitingForList { until });
        tokio::select! {
            () = tokio::time::sleep_until(until.into()) => Ok(()),
            () = self.cancel.cancelled() => Err(Verifying::Cancelled),
        }
    }

    async fn read(&mut self, item: &ArchiveItem) -> Result<Option<bool>, Verifying> {
        match self.reader.is_archived(item, self.cancel).await {
            Ok(Reading::Archived(archived)) => Ok(Some(archived)),
            Ok(Reading::Untold | Reading::ListedFrom(_)) => Ok(None),
            Err(Halt::Pause(ArchivePause::ByHand)) => Err(Verifying::Cancelled),
            Err(Halt::Pause(ArchivePause::NotRecorded(failure))) => Err(Verifying::NotRecorded(failure)),
            Err(Halt::Pause(ArchivePause::Instance(failure)) | Halt::Wait(failure)) => Err(Verifying::Failed(failure)),
        }
    }

    /// Writes down what differs from what was believed.
    async fn note(&mut self, read: Vec<(&ArchiveItem, bool)>) -> Result<(), Verifying> {
        let mut found = Vec::new();
        for (item, archived) in read {
            let state = verdict(item, archived, self.run.archives);
            if state != item.state {
                self.counts.transition(&item.state, &state);
                found.push((item.position, state));
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        let run = self.run.id;
        Ok(self.taken.database.run(move |tables| tables.find_chats(run, &found)).await?)
    }

    fn report(&self, phase: Verifying) {
        (self.report)(phase, *self.counts);
    }
}

/// What a chat is that the server shows as archived or not.
fn verdict(item: &ArchiveItem, archived: bool, archives: bool) -> ChatState {
    match (&item.state, archived == archives) {
        // Somebody else may have done it.
        (ChatState::Unknown(_), true) if item.was != Some(!archives) => ChatState::FoundSo,
        (_, true) => ChatState::Changed,
        (ChatState::Unknown(why), false) => ChatState::Failed(why.clone()),
        (_, false) => ChatState::NotSeen,
    }
}
