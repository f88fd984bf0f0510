//! The watch: the question whether to watch, notifications that the system does not show, and the settings.

mod settings;

use eframe::egui::Ui;

pub use settings::settings_ui;

use super::text::{self, say};
use super::theme::space;
use super::widgets::{ActButton, Banner, Mark, Tone};
use crate::model::{Action, Model, Page};
use crate::store::{WatchChoice, WatchInterval, WatchSettings};
use crate::tr;

/// Draws, over every page, the notifications that the system does not show, and over All instances the question once.
pub fn watch_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    for (index, one) in model.watch.not_shown.iter().enumerate() {
        let body: Vec<String> = one.body.iter().map(say).collect();
        // Of several instances, each has a line.
        let body = body.join(if one.instance.is_some() { " " } else { "\n" });
        ui.push_id(("not-shown", index), |ui| {
            let close = Some(Action::CloseAnnounced(index));
            // Its numbers are those of that moment.
            let title = tr!("watch-announced-at", title = say(&one.title), time = text::age(one.at));
            let banner = Banner::new(Tone::Wait, Mark::Warning, title, body);
            banner.show_closable(ui, close, actions, |ui, actions| {
                let open = match one.instance {
                    Some(_) => tr!("watch-open"),
                    None if model.page == Page::AllInstances => return,
                    None => tr!("sidebar-all-instances"),
                };
                if ui.add(ActButton::plain(open)).clicked() {
                    actions.push(Action::OpenAnnounced(one.instance));
                }
            });
        });
        ui.add_space(space::XS);
    }
    // One question at a time.
    let asks_more = model.updates.as_ref().is_some_and(|check| check.offered);
    let is_there = model.page == Page::AllInstances && model.help.is_none();
    if is_there && model.asks_about_watch() && !asks_more {
        Banner::new(Tone::Plain, Mark::Question, tr!("watch-ask"), tr!("watch-ask-text")).show(ui, |ui| {
            for (label, choice) in [
                (tr!("watch-not-now"), WatchChoice::Off),
                (settings::interval_name(WatchInterval::OneMinute), WatchChoice::Every(WatchInterval::OneMinute)),
            ] {
                if ui.add(ActButton::plain(label)).clicked() {
                    actions.push(Action::SetWatch(WatchSettings { choice, ..model.settings.watch }));
                }
            }
        });
        ui.add_space(space::XS);
    }
}
