//! "Clear 128 messages from the queue?"

use eframe::egui::{Id, Ui};

use super::number_hold::{HOLD, NumberHold};
use super::{body_above, foot_ui, instance_ui, step_off, title_ui};
use crate::explain::explain_database;
use crate::model::{Action, Beyond, Instance, Waiting};
use crate::store::WhySaved;
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::queue::{clearing_label, file_not_saved_text, not_saved_text};
use crate::ui::text::say;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, Field, Spinner, check_row};
use crate::ui::{labels, text};
use crate::work::clear_queue::{Refusal, Rest, Stop};
use crate::work::replace_number::Act;
use crate::work::saved_queues::NotSaved;

/// View state of the dialog.
#[derive(Debug, Default)]
pub struct ClearDialogView {
    /// Whether the user wants no copy.
    without_copy: bool,
    /// The count as typed to clear without a copy.
    typed: String,
    /// The numbers for which the user has confirmed knowing that not all can be saved. Other numbers must be confirmed
    /// again.
    known_rest: Option<(Waiting, Beyond)>,
    number: NumberHold,
}

pub fn clear_queue_ui(ui: &mut Ui, instance: &Instance, view: &mut ClearDialogView, actions: &mut Vec<Action>) {
    let waiting = instance.whole_queue();
    let asked = view.number.asked(waiting);
    let count = asked.number().unwrap_or(0);
    let (title, act) = match asked {
        Waiting::AtLeast(_) => {
            (tr!("clear-queue-title-at-least", count = count), tr!("clear-queue-act-at-least", count = count))
        }
        _ => (tr!("clear-queue-title", count = count), tr!("queue-clear-button", count = count)),
    };
    let may_export = may_export(instance);
    let off = body_above(ui, usize::from(may_export), |ui| {
        title_ui(ui, &title);
        consequence_ui(ui, instance);
        let off = number_ui(ui, waiting, view);
        let off = copy_ui(ui, instance, view, count).or(off);
        let step =
            if view.without_copy { Act::Clear { before: None } } else { Act::Save { why: WhySaved::BeforeClearing } };
        let off = look_only(instance).or(off).or_else(|| step_off(instance, step));
        if may_export {
            ui.label(font::running(tr!("clear-queue-elsewhere-text")).color(Tokens::of(ui).muted));
        }
        off
    });
    if may_export && ui.add(ActButton::plain(tr!("clear-queue-elsewhere")).disabled_because(off.clone())).clicked() {
        actions.push(Action::ExportQueue(instance.key));
    }
    let act = if refusal(instance).is_some() { tr!("try-again") } else { act };
    if foot_ui(ui, &tr!("clear-queue-keep"), ActButton::danger(act).disabled_because(off), actions) {
        let (key, rest) = (instance.key, Rest::accepted(instance.beyond_copy().1));
        actions.push(if view.without_copy { Action::Clear(key) } else { Action::SaveAndClear(key, rest) });
    }
}

/// Says whose queue it is, what it contains, and what happens to it.
fn consequence_ui(ui: &mut Ui, instance: &Instance) {
    let t = Tokens::of(ui);
    instance_ui(ui, instance, kinds(instance));
    ui.label(font::running(tr!("clear-queue-text")));
    if let Some(at) = instance.waiting_at().filter(|_| instance.waiting_is_old()) {
        ui.label(font::running(tr!("clear-queue-as-of", time = text::age(at))).color(t.muted));
    }
}

/// Says that the number has changed. Returns why the act is disabled.
fn number_ui(ui: &mut Ui, waiting: Waiting, view: &mut ClearDialogView) -> Option<String> {
    if waiting == Waiting::Unknown {
        return Some(tr!("queue-clear-off-unknown"));
    }
    let holds = view.number.holds(waiting, ui.input(|input| input.time));
    if holds {
        ui.label(font::running(tr!("clear-queue-number-changed")).color(Tokens::of(ui).warning));
    }
    match waiting {
        Waiting::Exactly(0) => Some(tr!("queue-clear-off-empty")),
        _ if holds => {
            ui.ctx().request_repaint_after(HOLD);
            Some(tr!("clear-queue-number-changed"))
        }
        _ => None,
    }
}

/// Returns the refusal of the database that stopped the clearing.
fn refusal(instance: &Instance) -> Option<&Refusal> {
    let machine = &instance.clear.as_ref()?.progress.machine;
    machine.refusal().filter(|_| machine.is_revocable())
}

/// Returns what the database refused, and why.
pub fn refusal_words(instance: &Instance) -> Option<(String, String)> {
    Some(match refusal(instance)? {
        Refusal::Copy(not_saved) => (tr!("clear-queue-copy-failed"), not_saved_text(not_saved, instance)),
        Refusal::Step(_, failure) => (tr!("clear-queue-step-failed"), say(&explain_database(failure))),
    })
}

/// Whether the messages can be saved to a file instead.
fn may_export(instance: &Instance) -> bool {
    match refusal(instance) {
        Some(Refusal::Copy(NotSaved::Unwritten(_)) | Refusal::Step(..)) => true,
        Some(Refusal::Copy(NotSaved::Unread(_))) | None => false,
    }
}

/// Says why the clearing stopped before anything was cleared.
fn stop_ui(ui: &mut Ui, instance: &Instance) {
    let t = Tokens::of(ui);
    let Some(stop) = instance.clear.as_ref().and_then(|clear| clear.progress.machine.stop()) else { return };
    if let Some((what, why)) = refusal_words(instance) {
        ui.label(font::running(what).color(t.danger));
        ui.label(font::running(why).color(t.muted));
    }
    match stop {
        Stop::Refused => {}
        Stop::FileNotSaved(failure) => {
            ui.label(font::running(file_not_saved_text(failure, instance)).color(t.danger));
        }
        Stop::RestAppeared { .. } => {
            ui.label(font::running(tr!("clear-queue-rest-appeared")).color(t.warning));
        }
    }
}

/// Draws the part that is under way. Returns its name, which is why the act is disabled.
fn under_way_ui(ui: &mut Ui, instance: &Instance) -> Option<String> {
    let by_hand = instance.saved_queues.is_saving().then(|| tr!("saved-queues-saving"));
    let words = instance.clear.as_ref().and_then(clearing_label).or(by_hand)?;
    ui.horizontal(|ui| {
        ui.add(Spinner::new());
        ui.label(&words);
    });
    Some(words)
}

/// Offers a copy that is saved first. If it is not wanted, the user must type the count. Returns why the act is
/// disabled.
fn copy_ui(ui: &mut Ui, instance: &Instance, view: &mut ClearDialogView, count: u64) -> Option<String> {
    let t = Tokens::of(ui);
    let mut wanted = !view.without_copy;
    let shown = count.min(instance.beyond_copy().0 as u64);
    let label = match instance.whole_queue() {
        Waiting::AtLeast(_) => tr!("clear-queue-copy-first", shown = shown),
        _ => tr!("clear-queue-copy", shown = shown, count = count),
    };
    check_row(ui, Id::unique("clear-queue-copy"), &mut wanted, &label, &tr!("clear-queue-copy-text"));
    view.without_copy = !wanted;
    if let Some(words) = under_way_ui(ui, instance) {
        return Some(words);
    }
    stop_ui(ui, instance);
    if wanted {
        return rest_ui(ui, instance, view);
    }
    if let Some(unseen) = unseen(instance) {
        ui.label(font::running(unseen).color(t.muted));
    }
    let label = tr!("clear-queue-type-count", count = text::number(count as i64));
    Field::new(&label, Id::unique("clear-typed")).show(ui, &mut view.typed);
    let digits: String = view.typed.chars().filter(char::is_ascii_digit).collect();
    (digits != count.to_string()).then_some(label)
}

/// Says how many messages the list does not show; `None` if it surely shows all.
fn unseen(instance: &Instance) -> Option<String> {
    let (shown, beyond) = instance.beyond_copy();
    match beyond {
        Beyond::Nothing if instance.whole_queue().exact().is_some() => None,
        Beyond::Nothing => Some(tr!("clear-queue-more-than-shown-unknown", shown = instance.summary.listed())),
        Beyond::Exactly(rest) if shown == 0 => Some(tr!("clear-queue-none-shown", rest = rest)),
        Beyond::Exactly(rest) => Some(tr!("clear-queue-more-than-shown", shown = shown, rest = rest)),
        Beyond::Unknown => Some(tr!("clear-queue-more-than-shown-unknown", shown = shown)),
    }
}

/// Asks for a separate confirmation when not all messages can be saved. Returns why the act is disabled.
fn rest_ui(ui: &mut Ui, instance: &Instance, view: &mut ClearDialogView) -> Option<String> {
    let (shown, beyond) = instance.beyond_copy();
    let label = match beyond {
        Beyond::Nothing => return None,
        Beyond::Exactly(rest) => tr!("clear-queue-rest-known", count = rest),
        Beyond::Unknown => tr!("clear-queue-rest-known-unknown", shown = shown),
    };
    let asked = (instance.whole_queue(), beyond);
    let mut known = view.known_rest == Some(asked);
    let unseen = unseen(instance).unwrap_or_default();
    check_row(ui, Id::unique("clear-rest"), &mut known, &label, &unseen);
    view.known_rest = known.then_some(asked);
    (!known).then(|| tr!("clear-queue-rest-off"))
}

/// Returns the kinds, such as "91 texts · 21 files, to 87 chats".
fn kinds(instance: &Instance) -> String {
    let summary = &instance.summary;
    if summary.listed() == 0 {
        return if instance.queue.is_asking() { tr!("queue-loading") } else { tr!("clear-queue-kinds-unknown") };
    }
    let kinds: Vec<String> = summary.kinds.iter().map(|(kind, count)| labels::kind_count(kind, *count)).collect();
    let kinds = kinds.join(" · ");
    if summary.chats == 0 { kinds } else { tr!("clear-queue-kinds", kinds = &kinds, chats = summary.chats) }
}
