//! All instances at a glance: what each needs, its state, its queue, and what to do next.

mod cells;
mod columns;
mod head;
mod next;
mod order;
mod paint;
mod row;
mod selection;
mod sparkline;
mod table;
#[cfg(test)]
mod tests;
mod tools;

use std::collections::{BTreeSet, HashSet};

use eframe::egui::Ui;

use self::order::HeldOrder;
use self::tools::{Layout, SelectionPlace};
use super::ViewState;
use super::instance_search::FoldedTexts;
use super::theme::{size, space};
use super::widgets::{PAGE_END, RowCursor};
use crate::model::{Action, InstanceKey, Model, TaskId};
use crate::work::clear_queue::ClearEnding;

/// Minimum number of visible rows.
const ROWS_AT_LEAST: f32 = 3.0;

/// Below this width the words of the head and the filters are shorter, an unused filter shows its name if there is no room
/// for more, and there is no room for the course of a queue: the time of the check is under the state.
const NARROW: f32 = 780.0;

/// State of the page, kept between frames. The filter and the order are settings.
#[derive(Debug, Default)]
pub struct AllInstancesView {
    typed: String,
    /// The selected instances; the selection outlives a search, a filter and another order.
    selected: BTreeSet<InstanceKey>,
    /// The row that has the keyboard focus, or would get it.
    cursor: RowCursor,
    /// The instance of that row, which the cursor follows when the order changes.
    cursor_at: Option<InstanceKey>,
    /// Whether that row had the keyboard focus when it was drawn last.
    cursor_has_focus: bool,
    /// The instance at which a range begins.
    anchor: Option<InstanceKey>,
    /// The order of the rows while the pointer is over them or any is selected.
    held: Option<HeldOrder>,
    /// The clearings of selected queues that were seen under way.
    clearings: HashSet<TaskId>,
    /// Whether the keyboard focus goes to the row at the cursor once no question is open.
    returns: bool,
}

impl AllInstancesView {
    /// Returns the typed search, as it is compared.
    fn sought(&self) -> String {
        self.typed.trim().to_lowercase()
    }

    /// Returns the indices of the instances to show, in their order, and forgets a held order that is over.
    fn shown(&mut self, model: &Model, texts: &FoldedTexts) -> Vec<usize> {
        let sought = self.sought();
        let held = self.held.as_ref().and_then(|held| held.of(model, &sought));
        self.held.take_if(|_| held.is_none());
        held.unwrap_or_else(|| order::arranged(&model.instances, &model.settings.list, &sought, texts))
    }

    fn forget_removed(&mut self, model: &Model) {
        self.selected.retain(|key| model.instance(*key).is_some());
    }

    /// Deselects the queues that were cleared and seen empty. The keyboard focus then returns to the table, because the
    /// button that opened the question may be gone.
    fn deselect_cleared(&mut self, ui: &Ui, model: &Model) {
        let before = self.selected.len();
        self.selected.retain(|key| {
            let Some(clear) = model.instance(*key).and_then(|instance| instance.clear.as_ref()) else { return true };
            let machine = &clear.progress.machine;
            if machine.is_under_way() {
                self.clearings.insert(clear.task);
                return true;
            }
            !(self.clearings.remove(&clear.task) && matches!(machine.ending(), Some(ClearEnding::Empty { .. })))
        });
        let last: HashSet<TaskId> =
            model.instances.iter().filter_map(|instance| Some(instance.clear.as_ref()?.task)).collect();
        self.clearings.retain(|task| last.contains(task));
        self.returns |= self.selected.len() < before;
        if model.dialog.is_none() && std::mem::take(&mut self.returns) {
            // The user may be typing a search meanwhile.
            self.cursor.goes_there |= !ui.ctx().text_edit_focused();
        }
    }
}

/// Draws the head of the page.
pub fn head_ui(ui: &mut Ui, model: &Model, view: &ViewState) -> Vec<Action> {
    let page = &view.all_instances;
    let sought = page.sought();
    let shown = order::narrowed(&model.instances, &model.settings.list, &sought, &view.texts);
    // Rows that keep their places are shown even if they no longer pass the filter.
    let held = page.held.as_ref().and_then(|held| held.of(model, &sought));
    head::head_ui(ui, model, shown.map(|shown| held.map_or(shown, |held| held.len())))
}

pub fn all_instances_ui(ui: &mut Ui, model: &Model, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let page = &mut view.all_instances;
    page.forget_removed(model);
    page.deselect_cleared(ui, model);
    ui.spacing_mut().item_spacing.y = space::M;
    let layout = Layout::within(ui, model, selection::widths_beside(ui, model));
    let place = layout.selection;
    let shown = ui.horizontal(|ui| {
        tools::tools_ui(ui, model, &layout, page, &mut actions);
        let shown = page.shown(model, &view.texts);
        if place == SelectionPlace::BesideFilters {
            selection::selection_ui(ui, model, &shown, page, place, &mut actions);
        }
        shown
    });
    let shown = shown.inner;
    if place == SelectionPlace::BelowFilters {
        selection::selection_ui(ui, model, &shown, page, place, &mut actions);
    }
    let least = size::HIT + ROWS_AT_LEAST * size::TALL_ROW + 2.0 * space::S;
    let height = (ui.available_height() - PAGE_END).max(least);
    table::table_ui(ui, model, &shown, page, height, &mut actions);
    actions
}
