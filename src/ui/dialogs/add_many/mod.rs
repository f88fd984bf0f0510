//! Adding several instances: the list, what was found in it, and how far adding them is.

mod adding;
mod found;
mod words;

use std::fmt;
use std::mem::discriminant;

use eframe::egui::{Context, Event, Ui};
use secrecy::SecretString;
use zeroize::Zeroizing;

use self::adding::{adding_ui, token_field};
use self::found::found_ui;
use self::words::not_read_words;
use super::{foot_ui, safe_button, title_ui};
use crate::model::{Action, AddMany, AddManyAction, Model, TaskId};
use crate::tr;
use crate::ui::dropped::dropped_list;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, RowHeights, Spinner, forget_typed, keyed};
use crate::work::pasted::holds_token;

/// The user's changes of the list, and the heights of its rows.
#[derive(Debug, Default)]
pub struct AddManyView {
    /// The list that this is about.
    of: Option<TaskId>,
    names: Vec<String>,
    ticked: Vec<bool>,
    /// The order in which the rows are shown.
    order: Vec<usize>,
    heights: RowHeights,
    correction: Option<Correction>,
}

impl AddManyView {
    /// Wipes the text of a token, and forgets the rest.
    pub fn forget(&mut self, ctx: &Context) {
        if let Some(correction) = &self.correction {
            forget_typed(ctx, token_field(correction.row));
        }
        *self = Self::default();
    }
}

/// A token that is being corrected. Its text is wiped when the dialog closes.
struct Correction {
    row: usize,
    typed: Zeroizing<String>,
    shown: bool,
}

impl Correction {
    fn new(row: usize) -> Self {
        Self { row, typed: Zeroizing::default(), shown: false }
    }
}

impl fmt::Debug for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Correction").field("row", &self.row).finish_non_exhaustive()
    }
}

/// The foot of the dialog: the words of its buttons, and what the act does.
struct Foot {
    safe: String,
    act: String,
    /// The act, or why it is disabled.
    action: Result<AddManyAction, String>,
    /// Whether the act would fail again.
    is_hopeless: bool,
}

impl Foot {
    /// Returns a foot whose act needs a list.
    fn idle(off: String) -> Self {
        Self { safe: tr!("cancel"), act: tr!("add-many-act-none"), action: Err(off), is_hopeless: false }
    }
}

pub fn add_many_ui(ui: &mut Ui, model: &Model, view: &mut AddManyView, actions: &mut Vec<Action>) {
    if !matches!(model.add_many, AddMany::Adding(_)) {
        let given = given_list(ui, actions);
        actions.extend(given.map(Action::AddMany));
    }
    // Each state has controls of its own, except for the foot.
    let foot = keyed(ui, discriminant(&model.add_many), |ui| match &model.add_many {
        AddMany::Asking => ask_ui(ui, None, actions),
        AddMany::NotRead(why) => ask_ui(ui, Some(not_read_words(why)), actions),
        AddMany::Reading(_) => reading_ui(ui),
        AddMany::Found(found) => found_ui(ui, model, found, view),
        AddMany::Adding(adding) => adding_ui(ui, adding, view, actions),
    });
    let off = foot.action.as_ref().err().cloned();
    let act = if foot.is_hopeless { ActButton::plain(foot.act) } else { ActButton::accent(foot.act) };
    if foot_ui(ui, &foot.safe, act.disabled_because(off), actions)
        && let Ok(action) = foot.action
    {
        actions.push(Action::AddMany(action));
        // The act is disabled while it is under way.
        if let Some(safe) = ui.data(|data| data.get_temp(safe_button())) {
            ui.memory_mut(|memory| memory.request_focus(safe));
        }
    }
}

/// Takes a list that was pasted or dropped.
fn given_list(ui: &Ui, actions: &mut Vec<Action>) -> Option<AddManyAction> {
    let dropped = dropped_list(ui, actions);
    pasted_list(ui).map(AddManyAction::Read).or(dropped.map(AddManyAction::ReadFile))
}

/// Takes a paste that is a list: one with a token, or any while no field has the keyboard. A token never reaches a
/// field, which would show it and keep it for Ctrl+Z.
fn pasted_list(ui: &Ui) -> Option<SecretString> {
    let is_typing = ui.ctx().text_edit_focused();
    let text = ui.input_mut(|input| {
        let is_list = |event: &Event| matches!(event, Event::Paste(text) if !is_typing || holds_token(text));
        let index = input.events.iter().position(is_list)?;
        match input.events.remove(index) {
            Event::Paste(text) => Some(Zeroizing::new(text)),
            _ => None,
        }
    })?;
    Some(SecretString::from(text.as_str()))
}

/// Draws the ways to give a list, and why the last one was not read.
fn ask_ui(ui: &mut Ui, not_read: Option<String>, actions: &mut Vec<Action>) -> Foot {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("add-many-title"));
    ui.label(font::running(tr!("add-many-text")));
    ui.label(font::running(tr!("add-many-kinds")).color(t.muted));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if ui.add(ActButton::plain(tr!("import-chats-paste"))).clicked() {
            actions.push(Action::Paste);
        }
        if ui.add(ActButton::plain(tr!("add-many-open"))).clicked() {
            actions.push(Action::AddMany(AddManyAction::OpenFile));
        }
    });
    if let Some(words) = &not_read {
        ui.label(font::running(words).color(t.danger));
    }
    Foot::idle(not_read.unwrap_or_else(|| tr!("import-chats-off-empty")))
}

fn reading_ui(ui: &mut Ui) -> Foot {
    title_ui(ui, &tr!("add-many-title"));
    ui.horizontal(|ui| {
        ui.add(Spinner::new());
        ui.label(tr!("import-chats-reading"));
    });
    Foot::idle(tr!("import-chats-reading"))
}
