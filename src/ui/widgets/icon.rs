//! Icons, drawn from lines: sharp at every scale, in the colour of the text beside them.

use std::f32::consts::TAU;

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, Vec2, pos2, vec2};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Refresh,
    Add,
    Gear,
    Clock,
    Check,
    Cross,
    Exclamation,
    /// A question mark in a circle: help.
    Question,
    /// A closed row that can be opened.
    ChevronRight,
    ChevronDown,
    ChevronUp,
    /// Rows of boxes: all instances.
    Grid,
    /// Three dots: more can be done.
    More,
}

/// Draws `icon` in the middle of `rect`.
pub fn icon_ui(ui: &Ui, icon: Icon, rect: Rect, colour: Color32) {
    icon.paint(ui.painter(), rect, colour);
}

impl Icon {
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height()).min(16.0);
        let unit = side / 16.0;
        let origin = rect.center() - Vec2::splat(side / 2.0);
        let at = |x: f32, y: f32| origin + vec2(x, y) * unit;
        let line = Stroke::new(1.6 * unit, colour);
        let path = |points: Vec<Pos2>| painter.add(Shape::line(points, line));
        match self {
            Self::Refresh => {
                path(arc(at(8.0, 8.0), 5.2 * unit, 0.12, 0.90));
                let tip = at(13.2, 8.0);
                painter.add(Shape::line(
                    vec![tip + vec2(-3.4, -0.8) * unit, tip + vec2(0.2, 1.0) * unit, tip + vec2(1.6, -2.6) * unit],
                    line,
                ));
            }
            Self::Add => {
                path(vec![at(8.0, 3.0), at(8.0, 13.0)]);
                path(vec![at(3.0, 8.0), at(13.0, 8.0)]);
            }
            Self::Gear => {
                painter.circle_stroke(at(8.0, 8.0), 2.2 * unit, line);
                painter.circle_stroke(at(8.0, 8.0), 4.8 * unit, line);
                for tooth in 0..8 {
                    let angle = TAU * tooth as f32 / 8.0;
                    let out = Vec2::angled(angle);
                    path(vec![at(8.0, 8.0) + out * 4.8 * unit, at(8.0, 8.0) + out * 6.8 * unit]);
                }
            }
            Self::Clock => {
                painter.circle_stroke(at(8.0, 8.0), 6.0 * unit, line);
                path(vec![at(8.0, 4.4), at(8.0, 8.2), at(10.6, 9.8)]);
            }
            Self::Check => {
                path(vec![at(3.0, 8.6), at(6.4, 12.0), at(13.0, 4.6)]);
            }
            Self::Cross => {
                path(vec![at(4.0, 4.0), at(12.0, 12.0)]);
                path(vec![at(12.0, 4.0), at(4.0, 12.0)]);
            }
            Self::Exclamation => {
                let bold = Stroke::new(2.2 * unit, colour);
                painter.add(Shape::line(vec![at(8.0, 2.5), at(8.0, 9.5)], bold));
                painter.circle_filled(at(8.0, 12.8), 1.4 * unit, colour);
            }
            Self::Question => {
                painter.circle_stroke(at(8.0, 8.0), 6.0 * unit, line);
                let mut hook = arc(at(8.0, 6.6), 2.0 * unit, -0.5, 0.16);
                hook.push(at(8.0, 9.2));
                path(hook);
                painter.circle_filled(at(8.0, 11.3), 0.9 * unit, colour);
            }
            Self::ChevronRight => {
                path(vec![at(6.0, 4.0), at(10.0, 8.0), at(6.0, 12.0)]);
            }
            Self::ChevronDown => {
                path(vec![at(4.0, 6.0), at(8.0, 10.0), at(12.0, 6.0)]);
            }
            Self::ChevronUp => {
                path(vec![at(4.0, 10.0), at(8.0, 6.0), at(12.0, 10.0)]);
            }
            Self::Grid => {
                for (x, y) in [(2.5, 2.5), (9.0, 2.5), (2.5, 9.0), (9.0, 9.0)] {
                    painter.rect_filled(Rect::from_min_size(at(x, y), Vec2::splat(4.5 * unit)), unit, colour);
                }
            }
            Self::More => {
                for x in [3.2, 8.0, 12.8] {
                    painter.circle_filled(at(x, 8.0), 1.4 * unit, colour);
                }
            }
        }
    }
}

/// Returns points on a circle between two fractions of a turn, starting at the right and going down.
fn arc(centre: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    const STEPS: usize = 24;
    (0..=STEPS)
        .map(|step| {
            let angle = TAU * (from + (to - from) * step as f32 / STEPS as f32);
            pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
        })
        .collect()
}
