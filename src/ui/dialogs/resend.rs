//! "Send 37 messages again?", and stopping the resend.

use std::collections::HashSet;

use eframe::egui::Ui;
use jiff::Timestamp;

use super::{Look, Question, body_ui, foot_ui, instance_ui, title_ui};
use crate::green_api::Delivery;
use crate::model::{Action, Instance, QueueSummary, ResendKind, ResendOrder};
use crate::store::{ResendCounts, ResendRunId};
use crate::tr;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::ActButton;
use crate::ui::{labels, resend, text};
use crate::work::resend::{REFUSED_IN_A_ROW, ResendCandidate};

pub fn resend_ui(ui: &mut Ui, instance: &Instance, order: &ResendOrder, actions: &mut Vec<Action>) {
    let count = order.positions.len();
    let once_more = order.kind == ResendKind::OnceMore;
    let (title, act) = if once_more {
        (tr!("resend-once-title", count = count), tr!("resend-once-act", count = count))
    } else {
        (tr!("resend-dialog-title", count = count), tr!("resend-act", count = count))
    };
    let off = resend::disabled_because(instance);
    body_ui(ui, |ui| words_ui(ui, instance, order, &title, off.as_deref()));
    if foot_ui(ui, &tr!("resend-keep"), ActButton::danger(act).disabled_because(off), actions) {
        actions.push(Action::Resend(instance.key, order.clone()));
    }
}

/// Draws what is sent, to whom, and what speaks against it.
fn words_ui(ui: &mut Ui, instance: &Instance, order: &ResendOrder, title: &str, off: Option<&str>) {
    let t = Tokens::of(ui);
    let count = order.positions.len();
    title_ui(ui, title);
    let selected = instance.resend.ordered(order);
    instance_ui(ui, instance, kinds(&selected));
    if let Some(number) = instance.number() {
        ui.label(font::running(tr!("resend-dialog-from", number = text::phone(&number))));
    }
    ui.label(font::running(recipients(&selected, instance)));
    if order.kind == ResendKind::OnceMore {
        ui.label(font::running(tr!("resend-once-text")));
    } else {
        ui.label(font::running(tr!("resend-dialog-text")));
    }
    ui.label(font::running(resend::plan(instance, count)));
    if instance.delivery() == Some(Delivery::SavedContacts) {
        let text = tr!("resend-restricted-text", count = REFUSED_IN_A_ROW);
        let text = text::sentences([
            labels::restricted_title(instance).as_str(),
            &labels::with_suspension_end(instance, text),
        ]);
        ui.label(font::running(text).color(t.warning));
    }
    resend::by_hand_ui(ui, &resend::ByHand::of(&selected));
    let now = Timestamp::now();
    let old = selected.iter().filter(|one| one.is_old(now)).count();
    if old > 0 {
        ui.label(font::running(tr!("resend-old", count = old)).color(t.warning));
    }
    if let Some(off) = off {
        ui.label(font::running(off).color(t.danger));
    }
}

/// Maximum number of recipients that the question names.
const MAX_NAMED: usize = 3;

/// Returns the recipients, such as "To +7 912 345-67-89, group 12036 and 23 more chats".
fn recipients(selected: &[&ResendCandidate], instance: &Instance) -> String {
    let mut named: Vec<String> = Vec::new();
    let mut chats = HashSet::new();
    for one in selected {
        if chats.insert(one.message.chat_id()) && named.len() < MAX_NAMED {
            named.push(labels::recipient(&one.message, instance));
        }
    }
    tr!("resend-dialog-to", who = named.join(", "), more = chats.len() - named.len())
}

/// Returns the kinds, such as "30 texts · 7 files, to 25 chats".
fn kinds(selected: &[&ResendCandidate]) -> String {
    let kinds = QueueSummary::kinds(selected.iter().map(|one| &one.message));
    let words: Vec<String> = kinds.iter().map(|(kind, count)| labels::kind_count(kind, *count)).collect();
    let chats: HashSet<&str> = selected.iter().filter_map(|one| one.message.chat_id()).collect();
    tr!("clear-queue-kinds", kinds = words.join(" · "), chats = chats.len())
}

pub fn stop_ui(ui: &mut Ui, instance: &Instance, run: ResendRunId, actions: &mut Vec<Action>) {
    let counts = counts(instance, run);
    let waiting = counts.waiting;
    let act = ActButton::danger(tr!("resend-stop-act", count = waiting));
    Question::about(instance, tr!("resend-stop-title"))
        .add(Look::Plain, tr!("resend-stop-text", sent = counts.sent, count = waiting))
        .ask(ui, &tr!("resend-stop-keep"), act, Action::StopResend(instance.key, run), actions);
}

/// Returns the current counts of the run.
fn counts(instance: &Instance, run: ResendRunId) -> ResendCounts {
    let live = instance.resend.live.as_ref().and_then(|live| live.progress.as_ref());
    match live.filter(|progress| progress.run == run) {
        Some(progress) => progress.counts,
        None => {
            let runs = instance.resend.runs.iter().flatten();
            runs.into_iter().find(|known| known.id == run).map(|known| known.counts).unwrap_or_default()
        }
    }
}
