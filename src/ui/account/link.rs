//! Linking a phone: the code to scan or to type, and what to do with it.

use std::time::Instant;

use eframe::egui::{Align, Id, RichText, Ui};
use secrecy::ExposeSecret as _;

use crate::{
    explain::Remedy,
    green_api::Messenger,
    model::{Action, Instance, LinkState, Page, Tab},
    tr,
    ui::{
        ViewState,
        failure::{Told, failure_card, remedy_act},
        numbers::phone_field_ui,
        text,
        theme::{Tokens, font, size, space},
        widgets::{ActButton, Banner, Icon, Mark, Tone, card, icon_only, link},
    },
    work::link_phone::{Shown, Way, has_typed_code},
};

pub fn link_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(state) = &instance.account.link else {
        if let Some(account) = view.account.get_mut(&instance.key) {
            account.picture.forget();
        }
        return;
    };
    let seen = &mut view.account.entry(instance.key).or_default().link_seen;
    if seen.replace(state.run) != Some(state.run) {
        // The code is what was asked for, and may lie below what is visible.
        ui.scroll_to_cursor(Some(Align::TOP));
    }
    let key = instance.key;
    match &state.progress.shown {
        Shown::Linked => {
            let (title, text) = (tr!("link-done"), tr!("link-done-text"));
            Banner { tone: Tone::Good, mark: Mark::Done, title: &title, text: &text }.show(ui, |ui| {
                if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
                    actions.push(Action::StopLinking(key));
                }
            });
        }
        Shown::Failed(failure) => {
            let method = if state.progress.way == Way::Scan { "qr" } else { "getAuthorizationCode" };
            let told = Told::other(failure, method, instance);
            let close = Some(Action::StopLinking(key));
            let remedy = failure_card(ui, told, state.progress.exchange.as_ref(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::LinkPhone(key, state.progress.way)),
                other => remedy_act(other, key),
            }));
        }
        Shown::Asking | Shown::Code(_) | Shown::TypedCode { .. } | Shown::PasswordAwaited => {
            waiting_ui(ui, instance, actions);
            card(ui, |ui| code_ui(ui, instance, state, view, actions));
        }
    }
}

/// What waits goes out as soon as the phone is linked: that must be known before the code is scanned.
fn waiting_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(count) = instance.waiting().number().filter(|count| *count > 0) else { return };
    let (title, text) = (tr!("link-waiting", count = count), tr!("link-waiting-text"));
    Banner { tone: Tone::Bad, mark: Mark::Warning, title: &title, text: &text }.show(ui, |ui| {
        if ui.add(ActButton::plain(tr!("link-see-queue"))).clicked() {
            actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
        }
    });
}

fn code_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let key = instance.key;
    let account = view.account.entry(key).or_default();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        match &state.progress.shown {
            Shown::Code(png) => {
                if account.picture.show(ui, png, &tr!("link-picture")).is_none() {
                    ui.label(tr!("link-no-picture"));
                }
            }
            Shown::TypedCode { code, until } => {
                ui.vertical(|ui| {
                    ui.set_max_width(size::QR);
                    let left = until.saturating_duration_since(Instant::now());
                    let code = RichText::new(code.expose_secret()).text_style(font::figure()).monospace().size(30.0);
                    ui.label(code);
                    ui.label(RichText::new(tr!("link-code-lives", time = text::rough_duration(left))).color(t.muted));
                    ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
                });
            }
            _ => {
                ui.vertical(|ui| {
                    ui.set_width(size::QR);
                    ui.spinner();
                    let words = match state.progress.shown {
                        Shown::PasswordAwaited => tr!("link-password"),
                        _ => tr!("link-asking"),
                    };
                    ui.label(font::running(words).color(t.muted));
                });
            }
        }
        ui.vertical(|ui| {
            ui.label(font::styled(tr!("link-title"), font::subtitle()));
            let steps = match (instance.messenger(), state.progress.way) {
                (Messenger::Max, _) => tr!("link-steps-max"),
                (_, Way::Type(_)) => tr!("link-steps-type"),
                (_, Way::Scan) => tr!("link-steps-scan"),
            };
            ui.label(font::running(steps));
            if has_typed_code(instance.messenger()) {
                typed_ui(ui, instance, state, &mut account.phone, actions);
            }
            if link(ui, tr!("link-stop")).clicked() {
                actions.push(Action::StopLinking(key));
            }
        });
    });
}

/// Asking for a code to type, for a phone whose camera cannot be used.
fn typed_ui(ui: &mut Ui, instance: &Instance, state: &LinkState, phone: &mut String, actions: &mut Vec<Action>) {
    if state.progress.way != Way::Scan {
        if link(ui, tr!("link-use-camera")).clicked() {
            actions.push(Action::LinkPhone(instance.key, Way::Scan));
        }
        return;
    }
    let (_, digits) = phone_field_ui(ui, Id::unique(("link-phone", instance.key)), phone);
    let off = digits.is_none().then(|| tr!("link-phone-wrong"));
    let asked = ui.add(ActButton::plain(tr!("link-use-code")).off_because(off)).clicked();
    if let (true, Some(digits)) = (asked, digits) {
        actions.push(Action::LinkPhone(instance.key, Way::Type(digits)));
    }
}
