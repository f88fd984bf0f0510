//! Looking for newer versions of the program: only if the user wants it, and once a day.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use semver::Version;

use super::App;
use super::scheduler::Due;
use super::tasks::Owner;
use crate::model::UpdateCheck;
use crate::store::{LatestVersion, Updates};
use crate::work::updates::{NotKnown, Release};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl App {
    /// Plans the first check after a start. The very first start does not ask for permission, since there is enough to
    /// read.
    pub(super) fn plan_release(&mut self, is_first_start: bool) {
        let Some(check) = &mut self.model.updates else { return };
        check.offered = self.model.settings.updates.allowed.is_none() && !is_first_start;
        self.plan_next_release();
    }

    /// Plans the next check a day after the last one. It is due at once if the last one is longer ago, or lies in the
    /// future because the clock was wrong.
    fn plan_next_release(&mut self) {
        let updates = &self.model.settings.updates;
        if updates.allowed != Some(true) || self.services.releases.is_none() {
            return self.scheduler.cancel(Due::Release);
        }
        let since = updates.asked.and_then(|asked| Duration::try_from(Timestamp::now().duration_since(asked)).ok());
        let wait = since.map_or(Duration::ZERO, |since| DAY.saturating_sub(since));
        self.scheduler.at(Instant::now() + wait, Due::Release);
    }

    /// Queries the latest version.
    pub(super) fn ask_release(&mut self) {
        let Some(releases) = self.services.releases.clone() else { return };
        self.set_check(|check| check.asking = true);
        // Recorded first: however often the program starts, the source is queried at most once a day.
        self.change_updates(|updates| updates.asked = Some(Timestamp::now()));
        let client = self.services.client.clone();
        self.spawn(
            Owner::Program,
            |_| async move { releases.latest(client.proxies().await).await },
            |app, found| app.on_release(found),
        );
    }

    fn on_release(&mut self, found: Result<Release, NotKnown>) {
        self.set_check(|check| (check.asking, check.failed) = (false, found.is_err()));
        match found {
            Ok(Release { version, notes }) => {
                let latest = LatestVersion { version, notes };
                self.change_updates(move |updates| updates.latest = Some(latest.clone()));
            }
            Err(why) => tracing::info!("{why}"),
        }
        self.plan_next_release();
    }

    pub(super) fn allow_updates(&mut self, allowed: bool) {
        self.set_check(|check| (check.offered, check.failed) = (false, false));
        self.change_updates(move |updates| updates.allowed = Some(allowed));
        self.plan_next_release();
    }

    pub(super) fn open_release(&mut self) {
        self.window.effects.open = self.services.releases.as_ref().map(|releases| releases.page.clone());
    }

    pub(super) fn close_release(&mut self) {
        self.set_check(|check| check.closed = true);
    }

    pub(super) fn change_updates(&mut self, change: impl Fn(&mut Updates) + Send + 'static) {
        self.change_settings(move |settings| change(&mut settings.updates));
    }

    fn set_check(&mut self, change: impl FnOnce(&mut UpdateCheck)) {
        if let Some(check) = &mut self.model.updates {
            change(check);
        }
    }
}

impl crate::model::Model {
    /// Returns the latest version if it is newer than this one and the user wants to know about it.
    pub fn newer_version(&self) -> Option<&LatestVersion> {
        let own = Version::parse(env!("CARGO_PKG_VERSION")).ok()?;
        self.updates.as_ref()?;
        self.settings.updates.newer_than(&own)
    }
}
