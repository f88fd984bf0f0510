//! Compares a run with the chats that the server lists, because the server may have confirmed a change and done nothing
//! (github.com/green-api/issues, 488, 694, 744).

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::machine::{self, ArchivePause, Halt};
use super::read_back::{Reader, Reading, list_wait};
use crate::green_api::{ArchiveDirection, Client, Credentials, Failure, GetContactInfo, Method};
use crate::store::{
    ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, ChatState, Claim, ClaimPurpose, Database, DatabaseFailure,
    Tables, Why,
};
use crate::work::batch::ClaimedRun;

/// Wait before a read is repeated, unless the server names a longer one.
const RATE_WAIT: Duration = Duration::from_secs(10);

/// Maximum waits in a row.
const MAX_WAITS: u32 = 6;

/// Progress of a verification.
#[derive(Debug, Clone, PartialEq)]
pub enum Verifying {
    /// The server's list does not show the last changes before `until`.
    WaitingForList {
        until: Instant,
    },
    /// The linked number could not be read, for this reason.
    WaitingForNumber {
        until: Instant,
        failure: Failure,
    },
    ReadingList,
    /// Chats that are not listed are being read one by one; `left` is the number remaining.
    ReadingChats {
        left: u32,
    },
    /// Every chat that the run changed, or may have changed, was compared; the counts include those not seen as
    /// changed.
    Done,
    /// `unread` of those chats could not be read, so the run is not verified; the others were compared.
    Partly {
        unread: u32,
    },
    /// It was cancelled. The results so far are kept.
    Cancelled,
    /// Reading failed before the end. The results so far are kept; verifying again starts over.
    Failed(Failure),
    NotRecorded(DatabaseFailure),
    /// Another number is linked than the one that made the run: its chats say nothing about the run.
    OtherNumber,
    /// This run or another one of the instance is under way.
    Busy,
    /// There is no such run of this instance.
    Gone,
}

impl Verifying {
    /// Whether this is not an ending.
    pub fn goes_on(&self) -> bool {
        matches!(
            self,
            Self::WaitingForList { .. } | Self::WaitingForNumber { .. } | Self::ReadingList | Self::ReadingChats { .. }
        )
    }
}

/// Compares a run with the state that the server shows, and reports each step; the last report holds the ending. A chat
/// that differs from the server's confirmation becomes [`ChatState::NotSeen`], and one that is now seen after all
/// becomes [`ChatState::Changed`]. One whose outcome was unknown gets the state it is found in. One that needed no request
/// when the run was planned, but does by now, becomes [`ChatState::Waiting`].
pub async fn verify(
    database: &Database,
    client: &Client,
    credentials: &Credentials,
    run: ArchiveRunId,
    cancel: &CancellationToken,
    report: impl Fn(Verifying, ArchiveCounts) + Send + Sync,
) {
    let mut counts = ArchiveCounts::default();
    let end = match database.run(move |tables| tables.claim_archive_run(run, ClaimPurpose::Verify)).await {
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
    /// Compares the chats. Returns how many could not be read.
    async fn verify(&mut self) -> Result<u32, Verifying> {
        if !self.reader.can_read() {
            let messenger = self.reader.credentials.messenger;
            return Err(Verifying::Failed(Failure::NotAvailable { method: GetContactInfo::NAME, messenger }));
        }
        let run = self.run.id;
        let claimed =
            [ChatState::Changed, ChatState::AlreadySo, ChatState::NotSeen, ChatState::Unknown(Why::default())];
        let items = self.taken.database.run(move |tables| tables.archive_items_in(run, &claimed)).await?;
        let mut unread = 0;
        if !items.is_empty() {
            self.wait_for_list(&items).await?;
            self.check_number(&Verifying::ReadingList).await?;
            self.reader.read_list(self.cancel).await?;
            let (mut seen, mut others) = (Vec::new(), Vec::new());
            for item in &items {
                match self.reader.listed(&item.chat) {
                    Some(archived) => seen.push((item, archived)),
                    // Reading thousands of them one by one would take hours, and the run did not change them.
                    None if item.state == ChatState::AlreadySo => {}
                    None => others.push(item),
                }
            }
            self.note(seen).await?;
            for (done, item) in others.iter().enumerate() {
                self.check_number(&Verifying::ReadingChats { left: (others.len() - done) as u32 }).await?;
                match self.read(item).await? {
                    Some(archived) => self.note(vec![(item, archived)]).await?,
                    None => unread += 1,
                }
            }
        }
        if unread == 0 && self.counts.left() == 0 {
            self.taken.database.run(move |tables| tables.verified_archive_run(run)).await?;
        }
        Ok(unread)
    }

    /// Ends the comparison if another number is linked than the one that made the run, if that is known. Waits while the
    /// number cannot be read. Reports the phase that follows, and each wait.
    async fn check_number(&mut self, phase: &Verifying) -> Result<(), Verifying> {
        let made = self.run.number.clone();
        let mut waits = 0;
        loop {
            self.report(phase.clone());
            let Some(made) = &made else { return Ok(()) };
            let failure = match self.reader.linked_number(self.cancel).await {
                Ok(linked) if linked == *made => return Ok(()),
                Ok(_) => return Err(Verifying::OtherNumber),
                Err(failure) => failure,
            };
            if waits == MAX_WAITS || matches!(machine::halt(&failure), Some(Halt::Pause(_))) {
                return Err(failure.into());
            }
            waits += 1;
            let wait = self.wait_after(&failure);
            self.report(Verifying::WaitingForNumber { until: Instant::now() + wait, failure });
            self.wait(wait).await?;
        }
    }

    async fn wait_for_list(&self, items: &[ArchiveItem]) -> Result<(), Verifying> {
        // A chat that was not seen as changed before may have been changed a moment ago by something other than this
        // run.
        let changed = |item: &ArchiveItem| {
            if item.state == ChatState::NotSeen { Timestamp::now() } else { item.changed }
        };
        let Some(last) = items.iter().map(changed).max() else { return Ok(()) };
        let wait = list_wait(self.reader.client, last, Timestamp::now());
        if wait.is_zero() {
            return Ok(());
        }
        let until = Instant::now() + wait;
        self.report(Verifying::WaitingForList { until });
        self.wait(wait).await
    }

    async fn wait(&self, time: Duration) -> Result<(), Verifying> {
        tokio::select! {
            () = tokio::time::sleep(time) => Ok(()),
            () = self.cancel.cancelled() => Err(Verifying::Cancelled),
        }
    }

    /// Returns the wait before a read is repeated.
    fn wait_after(&self, failure: &Failure) -> Duration {
        let named = match failure {
            Failure::RateLimited { retry_after: Some(named), .. } => *named,
            _ => Duration::ZERO,
        };
        self.reader.client.paced(named.max(RATE_WAIT))
    }

    /// Reads one chat. Answers that are unusable for it alone are repeated a few times, and then leave it unread. Waits
    /// while the server accepts no further reads.
    async fn read(&mut self, item: &ArchiveItem) -> Result<Option<bool>, Verifying> {
        let mut waits = 0;
        loop {
            let end = match self.reader.is_archived(item, self.cancel).await {
                Ok(Reading::Archived(archived)) => return Ok(Some(archived)),
                Ok(Reading::Untold | Reading::ListedFrom(_)) => return Ok(None),
                Err(Halt::Wait(failure)) if self.reader.blames_chat(&failure) => continue,
                Err(Halt::Wait(failure @ Failure::RateLimited { .. })) if waits < MAX_WAITS => {
                    waits += 1;
                    self.wait(self.wait_after(&failure)).await?;
                    continue;
                }
                Err(Halt::Pause(ArchivePause::ByHand | ArchivePause::OtherNumber { .. })) => Verifying::Cancelled,
                Err(Halt::Pause(ArchivePause::NotRecorded(failure))) => Verifying::NotRecorded(failure),
                Err(Halt::Pause(ArchivePause::Instance(failure)) | Halt::Wait(failure)) => Verifying::Failed(failure),
            };
            return Err(end);
        }
    }

    /// Records what was read of these chats, and the state of those whose stored state differs.
    async fn note(&mut self, read: Vec<(&ArchiveItem, bool)>) -> Result<(), Verifying> {
        let seen: Vec<(String, bool)> = read.iter().map(|(item, archived)| (item.chat.clone(), *archived)).collect();
        let mut found = Vec::new();
        for (item, archived) in read {
            let state = verdict(item, archived, self.run.direction);
            if state != item.state {
                self.counts.transition(&item.state, &state);
                found.push((item.position, state));
            }
        }
        if seen.is_empty() {
            return Ok(());
        }
        let run = self.run.id;
        Ok(self.taken.database.run(move |tables| tables.find_chats(run, &found, &seen)).await?)
    }

    fn report(&self, phase: Verifying) {
        (self.report)(phase, *self.counts);
    }
}

/// Returns the state of a chat that the server shows as archived or not.
fn verdict(item: &ArchiveItem, archived: bool, direction: ArchiveDirection) -> ChatState {
    let wanted = direction.archived();
    match (&item.state, archived == wanted) {
        // The change may have been made outside this run.
        (ChatState::Unknown(_), true) if item.was != Some(!wanted) => ChatState::FoundSo,
        (ChatState::AlreadySo, true) => ChatState::AlreadySo,
        // The list from which the run was planned was old. A chat that the server itself has called so does not wait
        // again: the run would never end.
        (ChatState::AlreadySo, false) if item.asked == 0 => ChatState::Waiting,
        (_, true) => ChatState::Changed,
        (ChatState::Unknown(why), false) => ChatState::Failed(why.clone()),
        (_, false) => ChatState::NotSeen,
    }
}
