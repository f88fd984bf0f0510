//! One instance in the table.

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Button, Color32, CornerRadius, FontId, Id, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind,
    TextStyle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use jiff::{SignedDuration, Timestamp};

use super::columns::Columns;
use super::next::Next;
use super::order::checked_at;
use super::sparkline;
use crate::green_api::Moment;
use crate::model::{Action, Instance, InstanceKey, Page, Tab};
use crate::tr;
use crate::ui::instance_options::paint_colour;
use crate::ui::theme::{Tokens, font, radius, size, space};
use crate::ui::widgets::{Tone, line_under, menu_item, paint_tick, row_menu};
use crate::ui::{header, labels, text};

/// Age at which a value is shown as old.
const OLD: SignedDuration = SignedDuration::from_mins(5);
/// Size of the course of a queue, in points.
const COURSE: Vec2 = vec2(44.0, 16.0);
/// Share of the width that a name takes at least beside its tags.
const NAME_AT_LEAST: f32 = 0.5;

/// A row with everything needed to draw it.
pub struct RowShown<'a> {
    pub instance: &'a Instance,
    pub columns: &'a Columns,
    pub is_selected: bool,
    pub is_at_cursor: bool,
    pub now: Timestamp,
}

/// A drawn row, with the click that it got.
pub struct RowResponse {
    pub row: Response,
    pub selects: bool,
    pub opens: bool,
}

/// Returns the id of a row. `ui` is the one of the rows.
pub fn row_id(ui: &Ui, key: InstanceKey) -> Id {
    ui.scope_id().with(("instance", key))
}

pub fn row_ui(ui: &mut Ui, rect: Rect, shown: &RowShown<'_>, actions: &mut Vec<Action>) -> RowResponse {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, is_selected, .. } = *shown;
    let next = Next::of(instance);
    // Only one row of the table can be reached by Tab; the arrows lead to the others.
    let sense = if shown.is_at_cursor { Sense::click() } else { Sense::CLICK };
    let row = ui.interact(rect, row_id(ui, instance.key), sense);
    if row.hovered() {
        ui.painter().rect_filled(rect, 0.0, t.raised);
    }
    paint_tick(ui, rect, columns.tick, is_selected);
    let cells = Cells::of(shown, &next);
    paint_name(ui, rect, shown, next.is_unanswered());
    paint_state(ui, rect, shown, &cells);
    paint_queue(ui, rect, shown, &cells);
    let small = TextStyle::Small.resolve(ui.style());
    if let Some(checked) = columns.checked {
        paint_lines(ui, rect, checked, columns.next, cells.checked.clone(), small, t.muted);
    }
    next_ui(ui, rect, shown, &next, &cells.next, actions);
    line_under(ui, rect);
    row.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_selected, cells.label(instance)));
    row_menu(&row, |ui| menu_ui(ui, instance, &next, &cells.next, actions));
    if cells.ages > Timestamp::MIN {
        let in_time = cells.ages.duration_since(shown.now);
        ui.ctx().request_repaint_after(in_time.try_into().unwrap_or_default());
    }
    let hit = row.clicked();
    let at = row.interact_pointer_pos().map(|at| at.x - rect.left());
    let selects = ui.input(|input| input.modifiers.shift || input.modifiers.command)
        || at.is_none_or(|x| x < columns.name - space::XS);
    let row = match labels::suspension_end(instance) {
        Some(end) => row.on_hover_text(end),
        None => row,
    };
    RowResponse { row, selects: hit && selects, opens: hit && !selects }
}

/// The words of the cells.
struct Cells {
    state: String,
    /// The state's time, where it is old and not that of the check.
    state_age: Option<String>,
    state_tone: Tone,
    waiting: String,
    waiting_age: Option<String>,
    waiting_is_old: bool,
    checked: String,
    next: String,
    /// When a fresh value becomes old; `Timestamp::MIN` if there is none.
    ages: Timestamp,
}

impl Cells {
    fn of(shown: &RowShown<'_>, next: &Next) -> Self {
        let RowShown { instance, now, .. } = *shown;
        let is_old = |at: Option<Timestamp>| at.is_some_and(|at| now.duration_since(at) > OLD);
        let checked = checked_at(instance);
        // A cell has a time of its own only if it is another one than that of the check.
        let own_age = |at: Option<Timestamp>, old: bool| {
            let at = at.filter(|at| old && checked.is_some_and(|checked| checked.duration_since(*at) > OLD))?;
            Some(tr!("header-as-of", time = text::age(at)))
        };
        let (state_at, waiting_at) = (instance.state.at(), instance.waiting_at());
        let state_is_old = instance.state.is_old() || is_old(state_at);
        let waiting_is_old = instance.waiting_is_old() || is_old(waiting_at);
        let tone = labels::state_shape(instance.state.value()).tone();
        let fresh = [(state_at, state_is_old), (waiting_at, waiting_is_old)];
        let ages = fresh.into_iter().filter(|(_, old)| !old).filter_map(|(at, _)| at?.checked_add(OLD).ok()).min();
        Self {
            state: state_words(instance, now),
            state_age: own_age(state_at, state_is_old),
            state_tone: if state_is_old { Tone::Plain } else { tone },
            waiting: labels::waiting_number(instance.waiting()),
            waiting_age: own_age(waiting_at, waiting_is_old),
            waiting_is_old,
            checked: checked.map_or_else(|| "—".to_owned(), text::recent),
            next: next.words(instance),
            ages: ages.unwrap_or(Timestamp::MIN),
        }
    }

    /// Returns the whole row in words, for assistive technology.
    fn label(&self, instance: &Instance) -> String {
        let options = &instance.record.options;
        let mut parts = vec![instance.record.name.clone()];
        parts.extend(labels::look_only_mark(instance));
        parts.extend(options.tags.iter().cloned());
        parts.push(format!("{} · {}", instance.id().as_str(), instance.messenger().name()));
        parts.push(self.state.clone());
        parts.extend(self.state_age.clone());
        parts.push(tr!("all-instances-waiting", count = &self.waiting));
        parts.extend(sparkline::ends(instance).map(|(from, to)| tr!("all-instances-course", from = from, to = to)));
        parts.push(tr!("all-instances-checked-at", time = &self.checked));
        parts.push(self.next.clone());
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

/// Returns the word of the state, with the end of a suspension.
pub(super) fn state_words(instance: &Instance, now: Timestamp) -> String {
    let (word, _) = labels::state_badge(instance.state.value(), instance.messenger());
    let Some(time) = end_of_suspension(instance, now) else { return word };
    match instance.state.value() {
        Some(state) if labels::restricts(state, instance.messenger()) => {
            tr!("all-instances-until", state = word, time = time)
        }
        Some(_) | None => tr!("all-instances-suspended-until", time = time),
    }
}

/// Returns the end of a suspension that is known and lies ahead.
fn end_of_suspension(instance: &Instance, now: Timestamp) -> Option<String> {
    match instance.suspension_ends()? {
        Moment::At(at) if *at > now => Some(text::age(*at)),
        Moment::At(_) | Moment::Unread(_) => None,
    }
}

/// Paints the colour, the name with the tags beside it, and the id and the messenger under it.
fn paint_name(ui: &Ui, rect: Rect, shown: &RowShown<'_>, is_unanswered: bool) {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, .. } = *shown;
    let left = rect.left() + columns.name;
    let bar = rect.with_min_x(left - space::S).shrink2(vec2(0.0, space::S));
    paint_colour(ui, bar, &instance.record.options);
    let room = columns.state - columns.name - space::S;
    let mark = labels::look_only_mark(instance);
    let tags = mark.iter().chain(&instance.record.options.tags);
    let font = FontId { size: 11.5, ..TextStyle::Small.resolve(ui.style()) };
    let tags = tags.map(|tag| ui.painter().layout_no_wrap(text::on_a_line(tag).into_owned(), font.clone(), t.muted));
    let strong = font::strong().resolve(ui.style());
    // The tags that fit beside the name, which keeps its share of the width.
    let name_width = font::text_width(ui, &instance.record.name, font::strong()).min(room * NAME_AT_LEAST);
    let mut tags_room = room - name_width - space::S;
    let tags: Vec<_> = tags
        .take_while(|tag| {
            tags_room -= tag.size().x + TAG_PADDING + space::XS;
            tags_room >= 0.0
        })
        .collect();
    let needed: f32 = tags.iter().map(|tag| tag.size().x + TAG_PADDING + space::XS).sum();
    let colour = if is_unanswered { t.muted } else { t.text };
    let name_room = if tags.is_empty() { room } else { room - needed - space::S };
    let line = rect.top() + rect.height() * 0.31;
    let name = elided(ui, &instance.record.name, strong, colour, name_room, 1);
    let mut x = left + name.size().x + space::S;
    ui.painter().galley(pos2(left, line - name.size().y / 2.0), name, colour);
    for tag in tags {
        let width = tag.size().x + TAG_PADDING;
        let place = Rect::from_min_size(pos2(x, line - 9.0), vec2(width, 18.0));
        let edge = Stroke::new(1.0, t.border);
        ui.painter().rect(place, CornerRadius::same(5), t.surface, edge, StrokeKind::Inside);
        let at = Align2::CENTER_CENTER.align_size_within_rect(tag.size(), place);
        ui.painter().galley(at.min, tag, t.muted);
        x += width + space::XS;
    }
    let under = format!("{} · {}", instance.id().as_str(), instance.messenger().name());
    let mono = FontId { size: 12.0, ..TextStyle::Monospace.resolve(ui.style()) };
    let galley = elided(ui, &under, mono, t.muted, room, 1);
    let y = rect.top() + rect.height() * 0.7 - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, y), galley, t.muted);
}

/// Horizontal padding of a tag, on both sides together.
const TAG_PADDING: f32 = 10.0;

fn paint_state(ui: &Ui, rect: Rect, shown: &RowShown<'_>, cells: &Cells) {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, .. } = *shown;
    let (colour, fill) = cells.state_tone.colours(t);
    let room = columns.queue - columns.state - space::S;
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
    let middle = rect.center().y - if under.is_some() { 9.0 } else { 0.0 };
    let size = vec2(word.size().x + mark_room, 22.0);
    let place = Rect::from_min_size(pos2(rect.left() + columns.state, middle - size.y / 2.0), size);
    let edge = if cells.state_tone == Tone::Plain { t.border } else { fill };
    ui.painter().rect(place, CornerRadius::same(5), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mark = Rect::from_center_size(place.left_center() + vec2(space::S + 4.0, 0.0), Vec2::splat(size::STATE_MARK));
    labels::state_shape(instance.state.value()).paint(ui, mark, cells.state_tone == Tone::Plain);
    let at = pos2(mark.right() + space::XS, middle - word.size().y / 2.0);
    ui.painter().galley(at, word, colour);
    paint_age(ui, pos2(place.left(), middle + 12.0), room, under.as_deref());
}

fn paint_queue(ui: &Ui, rect: Rect, shown: &RowShown<'_>, cells: &Cells) {
    let t = Tokens::of(ui);
    let columns = shown.columns;
    let room = columns.queue_end() - columns.queue - space::S;
    let left = rect.left() + columns.queue;
    let colour = if cells.waiting_is_old { t.muted } else { t.text };
    let number = elided(ui, &cells.waiting, font::strong().resolve(ui.style()), colour, room, 1);
    let middle = rect.center().y - if cells.waiting_age.is_some() { 9.0 } else { 0.0 };
    let end = left + number.size().x;
    ui.painter().galley(pos2(left, middle - number.size().y / 2.0), number, colour);
    if columns.checked.is_some() && end + space::S + COURSE.x <= left + room {
        let course = Rect::from_min_size(pos2(end + space::S, middle - COURSE.y / 2.0), COURSE);
        sparkline::sparkline_ui(ui, course, shown.instance, shown.now);
    }
    paint_age(ui, pos2(left, middle + 12.0), room, cells.waiting_age.as_deref());
}

fn paint_age(ui: &Ui, at: eframe::egui::Pos2, room: f32, age: Option<&str>) {
    let Some(age) = age else { return };
    let t = Tokens::of(ui);
    let font = FontId { size: 11.5, ..TextStyle::Small.resolve(ui.style()) };
    ui.painter().galley(at, elided(ui, age, font, t.faint, room, 1), t.faint);
}

/// Lays a text out in at most `rows` lines, cut off with an ellipsis.
fn elided(
    ui: &Ui,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<eframe::egui::Galley> {
    let mut job = LayoutJob::simple(text::on_a_line(text).into_owned(), font, colour, width.max(size::STATE_MARK));
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.painter().layout_job(job)
}

/// Paints a text of up to two lines between two columns.
fn paint_lines(ui: &Ui, rect: Rect, from: f32, to: f32, text: String, font: FontId, colour: Color32) {
    let galley = elided(ui, &text, font, colour, to - from - space::S, 2);
    let at = pos2(rect.left() + from, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
}

/// Draws the button of the next act, or the line that says why there is none. Tab does not lead to it: the row is one
/// stop, and its menu has the act, too.
fn next_ui(ui: &mut Ui, rect: Rect, shown: &RowShown<'_>, next: &Next, words: &str, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let RowShown { instance, columns, .. } = *shown;
    let Some(action) = next.action(instance) else {
        let small = TextStyle::Small.resolve(ui.style());
        return paint_lines(ui, rect, columns.next, columns.end, words.to_owned(), small, t.muted);
    };
    let place = Rect::from_x_y_ranges(rect.left() + columns.next..=rect.left() + columns.end, rect.y_range());
    let id = row_id(ui, instance.key).with("next");
    let mut cell = ui.new_child(
        UiBuilder::new()
            .max_rect(place)
            .scope_id(id)
            .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)),
    );
    let off = next.disabled_because(instance);
    let label = RichText::new(words).text_style(TextStyle::Button);
    let button = Button::new(label).truncate().sense(Sense::CLICK).corner_radius(CornerRadius::same(radius::CONTROL));
    let response = cell.add_enabled(off.is_none(), button.min_size(vec2(0.0, size::HIT)));
    response.widget_info(|| {
        let name = tr!("all-instances-next-of", act = words, name = &instance.record.name);
        WidgetInfo::labeled(Role::Button, off.is_none(), name)
    });
    if response.clicked() {
        actions.push(action);
    }
    if let Some(off) = off {
        response.on_disabled_hover_text(off);
    }
}

fn menu_ui(ui: &mut Ui, instance: &Instance, next: &Next, words: &str, actions: &mut Vec<Action>) {
    if menu_item(ui, tr!("all-instances-open")) {
        actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
    }
    if let Some(action) = next.action(instance).filter(|_| next.disabled_because(instance).is_none())
        && menu_item(ui, words.to_owned())
    {
        actions.push(action);
    }
    header::menu_ui(ui, instance, actions);
}
