//! Says that the database does not answer, as long as it does not.

use std::path::Path;
use std::time::{Duration, Instant};

use super::App;
use super::scheduler::Due;
use crate::explain::Text;
use crate::model::{LastingNotice, NoticeKind};

/// Time after which a job counts as unanswered. Waiting for another copy of the program ends before it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The notice's title.
const WHAT: &str = "trouble-database-slow";

impl App {
    /// Shows a notice if the job under way began long before `now`, and removes it when that job has ended. Plans the
    /// next look.
    pub(super) fn follow_database(&mut self, now: Instant) {
        let since = self.services.database.busy_since();
        if self.slow_job.is_some() && self.slow_job != since {
            self.slow_job = None;
            self.model.lasting_notices.retain(|notice| notice.what.id != WHAT);
        }
        match since {
            None => self.scheduler.cancel(Due::SlowDatabase),
            Some(since) if now < since + PATIENCE => self.scheduler.at(since + PATIENCE, Due::SlowDatabase),
            // Not every answer wakes the window.
            Some(_) if self.slow_job.is_some() => self.scheduler.at(now + PATIENCE, Due::SlowDatabase),
            Some(_) => {
                self.slow_job = since;
                self.scheduler.at(now + PATIENCE, Due::SlowDatabase);
                let path = self.services.database.path();
                let why = Text::new("trouble-database-slow-text").with("path", path.display().to_string());
                let folder = path.parent().map(Path::to_owned);
                let notice = LastingNotice { kind: NoticeKind::Failure, what: Text::new(WHAT), why: vec![why], folder };
                self.model.lasting_notices.push(notice);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::app::tests::Bench;

    #[test]
    fn a_database_that_does_not_answer_is_named_until_it_does() {
        let mut bench = Bench::new();
        let (release, hold) = mpsc::channel::<()>();
        let (sender, begun) = mpsc::channel();
        bench.app.services.database.queue_logged("nothing is kept", move |_| {
            sender.send(()).unwrap();
            let _ = hold.recv();
            Ok(())
        });
        begun.recv().unwrap();
        let shown =
            |bench: &Bench| bench.app.model.lasting_notices.iter().filter(|notice| notice.what.id == WHAT).count();
        bench.app.follow_database(Instant::now());
        assert_eq!(shown(&bench), 0);
        assert!(bench.app.scheduler.is_scheduled(Due::SlowDatabase), "nothing else may draw a frame then");
        let later = Instant::now() + PATIENCE;
        bench.app.follow_database(later);
        bench.app.follow_database(later);
        assert_eq!(shown(&bench), 1);
        bench.app.model.lasting_notices.clear();
        bench.app.follow_database(later);
        assert_eq!(shown(&bench), 0, "the user has closed it");
        bench.app.slow_job = None;
        bench.app.follow_database(later);
        assert_eq!(shown(&bench), 1);
        drop(release);
        assert!(bench.app.services.database.close(Duration::from_secs(20)));
        // The thread has answered, and ends its job at this moment.
        let latest = Instant::now() + Duration::from_secs(20);
        while shown(&bench) > 0 && Instant::now() < latest {
            bench.app.poll();
        }
        assert_eq!((shown(&bench), bench.app.slow_job), (0, None));
    }
}
