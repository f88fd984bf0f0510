//! The keyboard focus: its ring, the plugin that keeps it in sight, and its way back when its control disappears.

use eframe::egui::accesskit::{Action, ActionRequest, TreeId};
use eframe::egui::{
    Context, CornerRadius, Event, FullOutput, Id, LayerId, Order, Plugin, RawInput, Rect, Response, Stroke, StrokeKind,
    Theme,
};

use crate::ui::steady::LastInput;
use crate::ui::theme::{Tokens, radius, size};

/// Maximum controls that the way back remembers.
const MAX_TRAIL: usize = 64;

/// Draws the ring around the focused widget. Called once, after everything else is drawn.
pub fn paint_focus_ring(ctx: &Context) {
    let Some(response) = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let (rect, seen) = (response.rect, response.interact_rect);
    if !seen.is_positive() {
        return;
    }
    let (gap, kind) = ring_place(rect, others(ctx, &response).into_iter());
    let reach = size::FOCUS_GAP + size::FOCUS_RING;
    let t = Tokens::of_theme(Theme::from_dark_mode(ctx.global_style().visuals.dark_mode));
    let layer = LayerId::new(Order::Tooltip, Id::unique("focus-ring"));
    // A partly scrolled-away control keeps its ring within its visible part.
    let painter = ctx.layer_painter(layer).with_clip_rect(seen.expand(reach));
    painter.rect_stroke(
        rect.expand(gap),
        CornerRadius::same(radius::CONTROL + gap as u8),
        Stroke::new(size::FOCUS_RING, t.accent),
        kind,
    );
}

/// Returns the gap between a control and its ring in points, and the side on which the ring is: it must not touch a label
/// or the next row.
fn ring_place(control: Rect, others: impl Iterator<Item = Rect>) -> (f32, StrokeKind) {
    let mut place = (size::FOCUS_GAP, StrokeKind::Outside);
    for other in others {
        let (room, is_row) = (distance(control, other), control.x_range() == other.x_range());
        if is_row && room < size::FOCUS_RING {
            return (0.0, StrokeKind::Inside);
        }
        // What overlaps the control is no neighbour of it.
        if room > 0.0 && room <= size::FOCUS_GAP + size::FOCUS_RING {
            place = (0.0, StrokeKind::Outside);
        }
    }
    place
}

/// Returns the visible parts in the control's layer that neither hold it nor lie in it.
fn others(ctx: &Context, control: &Response) -> Vec<Rect> {
    let rect = control.rect;
    let is_beside = |part: &Rect| part.is_positive() && !part.contains_rect(rect) && !rect.contains_rect(*part);
    ctx.viewport(|viewport| {
        let parts = viewport.this_pass.widgets.get_layer(control.layer_id);
        parts.map(|part| part.interact_rect).filter(is_beside).collect()
    })
}

fn distance(one: Rect, other: Rect) -> f32 {
    let across = (other.left() - one.right()).max(one.left() - other.right());
    let down = (other.top() - one.bottom()).max(one.top() - other.bottom());
    across.max(down).max(0.0)
}

/// A plugin that scrolls to the control that has gained the focus, unless it is wholly in sight. egui moves the focus
/// without scrolling.
#[derive(Debug, Default)]
pub struct FocusInSight {
    /// The focused control that was seen to.
    seen_to: Option<Id>,
    wanted: Option<Id>,
}

impl Plugin for FocusInSight {
    fn debug_name(&self) -> &'static str {
        "focus in sight"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        if let Some(id) = self.wanted.take() {
            let (action, target_node, target_tree) = (Action::ScrollIntoView, id.accesskit_id(), TreeId::ROOT);
            let request = ActionRequest { action, target_node, target_tree, data: None };
            input.events.push(Event::AccessKitActionRequest(request));
        }
    }

    fn output_hook(&mut self, ctx: &Context, _: &mut FullOutput) {
        let focused = ctx.memory(|memory| memory.focused());
        if focused == self.seen_to {
            return;
        }
        // A control under the pointer must not move while it is pressed.
        let is_pressed = ctx.input(|input| input.pointer.any_down());
        let Some(response) = focused.and_then(|id| ctx.read_response(id)).filter(|_| !is_pressed) else { return };
        self.seen_to = focused;
        // A focus that returns by itself moves nothing that the pointer may be about to press.
        if LastInput::of(ctx) != LastInput::Moved && !response.interact_rect.expand(1.0).contains_rect(response.rect) {
            self.wanted = focused;
            ctx.request_repaint();
        }
    }
}

/// The way of the keyboard focus on a page. Where its control disappears, the focus returns to where it came from, or
/// goes to the heading of what is new, so that keyboard users never lose their place. With the pointer it does not
/// move.
#[derive(Debug, Default)]
pub struct FocusPath {
    /// The controls that had the focus, the latest last.
    trail: Vec<(Id, LayerId)>,
    /// The same of the page and the question that the guide covers.
    covered: Vec<(Id, LayerId)>,
    /// The control that was clicked last.
    clicked: Option<(Id, LayerId)>,
    by_keys: bool,
    /// The layer of the control that took the focus with it, until the focus is elsewhere.
    lost_from: Option<LayerId>,
    /// Whether the page was covered by the guide, and its focus is not back yet.
    is_uncovered: bool,
    /// The question as it was in the previous frame.
    question: OpenQuestion,
}

/// The question over the page in one frame. It puts the focus on its safe button by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OpenQuestion {
    #[default]
    None,
    Asked,
    /// Answered with "no" in this frame.
    Refused,
}

impl FocusPath {
    /// Forgets the controls of the page that was left.
    pub fn leave_page(&mut self) {
        self.trail.clear();
        self.lost_from = Some(LayerId::background());
        self.is_uncovered = false;
    }

    /// Keeps the controls of a page that the guide covers, until `uncover`.
    pub fn cover(&mut self) {
        self.covered = std::mem::take(&mut self.trail);
        self.leave_page();
    }

    /// Returns to a page that the guide has covered.
    pub fn uncover(&mut self) {
        self.leave_page();
        self.trail = std::mem::take(&mut self.covered);
        self.is_uncovered = true;
    }

    /// Follows the focus. Called once, after everything is drawn.
    pub fn follow(&mut self, ctx: &Context, question: OpenQuestion) {
        let before = std::mem::replace(&mut self.question, question);
        let is_asked = question != OpenQuestion::None;
        if before == OpenQuestion::Asked && !is_asked {
            // After its act another step may be shown, in which a key pressed twice must do nothing.
            self.trail.drain(..self.trail.len().saturating_sub(1));
        }
        if is_asked && before == OpenQuestion::None {
            // A click gives no focus. It returns to what opened the question all the same.
            let opener = self.clicked.filter(|(id, _)| self.trail.iter().all(|(other, _)| other != id));
            self.trail.extend(opener.filter(|(id, _)| !self.by_keys && layer_of(ctx, *id).is_some()));
        }
        let clicked = ctx.viewport(|viewport| viewport.interact_widgets.clicked);
        self.clicked = clicked.and_then(|id| Some((id, layer_of(ctx, id)?))).or(self.clicked);
        // Reads the raw events, because a consumed key counts too.
        self.by_keys = ctx.input(|input| input.raw.events.iter().fold(self.by_keys, by_keys));
        let focused = ctx.memory(|memory| memory.focused());
        if let Some((id, layer)) = focused.and_then(|id| Some((id, layer_of(ctx, id)?))) {
            self.lost_from = None;
            self.is_uncovered = false;
            self.trail.retain(|(other, _)| *other != id);
            self.trail.push((id, layer));
            let surplus = self.trail.len().saturating_sub(MAX_TRAIL);
            self.trail.drain(..surplus);
            return;
        }
        // A control that has just been given the focus may be drawn in the next frame only.
        let last = self.trail.last().copied();
        if focused.is_some_and(|id| last.is_some_and(|(last, _)| last != id)) {
            return;
        }
        if let Some((_, layer)) = last.filter(|(id, _)| layer_of(ctx, *id).is_none()) {
            self.trail.pop();
            self.lost_from = Some(layer);
        }
        if !self.by_keys {
            self.lost_from = None;
        }
        if let Some(goal) = self.lost_from.filter(|_| !is_asked).and_then(|layer| self.goal(ctx, layer)) {
            ctx.memory_mut(|memory| memory.request_focus(goal));
            ctx.request_repaint();
        }
    }

    /// Returns where the focus goes that was lost from this layer. From a question, a menu or the guide it returns to
    /// where it was. On the page it goes to a heading, where a key pressed twice does nothing.
    fn goal(&self, ctx: &Context, lost_from: LayerId) -> Option<Id> {
        let came_from = self.trail.iter().rev().find(|(id, layer)| {
            let is_under = *layer != lost_from && lost_from != LayerId::background();
            (is_under || self.is_uncovered) && layer_of(ctx, *id).is_some()
        });
        came_from.map(|(id, _)| *id).or_else(|| ctx.data(|data| data.get_temp(landing_id())))
    }
}

/// Whether the last act was made with the keyboard or by assistive technology. `before`: until this event.
fn by_keys(before: bool, event: &Event) -> bool {
    match event {
        Event::Key { .. } => true,
        Event::AccessKitActionRequest(request) if request.action != Action::ScrollIntoView => true,
        Event::PointerButton { .. } => false,
        _ => before,
    }
}

/// Returns the layer of a control that is drawn in this pass and can have the focus.
fn layer_of(ctx: &Context, id: Id) -> Option<LayerId> {
    ctx.viewport(|viewport| {
        let drawn = viewport.this_pass.widgets.get(id)?;
        (drawn.enabled && drawn.sense.is_focusable()).then_some(drawn.layer_id)
    })
}

/// Makes this heading the one on which the focus lands. Of several, the one drawn last.
pub fn landing(ctx: &Context, heading: Id) {
    ctx.data_mut(|data| data.insert_temp(landing_id(), heading));
}

/// Moves the focus to the heading on which it lands.
pub fn land(ctx: &Context) {
    if let Some(heading) = ctx.data(|data| data.get_temp(landing_id())) {
        ctx.memory_mut(|memory| memory.request_focus(heading));
    }
}

fn landing_id() -> Id {
    Id::unique("focus-landing")
}

#[cfg(test)]
mod tests {
    use std::iter;

    use eframe::egui::{Pos2, Vec2};

    use super::*;

    #[test]
    fn a_ring_touches_nothing_beside_its_control() {
        let control = Rect::from_min_size(Pos2::new(100.0, 100.0), Vec2::new(80.0, 30.0));
        let place = |x: f32, y: f32| ring_place(control, iter::once(control.translate(Vec2::new(x, y))));
        for (apart, place) in [
            (place(0.0, 30.0), (0.0, StrokeKind::Inside)),  // the next row
            (place(4.0, 34.0), (0.0, StrokeKind::Outside)), // a label
            (place(0.0, 38.0), (size::FOCUS_GAP, StrokeKind::Outside)),
            (place(90.0, 2.0), (size::FOCUS_GAP, StrokeKind::Outside)),
            (place(40.0, 15.0), (size::FOCUS_GAP, StrokeKind::Outside)), // no neighbour
        ] {
            assert_eq!(apart, place);
        }
    }
}
