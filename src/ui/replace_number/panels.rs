//! The panels of all steps except linking.

use std::time::Instant;

use eframe::egui::{Id, RichText, Ui};
use jiff::Timestamp;

use super::heading::heading_ui;
use super::quiet;
use crate::explain::Remedy;
use crate::green_api::{ClearWebhooksQueue, Delivery, Failure, InstanceState, Logout, Method as _};
use crate::model::{
    Action, Asking, Dialog, Instance, InstanceKey, Page, ReplaceAction, ReplaceRead, ReplaceState, Tab, Waiting,
};
use crate::store::{SavedQueueId, WhySaved};
use crate::tr;
use crate::ui::account::typed_interval;
use crate::ui::countdown::time_left;
use crate::ui::failure::{FailureView, failure_card, failure_ui, remedy_act};
use crate::ui::labels::look_only;
use crate::ui::link_phone::restricted;
use crate::ui::queue::{not_saved_text, outcome_ui};
use crate::ui::resend::counts_words;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Banner, Field, Mark, Spinner, Tone, landing, slot};
use crate::ui::{ViewState, labels, text};
use crate::work::replace_number::{Act, PROPOSED_INTERVAL, Step};
use crate::work::restart::Change;

fn title_ui(ui: &mut Ui, title: String, explained: String) {
    let t = Tokens::of(ui);
    heading_ui(ui, title);
    ui.label(font::running(explained).color(t.muted));
}

/// Returns the reason why nothing can be done now.
fn off(instance: &Instance) -> Option<String> {
    let missing = (!instance.has_token()).then(|| tr!("token-missing"));
    let unread = instance.replace.as_ref().is_some_and(ReplaceState::awaits_truth);
    let unread = unread.then(|| tr!("replace-number-interrupted-reading"));
    let working = instance.is_working().then(|| tr!("replace-number-off-working"));
    look_only(instance).or(working).or(missing).or(unread)
}

fn act_ui(ui: &mut Ui, button: ActButton, instance: &Instance, act: Act, actions: &mut Vec<Action>) {
    if ui.add(button.disabled_because(off(instance))).clicked() {
        actions.push(Action::Replace(instance.key, ReplaceAction::Act(act)));
    }
}

fn running_ui(ui: &mut Ui, words: String) {
    ui.horizontal(|ui| {
        ui.add(Spinner::small());
        quiet(ui, words);
    });
}

pub fn stop_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    title_ui(ui, tr!("replace-number-stop"), tr!("replace-number-stop-text"));
    if ui.add(ActButton::accent(tr!("replace-number-stop-act"))).clicked() {
        actions.push(Action::Replace(instance.key, ReplaceAction::Say(Step::StopProducers)));
    }
}

/// Draws the number of waiting messages, and the button that queries it again.
fn waits_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let words = match instance.whole_queue() {
        Waiting::Unknown => tr!("replace-number-waits-unknown"),
        Waiting::Exactly(0) => tr!("replace-number-waits-nothing"),
        Waiting::Exactly(count) => tr!("replace-number-waits", count = count),
        Waiting::AtLeast(count) => tr!("replace-number-waits-at-least", count = count),
    };
    let old_at = instance.waiting_at().filter(|_| instance.waiting_is_old());
    if number_ui(ui, words, old_at, instance.is_asking()) {
        actions.push(Action::Replace(instance.key, ReplaceAction::Query));
    }
}

/// Draws a number of the server, with the time of an old one. Returns whether the user asks for it again.
fn number_ui(ui: &mut Ui, words: String, old_at: Option<Timestamp>, is_asking: bool) -> bool {
    let row = ui.horizontal_wrapped(|ui| {
        // As high with the button as with the spinner in its place, and the words beside the middle of both.
        ui.set_row_height(size::CONTROL);
        ui.label(font::styled(words, font::strong()));
        if let Some(at) = old_at {
            quiet(ui, tr!("header-as-of", time = text::age(at)));
        }
        if is_asking {
            ui.add(Spinner::small());
            return false;
        }
        ui.add(ActButton::plain(tr!("header-refresh"))).clicked()
    });
    row.inner
}

/// Draws the number of waiting notifications, and the button that counts them again.
fn notifications_count_ui(ui: &mut Ui, key: InstanceKey, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    let words = match replacing.notifications.as_ref().map(|seen| &seen.count) {
        Some(Ok(Some(count))) => tr!("replace-number-notifications-count", count = *count),
        // This server has no count.
        Some(Ok(None)) => return quiet(ui, tr!("replace-number-notifications-uncounted")),
        Some(Err(_)) | None => tr!("replace-number-notifications-unknown"),
    };
    if number_ui(ui, words, None, replacing.reads.is_reading(ReplaceRead::Notifications)) {
        actions.push(Action::Replace(key, ReplaceAction::Query));
    }
}

pub fn save_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    title_ui(ui, tr!("replace-number-save"), tr!("replace-number-save-text"));
    waits_ui(ui, instance, actions);
    let waiting = instance.waiting().number().unwrap_or(0);
    let holds = instance.summary.copy_holds();
    if waiting > holds as u64 {
        let t = Tokens::of(ui);
        let part = tr!("replace-number-save-part", shown = holds, count = waiting);
        ui.label(font::running(part).color(t.warning));
    }
    if replacing.plan.flight() == Some(Step::Save) {
        return running_ui(ui, tr!("saved-queues-saving"));
    }
    let failed =
        instance.saved_queues.saving.as_ref().and_then(|saving| saving.report.as_ref()?.outcome.as_ref().err());
    if let Some(not_saved) = failed {
        let (title, text) = (tr!("saved-queues-not-saved"), not_saved_text(not_saved, instance));
        Banner::new(Tone::Bad, Mark::Failed, title, text).show_closable(ui, None, actions, |_, _| {});
    }
    // Before the list is read, only the count is known.
    let saved = if holds == 0 { waiting } else { waiting.min(holds as u64) };
    let name =
        if waiting == 0 { tr!("replace-number-save-check") } else { tr!("replace-number-save-act", count = saved) };
    let unknown = (instance.waiting() == Waiting::Unknown).then(|| tr!("replace-number-waits-unknown"));
    if ui.add(ActButton::accent(name).disabled_because(off(instance).or(unknown))).clicked() {
        actions.push(Action::Replace(instance.key, ReplaceAction::Act(Act::Save { why: WhySaved::ByHand })));
    }
}

pub fn clear_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let key = instance.key;
    title_ui(ui, tr!("replace-number-clear"), tr!("replace-number-clear-text"));
    let clear = replacing.clearing(instance);
    if let Some(clear) = clear {
        let mut asked = Vec::new();
        outcome_ui(ui, instance, clear, view, &mut asked);
        for action in asked {
            // Saved queues are on the Queue page.
            if matches!(action, Action::OpenSavedQueue(..)) {
                actions.push(Action::Show(Page::Instance(key, Tab::Queue)));
            }
            actions.push(action);
        }
    }
    if replacing.plan.flight() == Some(Step::Clear) {
        if clear.is_none() {
            running_ui(ui, tr!("replace-number-watch-again"));
        }
        return;
    }
    waits_ui(ui, instance, actions);
    match instance.whole_queue() {
        Waiting::Exactly(0) | Waiting::Unknown => {
            act_ui(ui, ActButton::accent(tr!("replace-number-save-check")), instance, Act::CheckEmpty, actions);
        }
        waiting @ (Waiting::Exactly(_) | Waiting::AtLeast(_)) => {
            let covered = replacing.covers(instance);
            if !covered && !replacing.plan.copies().is_empty() {
                quiet(ui, tr!("replace-number-clear-unsaved"));
            }
            let clear = ActButton::danger(tr!("replace-number-clear-act", count = waiting));
            if ui.add(clear.disabled_because(off(instance))).clicked() {
                if covered {
                    actions.push(Action::Replace(key, ReplaceAction::Query));
                    actions.push(Action::Ask(Dialog::ClearSaved(key)));
                } else {
                    actions.push(Action::AskClear(key));
                }
            }
        }
    }
}

pub fn notifications_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    title_ui(ui, tr!("replace-number-notifications"), tr!("replace-number-notifications-text"));
    if replacing.plan.flight() == Some(Step::Notifications) {
        let counts = replacing.plan.asked(Step::Notifications) == Some(Act::CheckNotifications);
        let (counting, clearing) =
            (tr!("replace-number-notifications-counting"), tr!("replace-number-notifications-running"));
        return running_ui(ui, if counts { counting } else { clearing });
    }
    let seen = replacing.notifications.as_ref();
    let count = seen.and_then(|seen| seen.count.as_ref().ok().copied());
    match seen.and_then(|seen| seen.cleared.as_ref()) {
        Some(Err(failure)) if !matches!(failure, Failure::TooManyRequestsLeft { .. }) => {
            let told = FailureView::other(failure, ClearWebhooksQueue::NAME, instance);
            let exchange = seen.and_then(|seen| seen.exchange.as_ref());
            let remedy = failure_card(ui, told, exchange, view, actions, None);
            actions.extend(remedy.and_then(|remedy| match remedy {
                Remedy::TryAgain => Some(Action::Ask(Dialog::ClearNotifications(instance.key))),
                other => remedy_act(other, instance.key),
            }));
        }
        Some(Ok(())) if replacing.plan.is_open(Step::Notifications) => {
            if let Some(Some(left)) = count.filter(|left| left.is_some_and(|left| left > 0)) {
                quiet(ui, tr!("replace-number-notifications-left", count = left));
            }
        }
        _ => {}
    }
    notifications_count_ui(ui, instance.key, replacing, actions);
    let free = replacing.notifications_free.filter(|free| *free > Instant::now());
    let wait =
        free.map(|free| tr!("replace-number-notifications-again", time = text::rough_duration(time_left(ui, free))));
    if let Some(wait) = &wait {
        quiet(ui, wait.clone());
    }
    // The count is known to be wrong at times, so clearing can be requested at zero too.
    let name = tr!("replace-number-notifications-ask");
    let button = if count == Some(Some(0)) { ActButton::plain(name) } else { ActButton::danger(name) };
    let button = button.disabled_because(off(instance).or(wait));
    if ui.add(button).clicked() {
        actions.push(Action::Ask(Dialog::ClearNotifications(instance.key)));
    }
}

pub fn unlink_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let (key, plan) = (instance.key, &replacing.plan);
    title_ui(ui, tr!("replace-number-unlink"), tr!("replace-number-unlink-text"));
    if plan.flight() == Some(Step::Unlink) {
        return running_ui(ui, tr!("replace-number-unlink-running"));
    }
    let logout = instance.account.logout.as_ref();
    let failed = logout.and_then(|logout| Some((logout.outcome.as_ref()?.as_ref().err()?, logout.exchange.as_ref())));
    if let Some((failure, exchange)) = failed {
        let told = FailureView::other(failure, Logout::NAME, instance);
        let remedy = failure_card(ui, told, exchange, view, actions, Some(Action::CloseLogout(key)));
        actions.extend(remedy.and_then(|remedy| match remedy {
            Remedy::TryAgain => Some(Action::AskLogout(key)),
            other => remedy_act(other, key),
        }));
    } else if plan.is_open(Step::Unlink) && plan.asked(Step::Unlink).is_some() && replacing.interrupted.is_none() {
        let (state, _) = labels::state_badge(instance.state.value(), instance.messenger());
        let text = tr!("replace-number-unlink-not-seen-text", state = state);
        Banner::new(Tone::Wait, Mark::Warning, tr!("replace-number-unlink-not-seen"), text).show(ui, |ui| {
            if ui.add(ActButton::plain(tr!("account-reboot")).disabled_because(off(instance))).clicked() {
                actions.push(Action::AskRestart(key, Change::Reboot));
            }
        });
    }
    if plan.is_done(Step::Unlink) && plan.is_open(Step::Link) {
        ui.label(font::styled(tr!("replace-number-unlink-none"), font::strong()));
        return;
    }
    if instance.state.value() == Some(&InstanceState::NotAuthorized) {
        ui.label(font::styled(tr!("replace-number-unlink-none"), font::strong()));
        return act_ui(
            ui,
            ActButton::accent(tr!("replace-number-unlink-check")),
            instance,
            Act::CheckUnlinked,
            actions,
        );
    }
    if let Some(number) = instance.number() {
        ui.label(font::styled(tr!("replace-number-unlink-linked", number = text::phone(&number)), font::strong()));
    }
    if ui.add(ActButton::danger(tr!("replace-number-unlink-act")).disabled_because(off(instance))).clicked() {
        actions.push(Action::AskLogout(key));
    }
}

pub fn interval_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let key = instance.key;
    title_ui(ui, tr!("replace-number-interval"), tr!("replace-number-interval-text"));
    let unlinked = instance.state.value().is_some_and(InstanceState::awaits_phone);
    slot(ui, |ui| {
        if unlinked {
            ui.label(font::running(tr!("replace-number-interval-unlinked")).color(Tokens::of(ui).warning));
        }
    });
    if instance.restart.as_ref().is_some_and(|restart| matches!(restart.change, Change::Interval(_))) {
        crate::ui::restart::restart_ui(ui, instance, view, actions);
    }
    if replacing.plan.flight() == Some(Step::Interval) {
        if !instance.is_restarting() {
            running_ui(ui, tr!("replace-number-interval-reading"));
        }
        return;
    }
    let now = instance.settings.value().and_then(|settings| settings.sending_interval);
    if let Some(now) = now {
        ui.label(font::styled(tr!("replace-number-interval-now", interval = text::interval(now)), font::strong()));
    } else if instance.settings.is_asking() {
        ui.add(Spinner::new());
    }
    let proposed = PROPOSED_INTERVAL.as_secs().to_string();
    let typed = view.replace.entry(key).or_default().interval.get_or_insert(proposed);
    ui.scope(|ui| {
        ui.set_max_width(size::NUMBER_FIELD);
        Field::new(&tr!("account-interval-field"), Id::unique(("replace-number-interval", key))).show(ui, typed);
    });
    let Some(wanted) = typed_interval(typed) else {
        let t = Tokens::of(ui);
        ui.label(RichText::new(tr!("account-interval-range")).color(t.danger));
        return;
    };
    let unknown = now.is_none().then(|| tr!("account-settings-none"));
    if now == Some(wanted) {
        let keep = ActButton::accent(tr!("replace-number-interval-keep", interval = text::interval(wanted)));
        act_ui(ui, keep, instance, Act::interval(wanted, now), actions);
    } else {
        slot(ui, |ui| {
            if !unlinked {
                quiet(ui, tr!("restart-text"));
            }
        });
        let set = ActButton::accent(tr!("replace-number-interval-set", interval = text::interval(wanted)));
        if ui.add(set.disabled_because(off(instance).or(unknown))).clicked() {
            actions.push(Action::AskRestart(key, Change::Interval(wanted)));
        }
    }
}

pub fn again_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    let works = instance.delivery().is_some_and(Delivery::can_send);
    title_ui(
        ui,
        tr!("replace-number-again"),
        if works { tr!("replace-number-again-text") } else { tr!("replace-number-again-later") },
    );
    let mut copies: Vec<_> = replacing.plan.copies().iter().map(|copy| (copy.id, copy.messages, copy.at)).collect();
    if copies.is_empty() {
        ui.label(font::styled(tr!("replace-number-again-none"), font::strong()));
        // The queue may have been saved and cleared before the user decided to replace the number.
        let newest = instance.saved_queues.list.as_ref().and_then(|list| list.first());
        copies.extend(newest.map(|copy| (copy.id.0, u64::from(copy.messages), copy.saved)));
    }
    let runs = |id: i64| instance.resend.runs.iter().flatten().filter(move |run| run.queue == SavedQueueId(id));
    // The main act is the first copy of which nothing was sent, as long as the new number can send.
    let unsent = copies.iter().find(|(id, messages, _)| works && *messages > 0 && runs(*id).next().is_none());
    let unsent = unsent.map(|(id, ..)| *id);
    for (id, messages, at) in copies {
        ui.push_id(("copy", id), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.set_row_height(size::CONTROL); // the words beside the middle of the button
                let told = tr!("replace-number-again-copy", count = messages, time = text::age(at));
                ui.label(font::styled(told, font::strong()));
                let queue = SavedQueueId(id);
                let name = tr!("resend-button");
                let send = if unsent == Some(id) { ActButton::accent(name) } else { ActButton::plain(name) };
                if messages > 0 && ui.add(send).clicked() {
                    actions.push(Action::Show(Page::Resend(instance.key, queue)));
                }
            });
            // A wrapped row would break between the words and their number.
            for run in runs(id) {
                quiet(ui, counts_words(run.counts));
            }
        });
    }
    ui.add_space(space::S);
    let name = tr!("replace-number-again-finish");
    let finish = if unsent.is_some() { ActButton::plain(name) } else { ActButton::accent(name) };
    // The messages that a run has sent are counted at its end.
    let sending = instance.resend.is_sending().then(|| tr!("replace-number-again-sending"));
    if ui.add(finish.disabled_because(sending)).clicked() {
        actions.push(Action::Replace(instance.key, ReplaceAction::Say(Step::SendAgain)));
    }
}

/// Draws the last look at the new number, before the end is reported.
pub fn last_look_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    heading_ui(ui, tr!("replace-number-last-look"));
    slot(ui, |ui| {
        if let Some(banner) = restricted(instance).filter(|_| instance.state.value() == Some(&InstanceState::Blocked)) {
            banner.show(ui, |_| {});
        }
    });
    check_ui(ui, instance, replacing, view, actions);
}

/// Draws the reading of the linked number: under way, failed, or stopped because it took too long.
pub fn check_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let again = Action::Replace(instance.key, ReplaceAction::Query);
    let failure = replacing.account.as_ref().and_then(|seen| seen.failure());
    if let Some(failure) = failure {
        let remedy = failure_ui(ui, FailureView::about(failure, instance), None, view, actions);
        actions.extend(remedy.and_then(|remedy| match remedy {
            Remedy::TryAgain | Remedy::Refresh => Some(again),
            other => remedy_act(other, instance.key),
        }));
    } else if replacing.reads.asking == Asking::Stopped {
        quiet(ui, tr!("replace-number-link-unread"));
        if ui.add(ActButton::plain(tr!("replace-number-link-read-again"))).clicked() {
            actions.push(again);
        }
    } else {
        let first = replacing.plan.linked() == Some(None);
        let words = if first { tr!("replace-number-link-reading") } else { tr!("replace-number-link-checking") };
        running_ui(ui, words);
    }
}

/// Draws the end of a replacement: every step is done or skipped.
pub fn over_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    let number = replacing.plan.new_number().map(text::phone);
    let (tone, mark, title, text) = match number {
        Some(number) => {
            (Tone::Good, Mark::Done, tr!("replace-number-over"), tr!("replace-number-over-text", number = number))
        }
        None => {
            (Tone::Wait, Mark::Warning, tr!("replace-number-over-unlinked"), tr!("replace-number-over-unlinked-text"))
        }
    };
    Banner::new(tone, mark, title, text).show(ui, |_| {});
    let queue = ui.add(ActButton::plain(tr!("replace-number-over-queue")));
    landing(ui.ctx(), queue.id);
    if queue.clicked() {
        actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
    }
}
