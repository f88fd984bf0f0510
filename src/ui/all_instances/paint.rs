//! Painting the cells of a row.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Stroke, StrokeKind, TextStyle, Ui, Vec2, pos2, vec2,
};

use super::cells::{Cells, end_of_suspension};
use super::row::RowShown;
use super::sparkline;
use crate::model::Instance;
use crate::tr;
use crate::ui::instance_options::paint_colour;
use crate::ui::labels;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Sight, Tone, name_galley};

/// Size of the course of a queue, in points.
const COURSE: Vec2 = vec2(44.0, 16.0);
/// Share of the width that a name takes at least beside the mark of "Look only".
const NAME_AT_LEAST: f32 = 0.5;
/// Heights of a tag and of a state, in points.
const TAG: f32 = 18.0;
const BADGE: f32 = 23.0;
/// Horizontal padding of a tag, on both sides together, and the gap before it.
const TAG_PADDING: f32 = 10.0;
const TAG_GAP: f32 = space::XS + 2.0;
/// Sizes of the smallest text and of an id, in points.
const TINY: f32 = 11.5;
const ID: f32 = 12.0;
/// Distance by which a value rises above the middle to leave room for a line under it, in points.
const RISE: f32 = 9.0;

/// Paints the colour, the name with the tags beside it, and the id and the messenger under it, unless the state is there.
/// Tags without room are counted. Returns whether all of it is on the screen.
pub fn paint_name(ui: &Ui, rect: Rect, shown: &RowShown<'_>, colour: Color32) -> Sight {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, shares_name, .. } = *shown;
    // Where the id is not under the name, it distinguishes two instances of one name.
    let name = match columns.state {
        None if shares_name => format!("{} · {}", instance.id(), instance.record.name),
        _ => instance.record.name.clone(),
    };
    let left = rect.left() + columns.name;
    let bar = rect.with_min_x(left - space::S).shrink2(vec2(0.0, space::S));
    paint_colour(ui, bar, &instance.record.options);
    let room = columns.name_end() - columns.name - space::S;
    let name_width = font::text_width(ui, &name, font::strong());
    let (tags, tags_sight) = fitting_tags(ui, instance, room, name_width);
    let name_room = room - tags.iter().map(tag_room).sum::<f32>();
    let [first_line, _] = size::CELL_LINES;
    let line = rect.top() + rect.height() * first_line;
    let (name, name_sight) = name_galley(ui, &name, font::strong().resolve(ui.style()), colour, name_room);
    let sight = if name_sight == Sight::Whole { tags_sight } else { Sight::Partial };
    let mut x = left + name.size().x;
    ui.painter().galley(pos2(left, line - name.size().y / 2.0), name, colour);
    for tag in tags {
        let place = Rect::from_min_max(pos2(x + TAG_GAP, line - TAG / 2.0), pos2(x + tag_room(&tag), line + TAG / 2.0));
        let edge = Stroke::new(1.0, t.border);
        ui.painter().rect(place, CornerRadius::same(5), t.surface, edge, StrokeKind::Inside);
        let at = Align2::CENTER_CENTER.align_size_within_rect(tag.size(), place);
        ui.painter().galley(at.min, tag, t.muted);
        x = place.right();
    }
    if columns.state.is_none() {
        return sight;
    }
    let under = format!("{} · {}", instance.id().as_str(), instance.messenger().name());
    let mono = FontId { size: ID, ..TextStyle::Monospace.resolve(ui.style()) };
    let galley = elided(ui, &under, mono, t.muted, room, 1);
    let y = rect.top() + rect.height() * size::CELL_LINES[1] - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, y), galley, t.muted);
    sight
}

/// Returns what is painted beside the name: the mark of "Look only", for which a long name gives way, the tags that fit
/// beside the whole name, and the number of the others; and whether all tags are among them.
fn fitting_tags(ui: &Ui, instance: &Instance, room: f32, name: f32) -> (Vec<Arc<Galley>>, Sight) {
    let font = FontId { size: TINY, ..TextStyle::Small.resolve(ui.style()) };
    let colour = Tokens::of(ui).muted;
    let lay = |word: &str| ui.painter().layout_no_wrap(word.to_owned(), font.clone(), colour);
    let mark = labels::look_only_mark(instance).map(|mark| lay(&mark));
    let mark = mark.filter(|mark| name.min(room * NAME_AT_LEAST) + tag_room(mark) <= room);
    let all: Vec<_> = instance.record.options.tags.iter().map(|tag| lay(tag)).collect();
    let left = room - name - mark.iter().map(tag_room).sum::<f32>();
    let others = |count: usize| (count > 0).then(|| lay(&tr!("all-instances-more-tags", count = count)));
    let fits = |shown: &usize| {
        let tags = all.iter().take(*shown).map(tag_room).sum::<f32>();
        tags + others(all.len() - shown).iter().map(tag_room).sum::<f32>() <= left
    };
    let shown = (0..=all.len()).rev().find(fits).unwrap_or(0);
    let others = others(all.len() - shown);
    let sight = if others.is_some() { Sight::Partial } else { Sight::Whole };
    (mark.into_iter().chain(all.into_iter().take(shown)).chain(others).collect(), sight)
}

/// Returns the width of a tag with the gap before it, in points.
fn tag_room(tag: &Arc<Galley>) -> f32 {
    TAG_GAP + tag.size().x + TAG_PADDING
}

/// Paints the state in its column, or under the name.
pub fn paint_state(ui: &Ui, rect: Rect, shown: &RowShown<'_>, cells: &Cells) {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, .. } = *shown;
    let (colour, fill) = cells.state_tone.colours(t);
    let from = columns.state.unwrap_or(columns.name);
    let room = columns.queue - from - space::S;
    let mark_room = 2.0 * space::S + size::STATE_MARK + space::XS;
    let font = font::small_strong().resolve(ui.style());
    let lay = |word: &str| elided(ui, word, font.clone(), colour, room - mark_room, 1);
    let (mut word, mut end) = (lay(&cells.state), None);
    if word.elided {
        word = lay(&labels::state_word_alone(instance.state.value(), instance.messenger()));
        end = end_of_suspension(instance, shown.now).map(|time| tr!("all-instances-end", time = time));
    }
    // In a narrow window the time of the check is here.
    let checked = columns.checked.is_none().then(|| cells.checked.clone());
    let under = end.or_else(|| cells.state_age.clone()).or(checked);
    let middle = match columns.state {
        Some(_) => rect.center().y - if under.is_some() { RISE } else { 0.0 },
        None => rect.top() + rect.height() * size::CELL_LINES[1],
    };
    let size = vec2(word.size().x + mark_room, BADGE);
    let place = Rect::from_min_size(pos2(rect.left() + from, middle - size.y / 2.0), size);
    let edge = if cells.state_tone == Tone::Plain { t.border } else { fill };
    ui.painter().rect(place, CornerRadius::same(5), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mark = Rect::from_center_size(place.left_center() + vec2(space::S + 4.0, 0.0), Vec2::splat(size::STATE_MARK));
    labels::state_shape(instance.state.value()).paint(ui, mark, cells.state_tone == Tone::Plain);
    let at = pos2(mark.right() + space::XS, middle - word.size().y / 2.0);
    ui.painter().galley(at, word, colour);
    match columns.state {
        Some(_) => paint_age(ui, pos2(place.left(), middle + BADGE / 2.0), room, under.as_deref()),
        None => {
            let at = pos2(place.right() + space::S, middle - TINY * 0.6);
            paint_age(ui, at, room - size.x - space::S, under.as_deref());
        }
    }
}

pub fn paint_queue(ui: &Ui, rect: Rect, shown: &RowShown<'_>, cells: &Cells) {
    let t = Tokens::of(ui);
    let columns = shown.columns;
    let room = columns.queue_end() - columns.queue - space::S;
    let left = rect.left() + columns.queue;
    let colour = if cells.waiting_is_old { t.muted } else { t.text };
    let number = elided(ui, &cells.waiting, font::strong().resolve(ui.style()), colour, room, 1);
    let middle = rect.center().y - if cells.waiting_age.is_some() { RISE } else { 0.0 };
    let end = left + number.size().x;
    ui.painter().galley(pos2(left, middle - number.size().y / 2.0), number, colour);
    if columns.checked.is_some() && end + space::S + COURSE.x <= left + room {
        let course = Rect::from_min_size(pos2(end + space::S, middle - COURSE.y / 2.0), COURSE);
        sparkline::sparkline_ui(ui, course, shown.instance, shown.now);
    }
    paint_age(ui, pos2(left, middle + BADGE / 2.0), room, cells.waiting_age.as_deref());
}

fn paint_age(ui: &Ui, at: Pos2, room: f32, age: Option<&str>) {
    let Some(age) = age else { return };
    let t = Tokens::of(ui);
    let font = FontId { size: TINY, ..TextStyle::Small.resolve(ui.style()) };
    ui.painter().galley(at, elided(ui, age, font, t.faint, room, 1), t.faint);
}

/// Lays a text out in at most `rows` lines, cut off with an ellipsis.
fn elided(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, width.max(size::STATE_MARK));
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.painter().layout_job(job)
}

/// Maximum number of small lines in a cell.
pub const LINES: usize = 3;

/// Paints a text of up to [`LINES`] lines between two columns.
pub fn paint_lines(ui: &Ui, rect: Rect, from: f32, to: f32, text: String, font: FontId, colour: Color32) {
    let galley = elided(ui, &text, font, colour, to - from - space::S, LINES);
    let at = pos2(rect.left() + from, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
}
