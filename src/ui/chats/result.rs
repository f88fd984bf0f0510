//! What came of archiving a chat, and what can be done about it.

use eframe::egui::Ui;

use crate::{
    explain::Remedy,
    green_api::InstanceState,
    model::{Action, ArchiveState, Instance, NumberCheck},
    tr,
    ui::{
        ViewState,
        answer::answer_ui,
        failure::{Told, failure_card, remedy_act, told_texts},
        json::Look,
        text,
        widgets::{ActButton, Banner, Icon, Mark, Tone, card, icon_only},
    },
    work::{
        archive_chat::{Direction, Ending, Report},
        turn_on_incoming::{self as turn_on, Ending as Ended, Phase},
    },
};

pub fn result_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(ArchiveState::Ended(report)) = &instance.archive else { return };
    let chat = report.chat.as_str();
    let archives = report.archives;
    match &report.ending {
        Ending::Done { seen } => {
            let title = match archives {
                true => tr!("chats-archived", chat = chat),
                false => tr!("chats-unarchived", chat = chat),
            };
            match seen {
                Some(false) => {
                    let title = if archives {
                        tr!("chats-not-seen", chat = chat)
                    } else {
                        tr!("chats-not-seen-open", chat = chat)
                    };
                    again_ui(ui, instance, report, Tone::Wait, &title, &tr!("chats-not-seen-text"), actions);
                }
                Some(true) => good_ui(ui, instance, &title, &tr!("chats-seen-text"), actions),
                None => good_ui(ui, instance, &title, &tr!("chats-unread-text"), actions),
            }
        }
        Ending::AlreadySo if archives => {
            let title = tr!("chats-already-archived", chat = chat);
            again_ui(ui, instance, report, Tone::Good, &title, &tr!("chats-already-archived-text"), actions);
        }
        Ending::AlreadySo => {
            let title = tr!("chats-already-open", chat = chat);
            good_ui(ui, instance, &title, "", actions);
        }
        Ending::Failed { failure, incoming } => {
            if report.was_taken_out() {
                let title = tr!("chats-taken-out", chat = chat);
                Banner { tone: Tone::Wait, mark: Mark::Warning, title: &title, text: "" }.show(ui, |_| {});
            }
            let incoming = incoming_now(instance, *incoming);
            let told = Told::archiving(failure, archives, &report.chat, incoming, instance);
            let close = Some(Action::CloseArchive(instance.key));
            let remedy = failure_card(ui, told, report.deciding(), view, actions, close);
            actions.extend(remedy.and_then(|remedy| chat_remedy(remedy, instance, report)));
            number_ui(ui, instance, view, actions);
            return;
        }
        Ending::Unknown { failure, seen } => {
            let cause = told_texts(&Told::archiving(failure, archives, &report.chat, None, instance)).cause;
            let found = match seen {
                Some(true) if archives => tr!("chats-unknown-archived"),
                Some(true) => tr!("chats-unknown-open"),
                Some(false) => tr!("chats-unknown-not-done"),
                None => tr!("chats-unknown-unread"),
            };
            let text = format!("{cause}\n{found}");
            Banner { tone: Tone::Wait, mark: Mark::Warning, title: &tr!("chats-unknown"), text: &text }.show(
                ui,
                |ui| {
                    close_ui(ui, instance, actions);
                    if ui.add(ActButton::plain(tr!("chats-look-again"))).clicked() {
                        actions.push(Action::LookAtChat(instance.key));
                    }
                },
            );
        }
    }
    if let Some(exchange) = report.deciding() {
        card(ui, |ui| answer_ui(ui, exchange, view, Look::Inline, actions));
    }
}

fn good_ui(ui: &mut Ui, instance: &Instance, title: &str, text: &str, actions: &mut Vec<Action>) {
    Banner { tone: Tone::Good, mark: Mark::Done, title, text }.show(ui, |ui| {
        close_ui(ui, instance, actions);
    });
}

fn close_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
        actions.push(Action::CloseArchive(instance.key));
    }
}

/// With the vendor's remedy for a chat that says it is archived and does not look so.
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
    Banner { tone, mark, title, text }.show(ui, |ui| {
        close_ui(ui, instance, actions);
        if report.direction.archives() && ui.add(ActButton::plain(tr!("remedy-archive-again"))).clicked() {
            actions.push(again(instance, report));
        }
    });
}

/// Whether incoming notifications are on: as they were when the act failed, or as they have been turned on since.
fn incoming_now(instance: &Instance, then: Option<bool>) -> Option<bool> {
    match &instance.turn_on {
        Some(on) if !matches!(on.progress.phase, Phase::Ended(Ended::Refused(_) | Ended::Unknown(_))) => Some(true),
        _ => then,
    }
}

fn again(instance: &Instance, report: &Report) -> Action {
    Action::Archive { key: instance.key, chat: report.chat.clone(), direction: Direction::ArchiveAgain }
}

fn chat_remedy(remedy: Remedy, instance: &Instance, report: &Report) -> Option<Action> {
    let (key, chat) = (instance.key, report.chat.clone());
    match remedy {
        Remedy::TryAgain => Some(Action::Archive { key, chat, direction: report.direction }),
        Remedy::CheckNumber => Some(Action::CheckNumber(key, chat)),
        Remedy::UnarchiveAndArchiveAgain => Some(again(instance, report)),
        other => remedy_act(other, key),
    }
}

/// Whether the messenger knows the number.
fn number_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(NumberCheck { chat, outcome, exchange }) = &instance.number_check else { return };
    let number = chat.phone_digits().map_or_else(|| chat.as_str().to_owned(), text::phone);
    let (tone, mark, title, text) = match outcome {
        None => (Tone::Wait, Mark::Waiting, tr!("number-checking", number = &number), String::new()),
        Some(Ok(found)) if found.exists => {
            (Tone::Good, Mark::Done, tr!("number-known", number = &number), tr!("number-known-text"))
        }
        Some(Ok(_)) => (Tone::Bad, Mark::Failed, tr!("number-unknown", number = &number), tr!("number-unknown-text")),
        Some(Err(failure)) => {
            let told = Told::checking_number(failure, instance);
            let remedy = failure_card(ui, told, exchange.as_ref(), view, actions, None);
            if remedy == Some(Remedy::TryAgain) {
                actions.push(Action::CheckNumber(instance.key, chat.clone()));
            }
            return;
        }
    };
    Banner { tone, mark, title: &title, text: &text }.show(ui, |_| {});
}

/// Turning incoming notifications on, while it goes and how it ended.
pub fn turn_on_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(on) = &instance.turn_on else { return };
    let key = instance.key;
    let (tone, mark, title, text) = match &on.progress.phase {
        turn_on::Phase::Sending => (Tone::Wait, Mark::Waiting, tr!("turn-on-sending"), String::new()),
        turn_on::Phase::Waiting => {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
            let passed = text::rough_duration(on.since.elapsed());
            (Tone::Wait, Mark::Waiting, tr!("turn-on-waiting"), tr!("turn-on-waiting-text", time = &passed))
        }
        turn_on::Phase::Ended(turn_on::Ending::Applied) => {
            let works = on.progress.state == Some(InstanceState::Authorized);
            let text = if works { tr!("turn-on-done-text") } else { tr!("turn-on-done-not-working") };
            (Tone::Good, Mark::Done, tr!("turn-on-done"), text)
        }
        turn_on::Phase::Ended(turn_on::Ending::NotSeen) => {
            (Tone::Wait, Mark::Warning, tr!("turn-on-not-seen"), tr!("turn-on-not-seen-text"))
        }
        turn_on::Phase::Ended(turn_on::Ending::Refused(failure)) => {
            let told = Told::turning_on(failure, instance);
            let close = Some(Action::CloseTurnOn(key));
            let remedy = failure_card(ui, told, on.progress.sending.as_ref(), view, actions, close);
            if remedy == Some(Remedy::TryAgain) {
                actions.push(Action::AskTurnOnIncoming(key));
            }
            return;
        }
        turn_on::Phase::Ended(turn_on::Ending::Unknown(failure)) => {
            let cause = told_texts(&Told::turning_on(failure, instance)).cause;
            (Tone::Wait, Mark::Warning, tr!("turn-on-unknown"), format!("{cause}\n{}", tr!("turn-on-unknown-text")))
        }
    };
    let running = instance.is_turning_on();
    Banner { tone, mark, title: &title, text: &text }.show(ui, |ui| {
        if running {
            let cancel = ui.add(ActButton::plain(tr!("turn-on-stop-waiting")));
            if cancel.on_hover_text(tr!("turn-on-stop-hint")).clicked() {
                actions.push(Action::CancelTurnOn(key));
            }
        } else if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
            actions.push(Action::CloseTurnOn(key));
        }
    });
}
