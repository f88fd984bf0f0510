//! The table of saved messages. Only the visible rows are laid out; a row with a checkbox is clickable as a whole.

use std::collections::BTreeSet;

use eframe::egui::{Rect, RichText, Role, Ui, Vec2, WidgetInfo};
use jiff::Timestamp;

use crate::explain::{explain_item, explain_not_sendable, explain_wrong_recipient};
use crate::model::{Action, Instance};
use crate::store::ResendItemState;
use crate::tr;
use crate::ui::labels;
use crate::ui::message_cells::MessageCells;
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets::{Tone, VirtualRows, line_under, paint_cells, paint_tick, row_menu, table_head, table_row};
use crate::work::resend::{LeftElsewhere, Overview, ResendCandidate};

/// Rows shown before the list scrolls.
const ROWS_SEEN: f32 = 10.0;

/// Returns the left edges of the columns, and the right edge of the table.
fn columns(width: f32) -> [f32; 6] {
    let [kind, to, content, state] =
        if width < 620.0 { [62.0, 132.0, 272.0, 150.0] } else { [66.0, 152.0, 330.0, 210.0] };
    [28.0, kind, to, content, width - state, width]
}

/// The text at the end of a row.
struct StateCell {
    word: String,
    /// The full text, for hovering and for screen readers.
    whole: String,
    tone: Tone,
}

/// Draws the messages with the indices `shown`, and changes the selection.
pub fn rows_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    shown: &[usize],
    selected: Option<&mut BTreeSet<u32>>,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    table_head(ui, columns, MessageCells::heads().into_iter().chain([tr!("resend-column-state")]));
    let now = Timestamp::now();
    let mut selected = selected;
    let rows = VirtualRows::new(("send-rows", instance.key), shown.len(), ROWS_SEEN * size::TABLE_ROW);
    rows.show(ui, |ui, index, rect| {
        let candidate = shown.get(index).and_then(|position| overview.candidates.get(*position));
        let Some(candidate) = candidate else { return };
        row_ui(ui, rect, instance, candidate, now, selected.as_deref_mut(), actions);
    });
}

fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    instance: &Instance,
    candidate: &ResendCandidate,
    now: Timestamp,
    selected: Option<&mut BTreeSet<u32>>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    let message = &candidate.message;
    let response = table_row(ui, rect, candidate.position);
    let mut ticked = None;
    if let Some(selected) = selected.filter(|_| candidate.may_be_selected()) {
        if response.clicked() && !selected.remove(&candidate.position) {
            selected.insert(candidate.position);
        }
        ticked = Some(selected.contains(&candidate.position));
        if response.hovered() {
            ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 1.0)), 4.0, t.raised);
        }
        paint_tick(ui, rect, 2.0, ticked == Some(true));
    }
    let cells = MessageCells::new(i64::from(candidate.position), message, instance.messenger());
    let said = said(candidate, instance, now);
    let text = if candidate.not_sendable.is_some() { t.muted } else { t.text };
    let (colour, _) = said.tone.colours(t);
    let texts = cells.texts(t, text).into_iter().chain([(said.word.as_str(), colour)]);
    paint_cells(ui, rect, &columns(rect.width()), texts);
    line_under(ui, rect);

    let whole = [cells.name(), said.whole.clone()];
    let name = whole.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(". ");
    response.widget_info(|| match ticked {
        Some(ticked) => WidgetInfo::selected(Role::CheckBox, true, ticked, &name),
        None => WidgetInfo::labeled(Role::ListItem, true, &name),
    });
    row_menu(&response, |ui| cells.copy_menu(ui, message, &format!("\t{}", said.whole), actions));
    if !said.whole.is_empty() || cells.content.chars().count() > 40 {
        response.on_hover_ui(|ui| {
            ui.set_max_width(size::DIALOG);
            ui.label(&cells.content);
            if !said.whole.is_empty() {
                ui.label(RichText::new(&said.whole).color(t.muted));
            }
        });
    }
}

/// Returns the state of a message, or what to know before selecting it.
fn said(candidate: &ResendCandidate, instance: &Instance, now: Timestamp) -> StateCell {
    let one = |word: String, tone| StateCell { whole: word.clone(), word, tone };
    if let Some(why) = candidate.not_sendable {
        return one(say(&explain_not_sendable(why, instance.messenger())), Tone::Plain);
    }
    match &candidate.state {
        Some(ResendItemState::Waiting) if !candidate.stopped => one(tr!("resend-state-waiting"), Tone::Plain),
        Some(ResendItemState::Sending) => one(tr!("resend-state-sending"), Tone::Wait),
        Some(ResendItemState::Sent { id_message }) => {
            let word = tr!("resend-state-sent");
            StateCell { whole: format!("{word}, idMessage {id_message}"), word, tone: Tone::Good }
        }
        Some(state @ ResendItemState::Failed(why)) => {
            let word = marks(candidate).into_iter().chain([tr!("resend-state-failed")]).collect::<Vec<_>>();
            told(word.join(" · "), state, &why.said, Tone::Bad)
        }
        Some(state @ ResendItemState::Unknown(why)) => told(tr!("resend-state-unknown"), state, &why.said, Tone::Wait),
        None | Some(ResendItemState::Waiting) => {
            let mut marks = marks(candidate);
            if candidate.state.is_some() {
                marks.push(tr!("resend-state-stopped"));
            }
            if candidate.link_may_have_expired(now) {
                marks.push(tr!("resend-mark-link"));
            } else if candidate.is_old(now) {
                marks.push(tr!("resend-mark-old"));
            }
            let since = if candidate.is_old(now) {
                tr!("resend-seen", time = text::date_time(candidate.seen))
            } else {
                String::new()
            };
            let word = marks.join(" · ");
            let whole = [word.clone(), since].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            StateCell { word, whole: whole.join(". "), tone: Tone::Wait }
        }
    }
}

/// Returns why a message is selected by hand only, and how often the server listed it.
fn marks(candidate: &ResendCandidate) -> Vec<String> {
    let wrong = candidate.wrong_recipient.map(|why| say(&explain_wrong_recipient(why)));
    let elsewhere = candidate.elsewhere.map(|elsewhere| match elsewhere {
        LeftElsewhere::Sent => tr!("resend-mark-elsewhere"),
        LeftElsewhere::Unknown => tr!("resend-mark-elsewhere-unknown"),
    });
    let queued = candidate.queued.then(|| tr!("resend-mark-queued"));
    let repeated = labels::repeated(&candidate.message);
    wrong.into_iter().chain(elsewhere).chain(queued).chain(repeated).collect()
}

fn told(word: String, state: &ResendItemState, said: &str, tone: Tone) -> StateCell {
    let why = explain_item(state).map(|text| say(&text)).unwrap_or_default();
    let short = format!("{word}: {why}");
    let whole = if said.is_empty() { short.clone() } else { format!("{short} ({said})") };
    StateCell { word: short, whole, tone }
}
