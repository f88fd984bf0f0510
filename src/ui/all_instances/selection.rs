//! The line above the table: the number of selected instances, and what is done with them: clearing their queues.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::AllInstancesView;
use crate::model::{Action, Instance, Model, Waiting};
use crate::tr;
use crate::ui::dialogs::number_words;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, link, optional, row_with_end};

/// Draws the links that select and deselect, and the button for an act on the selected instances. The line has the same
/// height with and without a selection, so that the first tick moves no row.
pub fn selection_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &[usize],
    view: &mut AllInstancesView,
    actions: &mut Vec<Action>,
) {
    let width = ui.available_width();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let asks = selected(model, shown, view);
        let act = (!asks.is_empty()).then(|| clear_words(ui, &asks, width));
        let clicked = row_with_end(
            ui,
            size::CONTROL,
            |ui| links_ui(ui, model, shown, view),
            |ui| optional(ui, act.is_some(), |ui| ui.add(ActButton::danger(act.unwrap_or_default()))),
        );
        if clicked.1 {
            actions.push(match asks.as_slice() {
                [only] => Action::AskClear(only.key),
                several => Action::AskClearSeveral(several.iter().map(|instance| instance.key).collect()),
            });
        }
    });
}

/// Draws the number of selected instances, and the links, as far as there is room. The box in the head of the table
/// selects all shown, too.
fn links_ui(ui: &mut Ui, model: &Model, shown: &[usize], view: &mut AllInstancesView) {
    let count = view.selected.len();
    let words =
        if count == 0 { tr!("all-instances-none-selected") } else { tr!("all-instances-selected", count = count) };
    let all = tr!("all-instances-select-shown", count = shown.len());
    let none = tr!("all-instances-select-none");
    let none = (count > 0).then_some(none);
    let width = |text: &str| font::text_width(ui, text, TextStyle::Body) + ui.spacing().item_spacing.x;
    let needed = width(&words) + none.as_deref().map_or(0.0, width) + width(&all);
    let has_room = needed <= ui.available_width() && (!shown.is_empty() || count > 0);
    ui.add(Label::new(RichText::new(words).color(Tokens::of(ui).muted)).truncate());
    if optional(ui, has_room, |ui| link(ui, all)) {
        view.selected.extend(shown.iter().map(|&index| model.instances[index].key));
    }
    if optional(ui, none.is_some(), |ui| link(ui, none.unwrap_or_default())) {
        view.selected.clear();
    }
}

/// Returns the selected instances in the order of the page, those that it does not show last.
fn selected<'a>(model: &'a Model, shown: &[usize], view: &AllInstancesView) -> Vec<&'a Instance> {
    let is_selected = |instance: &&Instance| view.selected.contains(&instance.key);
    let shown: Vec<&Instance> = shown.iter().filter_map(|&index| model.instances.get(index)).collect();
    let is_hidden = |instance: &&Instance| !shown.iter().any(|shown| shown.key == instance.key);
    let hidden = model.instances.iter().filter(is_selected).filter(is_hidden);
    shown.iter().copied().filter(is_selected).chain(hidden).collect()
}

/// Returns the words of the button that asks about clearing these queues, which a narrow window shortens. Those that
/// cannot be cleared are left out by the question, with the reason; those that are empty or never cleared with others are
/// not counted.
fn clear_words(ui: &Ui, selected: &[&Instance], width: f32) -> String {
    let is_counted =
        |instance: &&Instance| instance.never_with_others().is_none() && instance.waiting() != Waiting::Exactly(0);
    let counted: Vec<&Instance> = selected.iter().copied().filter(is_counted).collect();
    let counted = if counted.is_empty() { selected } else { &counted };
    let short = tr!("clear-several-open-unknown", queues = counted.len());
    // It stays enabled when nothing waits: not every queue may have been read.
    let whole = match Model::total_waiting(counted) {
        Waiting::Unknown | Waiting::Exactly(0) => return short,
        waiting => tr!("clear-several-open", queues = counted.len(), messages = number_words(waiting)),
    };
    let words = [tr!("all-instances-selected", count = selected.len()), tr!("all-instances-select-none")];
    let gap = ui.spacing().item_spacing.x;
    let links: f32 = words.iter().map(|words| font::text_width(ui, words, TextStyle::Body) + gap).sum();
    if links + ActButton::danger(&whole).width(ui) > width { short } else { whole }
}
