//! Keeps the window steady under the pointer: an answer that moves the page must not put another button under a click.

use std::time::{Duration, Instant};

use eframe::egui::{Context, Event, FullOutput, Id, Plugin, Pos2, RawInput, Rect, Vec2};

/// Time in seconds within which a pointer that has moved is assumed to be aiming at a click.
pub const AIMING: f32 = 0.3;

/// Maximum time that answers wait, so that a pointer in constant motion does not stop the window.
const LONGEST_HOLD: Duration = Duration::from_millis(1500);

/// Time in seconds during which a press is dropped after another widget has moved under a resting pointer: too short
/// for the user to see the change and hold back a press that was already decided.
const UNSEEN: f64 = 0.8;

/// Distance in points within which a pointer or a corner counts as unmoved, because a hand trembles as it presses.
const TOLERANCE: f32 = 4.0;

/// A hold on answers while the pointer aims, presses or releases, so that the page under it stays as it is.
#[derive(Debug, Default)]
pub struct AnswerHold {
    since: Option<Instant>,
}

impl AnswerHold {
    /// Returns how long answers wait from now on; `None` if they are applied now.
    pub fn wait(&mut self, ctx: &Context) -> Option<Duration> {
        // egui reports the click in the frame of the release, and only if the widget is still there.
        let (is_pressing, still_for) = ctx.input(|input| {
            let pointer = &input.pointer;
            (pointer.any_down() || pointer.any_released(), pointer.time_since_last_movement())
        });
        if !is_pressing && still_for >= AIMING {
            self.since = None;
            return None;
        }
        let held = self.since.get_or_insert_with(Instant::now).elapsed();
        let left = Duration::from_secs_f32((AIMING - still_for).max(0.05));
        (held < LONGEST_HOLD).then(|| left.min(LONGEST_HOLD - held))
    }

    /// Whether answers wait.
    pub fn is_holding(&self) -> bool {
        self.since.is_some_and(|since| since.elapsed() < LONGEST_HOLD)
    }
}

/// The last input of the user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LastInput {
    /// The pointer moved, and has not pressed since: it may be about to press what is under it.
    Moved,
    Pressed,
    /// A key, the wheel, assistive technology or a change of the window: a pointer that is left somewhere aims at nothing.
    #[default]
    Other,
}

impl LastInput {
    /// Returns the last input. It is known only where [`PressGuard`] is in use.
    pub fn of(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Self::place())).unwrap_or_default()
    }

    fn place() -> Id {
        Id::unique("last-input")
    }

    /// Records the last of these events.
    fn note(ctx: &Context, events: &[Event]) {
        let last = events.iter().rev().find_map(|event| match event {
            Event::PointerMoved(_) => Some(Self::Moved),
            Event::PointerButton { pressed: true, .. } => Some(Self::Pressed),
            Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::MouseWheel { .. }
            | Event::Zoom(_)
            | Event::PointerGone
            | Event::WindowFocused(_)
            | Event::AccessKitActionRequest(_) => Some(Self::Other),
            _ => None,
        });
        if let Some(last) = last {
            ctx.data_mut(|data| data.insert_temp(Self::place(), last));
        }
    }
}

/// A plugin that drops a press on a widget that has just moved under a resting pointer, and records the last input.
#[derive(Debug, Default)]
pub struct PressGuard {
    /// The resting pointer, and the operable widget under it.
    under: Option<(Pos2, Option<Rect>)>,
    /// The time, in egui's seconds, at which another widget moved under it.
    changed: Option<f64>,
}

impl Plugin for PressGuard {
    fn debug_name(&self) -> &'static str {
        "press guard"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        LastInput::note(ctx, &input.events);
        let now = input.time.unwrap_or_else(|| ctx.input(|input| input.time));
        if self.changed.is_none_or(|changed| now - changed >= UNSEEN) {
            self.changed = None;
            return;
        }
        let Some((resting, _)) = self.under else { return };
        input.events.retain(|event| match event {
            Event::PointerButton { pos, pressed: true, .. } => resting.distance(*pos) > TOLERANCE,
            _ => true,
        });
    }

    fn output_hook(&mut self, ctx: &Context, _: &mut FullOutput) {
        let (pos, now, is_scrolling) =
            ctx.input(|input| (input.pointer.latest_pos(), input.time, input.smooth_scroll_delta != Vec2::ZERO));
        let Some(pos) = pos else {
            self.under = None;
            return;
        };
        let rect = ctx.interactive_rects_last_pass().into_iter().rfind(|rect| rect.contains(pos));
        match self.under {
            Some((resting, before)) if resting.distance(pos) <= TOLERANCE => {
                let is_other = rect.is_some_and(|rect| before.is_none_or(|before| has_moved(before, rect)));
                if is_other && !is_scrolling {
                    self.changed = Some(now);
                }
                self.under = Some((resting, rect));
            }
            Some(_) | None => {
                self.changed = None;
                self.under = Some((pos, rect));
            }
        }
    }
}

/// Whether every corner of the rectangle has moved.
fn has_moved(before: Rect, now: Rect) -> bool {
    let near = |one: f32, other: f32| (one - other).abs() <= TOLERANCE;
    let same_x = near(before.left(), now.left()) || near(before.right(), now.right());
    let same_y = near(before.top(), now.top()) || near(before.bottom(), now.bottom());
    !(same_x && same_y)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::{Button, Modifiers, PointerButton, vec2};
    use egui_kittest::Harness;

    use super::*;
    use crate::ui::theme;

    #[derive(Default)]
    struct Page {
        banner: bool,
        clicked: Vec<&'static str>,
    }

    fn page(first: Page) -> Harness<'static, Page> {
        let build = |ui: &mut eframe::egui::Ui, page: &mut Page| {
            if page.banner {
                ui.add_space(30.0);
            }
            for name in ["archive", "unlink"] {
                if ui.add_sized(vec2(200.0, 40.0), Button::new(name)).clicked() {
                    page.clicked.push(name);
                }
            }
        };
        let mut harness = Harness::builder()
            .with_step_dt(0.1)
            .with_context_setup(|ctx| {
                theme::apply(ctx);
                ctx.add_plugin(PressGuard::default());
            })
            .build_ui_state(build, first);
        harness.run_steps(2);
        harness
    }

    fn button(pos: Pos2, pressed: bool) -> Event {
        Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
    }

    fn press_and_release(harness: &mut Harness<'_, Page>, pos: Pos2) {
        harness.event(button(pos, true));
        harness.event(button(pos, false));
        harness.step();
    }

    /// Returns a page and a pointer that rests near the upper edge of "unlink", where "archive" is once the page has
    /// moved down.
    fn resting_on_unlink() -> (Harness<'static, Page>, Pos2) {
        use egui_kittest::kittest::Queryable as _;
        let mut harness = page(Page::default());
        let pos = harness.get_by_label("unlink").rect().center_top() + vec2(0.0, 5.0);
        harness.event(Event::PointerMoved(pos));
        harness.run_steps(5);
        (harness, pos)
    }

    #[test]
    fn a_press_on_what_has_just_moved_under_the_pointer_does_nothing() {
        let (mut harness, pos) = resting_on_unlink();
        harness.state_mut().banner = true;
        harness.step();
        press_and_release(&mut harness, pos);
        assert!(harness.state().clicked.is_empty(), "{:?}", harness.state().clicked);
        // A second later the user is assumed to have seen the change.
        harness.run_steps(10);
        press_and_release(&mut harness, pos);
        assert_eq!(harness.state().clicked, ["archive"]);
    }

    #[test]
    fn a_press_on_what_stays_or_was_aimed_at_again_counts() {
        let (mut harness, pos) = resting_on_unlink();
        press_and_release(&mut harness, pos);
        press_and_release(&mut harness, pos);
        assert_eq!(harness.state().clicked, ["unlink", "unlink"]);
        harness.state_mut().banner = true;
        harness.step();
        let aimed = pos + vec2(9.0, 0.0);
        harness.event(Event::PointerMoved(aimed));
        press_and_release(&mut harness, aimed);
        assert_eq!(harness.state().clicked.last(), Some(&"archive"));
    }

    #[test]
    fn a_pointer_that_has_moved_aims_until_there_is_other_input() {
        let mut harness = page(Page::default());
        for other in [
            Event::Paste("text".to_owned()),
            Event::Copy,
            Event::Cut,
            Event::Zoom(1.1),
            Event::PointerGone,
            Event::WindowFocused(false),
        ] {
            harness.event(Event::PointerMoved(Pos2::new(9.0, 9.0)));
            harness.step();
            assert_eq!(LastInput::of(&harness.ctx), LastInput::Moved);
            harness.event(other.clone());
            harness.step();
            assert_eq!(LastInput::of(&harness.ctx), LastInput::Other, "{other:?}");
        }
    }

    #[test]
    fn answers_wait_while_the_pointer_aims_or_presses_and_not_for_ever() {
        let mut hold = AnswerHold::default();
        let mut harness = page(Page::default());
        harness.run_steps(5);
        assert_eq!(hold.wait(&harness.ctx), None);
        let pos = Pos2::new(50.0, 20.0);
        harness.event(Event::PointerMoved(pos));
        harness.step();
        assert!(hold.wait(&harness.ctx).is_some());
        harness.event(button(pos, true));
        harness.run_steps(5);
        assert!(hold.wait(&harness.ctx).is_some(), "the button is still down");
        hold.since = hold.since.and_then(|since| since.checked_sub(LONGEST_HOLD));
        assert_eq!(hold.wait(&harness.ctx), None);
        harness.event(button(pos, false));
        harness.run_steps(5);
        assert_eq!(hold.wait(&harness.ctx), None);
    }

    #[test]
    fn a_click_reaches_a_button_that_an_answer_takes_away() {
        let (mut hold, mut is_there, mut clicks) = (AnswerHold::default(), true, 0);
        let mut harness = Harness::builder().with_step_dt(0.1).with_context_setup(theme::apply).build_ui(|ui| {
            // The answer arrives while the button is down.
            let may_answer = hold.wait(ui.ctx()).is_none() && ui.input(|input| input.time > 0.3);
            is_there &= !may_answer;
            if is_there && ui.add_sized(vec2(200.0, 40.0), Button::new("save")).clicked() {
                clicks += 1;
            }
        });
        let pos = Pos2::new(50.0, 20.0);
        harness.event(Event::PointerMoved(pos));
        harness.event(button(pos, true));
        harness.run_steps(5);
        harness.event(button(pos, false));
        harness.step();
        drop(harness);
        assert_eq!(clicks, 1);
    }
}
