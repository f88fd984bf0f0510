//! The course of a queue as a small line.

use eframe::egui::{Color32, Rect, Shape, Stroke, Ui, pos2};
use jiff::{SignedDuration, Timestamp};

use crate::model::Instance;
use crate::tr;
use crate::ui::theme::Tokens;
use crate::work::watch::Trouble;

/// Time span of the whole width, in seconds.
const SPAN: f32 = 3600.0;

/// Distance between the time axis and the lowest point, in points.
const AXIS_GAP: f32 = 2.0;

/// The shortest course that is shown: less looks like a dot.
const SHORTEST: SignedDuration = SignedDuration::from_mins(3);

/// The numbers of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    pub first: u64,
    pub last: u64,
    pub least: u64,
    pub most: u64,
}

impl Ends {
    /// Returns the numbers of the course; `None` if it is too short to show, or if nothing waited all the time.
    pub fn of(instance: &Instance) -> Option<Self> {
        let points = || instance.course.points();
        let (from, first) = points().next()?;
        let (to, last) = points().last()?;
        let numbers = || points().map(|(_, number)| number);
        let (least, most) = (numbers().min()?, numbers().max()?);
        (to.duration_since(from) >= SHORTEST && most > 0).then_some(Self { first, last, least, most })
    }

    /// Returns the course in words, for assistive technology.
    pub fn words(self) -> String {
        let Self { first, last, most, .. } = self;
        if most > first.max(last) {
            tr!("all-instances-course-peak", from = first, to = last, most = most)
        } else {
            tr!("all-instances-course", from = first, to = last)
        }
    }
}

/// Paints the course of the last hour, which ends at `now`.
pub fn sparkline_ui(ui: &Ui, rect: Rect, instance: &Instance, now: Timestamp) {
    let Some(Ends { first, last, least, most }) = Ends::of(instance) else { return };
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
