//! A newer version of the program: the question whether to look for one, and the result.

use eframe::egui::{Id, RichText, Ui};
use pulldown_cmark::{Event, Parser};

use super::theme::{Tokens, font, space};
use super::widgets::{ActButton, Banner, Mark, Tone, card_heading, check_row};
use crate::model::{Action, Model, Page};
use crate::store::LatestVersion;
use crate::tr;

/// Maximum letters of the notes shown over the page; Preferences shows all of them.
const GLANCE: usize = 240;

/// Draws, over every page, the question once, and a newer version until it is closed.
pub fn updates_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(check) = &model.updates else { return };
    if check.offered {
        Banner::new(Tone::Plain, Mark::Question, tr!("updates-ask"), tr!("updates-ask-text")).show(ui, |ui| {
            for (label, allowed) in [(tr!("updates-no"), false), (tr!("updates-yes"), true)] {
                if ui.add(ActButton::plain(label)).clicked() {
                    actions.push(Action::AllowUpdates(allowed));
                }
            }
        });
        ui.add_space(space::XS);
    }
    // Preferences shows it below, in full.
    if let Some(latest) = model.newer_version().filter(|_| !check.closed && model.page != Page::Preferences) {
        let banner = Banner::new(Tone::Plain, Mark::Done, title_of(latest), glance(&latest.notes));
        banner.show_closable(ui, Some(Action::CloseRelease), actions, |ui, actions| acts_ui(ui, latest, actions));
        ui.add_space(space::XS);
    }
}

/// Draws the part of Preferences about updates, if there is a server to ask.
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
        ui.label(font::running(tr!("updates-failed")).color(t.muted));
    } else if let Some(latest) = model.newer_version() {
        card_heading(ui, &title_of(latest));
        if !latest.notes.is_empty() {
            let notes: Vec<String> = latest.notes.lines().map(plain).filter(|line| !line.is_empty()).collect();
            ui.label(font::running(notes.join("\n")));
        }
        ui.horizontal(|ui| acts_ui(ui, latest, actions));
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

/// Returns the beginning of the notes, without their headings.
fn glance(notes: &str) -> String {
    let lines: Vec<String> = notes.lines().filter(|line| !line.starts_with('#')).map(plain).collect();
    let words = lines.join(" ").replace("• ", "");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(GLANCE) {
        Some((end, _)) => {
            let front = &words[..end];
            format!("{}…", front.rsplit_once(' ').map_or(front, |(whole, _)| whole))
        }
        None => words,
    }
}

/// Returns a line of notes without the marks of Markdown:
/// "### Added" becomes "Added", "- **Overview.** All" becomes "• Overview. All".
fn plain(line: &str) -> String {
    let line = line.trim_end();
    let (point, words) = match line.trim_start().strip_prefix("- ").or_else(|| line.trim_start().strip_prefix("* ")) {
        Some(words) => ("• ", words),
        None => ("", line.trim_start_matches('#').trim_start()),
    };
    let parts = Parser::new(words).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        _ => None,
    });
    format!("{point}{}", parts.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{GLANCE, glance, plain};

    #[test]
    fn notes_are_read_without_marks() {
        for (line, expected) in [
            ("### Added", "Added"),
            ("- **Overview.** `All` at a glance", "• Overview. All at a glance"),
            ("* Faster", "• Faster"),
            ("2 * 3", "2 * 3"),
            ("Read [the guide](https://example.com/guide)", "Read the guide"),
            ("", ""),
        ] {
            assert_eq!(plain(line), expected);
        }
    }

    #[test]
    fn a_glance_is_short_and_ends_with_a_word() {
        assert_eq!(glance("## New\n\n- **One.**\n- Two\n"), "One. Two");
        let long = glance(&"очередь ".repeat(100));
        assert!(long.ends_with("очередь…") && long.chars().count() <= GLANCE + 1, "{long}");
    }
}
