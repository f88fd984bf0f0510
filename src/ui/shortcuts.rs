//! Keyboard shortcuts that work everywhere. None of them destroys anything.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::sidebar::{self, filter_id};
use super::widgets::{find, land};
use crate::model::{Action, FormMode, Model, Page, Tab};

/// Opens the user guide, even over a question, which waits under it.
const HELP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F1);
const REFRESH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::R);
const REFRESH_F5: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F5);
const ADD: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
const PREFERENCES: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Comma);
/// Moves the focus to the search field of the page, or to the filter of the list of instances where there is none.
const FIND: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
/// Moves the focus from the sidebar to the page, and back.
const OTHER_PART: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F6);
/// Moves the focus to the list of instances.
const INSTANCES: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
const ALL_INSTANCES: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Num0);
const TABS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];

/// Returns the actions requested by key, and whether the focus should move to the list of instances. `filter` is the text
/// in the sidebar's filter.
pub fn pressed(ctx: &Context, model: &Model, filter: &str) -> (Vec<Action>, bool) {
    let mut actions = Vec::new();
    let hit = |shortcut: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    let in_help = model.help.is_some();
    if hit(&HELP) && !in_help {
        actions.push(Action::OpenHelp);
    }
    // Always consumed: egui would set the scale back.
    let to_all = hit(&ALL_INSTANCES);
    if model.dialog.is_some() && !in_help {
        return (actions, false);
    }
    if let Some(instance) = model.shown_instance() {
        if !in_help && (hit(&REFRESH) || hit(&REFRESH_F5)) && !instance.is_asking() {
            actions.push(Action::Refresh(instance.key));
        }
        let tab = model.shown().map(|(_, tab)| tab);
        for (key, selected) in TABS.into_iter().zip(Tab::ALL) {
            if hit(&KeyboardShortcut::new(Modifiers::COMMAND, key)) && (in_help || tab != Some(selected)) {
                actions.push(Action::Show(Page::Instance(instance.key, selected)));
            }
        }
    }
    if model.page == Page::Journal && !in_help && (hit(&REFRESH) || hit(&REFRESH_F5)) {
        actions.push(Action::ReadJournal(model.journal.choice.clone()));
    }
    if model.page == Page::AllInstances && !in_help && (hit(&REFRESH) || hit(&REFRESH_F5)) && model.watch.checking == 0
    {
        actions.push(Action::CheckAll);
    }
    if model.has_overview() && to_all {
        actions.push(Action::Show(Page::AllInstances));
    }
    if hit(&ADD) {
        actions.push(Action::OpenForm(FormMode::Add));
    }
    if hit(&PREFERENCES) {
        actions.push(Action::Show(Page::Preferences));
    }
    if hit(&FIND) {
        find(ctx, filter_id());
    }
    if hit(&OTHER_PART) {
        if sidebar::stop().has_focus(ctx) { land(ctx) } else { sidebar::stop().request_focus(ctx) }
    }
    // Esc empties a filled filter that has the focus, before it leaves a page.
    let empties = !filter.is_empty() && ctx.memory(|memory| memory.has_focus(filter_id()));
    if model.page == Page::Form && !in_help && !empties && !model.instances.is_empty() && hit_escape(ctx) {
        actions.push(Action::LeaveForm);
    }
    (actions, hit(&INSTANCES))
}

fn hit_escape(ctx: &Context) -> bool {
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}
