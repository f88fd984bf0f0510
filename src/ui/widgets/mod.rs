//! The few widgets that egui lacks or that look alike on every screen: buttons by their weight, cards, banners, badges,
//! fields with labels, icons, the focus ring.

mod anchor;
mod announce;
mod badge;
mod banner;
mod button;
mod card;
mod check_row;
mod drop_down;
mod field;
mod finding;
mod focus;
mod heading;
mod icon;
mod menu;
mod name;
mod one_stop;
mod page;
mod progress;
mod row;
mod spinner;
mod state_mark;
mod table;
mod unequal_rows;
mod virtual_rows;
mod wheel;

pub use anchor::start_at_top;
pub use announce::announce;
pub use badge::{Badge, Tone};
pub use banner::{Banner, Mark};
pub use button::{ActButton, icon_only, link};
pub use card::{card, divider, quiet_box};
pub use check_row::{check_row, paint_box};
pub use drop_down::drop_down;
pub use field::{Contents, Field, MAX_CHARS, forget_typed, labelled};
pub use finding::{find, report_search};
pub use focus::{FocusInSight, FocusPath, OpenQuestion, land, landing, paint_focus_ring};
pub use heading::{card_heading, heading, large_title, name_title, title};
pub use icon::{Icon, icon_ui};
pub use menu::{menu_act, menu_item, row_menu};
pub use name::{Sight, name_galley, name_label};
pub use one_stop::OneStop;
pub use page::{PAGE_END, keyed, optional, page, page_of_entries, side_margin, slot};
pub use progress::{bar_and_words, progress_bar};
pub use row::{break_row, row_with_end};
pub use spinner::Spinner;
pub use state_mark::{StateShape, state_mark};
pub use table::{
    TABLE_MARGIN, cell_ui, line_under, paint_cell, paint_cells, paint_raised, paint_tick, table_card, table_head,
    table_row,
};
pub use unequal_rows::RowHeights;
pub use virtual_rows::{RowCursor, VirtualRows};
pub use wheel::scroll_source;
