//! "Clear 3 queues, 205 messages?", how far each of them is, and the result.

mod rows;
mod words;

use eframe::egui::{Id, Ui};

use self::rows::rows_ui;
pub use self::words::number_words;
use super::number_hold::{HOLD, NumberHold};
use super::{body_ui, foot_ui, only_button_ui, title_ui};
use crate::model::{Action, Beyond, ClearSeveral, Instance, Model, SeveralStage, Standing, Waiting};
use crate::tr;
use crate::ui::text;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, Field, RowCursor, bar_and_words, check_row};
use crate::work::clear_queue::ClearEnding;
use crate::work::clear_several::{Part, PartEnd, must_be_typed};

/// View state of the dialog.
#[derive(Debug, Default)]
pub struct ClearSeveralView {
    /// The number of messages as typed to confirm it.
    typed: String,
    /// The numbers for which the user has confirmed knowing that not all can be saved. Other numbers must be confirmed
    /// again.
    known_rest: Option<(Waiting, Beyond)>,
    number: NumberHold,
    cursor: RowCursor,
}

pub fn clear_several_ui(ui: &mut Ui, model: &Model, view: &mut ClearSeveralView, actions: &mut Vec<Action>) {
    let Some(several) = &model.clear_several else { return actions.push(Action::CloseDialog) };
    match several.stage() {
        SeveralStage::Question => question_ui(ui, model, several, view, actions),
        SeveralStage::Running => running_ui(ui, model, several, view, actions),
        SeveralStage::Ended => ended_ui(ui, model, several, view, actions),
    }
}

fn question_ui(
    ui: &mut Ui,
    model: &Model,
    several: &ClearSeveral,
    view: &mut ClearSeveralView,
    actions: &mut Vec<Action>,
) {
    let ready = model.ready_to_clear();
    let waiting = Model::total_waiting(&ready);
    let (queues, messages) = (ready.len(), number_words(waiting));
    let (title, act) = if ready.is_empty() {
        (tr!("clear-several-title-none"), tr!("clear-several-act-none"))
    } else {
        (
            tr!("clear-several-title", queues = queues, messages = &messages),
            tr!("clear-several-act", queues = queues, messages = &messages),
        )
    };
    let off = body_ui(ui, |ui| {
        title_ui(ui, &title);
        rows_ui(ui, model, several, &mut view.cursor, actions);
        let left_out = count_rows(model, several, |standing| matches!(standing, Standing::LeftOut(_)));
        if left_out > 0 {
            let words = tr!("clear-several-left-out-count", count = left_out);
            ui.label(font::running(words).color(Tokens::of(ui).warning));
        }
        ui.label(font::running(tr!("clear-several-text")));
        ui.label(font::running(tr!("clear-several-how")).color(Tokens::of(ui).muted));
        consent_ui(ui, model, several, &ready, waiting, view)
    });
    let safe = tr!("clear-several-keep");
    let room = ui.available_width() - ActButton::plain(&safe).width(ui) - space::M;
    let short = tr!("clear-several-act-short", queues = queues);
    let act = if ActButton::danger(&act).width(ui) > room { short } else { act };
    if foot_ui(ui, &safe, ActButton::danger(act).disabled_because(off), actions) {
        actions.push(Action::ClearSeveral);
    }
}

/// Returns how many of the selected queues have such a standing.
fn count_rows(model: &Model, several: &ClearSeveral, is_counted: impl Fn(Standing) -> bool) -> usize {
    let instances = several.rows.iter().filter_map(|row| model.instance(row.key));
    instances.filter(|instance| is_counted(several.standing(instance))).count()
}

/// Draws what the user must confirm. Returns why the act is disabled.
fn consent_ui(
    ui: &mut Ui,
    model: &Model,
    several: &ClearSeveral,
    ready: &[&Instance],
    waiting: Waiting,
    view: &mut ClearSeveralView,
) -> Option<String> {
    let t = Tokens::of(ui);
    let asking = count_rows(model, several, |standing| matches!(standing, Standing::Asking));
    if asking > 0 {
        let words = tr!("clear-several-asking", count = asking);
        ui.label(font::running(&words).color(t.muted));
        return Some(words);
    }
    if ready.is_empty() {
        return Some(tr!("clear-several-off-none"));
    }
    let holds = view.number.holds(waiting, ui.input(|input| input.time));
    if holds {
        ui.ctx().request_repaint_after(HOLD);
        ui.label(font::running(tr!("clear-queue-number-changed")).color(t.warning));
    }
    let off = holds.then(|| tr!("clear-queue-number-changed"));
    let off = rest_ui(ui, ready, waiting, view).or(off);
    typed_ui(ui, ready.len(), waiting, view).or(off)
}

/// Asks for a confirmation when not all messages can be saved. Returns why the act is disabled.
fn rest_ui(ui: &mut Ui, ready: &[&Instance], waiting: Waiting, view: &mut ClearSeveralView) -> Option<String> {
    let beyond = Model::total_beyond_copies(ready);
    let label = match beyond {
        Beyond::Nothing => return None,
        Beyond::Exactly(rest) => tr!("clear-queue-rest-known", count = rest),
        Beyond::Unknown => tr!("clear-several-rest-known-unknown"),
    };
    let asked = (waiting, beyond);
    let mut known = view.known_rest == Some(asked);
    check_row(ui, Id::unique("clear-several-rest"), &mut known, &label, &tr!("clear-several-rest-text"));
    view.known_rest = known.then_some(asked);
    (!known).then(|| tr!("clear-queue-rest-off"))
}

/// Asks to type the number of messages when there are many. Returns why the act is disabled.
fn typed_ui(ui: &mut Ui, queues: usize, waiting: Waiting, view: &mut ClearSeveralView) -> Option<String> {
    if !must_be_typed(queues, waiting) {
        return None;
    }
    let number = waiting.number().unwrap_or(0);
    let label = tr!("clear-several-type", count = text::number(number));
    Field::new(&label, Id::unique("clear-several-typed")).show(ui, &mut view.typed);
    let digits: String = view.typed.chars().filter(char::is_ascii_digit).collect();
    (digits != number.to_string()).then_some(label)
}

fn running_ui(
    ui: &mut Ui,
    model: &Model,
    several: &ClearSeveral,
    view: &mut ClearSeveralView,
    actions: &mut Vec<Action>,
) {
    let (queues, going_on, done) = (several.agreed().count(), several.going_on().count(), several.done());
    let off = nothing_to_stop(several);
    body_ui(ui, |ui| {
        let messages = number_words(several.total_before());
        title_ui(ui, &tr!("clear-several-running", queues = queues, messages = messages));
        rows_ui(ui, model, several, &mut view.cursor, actions);
        let words = off.clone().unwrap_or_else(|| tr!("clear-several-how"));
        ui.label(font::running(words).color(Tokens::of(ui).muted));
        let words = tr!("clear-several-done", done = done, count = going_on);
        bar_and_words(ui, done as f32 / going_on.max(1) as f32, &words);
    });
    if only_button_ui(ui, ActButton::plain(tr!("clear-several-stop")).disabled_because(off)) {
        actions.push(Action::StopClearSeveral);
    }
}

/// Returns why there is nothing to stop.
fn nothing_to_stop(several: &ClearSeveral) -> Option<String> {
    if several.is_stopping() {
        Some(tr!("clear-several-stopping", count = several.going_on().count() - several.done()))
    } else {
        let all_begun = several.rows.iter().all(|row| row.part != Part::NotBegun);
        all_begun.then(|| tr!("clear-several-all-begun"))
    }
}

fn ended_ui(
    ui: &mut Ui,
    model: &Model,
    several: &ClearSeveral,
    view: &mut ClearSeveralView,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    let count_of = |is: fn(&PartEnd) -> bool| {
        several.rows.iter().filter(|row| matches!(&row.part, Part::Ended(end) if is(end))).count()
    };
    let empty = count_of(|end| matches!(end, PartEnd::Cleared(ClearEnding::Empty { .. })));
    let unknown = count_of(|end| matches!(end, PartEnd::Cleared(ClearEnding::Unknown { .. })));
    let queues = several.agreed().count();
    body_ui(ui, |ui| {
        let title = if queues == 0 {
            tr!("clear-several-none-cleared")
        } else if empty == queues {
            tr!("clear-several-all-cleared", count = queues)
        } else {
            tr!("clear-several-some-cleared", done = empty, count = queues)
        };
        title_ui(ui, &title);
        rows_ui(ui, model, several, &mut view.cursor, actions);
        if unknown > 0 {
            ui.label(font::running(tr!("clear-several-unknown-text")).color(t.warning));
        }
        ui.label(font::running(tr!("clear-several-ended-text")).color(t.muted));
    });
    if only_button_ui(ui, ActButton::plain(tr!("close"))) {
        actions.push(Action::CloseDialog);
    }
}
