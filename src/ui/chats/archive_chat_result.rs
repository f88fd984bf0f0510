//! The result of archiving a chat, and the possible next steps.

use eframe::egui::Ui;

use crate::explain::Remedy;
use crate::green_api::ArchiveDirection;
use crate::model::{Action, ArchiveState, Instance, NumberCheck};
use crate::tr;
use crate::ui::answer::answer_ui;
use crate::ui::failure::{FailureView, failure_card, failure_texts, remedy_act};
use crate::ui::json::ExchangeStyle;
use crate::ui::labels::look_only;
use crate::ui::widgets::{ActButton, Banner, Mark, Tone, card};
use crate::ui::{ViewState, text};
use crate::work::archive_chat::{ArchiveAct, ArchiveEnding, Report};
use crate::work::restart::{Change, RestartEnding as Ended, RestartPhase};

pub fn result_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(ArchiveState::Ended(report)) = &instance.archive else { return };
    let chat = report.chat.as_str();
    let direction = report.direction;
    match &report.ending {
        ArchiveEnding::Done { seen } => {
            let title = match direction {
                ArchiveDirection::Archive => tr!("chats-archived", chat = chat),
                ArchiveDirection::Unarchive => tr!("chats-unarchived", chat = chat),
            };
            match seen {
                Some(false) => {
                    let title = match direction {
                        ArchiveDirection::Archive => tr!("chats-not-seen", chat = chat),
                        ArchiveDirection::Unarchive => tr!("chats-not-seen-open", chat = chat),
                    };
                    again_ui(ui, instance, report, Tone::Wait, &title, &tr!("chats-not-seen-text"), actions);
                }
                Some(true) => good_ui(ui, instance, &title, &tr!("chats-seen-text"), actions),
                None => unread_ui(ui, instance, report, actions),
            }
        }
        ArchiveEnding::AlreadySo if direction == ArchiveDirection::Archive => {
            let title = tr!("chats-already-archived", chat = chat);
            again_ui(ui, instance, report, Tone::Good, &title, &tr!("chats-already-archived-text"), actions);
        }
        ArchiveEnding::AlreadySo => {
            good_ui(ui, instance, &tr!("chats-already-open", chat = chat), "", actions);
        }
        ArchiveEnding::Failed { failure, incoming } => {
            if report.was_taken_out() {
                Banner::new(Tone::Wait, Mark::Warning, tr!("chats-taken-out", chat = chat), "").show(ui, |_| {});
            }
            let incoming = incoming_now(instance, *incoming);
            let told = FailureView::archiving(failure, direction, &report.chat, incoming, instance);
            let close = Some(Action::CloseArchive(instance.key));
            let remedy = failure_card(ui, told, report.deciding(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| chat_remedy(remedy, instance, report)));
            number_ui(ui, instance, view, actions);
            return;
        }
        ArchiveEnding::Unknown { failure, seen } => {
            let cause = failure_texts(&FailureView::archiving(failure, direction, &report.chat, None, instance)).cause;
            let found = match (seen, direction) {
                (Some(true), ArchiveDirection::Archive) => tr!("chats-unknown-archived"),
                (Some(true), ArchiveDirection::Unarchive) => tr!("chats-unknown-open"),
                (Some(false), _) => tr!("chats-unknown-not-done"),
                (None, _) => listed_later(instance, report).unwrap_or_else(|| tr!("chats-unknown-unread")),
            };
            let text = format!("{cause}\n{found}");
            let banner = Banner::new(Tone::Wait, Mark::Warning, tr!("chats-unknown"), text);
            banner.show_closable(ui, Some(Action::CloseArchive(instance.key)), actions, |ui, actions| {
                if ui.add(ActButton::plain(tr!("chats-look-again"))).clicked() {
                    actions.push(Action::CheckChat(instance.key));
                }
            });
        }
    }
    if let Some(exchange) = report.deciding() {
        card(ui, |ui| answer_ui(ui, exchange, view, ExchangeStyle::Inline, actions));
    }
}

/// Returns why the chat could not be read, and when it will be, if getContactInfo is used up.
fn listed_later(instance: &Instance, report: &Report) -> Option<String> {
    let limit = failure_texts(&FailureView::about(report.used_up.as_ref()?, instance)).cause;
    Some(tr!("chats-unread-limit", limit = limit))
}

/// Draws an act that the server accepted, while the chat could not be read back.
fn unread_ui(ui: &mut Ui, instance: &Instance, report: &Report, actions: &mut Vec<Action>) {
    let key = instance.key;
    let title = tr!("chats-accepted", chat = report.chat.as_str());
    let later = listed_later(instance, report);
    let (mark, looks_again) = if later.is_some() { (Mark::Waiting, false) } else { (Mark::Warning, true) };
    let banner = Banner::new(Tone::Wait, mark, title, later.unwrap_or_else(|| tr!("chats-unread-text")));
    banner.show_closable(ui, Some(Action::CloseArchive(key)), actions, |ui, actions| {
        if looks_again && ui.add(ActButton::plain(tr!("chats-look-again"))).clicked() {
            actions.push(Action::CheckChat(key));
        }
    });
}

fn good_ui(ui: &mut Ui, instance: &Instance, title: &str, text: &str, actions: &mut Vec<Action>) {
    let close = Some(Action::CloseArchive(instance.key));
    Banner::new(Tone::Good, Mark::Done, title, text).show_closable(ui, close, actions, |_, _| {});
}

/// Draws the result with the vendor's remedy for a chat that is reported as archived but does not look so.
fn again_ui(
    ui: &mut Ui,
    instance: &Instance,
    report: &Report,
    tone: Tone,
    title: &str,
    text: &str,
    actions: &mut Vec<Action>,
) {
    let mark = if tone == Tone::Good { Mark::Done } else { Mark::Warning };
    let close = Some(Action::CloseArchive(instance.key));
    Banner::new(tone, mark, title, text).show_closable(ui, close, actions, |ui, actions| {
        let button = ActButton::plain(tr!("remedy-archive-again")).disabled_because(look_only(instance));
        if report.act != ArchiveAct::Unarchive && ui.add(button).clicked() {
            actions.push(again(instance, report));
        }
    });
}

/// Whether incoming notifications are on: `Some(true)` if they have been turned on since the act failed, otherwise
/// `then`, the setting at that time.
fn incoming_now(instance: &Instance, then: Option<bool>) -> Option<bool> {
    match &instance.restart {
        Some(restart)
            if restart.change == Change::IncomingOn
                && !matches!(restart.progress.phase, RestartPhase::Ended(Ended::Refused(_) | Ended::Unknown(_))) =>
        {
            Some(true)
        }
        _ => then,
    }
}

fn again(instance: &Instance, report: &Report) -> Action {
    Action::Archive { key: instance.key, chat: report.chat.clone(), act: ArchiveAct::ArchiveAgain }
}

fn chat_remedy(remedy: Remedy, instance: &Instance, report: &Report) -> Option<Action> {
    let (key, chat) = (instance.key, report.chat.clone());
    match remedy {
        Remedy::TryAgain => Some(Action::Archive { key, chat, act: report.act }),
        Remedy::CheckNumber => Some(Action::CheckNumber(key, chat)),
        Remedy::UnarchiveAndArchiveAgain => Some(again(instance, report)),
        other => remedy_act(other, key),
    }
}

/// Shows whether the messenger knows the number.
fn number_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(NumberCheck { chat, outcome, exchange }) = &instance.number_check else { return };
    let number = text::chat(chat.as_str());
    let (tone, mark, title, text) = match outcome {
        None => (Tone::Wait, Mark::Waiting, tr!("number-checking", number = &number), String::new()),
        Some(Ok(found)) if found.exists => {
            (Tone::Good, Mark::Done, tr!("number-known", number = &number), tr!("number-known-text"))
        }
        Some(Ok(_)) => (Tone::Bad, Mark::Failed, tr!("number-unknown", number = &number), tr!("number-unknown-text")),
        Some(Err(failure)) => {
            let told = FailureView::checking_number(failure, instance);
            let remedy = failure_card(ui, told, exchange.as_ref(), view, actions, None);
            if remedy == Some(Remedy::TryAgain) {
                actions.push(Action::CheckNumber(instance.key, chat.clone()));
            }
            return;
        }
    };
    Banner::new(tone, mark, title, text).show_closable(ui, None, actions, |_, _| {});
}
