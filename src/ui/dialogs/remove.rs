//! "Remove Sales?"

use eframe::egui::{Id, RichText, Ui};

use super::{body_ui, foot_ui, title_ui, whose_ui};
use crate::explain::explain_vault;
use crate::model::{Action, History, Instance, Removal};
use crate::tr;
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, check_row, link};
use crate::vault::VaultFailure;

/// View state of the dialog.
#[derive(Debug, Default)]
pub struct RemoveDialogView {
    history: History,
}

pub fn remove_ui(ui: &mut Ui, instance: &Instance, view: &mut RemoveDialogView, actions: &mut Vec<Action>) {
    let failure = match &instance.removal {
        Some(Removal::Failed(failure)) => Some(failure),
        Some(Removal::Deleting { .. } | Removal::Keeping) | None => None,
    };
    body_ui(ui, |ui| words_ui(ui, instance, view, failure, actions));
    let act = if failure.is_some() { tr!("try-again") } else { tr!("remove-act") };
    if foot_ui(ui, &tr!("remove-keep"), ActButton::danger(act).disabled_because(off(instance)), actions) {
        actions.push(Action::Remove(instance.key, view.history));
    }
}

/// Draws what is removed, what is kept, and why it failed.
fn words_ui(
    ui: &mut Ui,
    instance: &Instance,
    view: &mut RemoveDialogView,
    failure: Option<&VaultFailure>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("remove-title", name = &instance.record.name));
    whose_ui(ui, instance);
    let text = if instance.practice { tr!("remove-practice-text") } else { tr!("remove-text") };
    ui.label(font::running(text));
    if !instance.practice {
        let mut deletes = view.history == History::Delete;
        let hint = tr!("remove-history-text");
        ui.add_enabled_ui(!instance.is_being_removed(), |ui| {
            check_row(ui, Id::unique("remove-history"), &mut deletes, &tr!("remove-history"), &hint);
        });
        view.history = if deletes { History::Delete } else { History::Keep };
    }
    if let Some(failure) = failure {
        let told = explain_vault(failure);
        ui.label(RichText::new(text::sentences([say(&told.what).as_str(), &say(&told.todo)])).color(t.danger));
    }
    if failure.is_some() && link(ui, tr!("remove-here")).on_hover_text(tr!("remove-here-hint")).clicked() {
        actions.push(Action::RemoveHere(instance.key, view.history));
    }
}

/// Returns why it cannot be removed now.
fn off(instance: &Instance) -> Option<String> {
    match instance.removal {
        Some(Removal::Deleting { .. }) => Some(tr!("remove-running")),
        Some(Removal::Keeping) => Some(tr!("remove-keeping")),
        Some(Removal::Failed(_)) | None => instance.is_working().then(|| tr!("remove-working")),
    }
}
