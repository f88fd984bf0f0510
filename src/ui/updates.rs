//! A newer version of the program: the question whether to look for one, and what was found.

use eframe::egui::{Id, RichText, Ui};

use super::{
    theme::{Tokens, font, space},
    widgets::{ActButton, Banner, Icon, Mark, Tone, check_row, icon_only, link},
};
use crate::{
    model::{Action, Model},
    store::LatestVersion,
    tr,
};

/// So much of the notes stands over the page, in letters; all of it stands in Preferences.
const GLANCE: usize = 240;

/// Over every page: the question once, and a newer version until it is closed.
pub fn updates_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(check) = &model.updates else { return };
    if check.offered {
        let (title, text) = (tr!("updates-ask"), tr!("updates-ask-text"));
        Banner { tone: Tone::Plain, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
            for (label, allowed) in [(tr!("updates-no"), false), (tr!("updates-yes"), true)] {
                if ui.add(ActButton::plain(label)).clicked() {
                    actions.push(Action::AllowUpdates(allowed));
                }
            }
        });
        ui.add_space(space::L);
    }
    if let Some(latest) = model.newer_version().filter(|_| !check.closed) {
        let title = title_of(latest);
        Banner { tone: Tone::Good, mark: Mark::Done, title: &title, text: &glance(&latest.notes) }.show(ui, |ui| {
            if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
                actions.push(Action::CloseRelease);
            }
            acts_ui(ui, latest, actions);
        });
        ui.add_space(space::L);
    }
}

/// In Preferences, where somebody can be asked.
pub fn settings_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(check) = &model.updates else { return };
    let t = Tokens::of(ui);
    let mut allowed = model.settings.updates.allowed == Some(true);
    let row = check_row(ui, Id::unique("updates"), &mut allowed, &tr!("updates-setting"), &tr!("updates-setting-text"));
    if row.changed() {
        actions.push(Action::AllowUpdates(allowed));
    }
    if check.asking {
        ui.label(RichText::new(tr!("updates-asking")).color(t.muted));
    } else if check.failed {
        ui.label(RichText::new(tr!("updates-failed")).color(t.muted));
    } else if let Some(latest) = model.newer_version() {
        ui.label(font::styled(title_of(latest), font::strong()));
        if !latest.notes.is_empty() {
            ui.label(font::running(latest.notes.as_str()));
        }
        if link(ui, tr!("updates-open")).clicked() {
            actions.push(Action::OpenRelease);
        }
    } else if allowed && model.settings.updates.latest.is_some() {
        ui.label(RichText::new(tr!("updates-none")).color(t.muted));
    }
}

fn acts_ui(ui: &mut Ui, latest: &LatestVersion, actions: &mut Vec<Action>) {
    if ui.add(ActButton::plain(tr!("updates-open"))).clicked() {
        actions.push(Action::OpenRelease);
    }
    if ui.add(ActButton::plain(tr!("updates-skip"))).clicked() {
        actions.push(Action::SkipRelease(latest.version.clone()));
    }
}

fn title_of(latest: &LatestVersion) -> String {
    tr!("updates-newer", version = latest.version.to_string())
}

/// The front of the notes, on as many lines as they take.
fn glance(notes: &str) -> String {
    let words = notes.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(GLANCE) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
