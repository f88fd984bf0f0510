//! One instance in the table.

use eframe::egui::{Align, Id, Layout, Rect, Response, Role, Sense, TextStyle, Ui, UiBuilder, WidgetInfo};
use jiff::Timestamp;

use super::cells::Cells;
use super::columns::Columns;
use super::next::Next;
use super::paint::{paint_lines, paint_name, paint_queue, paint_state};
use crate::model::{Action, Instance, InstanceKey, Page, Tab};
use crate::tr;
use crate::ui::theme::{Tokens, space};
use crate::ui::widgets::{ActButton, Sight, line_under, menu_act, menu_item, paint_tick, row_menu};
use crate::ui::{header, labels};

/// A row with everything needed to draw it.
pub struct RowShown<'a> {
    pub instance: &'a Instance,
    pub columns: &'a Columns,
    pub is_selected: bool,
    pub is_at_cursor: bool,
    pub shares_name: bool,
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
    let name_sight = paint_name(ui, rect, shown, if next.is_unanswered() { t.muted } else { t.text });
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
    if let Some(ages) = cells.ages {
        let in_time = ages.duration_since(shown.now);
        ui.ctx().request_repaint_after(in_time.try_into().unwrap_or_default());
    }
    let hit = row.clicked();
    let at = row.interact_pointer_pos().map(|at| at.x - rect.left());
    let selects = ui.input(|input| input.modifiers.shift || input.modifiers.command)
        || at.is_none_or(|x| x < columns.name - space::XS);
    // Where columns are left out, the row says all that is in them.
    let words = if columns.state.is_none() {
        vec![cells.label(instance)]
    } else {
        let name = (name_sight == Sight::Partial).then(|| whole_name(instance));
        name.into_iter().chain(labels::suspension_end(instance)).collect()
    };
    let row = if words.is_empty() { row } else { row.on_hover_text_at_pointer(words.join("\n")) };
    RowResponse { row, selects: hit && selects, opens: hit && !selects }
}

/// Returns the name and the tags that the row has no room for.
fn whole_name(instance: &Instance) -> String {
    let tags = instance.record.options.tags.iter().map(String::as_str);
    std::iter::once(instance.record.name.as_str()).chain(tags).collect::<Vec<_>>().join(" · ")
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
    let layout = Layout::left_to_right(Align::Center);
    let mut cell = ui.new_child(UiBuilder::new().max_rect(place).scope_id(id).layout(layout));
    let name = tr!("all-instances-next-of", act = words, name = &instance.record.name);
    let button = ActButton::plain(words).disabled_because(next.disabled_because(instance)).within_row(name);
    if cell.add(button).clicked() {
        actions.push(action);
    }
}

fn menu_ui(ui: &mut Ui, instance: &Instance, next: &Next, words: &str, actions: &mut Vec<Action>) {
    if menu_item(ui, tr!("all-instances-open")) {
        actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
    }
    if let Some(action) = next.action(instance)
        && menu_act(ui, words.to_owned(), next.disabled_because(instance))
    {
        actions.push(action);
    }
    header::menu_ui(ui, instance, actions);
}
