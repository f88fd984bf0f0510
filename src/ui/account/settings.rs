//! The settings that matter here, each with its edit control.

use std::time::Duration;

use eframe::egui::{Id, RichText, Ui};

use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::labels::change_off;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Field, card_heading, divider};
use crate::ui::{ViewState, text};
use crate::work::restart::Change;

/// Shortest and longest sending interval that the gateway accepts, in seconds
/// (green-api.com/docs/api/send-messages-delay).
const SHORTEST: f64 = 0.5;
const LONGEST: f64 = 600.0;

pub fn settings_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    card_heading(ui, &tr!("account-settings"));
    let Some(settings) = instance.settings.value() else {
        let words =
            if instance.settings.is_asking() { tr!("account-settings-loading") } else { tr!("account-settings-none") };
        ui.label(RichText::new(words).color(t.muted));
        return;
    };
    let off = change_off(instance);

    let interval = settings.sending_interval;
    let value = interval.map_or_else(|| "—".to_owned(), text::interval);
    let editing = view.account.entry(instance.key).or_default();
    row_ui(ui, &tr!("account-interval"), &value, &tr!("account-interval-hint"), |ui| {
        if editing.interval.is_none()
            && ui.add(ActButton::plain(tr!("account-change")).disabled_because(off.clone())).clicked()
        {
            let seconds = interval.unwrap_or(Duration::from_millis(500)).as_secs_f64();
            editing.interval = Some(text::decimal(seconds));
        }
    });
    if let Some(typed) = &mut editing.interval {
        let asked = interval_ui(ui, typed, off.clone());
        match asked {
            Some(Some(interval)) => {
                actions.push(Action::AskRestart(instance.key, Change::Interval(interval)));
                editing.interval = None;
            }
            Some(None) => editing.interval = None,
            None => {}
        }
    }
    divider(ui);

    let on = settings.incoming_webhook;
    let value = match on {
        Some(true) => tr!("account-on"),
        Some(false) => tr!("account-off"),
        None => "—".to_owned(),
    };
    row_ui(ui, &tr!("account-incoming"), &value, &tr!("account-incoming-hint"), |ui| {
        let Some(on) = on else { return };
        let (name, change) = if on {
            (tr!("account-turn-off"), Change::IncomingOff)
        } else {
            (tr!("account-turn-on"), Change::IncomingOn)
        };
        if ui.add(ActButton::plain(name).disabled_because(off)).clicked() {
            actions.push(Action::AskRestart(instance.key, change));
        }
    });
    divider(ui);

    let webhook = settings.webhook_url.as_deref().is_some_and(|url| !url.is_empty());
    let value = if webhook { tr!("account-webhook-set") } else { tr!("account-webhook-not-set") };
    ui.vertical(|ui| words_ui(ui, "webhookUrl", &value, &tr!("account-webhook-hint")));
}

/// Draws a setting with its value, its purpose, and its edit control at the end.
fn row_ui(ui: &mut Ui, name: &str, value: &str, hint: &str, edit: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let words = (ui.available_width() - 190.0).max(180.0);
        ui.vertical(|ui| {
            ui.set_max_width(words);
            ui.set_min_width(words);
            words_ui(ui, name, value, hint);
        });
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), edit);
    });
}

/// Draws a setting with its value, and its purpose below.
fn words_ui(ui: &mut Ui, name: &str, value: &str, hint: &str) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(name).color(t.muted));
        ui.label(font::styled(value, font::strong()));
    });
    ui.label(font::running(hint).color(t.faint));
}

/// Returns the sending interval that was typed in seconds; `None` if it is no number or beyond the limits.
pub fn typed_interval(typed: &str) -> Option<Duration> {
    let seconds = typed.trim().replace(',', ".").parse::<f64>().ok()?;
    (SHORTEST..=LONGEST).contains(&seconds).then(|| Duration::from_millis((seconds * 1000.0).round() as u64))
}

/// Draws the interval field. Returns `Some(None)` if the user leaves the interval unchanged.
fn interval_ui(ui: &mut Ui, typed: &mut String, off: Option<String>) -> Option<Option<Duration>> {
    let interval = typed_interval(typed);
    let mut done = None;
    ui.horizontal(|ui| {
        ui.scope(|ui| {
            ui.set_max_width(size::NUMBER_FIELD);
            Field::new(&tr!("account-interval-field"), Id::unique("account-interval")).show(ui, typed);
        });
        ui.vertical(|ui| {
            ui.add_space(21.0);
            ui.horizontal(|ui| {
                let off = off.or(interval.is_none().then(|| tr!("account-interval-range")));
                if ui.add(ActButton::plain(tr!("account-interval-act")).disabled_because(off)).clicked() {
                    done = interval.map(Some);
                }
                if ui.add(ActButton::plain(tr!("cancel"))).clicked() {
                    done = Some(None);
                }
            });
        });
    });
    let t = Tokens::of(ui);
    if interval.is_none() {
        ui.label(RichText::new(tr!("account-interval-range")).color(t.danger));
    }
    ui.add_space(space::XS);
    done
}
