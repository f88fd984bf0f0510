//! Messages that were not sent: failed ones by reason, and those with an unknown outcome.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::index::{Failed, Group, Index};
use super::selection::disabled_because;
use crate::explain::{Text, explain_item};
use crate::model::{Action, Instance, ResendKind, ResendOrder};
use crate::tr;
use crate::ui::labels;
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, card, divider, keyed, link};
use crate::work::resend::Overview;

/// Maximum number of unknown messages listed individually.
const MAX_LINES: usize = 10;

/// Draws the number of messages that cannot be sent, and the reasons.
pub fn not_sendable_ui(ui: &mut Ui, index: &Index) {
    if index.not_sendable.is_empty() {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let count: usize = index.not_sendable.iter().map(|(_, count)| count).sum();
        let head = if index.any_sendable { tr!("resend-some-not", count = count) } else { tr!("resend-none") };
        ui.label(font::styled(head, font::strong()));
        reasons_ui(ui, &index.not_sendable);
    });
}

/// Draws the number of messages for each reason.
fn reasons_ui(ui: &mut Ui, reasons: &[(Text, usize)]) {
    let t = Tokens::of(ui);
    for (reason, count) in reasons {
        let words = format!("{} × {}", text::number(*count as i64), say(reason));
        ui.label(font::running(words).color(t.muted));
    }
}

pub fn results_ui(ui: &mut Ui, instance: &Instance, overview: &Overview, index: &Index, actions: &mut Vec<Action>) {
    let (failed, unknown) = (&index.failed, &index.unknown);
    let (any_failed, any_unknown) = (!failed.group.indices.is_empty(), !unknown.indices.is_empty());
    if !any_failed && !any_unknown {
        return;
    }
    // While a run is in progress or waiting, its failed and unknown messages are not resent: it must be resumed or
    // stopped first.
    let unfinished = instance.resend.unfinished().is_some().then(|| tr!("resend-off-unfinished"));
    let off = unfinished.or_else(|| disabled_because(instance));
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if any_failed {
            failed_ui(ui, instance, overview, failed, off.clone(), actions);
        }
        if any_failed && any_unknown {
            ui.add_space(space::S);
            divider(ui);
            ui.add_space(space::S);
        }
        if any_unknown {
            unknown_ui(ui, instance, overview, unknown, off, actions);
        }
    });
}

fn failed_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    failed: &Failed,
    off: Option<String>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    ui.label(font::styled(tr!("resend-failed-head", count = failed.group.indices.len()), font::strong()));
    reasons_ui(ui, &failed.reasons);
    // The server's own words come last.
    for words in &failed.said {
        let words = RichText::new(words).text_style(TextStyle::Monospace).color(t.faint);
        ui.add(Label::new(words).wrap().selectable(true));
    }
    let positions = &failed.group.once;
    if positions.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    if ui.add(ActButton::plain(tr!("resend-failed-again", count = positions.len())).disabled_because(off)).clicked() {
        let order =
            ResendOrder { queue: overview.queue.id, positions: positions.as_slice().into(), kind: ResendKind::Failed };
        actions.push(Action::AskResend(instance.key, order));
    }
}

fn unknown_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    unknown: &Group,
    off: Option<String>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    ui.label(font::styled(tr!("resend-unknown-head", count = unknown.indices.len()), font::strong()));
    ui.label(font::running(tr!("resend-unknown-text")).color(t.muted));
    let order = |positions: &[u32]| ResendOrder {
        queue: overview.queue.id,
        positions: positions.into(),
        kind: ResendKind::OnceMore,
    };
    for one in unknown.indices.iter().filter_map(|index| overview.candidates.get(*index)).take(MAX_LINES) {
        let position = text::number(i64::from(one.position));
        let to = labels::recipient(&one.message, instance);
        let why = one.state.as_ref().and_then(explain_item).map(|text| say(&text)).unwrap_or_default();
        ui.add(Label::new(format!("{position}. {to} · {}", labels::content(&one.message))).truncate());
        keyed(ui, one.position, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(why).color(t.muted));
                let again = tr!("resend-once-more", place = &position);
                let asked = ui.add_enabled_ui(off.is_none(), |ui| link(ui, again)).inner;
                let asked = match &off {
                    Some(reason) => asked.on_disabled_hover_text(reason),
                    None => asked,
                };
                if asked.clicked() {
                    actions.push(Action::AskResend(instance.key, order(&[one.position])));
                }
            })
        });
    }
    let positions = &unknown.once;
    if positions.len() > 1 {
        ui.add_space(space::XS);
        let all = ActButton::plain(tr!("resend-once-more-all", count = positions.len())).disabled_because(off);
        if ui.add(all).clicked() {
            actions.push(Action::AskResend(instance.key, order(positions)));
        }
    }
}
