//! The result of verifying the journal.

use eframe::egui::Ui;

use super::busy_ui;
use crate::explain::explain_database;
use crate::model::{Action, JournalCheck};
use crate::store::{Finding, Verification};
use crate::tr;
use crate::ui::text::{self, say};
use crate::ui::widgets::{Banner, Mark, Tone};

/// Number of findings that are named.
const NAMED: usize = 10;

pub fn check_ui(ui: &mut Ui, check: &JournalCheck, actions: &mut Vec<Action>) {
    let banner = match check {
        JournalCheck::Failed(failure) => {
            Banner::new(Tone::Wait, Mark::Warning, tr!("journal-unread"), say(&explain_database(failure)))
        }
        JournalCheck::Reached(reached) if !reached.is_over => {
            return busy_ui(ui, tr!("journal-verifying", count = reached.lines));
        }
        JournalCheck::Reached(reached) if reached.findings.is_empty() => {
            let title = tr!("journal-verified", count = reached.lines);
            Banner::new(Tone::Good, Mark::Done, title, tr!("journal-verified-text"))
        }
        JournalCheck::Reached(reached) => {
            Banner::new(Tone::Bad, Mark::Warning, tr!("journal-not-verified"), findings(reached))
        }
    };
    banner.show_closable(ui, Some(Action::CloseJournalCheck), actions, |_, _| {});
}

fn findings(reached: &Verification) -> String {
    let mut said: Vec<String> = reached.findings.iter().take(NAMED).map(finding).collect();
    if reached.findings.len() > NAMED {
        said.push(tr!("journal-more-findings", count = reached.findings.len() - NAMED));
    }
    said.join("\n")
}

fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Altered(line) => tr!("journal-altered", line = text::number(line.0)),
        Finding::Missing(line) => tr!("journal-missing", line = text::number(line.0)),
        Finding::Foreign(line) => tr!("journal-foreign", line = text::number(line.0)),
        Finding::Replaced(line, at) => {
            tr!("journal-replaced", line = text::number(line.0), time = text::date_time(*at))
        }
    }
}
