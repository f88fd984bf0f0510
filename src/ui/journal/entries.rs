//! The entries of the journal, day by day. They are one stop of Tab; the arrow keys lead from one to the next, over the
//! days.

use std::collections::HashMap;

use eframe::egui::{Sense, Ui};
use jiff::civil::Date;

use super::entry::{entry_ui, height, open_ui};
use super::{name_of, name_of_group};
use crate::green_api::IdInstance;
use crate::model::{Action, JournalDay, JournalList, Model};
use crate::store::JournalId;
use crate::ui::text;
use crate::ui::widgets::{RowCursor, RowHeights, card, card_heading, divider, keyed};

/// State of the entries, kept between frames.
#[derive(Debug, Default)]
pub struct Entries {
    days: HashMap<Date, RowHeights>,
    /// The requests of the open entry.
    requests: Option<(JournalId, RowHeights)>,
    /// The entry that Tab leads to, counted over all days.
    cursor: RowCursor,
    /// The entry that Tab leads to while the one at the cursor is out of sight.
    stop: usize,
}

/// An entry and its place in the list.
struct Place<'a> {
    day: &'a JournalDay,
    /// Counted over all days.
    first: usize,
    /// Number of all entries.
    count: usize,
}

impl Entries {
    /// Draws the entries, of which only the visible ones make words.
    pub fn show(&mut self, ui: &mut Ui, model: &Model, list: &JournalList, actions: &mut Vec<Action>) {
        let count = list.read as usize;
        self.cursor.index = self.cursor.index.min(count.saturating_sub(1));
        let (stop, mut first) = (self.stop, 0);
        let mut drawn = Vec::new();
        for day in &list.days {
            card_heading(ui, &text::dated_day(day.date));
            card(ui, |ui| self.day_ui(ui, model, &Place { day, first, count }, &mut drawn, actions));
            first += day.groups.len();
        }
        let seen = drawn.iter().find(|(_, is_seen)| *is_seen).map_or(0, |(index, _)| *index);
        let has_cursor = drawn.iter().any(|(index, _)| *index == self.cursor.index);
        self.stop = if has_cursor { self.cursor.index } else { seen };
        if self.stop != stop {
            ui.ctx().request_repaint();
        }
    }

    fn day_ui(
        &mut self,
        ui: &mut Ui,
        model: &Model,
        place: &Place<'_>,
        drawn: &mut Vec<(usize, bool)>,
        actions: &mut Vec<Action>,
    ) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let Self { days, requests, cursor, stop } = self;
        let usual = height(ui.available_width()) + 2.0 * ui.spacing().item_spacing.y + 1.0;
        let page = ((ui.clip_rect().height() / usual) as usize).saturating_sub(1).max(1);
        let heights = days.entry(place.day.date).or_default();
        if cursor.goes_there
            && let Some(index) = cursor.index.checked_sub(place.first)
        {
            heights.scroll_to(ui, index, usual);
        }
        heights.show(ui, place.day.groups.len(), usual, |ui, index| {
            let (group, number) = (&place.day.groups[index], place.first + index);
            let open = model.journal.open.as_ref().filter(|open| open.id == group.id);
            let of = name_of_group(model, group);
            keyed(ui, group.id, |ui| {
                if index > 0 {
                    divider(ui);
                }
                let sense = if number == *stop { Sense::click() } else { Sense::CLICK };
                let entry = entry_ui(ui, group, &of, open.is_some(), sense);
                drawn.push((number, ui.clip_rect().contains_rect(entry.rect)));
                if entry.clicked() {
                    actions.push(Action::OpenGroup(group.id));
                }
                if entry.clicked() || (entry.has_focus() && !cursor.goes_there) {
                    cursor.index = number;
                }
                if number == cursor.index {
                    cursor.keys_ui(ui, &entry, place.count, page);
                }
                if let Some(open) = open {
                    let known = requests.take_if(|(id, _)| *id == group.id);
                    let (_, heights) = requests.insert(known.unwrap_or((group.id, RowHeights::default())));
                    let name = |id: &IdInstance| name_of(model, id).full;
                    actions.extend(open_ui(ui, group, &of, open, heights, &name));
                }
            });
        });
    }
}
