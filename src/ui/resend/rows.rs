//! The table of saved messages. Only the visible rows are laid out; a row with a checkbox is clickable as a whole.

use std::collections::BTreeSet;

use eframe::egui::{
    Color32, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, TextWrapMode, Ui, Vec2, WidgetInfo, WidgetText,
};
use jiff::Timestamp;

use crate::{
    explain::{explain_item, explain_not_sendable, explain_wrong_recipient},
    model::{Action, Instance},
    store::ResendItemState,
    tr,
    ui::{
        labels,
        text::{self, say},
        theme::{Tokens, size, space},
        widgets::{Tone, menu_item, paint_box, row_menu, table_head},
    },
    work::resend::{LeftElsewhere, Overview, ResendCandidate},
};

/// Rows shown before the list scrolls.
const ROWS_SEEN: f32 = 10.0;

/// Left edges of the columns, and the right edge of the table.
struct Columns {
    number: f32,
    kind: f32,
    to: f32,
    content: f32,
    state: f32,
    end: f32,
}

impl Columns {
    fn within(width: f32) -> Self {
        if width < 620.0 {
            Self { number: 28.0, kind: 62.0, to: 132.0, content: 272.0, state: width - 150.0, end: width }
        } else {
            Self { number: 28.0, kind: 66.0, to: 152.0, content: 330.0, state: width - 210.0, end: width }
        }
    }
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
    head_ui(ui);
    let now = Timestamp::now();
    let row = size::TABLE_ROW;
    let total = shown.len() as f32 * row;
    let height = (ROWS_SEEN * row).min(total);
    let mut selected = selected;
    ScrollArea::vertical()
        .id_salt(("send-rows", instance.key))
        .max_height(height)
        // The page scrolls too, so the remaining height of the window does not limit the list.
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show_viewport(ui, |ui, seen| {
            ui.set_height(total);
            let first = (seen.top().max(0.0) / row) as usize;
            let visible = (seen.height() / row).ceil() as usize + 1;
            for (index, position) in shown.iter().enumerate().skip(first).take(visible) {
                let Some(candidate) = overview.candidates.get(*position) else { continue };
                let top = ui.max_rect().left_top() + Vec2::new(0.0, index as f32 * row);
                let rect = Rect::from_min_size(top, Vec2::new(ui.available_width(), row));
                row_ui(ui, rect, instance, candidate, now, selected.as_deref_mut(), actions);
            }
        });
}

fn head_ui(ui: &mut Ui) {
    table_head(ui, |width| {
        let columns = Columns::within(width);
        [
            (columns.number, tr!("queue-column-number")),
            (columns.kind, tr!("queue-column-kind")),
            (columns.to, tr!("queue-column-to")),
            (columns.content, tr!("queue-column-content")),
            (columns.state, tr!("resend-column-state")),
        ]
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
    let response = ui.interact(rect, ui.scope_id().with(candidate.position), Sense::click());
    let mut ticked = None;
    if let Some(selected) = selected.filter(|_| candidate.may_be_selected()) {
        if response.clicked() && !selected.remove(&candidate.position) {
            selected.insert(candidate.position);
        }
        ticked = Some(selected.contains(&candidate.position));
        let tick = Rect::from_center_size(rect.left_center() + Vec2::new(10.0, 0.0), Vec2::splat(size::ICON));
        if response.hovered() {
            ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 1.0)), 4.0, t.raised);
        }
        paint_box(ui, tick, ticked == Some(true));
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let number = text::number(i64::from(candidate.position));
    let kind = labels::kind_word(&message.kind);
    let to = labels::recipient(message, instance.messenger());
    let content = labels::content(message);
    let said = said(candidate, instance, now);
    let columns = Columns::within(rect.width());
    let fades = candidate.not_sendable.is_some();
    let text = if fades { t.muted } else { t.text };
    cell(ui, rect, columns.number, columns.kind, &number, t.muted);
    cell(ui, rect, columns.kind, columns.to, &kind, t.muted);
    cell(ui, rect, columns.to, columns.content, &to, text);
    cell(ui, rect, columns.content, columns.state, &content, text);
    let (colour, _) = said.tone.colours(t);
    cell(ui, rect, columns.state, columns.end, &said.word, colour);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.border));

    let whole = [format!("{number}. {kind}, {to}: {content}"), said.whole.clone()];
    let name = whole.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(". ");
    response.widget_info(|| match ticked {
        Some(ticked) => WidgetInfo::selected(Role::CheckBox, true, ticked, &name),
        None => WidgetInfo::labeled(Role::ListItem, true, &name),
    });
    row_menu(&response, |ui| {
        if menu_item(ui, tr!("queue-copy-content")) {
            actions.push(Action::Copy(message.text().map_or_else(|| content.clone(), str::to_owned)));
        }
        if let Some(chat) = message.chat_id()
            && menu_item(ui, tr!("queue-copy-chat"))
        {
            actions.push(Action::Copy(chat.to_owned()));
        }
        if menu_item(ui, tr!("queue-copy-row")) {
            actions.push(Action::Copy(format!("{number}\t{kind}\t{to}\t{content}\t{}", said.whole)));
        }
    });
    if !said.whole.is_empty() || content.chars().count() > 40 {
        response.on_hover_ui(|ui| {
            ui.set_max_width(size::DIALOG);
            ui.label(&content);
            if !said.whole.is_empty() {
                ui.label(RichText::new(&said.whole).color(t.muted));
            }
        });
    }
}

fn cell(ui: &Ui, rect: Rect, from: f32, to: f32, text: &str, colour: Color32) {
    let width = (to - from - space::S).max(8.0);
    let galley =
        WidgetText::from(text::on_a_line(text)).into_galley(ui, Some(TextWrapMode::Truncate), width, TextStyle::Body);
    let at = rect.left_center() + Vec2::new(from, -galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, colour);
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
