//! The banner for an instance whose token is not available.

use std::time::Duration;

use eframe::egui::Ui;

use super::text::say;
use super::widgets::{ActButton, Banner, Mark, Tone};
use crate::explain::explain_vault;
use crate::model::{Action, FormMode, Instance, TokenState};
use crate::tr;

/// Time within which the answer of a keyring needs no banner.
const BLINK: Duration = Duration::from_millis(300);

/// Draws the banner. Draws nothing while the token is available, or while reading it has taken less than `BLINK`.
pub fn token_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    match &instance.token {
        TokenState::Ready(_) | TokenState::NotRead => {}
        TokenState::Reading(since) => {
            if let Some(left) = BLINK.checked_sub(since.elapsed()) {
                return ui.ctx().request_repaint_after(left);
            }
            Banner::new(Tone::Wait, Mark::Waiting, tr!("token-reading"), tr!("token-reading-text"))
                .show(ui, |ui| enter_ui(ui, instance, actions));
        }
        TokenState::Missing => {
            Banner::new(Tone::Wait, Mark::Warning, tr!("token-missing"), tr!("token-missing-text")).show(ui, |ui| {
                enter_ui(ui, instance, actions);
            });
        }
        TokenState::Unreadable(failure) => {
            let told = explain_vault(failure);
            let title = say(&told.what);
            let text = format!("{} {}", say(&told.why), say(&told.todo));
            Banner::new(Tone::Bad, Mark::Warning, title, text).show(ui, |ui| {
                enter_ui(ui, instance, actions);
                if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                    actions.push(Action::Refresh(instance.key));
                }
            });
        }
    }
}

/// Draws the button that opens the form at the token.
fn enter_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if ui.add(ActButton::plain(tr!("token-enter"))).clicked() {
        actions.push(Action::OpenForm(FormMode::Edit(instance.key)));
    }
}
