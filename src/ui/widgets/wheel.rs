//! The mouse wheel over a table within a page. The page scrolls first, so that what is below the table stays in reach;
//! the table scrolls where the page cannot, and after it was clicked.

use eframe::egui::scroll_area::{ScrollAreaOutput, ScrollSource};
use eframe::egui::{Id, LayerId, Rect, ScrollArea, Ui};

/// Distances below this are none, in points.
const NONE: f32 = 0.5;

/// Where the page of a layer could scroll when it was drawn last.
#[derive(Clone, Copy)]
struct Room {
    layer: LayerId,
    pass: u64,
    up: bool,
    down: bool,
}

/// Records where a page can scroll. Called after it is drawn.
pub fn note_page<R>(ui: &Ui, shown: &ScrollAreaOutput<R>) {
    let (offset, below) = (shown.state.unclamped_offset().y, shown.content_size.y - shown.inner_rect.height());
    let room = Room {
        layer: ui.layer_id(),
        pass: ui.ctx().cumulative_pass_nr(),
        up: offset > NONE,
        down: offset < below - NONE,
    };
    ui.data_mut(|data| data.insert_temp(room_id(), room));
}

/// Shows a scroll area, at `offset` if there is one. egui knows only the height that its content had before, and would
/// let it spring back from beyond that.
pub fn scrolled_to<R>(
    ui: &mut Ui,
    area: ScrollArea,
    offset: Option<f32>,
    show: impl FnOnce(&mut Ui, ScrollArea) -> R,
) -> R {
    let Some(offset) = offset else { return show(ui, area) };
    let kinetic = ui.spacing().scroll.kinetic;
    ui.spacing_mut().scroll.kinetic.rubber_band = false;
    let shown = show(ui, area.vertical_scroll_offset(offset));
    ui.spacing_mut().scroll.kinetic = kinetic;
    shown
}

/// Returns what scrolls a table that covers `place`.
pub fn scroll_source(ui: &Ui, table: Id, place: Rect) -> ScrollSource {
    let room: Option<Room> = ui.data(|data| data.get_temp(room_id()));
    let is_shown = |room: &Room| room.layer == ui.layer_id() && room.pass + 1 >= ui.ctx().cumulative_pass_nr();
    let wheel = ui.input(|input| input.smooth_scroll_delta().y);
    let page_scrolls = room.filter(is_shown).is_some_and(|room| if wheel > 0.0 { room.up } else { room.down });
    ScrollSource { mouse_wheel: is_held(ui, table, place) || !page_scrolls, ..ScrollSource::ALL }
}

/// Whether the last press was in the table.
fn is_held(ui: &Ui, table: Id, place: Rect) -> bool {
    let held = table.with("wheel");
    if ui.input(|input| input.pointer.any_pressed()) {
        let at = ui.input(|input| input.pointer.interact_pos());
        let is_inside = at.is_some_and(|at| place.intersect(ui.clip_rect()).contains(at));
        ui.data_mut(|data| data.insert_temp(held, is_inside));
    }
    ui.data(|data| data.get_temp(held)).unwrap_or(false)
}

fn room_id() -> Id {
    Id::unique("page-room")
}
