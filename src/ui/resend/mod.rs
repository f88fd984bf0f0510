//! The page that resends messages of a saved queue: selecting them, progress, and the outcome of each.

mod index;
mod outcome;
mod progress;
mod results;
mod rows;
mod selection;

use eframe::egui::{IdSalt, RichText, Ui};

pub use index::ByHand;
pub use progress::{counts_words, unfinished_ui};
pub use selection::{ResendView, disabled_because, plan};

use self::index::Warnings;
use super::queue::old_state_ui;
use super::text::{self, say};
use super::theme::{Tokens, font};
use super::widgets::{ActButton, Banner, Mark, Spinner, Tone, page, slot};
use super::{ViewState, header, labels, token_banner};
use crate::explain::explain_database;
use crate::green_api::{Delivery, InstanceState, QueuedMessage};
use crate::model::{Action, Instance, Page, Tab};
use crate::store::{SavedQueueId, WhySaved};
use crate::tr;
use crate::work::resend::{Overview, REFUSED_IN_A_ROW};

pub fn head_ui(ui: &mut Ui, instance: &Instance) -> Vec<Action> {
    let title = tr!("resend-title", name = &instance.record.name);
    let (back, page) = if instance.is_being_replaced() {
        (tr!("resend-back-replace"), Page::Replace(instance.key))
    } else {
        (tr!("resend-back"), Page::Instance(instance.key, Tab::Queue))
    };
    header::errand_head_ui(ui, instance, &title, Some((back, page)))
}

pub fn resend_ui(ui: &mut Ui, instance: &Instance, queue: SavedQueueId, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    page(ui, IdSalt::new(("sending", instance.key, queue)), |ui| {
        slot(ui, |ui| token_banner::token_ui(ui, instance, &mut actions));
        slot(ui, |ui| unread_ui(ui, instance, &mut actions));
        slot(ui, |ui| outcome::outcome_ui(ui, instance, queue, view, &mut actions));
        slot(ui, |ui| progress::progress_ui(ui, instance, queue, &mut actions));
        let open = instance.resend.open.as_ref().filter(|open| open.id == queue);
        let Some(overview) = open.and_then(|open| open.overview.as_ref()) else {
            if open.is_some_and(|open| open.gone) {
                Banner::new(Tone::Wait, Mark::Warning, tr!("resend-gone"), tr!("resend-gone-text")).show(ui, |_| {});
            } else if instance.resend.failure.is_none() {
                ui.add(Spinner::new());
            }
            return;
        };
        slot(ui, |ui| {
            if instance.resend.live.is_none() {
                state_ui(ui, instance, queue, &mut actions);
            }
        });
        let seen = view.resend.entry(instance.key).or_default();
        seen.bring_up(instance, overview);
        slot(ui, |ui| results::results_ui(ui, instance, overview, &seen.index, &mut actions));
        // Messages that cannot be sent are secondary, unless there are no others.
        let any = seen.index.any_sendable;
        slot(ui, |ui| {
            if !any {
                results::not_sendable_ui(ui, &seen.index);
            }
        });
        selection::selection_ui(ui, instance, overview, seen, &mut actions);
        if any {
            results::not_sendable_ui(ui, &seen.index);
        }
    });
    actions
}

/// Draws the reason why the database could not be read.
fn unread_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let Some(failure) = &instance.resend.failure else { return };
    let why = explain_database(failure);
    let banner = Banner::new(Tone::Bad, Mark::Failed, tr!("resend-unread"), say(&why)).with_details([&why]);
    banner.show_closable(ui, None, actions, |ui, actions| {
        if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
            actions.push(Action::ReadResend(instance.key));
        }
    });
}

/// Warns which messages would not arrive now: messages that a number does not send wait in its queue.
fn state_ui(ui: &mut Ui, instance: &Instance, queue: SavedQueueId, actions: &mut Vec<Action>) {
    if let Some(at) = instance.state.at().filter(|_| instance.state.is_old()) {
        return old_state_ui(ui, instance, at, |ui| refresh_ui(ui, instance, queue, actions));
    }
    let (title, text) = match instance.delivery() {
        None | Some(Delivery::Everything) => return,
        Some(Delivery::SavedContacts) => {
            (labels::restricted_title(instance), tr!("resend-restricted-text", count = REFUSED_IN_A_ROW))
        }
        Some(Delivery::Nothing | Delivery::Unknown) => {
            let word = labels::state_word(instance.state.value(), instance.messenger());
            (tr!("resend-not-sending", state = &word), not_sending_text(instance.state.value()))
        }
    };
    let text = labels::with_suspension_end(instance, text);
    Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |ui| refresh_ui(ui, instance, queue, actions));
}

/// Draws the button that queries the state, unless the outcome above has it.
fn refresh_ui(ui: &mut Ui, instance: &Instance, queue: SavedQueueId, actions: &mut Vec<Action>) {
    if outcome::offers_refresh(instance, queue) {
        return;
    }
    let off = instance.state.is_asking().then(|| tr!("resend-off-state-unknown"));
    if ui.add(ActButton::plain(tr!("header-refresh")).disabled_because(off)).clicked() {
        actions.push(Action::Refresh(instance.key));
    }
}

/// Returns from which number the messages would go out that are sent in a state in which nothing goes out.
fn not_sending_text(state: Option<&InstanceState>) -> String {
    match state {
        Some(InstanceState::Suspended) => tr!("resend-suspended-text"),
        _ => tr!("resend-not-sending-text"),
    }
}

/// Shows which saved queue this is.
fn copy_ui(ui: &mut Ui, overview: &Overview) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.label(font::styled(tr!("resend-copy", time = text::date_time(overview.queue.saved)), font::strong()));
        ui.label(tr!("saved-queues-count", count = overview.queue.messages));
        let why = match overview.queue.why {
            WhySaved::BeforeClearing => tr!("saved-queues-before-clearing"),
            WhySaved::ByHand => tr!("saved-queues-by-hand"),
        };
        ui.label(RichText::new(why).color(t.muted));
    });
}

/// Draws warnings about selectable messages that deserve a second look.
fn warnings_ui(ui: &mut Ui, warnings: &Warnings) {
    let t = Tokens::of(ui);
    by_hand_ui(ui, &warnings.by_hand);
    if warnings.old > 0 {
        ui.label(font::running(tr!("resend-old", count = warnings.old)).color(t.warning));
    }
    if warnings.links > 0 {
        ui.label(font::running(tr!("resend-links", count = warnings.links)).color(t.warning));
    }
}

/// Shows which messages are selected by hand only, and why: they may arrive twice, or their recipient cannot be right.
pub fn by_hand_ui(ui: &mut Ui, messages: &ByHand) {
    let t = Tokens::of(ui);
    if messages.wrong > 0 {
        ui.label(font::running(tr!("resend-wrong", count = messages.wrong, who = &messages.who)).color(t.warning));
    }
    if messages.elsewhere > 0 {
        ui.label(font::running(tr!("resend-twice-elsewhere", count = messages.elsewhere)).color(t.warning));
    }
    if messages.queued > 0 {
        ui.label(font::running(tr!("resend-twice-queued", count = messages.queued)).color(t.warning));
    }
}

/// Maximum number of recipients named.
const MAX_NAMED: usize = 5;

/// Returns the distinct chatIds of these messages, in their order.
fn recipients<'a>(messages: impl Iterator<Item = &'a QueuedMessage>) -> String {
    let mut named: Vec<String> = Vec::new();
    for message in messages {
        let chat = message.chat_id().map_or_else(|| message.body["chatId"].to_string(), labels::one_line);
        if !named.contains(&chat) {
            named.push(chat);
        }
    }
    let more = if named.len() > MAX_NAMED { "…" } else { "" };
    named.truncate(MAX_NAMED);
    named.join(", ") + more
}
