//! The quiet line at the foot: what goes on elsewhere or the time of the last check, and the place where tokens
//! are stored.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::theme::{Tokens, font, space};
use super::widgets::row_with_end;
use super::{chats, text};
use crate::model::{Instance, Kept, Model, Page, Tab};
use crate::tr;
use crate::vault::VaultName;

pub fn status_line_ui(ui: &mut Ui, model: &Model) {
    let t = Tokens::of(ui);
    let small = |text: String| Label::new(RichText::new(text).text_style(TextStyle::Small).color(t.muted));
    let told = remembered(model).or_else(|| under_way(model)).or_else(|| checked(model));
    let width = |text: &String| font::text_width(ui, text, TextStyle::Small);
    let room = ui.available_width() - told.as_ref().map_or(0.0, |told| width(told) + space::L);
    // In a narrow window what goes on takes precedence.
    let tokens = tokens(model).filter(|tokens| told.is_none() || width(tokens) <= room);
    let start = |ui: &mut Ui| {
        if let Some(told) = told {
            ui.add(small(told).truncate());
        }
    };
    let end = |ui: &mut Ui| {
        if let Some(tokens) = tokens {
            ui.add(small(tokens).extend());
        }
    };
    row_with_end(ui, ui.available_height(), start, end);
}

/// Says where the tokens are.
pub fn tokens(model: &Model) -> Option<String> {
    let practice = model.shown_instance().is_some_and(|instance| instance.practice);
    match model.vault.name {
        _ if practice => Some(tr!("status-practice")),
        _ if model.vault.session_only => Some(tr!("status-session")),
        _ if model.vault_failure().is_some() => Some(tr!("status-vault-failed")),
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

/// Says how far the bulk archive runs are that are under way on pages that are not shown.
fn under_way(model: &Model) -> Option<String> {
    let is_shown = |instance: &Instance| model.page == Page::Instance(instance.key, Tab::Chats) && model.help.is_none();
    let elsewhere = model.instances.iter().filter(|instance| !is_shown(instance));
    let runs = elsewhere.filter_map(|instance| {
        let run = instance.chats.runs.current.as_ref().filter(|current| current.is_running())?;
        Some(tr!("status-run", name = &instance.record.name, run = chats::progress_title(&run.run)))
    });
    let runs: Vec<_> = runs.collect();
    (!runs.is_empty()).then(|| runs.join(" · "))
}

/// Says when what the page shows was checked last.
fn checked(model: &Model) -> Option<String> {
    let at = match model.page {
        Page::AllInstances => model.instances.iter().filter_map(Instance::checked_at).max(),
        _ => model.shown_instance().and_then(|instance| instance.checked_at()),
    };
    at.map(|at| tr!("status-checked", time = text::clock_time(at)))
}
