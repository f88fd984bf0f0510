//! Finding chats and choosing many: a field that searches, a filter, a table in which only the rows that can be seen are
//! drawn, and what is done with those that are chosen.

mod columns;
mod keys;
mod row;
mod table;
mod tools;

use std::{collections::HashSet, sync::Arc};

use eframe::egui::{Id, RichText, Ui};

use super::ChatsView;
use crate::{
    model::{Action, Asked, ChatsAction, CurrentRun, FoundChats, Instance, InstanceKey, RunStep},
    store::{ChatState, RowId},
    tr,
    ui::{
        ViewState,
        failure::{self, FailureView, remedy_act},
        text,
        theme::{Tokens, size, space},
        widgets::card,
    },
    work::chats::{Filter, Sort, View},
};

/// So many rows are seen at least; in a window that is too low for them the page scrolls.
const ROWS_AT_LEAST: f32 = 5.0;

/// Which chats are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChatFilter {
    #[default]
    All,
    NotArchived,
    Archived,
    People,
    Groups,
    /// Those that were chosen when this was.
    Selected,
    /// Those of the run that is shown.
    Run,
    /// Those of it that are not as it wants them.
    RunFailed,
}

/// What the picker of one instance remembers between frames.
#[derive(Debug, Default)]
pub struct PickerView {
    typed: String,
    which: ChatFilter,
    sort: Sort,
    /// By chat, so that it outlives a search, a filter and a new list.
    selected: Arc<HashSet<RowId>>,
    /// The place of the row that has the keyboard, or would have it.
    cursor: usize,
    /// Where a range begins.
    anchor: Option<usize>,
    /// The row at the cursor is to be brought into view and take the keyboard.
    go_to_cursor: bool,
    /// The keys have led there: the table is to be brought into view, too.
    by_key: bool,
    /// Whether all that are shown are chosen, as counted for so many chosen in this revision of what is shown.
    all: Option<(u64, usize, bool)>,
    /// How high is what stands under the table.
    below: f32,
    /// A run was seen to go on.
    watches_run: bool,
    /// What was searched for, and how it was sorted, when the table was last drawn.
    drawn: (String, ChatFilter, Sort),
}

impl PickerView {
    /// Chooses these, and none of those that were chosen before.
    pub fn select(&mut self, chats: impl IntoIterator<Item = RowId>) {
        self.selected = Arc::new(chats.into_iter().collect());
        self.typed.clear();
        self.which = if self.selected.is_empty() { ChatFilter::All } else { ChatFilter::Selected };
    }

    /// What a run has done is chosen no longer once it has ended: the next choice begins without it.
    fn follow_run(&mut self, instance: &Instance) {
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
        let done = ids_of(instance, current, |state| {
            matches!(state, ChatState::Changed | ChatState::AlreadySo | ChatState::FoundSo)
        });
        Arc::make_mut(&mut self.selected).retain(|chat| !done.contains(chat));
    }

    /// Shows the chats of the run, or those of it that failed.
    pub fn show_run(&mut self, failed: bool) {
        self.typed.clear();
        self.which = if failed { ChatFilter::RunFailed } else { ChatFilter::Run };
    }

    /// Counted anew only after a change: a frame has no time for it.
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

    /// Another search, filter or order begins at its first row. True if this is one.
    fn begins_anew(&mut self) -> bool {
        let (typed, which, sort) = &self.drawn;
        if (typed.as_str(), *which, *sort) == (self.typed.as_str(), self.which, self.sort) {
            return false;
        }
        self.drawn = (self.typed.clone(), self.which, self.sort);
        self.cursor = 0;
        true
    }

    /// False if the table will have another height for it.
    pub fn note_below(&mut self, ui: &Ui, height: f32) -> bool {
        let is_so = (self.below - height).abs() <= 0.5;
        if !is_so {
            self.below = height;
            ui.ctx().request_repaint();
        }
        is_so
    }

    /// Asks for what is to be shown now.
    pub fn find(&self, instance: &Instance) -> Action {
        Action::Chats(instance.key, ChatsAction::Find(self.asked(instance)))
    }

    /// What this view wants shown.
    fn asked(&self, instance: &Instance) -> Asked {
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
            ChatFilter::Run => run.map(|run| ids_of(instance, run, |_| true)),
            ChatFilter::RunFailed => run.map(|run| ids_of(instance, run, is_failed)),
            _ => None,
        };
        Asked { view: View { text: self.typed.clone(), filter, sort: self.sort }, only }
    }
}

/// Whether a chat is at its end, and not as the run wants it.
pub fn is_failed(state: &ChatState) -> bool {
    use ChatState as S;
    match state {
        S::NotSeen | S::NoIncomingMessage | S::NotInContacts | S::Invalid(_) | S::Failed(_) | S::Unknown(_) => true,
        S::Waiting | S::Changing | S::Changed | S::AlreadySo | S::FoundSo => false,
    }
}

fn ids_of(instance: &Instance, run: &CurrentRun, of: impl Fn(&ChatState) -> bool) -> Arc<HashSet<RowId>> {
    let items = run.items().iter().filter(|item| of(&item.state));
    Arc::new(items.map(|item| RowId::of_server(&item.chat, instance.messenger())).collect())
}

/// The field that searches, for the key that leads there.
pub fn search_id(key: InstanceKey) -> Id {
    Id::unique(("chats-search", key))
}

/// Why the chats were not told.
pub fn failure_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let known = &instance.chats.known;
    // What concerns the whole instance is told by its state, and once is enough.
    let Some(told) = &known.failure else { return };
    let remedy = failure::failure_ui(ui, FailureView::about(told, instance), known.exchange.as_ref(), view, actions);
    actions.extend(remedy.and_then(|remedy| remedy_act(remedy, instance.key)));
}

/// Draws the picker into this height, or into as much as a few rows take.
pub fn picker_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, height: f32, actions: &mut Vec<Action>) {
    let chats = &instance.chats;
    view.picker.follow_run(instance);
    if ui.input(|input| !input.raw.dropped_files.is_empty()) {
        drop_ui(ui, instance, actions);
    }
    let Some(found) = &chats.found else {
        waiting_ui(ui, instance, actions);
        return;
    };
    if found.list().rows.is_empty() && chats.imported.is_empty() {
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
    let picker = &view.picker;
    if before != (picker.typed.clone(), picker.which, picker.sort) {
        actions.push(picker.find(instance));
        view.picker.cursor = 0;
        view.picker.anchor = None;
    }
}

/// A file was dropped on the window: it is a list.
fn drop_ui(ui: &Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let path = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = path.filter(|_| instance.messenger().has_archive()) {
        actions.push(Action::Chats(instance.key, ChatsAction::ReadFile(path)));
    }
}

fn waiting_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let chats = &instance.chats;
    if chats.known.failure.is_some() || instance.credentials().is_none() {
        // Without a list of its own, one can still be brought.
        ui.horizontal(|ui| tools::lists_ui(ui, instance, actions));
        return;
    }
    card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(RichText::new(tr!("chats-loading")).color(t.muted));
        });
    });
}

fn empty_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    card(ui, |ui| {
        ui.label(tr!("chats-none"));
        ui.label(RichText::new(tr!("chats-none-text")).color(t.muted));
        ui.horizontal(|ui| tools::lists_ui(ui, instance, actions));
    });
}

/// When the list was told, if that is worth saying.
fn age(instance: &Instance) -> Option<String> {
    let known = &instance.chats.known;
    known.at().filter(|_| known.is_old()).map(|at| tr!("header-as-of", time = text::age(at)))
}
