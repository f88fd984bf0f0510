//! "Remove Sales?"

use eframe::egui::{RichText, Ui};

use super::{foot_ui, title_ui};
use crate::explain::explain_vault;
use crate::model::{Action, Instance, Removal};
use crate::tr;
use crate::ui::text::say;
use crate::ui::theme::{Tokens, font};
use crate::ui::widgets::{ActButton, link};

pub fn remove_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    title_ui(ui, &tr!("remove-title", name = &instance.record.name));
    let text = if instance.practice { tr!("remove-practice-text") } else { tr!("remove-text") };
    ui.label(font::running(text));
    if instance.saved_queues.list.as_ref().is_some_and(|list| !list.is_empty()) {
        ui.label(font::running(tr!("remove-copies-stay")));
    }
    let failure = match &instance.removal {
        Some(Removal::Failed(failure)) => Some(failure),
        Some(Removal::Deleting { .. } | Removal::Keeping) | None => None,
    };
    if let Some(failure) = failure {
        let told = explain_vault(failure);
        ui.label(RichText::new(format!("{}. {}", say(&told.what), say(&told.todo))).color(t.danger));
    }
    if failure.is_some() && link(ui, tr!("remove-here")).on_hover_text(tr!("remove-here-hint")).clicked() {
        actions.push(Action::RemoveHere(instance.key));
    }
    let act = if failure.is_some() { tr!("try-again") } else { tr!("remove-act", name = &instance.record.name) };
    if foot_ui(ui, &tr!("remove-keep"), ActButton::danger(act).disabled_because(off(instance)), actions) {
        actions.push(Action::Remove(instance.key));
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
