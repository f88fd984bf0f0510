//! Changing the token. The old token becomes invalid at once, so the new one is stored before anything else.

use eframe::egui::{RichText, TextStyle, Ui};

use crate::explain::{Remedy, explain_vault};
use crate::green_api::{Messenger, Method as _, UpdateApiToken};
use crate::model::{Action, Instance, TokenChange};
use crate::tr;
use crate::ui::ViewState;
use crate::ui::failure::{FailureView, failure_card, remedy_act};
use crate::ui::labels::change_off;
use crate::ui::text::say;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, card, card_heading};

/// Whether this messenger can change its token.
fn is_on(messenger: Messenger) -> bool {
    UpdateApiToken::MESSENGERS.contains(&messenger)
}

pub fn token_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    card_heading(ui, &tr!("new-token-heading"));
    if !is_on(instance.messenger()) {
        ui.label(font::running(tr!("new-token-not-here")).color(t.muted));
        return;
    }
    ui.label(font::running(tr!("new-token-text")).color(t.muted));
    let off = change_off(instance);
    let off = off.or((!instance.has_token()).then(|| tr!("token-missing")));
    if ui.add(ActButton::plain(tr!("new-token")).disabled_because(off)).clicked() {
        actions.push(Action::AskNewToken(instance.key));
    }
}

/// Shows the progress and outcome of the change.
pub fn outcome_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let key = instance.key;
    let Some(change) = &instance.account.token else { return };
    match change {
        TokenChange::Asking | TokenChange::Keeping(_) => {
            Banner::new(Tone::Wait, Mark::Waiting, tr!("new-token-running"), "").show(ui, |_| {});
        }
        TokenChange::Done => {
            let banner = Banner::new(Tone::Good, Mark::Done, tr!("new-token-done"), tr!("new-token-done-text"));
            banner.show_closable(ui, Some(Action::CloseNewToken(key)), actions, |_, _| {});
        }
        TokenChange::NotKept { token, failure } => {
            let told = explain_vault(failure);
            let text = format!("{}\n{}", say(&told.what), tr!("new-token-not-kept-text"));
            Banner::new(Tone::Bad, Mark::Warning, tr!("new-token-not-kept"), text).show(ui, |_| {});
            card(ui, |ui| {
                ui.label(RichText::new(token.expose()).text_style(TextStyle::Monospace));
                ui.horizontal_wrapped(|ui| {
                    if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                        actions.push(Action::KeepNewToken(key));
                    }
                    if ui.add(ActButton::plain(tr!("new-token-copy"))).clicked() {
                        actions.push(Action::CopyNewToken(key));
                    }
                    if ui.add(ActButton::plain(tr!("new-token-copied"))).clicked() {
                        actions.push(Action::CloseNewToken(key));
                    }
                });
            });
        }
        TokenChange::Failed { failure, exchange } => {
            let told = FailureView::other(failure, UpdateApiToken::NAME, instance);
            let close = Some(Action::CloseNewToken(key));
            let remedy = failure_card(ui, told, exchange.as_ref(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::AskNewToken(key)),
                other => remedy_act(other, key),
            }));
        }
    }
}
