//! The rows of a table, of which only the visible ones are drawn, and the keyboard's way through them.

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;

use eframe::egui::{
    EventFilter, Id, IdSalt, Key, Modifiers, Pos2, Rangef, Rect, Response, ScrollArea, Sense, Ui, Vec2, pos2,
    scroll_area,
};

use super::wheel::{scroll_source, scrolled_to};
use crate::ui::steady::LastInput;
use crate::ui::theme::size;

/// Moves by less than this are none, in points.
const TOLERANCE: f32 = 1.0;

/// How the rows of a table were drawn.
#[derive(Clone, Copy)]
pub struct ShownRows {
    /// The area that scrolls.
    pub rect: Rect,
    /// How far it is scrolled, in points.
    pub scrolled: f32,
}

impl ShownRows {
    /// Whether the rows must stay where they are: the pointer is over them, or the user has scrolled them.
    pub fn must_stay(&self, ui: &Ui) -> bool {
        self.scrolled > 0.0 || ui.rect_contains_pointer(self.rect)
    }
}

/// The scrolled rows of a table: any number, each of the same height.
#[must_use = "show it in a ui"]
pub struct VirtualRows {
    pub salt: IdSalt,
    pub count: usize,
    /// The height of a row, in points.
    pub row: f32,
    /// The greatest height of the area that scrolls, in points.
    pub max_height: f32,
    /// The open row, and the height of the details under it, in points.
    pub open: Option<(usize, f32)>,
    /// Whether to scroll back to the first row.
    pub begins_at_top: bool,
    /// The row to scroll to.
    pub target: Option<usize>,
    /// The row with the keyboard focus. It is drawn out of sight, too: a row that is not drawn loses the focus.
    pub focused: Option<usize>,
    /// How many hidden rows are drawn below the visible ones: Tab leads to them before they scroll into view.
    pub ahead: usize,
}

impl VirtualRows {
    /// Creates `count` rows in an area of at most this height, in points.
    pub fn new(salt: impl Hash + Debug, count: usize, max_height: f32) -> Self {
        let salt = IdSalt::new(salt);
        Self {
            salt,
            count,
            row: size::TABLE_ROW,
            max_height,
            open: None,
            begins_at_top: false,
            target: None,
            focused: None,
            ahead: 0,
        }
    }

    /// Makes the rows tall enough for two lines. Only whole rows are in sight; if not all are, they fill the height.
    pub fn tall(self) -> Self {
        let seen = (self.max_height / size::TALL_ROW).floor().max(1.0);
        let row = if self.count as f32 > seen { (self.max_height / seen).floor() } else { size::TALL_ROW };
        Self { row, max_height: seen * row, ..self }
    }

    /// Makes the area as high as whole rows: half a row looks like a fault.
    pub fn whole(self) -> Self {
        Self { max_height: (self.max_height / self.row).floor() * self.row, ..self }
    }

    /// Draws the visible rows with `row_ui`, which gets the index and the rectangle of each.
    pub fn show(self, ui: &mut Ui, mut row_ui: impl FnMut(&mut Ui, usize, Rect)) -> ShownRows {
        self.draw(ui, 0, |ui, index, rect, _| row_ui(ui, index, rect))
    }

    /// Like `show`, for rows of which Tab reaches one: `row_ui` also gets how the row reacts, and the arrow keys lead to
    /// the others.
    pub fn show_as_one_stop(
        mut self,
        ui: &mut Ui,
        cursor: &mut RowCursor,
        mut row_ui: impl FnMut(&mut Ui, usize, Rect, Sense) -> Response,
    ) -> ShownRows {
        cursor.index = cursor.index.min(self.count.saturating_sub(1));
        if cursor.goes_there {
            self.target = Some(cursor.index);
        }
        let (count, page, at) = (self.count, self.page(), cursor.index);
        self.draw(ui, at, |ui, index, rect, sense| {
            let row = row_ui(ui, index, rect, sense);
            if row.has_focus() || row.clicked() {
                cursor.index = index;
            }
            if index == cursor.index {
                cursor.keys_ui(ui, &row, count, page);
            }
        })
    }

    /// Draws the visible rows. Tab leads to the row `cursor`, or to the first one in sight.
    fn draw(self, ui: &mut Ui, cursor: usize, mut row_ui: impl FnMut(&mut Ui, usize, Rect, Sense)) -> ShownRows {
        let (total, height) = (self.total(), self.height());
        let mut area = ScrollArea::vertical().id_salt(self.salt).max_height(height).auto_shrink([false, true]);
        if self.begins_at_top {
            area = area.vertical_scroll_offset(0.0);
        }
        // The page may scroll too, so the remaining height of the window does not limit the table.
        let area = area.min_scrolled_height(height);
        let place = Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), height));
        let id = ui.make_persistent_id(self.salt);
        let offset = held(ui, id, place, total).filter(|_| self.target.is_none() && !self.begins_at_top);
        let area = area.scroll_source(scroll_source(ui, id, place));
        let content = |ui: &mut Ui, seen: Rect| {
            ui.set_height(total);
            let (origin, width) = (ui.max_rect().left_top(), ui.available_width());
            let place = |index| self.place(index, origin, width, seen.top());
            let visible = self.visible(seen.y_range());
            let stop = if visible.contains(&cursor) { cursor } else { visible.start };
            let hidden = self.focused.filter(|index| *index < self.count && !visible.contains(index));
            for index in visible.chain(hidden) {
                row_ui(ui, index, place(index), if index == stop { Sense::click() } else { Sense::CLICK });
            }
            let scrolls = scrolls(ui);
            if let Some(target) = self.target {
                ui.scroll_to_rect(place(target), None);
            }
            scrolls
        };
        let shown = scrolled_to(ui, area, offset, |ui, area| area.show_viewport(ui, content));
        if shown.inner {
            // This area takes the request, so the page would not scroll to the area.
            ui.scroll_to_rect(shown.inner_rect, None);
        }
        ShownRows { rect: shown.inner_rect, scrolled: shown.state.clamped_offset().y }
    }

    /// Returns how many rows a page key moves by.
    pub fn page(&self) -> usize {
        ((self.height() / self.row) as usize).saturating_sub(1).max(1)
    }

    fn height(&self) -> f32 {
        self.max_height.min(self.total())
    }

    fn total(&self) -> f32 {
        self.top(self.count) as f32
    }

    /// Returns the distance of a row from the top of the first one.
    fn top(&self, index: usize) -> f64 {
        let details = self.open.filter(|(open, _)| index > *open).map_or(0.0, |(_, height)| height);
        index as f64 * f64::from(self.row) + f64::from(details)
    }

    /// Returns the row at this distance from the top of the first one. Details belong to the row above them.
    fn at(&self, distance: f32) -> usize {
        let row_at = |distance: f32| (f64::from(distance) / f64::from(self.row)) as usize;
        match self.open {
            Some((open, details)) if row_at(distance) > open => row_at(distance - details).max(open),
            _ => row_at(distance),
        }
    }

    /// Returns the rows to draw when `seen` is the visible part. A row that begins where it ends counts as visible: Tab
    /// leads only to rows that are drawn.
    fn visible(&self, seen: Rangef) -> Range<usize> {
        self.at(seen.min)..self.count.min(self.at(seen.max) + 1 + self.ahead)
    }

    /// Returns the rectangle of a row on the screen. `origin` is the upper left corner of the first row, and `seen_top`
    /// the distance from there to the visible part.
    fn place(&self, index: usize, origin: Pos2, width: f32, seen_top: f32) -> Rect {
        // Far down, single precision is too coarse for the sum, and rows would jitter.
        let below = (self.top(index) - f64::from(seen_top)) as f32;
        Rect::from_min_size(pos2(origin.x, origin.y + seen_top + below), Vec2::new(width, self.row))
    }
}

/// A list as it was drawn last.
#[derive(Clone, Copy)]
struct Drawn {
    place: Rect,
    pointer: Option<Pos2>,
    /// How far it was scrolled, in points.
    scrolled: f32,
    /// The part of it that held the row under the pointer.
    crept: f32,
}

/// Returns the offset at which the row under the pointer stays where it is, although the list begins at another height
/// because something came or went above it. The list scrolls back when the pointer leaves it.
fn held(ui: &Ui, id: Id, place: Rect, total: f32) -> Option<f32> {
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let before: Option<Drawn> = ui.data(|data| data.get_temp(id));
    let scrolled = scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    // Once the user has scrolled the list, it stays there.
    let is_where_it_was = |before: &Drawn| (before.scrolled - scrolled).abs() <= TOLERANCE;
    let mut crept = before.filter(is_where_it_was).map_or(0.0, |before| before.crept);
    let mut offset = None;
    let is_over = |place: Rect| pointer.is_some_and(|pointer| place.contains(pointer));
    if let Some(before) = before.filter(|before| before.pointer == pointer && is_over(before.place)) {
        let moved = place.top() - before.place.top();
        let wanted = scrolled + moved;
        let is_in_reach = is_over(place) && (0.0..=(total - place.height()).max(0.0)).contains(&wanted);
        let is_aimed = LastInput::of(ui.ctx()) == LastInput::Moved && is_still(ui);
        if moved.abs() > TOLERANCE && is_in_reach && is_aimed {
            offset = Some(wanted);
            crept += moved;
        }
    } else if crept > TOLERANCE && !is_over(place) {
        offset = Some(scrolled - crept);
        crept = 0.0;
    }
    let scrolled = offset.unwrap_or(scrolled);
    ui.data_mut(|data| data.insert_temp(id, Drawn { place, pointer, scrolled, crept }));
    offset
}

/// Whether nothing is being scrolled by the user.
fn is_still(ui: &Ui) -> bool {
    ui.input(|input| input.smooth_scroll_delta() == Vec2::ZERO)
}

/// Whether a part that was drawn in this scroll area asked to be scrolled to.
pub fn scrolls(ui: &Ui) -> bool {
    ui.ctx().viewport(|viewport| viewport.this_pass.scroll_target[1].is_some())
}

/// The one row of a table that Tab leads to. The arrow keys lead to the others.
#[derive(Debug, Default)]
pub struct RowCursor {
    pub index: usize,
    /// Whether to bring the row into view and focus it.
    pub goes_there: bool,
    /// Whether a key moved the cursor: then the table is brought into view, too.
    pub by_key: bool,
}

impl RowCursor {
    /// Focuses the row at the cursor if the cursor moved there, and moves the cursor by the keys while that row has the
    /// focus. `page` is how many of the `count` rows a page key moves by. Returns the modifiers of the key that moved it.
    pub fn keys_ui(&mut self, ui: &Ui, row: &Response, count: usize, page: usize) -> Option<Modifiers> {
        if std::mem::take(&mut self.goes_there) {
            row.request_focus();
        }
        if !row.has_focus() {
            return None;
        }
        // The arrows move within the table, not from one control to another.
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
        let (from, last) = (self.index, count.saturating_sub(1));
        let moves = [
            (Key::ArrowDown, from.saturating_add(1)),
            (Key::ArrowUp, from.saturating_sub(1)),
            (Key::PageDown, from.saturating_add(page)),
            (Key::PageUp, from.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let mut moved = None;
        for (key, to) in moves {
            // Shift is checked first: the check without modifiers would consume the key, too.
            let hit = |modifiers: &Modifiers| ui.input_mut(|input| input.consume_key(*modifiers, key));
            if let Some(modifiers) = [Modifiers::SHIFT, Modifiers::NONE].into_iter().find(hit) {
                *self = Self { index: to.min(last), goes_there: true, by_key: true };
                moved = Some(modifiers);
            }
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Event, MouseWheelSource, MouseWheelUnit, TouchPhase};
    use egui_kittest::Harness;

    use super::*;

    const ROW: f32 = size::TABLE_ROW;

    fn rows(count: usize) -> VirtualRows {
        VirtualRows::new("rows", count, 10.0 * ROW)
    }

    fn seen_from(top: f32) -> Rangef {
        Rangef::new(top, top + 10.0 * ROW)
    }

    #[test]
    fn only_the_visible_rows_are_drawn() {
        let rows = rows(100);
        assert_eq!(rows.visible(seen_from(0.0)), 0..11);
        assert_eq!(rows.visible(seen_from(1.0)), 0..11);
        assert_eq!(rows.visible(seen_from(ROW)), 1..12);
        assert_eq!(rows.visible(seen_from(90.0 * ROW)), 90..100);
        // Scrolled beyond either end, as while a list becomes shorter.
        assert_eq!(rows.visible(seen_from(-50.0)), 0..9);
        assert!(rows.visible(seen_from(200.0 * ROW)).is_empty());
        assert!(VirtualRows::new("rows", 0, 0.0).visible(Rangef::new(0.0, 0.0)).is_empty());
        let rows = VirtualRows { ahead: 1, ..rows };
        assert_eq!((rows.visible(seen_from(1.0)), rows.visible(seen_from(90.0 * ROW))), (0..12, 90..100));
    }

    #[test]
    fn details_move_the_rows_below_them() {
        let rows = VirtualRows { open: Some((4, 1_000.0)), ..rows(100) };
        let top = |index| rows.place(index, Pos2::ZERO, 300.0, 0.0).top();
        assert_eq!((top(4), top(5)), (4.0 * ROW, 5.0 * ROW + 1_000.0));
        assert_eq!(rows.visible(seen_from(0.0)), 0..5);
        // In the middle of the details, only the row they belong to is drawn.
        assert_eq!(rows.visible(seen_from(5.0 * ROW + 300.0)), 4..5);
        assert_eq!(rows.visible(seen_from(5.0 * ROW + 1_000.0)), 5..16);
        assert_eq!(rows.total(), 100.0 * ROW + 1_000.0);
    }

    #[test]
    fn every_point_belongs_to_the_row_that_is_drawn_there() {
        for open in [None, Some((0, 70.0)), Some((7, 0.0)), Some((7, 133.5)), Some((39, 70.0))] {
            let rows = VirtualRows { open, ..rows(40) };
            for tenth in 0..(rows.total() * 10.0) as usize {
                let distance = tenth as f32 / 10.0;
                let index = rows.at(distance);
                assert!(rows.top(index) <= f64::from(distance) + 0.01, "{open:?}: {index} at {distance}");
                assert!(rows.top(index + 1) >= f64::from(distance) - 0.01, "{open:?}: {index} at {distance}");
            }
        }
    }

    #[test]
    fn rows_far_down_are_a_row_apart() {
        let rows = rows(1_000_000);
        for scrolled in [3_299_000.5_f32, 20_000_002.0, 32_999_000.0] {
            let origin = Pos2::new(12.0, 240.0 - scrolled);
            let places: Vec<Rect> =
                rows.visible(seen_from(scrolled)).map(|index| rows.place(index, origin, 300.0, scrolled)).collect();
            assert!(places.len() >= 10, "{scrolled}: {} rows", places.len());
            for pair in places.windows(2) {
                assert!((pair[1].top() - pair[0].top() - ROW).abs() < 0.01, "{scrolled}: {pair:?}");
            }
        }
    }

    #[test]
    fn a_page_is_what_is_seen_but_for_one_row() {
        assert_eq!(rows(100).page(), 9);
        assert_eq!(rows(4).page(), 3);
        assert_eq!(rows(1).page(), 1);
        assert_eq!(rows(0).page(), 1);
    }

    #[test]
    fn a_list_that_was_scrolled_after_it_held_a_row_stays_there() {
        let mut harness = Harness::builder()
            .with_size(Vec2::new(400.0, 300.0))
            .with_context_setup(|ctx| {
                crate::ui::theme::apply(ctx);
                ctx.add_plugin(crate::ui::PressGuard::default());
            })
            .build_ui_state(
                |ui, (notice, scrolled): &mut (f32, f32)| {
                    ui.add_space(*notice);
                    *scrolled = VirtualRows::new("rows", 100, 5.0 * ROW).show(ui, |_, _, _| ()).scrolled;
                },
                (0.0, 0.0),
            );
        harness.hover_at(Pos2::new(100.0, 120.0));
        harness.run();
        harness.state_mut().0 = 60.0;
        harness.run();
        assert!((harness.state().1 - 60.0).abs() < 1.0, "the row is held: {:?}", harness.state());
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: MouseWheelSource::Unknown,
            delta: Vec2::new(0.0, -200.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.run();
        let scrolled = harness.state().1;
        assert!(scrolled > 200.0, "{scrolled}");
        harness.hover_at(Pos2::new(100.0, -5.0));
        harness.run();
        assert!((harness.state().1 - scrolled).abs() < 1.0, "from {scrolled} to {}", harness.state().1);
    }
}
