//! Archiving or unarchiving one chat.

use eframe::egui::{Id, Key, Label, RichText, TextStyle, Ui};

use super::ChatsView;
use crate::green_api::{ArchiveDirection, ChatId, ChatIdError, ChatKind};
use crate::model::{Action, ArchiveState, Instance};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::numbers::{doubt_words, wrong_part};
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Contents, Field, Spinner, card, row_with_end, slot};
use crate::work::archive_chat::ArchiveAct;

/// Width of the paddings of the field and of two buttons, and of the gaps between them, in points.
const AROUND_WORDS: f32 = 110.0;

pub fn archive_chat_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, actions: &mut Vec<Action>) {
    let draft = &mut view.draft;
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let reading = ChatId::parse(draft, instance.messenger());
        let off = disabled_because(instance, draft, reading.is_err());
        let asked = ask_ui(ui, instance, draft, off);
        reading_ui(ui, instance, draft, &reading);
        if let (Some(act), Ok(chat)) = (asked, reading) {
            actions.push(Action::Archive { key: instance.key, chat, act });
        }
        if let Some(ArchiveState::Running { act, chat, rereads, .. }) = &instance.archive {
            ui.horizontal(|ui| {
                ui.add(Spinner::new());
                let text = match act.direction() {
                    _ if *rereads => tr!("chats-looking", chat = chat.as_str()),
                    ArchiveDirection::Archive => tr!("chats-archiving", chat = chat.as_str()),
                    ArchiveDirection::Unarchive => tr!("chats-unarchiving", chat = chat.as_str()),
                };
                ui.label(text);
                let cancel = ui.add(ActButton::plain(tr!("stop-waiting")));
                if cancel.on_hover_text(tr!("clear-queue-cancel-hint")).clicked() {
                    actions.push(Action::CancelArchive(instance.key));
                }
            });
        }
    });
}

/// Draws the field and the two acts, which are under it where there is no room beside it. Returns what is asked for.
fn ask_ui(ui: &mut Ui, instance: &Instance, draft: &mut String, off: Option<String>) -> Option<ArchiveAct> {
    let label = tr!("chats-field");
    let id = Id::unique(("chat-field", instance.key));
    let [archive, unarchive] = [tr!("chats-archive"), tr!("chats-unarchive")];
    let words = [&label, &archive, &unarchive].map(|text| font::text_width(ui, text, TextStyle::Button));
    let is_wide = words.iter().sum::<f32>() + AROUND_WORDS <= ui.available_width();
    let mut field = |ui: &mut Ui| {
        let field = Field::bare(&label, id).contents(Contents::Number).show(ui, draft);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && off.is_none();
        if entered {
            field.request_focus();
        }
        entered.then_some(ArchiveAct::Archive)
    };
    let buttons = |ui: &mut Ui| {
        let archive = ui.add(ActButton::accent(archive).disabled_because(off.clone()));
        let unarchive = ui.add(ActButton::plain(unarchive).disabled_because(off.clone()));
        let clicked = [(archive, ArchiveAct::Archive), (unarchive, ArchiveAct::Unarchive)];
        clicked.into_iter().find_map(|(button, act)| button.clicked().then_some(act))
    };
    let (entered, clicked) = if is_wide {
        row_with_end(ui, size::CONTROL, field, buttons)
    } else {
        (field(ui), row_with_end(ui, size::CONTROL, |_| {}, buttons).1)
    };
    entered.or(clicked)
}

fn disabled_because(instance: &Instance, draft: &str, wrong: bool) -> Option<String> {
    if let Some(off) = look_only(instance) {
        Some(off)
    } else if instance.is_archiving() {
        Some(tr!("chats-off-running"))
    } else if !instance.has_token() {
        Some(tr!("token-missing"))
    } else if draft.trim().is_empty() {
        Some(tr!("chats-off-empty"))
    } else if wrong {
        Some(tr!("chats-off-wrong"))
    } else {
        None
    }
}

/// Shows what will be sent and any reason against it, or which part is invalid. A format check proves nothing, so no
/// check mark is shown.
fn reading_ui(ui: &mut Ui, instance: &Instance, draft: &str, reading: &Result<ChatId, ChatIdError>) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(font::LINE);
        if draft.trim().is_empty() {
            ui.label(RichText::new(tr!("chats-examples")).text_style(TextStyle::Small).color(t.faint));
            return;
        }
        match reading {
            Ok(chat) => {
                ui.label(RichText::new(tr!("chats-will-be-sent")).text_style(TextStyle::Small).color(t.muted));
                ui.label(RichText::new(chat.as_str()).text_style(TextStyle::Monospace));
                let who = format!("· {}", who(instance, chat));
                ui.add(Label::new(RichText::new(who).text_style(TextStyle::Small).color(t.muted)).truncate());
            }
            Err(error) => {
                ui.label(RichText::new(wrong_part(error)).text_style(TextStyle::Small).color(t.danger));
            }
        }
    });
    let doubt = reading.as_ref().ok().and_then(|chat| chat.doubt(draft, |id| is_known(instance, id)));
    slot(ui, |ui| {
        if let Some(doubt) = doubt {
            ui.label(RichText::new(doubt_words(&doubt)).text_style(TextStyle::Small).color(t.warning));
        }
    });
}

fn is_known(instance: &Instance, id: &str) -> bool {
    instance.chats.found.as_ref().is_some_and(|found| found.knows(id))
}

/// Returns the chat's name if it is known, otherwise the kind of chat.
fn who(instance: &Instance, chat: &ChatId) -> String {
    let known = instance.chats.found.as_ref().and_then(|found| found.of(chat.as_str()));
    match known.and_then(|known| known.name.as_deref()) {
        Some(name) => name.to_owned(),
        None => match chat.kind() {
            ChatKind::Person => tr!("chats-kind-person"),
            ChatKind::Group => tr!("chats-kind-group"),
            ChatKind::Lid => tr!("chats-kind-lid"),
        },
    }
}
