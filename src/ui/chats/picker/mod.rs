//! Finding chats and selecting many: a search field, a filter, a table that draws only its visible rows, and the acts
//! on the selected chats.

mod columns;
mod row;
mod table;
mod tools;

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{Rect, RichText, Ui};

use super::ChatsView;
use crate::model::{Action, Asked, ChatsAction, CurrentRun, FoundChats, Instance, RunStep};
use crate::store::{ArchiveCounts, ArchiveRunId, ChatState, RowId};
use crate::tr;
use crate::ui::dropped::dropped_list;
use crate::ui::failure::{self, FailureView, remedy_act};
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{RowCursor, Spinner, card};
use crate::ui::{ViewState, text};
use crate::work::chats::{Filter, Sort, View};

/// Minimum number of visible rows; in a window that is too low for them the page scrolls.
const ROWS_AT_LEAST: f32 = 5.0;

/// The choice of chats to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChatFilter {
    #[default]
    All,
    NotArchived,
    Archived,
    People,
    Groups,
    /// The chats that were selected when this filter was set.
    Selected,
    /// The chats of the shown run.
    Run,
    /// The chats of the shown run that are not in the state it aims at.
    RunFailed,
}

/// View state of one instance's picker, kept between frames.
#[derive(Debug, Default)]
pub struct PickerView {
    typed: String,
    which: ChatFilter,
    sort: Sort,
    /// The selected chats by id, so that the selection outlives a search, a filter and a new list.
    selected: Arc<HashSet<RowId>>,
    /// Whether the table has to come into view: an imported list has selected chats.
    comes_into_view: bool,
    /// Whether chats were deselected otherwise than one by one since the last frame.
    is_deselected: bool,
    /// The row that has the keyboard focus, or would get it.
    cursor: RowCursor,
    /// Index of the row at which a range begins.
    anchor: Option<usize>,
    /// Whether all shown chats are selected, with the revision of the shown chats and the number of selected chats for
    /// which this was computed.
    all: Option<(u64, usize, bool)>,
    /// Height of the content under the table, in points.
    below: f32,
    /// Whether a run has been seen running.
    watches_run: bool,
    /// The run that was shown last.
    run: Option<ArchiveRunId>,
    /// The search text, filter and order with which the table was last drawn.
    drawn: (String, ChatFilter, Sort),
    failed: Option<FailedChats>,
}

/// The failed chats of a run, with the chats and the counts from which they were collected.
#[derive(Debug)]
struct FailedChats {
    of: Arc<[RowId]>,
    counts: ArchiveCounts,
    failed: Arc<HashSet<RowId>>,
}

impl PickerView {
    /// Selects these chats and deselects all others.
    pub fn select(&mut self, chats: impl IntoIterator<Item = RowId>) {
        self.selected = Arc::new(chats.into_iter().collect());
        self.comes_into_view = true;
        self.typed.clear();
        self.which = if self.selected.is_empty() { ChatFilter::All } else { ChatFilter::Selected };
    }

    /// Lets the filter and the selection follow the shown run. Returns whether the shown chats have to be found again.
    fn follow_run(&mut self, instance: &Instance) -> bool {
        let current = instance.chats.runs.current.as_ref();
        let shown = current.map(|current| current.run.id);
        let is_other = std::mem::replace(&mut self.run, shown) != shown;
        let undoes = current.is_some_and(|current| is_other && current.run.undoes.is_some());
        if undoes {
            // What the undone run had left is not the next thing to do.
            self.deselect();
        }
        let is_of_run = matches!(self.which, ChatFilter::Run | ChatFilter::RunFailed)
            || undoes && self.which == ChatFilter::Selected;
        if is_other && is_of_run {
            self.which = if current.is_some() { ChatFilter::Run } else { ChatFilter::All };
        }
        self.deselect_finished(instance);
        (is_other && is_of_run) | self.leave_empty_selection(current.is_some())
    }

    /// Shows the chats of the run, or else all, once none of those is selected that were when the filter was set. Returns
    /// whether it does.
    fn leave_empty_selection(&mut self, has_run: bool) -> bool {
        let is_empty = self.which == ChatFilter::Selected && self.selected.is_empty() && self.is_deselected;
        self.is_deselected = false;
        if is_empty {
            self.which = if has_run { ChatFilter::Run } else { ChatFilter::All };
        }
        is_empty
    }

    /// Deselects all chats.
    fn deselect(&mut self) {
        self.selected = Default::default();
        self.is_deselected = true;
    }

    /// Deselects the chats that a run has finished once it ends, so that the next selection begins without them.
    fn deselect_finished(&mut self, instance: &Instance) {
        let runs = &instance.chats.runs;
        if runs.is_running() {
            self.watches_run = true;
            return;
        }
        let Some(current) = runs.current.as_ref().filter(|_| self.watches_run) else { return };
        if matches!(current.step, RunStep::Paused(_)) {
            return;
        }
        self.watches_run = false;
        let is_done = |state: &_| matches!(state, ChatState::Changed | ChatState::AlreadySo | ChatState::FoundSo);
        self.is_deselected = true;
        let selected = Arc::make_mut(&mut self.selected);
        for chat in current.ids_in(is_done) {
            selected.remove(chat);
        }
    }

    /// Shows the chats of the run that this filter selects.
    pub fn show_run(&mut self, which: ChatFilter) {
        self.typed.clear();
        self.which = which;
    }

    /// Whether all shown chats are selected. Recounted only after a change: counting takes too long for every frame.
    fn are_all_selected(&mut self, found: &FoundChats) -> bool {
        let now = (found.revision(), self.selected.len());
        match self.all {
            Some((revision, selected, all)) if (revision, selected) == now => all,
            _ => {
                let may_be = found.count() > 0 && self.selected.len() >= found.count();
                let all = may_be && found.shown().all(|row| self.selected.contains(&row.id));
                self.all = Some((now.0, now.1, all));
                all
            }
        }
    }

    /// Moves the cursor to the first row when the search, filter or order has changed. Returns whether it has.
    fn begins_anew(&mut self) -> bool {
        let (typed, which, sort) = &self.drawn;
        if (typed.as_str(), *which, *sort) == (self.typed.as_str(), self.which, self.sort) {
            return false;
        }
        self.drawn = (self.typed.clone(), self.which, self.sort);
        self.cursor.index = 0;
        true
    }

    /// Records the height of the content under the table. Returns `false` if it changed: the table then gets another
    /// height in the next frame.
    pub fn note_below(&mut self, ui: &Ui, height: f32) -> bool {
        let is_so = (self.below - height).abs() <= 0.5;
        if !is_so {
            self.below = height;
            ui.ctx().request_repaint();
        }
        is_so
    }

    /// Returns the action that asks for the chats to show now.
    pub fn find(&mut self, instance: &Instance) -> Action {
        Action::Chats(instance.key, ChatsAction::Find(self.asked(instance)))
    }

    /// Returns the search, filter and order of this view, and the chats it is limited to.
    fn asked(&mut self, instance: &Instance) -> Asked {
        let filter = match self.which {
            ChatFilter::NotArchived => Filter::NotArchived,
            ChatFilter::Archived => Filter::Archived,
            ChatFilter::People => Filter::People,
            ChatFilter::Groups => Filter::Groups,
            ChatFilter::All | ChatFilter::Selected | ChatFilter::Run | ChatFilter::RunFailed => Filter::All,
        };
        let run = instance.chats.runs.current.as_ref();
        let only = match self.which {
            ChatFilter::Selected => Some(self.selected.clone()),
            ChatFilter::Run => run.map(|run| run.all().clone()),
            ChatFilter::RunFailed => run.map(|run| self.failed_of(run)),
            ChatFilter::All
            | ChatFilter::NotArchived
            | ChatFilter::Archived
            | ChatFilter::People
            | ChatFilter::Groups => None,
        };
        Asked { view: View { text: self.typed.clone(), filter, sort: self.sort }, only }
    }

    /// Returns the failed chats of a run. Collected only after one has changed, and not with each key of the search.
    fn failed_of(&mut self, current: &CurrentRun) -> Arc<HashSet<RowId>> {
        let (ids, counts) = (current.ids(), current.run.counts);
        if let Some(known) = &self.failed
            && Arc::ptr_eq(&known.of, ids)
            && known.counts == counts
        {
            return known.failed.clone();
        }
        let failed: Arc<HashSet<RowId>> = Arc::new(current.ids_in(is_failed).cloned().collect());
        self.failed = Some(FailedChats { of: ids.clone(), counts, failed: failed.clone() });
        failed
    }
}

/// Whether the run is done with a chat that is not in the state it aims at.
pub fn is_failed(state: &ChatState) -> bool {
    use ChatState as S;
    match state {
        S::NotSeen | S::NoIncomingMessage | S::NotInContacts | S::Invalid(_) | S::Failed(_) | S::Unknown(_) => true,
        S::Waiting | S::Changing | S::Changed | S::AlreadySo | S::FoundSo => false,
    }
}

/// Draws why the chats could not be read.
pub fn failure_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    // A failure of the whole instance is shown with its state, and once is enough.
    let Some((told, exchange)) = instance.chats.known.failed() else { return };
    let remedy = failure::failure_ui(ui, FailureView::about(told, instance), exchange, view, actions);
    actions.extend(remedy.and_then(|remedy| remedy_act(remedy, instance.key)));
}

/// Draws the picker within this height, or within the height of a few rows if that is more.
pub fn picker_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, height: f32, actions: &mut Vec<Action>) {
    let chats = &instance.chats;
    if view.picker.follow_run(instance) {
        actions.push(view.picker.find(instance));
    }
    if instance.messenger().has_archive() {
        let dropped = dropped_list(ui, actions);
        actions.extend(dropped.map(|path| Action::Chats(instance.key, ChatsAction::ReadFile(path))));
    }
    let Some(found) = &chats.found else {
        waiting_ui(ui, instance, actions);
        return;
    };
    if found.list().rows.is_empty() {
        empty_ui(ui, instance, actions);
        return;
    }
    let top = ui.cursor().top();
    let picker = &mut view.picker;
    let before = (picker.typed.clone(), picker.which, picker.sort);
    tools::tools_ui(ui, instance, found, picker, actions);
    let above = ui.cursor().top() - top;
    let gaps = ui.spacing().item_spacing.y + space::M;
    let least = size::HIT + ROWS_AT_LEAST * size::TABLE_ROW + 2.0 * space::S;
    let height = (height - above - picker.below - gaps).max(least);
    table::table_ui(ui, instance, found, view, height, actions);
    let picker = &mut view.picker;
    if std::mem::take(&mut picker.comes_into_view) {
        ui.scroll_to_rect(Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=ui.cursor().top()), None);
    }
    if before != (picker.typed.clone(), picker.which, picker.sort) {
        actions.push(picker.find(instance));
        picker.cursor.index = 0;
        picker.anchor = None;
    }
}

fn waiting_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let chats = &instance.chats;
    let is_loading = chats.is_asking() || chats.wanted || chats.making.is_some();
    if !is_loading || chats.known.failure.is_some() || !instance.has_token() {
        // A list can still be imported when the instance's own is not available.
        ui.horizontal(|ui| tools::lists_ui(ui, instance, actions));
        return;
    }
    card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add(Spinner::new());
            ui.label(RichText::new(tr!("chats-loading")).color(t.muted));
        });
    });
}

fn empty_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    card(ui, |ui| {
        ui.label(tr!("chats-none"));
        ui.label(font::running(tr!("chats-none-text")).color(t.muted));
        ui.horizontal(|ui| tools::lists_ui(ui, instance, actions));
    });
}

/// Returns the time of the list, if it is old enough to mention.
fn age(instance: &Instance) -> Option<String> {
    let known = &instance.chats.known;
    known.at().filter(|_| known.is_old()).map(|at| tr!("header-as-of", time = text::age(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::{ArchiveDirection, IdInstance, Messenger, now};
    use crate::store::{ArchiveItem, ArchiveRun};

    #[test]
    fn the_failed_chats_of_a_run_are_collected_only_after_one_has_changed() {
        let run = ArchiveRun {
            id: ArchiveRunId(1),
            instance: IdInstance::parse("7103004512").unwrap(),
            direction: ArchiveDirection::Archive,
            undoes: None,
            begun: now(),
            ended: None,
            verified: None,
            stopped: false,
            under_way: false,
            counts: ArchiveCounts { waiting: 1, not_in_contacts: 1, ..ArchiveCounts::default() },
            number: None,
            to_undo: 0,
        };
        let item = |position, state| ArchiveItem {
            position,
            chat: format!("7999204771{position}@c.us"),
            name: String::new(),
            was: None,
            asked: 0,
            state,
            changed: now(),
        };
        let items = vec![item(1, ChatState::Waiting), item(2, ChatState::NotInContacts)];
        let mut current = CurrentRun::new(run, items.clone(), Messenger::WhatsApp);
        let mut picker = PickerView::default();
        let first = picker.failed_of(&current);
        assert_eq!(first.len(), 1);
        assert!(Arc::ptr_eq(&first, &picker.failed_of(&current)));

        let items = vec![item(1, ChatState::NotInContacts), items[1].clone()];
        let counts = ArchiveCounts { waiting: 0, not_in_contacts: 2, ..current.run.counts };
        current.renew(CurrentRun::new(ArchiveRun { counts, ..current.run.clone() }, items, Messenger::WhatsApp));
        assert_eq!(picker.failed_of(&current).len(), 2);
    }
}
