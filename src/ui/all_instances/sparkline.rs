//! The course of a queue as a small line.

use eframe::egui::{Color32, Rect, Shape, Stroke, Ui, pos2};
use jiff::{SignedDuration, Timestamp};

use crate::model::Instance;
use crate::ui::theme::Tokens;
use crate::work::watch::Trouble;

/// Time span of the whole width, in seconds.
const SPAN: f32 = 3600.0;

/// Distance between the time axis and the lowest point, in points.
const AXIS_GAP: f32 = 2.0;

/// The shortest course that is shown: less looks like a dot.
const SHORTEST: SignedDuration = SignedDuration::from_mins(3);

/// Returns the first and the last number of the course; `None` if it is too short to show.
pub fn ends(instance: &Instance) -> Option<(u64, u64)> {
    let mut points = instance.course.points();
    let (from, first) = points.next()?;
    let (to, last) = points.last()?;
    (to.duration_since(from) >= SHORTEST).then_some((first, last))
}

/// Paints the course of the last hour, which ends at `now`.
pub fn sparkline_ui(ui: &Ui, rect: Rect, instance: &Instance, now: Timestamp) {
    let Some((first, last)) = ends(instance) else { return };
    if first == 0 && last == 0 {
        return;
    }
    let numbers = || instance.course.points().map(|(_, number)| number);
    let (least, most) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(0));
    let range = (most - least) as f32;
    let at = |(at, number): (Timestamp, u64)| {
        let ago = now.duration_since(at).as_secs_f32().clamp(0.0, SPAN);
        let height = if range > 0.0 { (number - least) as f32 / range } else { 0.5 };
        pos2(rect.right() - rect.width() * ago / SPAN, rect.bottom() - rect.height() * height)
    };
    let points = instance.course.points().map(at).collect();
    // The hour itself: without it, a short course would look like the dash of an unknown number.
    ui.painter().hline(rect.x_range(), rect.bottom() + AXIS_GAP, Stroke::new(1.0, Tokens::of(ui).border));
    ui.painter().add(Shape::line(points, Stroke::new(1.6, colour(ui, instance, first, last))));
}

fn colour(ui: &Ui, instance: &Instance, first: u64, last: u64) -> Color32 {
    let t = Tokens::of(ui);
    match (instance.trouble(), last.cmp(&first)) {
        (Some(Trouble::NotMoving), _) => t.warning,
        (_, std::cmp::Ordering::Greater) => t.danger,
        (_, std::cmp::Ordering::Less) => t.accent,
        (_, std::cmp::Ordering::Equal) => t.muted,
    }
}
