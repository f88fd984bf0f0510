//! Changes that were in progress when the program ended: the known facts, on the page where they belong.

use eframe::egui::Ui;

use super::text;
use super::widgets::{ActButton, Banner, Mark, Tone};
use crate::green_api::MutatingMethod as M;
use crate::model::{Action, FormMode, Instance, Known, Tab, Waiting};
use crate::store::{JournalRow, Outcome, ReadBack};
use crate::tr;

/// Returns the page that reports a change of this method.
pub fn place_of(row: &JournalRow) -> Tab {
    match row.method {
        M::ClearMessagesQueue | M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => {
            Tab::Queue
        }
        M::ArchiveChat | M::UnarchiveChat | M::ReadChat => Tab::Chats,
        M::ClearWebhooksQueue
        | M::SetSettings
        | M::Reboot
        | M::Logout
        | M::GetAuthorizationCode
        | M::SendAuthorizationPassword
        | M::UpdateApiToken
        | M::Other(_) => Tab::Account,
    }
}

/// Draws a banner for each one that belongs on this page, until it is closed.
pub fn interrupted_ui(ui: &mut Ui, instance: &Instance, place: Tab, actions: &mut Vec<Action>) {
    for row in instance.interrupted.iter().filter(|row| place_of(row) == place) {
        let (title, text) = words(instance, row);
        ui.push_id(("interrupted", row.id.0), |ui| {
            let is_unread = row.outcome == Outcome::Done && row.found.is_none();
            // One that is not read yet would be shown again.
            let close = (!is_unread).then_some(Action::CloseInterrupted(instance.key, row.id));
            Banner::new(Tone::Wait, Mark::Warning, title, text).show_closable(ui, close, actions, |ui, actions| {
                if is_unread
                    && !instance.is_asking()
                    && ui.add(ActButton::plain(tr!("clear-queue-look-again"))).clicked()
                {
                    actions.push(Action::Refresh(instance.key));
                }
                if row.method == M::UpdateApiToken && !token_works(instance) {
                    if ui.add(ActButton::plain(tr!("token-enter"))).clicked() {
                        actions.push(Action::OpenForm(FormMode::Edit(instance.key)));
                    }
                    if ui.add(ActButton::plain(tr!("header-open-console"))).clicked() {
                        actions.push(Action::OpenConsole);
                    }
                }
            });
        });
    }
}

/// Whether the value was read in this session, and therefore after a change interrupted in an earlier one.
fn is_read<T>(known: &Known<T>) -> bool {
    known.value().is_some() && !known.is_recalled()
}

/// Whether the server has accepted the token that is kept here.
fn token_works(instance: &Instance) -> bool {
    is_read(&instance.state) && instance.state.failure.is_none()
}

/// Returns what was interrupted, and what is known now.
fn words(instance: &Instance, row: &JournalRow) -> (String, String) {
    let time = text::day_and_time(row.begun);
    let state = || {
        if is_read(&instance.state) { tr!("interrupted-state-read") } else { tr!("interrupted-state-unread") }
    };
    match &row.method {
        // A message of a saved queue. It no longer waits; messages that still wait are reported by their run.
        M::SendMessage | M::SendPoll | M::SendFileByUrl | M::SendLocation | M::SendContact => {
            (tr!("interrupted-send", time = &time), tr!("interrupted-send-text"))
        }
        M::ClearMessagesQueue if row.outcome == Outcome::Done => {
            let text = match &row.found {
                Some((ReadBack::Waiting(count), at)) => {
                    tr!("interrupted-cleared-waiting", count = *count, time = text::exact_time(*at, row.begun))
                }
                Some((ReadBack::Empty, at)) => {
                    tr!("interrupted-cleared-empty", time = text::exact_time(*at, row.begun))
                }
                Some(_) | None => tr!("interrupted-cleared-unread"),
            };
            (tr!("interrupted-cleared", time = &time), text)
        }
        M::ClearMessagesQueue => {
            let is_known =
                is_read(&instance.queue) && instance.waiting() != Waiting::Unknown && !instance.is_disputed();
            let text = if is_known { tr!("interrupted-queue-read") } else { tr!("interrupted-queue-unread") };
            (tr!("interrupted-clear", time = &time), text)
        }
        M::ArchiveChat => {
            (tr!("interrupted-archive", chat = chat_of(row), time = &time), tr!("interrupted-archive-text"))
        }
        M::UnarchiveChat => {
            (tr!("interrupted-unarchive", chat = chat_of(row), time = &time), tr!("interrupted-archive-text"))
        }
        M::Logout => (tr!("interrupted-logout", time = &time), state()),
        M::Reboot => (tr!("interrupted-reboot", time = &time), state()),
        M::SetSettings => {
            let text = if is_read(&instance.settings) {
                tr!("interrupted-settings-read")
            } else {
                tr!("interrupted-settings-unread")
            };
            (tr!("interrupted-settings", time = &time), text)
        }
        M::UpdateApiToken => {
            let works = token_works(instance);
            let text = if works { tr!("interrupted-token-works") } else { tr!("interrupted-token-text") };
            (tr!("interrupted-token", time = &time), text)
        }
        method @ (M::ClearWebhooksQueue
        | M::ReadChat
        | M::GetAuthorizationCode
        | M::SendAuthorizationPassword
        | M::Other(_)) => (tr!("interrupted-other", method = method.name(), time = &time), state()),
    }
}

/// Returns the chat that the change was about.
fn chat_of(row: &JournalRow) -> String {
    let asked: Option<serde_json::Value> = serde_json::from_str(&row.asked).ok();
    let chat = asked.as_ref().and_then(|asked| asked.get("chatId")).and_then(serde_json::Value::as_str);
    chat.map_or_else(|| row.asked.clone(), str::to_owned)
}
