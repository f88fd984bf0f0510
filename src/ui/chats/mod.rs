//! The Chats page: archive or unarchive one chat, and read what came of it.

mod result;

use eframe::egui::{Align, Id, IdSalt, Key, Layout, RichText, TextStyle, Ui, Vec2};

use super::{
    ViewState,
    theme::{Tokens, font, size, space},
    widgets::{ActButton, Field, card, page},
};
use crate::{
    green_api::{ChatId, ChatIdError, ChatKind},
    model::{Action, ArchiveState, Instance, Tab},
    tr,
    work::archive_chat::Direction,
};

pub fn chats_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    page(ui, IdSalt::new(("chats", instance.key)), |ui| {
        if !instance.messenger().has_archive() {
            no_archive_ui(ui);
            return;
        }
        super::token_banner::token_ui(ui, instance, &mut actions);
        super::interrupted::interrupted_ui(ui, instance, Tab::Chats, &mut actions);
        form_ui(ui, instance, view, &mut actions);
        super::restart::restart_ui(ui, instance, view, &mut actions);
        result::result_ui(ui, instance, view, &mut actions);
        if instance.archive.is_none() && instance.restart.is_none() {
            let t = Tokens::of(ui);
            ui.label(RichText::new(tr!("chats-hint")).color(t.muted));
        }
    });
    actions
}

/// MAX has no such method; what can be done there is said instead.
fn no_archive_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    card(ui, |ui| {
        ui.label(font::styled(tr!("chats-max-title"), font::strong()));
        ui.label(RichText::new(tr!("chats-max-text")).color(t.muted));
    });
}

fn form_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let draft = view.chats.entry(instance.key).or_default();
    let t = Tokens::of(ui);
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let reading = ChatId::parse(draft, instance.messenger());
        let off = off_because(instance, draft, reading.is_err());
        let mut asked = None;
        let label = tr!("chats-field");
        ui.label(RichText::new(&label).color(t.muted));
        let row = Vec2::new(ui.available_width(), size::CONTROL);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            let unarchive = ActButton::plain(tr!("chats-unarchive")).off_because(off.clone());
            if ui.add(unarchive).clicked() {
                asked = Some(Direction::Unarchive);
            }
            let archive = ActButton::accent(tr!("chats-archive")).off_because(off.clone());
            if ui.add(archive).clicked() {
                asked = Some(Direction::Archive);
            }
            let id = Id::unique(("chat-field", instance.key));
            let field = Field::bare(&label, id).hint("").show(ui, draft);
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && off.is_none() {
                asked = Some(Direction::Archive);
                field.request_focus();
            }
        });
        reading_ui(ui, draft, &reading);
        if let (Some(direction), Ok(chat)) = (asked, reading) {
            actions.push(Action::Archive { key: instance.key, chat, direction });
        }
        if let Some(ArchiveState::Running { direction, chat, looks, .. }) = &instance.archive {
            ui.horizontal(|ui| {
                ui.spinner();
                let text = if *looks {
                    tr!("chats-looking", chat = chat.as_str())
                } else if direction.archives() {
                    tr!("chats-archiving", chat = chat.as_str())
                } else {
                    tr!("chats-unarchiving", chat = chat.as_str())
                };
                ui.label(text);
                let cancel = ui.add(ActButton::plain(tr!("cancel")));
                if cancel.on_hover_text(tr!("clear-cancel-hint")).clicked() {
                    actions.push(Action::CancelArchive(instance.key));
                }
            });
        }
    });
}

fn off_because(instance: &Instance, draft: &str, wrong: bool) -> Option<String> {
    if instance.is_archiving() {
        Some(tr!("chats-off-running"))
    } else if instance.credentials().is_none() {
        Some(tr!("token-missing"))
    } else if draft.trim().is_empty() {
        Some(tr!("chats-off-empty"))
    } else if wrong {
        Some(tr!("chats-off-wrong"))
    } else {
        None
    }
}

/// What will be sent, or which part is wrong. A format check is no proof, so there is no tick.
fn reading_ui(ui: &mut Ui, draft: &str, reading: &Result<ChatId, ChatIdError>) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(20.0);
        if draft.trim().is_empty() {
            ui.label(RichText::new(tr!("chats-examples")).text_style(TextStyle::Small).color(t.faint));
            return;
        }
        match reading {
            Ok(chat) => {
                let kind = match chat.kind() {
                    ChatKind::Person => tr!("chats-kind-person"),
                    ChatKind::Group => tr!("chats-kind-group"),
                    ChatKind::Lid => tr!("chats-kind-lid"),
                };
                ui.label(RichText::new(tr!("chats-will-be-sent")).text_style(TextStyle::Small).color(t.muted));
                ui.label(RichText::new(chat.as_str()).text_style(TextStyle::Monospace));
                ui.label(RichText::new(format!("· {kind}")).text_style(TextStyle::Small).color(t.muted));
            }
            Err(error) => {
                ui.label(RichText::new(wrong_part(error)).text_style(TextStyle::Small).color(t.danger));
            }
        }
    });
}

fn wrong_part(error: &ChatIdError) -> String {
    match error {
        ChatIdError::Empty => tr!("chat-id-empty"),
        ChatIdError::TooShort { digits, .. } => tr!("chat-id-too-short", digits = *digits),
        ChatIdError::TooLong { digits, .. } => tr!("chat-id-too-long", digits = *digits),
        ChatIdError::UnexpectedCharacter { character, position } => {
            tr!("chat-id-character", character = character.to_string(), position = *position)
        }
        ChatIdError::LeadingZero => tr!("chat-id-leading-zero"),
        ChatIdError::CountryNotServed => tr!("chat-id-country"),
        ChatIdError::GroupForm => tr!("chat-id-group"),
        ChatIdError::UnknownSuffix { suffix } => tr!("chat-id-suffix", suffix = suffix),
        ChatIdError::Unsupported { suffix } => tr!("chat-id-unsupported", suffix = suffix),
    }
}
