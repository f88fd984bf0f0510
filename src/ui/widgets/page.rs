//! The scrolling ground of a page: cards in a column, the scroll bar out at the window's edge.

use eframe::egui::{Frame, IdSalt, Margin, ScrollArea, Ui};

use crate::ui::theme::{size, space};

/// The margin at both sides of a page in a window of this width.
pub fn side_margin(window_width: f32) -> i8 {
    if window_width < size::FOLD_BELOW { space::M as i8 } else { space::XL as i8 }
}

/// A page that scrolls as a whole. Its cards stand one step apart.
pub fn page(ui: &mut Ui, salt: IdSalt, content: impl FnOnce(&mut Ui)) {
    let side = side_margin(ui.ctx().content_rect().width());
    ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: side, right: side, top: 0, bottom: space::M as i8 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::M + 2.0;
            content(ui);
        });
    });
}
