//! What every run that is kept in the database has: signals to it, and a hold on it while it is carried on.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::store::{Database, DatabaseResult, Tables};

/// What a person may ask of a run that is under way. To stop it for good, pause it and mark it as stopped
/// ([`Tables::stop_resend_run`], [`Tables::stop_archive_run`]).
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Wait for the answers that are awaited, then go no further.
    pub pause: CancellationToken,
    /// Do not even wait for the answers: what they are about is then unknown.
    pub give_up: CancellationToken,
}

impl Signals {
    /// Whether the run is to go no further.
    pub fn is_given(&self) -> bool {
        self.pause.is_cancelled() || self.give_up.is_cancelled()
    }

    /// Until either is given.
    pub async fn given(&self) {
        tokio::select! {
            () = self.pause.cancelled() => {}
            () = self.give_up.cancelled() => {}
        }
    }
}

/// A run that this program has taken. Let go however it ends, an aborted task included.
pub struct ClaimedRun<'a, R: Copy + Send + 'static> {
    pub database: &'a Database,
    pub run: R,
    pub release: fn(&mut Tables, R) -> DatabaseResult<()>,
}

impl<R: Copy + Send + 'static> Drop for ClaimedRun<'_, R> {
    fn drop(&mut self) {
        let (run, release) = (self.run, self.release);
        // Jobs are done in their order, so that whoever takes the run next comes after this one.
        drop(self.database.start(Arc::new(|| ()), move |tables| release(tables, run)));
    }
}
