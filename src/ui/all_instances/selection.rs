//! The number of selected instances, and what is done with them: clearing their queues.

use eframe::egui::{RichText, Ui, Vec2};

use super::AllInstancesView;
use crate::model::{Action, Instance, Model, Waiting};
use crate::tr;
use crate::ui::dialogs::number_words;
use crate::ui::theme::{Tokens, size, space};
use crate::ui::widgets::{ActButton, link};

/// Draws how many instances are selected, the links that select and deselect, and the button for an act on the selected
/// ones. The line is there before anything is selected, so that the table does not move under the pointer.
pub fn selection_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &[usize],
    view: &mut AllInstancesView,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(size::CONTROL);
        ui.spacing_mut().item_spacing = Vec2::new(space::M, space::XS);
        let selected = view.selected.len();
        let count = match selected {
            0 => tr!("all-instances-none-selected"),
            _ => tr!("all-instances-selected", count = selected),
        };
        ui.label(RichText::new(count).color(Tokens::of(ui).muted));
        if shown.is_empty() && selected == 0 {
            return;
        }
        if link(ui, tr!("all-instances-select-shown", count = shown.len())).clicked() {
            view.selected.extend(shown.iter().map(|&index| model.instances[index].key));
        }
        if selected == 0 {
            return;
        }
        if link(ui, tr!("all-instances-select-none")).clicked() {
            view.selected.clear();
        }
        clear_ui(ui, model, shown, view, actions);
    });
}

/// Draws the button that asks about clearing the queues of the selected instances, in the order of the page. Those that
/// cannot be cleared are left out by the question, with the reason; those that are empty or never cleared with others are
/// not counted.
fn clear_ui(ui: &mut Ui, model: &Model, shown: &[usize], view: &AllInstancesView, actions: &mut Vec<Action>) {
    let is_selected = |instance: &&Instance| view.selected.contains(&instance.key);
    let shown: Vec<&Instance> = shown.iter().filter_map(|&index| model.instances.get(index)).collect();
    let is_hidden = |instance: &&Instance| !shown.iter().any(|shown| shown.key == instance.key);
    let hidden = model.instances.iter().filter(is_selected).filter(is_hidden);
    let selected: Vec<&Instance> = shown.iter().copied().filter(is_selected).chain(hidden).collect();
    let is_counted =
        |instance: &&Instance| instance.never_with_others().is_none() && instance.waiting() != Waiting::Exactly(0);
    let counted: Vec<&Instance> = selected.iter().copied().filter(is_counted).collect();
    let counted = if counted.is_empty() { &selected } else { &counted };
    // It stays enabled when nothing waits: the focus returns to it after a clearing.
    let words = match Model::total_waiting(counted) {
        Waiting::Unknown | Waiting::Exactly(0) => tr!("clear-several-open-unknown", queues = counted.len()),
        waiting => tr!("clear-several-open", queues = counted.len(), messages = number_words(waiting)),
    };
    if ui.add(ActButton::danger(words)).clicked() {
        actions.push(match selected.as_slice() {
            [only] => Action::AskClear(only.key),
            several => Action::AskClearSeveral(several.iter().map(|instance| instance.key).collect()),
        });
    }
}
