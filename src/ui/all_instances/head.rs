//! The head of the page: how many instances there are, and how many of them need attention.

use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::NARROW;
use crate::model::{Action, Model, Page};
use crate::store::WatchChoice;
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Icon, link, row_with_end, title};

/// Draws the title, the numbers and the acts. `shown` is how many instances the table shows, if not all.
pub fn head_ui(ui: &mut Ui, model: &Model, shown: Option<usize>) -> Vec<Action> {
    ui.spacing_mut().item_spacing.x = space::M;
    let watch = watch_words(model, ui.available_width());
    let title = |ui: &mut Ui| title_ui(ui, model, shown);
    let (_, acts) = row_with_end(ui, size::CONTROL, title, |ui| acts_ui(ui, model, watch));
    acts
}

fn title_ui(ui: &mut Ui, model: &Model, shown: Option<usize>) {
    title(ui, &tr!("sidebar-all-instances"));
    let [whole, short] = summary(model, shown);
    // The sidebar counts them, too, but nothing else says how many are shown, or that the network is away.
    let shortest = if model.watch.is_network_away || shown.is_some() { short.as_str() } else { "" };
    let summary = font::fitting(ui, [whole.as_str(), &short, shortest], TextStyle::Body, ui.available_width());
    if !summary.is_empty() {
        ui.add(Label::new(RichText::new(summary).color(Tokens::of(ui).muted)).truncate());
    }
}

fn acts_ui(ui: &mut Ui, model: &Model, watch: String) -> Vec<Action> {
    let mut actions = Vec::new();
    if link(ui, watch).clicked() {
        actions.push(Action::Show(Page::Preferences));
    }
    let off = (model.watch.checking > 0).then(|| tr!("all-instances-being-checked"));
    let refresh = ActButton::plain(tr!("all-instances-refresh")).icon(Icon::Refresh);
    if ui.add(refresh.disabled_because(off)).clicked() {
        actions.push(Action::CheckAll);
    }
    actions
}

/// Returns how often the watch checks. `width` is that of the head, in points.
fn watch_words(model: &Model, width: f32) -> String {
    match model.settings.watch.choice {
        WatchChoice::NotAsked | WatchChoice::Off => tr!("all-instances-watch"),
        WatchChoice::Every(interval) if width < NARROW => {
            tr!("all-instances-watching-short", minutes = interval.minutes())
        }
        WatchChoice::Every(interval) => tr!("all-instances-watching", minutes = interval.minutes()),
    }
}

/// Returns how many instances there are, how many need attention, and how far a check of all is; whole and for a narrow
/// window.
fn summary(model: &Model, shown: Option<usize>) -> [String; 2] {
    let all = model.instances.len();
    let count = match shown {
        Some(shown) => tr!("all-instances-count-shown", shown = shown, count = all),
        None => tr!("all-instances-count", count = all),
    };
    let attention = match model.needing_attention() {
        0 => tr!("all-instances-none-need"),
        needing => tr!("all-instances-need", count = needing),
    };
    let now = if model.watch.is_network_away {
        tr!("all-instances-away")
    } else if model.watch.checking > 0 {
        tr!("all-instances-checking", count = model.watch.checking)
    } else {
        let short = if shown.is_some() { count.clone() } else { attention.clone() };
        return [format!("{count} · {attention}"), short];
    };
    [format!("{count} · {attention} · {now}"), now]
}
