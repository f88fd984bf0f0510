//! The number of selected instances, and what is done with them: clearing their queues. Beside the filters, or on a line of
//! its own below them.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::AllInstancesView;
use super::tools::SelectionPlace;
use crate::model::{Action, Instance, Model, Waiting};
use crate::tr;
use crate::ui::dialogs::number_words;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Icon, icon_only, link, optional, row_with_end};

/// Number of messages for which there is room in the button of the act.
const MESSAGES: u64 = 9_999;

/// Returns the width of [`selection_ui`] beside the filters with the whole words of its button, and with the short ones.
/// Neither depends on what is selected.
pub fn widths_beside(ui: &Ui, model: &Model) -> [f32; 2] {
    let all = model.instances.len();
    let messages = number_words(Waiting::Exactly(MESSAGES));
    let words =
        [tr!("clear-several-open", queues = all, messages = messages), tr!("clear-several-open-unknown", queues = all)];
    let selects = font::text_width(ui, &tr!("all-instances-select-shown", count = all), TextStyle::Body);
    words.map(|act| (beside_act(ui, all) + ActButton::danger(act).width(ui)).max(selects))
}

/// Returns the width of what is beside the button of the act, in points.
fn beside_act(ui: &Ui, selected: usize) -> f32 {
    let count = tr!("all-instances-selected", count = selected);
    font::text_width(ui, &count, TextStyle::Body) + size::HIT + 2.0 * space::S
}

/// Draws the number of selected instances, the links that select and deselect, and the button for an act on the selected
/// instances. The height is the same with and without a selection, so that the first tick moves no row.
pub fn selection_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &[usize],
    view: &mut AllInstancesView,
    place: SelectionPlace,
    actions: &mut Vec<Action>,
) {
    let width = ui.available_width();
    ui.scope(|ui| {
        let asks = selected(model, shown, view);
        let act_ui = |ui: &mut Ui, act: Option<String>| {
            optional(ui, act.is_some(), |ui| ui.add(ActButton::danger(act.unwrap_or_default())))
        };
        let clicked = match place {
            SelectionPlace::BelowFilters => {
                ui.spacing_mut().item_spacing.x = space::M;
                let act = (!asks.is_empty()).then(|| clear_words(ui, &asks, width - links_width(ui, asks.len())));
                row_with_end(ui, size::CONTROL, |ui| links_ui(ui, model, shown, view), |ui| act_ui(ui, act)).1
            }
            SelectionPlace::BesideFilters => {
                let act = (!asks.is_empty()).then(|| clear_words(ui, &asks, width - beside_act(ui, asks.len())));
                let end = |ui: &mut Ui| {
                    short_links_ui(ui, model, shown, view);
                    act_ui(ui, act)
                };
                row_with_end(ui, size::CONTROL, |_| {}, end).1
            }
        };
        if clicked {
            actions.push(ask(&asks));
        }
    });
}

/// Returns the action that asks about clearing these queues.
fn ask(selected: &[&Instance]) -> Action {
    match selected {
        [only] => Action::AskClear(only.key),
        several => Action::AskClearSeveral(several.iter().map(|instance| instance.key).collect()),
    }
}

/// Draws the link that selects all shown rows or, once any is selected, the number of selected instances and a cross that
/// deselects them. The box in the head of the table selects all shown, too.
fn short_links_ui(ui: &mut Ui, model: &Model, shown: &[usize], view: &mut AllInstancesView) {
    let count = view.selected.len();
    let all = tr!("all-instances-select-shown", count = shown.len());
    if optional(ui, count == 0 && !shown.is_empty(), |ui| link(ui, all)) {
        select_shown(model, shown, view);
    }
    let words = tr!("all-instances-selected", count = count);
    let words = Label::new(RichText::new(words).color(Tokens::of(ui).muted));
    optional(ui, count > 0, |ui| ui.add(words));
    if optional(ui, count > 0, |ui| icon_only(ui, Icon::Cross, &tr!("all-instances-select-none"))) {
        view.selected.clear();
    }
}

fn select_shown(model: &Model, shown: &[usize], view: &mut AllInstancesView) {
    view.selected.extend(shown.iter().map(|&index| model.instances[index].key));
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
        select_shown(model, shown, view);
    }
    if optional(ui, none.is_some(), |ui| link(ui, none.unwrap_or_default())) {
        view.selected.clear();
    }
}

/// Returns the width of the number of selected instances and of the link that deselects them, in points.
fn links_width(ui: &Ui, selected: usize) -> f32 {
    let words = [tr!("all-instances-selected", count = selected), tr!("all-instances-select-none")];
    let gap = ui.spacing().item_spacing.x;
    words.iter().map(|words| font::text_width(ui, words, TextStyle::Body) + gap).sum()
}

/// Returns the selected instances in the order of the page, those that it does not show last.
fn selected<'a>(model: &'a Model, shown: &[usize], view: &AllInstancesView) -> Vec<&'a Instance> {
    let is_selected = |instance: &&Instance| view.selected.contains(&instance.key);
    let shown: Vec<&Instance> = shown.iter().filter_map(|&index| model.instances.get(index)).collect();
    let is_hidden = |instance: &&Instance| !shown.iter().any(|shown| shown.key == instance.key);
    let hidden = model.instances.iter().filter(is_selected).filter(is_hidden);
    shown.iter().copied().filter(is_selected).chain(hidden).collect()
}

/// Returns the words of the button that asks about clearing these queues, shorter if it would be wider than `width`. Those
/// that cannot be cleared are left out by the question, with the reason; those that are empty or never cleared with others
/// are not counted.
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
    if ActButton::danger(&whole).width(ui) > width { short } else { whole }
}
