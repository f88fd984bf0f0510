//! Selecting messages: by kind, by chat, by content, one by one, or all that are shown.

use std::collections::BTreeSet;
use std::iter::once;

use eframe::egui::{ComboBox, Id, RichText, Ui};

use super::index::{Group, Index};
use super::rows::{RowsState, rows_ui};
use crate::green_api::{Delivery, MessageKind};
use crate::model::{Action, Instance, ResendKind, ResendOrder};
use crate::store::SavedQueueId;
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Field, card, check_row, divider, drop_down, report_search};
use crate::ui::{labels, text};
use crate::work::resend::{Overview, ResendCandidate};

/// Width of the search field, in points.
const SEARCH: f32 = 200.0;

/// State of the page, kept between frames.
#[derive(Debug, Default)]
pub struct ResendView {
    /// The saved queue that the rest belongs to.
    of: Option<SavedQueueId>,
    selected: BTreeSet<u32>,
    filter: Filter,
    pub index: Index,
    rows: RowsState,
}

/// The filter that decides which messages are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    typed: String,
    kind: Option<MessageKind>,
    chat: Option<String>,
}

impl Filter {
    pub fn lets_through(&self, candidate: &ResendCandidate, instance: &Instance) -> bool {
        let message = &candidate.message;
        let of_kind = self.kind.as_ref().is_none_or(|kind| *kind == message.kind);
        let of_chat = self.chat.as_ref().is_none_or(|chat| message.chat_id() == Some(chat.as_str()));
        of_kind && of_chat && labels::holds(message, instance, &self.typed)
    }
}

impl ResendView {
    /// Computes what has changed since the last frame.
    pub fn bring_up(&mut self, instance: &Instance, overview: &Overview) {
        if self.of != Some(overview.queue.id) {
            *self = Self { of: Some(overview.queue.id), ..Self::default() };
        }
        let has_changed = self.index.bring_up(overview, instance, &self.filter);
        if is_selecting(instance) {
            if has_changed {
                self.selected.retain(|position| self.index.may.contains(position));
            }
        } else if instance.resend.live.as_ref().is_none_or(|live| live.progress.is_some()) {
            // The selection is kept until the run has begun.
            self.selected.clear();
        }
    }
}

/// Whether messages can be selected: no run is under way or waits to be resumed.
fn is_selecting(instance: &Instance) -> bool {
    instance.resend.live.is_none() && instance.resend.unfinished().is_none()
}

pub fn selection_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    view: &mut ResendView,
    actions: &mut Vec<Action>,
) {
    let ResendView { selected, filter, index, rows, .. } = view;
    let (selecting, any) = (is_selecting(instance), index.any_sendable);
    if selecting && any {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let t = Tokens::of(ui);
            super::copy_ui(ui, overview);
            ui.label(font::running(tr!("resend-text")).color(t.muted));
            super::warnings_ui(ui, &index.warnings);
            ui.add_space(space::S);
            divider(ui);
            ui.add_space(space::S);
            act_ui(ui, instance, overview, selected, actions);
        });
    }
    card(ui, |ui| {
        if !selecting || !any {
            super::copy_ui(ui, overview);
        }
        filter_ui(ui, instance, filter, index);
        index.bring_up(overview, instance, filter);
        if index.shown.is_empty() {
            let t = Tokens::of(ui);
            ui.label(RichText::new(tr!("sidebar-nothing-found")).color(t.muted));
            return;
        }
        if selecting {
            all_ui(ui, instance, &index.all, selected);
        }
        rows_ui(ui, instance, overview, index, selecting.then_some(selected), rows, actions);
    });
}

fn filter_ui(ui: &mut Ui, instance: &Instance, filter: &mut Filter, index: &Index) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
        ui.allocate_ui(eframe::egui::vec2(SEARCH, size::CONTROL), |ui| {
            let id = Id::unique(("resend-search", instance.key));
            let field = Field::search(&tr!("resend-search"), id).show(ui, &mut filter.typed);
            report_search(ui.ctx(), field.id);
        });
        let of = |word: &str, count: u64| format!("{word} · {}", text::number(count as i64));
        let every = tr!("resend-kind-all");
        let now = filter.kind.as_ref().map_or_else(|| every.clone(), labels::kind_word);
        let combo = ComboBox::from_id_salt("resend-kind").width(size::LIST).selected_text(now);
        let kinds = index.kinds.iter().map(|(kind, count)| (Some(kind.clone()), of(&labels::kind_word(kind), *count)));
        let (button, selected) = drop_down(ui, combo, &filter.kind, once((None, every)).chain(kinds));
        button.accessible_name(tr!("resend-kind"));
        filter.kind = selected.unwrap_or_else(|| filter.kind.take());
        let every = tr!("resend-chat-all");
        let chat = index.chats.iter().find(|(id, _, _)| Some(id) == filter.chat.as_ref());
        let now = chat.map_or_else(|| every.clone(), |(_, word, _)| word.clone());
        let combo = ComboBox::from_id_salt("resend-chat").width(size::WIDE_LIST).selected_text(now);
        let chats = index.chats.iter().map(|(id, word, count)| (Some(id.clone()), of(word, *count)));
        let (button, selected) = drop_down(ui, combo, &filter.chat, once((None, every)).chain(chats));
        button.accessible_name(tr!("resend-chat"));
        filter.chat = selected.unwrap_or_else(|| filter.chat.take());
    });
}

/// Draws one checkbox for all shown messages, except those selected by hand only.
fn all_ui(ui: &mut Ui, instance: &Instance, shown: &Group, selected: &mut BTreeSet<u32>) {
    let t = Tokens::of(ui);
    let (left_out, positions) = (left_out(shown), &shown.once);
    if positions.is_empty() {
        let words = if left_out.is_empty() { tr!("resend-choose-nothing") } else { left_out };
        ui.label(RichText::new(words).color(t.muted));
        return;
    }
    let mut all = positions.iter().all(|position| selected.contains(position));
    let label = tr!("resend-choose-shown", count = positions.len());
    if check_row(ui, Id::unique(("send-all", instance.key)), &mut all, &label, &left_out).changed() {
        if all {
            selected.extend(positions.iter().copied());
        } else {
            positions.iter().for_each(|position| {
                selected.remove(position);
            });
        }
    }
}

/// Returns how many of these the checkbox for all leaves out, and why.
fn left_out(shown: &Group) -> String {
    let twice = (shown.twice > 0).then(|| tr!("resend-choose-twice", count = shown.twice));
    let wrong = (shown.wrong > 0).then(|| tr!("resend-choose-wrong", count = shown.wrong));
    twice.into_iter().chain(wrong).collect::<Vec<_>>().join("\n")
}

/// Draws the number of selected messages, the time that sending takes, and the button.
fn act_ui(ui: &mut Ui, instance: &Instance, overview: &Overview, selected: &BTreeSet<u32>, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let count = selected.len();
    let off = disabled_because(instance).or_else(|| (count == 0).then(|| tr!("resend-off-none")));
    let plan = plan(instance, count);
    let button = ActButton::accent(tr!("resend-act-ask", count = count)).disabled_because(off.clone());
    let words = |ui: &mut Ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(font::styled(tr!("resend-chosen", count = count), font::strong()));
            ui.label(font::running(off.clone().unwrap_or(plan)).color(t.muted));
        });
    };
    let act = |ui: &mut Ui| {
        if ui.add(button).clicked() {
            let positions: Vec<u32> = selected.iter().copied().collect();
            let order =
                ResendOrder { queue: overview.queue.id, positions: positions.into(), kind: ResendKind::Selected };
            actions.push(Action::AskResend(instance.key, order));
        }
    };
    super::progress::words_and_acts(ui, words, act);
}

/// Returns the plan for sending, such as "One every 15 s: about 9 min".
pub fn plan(instance: &Instance, count: usize) -> String {
    let interval = instance.settings.value().and_then(|settings| settings.sending_interval);
    let Some(interval) = interval else { return tr!("resend-off-interval") };
    let time = text::rough_duration(interval.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX)));
    tr!("resend-plan", interval = text::interval(interval), time = &time)
}

/// Returns the reason why nothing may be sent now, whichever messages are selected.
pub fn disabled_because(instance: &Instance) -> Option<String> {
    if let Some(off) = look_only(instance) {
        Some(off)
    } else if instance.resend.live.is_some() {
        Some(tr!("resend-off-running"))
    } else if instance.is_clearing() {
        Some(tr!("queue-clear-off-running"))
    } else if instance.delivery().is_none() {
        Some(tr!("resend-off-state-unknown"))
    } else if !instance.delivery().is_some_and(Delivery::can_send) {
        Some(tr!("resend-off-not-sending"))
    } else if instance.settings.value().and_then(|settings| settings.sending_interval).is_none() {
        Some(if instance.settings.is_asking() { tr!("resend-off-asking") } else { tr!("resend-off-interval") })
    } else {
        None
    }
}
