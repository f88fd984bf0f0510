//! The mark of a wait.

use std::f32::consts::TAU;
use std::time::Duration;

use eframe::egui::{Painter, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, Widget, WidgetInfo, lerp};

use crate::ui::theme::size;

/// Positions of the mark in a turn, which takes a second. Each is a frame of the whole window.
const STEPS: u32 = 8;

/// Seconds after which the mark stops turning: a long wait is watched by its words, and a window that draws for hours
/// drains a battery.
const TURNS_FOR: f64 = 10.0;

/// Part of a circle that the mark covers.
const ARC: f32 = 0.66;

/// A mark that turns for the first seconds of a wait.
///
/// egui's own asks for a frame as soon as one is drawn, as long as it is visible.
#[derive(Default)]
#[must_use = "add it to a ui"]
pub struct Spinner {
    /// `None`: as high as a control here.
    side: Option<f32>,
}

/// How long a mark has been shown: since when, in egui's seconds, and the number of the last frame with it.
#[derive(Debug, Clone, Copy)]
struct Shown {
    since: f64,
    frame: u64,
}

impl Spinner {
    /// Width of a mark as high as a control, in points.
    pub const WIDTH: f32 = size::HIT;

    /// Creates a mark as high as a control.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a mark as high as an icon, to stand before a text.
    pub fn small() -> Self {
        Self { side: Some(size::ICON) }
    }
}

impl Widget for Spinner {
    fn ui(self, ui: &mut Ui) -> Response {
        let side = self.side.unwrap_or(ui.spacing().interact_size.y);
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
        response.widget_info(|| WidgetInfo::new(Role::ProgressIndicator));
        let (now, frame) = (ui.input(|input| input.time), ui.ctx().cumulative_frame_nr());
        let before: Option<Shown> = ui.data(|data| data.get_temp(response.id));
        let since = before.filter(|shown| shown.frame + 1 >= frame).map_or(now, |shown| shown.since);
        ui.data_mut(|data| data.insert_temp(response.id, Shown { since, frame }));
        if ui.is_rect_visible(rect) {
            // Without animations egui's style has no time for them.
            let turns = now - since < TURNS_FOR && ui.style().animation_time > 0.0;
            if turns {
                ui.ctx().request_repaint_after(Duration::from_secs(1) / STEPS);
            }
            let step = if turns { ((now - since) * f64::from(STEPS)) as u32 % STEPS } else { 0 };
            let line = Stroke::new(3.0, ui.visuals().strong_text_color());
            paint(ui.painter(), rect, step as f32 / STEPS as f32, line);
        }
        response
    }
}

/// Paints the mark, turned by this part of a circle.
fn paint(painter: &Painter, rect: Rect, turned: f32, line: Stroke) {
    const POINTS: usize = 24;
    let radius = rect.width() / 2.0 - 2.0;
    let point = |index: usize| {
        let part = turned + lerp(0.0..=ARC, index as f32 / (POINTS - 1) as f32);
        rect.center() + radius * Vec2::angled(TAU * part)
    };
    painter.add(Shape::line((0..POINTS).map(point).collect(), line));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::ViewportId;
    use egui_kittest::Harness;

    use super::*;

    const STEP: f32 = 0.125;

    fn wait_with(animation_time: f32) -> Harness<'static, bool> {
        let draw = move |ui: &mut Ui, waits: &mut bool| {
            ui.style_mut().animation_time = animation_time;
            if *waits {
                ui.add(Spinner::small());
            }
        };
        let mut harness = Harness::builder().with_step_dt(STEP).build_ui_state(draw, true);
        harness.run_steps(3);
        harness
    }

    /// Returns how long egui may sleep after this frame.
    fn pause(harness: &mut Harness<'_, bool>) -> Duration {
        harness.step();
        harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
    }

    #[test]
    fn it_turns_eight_times_a_second_and_stops_after_ten_seconds() {
        let mut harness = wait_with(0.1);
        let mut steps = 0;
        while pause(&mut harness) == Duration::from_millis(125) {
            steps += 1;
        }
        assert!((70..=80).contains(&steps), "{steps} steps");
        assert_eq!(pause(&mut harness), Duration::MAX);
        // A wait after that is another one.
        *harness.state_mut() = false;
        harness.step();
        *harness.state_mut() = true;
        assert_eq!(pause(&mut harness), Duration::from_millis(125));
    }

    #[test]
    fn it_stands_still_without_animations() {
        assert_eq!(pause(&mut wait_with(0.0)), Duration::MAX);
    }
}
