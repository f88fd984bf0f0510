//! Earlier runs, with their results.

use eframe::egui::{RichText, Ui, Vec2};

use super::labels::{counts, progress_title};
use crate::model::{Action, ChatsAction, Instance};
use crate::tr;
use crate::ui::chats::ChatsView;
use crate::ui::text;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, card, divider, link};

/// Maximum number of listed runs; older ones are in the journal.
const MAX: usize = 50;

pub fn past_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let runs = &instance.chats.runs;
    let shown = runs.current.as_ref().map(|current| current.run.id);
    let past: Vec<_> = runs.past.iter().flatten().filter(|run| Some(run.id) != shown).take(MAX).collect();
    if past.is_empty() {
        return;
    }
    let name = if view.run.past_open {
        tr!("bulk-archive-runs-hide")
    } else {
        tr!("bulk-archive-runs-show", count = past.len())
    };
    if link(ui, name).clicked() {
        view.run.past_open = !view.run.past_open;
    }
    if !view.run.past_open {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for (index, run) in past.into_iter().enumerate() {
            if index > 0 {
                divider(ui);
            }
            let row = |ui: &mut Ui| {
                ui.set_min_size(Vec2::new(0.0, size::HIT));
                ui.label(RichText::new(text::date_time(run.begun)).color(t.muted));
                ui.label(font::styled(progress_title(run), font::strong()));
                let mut parts = counts(&run.counts, run.direction);
                if run.counts.left() > 0 {
                    parts.push(tr!("bulk-archive-count-left", count = run.counts.left()));
                }
                ui.label(RichText::new(parts.join(" · ")).color(t.muted));
                let off = runs.is_running().then(|| tr!("chats-run-off-running"));
                if ui.add(ActButton::plain(tr!("bulk-archive-runs-open")).disabled_because(off)).clicked() {
                    actions.push(Action::Chats(instance.key, ChatsAction::OpenRun(run.id)));
                }
            };
            // The button belongs to the row itself, so that the row wraps before it.
            ui.push_id(run.id.0, |ui| ui.horizontal_wrapped(row));
        }
    });
}
