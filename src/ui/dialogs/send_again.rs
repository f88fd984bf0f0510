//! "Send 37 messages again?", and stopping that.

use std::collections::HashSet;

use eframe::egui::{Label, RichText, TextStyle, Ui};
use jiff::Timestamp;

use super::{Choice, foot_ui, title_ui};
use crate::{
    model::{Action, Instance, QueueSummary, SendKind, SendOrder},
    store::{Counts, SendRunId},
    tr,
    ui::{
        sending,
        theme::{Tokens, font},
        widgets::{ActButton, Badge, Tone, quiet_box},
        words,
    },
    work::send_again::Candidate,
};

pub fn send_again_ui(ui: &mut Ui, instance: &Instance, order: &SendOrder, first: bool, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let count = order.places.len();
    let once_more = order.kind == SendKind::OnceMore;
    let (title, act) = if once_more {
        (tr!("send-once-title", count = count), tr!("send-once-act", count = count))
    } else {
        (tr!("send-dialog-title", count = count), tr!("send-act", count = count))
    };
    title_ui(ui, &title);
    let chosen = instance.sending.ordered(order);
    quiet_box(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(font::styled(&instance.record.name, font::strong())).truncate());
            ui.add(Badge::new(instance.messenger().name(), Tone::Plain));
            ui.label(RichText::new(instance.id().as_str()).text_style(TextStyle::Monospace).color(t.muted));
        });
        ui.label(font::running(kinds(&chosen)).color(t.muted));
    });
    if once_more {
        ui.label(font::running(tr!("send-once-text")));
    } else {
        ui.label(font::running(tr!("send-dialog-text")));
    }
    ui.label(font::running(sending::plan(instance, count)));
    sending::by_hand_ui(ui, &chosen);
    let now = Timestamp::now();
    let old = chosen.iter().filter(|one| one.is_old(now)).count();
    if old > 0 {
        ui.label(font::running(tr!("send-old", count = old)).color(t.warning));
    }
    let off = sending::off_because(instance);
    if let Some(off) = &off {
        ui.label(font::running(off).color(t.danger));
    }
    match foot_ui(ui, &tr!("send-keep"), ActButton::danger(act).off_because(off), first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::SendAgain(instance.key, order.clone())),
        Choice::None => {}
    }
}

/// "30 texts · 7 files, to 25 chats".
fn kinds(chosen: &[&Candidate]) -> String {
    let kinds = QueueSummary::kinds(chosen.iter().map(|one| &one.message));
    let words: Vec<String> = kinds.iter().map(|(kind, count)| words::kind_count(kind, *count)).collect();
    let chats: HashSet<&str> = chosen.iter().filter_map(|one| one.message.chat_id()).collect();
    tr!("clear-kinds", kinds = words.join(" · "), chats = chats.len())
}

pub fn stop_ui(ui: &mut Ui, instance: &Instance, run: SendRunId, first: bool, actions: &mut Vec<Action>) {
    let counts = counts(instance, run);
    let waiting = counts.waiting;
    title_ui(ui, &tr!("send-stop-title"));
    ui.label(font::running(tr!("send-stop-text", sent = counts.sent, count = waiting)));
    let act = ActButton::danger(tr!("send-stop-act", count = waiting));
    match foot_ui(ui, &tr!("send-stop-keep"), act, first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::StopSending(instance.key, run)),
        Choice::None => {}
    }
}

/// As the run stands now.
fn counts(instance: &Instance, run: SendRunId) -> Counts {
    let live = instance.sending.live.as_ref().and_then(|live| live.progress.as_ref());
    match live.filter(|progress| progress.run == run) {
        Some(progress) => progress.counts,
        None => {
            let runs = instance.sending.runs.iter().flatten();
            runs.into_iter().find(|known| known.id == run).map(|known| known.counts).unwrap_or_default()
        }
    }
}
