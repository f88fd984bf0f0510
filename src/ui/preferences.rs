//! Preferences: language, look, scale, the watch, storage locations, and information about the program.

use eframe::egui::{ComboBox, IdSalt, Key, Label, Modifiers, Popup, RichText, TextStyle, Ui, WidgetText};

use super::text::{percent, say};
use super::theme::{Tokens, font, size, space};
use super::widgets::{
    ActButton, Spinner, break_row, card, card_heading, drop_down, labelled, link, page, row_with_end, slot, title,
};
use crate::explain::explain_vault;
use crate::green_api::{ProxySource, Route};
use crate::model::{Action, FormMode, Model, Page};
use crate::store::{LanguageChoice, ThemeChoice};
use crate::tr;

/// Width of a list, and of one with short entries, in points.
const LIST: f32 = 180.0;
const SHORT_LIST: f32 = 110.0;

/// Available scales, in per cent.
const SCALES: [u16; 7] = [80, 90, 100, 110, 125, 150, 200];

/// Available numbers of days for which saved queues are kept.
const DAYS: [u16; 4] = [7, 30, 90, 365];

/// Available numbers of days for which the journal is kept.
const HISTORY_DAYS: [u16; 4] = [90, 365, 1_095, 1_825];

/// The way back to the form, for a window without a sidebar.
const BACK: Action = Action::OpenForm(FormMode::Add);

pub fn head_ui(ui: &mut Ui, model: &Model) -> Option<Action> {
    let back = |ui: &mut Ui| ui.add(ActButton::plain(tr!("help-back"))).on_hover_text("Esc").clicked();
    let (_, back) = row_with_end(
        ui,
        size::CONTROL,
        |ui| title(ui, &tr!("sidebar-preferences")),
        |ui| model.instances.is_empty() && back(ui),
    );
    back.then_some(BACK)
}

pub fn preferences_ui(ui: &mut Ui, model: &Model) -> Vec<Action> {
    let mut actions = Vec::new();
    // Esc closes an open list first.
    let may_leave = model.instances.is_empty() && model.dialog.is_none() && !Popup::is_any_open(ui.ctx());
    if may_leave && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        actions.push(BACK);
    }
    page(ui, IdSalt::new("preferences"), |ui| {
        card(ui, |ui| look_ui(ui, model, &mut actions));
        card(ui, |ui| super::watch::settings_ui(ui, model, &mut actions));
        card(ui, |ui| tokens_ui(ui, model, &mut actions));
        card(ui, |ui| copies_ui(ui, model, &mut actions));
        card(ui, |ui| journal_ui(ui, model, &mut actions));
        card(ui, |ui| about_ui(ui, model, &mut actions));
    });
    actions
}

fn heading(ui: &mut Ui, text: String) {
    card_heading(ui, &text);
}

fn look_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    heading(ui, tr!("preferences-look"));
    let t = Tokens::of(ui);
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        let language = model.settings.language;
        labelled(ui, &tr!("preferences-language"), |ui| {
            let combo = ComboBox::from_id_salt("language").width(LIST).selected_text(language_name(language));
            let (button, selected) = drop_down(
                ui,
                combo,
                &language,
                [LanguageChoice::System, LanguageChoice::En, LanguageChoice::Ru]
                    .map(|choice| (choice, language_name(choice))),
            );
            actions.extend(selected.map(Action::SetLanguage));
            button
        });
        let theme = model.settings.theme;
        break_row(ui, LIST);
        labelled(ui, &tr!("preferences-theme"), |ui| {
            let combo = ComboBox::from_id_salt("theme").width(LIST).selected_text(theme_name(theme));
            let (button, selected) = drop_down(
                ui,
                combo,
                &theme,
                [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark].map(|choice| (choice, theme_name(choice))),
            );
            actions.extend(selected.map(Action::SetTheme));
            button
        });
        let scale = model.settings.scale_percent;
        break_row(ui, SHORT_LIST);
        labelled(ui, &tr!("preferences-scale"), |ui| {
            let combo =
                ComboBox::from_id_salt("scale").width(SHORT_LIST).selected_text(percent(f32::from(scale) / 100.0));
            let (button, selected) =
                drop_down(ui, combo, &scale, SCALES.map(|choice| (choice, percent(f32::from(choice) / 100.0))));
            actions.extend(selected.map(Action::SetScale));
            button
        });
    });
}

fn language_name(choice: LanguageChoice) -> String {
    match choice {
        LanguageChoice::System => tr!("preferences-system"),
        LanguageChoice::En => "English".to_owned(),
        LanguageChoice::Ru => "Русский".to_owned(),
    }
}

fn theme_name(choice: ThemeChoice) -> String {
    match choice {
        ThemeChoice::System => tr!("preferences-system"),
        ThemeChoice::Light => tr!("preferences-light"),
        ThemeChoice::Dark => tr!("preferences-dark"),
    }
}

fn tokens_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    heading(ui, tr!("preferences-tokens"));
    let failure = model.vault.failure.as_ref().filter(|_| !model.vault.session_only);
    slot(ui, |ui| {
        let kept = font::running(super::form::kept_text(model)).color(t.muted);
        let Some(told) = failure.map(explain_vault) else {
            ui.label(kept);
            return;
        };
        let what = RichText::new(say(&told.what)).color(t.danger);
        let why = font::running(format!("{} {}", say(&told.why), say(&told.todo))).color(t.muted);
        if model.vault_failure().is_some() {
            ui.label(what);
            ui.label(why);
            return;
        }
        // Its prompt may be open: nothing below moves.
        let width = ui.available_width();
        let galleys = [what, why].map(|text| WidgetText::from(text).into_galley(ui, None, width, TextStyle::Body));
        let height = galleys.iter().map(|galley| galley.size().y).sum::<f32>() + ui.spacing().item_spacing.y;
        ui.set_min_height(height);
        ui.label(kept);
    });
    if model.vault.session_only {
        if let Some(name) = model.vault.name.filter(|_| model.vault.can_return) {
            let back = ui.add(ActButton::plain(tr!("preferences-use-store", store = name.as_str())));
            if back.on_hover_text(tr!("preferences-use-store-hint")).clicked() {
                actions.push(Action::UseKeyringAgain);
            }
        }
        return;
    }
    ui.horizontal(|ui| {
        let off = model.vault.asking.then(String::new);
        if ui.add(ActButton::plain(tr!("preferences-try-keyring")).disabled_because(off)).clicked() {
            actions.push(Action::RetryVault);
        }
        if model.vault.asking {
            ui.add(Spinner::new());
        } else if model.vault.failure.is_none() && model.vault.name.is_some() {
            ui.label(font::running(tr!("preferences-keyring-works")).color(t.muted));
        }
    });
}

/// Draws the setting for how long saved queues are kept.
fn copies_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    heading(ui, tr!("saved-queues-heading"));
    let days = model.settings.saved_queue_days;
    let selected = days_ui(ui, "saved-queue-days", &tr!("preferences-copies"), days, DAYS);
    actions.extend(selected.map(Action::SetSavedQueueDays));
}

/// Draws the setting for how long the journal and the results of runs are kept.
fn journal_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    heading(ui, tr!("sidebar-journal"));
    let days = model.settings.history_days;
    let selected = days_ui(ui, "history-days", &tr!("preferences-journal"), days, HISTORY_DAYS);
    actions.extend(selected.map(Action::SetHistoryDays));
}

/// Draws a choice of numbers of days. Returns the newly selected one.
fn days_ui(ui: &mut Ui, id: &str, label: &str, days: u16, choices: [u16; 4]) -> Option<u16> {
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
    let words = |days: u16| tr!("preferences-days", count = days);
    let mut selected = None;
    labelled(ui, label, |ui| {
        let combo = ComboBox::from_id_salt(id).width(LIST).selected_text(words(days));
        let button;
        (button, selected) = drop_down(ui, combo, &days, choices.map(|choice| (choice, words(choice))));
        button
    });
    selected
}

/// Says which way requests go. The line is there before it is known, so that nothing below it moves.
fn route_text(route: Option<&Route>) -> String {
    let Some(route) = route else { return tr!("preferences-route-unknown") };
    match route {
        Route::Direct => tr!("preferences-route-direct"),
        Route::DirectDespiteScript => tr!("preferences-route-script"),
        Route::DirectWithoutSettings => tr!("preferences-route-unread"),
        Route::DirectDespiteProxy(ProxySource::Environment(variable)) => {
            tr!("preferences-route-unreadable-environment", variable = *variable)
        }
        Route::DirectDespiteProxy(ProxySource::Desktop) => tr!("preferences-route-unreadable-desktop"),
        Route::Proxy { address, source: ProxySource::Environment(variable) } => {
            tr!("preferences-route-environment", proxy = address, variable = *variable)
        }
        Route::Proxy { address, source: ProxySource::Desktop } => tr!("preferences-route-desktop", proxy = address),
    }
}

fn about_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    heading(ui, tr!("preferences-about"));
    ui.label(tr!("preferences-version", version = env!("CARGO_PKG_VERSION")));
    let reaches =
        if model.updates.is_some() { tr!("preferences-about-updates") } else { tr!("preferences-about-text") };
    ui.label(font::running(reaches).color(t.muted));
    if let Some(tokens) = super::status_line::tokens(model) {
        ui.label(font::running(tokens).color(t.muted));
    }
    ui.label(font::running(route_text(model.route.as_ref())).color(t.muted));
    super::updates::settings_ui(ui, model, actions);
    if link(ui, tr!("preferences-licences")).clicked() {
        actions.push(Action::Show(Page::Licences));
    }
    for (name, path) in [
        (tr!("preferences-settings-folder"), &model.places.settings),
        (tr!("preferences-data-folder"), &model.places.data),
        (tr!("preferences-logs-folder"), &model.places.logs),
    ] {
        ui.horizontal(|ui| {
            ui.label(RichText::new(name).color(t.muted));
            let rest = (ui.available_width() - 110.0).max(60.0);
            ui.scope(|ui| {
                ui.set_max_width(rest);
                ui.add(Label::new(RichText::new(path).text_style(TextStyle::Monospace)).truncate());
            });
            if link(ui, tr!("copy")).clicked() {
                actions.push(Action::Copy(path.clone()));
            }
        });
    }
}
