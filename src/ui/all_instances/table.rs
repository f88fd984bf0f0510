//! The table of instances. Only the visible rows are drawn.

use eframe::egui::{Align2, Key, Modifiers, Rect, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::AllInstancesView;
use super::columns::Columns;
use super::order::HeldOrder;
use super::row::{RowShown, row_ui};
use crate::green_api::now;
use crate::model::{Action, InstanceKey, Model, Page, Tab};
use crate::store::{ListSettings, SortBy, SortOrder};
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Icon, TABLE_MARGIN, VirtualRows, icon_ui, line_under, paint_tick, table_card};

/// How long rows keep their places under a resting pointer, in seconds. After that an urgent instance can move to the
/// top, although the pointer was left there.
const HELD_FOR: f32 = 30.0;

pub fn table_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &[usize],
    view: &mut AllInstancesView,
    height: f32,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    table_card(ui, |ui| {
        let columns = Columns::within(ui.available_width());
        head_ui(ui, model, &columns, shown, view, actions);
        if shown.is_empty() {
            ui.add_space(space::M);
            ui.label(RichText::new(tr!("sidebar-nothing-found")).color(t.muted));
            ui.add_space(space::M);
            return;
        }
        rows_ui(ui, model, shown, view, &columns, height - size::HIT - 2.0 * TABLE_MARGIN, actions);
    });
}

/// Draws the column headers. A click sorts by the column, a second one the other way round, a third one by need again.
fn head_ui(
    ui: &mut Ui,
    model: &Model,
    columns: &Columns,
    shown: &[usize],
    view: &mut AllInstancesView,
    actions: &mut Vec<Action>,
) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), size::HIT), Sense::hover());
    all_ui(ui, rect, model, columns, shown, view);
    let queue = if columns.checked.is_some() { tr!("all-instances-queue-hour") } else { tr!("tab-queue") };
    let list = &model.settings.list;
    // Where the state is under the name, both heads share a column.
    let state = columns.state.unwrap_or((columns.name + columns.queue) / 2.0);
    let heads = [
        (columns.name, state, tr!("all-instances-instance"), SortBy::Name),
        (state, columns.queue, tr!("all-instances-state"), SortBy::State),
        (columns.queue, columns.queue_end(), queue, SortBy::Queue),
    ];
    let checked = columns.checked.map(|from| (from, columns.next, tr!("all-instances-checked"), SortBy::Checked));
    let next = (columns.next, columns.end, tr!("all-instances-next"), SortBy::Need);
    for (from, to, name, sort) in heads.into_iter().chain(checked).chain([next]) {
        let place = rect.with_min_x(rect.left() + from).with_max_x(rect.left() + to - space::XS);
        let order = (list.sort == sort).then_some(list.order);
        if sort_ui(ui, place, &name, order).clicked() {
            actions.push(Action::ArrangeInstances(sorted(list, sort)));
        }
    }
    line_under(ui, rect);
}

/// Returns the order after a click on a column.
fn sorted(list: &ListSettings, column: SortBy) -> ListSettings {
    let (sort, order) = match (list.sort == column, list.order) {
        (false, _) => (column, SortOrder::Forwards),
        (true, SortOrder::Forwards) => (column, SortOrder::Backwards),
        (true, SortOrder::Backwards) => (SortBy::Need, SortOrder::Forwards),
    };
    ListSettings { sort, order, ..list.clone() }
}

/// Draws the box that selects all shown instances.
fn all_ui(ui: &Ui, rect: Rect, model: &Model, columns: &Columns, shown: &[usize], view: &mut AllInstancesView) {
    let key_of = |&index: &usize| model.instances[index].key;
    let place = Rect::from_min_max(rect.min, pos2(rect.left() + columns.name - space::XS, rect.bottom()));
    let response = ui.interact(place, ui.scope_id().with("all"), Sense::click());
    let all = !shown.is_empty() && shown.iter().all(|index| view.selected.contains(&key_of(index)));
    paint_tick(ui, rect, columns.tick, all);
    if response.clicked() && all {
        shown.iter().for_each(|index| {
            view.selected.remove(&key_of(index));
        });
    } else if response.clicked() {
        view.selected.extend(shown.iter().map(key_of));
    }
    let name = tr!("all-instances-select-shown", count = shown.len());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, all, &name));
    response.on_hover_text(name);
}

fn sort_ui(ui: &Ui, place: Rect, name: &str, order: Option<SortOrder>) -> Response {
    let t = Tokens::of(ui);
    let response = ui.interact(place, ui.scope_id().with(("head", name)), Sense::click());
    let colour = if response.hovered() || order.is_some() { t.text } else { t.muted };
    let font = font::small_strong().resolve(ui.style());
    let clipped = ui.painter().with_clip_rect(place.expand(2.0));
    let text = clipped.text(place.left_center(), Align2::LEFT_CENTER, name, font, colour);
    if let Some(order) = order {
        let at = pos2((text.right() + space::S).min(place.right() - space::XS), place.center().y);
        let icon = match order {
            SortOrder::Forwards => Icon::ChevronDown,
            SortOrder::Backwards => Icon::ChevronUp,
        };
        icon_ui(ui, icon, Rect::from_center_size(at, Vec2::splat(size::SMALL_ICON)), colour);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, order.is_some(), name));
    response.on_hover_text(tr!("all-instances-sort"))
}

fn rows_ui(
    ui: &mut Ui,
    model: &Model,
    shown: &[usize],
    view: &mut AllInstancesView,
    columns: &Columns,
    height: f32,
    actions: &mut Vec<Action>,
) {
    let key_at = |index: usize| shown.get(index).map(|&index| model.instances[index].key);
    // The cursor follows its instance to another place.
    let followed = view.cursor_at.and_then(|key| (0..shown.len()).find(|&index| key_at(index) == Some(key)));
    // It stays in sight there if it has the keyboard, which a row that is not drawn would lose.
    view.cursor.goes_there |= view.cursor_has_focus && followed.is_some_and(|index| index != view.cursor.index);
    view.cursor.index = followed.unwrap_or(view.cursor.index).min(shown.len().saturating_sub(1));
    let target = view.cursor.goes_there.then_some(view.cursor.index);
    let rows = VirtualRows::new("all-instances-rows", shown.len(), height).tall();
    let rows = VirtualRows { target, focused: view.cursor_has_focus.then_some(view.cursor.index), ..rows };
    let page = rows.page();
    let now = now();
    let shared = model.shared_names();
    let table = rows.show(ui, |ui, index, rect| {
        let Some(&at) = shown.get(index) else { return };
        let instance = &model.instances[at];
        let is_at_cursor = index == view.cursor.index;
        let is_selected = view.selected.contains(&instance.key);
        let shares_name = shared.contains(instance.record.name.as_str());
        let row = RowShown { instance, columns, is_selected, is_at_cursor, shares_name, now };
        // Enter opens the instance, Space selects it: egui counts both as a click.
        let opens = is_at_cursor && has_focus(ui, instance.key) && hit_enter(ui);
        let response = row_ui(ui, rect, &row, actions);
        if opens || response.opens {
            let tab = Tab::Queue;
            actions.push(Action::Show(Page::Instance(instance.key, tab)));
        } else if response.selects {
            click(ui, view, instance.key, model, shown);
            (view.cursor.index, view.cursor.goes_there) = (index, true);
        }
        if is_at_cursor {
            keys_ui(ui, &response.row, view, model, shown, page);
            // After `keys_ui`, which gives the focus to a row that has come here.
            view.cursor_has_focus = response.row.has_focus();
        }
    });
    view.cursor_at = key_at(view.cursor.index);
    if std::mem::take(&mut view.cursor.by_key) {
        ui.scroll_to_rect(table.rect, None);
    }
    let rests = ui.input(|input| input.pointer.time_since_last_movement() > HELD_FOR);
    let holds = (ui.rect_contains_pointer(table.rect) && !rests) || !view.selected.is_empty();
    if holds && view.held.is_none() {
        view.held = Some(HeldOrder::new(model, view.sought(), shown));
    } else if !holds && view.held.is_some() {
        view.held = None;
        ui.ctx().request_repaint();
    }
}

fn has_focus(ui: &Ui, key: InstanceKey) -> bool {
    ui.memory(|memory| memory.has_focus(super::row::row_id(ui, key)))
}

fn hit_enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

/// Selects or deselects the row; with Shift, selects all rows from the last selected one.
fn click(ui: &Ui, view: &mut AllInstancesView, key: InstanceKey, model: &Model, shown: &[usize]) {
    match view.anchor.filter(|_| ui.input(|input| input.modifiers.shift)) {
        Some(anchor) => select_range(view, model, shown, anchor, key),
        None => {
            if !view.selected.remove(&key) {
                view.selected.insert(key);
            }
            view.anchor = Some(key);
        }
    }
}

/// Selects the rows between two instances, both included.
fn select_range(view: &mut AllInstancesView, model: &Model, shown: &[usize], from: InstanceKey, to: InstanceKey) {
    let keys: Vec<_> = shown.iter().map(|&index| model.instances[index].key).collect();
    let place = |key| keys.iter().position(|shown| *shown == key);
    let Some(to) = place(to) else { return };
    let from = place(from).unwrap_or(to);
    view.selected.extend(&keys[from.min(to)..=from.max(to)]);
}

/// Handles the keys while the row at the cursor has the keyboard focus.
fn keys_ui(ui: &Ui, row: &Response, view: &mut AllInstancesView, model: &Model, shown: &[usize], page: usize) {
    let key_at = |index: usize| shown.get(index).map(|&index| model.instances[index].key);
    let from = key_at(view.cursor.index);
    let moved = view.cursor.keys_ui(ui, row, shown.len(), page);
    if let (Some(Modifiers::SHIFT), Some(from), Some(to)) = (moved, from, key_at(view.cursor.index)) {
        let anchor = *view.anchor.get_or_insert(from);
        select_range(view, model, shown, anchor, to);
    } else if moved.is_some() {
        view.anchor = None;
    }
    if row.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        view.selected.extend((0..shown.len()).filter_map(key_at));
    }
}
