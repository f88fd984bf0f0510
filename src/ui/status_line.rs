//! The quiet line at the foot: the time of the last check, and the place where tokens are stored.

use eframe::egui::{Align, Label, Layout, RichText, TextStyle, Ui};

use super::text;
use super::theme::Tokens;
use crate::model::{Instance, Kept, Model, Page};
use crate::tr;
use crate::vault::VaultName;

pub fn status_line_ui(ui: &mut Ui, model: &Model) {
    let t = Tokens::of(ui);
    let small = |text: String| RichText::new(text).text_style(TextStyle::Small).color(t.muted);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let practice = model.shown_instance().is_some_and(|instance| instance.practice);
        let tokens = match model.vault.name {
            _ if practice => Some(tr!("status-practice")),
            _ if model.vault.session_only => Some(tr!("status-session")),
            _ if model.vault.failure.is_some() => Some(tr!("status-vault-failed")),
            Some(VaultName::Memory) => Some(tr!("status-session")),
            Some(name) => Some(tr!("status-tokens", store = name.as_str())),
            None => None,
        };
        if let Some(tokens) = tokens {
            ui.add(Label::new(small(tokens)).truncate());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let (Page::Replace(_), Some(instance)) = (model.page, model.shown_instance()) {
                let remembered = !matches!(
                    instance.replace.as_ref().map(|replacing| &replacing.kept),
                    Some(Kept::InMemory | Kept::No(_))
                );
                let told =
                    if remembered { tr!("replace-number-remembered") } else { tr!("replace-number-remembered-not") };
                ui.add(Label::new(small(told)).truncate());
                return;
            }
            let checked = match model.page {
                Page::AllInstances => model.instances.iter().filter_map(Instance::checked_at).max(),
                _ => model.shown_instance().and_then(|instance| instance.checked_at()),
            };
            if let Some(at) = checked {
                ui.add(Label::new(small(tr!("status-checked", time = text::clock_time(at)))).truncate());
            }
        });
    });
}
