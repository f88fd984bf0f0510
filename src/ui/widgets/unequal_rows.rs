//! Rows of unequal heights, of which only the visible ones are drawn.

use std::ops::Range;

use eframe::egui::{Rangef, Rect, Ui, Vec2};

/// The heights of rows as they were drawn last.
#[derive(Debug, Default)]
pub struct RowHeights {
    /// The width at which they were drawn.
    width: f32,
    /// `None` for a row that was never drawn.
    rows: Vec<Option<f32>>,
}

impl RowHeights {
    /// Draws the visible ones of `count` rows at the cursor, and the one before and after them, to which Tab leads.
    /// A row that was never drawn is assumed to be `usual` points high, with the space below it.
    pub fn show(&mut self, ui: &mut Ui, count: usize, usual: f32, mut row_ui: impl FnMut(&mut Ui, usize)) {
        if self.width != ui.available_width() {
            *self = Self { width: ui.available_width(), rows: Vec::new() };
        }
        self.rows.resize(count, None);
        let top = ui.cursor().top();
        let (visible, above) = self.visible(ui.clip_rect().y_range(), top, usual);
        ui.add_space(above);
        for index in visible.clone() {
            let top = ui.cursor().top();
            row_ui(ui, index);
            self.rows[index] = Some(ui.cursor().top() - top);
        }
        if visible.end < count {
            // The page adds the space below the last row.
            ui.add_space(self.total(visible.end..count, usual) - ui.spacing().item_spacing.y);
        }
    }

    /// Scrolls to a row, drawn or not, of the rows that are shown at the cursor next.
    pub fn scroll_to(&self, ui: &Ui, index: usize, usual: f32) {
        if let Some(height) = self.rows.get(index) {
            let at = ui.cursor().left_top() + Vec2::new(0.0, self.total(0..index, usual));
            let size = Vec2::new(ui.available_width(), height.unwrap_or(usual));
            ui.scroll_to_rect(Rect::from_min_size(at, size), None);
        }
    }

    /// Returns the rows to draw, and the height of those above them. `top` is where the first row begins.
    fn visible(&self, seen: Rangef, top: f32, usual: f32) -> (Range<usize>, f32) {
        // Added up in double precision: rows far down would jitter.
        let mut bottom = f64::from(top);
        let mut first = None;
        for (index, height) in self.rows.iter().enumerate() {
            if bottom > f64::from(seen.max) && first.is_some() {
                let first = first.unwrap_or(index);
                return (first..(index + 1).min(self.rows.len()), self.total(0..first, usual));
            }
            bottom += f64::from(height.unwrap_or(usual));
            if first.is_none() && bottom >= f64::from(seen.min) {
                first = Some(index.saturating_sub(1));
            }
        }
        let first = first.unwrap_or(self.rows.len().saturating_sub(1));
        (first..self.rows.len(), self.total(0..first, usual))
    }

    fn total(&self, rows: Range<usize>, usual: f32) -> f32 {
        self.rows[rows].iter().map(|height| f64::from(height.unwrap_or(usual))).sum::<f64>() as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(rows: Vec<Option<f32>>, from: f32, to: f32) -> (Range<usize>, f32) {
        RowHeights { width: 100.0, rows }.visible(Rangef::new(from, to), 0.0, 10.0)
    }

    #[test]
    fn only_the_visible_rows_and_their_neighbours_are_drawn() {
        let hundred = || vec![None; 100];
        assert_eq!(visible(hundred(), 0.0, 50.0), (0..7, 0.0));
        assert_eq!(visible(hundred(), 505.0, 550.0), (49..57, 490.0));
        assert_eq!(visible(hundred(), 960.0, 1_010.0), (94..100, 940.0));
        // Scrolled beyond either end.
        assert_eq!(visible(hundred(), -90.0, -40.0), (0..2, 0.0));
        assert_eq!(visible(hundred(), 2_000.0, 2_050.0), (99..100, 990.0));
        assert_eq!(visible(Vec::new(), 0.0, 50.0), (0..0, 0.0));
    }

    #[test]
    fn an_open_row_moves_those_below_it() {
        let mut rows = vec![None; 100];
        rows[2] = Some(1_000.0);
        assert_eq!(visible(rows.clone(), 500.0, 550.0), (1..4, 10.0));
        assert_eq!(visible(rows, 1_045.0, 1_065.0), (4..9, 1_030.0));
    }
}
