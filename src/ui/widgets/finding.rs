//! Where the shortcut for finding leads: to the search field that the page shows.

use eframe::egui::{Context, Id};

/// A search field, and the frame in which it was drawn.
#[derive(Debug, Clone, Copy)]
struct Shown(Id, u64);

/// Reports a search field that was drawn. Of several in one frame, the first one counts: it searches the page, the
/// others an answer on it.
pub fn report_search(ctx: &Context, field: Id) {
    let frame = ctx.cumulative_frame_nr();
    ctx.data_mut(|data| {
        if data.get_temp(place()).is_none_or(|Shown(_, at)| at != frame) {
            data.insert_temp(place(), Shown(field, frame));
        }
    });
}

/// Moves the focus to the search field of the page, or to `otherwise` where there is none. Does nothing if that is not
/// drawn either.
pub fn find(ctx: &Context, otherwise: Id) {
    let shown: Option<Shown> = ctx.data(|data| data.get_temp(place()));
    let shown = shown.filter(|Shown(_, at)| at + 1 >= ctx.cumulative_frame_nr());
    let field = shown.map_or(otherwise, |Shown(field, _)| field);
    if ctx.read_response(field).is_some() {
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
}

fn place() -> Id {
    Id::unique("search-field")
}
