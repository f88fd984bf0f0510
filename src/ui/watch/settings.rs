//! The part of Preferences about the watch.

use eframe::egui::{Align, ComboBox, Id, Label, Layout, Response, Ui, Vec2};
use jiff::civil::{Time, time};

use crate::model::{Action, Aside, Model, NotificationService};
use crate::store::{Notify, OnClose, QuietHours, WatchChoice, WatchInterval, WatchSettings};
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{card_heading, check_row, divider, drop_down, slot};

/// Width of a list, of a list of hours, and of the word between two of these.
const LIST: f32 = 170.0;
const HOURS: f32 = 92.0;
const UNTIL: f32 = 24.0;

/// The quiet hours that are offered first.
const NIGHT: QuietHours = QuietHours { from: time(22, 0, 0, 0), to: time(8, 0, 0, 0) };

/// Draws the settings. While the watch is off, nothing but its interval has an effect.
pub fn settings_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    card_heading(ui, &tr!("watch-heading"));
    let t = Tokens::of(ui);
    ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
    let mut watch = model.settings.watch;
    interval_ui(ui, &mut watch);
    slot(ui, |ui| {
        if model.settings.watch.choice.interval().is_some() {
            divider(ui);
            notify_ui(ui, model.watch.notifications, &mut watch.notify);
            divider(ui);
            quiet_ui(ui, &mut watch.quiet);
            divider(ui);
            close_ui(ui, model.watch.aside, &mut watch.on_close);
            slot(ui, |ui| login_ui(ui, model.watch.starts_at_login, actions));
        }
    });
    if watch != model.settings.watch {
        actions.push(Action::SetWatch(watch));
    }
}

fn interval_ui(ui: &mut Ui, watch: &mut WatchSettings) {
    row_ui(ui, &tr!("watch-every"), &tr!("watch-every-text"), LIST, |ui| {
        let choices = [WatchChoice::Off].into_iter().chain(WatchInterval::ALL.map(WatchChoice::Every));
        let now = if watch.choice == WatchChoice::NotAsked { WatchChoice::Off } else { watch.choice };
        let (list, chosen) = list_ui(ui, "watch-every", LIST, now, choices, choice_name);
        watch.choice = chosen.unwrap_or(watch.choice);
        list.accessible_name(tr!("watch-every"));
    });
}

fn choice_name(choice: WatchChoice) -> String {
    choice.interval().map_or_else(|| tr!("watch-never"), interval_name)
}

pub fn interval_name(interval: WatchInterval) -> String {
    tr!("watch-interval", minutes = interval.minutes())
}

fn notify_ui(ui: &mut Ui, service: NotificationService, notify: &mut Notify) {
    let text = match service {
        NotificationService::Unknown | NotificationService::Available => tr!("watch-notify-text"),
        NotificationService::Unavailable => tr!("watch-notify-here"),
    };
    words_ui(ui, &tr!("watch-notify"), &text);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (id, kind, label) in [
            ("notify-state", &mut notify.state, tr!("watch-notify-state")),
            ("notify-waiting", &mut notify.waiting, tr!("watch-notify-waiting")),
            ("notify-queue", &mut notify.queue, tr!("watch-notify-queue")),
            ("notify-well", &mut notify.well, tr!("watch-notify-well")),
        ] {
            check_row(ui, Id::unique(id), kind, &label, "");
        }
    });
}

fn quiet_ui(ui: &mut Ui, quiet: &mut Option<QuietHours>) {
    let width = if quiet.is_some() { 2.0 * HOURS + UNTIL + 2.0 * ui.spacing().item_spacing.x } else { HOURS };
    row_ui(ui, &tr!("watch-quiet"), &tr!("watch-quiet-text"), width, |ui| {
        let from = quiet.map(|quiet| quiet.from);
        let choices = std::iter::once(None).chain(hours().map(Some));
        let (list, chosen) = list_ui(ui, "quiet-from", HOURS, from, choices, hour_name);
        list.accessible_name(tr!("watch-quiet-from"));
        if let Some(from) = chosen {
            *quiet = from.map(|from| QuietHours { from, ..quiet.unwrap_or(NIGHT) });
        }
        slot(ui, |ui| {
            let Some(quiet) = quiet else { return };
            ui.add_sized([UNTIL, size::CONTROL], Label::new(tr!("watch-quiet-until")));
            let (list, chosen) = list_ui(ui, "quiet-to", HOURS, Some(quiet.to), hours().map(Some), hour_name);
            list.accessible_name(tr!("watch-quiet-to"));
            quiet.to = chosen.flatten().unwrap_or(quiet.to);
        });
    });
}

fn hours() -> impl Iterator<Item = Time> {
    (0..24).map(|hour| time(hour, 0, 0, 0))
}

fn hour_name(hour: Option<Time>) -> String {
    hour.map_or_else(|| tr!("watch-quiet-none"), |hour| hour.strftime("%H:%M").to_string())
}

fn close_ui(ui: &mut Ui, aside: Aside, on_close: &mut OnClose) {
    let text = match aside {
        Aside::NotificationArea => tr!("watch-close-area"),
        Aside::Minimized => tr!("watch-close-minimized"),
    };
    row_ui(ui, &tr!("watch-close"), &text, LIST, |ui| {
        let choices = [OnClose::Ask, OnClose::Quit, OnClose::KeepWatching];
        let (list, chosen) = list_ui(ui, "on-close", LIST, *on_close, choices, close_name);
        list.accessible_name(tr!("watch-close"));
        *on_close = chosen.unwrap_or(*on_close);
    });
}

fn close_name(on_close: OnClose) -> String {
    match on_close {
        OnClose::Ask => tr!("watch-close-ask"),
        OnClose::Quit => tr!("watch-close-quit"),
        OnClose::KeepWatching => tr!("watch-close-keep"),
    }
}

/// Draws whether the program starts at login, where the system offers that.
fn login_ui(ui: &mut Ui, starts: Option<bool>, actions: &mut Vec<Action>) {
    let Some(mut starts) = starts else { return };
    divider(ui);
    let row = check_row(ui, Id::unique("start-at-login"), &mut starts, &tr!("watch-login"), &tr!("watch-login-text"));
    if row.changed() {
        actions.push(Action::SetStartAtLogin(starts));
    }
}

/// Draws a setting: its name and an explanation, and beside them `control`, `width` points wide.
fn row_ui(ui: &mut Ui, name: &str, text: &str, width: f32, control: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let words = ui.available_width() - width - space::XL;
        ui.allocate_ui(Vec2::new(words, 0.0), |ui| {
            ui.set_width(words);
            words_ui(ui, name, text);
        });
        ui.add_space(space::XL - ui.spacing().item_spacing.x);
        let place = Vec2::new(width, size::CONTROL);
        ui.allocate_ui_with_layout(place, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().interact_size.y = size::CONTROL;
            control(ui);
        });
    });
}

fn words_ui(ui: &mut Ui, name: &str, text: &str) {
    let t = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(name);
        ui.label(font::running(text).color(t.muted));
    });
}

/// Draws a list of `width` points. Returns its button, and the entry that was chosen in this frame.
fn list_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    salt: &str,
    width: f32,
    now: T,
    choices: impl IntoIterator<Item = T>,
    name: impl Fn(T) -> String,
) -> (Response, Option<T>) {
    let combo = ComboBox::from_id_salt(salt).width(width).selected_text(name(now));
    drop_down(ui, combo, &now, choices.into_iter().map(|choice| (choice, name(choice))))
}
