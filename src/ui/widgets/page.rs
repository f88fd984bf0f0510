//! The scroll area of a page, and slots in it that keep the ids of the following widgets.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{Frame, Id, IdSalt, Margin, Response, ScrollArea, Ui, UiBuilder};

use super::anchor::{self, Content, Growth};
use super::wheel;
use crate::ui::theme::{size, space};

/// Distance between the end of a page and the foot of the window, in points.
pub const PAGE_END: f32 = space::M + space::S;

/// Returns the margin at both sides of a page in a window of this width.
pub fn side_margin(window_width: f32) -> i8 {
    if window_width < size::FOLD_BELOW { space::M as i8 } else { space::XL as i8 }
}

/// Draws a page that scrolls as a whole, with its cards one spacing step apart.
pub fn page(ui: &mut Ui, salt: IdSalt, content: impl FnOnce(&mut Ui)) {
    page_that_grows(ui, salt, Growth::Little, content);
}

/// Draws a page like [`page`] that keeps what is under the pointer in place, whatever appears above it.
pub fn page_of_entries(ui: &mut Ui, salt: IdSalt, content: impl FnOnce(&mut Ui)) {
    page_that_grows(ui, salt, Growth::Any, content);
}

fn page_that_grows(ui: &mut Ui, salt: IdSalt, growth: Growth, content: impl FnOnce(&mut Ui)) {
    let side = side_margin(ui.ctx().content_rect().width());
    let id = ui.make_persistent_id(salt);
    let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]);
    let offset = anchor::offset(ui, id);
    let space_below = anchor::space_below(ui, id);
    let margin = Margin { left: side, right: side, top: 0, bottom: space::M as i8 };
    let within = |ui: &mut Ui| {
        let top = ui.cursor().top();
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::M + 2.0;
            content(ui);
        });
        ui.add_space(space_below);
        Content::drawn(ui, top)
    };
    let shown = wheel::scrolled_to(ui, area, offset, |ui, area| area.show(ui, within));
    anchor::hold(ui, id, &shown, growth);
    wheel::note_page(ui, &shown);
}

/// Draws a part that may appear and disappear without changing the ids of anything after it.
///
/// egui numbers widgets in the order in which they are drawn. Without a slot, a banner that appears would change the id
/// of every control below it: the keyboard, a press in progress and a screen reader's action would then reach a
/// different control. A part that draws nothing takes no space.
pub fn slot<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    slot_boxed(ui, Box::new(content))
}

/// Draws a boxed content, as egui does it: compiled once for all contents.
fn slot_boxed<R>(ui: &mut Ui, content: Box<dyn FnOnce(&mut Ui) -> R + '_>) -> R {
    let place = UiBuilder::new().max_rect(ui.available_rect_before_wrap()).layout(*ui.layout());
    let mut part = ui.new_child(place);
    let result = content(&mut part);
    let drawn = part.min_rect();
    if drawn.width() > 0.0 || drawn.height() > 0.0 {
        ui.advance_cursor_after_rect(drawn);
    } else {
        ui.skip_ahead_auto_ids(1); // as many as advancing the cursor takes
    }
    result
}

/// Adds a control that takes one id, or reserves that id while it is not shown. Returns whether it was clicked.
pub fn optional(ui: &mut Ui, shown: bool, control: impl FnOnce(&mut Ui) -> Response) -> bool {
    if shown {
        return control(ui).clicked();
    }
    ui.skip_ahead_auto_ids(1);
    false
}

/// Draws one of several similar parts, such as a row, with ids that depend on its key and not on its position.
pub fn keyed<R>(ui: &mut Ui, key: impl Hash + Debug, content: impl FnOnce(&mut Ui) -> R) -> R {
    let own = ui.unique_id().with(Id::unique(key));
    ui.scope_builder(UiBuilder::new().scope_id(own), content).inner
}
