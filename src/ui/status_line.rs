//! The quiet line at the foot: the time of the last check, and the place where tokens are stored.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::text;
use super::theme::Tokens;
use super::widgets::row_with_end;
use crate::model::{Instance, Kept, Model, Page};
use crate::tr;
use crate::vault::VaultName;

pub fn status_line_ui(ui: &mut Ui, model: &Model) {
    let t = Tokens::of(ui);
    let small = |text: String| Label::new(RichText::new(text).text_style(TextStyle::Small).color(t.muted));
    let start = |ui: &mut Ui| {
        if let Some(told) = remembered(model).or_else(|| checked(model)) {
            ui.add(small(told).truncate());
        }
    };
    let end = |ui: &mut Ui| {
        if let Some(tokens) = tokens(model) {
            ui.add(small(tokens).extend());
        }
    };
    row_with_end(ui, ui.available_height(), start, end);
}

/// Says where the tokens are.
fn tokens(model: &Model) -> Option<String> {
    let practice = model.shown_instance().is_some_and(|instance| instance.practice);
    match model.vault.name {
        _ if practice => Some(tr!("status-practice")),
        _ if model.vault.session_only => Some(tr!("status-session")),
        _ if model.vault.failure.is_some() => Some(tr!("status-vault-failed")),
        Some(VaultName::Memory) => Some(tr!("status-session")),
        Some(name) => Some(tr!("status-tokens", store = name.as_str())),
        None => None,
    }
}

/// Says whether the replacement on the page is stored.
fn remembered(model: &Model) -> Option<String> {
    let (Page::Replace(_), Some(instance)) = (model.page, model.shown_instance()) else { return None };
    let kept = instance.replace.as_ref().map(|replacing| &replacing.kept);
    let is_stored = !matches!(kept, Some(Kept::InMemory | Kept::No(_)));
    Some(if is_stored { tr!("replace-number-remembered") } else { tr!("replace-number-remembered-not") })
}

/// Says when what the page shows was checked last.
fn checked(model: &Model) -> Option<String> {
    let at = match model.page {
        Page::AllInstances => model.instances.iter().filter_map(Instance::checked_at).max(),
        _ => model.shown_instance().and_then(|instance| instance.checked_at()),
    };
    at.map(|at| tr!("status-checked", time = text::clock_time(at)))
}
