//! The shape of an instance's state, which is expressed by form as well as by colour.

use eframe::egui::{Rect, Sense, Shape, Stroke, Ui, Vec2, pos2};

use super::Tone;
use crate::ui::theme::{Tokens, size};

/// ● working, ■ stopped, ▲ wait or act, ◌ unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateShape {
    Working,
    Stopped,
    Act,
    Unknown,
}

impl StateShape {
    pub fn tone(self) -> Tone {
        match self {
            Self::Working => Tone::Good,
            Self::Stopped => Tone::Bad,
            Self::Act => Tone::Wait,
            Self::Unknown => Tone::Plain,
        }
    }

    pub fn paint(self, ui: &Ui, rect: Rect, is_old: bool) {
        let t = Tokens::of(ui);
        let tone = if is_old { Tone::Plain } else { self.tone() };
        let (colour, _) = tone.colours(t);
        let rect = Rect::from_center_size(rect.center(), Vec2::splat(size::STATE_MARK));
        let painter = ui.painter();
        match self {
            Self::Working => {
                painter.circle_filled(rect.center(), size::STATE_MARK / 2.0, colour);
            }
            Self::Stopped => {
                painter.rect_filled(rect.shrink(0.5), 1.0, colour);
            }
            Self::Act => {
                let points = vec![pos2(rect.center().x, rect.top()), rect.right_bottom(), rect.left_bottom()];
                painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
            }
            Self::Unknown => {
                let radius = size::STATE_MARK / 2.0;
                for dash in 0..6 {
                    let angle = std::f32::consts::TAU * dash as f32 / 6.0;
                    let end = rect.center() + Vec2::angled(angle + 0.55) * radius;
                    let start = rect.center() + Vec2::angled(angle) * radius;
                    painter.line_segment([start, end], Stroke::new(1.4, colour));
                }
            }
        }
    }
}

/// Draws the mark alone, in the flow of a layout; pale if the state is old.
pub fn state_mark(ui: &mut Ui, shape: StateShape, is_old: bool) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::STATE_MARK + 2.0), Sense::hover());
    shape.paint(ui, rect, is_old);
}
