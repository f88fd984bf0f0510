//! Values that become old while the window is open, and new ones for a person who comes back to it.

use std::time::{Duration, Instant};

use super::App;
use super::facts::News;
use super::scheduler::Due;
use crate::model::{InstanceKey, OLD_FROM};

/// Time away from the window after which state and count are queried again.
const AWAY: Duration = Duration::from_secs(60);

/// Whether the window has the keyboard focus of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WindowFocus {
    Here,
    Elsewhere,
}

impl App {
    /// Plans to draw the window when a value becomes old. Until then it may draw nothing at all.
    pub(super) fn plan_ageing(&mut self, key: InstanceKey, news: &News<'_>) {
        if matches!(news, News::Fact(..)) {
            self.scheduler.at(Instant::now() + old_from(), Due::Ageing(key));
        }
    }

    /// Notes that a person sees the window now. Queries every state and count again if the window comes forward after a
    /// minute or more, or was left alone until its values became old.
    pub(super) fn note_seen(&mut self, focus: WindowFocus) {
        let now = Instant::now();
        let away = now.duration_since(std::mem::replace(&mut self.window.seen, now));
        let before = std::mem::replace(&mut self.window.focus, focus);
        let comes_forward = focus == WindowFocus::Here && before == WindowFocus::Elsewhere;
        if (comes_forward && away >= self.services.client.paced(AWAY)) || away >= old_from() {
            let keys: Vec<InstanceKey> = self.model.instances.iter().map(|instance| instance.key).collect();
            self.plan_queries(keys);
        }
    }

    /// Notes that the window has lost the keyboard focus of the system.
    pub(super) fn note_unfocused(&mut self) {
        self.window.focus = WindowFocus::Elsewhere;
    }
}

fn old_from() -> Duration {
    OLD_FROM.unsigned_abs()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::tests::Bench;

    #[test]
    fn state_and_count_are_queried_again_when_the_window_comes_forward_after_a_minute() {
        let (mut bench, key) = Bench::with_instance();
        let app = &mut bench.app;
        let mut asks_after = |focus: WindowFocus, away: Duration, then: WindowFocus| {
            app.scheduler.cancel(Due::Query(key));
            app.window.focus = focus;
            app.window.seen = Instant::now().checked_sub(away).unwrap();
            app.note_seen(then);
            app.scheduler.is_scheduled(Due::Query(key))
        };
        use WindowFocus::{Elsewhere, Here};
        assert!(asks_after(Elsewhere, AWAY, Here));
        assert!(!asks_after(Elsewhere, AWAY / 2, Here), "it was away too briefly");
        assert!(!asks_after(Here, AWAY, Here), "it was here all the time");
        assert!(!asks_after(Elsewhere, AWAY, Elsewhere), "the pointer crosses a window in the background");
        assert!(asks_after(Here, old_from(), Here), "the values have become old before its eyes");
        app.note_unfocused();
        assert_eq!(app.window.focus, Elsewhere);
    }
}
