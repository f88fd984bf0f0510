//! The table of saved messages. Only the visible rows are laid out. A row with a checkbox is clickable as a whole, except
//! for its end, which opens it; one row can be open.

use std::collections::BTreeSet;

use eframe::egui::{Rect, Response, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo};
use jiff::Timestamp;

use super::index::Index;
use crate::explain::{explain_item, explain_not_sendable, explain_wrong_recipient};
use crate::model::{Action, Instance};
use crate::store::ResendItemState;
use crate::tr;
use crate::ui::labels;
use crate::ui::long_text::LongText;
use crate::ui::message_cells::{MessageCells, NARROW_TABLE};
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{
    Icon, RowCursor, Tone, VirtualRows, line_under, menu_item, paint_cells, paint_raised, paint_tick, row_menu,
    table_head, table_row,
};
use crate::work::resend::{LeftElsewhere, Overview, ResendCandidate};

/// Width below which a table with states has narrow columns, in points; below the second one they are as narrow as
/// their shortest words.
const NARROW_WITH_STATES: f32 = NARROW_TABLE + 210.0;
const NARROWEST: f32 = 520.0;

/// Rows shown before the list scrolls.
const ROWS_SEEN: f32 = 10.0;

/// Maximum height that an open row adds to the list, in points.
const MAX_DETAILS: f32 = 420.0;

/// State of the table, kept between frames.
#[derive(Debug, Default)]
pub struct RowsState {
    cursor: RowCursor,
    /// The position of the open message, and its text.
    open: Option<(u32, LongText)>,
    /// Height of its details when they were last drawn, in points.
    details: f32,
}

/// Returns the left edges of the columns, and the right edge of the table. The column of the states has no width while
/// there are none.
fn columns(width: f32, index: &Index) -> [f32; 6] {
    let narrow = if index.has_states { NARROW_WITH_STATES } else { NARROW_TABLE };
    let [kind, to, content, state] = match width {
        width if width < NARROWEST => [64.0, 156.0, 274.0, 104.0],
        width if width < narrow => [64.0, 165.0, 297.0, 160.0],
        _ => [66.0, 167.0, 345.0, 210.0],
    };
    let state = if index.has_states { state } else { 0.0 };
    let end = width - size::ICON;
    [28.0, kind, to, content, end - state, end]
}

/// The text at the end of a row.
struct StateCell {
    /// Begins with the fullest and ends with the shortest. The first one that fits is shown.
    words: Vec<String>,
    /// The full text, for hovering and for screen readers.
    whole: String,
    tone: Tone,
}

/// Draws the messages that the index shows, and changes the selection.
pub fn rows_ui(
    ui: &mut Ui,
    instance: &Instance,
    overview: &Overview,
    index: &Index,
    selected: Option<&mut BTreeSet<u32>>,
    state: &mut RowsState,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let head = if index.has_states { tr!("resend-column-state") } else { String::new() };
    table_head(ui, |width| columns(width, index), MessageCells::heads().into_iter().chain([head]));
    let now = Timestamp::now();
    let mut selected = selected;
    let shown = &index.shown;
    let RowsState { cursor, open, details } = state;
    let position = |at: usize| overview.candidates[shown[at]].position;
    let opened = open.as_ref().and_then(|(of, _)| (0..shown.len()).find(|at| position(*at) == *of));
    let room = opened.map_or(0.0, |_| *details);
    let height = ROWS_SEEN * size::TABLE_ROW + room.min(MAX_DETAILS);
    let rows = VirtualRows::new(("send-rows", instance.key), shown.len(), height);
    let rows = VirtualRows { open: opened.map(|at| (at, room)), ..rows };
    rows.show_as_one_stop(ui, cursor, |ui, at, rect, sense| {
        let (candidate, is_open) = (&overview.candidates[shown[at]], opened == Some(at));
        let row = Row { rect, sense, candidate, columns: columns(rect.width(), index), now, is_open };
        let (response, is_asked) = row_ui(ui, &row, instance, selected.as_deref_mut(), actions);
        if is_asked {
            *open = (!is_open).then(|| (candidate.position, LongText::of_message(&candidate.message)));
        }
        if let Some((_, text)) = open.as_mut().filter(|(of, _)| *of == candidate.position) {
            let height = details_ui(ui, &row, room, text);
            if (height - *details).abs() > 0.5 {
                *details = height;
                ui.ctx().request_repaint();
            }
        }
        response
    });
}

/// Draws the whole text under an open row. Returns the height used.
fn details_ui(ui: &mut Ui, row: &Row<'_>, room: f32, text: &mut LongText) -> f32 {
    let rect = Rect::from_min_size(row.rect.left_bottom(), Vec2::new(row.rect.width(), room.max(size::TABLE_ROW)));
    let [_, left, ..] = row.columns;
    let inner = Rect::from_min_max(
        rect.min + Vec2::new(left, space::S),
        rect.right_top() + Vec2::new(-size::ICON, f32::INFINITY),
    );
    let drawn = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| text.show(ui));
    let height = drawn.response.rect.height() + 2.0 * space::S;
    line_under(ui, Rect::from_min_size(rect.min, Vec2::new(rect.width(), height)));
    height
}

/// A row to draw.
struct Row<'a> {
    rect: Rect,
    sense: Sense,
    candidate: &'a ResendCandidate,
    columns: [f32; 6],
    now: Timestamp,
    is_open: bool,
}

/// Draws a row. Returns whether the user opens or closes it, too.
fn row_ui(
    ui: &mut Ui,
    row: &Row<'_>,
    instance: &Instance,
    selected: Option<&mut BTreeSet<u32>>,
    actions: &mut Vec<Action>,
) -> (Response, bool) {
    let Row { rect, sense, candidate, columns, now, is_open } = *row;
    let t = Tokens::of(ui);
    let message = &candidate.message;
    let response = table_row(ui, rect, candidate.position, sense);
    let selected = selected.filter(|_| candidate.may_be_selected());
    let end = rect.right() - size::ICON;
    let is_at_end = response.interact_pointer_pos().is_some_and(|at| at.x >= end);
    let mut is_asked = response.clicked() && (is_at_end || selected.is_none());
    let mut ticked = None;
    if let Some(selected) = selected {
        if response.clicked() && !is_at_end && !selected.remove(&candidate.position) {
            selected.insert(candidate.position);
        }
        ticked = Some(selected.contains(&candidate.position));
        if response.hovered() {
            paint_raised(ui, rect);
        }
        paint_tick(ui, rect, 2.0, ticked == Some(true));
    }
    let cells = MessageCells::new(i64::from(candidate.position), message, instance);
    let said = said(candidate, instance, now);
    let text = if candidate.not_sendable.is_some() { t.muted } else { t.text };
    let (colour, _) = said.tone.colours(t);
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let mark =
        Rect::from_center_size(rect.right_center() - Vec2::new(size::ICON / 2.0, 0.0), Vec2::splat(size::SMALL_ICON));
    icon.paint(ui.painter(), mark, t.faint);
    let [number, kind, to, content, start, end] = columns;
    let state = font::fitting(ui, said.words.iter().map(String::as_str), TextStyle::Body, end - start - space::S);
    // In a narrow table, the content takes the place of a state that the row does not have.
    let start = if state.is_empty() && rect.width() < NARROW_WITH_STATES { end } else { start };
    let columns = [number, kind, to, content, start, end];
    let texts = cells.texts(t, text).into_iter().chain([(state, colour)]);
    paint_cells(ui, rect, &columns, texts);
    if !is_open {
        line_under(ui, rect);
    }

    let name = text::sentences([cells.name().as_str(), &said.whole]);
    response.widget_info(|| match ticked {
        Some(ticked) => WidgetInfo::selected(Role::CheckBox, true, ticked, &name),
        None => WidgetInfo::labeled(Role::ListItem, true, &name),
    });
    row_menu(&response, |ui| {
        is_asked |= menu_item(ui, if is_open { tr!("resend-hide-message") } else { tr!("resend-show-message") });
        cells.copy_menu(ui, message, &format!("\t{}", said.whole), actions);
    });
    if said.whole.is_empty() && cells.content.chars().count() <= 40 {
        return (response, is_asked);
    }
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(size::DIALOG);
        ui.label(&cells.content);
        if !said.whole.is_empty() {
            ui.label(RichText::new(&said.whole).color(t.muted));
        }
    });
    (response, is_asked)
}

/// Returns the state of a message, or what to know before selecting it.
fn said(candidate: &ResendCandidate, instance: &Instance, now: Timestamp) -> StateCell {
    let one = |word: String, tone| StateCell { whole: word.clone(), words: vec![word], tone };
    if let Some(why) = candidate.not_sendable {
        let whole = say(&explain_not_sendable(why, instance.messenger()));
        return StateCell { words: vec![whole.clone(), tr!("resend-short-not-sendable")], whole, tone: Tone::Plain };
    }
    match &candidate.state {
        Some(ResendItemState::Waiting) if !candidate.stopped => one(tr!("resend-state-waiting"), Tone::Plain),
        Some(ResendItemState::Sending) => one(tr!("resend-state-sending"), Tone::Wait),
        Some(ResendItemState::Sent { id_message }) => {
            let word = tr!("resend-state-sent");
            StateCell { whole: format!("{word}, idMessage {id_message}"), words: vec![word], tone: Tone::Good }
        }
        Some(state @ ResendItemState::Failed(why)) => {
            told(marks(candidate), tr!("resend-state-failed"), state, &why.said, Tone::Bad)
        }
        Some(state @ ResendItemState::Unknown(why)) => {
            told(Vec::new(), tr!("resend-state-unknown"), state, &why.said, Tone::Wait)
        }
        None | Some(ResendItemState::Waiting) => {
            let mut marks = marks(candidate);
            if candidate.state.is_some() {
                marks.push(Mark::of(tr!("resend-state-stopped")));
            }
            if candidate.link_may_have_expired(now) {
                marks.push(Mark { full: tr!("resend-mark-link"), short: tr!("resend-short-link") });
            } else if candidate.is_old(now) {
                marks.push(Mark::of(tr!("resend-mark-old")));
            }
            let since = if candidate.is_old(now) {
                tr!("resend-seen", time = text::date_time(candidate.seen))
            } else {
                String::new()
            };
            let [full, short] = joined(&marks);
            let whole = text::sentences([full.as_str(), &since]);
            let first = marks.first().map(|first| match marks.len() - 1 {
                0 => first.short.clone(),
                others => format!("{} +{others}", first.short),
            });
            let words = [full, short].into_iter().chain(first).collect();
            StateCell { words, whole, tone: Tone::Wait }
        }
    }
}

/// A part of a state, in full and for a narrow column.
struct Mark {
    full: String,
    short: String,
}

impl Mark {
    /// Creates a mark that is short as it is.
    fn of(word: String) -> Self {
        Self { full: word.clone(), short: word }
    }
}

/// Returns why a message is selected by hand only, and how often the server listed it.
fn marks(candidate: &ResendCandidate) -> Vec<Mark> {
    let wrong = candidate
        .wrong_recipient
        .map(|why| Mark { full: say(&explain_wrong_recipient(why)), short: tr!("resend-short-wrong") });
    let elsewhere = candidate.elsewhere.map(|elsewhere| match elsewhere {
        LeftElsewhere::Sent => Mark { full: tr!("resend-mark-elsewhere"), short: tr!("resend-state-sent") },
        LeftElsewhere::Unknown => {
            Mark { full: tr!("resend-mark-elsewhere-unknown"), short: tr!("resend-short-elsewhere-unknown") }
        }
    });
    let queued = candidate.queued.then(|| Mark::of(tr!("resend-mark-queued")));
    let repeated = labels::repeated(&candidate.message).map(Mark::of);
    wrong.into_iter().chain(elsewhere).chain(queued).chain(repeated).collect()
}

/// Returns the marks in one line, in full and in short.
fn joined(marks: &[Mark]) -> [String; 2] {
    let joined = |word: fn(&Mark) -> &str| marks.iter().map(word).collect::<Vec<_>>().join(" · ");
    [joined(|mark| &mark.full), joined(|mark| &mark.short)]
}

fn told(mut marks: Vec<Mark>, word: String, state: &ResendItemState, said: &str, tone: Tone) -> StateCell {
    marks.push(Mark::of(word.clone()));
    let [full, short] = joined(&marks);
    let why = explain_item(state).map(|text| say(&text)).unwrap_or_default();
    let with_reason = format!("{full}: {why}");
    let whole = if said.is_empty() { with_reason.clone() } else { format!("{with_reason} ({said})") };
    StateCell { words: vec![with_reason, full, short, word], whole, tone }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;

    use super::*;

    #[test]
    fn the_content_keeps_some_words_beside_the_states() {
        let mut index = Index::default();
        index.has_states = true;
        for width in [470.0, 519.0, 560.0, 640.0, 829.0, 860.0] {
            let [.., content, state, _] = columns(width, &index);
            assert!(state - content >= 66.0, "{} in {width} points", state - content);
        }
    }

    #[test]
    fn the_number_of_every_message_fits_into_its_column() {
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui(|ui| {
            for width in [440.0, 600.0, 900.0] {
                let [number, kind, ..] = columns(width, &Index::default());
                let room = kind - number - space::S;
                for last in ["128", "500"] {
                    assert!(font::text_width(ui, last, TextStyle::Body) <= room, "{last} in {room} points");
                }
            }
        });
        harness.run();
    }
}
