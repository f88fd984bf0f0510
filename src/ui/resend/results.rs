//! Messages that were not sent: failed ones by reason, and those with an unknown outcome.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::selection::disabled_because;
use crate::explain::{explain_item, explain_not_sendable};
use crate::model::{Action, Instance, ResendKind, ResendOrder};
use crate::store::ResendItemState;
use crate::tr;
use crate::ui::labels;
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, card, divider, keyed, link};
use crate::work::resend::{Overview, ResendCandidate};

/// Maximum number of unknown messages listed individually.
const MAX_LINES: usize = 10;

/// Draws the number of messages that cannot be sent, and the reasons.
pub fn not_sendable_ui(ui: &mut Ui, overview: &Overview) {
    let t = Tokens::of(ui);
    let messenger = overview.queue.messenger;
    let not: Vec<_> = overview.candidates.iter().filter_map(|one| one.not_sendable).collect();
    if not.is_empty() {
        return;
    }
    let none = not.len() == overview.candidates.len();
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let head = if none { tr!("resend-none") } else { tr!("resend-some-not", count = not.len()) };
        ui.label(font::styled(head, font::strong()));
        for (reason, count) in counted(not.into_iter().map(|why| say(&explain_not_sendable(why, messenger)))) {
            ui.label(font::running(format!("{} × {reason}", text::number(count as i64))).color(t.muted));
        }
    });
}

fn counted(reasons: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for reason in reasons {
        match counted.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => counted.push((reason, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
}

pub fn results_ui(ui: &mut Ui, instance: &Instance, overview: &Overview, actions: &mut Vec<Action>) {
    let of = |is: fn(&ResendItemState) -> bool| -> Vec<&ResendCandidate> {
        overview.candidates.iter().filter(|one| one.state.as_ref().is_some_and(is)).collect()
    };
    let failed = of(|state| matches!(state, ResendItemState::Failed(_)));
    let unknown = of(|state| matches!(state, ResendItemState::Unknown(_)));
    if failed.is_empty() && unknown.is_empty() {
        return;
    }
    // While a run is in progress or waiting, its failed and unknown messages are not resent: it must be resumed or
    // stopped first.
    let unfinished = instance.resend.unfinished().is_some().then(|| tr!("resend-off-unfinished"));
    let off = unfinished.or_else(|| disabled_because(instance));
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if !failed.is_empty() {
            failed_ui(ui, instance, overview, &failed, off.clone(), actions);
        }
        if !failed.is_empty() && !unknown.is_empty() {
            ui.add_space(space::S);
            divider(ui);
            ui.add_space(space::S);
        }
        if !unknown.is_empty() {
            unknown_ui(ui, instance, overview, &unknown, off, actions);
        }
    });
}

fn failed_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    failed: &[&ResendCandidate],
    off: Option<String>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    ui.label(font::styled(tr!("resend-failed-head", count = failed.len()), font::strong()));
    let reasons = failed.iter().filter_map(|one| one.state.as_ref().and_then(explain_item)).map(|text| say(&text));
    for (reason, count) in counted(reasons) {
        ui.label(font::running(format!("{} × {reason}", text::number(count as i64))).color(t.muted));
    }
    let mut said: Vec<&str> = Vec::new();
    for one in failed {
        if let Some(ResendItemState::Failed(why)) = &one.state
            && !why.said.is_empty()
            && !said.contains(&why.said.as_str())
        {
            said.push(&why.said);
        }
    }
    // The server's own words come last, and only as many as are helpful.
    for words in said.into_iter().take(3) {
        let words = RichText::new(words).text_style(TextStyle::Monospace).color(t.faint);
        ui.add(Label::new(words).wrap().selectable(true));
    }
    let positions = once(failed);
    if positions.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    if ui.add(ActButton::plain(tr!("resend-failed-again", count = positions.len())).disabled_because(off)).clicked() {
        let order = ResendOrder { queue: overview.queue.id, positions: positions.into(), kind: ResendKind::Failed };
        actions.push(Action::AskResend(instance.key, order));
    }
}

fn unknown_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    unknown: &[&ResendCandidate],
    off: Option<String>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    ui.label(font::styled(tr!("resend-unknown-head", count = unknown.len()), font::strong()));
    ui.label(font::running(tr!("resend-unknown-text")).color(t.muted));
    let order = |positions: Vec<u32>| ResendOrder {
        queue: overview.queue.id,
        positions: positions.into(),
        kind: ResendKind::OnceMore,
    };
    for one in unknown.iter().take(MAX_LINES) {
        let position = text::number(i64::from(one.position));
        let to = labels::recipient(&one.message, instance.messenger());
        let why = one.state.as_ref().and_then(explain_item).map(|text| say(&text)).unwrap_or_default();
        ui.add(Label::new(format!("{position}. {to}: {}", labels::content(&one.message))).truncate());
        keyed(ui, one.position, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(why).color(t.muted));
                let again = tr!("resend-once-more", place = &position);
                let asked = ui.add_enabled_ui(off.is_none(), |ui| link(ui, again).clicked()).inner;
                if asked {
                    actions.push(Action::AskResend(instance.key, order(vec![one.position])));
                }
            })
        });
    }
    let positions = once(unknown);
    if positions.len() > 1 {
        ui.add_space(space::XS);
        let all = ActButton::plain(tr!("resend-once-more-all", count = positions.len())).disabled_because(off);
        if ui.add(all).clicked() {
            actions.push(Action::AskResend(instance.key, order(positions)));
        }
    }
}

/// Returns the positions of the messages that one button sends; the others are selected by hand.
fn once(messages: &[&ResendCandidate]) -> Vec<u32> {
    messages.iter().filter(|one| !one.is_chosen_by_hand()).map(|one| one.position).collect()
}
