//! The time left of a wait, and the time that has passed, in steps of a few seconds: each step draws the whole window.

use std::time::{Duration, Instant};

use eframe::egui::Ui;

const STEP: Duration = Duration::from_secs(5);
const MINUTE: Duration = Duration::from_mins(1);

/// Time from which a span is shown in whole minutes (`rough_duration`).
const MINUTES_FROM: Duration = Duration::from_secs(90);

/// Time by which egui may draw too early: it subtracts a frame from the delay of a repaint.
const EARLY: Duration = Duration::from_millis(20);

/// Returns the time left until `until`, rounded up, and repaints when the next step is due.
pub fn time_left(ui: &Ui, until: Instant) -> Duration {
    let left = until.saturating_duration_since(Instant::now());
    let (shown, lasts) = step_down(left);
    // The end of the wait is drawn with what follows it.
    if !left.is_zero() {
        ui.ctx().request_repaint_after(lasts + EARLY);
    }
    shown
}

/// Returns the time that has passed since `since`, rounded down, and repaints when the next step is due.
pub fn time_passed(ui: &Ui, since: Instant) -> Duration {
    let (shown, lasts) = step_up(since.elapsed());
    ui.ctx().request_repaint_after(lasts + EARLY);
    shown
}

/// Returns the time to show, and how long it holds. The last step is shown in seconds, once.
fn step_down(left: Duration) -> (Duration, Duration) {
    if left <= STEP {
        return (Duration::from_secs(left.as_secs_f64().ceil() as u64), left);
    }
    // The last whole minutes are followed by 85 seconds.
    let (step, last) = if left > MINUTES_FROM - STEP { (MINUTE, MINUTES_FROM - STEP) } else { (STEP, STEP) };
    let shown = step.mul_f64(left.div_duration_f64(step).ceil());
    (shown, left - (shown - step).max(last))
}

/// Returns the time to show, and how long it holds.
fn step_up(passed: Duration) -> (Duration, Duration) {
    if passed < MINUTES_FROM {
        let shown = STEP.mul_f64(passed.div_duration_f64(STEP).floor());
        return (shown, shown + STEP - passed);
    }
    let half = MINUTE / 2;
    let minutes = (passed + half).div_duration_f64(MINUTE).floor();
    (MINUTE.mul_f64(minutes), MINUTE.mul_f64(minutes + 1.0) - half - passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// Returns what is shown from `left` on, in seconds, and when each of it begins, in milliseconds.
    fn steps(mut left: Duration) -> Vec<(u64, u64)> {
        let from = left;
        let mut steps = Vec::new();
        while !left.is_zero() {
            let (shown, lasts) = step_down(left);
            steps.push((shown.as_secs(), (from - left).as_millis() as u64));
            left -= lasts;
        }
        steps
    }

    #[test]
    fn a_wait_is_counted_down_in_steps_of_five_seconds() {
        assert_eq!(steps(ms(20_000)), [(20, 0), (15, 5_000), (10, 10_000), (5, 15_000)]);
        assert_eq!(steps(ms(12_300)), [(15, 0), (10, 2_300), (5, 7_300)]);
        assert_eq!(steps(ms(2_300)), [(3, 0)]);
    }

    #[test]
    fn a_long_wait_is_counted_down_in_minutes() {
        let shown = steps(ms(200_000));
        assert_eq!(shown[..4], [(240, 0), (180, 20_000), (120, 80_000), (85, 115_000)]);
        assert_eq!(shown.len(), 4 + 16);
    }

    #[test]
    fn what_has_passed_is_counted_in_steps_too() {
        assert_eq!(step_up(ms(0)), (ms(0), ms(5_000)));
        assert_eq!(step_up(ms(12_300)), (ms(10_000), ms(2_700)));
        assert_eq!(step_up(ms(89_999)), (ms(85_000), ms(1)));
        assert_eq!(step_up(ms(90_000)), (ms(120_000), ms(60_000)));
        assert_eq!(step_up(ms(149_000)), (ms(120_000), ms(1_000)));
    }
}
