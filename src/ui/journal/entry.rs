//! Journal entries: one change, or all changes of a run that asked for the same.

use eframe::egui::{Id, Label, Rect, Response, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use super::labels::{
    badge, chat_id, counts, is_request, outcome, outcome_of_all, read_back_of_all, replacement, span, steps_of, title,
    why,
};
use crate::explain::explain_outcome;
use crate::green_api::IdInstance;
use crate::model::{Action, OpenGroup};
use crate::store::{JournalGroup, JournalRow};
use crate::tr;
use crate::ui::text::{self, say};
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{
    ActButton, Badge, Icon, RowHeights, cell_ui, icon_ui, keyed, optional, paint_cell, quiet_box, slot, table_row,
};

/// Width below which an entry has two lines, in points.
const NARROW: f32 = 640.0;

/// Left edges of the columns of the wide form, in points.
const INSTANCE: f32 = 64.0;
const CHANGE: f32 = 204.0;

/// Returns the height of an entry that is not open.
pub fn height(width: f32) -> f32 {
    if width < NARROW { 2.0 * size::HIT } else { size::TABLE_ROW + space::XS }
}

/// The name of the instance of an entry, short and unique.
pub struct InstanceName {
    /// The name; the id if the instance was removed.
    pub short: String,
    /// The name with the id.
    pub full: String,
}

/// Draws an entry: time, instance, change, outcome.
pub fn entry_ui(ui: &mut Ui, group: &JournalGroup, of: &InstanceName, is_open: bool, sense: Sense) -> Response {
    let (rect, _) =
        ui.allocate_exact_size(Vec2::new(ui.available_width(), height(ui.available_width())), Sense::hover());
    let head = table_row(ui, rect, ("journal-entry", group.id), sense);
    let t = Tokens::of(ui);
    if head.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.raised);
    }
    let (word, tone) = outcome_of_all(group);
    let (title, time) = (title(&group.newest, group.lines), text::clock_time(group.begun));
    head.widget_info(|| {
        let name = format!("{time} {title}, {}: {word}", of.full);
        WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, name)
    });
    let minutes = time.get(..5).unwrap_or(&time);
    let mark = rect.right() - size::ICON;
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let place =
        Rect::from_center_size(rect.right_center() - Vec2::new(size::ICON / 2.0, 0.0), Vec2::splat(size::SMALL_ICON));
    icon_ui(ui, icon, place, t.muted);
    let badge = Badge::new(word, tone).wide();
    let badge_at = mark - rect.left() - space::S - badge.width(ui);
    if rect.width() < NARROW {
        let (upper, lower) = rect.shrink2(Vec2::new(0.0, space::XS)).split_top_bottom_at_fraction(0.5);
        paint_cell(ui, upper, 0.0..INSTANCE, minutes, TextStyle::Body, t.muted);
        paint_cell(ui, upper, INSTANCE..mark - rect.left(), &title, TextStyle::Body, t.text);
        paint_cell(ui, lower, INSTANCE..badge_at, &of.short, font::strong(), t.text);
        cell_ui(ui, lower, badge_at..rect.width()).add(badge);
    } else {
        paint_cell(ui, rect, 0.0..INSTANCE, minutes, TextStyle::Body, t.muted);
        paint_cell(ui, rect, INSTANCE..CHANGE, &of.short, font::strong(), t.text);
        paint_cell(ui, rect, CHANGE..badge_at, &title, TextStyle::Body, t.text);
        cell_ui(ui, rect, badge_at..rect.width()).add(badge);
    }
    head.on_hover_text(title)
}

/// Draws what is under an open entry: what was asked in words, then the requests themselves, of which only the visible
/// ones make words. `name` returns the name of an instance with its id.
pub fn open_ui(
    ui: &mut Ui,
    group: &JournalGroup,
    of: &InstanceName,
    open: &OpenGroup,
    heights: &mut RowHeights,
    name: &dyn Fn(&IdInstance) -> String,
) -> Option<Action> {
    let mut action = None;
    ui.indent(Id::unique(("journal-open", group.id)), |ui| {
        quiet_box(ui, |ui| words_ui(ui, group, of, open));
        ui.spacing_mut().item_spacing.y = space::XS;
        slot(ui, |ui| {
            heights.show(ui, open.lines.len(), size::HIT, |ui, index| {
                let row = &open.lines[index];
                let of = (group.instances > 1).then(|| name(&row.instance));
                keyed(ui, row.id, |ui| request_ui(ui, row, of, group));
            });
        });
        let left = (group.lines as usize).saturating_sub(open.lines.len());
        let is_cut = left > 0 && !open.lines.is_empty();
        let more = ActButton::plain(tr!("journal-more-requests", count = left));
        if optional(ui, is_cut, |ui| ui.add(more)) {
            action = Some(Action::MoreOfGroup);
        }
        ui.add_space(space::XS); // clear of the line below
    });
    action
}

/// Draws the request in words, its user, the reason of a failure, and the value that was read back.
fn words_ui(ui: &mut Ui, group: &JournalGroup, of: &InstanceName, open: &OpenGroup) {
    let facts = facts(group, of, open);
    let heads = facts.iter().map(|(head, _)| font::text_width(ui, head, TextStyle::Body));
    let width = heads.fold(0.0, f32::max);
    ui.spacing_mut().interact_size.y = font::LINE;
    for (head, said) in facts {
        ui.horizontal_top(|ui| {
            let left = ui.cursor().left();
            ui.label(RichText::new(head).color(Tokens::of(ui).muted));
            ui.add_space((left + width + space::M - ui.cursor().left()).max(0.0));
            ui.add(Label::new(said).wrap().selectable(true));
        });
    }
}

/// Returns the facts of an open entry, each with its head.
fn facts(group: &JournalGroup, of: &InstanceName, open: &OpenGroup) -> Vec<(String, String)> {
    let row = &group.newest;
    let is_one = group.lines == 1;
    let facts = [
        (tr!("journal-what"), Some(title(row, group.lines))),
        (tr!("journal-where"), Some(of.full.clone())),
        (tr!("journal-chat"), chat_id(row).filter(|_| is_one).map(|chat| chat_words(row, chat))),
        (tr!("journal-when"), Some(times(group))),
        (tr!("journal-steps"), replacement(row).map(|record| steps_of(&record))),
        (tr!("journal-outcome"), Some(words_of_outcome(group))),
        (tr!("journal-why"), why(group, &open.reasons)),
        (tr!("journal-found"), read_back_of_all(group)),
        (tr!("journal-who"), Some(row.who.clone()).filter(|who| !who.is_empty())),
    ];
    facts.into_iter().filter_map(|(head, said)| Some((head, said?))).collect()
}

/// Returns the outcome of a single change, or the number of changes with each outcome.
fn words_of_outcome(group: &JournalGroup) -> String {
    let row = &group.newest;
    match group.lines {
        1 if !is_request(row) => badge(row).0,
        1 => outcome(&row.outcome).0,
        _ => counts(group),
    }
}

/// Returns the names of a chat, then and now, its number, and its id.
fn chat_words(row: &JournalRow, chat: String) -> String {
    let reading = text::chat(&chat);
    let id = if reading == chat { chat } else { format!("{reading} · {chat}") };
    match (row.chat_name(), row.known.as_str()) {
        ("", _) => id,
        (name, now) if now.is_empty() || now == name => format!("{name} · {id}"),
        (name, now) => tr!("journal-chat-renamed", then = name, now = now, id = id),
    }
}

/// Returns when a group began and ended, to the minute.
fn times(group: &JournalGroup) -> String {
    let (begun, ended) = span(group);
    let ended = text::date_time(ended.unwrap_or(group.newest.begun));
    let begun = text::date_time(begun);
    if ended == begun { begun } else { tr!("journal-from-to", begun = begun, ended = ended) }
}

/// Draws a request as it was sent, with the server's words. The line of an entry with several requests only sums them
/// up, so each of them has its time and its outcome, and its instance where there are several.
fn request_ui(ui: &mut Ui, row: &JournalRow, of: Option<String>, group: &JournalGroup) {
    let (t, is_one) = (Tokens::of(ui), group.lines == 1);
    let mono = |text: &str| RichText::new(text).text_style(TextStyle::Monospace);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("№\u{a0}{}", text::number(row.id.0))).color(t.muted));
        if !is_one {
            let (word, tone) = badge(row);
            ui.label(RichText::new(text::exact_time(row.begun, group.begun)).color(t.muted));
            ui.add(Badge::new(word, tone).wide());
            if let Some(of) = of {
                ui.label(of);
            }
            if !row.chat_name().is_empty() {
                ui.label(row.chat_name());
            }
        }
        if is_request(row) {
            ui.label(mono(row.method.name()).color(t.text));
            ui.add(Label::new(mono(beginning(&row.asked)).color(t.muted)).wrap().selectable(true));
        }
    });
    if !is_one && let Some(why) = explain_outcome(&row.outcome) {
        ui.label(RichText::new(say(&why)).color(t.muted));
    }
    let words = row.outcome.said();
    if !words.is_empty() {
        ui.label(mono(beginning(words)).color(t.faint));
    }
}

/// Returns as much of a text as this program writes into a line. Something else may have written any amount there,
/// which a file still has whole.
fn beginning(text: &str) -> &str {
    const SHOWN: usize = 4_000;
    text.char_indices().nth(SHOWN).map_or(text, |(end, _)| &text[..end])
}
