//! The left side: the instances, and the lines that lead elsewhere.

use eframe::egui::{
    Align, Align2, CornerRadius, Id, Layout, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    TextStyle, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, WidgetText, pos2,
};

use super::instance_options::paint_colour;
use super::theme::{Tokens, font, radius, size, space};
use super::widgets::{Badge, Field, Icon, OneStop, Sight, Spinner, Tone, name_galley, row_menu, slot};
use super::{ViewState, labels, text};
use crate::model::{Action, FormMode, Instance, Model, Page, Waiting};
use crate::tr;

/// Returns the rows of the sidebar as one stop of Tab.
pub fn stop() -> OneStop {
    OneStop(Id::unique("sidebar"))
}

/// Minimum number of instances for which the list can be filtered.
const FILTER_FROM: usize = 10;

/// Height of the part of a row that has the name and the number of waiting messages, in points.
const NAME_LINE: f32 = 30.0;

/// The height of a row of the folded sidebar, in points.
const FOLDED_ROW: f32 = 56.0;

/// Whether the sidebar has room for words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    Open,
    Folded,
}

pub fn sidebar_ui(ui: &mut Ui, model: &Model, view: &mut ViewState, fold: Fold) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.spacing_mut().item_spacing.y = 0.0;
    if fold == Fold::Folded {
        ui.add_space(space::S);
    } else {
        ui.add_space(space::S + 2.0);
        ui.horizontal(|ui| {
            ui.add_space(space::M);
            ui.label(font::styled("Instance Desk", font::subtitle()));
        });
        ui.add_space(space::S);
    }
    // The guide covers the page, so nothing else is selected.
    let page = if model.help.is_none() { Some(model.page) } else { None };
    slot(ui, |ui| all_instances_ui(ui, model, page == Some(Page::AllInstances), fold, &mut actions));
    let filters = fold == Fold::Open && model.instances.len() >= FILTER_FROM;
    slot(ui, |ui| {
        if !filters {
            return;
        }
        ui.add_space(space::XS);
        let hint = tr!("sidebar-filter");
        Field::search(&hint, filter_id()).show(ui, &mut view.filter);
        // The list does not scroll under the ring around the field.
        ui.add_space(space::XS);
    });

    let bottom = 3.0 * (size::CONTROL + 2.0) + space::L;
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), ui.available_height() - bottom),
        Layout::top_down(Align::Min),
        |ui| {
            // The lines below stay at the foot of the window.
            ui.set_min_height(ui.available_height());
            // The line that adds an instance stays in sight under a list of any length.
            let height = ui.available_height() - (size::CONTROL + 2.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                let filter = if filters { view.filter.trim().to_lowercase() } else { String::new() };
                slot(ui, |ui| list_ui(ui, model, &filter, view, fold, &mut actions));
            });
            let selected = page == Some(Page::Form) && model.form.mode == FormMode::Add;
            if line_ui(ui, Icon::Add, &tr!("sidebar-add"), selected, fold).clicked() {
                actions.push(Action::OpenForm(FormMode::Add));
            }
        },
    );
    if line_ui(ui, Icon::Clock, &tr!("sidebar-journal"), page == Some(Page::Journal), fold).clicked() {
        actions.push(Action::Show(Page::Journal));
    }
    if line_ui(ui, Icon::Question, &tr!("sidebar-help"), model.help.is_some(), fold).clicked() {
        actions.push(Action::OpenHelp);
    }
    let selected = matches!(page, Some(Page::Preferences | Page::Licences));
    if line_ui(ui, Icon::Gear, &tr!("sidebar-preferences"), selected, fold).clicked() {
        actions.push(Action::Show(Page::Preferences));
    }
    view.focus_list = false;
    stop().end(ui.ctx());
    actions
}

/// Draws the line that leads to the overview of all instances, with the number of those that need attention.
fn all_instances_ui(ui: &mut Ui, model: &Model, selected: bool, fold: Fold, actions: &mut Vec<Action>) {
    if !model.has_overview() {
        return;
    }
    let needing = model.needing_attention();
    let name = match needing {
        0 => tr!("sidebar-all-instances"),
        _ => tr!("sidebar-all-instances-need", count = needing),
    };
    let (rect, response) = row_ui(ui, if fold == Fold::Folded { FOLDED_ROW } else { size::CONTROL + 2.0 }, selected);
    let t = Tokens::of(ui);
    let colour = if selected || response.hovered() { t.text } else { t.muted };
    let side = Vec2::splat(size::ICON);
    let badge = (needing > 0).then(|| Badge::new(text::number(needing as u64), Tone::Bad).round());
    let (icon, end) = if fold == Fold::Folded {
        (rect.center_top() + Vec2::new(0.0, 16.0), rect.with_min_y(rect.top() + 26.0))
    } else {
        (rect.left_center() + Vec2::new(16.0, 0.0), rect.with_max_x(rect.right() - 11.0))
    };
    Icon::Grid.paint(ui.painter(), Rect::from_center_size(icon, side), colour);
    let layout =
        if fold == Fold::Folded { Layout::top_down(Align::Center) } else { Layout::right_to_left(Align::Center) };
    let mut end_ui = ui.new_child(UiBuilder::new().max_rect(end).layout(layout));
    if let Some(badge) = badge {
        end_ui.add(badge);
    }
    if fold == Fold::Open {
        let font = font::strong().resolve(ui.style());
        let at = rect.left_center() + Vec2::new(31.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, tr!("sidebar-all-instances"), font, t.text);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let response = if fold == Fold::Folded { response.on_hover_text(name) } else { response };
    if response.clicked() {
        actions.push(Action::Show(Page::AllInstances));
    }
}

fn list_ui(ui: &mut Ui, model: &Model, filter: &str, view: &mut ViewState, fold: Fold, actions: &mut Vec<Action>) {
    let mut found = false;
    let shared = model.shared_names();
    let shown_now = model.shown_instance().map(|instance| instance.key);
    let is_new = std::mem::replace(&mut view.listed, shown_now) != shown_now;
    for practice in [false, true] {
        let ViewState { texts, focus_list, .. } = view;
        let mut shown =
            model.instances.iter().filter(|instance| instance.practice == practice && texts.holds(instance, filter));
        let Some(first) = shown.next() else { continue };
        let first_of_all = !std::mem::replace(&mut found, true);
        if fold == Fold::Open {
            let name = if practice { tr!("sidebar-practice") } else { tr!("sidebar-instances") };
            heading_ui(ui, &name);
        }
        for instance in std::iter::once(first).chain(shown) {
            let is_shown = shown_now == Some(instance.key);
            let selected = is_shown && model.help.is_none();
            let words = || RowWords::new(instance, shared.contains(instance.record.name.as_str()));
            let response = instance_ui(ui, instance, words, selected, fold);
            if is_shown && is_new {
                // Beyond the edge, where the list fades out.
                let fade = Vec2::new(0.0, ui.spacing().scroll.fade.size);
                ui.scroll_to_rect(response.rect.expand2(fade), None);
            }
            // The shown instance gets the focus; if none is shown, the first one does.
            let takes = is_shown || (first_of_all && instance.key == first.key && shown_now.is_none());
            if takes && std::mem::take(focus_list) {
                response.request_focus();
            }
            if response.clicked() {
                // The tab that was left; for an instance that was not opened yet, the tab that is open now.
                let open = model.shown().map(|(_, tab)| tab);
                let tab = instance.tab.or(open).unwrap_or_default();
                actions.push(Action::Show(Page::Instance(instance.key, tab)));
            }
            if ui.is_rect_visible(response.rect) {
                row_menu(&response, |ui| super::header::menu_ui(ui, instance, actions));
            }
        }
    }
    if !found && !filter.is_empty() {
        let t = Tokens::of(ui);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            ui.add_space(space::M);
            ui.label(RichText::new(tr!("sidebar-nothing-found")).color(t.muted));
        });
    }
}

/// Returns the id of the filter field, for the shortcut that moves the focus there.
pub fn filter_id() -> Id {
    Id::unique("sidebar-filter")
}

fn heading_ui(ui: &mut Ui, text: &str) {
    let t = Tokens::of(ui);
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        ui.label(font::styled(text, font::small_strong()).color(t.faint).size(11.5));
    });
    ui.add_space(space::XS);
}

/// Draws one instance: the shape of its state, its name, messenger and state, and the number of waiting messages.
fn instance_ui(ui: &mut Ui, instance: &Instance, words: impl Fn() -> RowWords, selected: bool, fold: Fold) -> Response {
    let size = Vec2::new(ui.available_width(), if fold == Fold::Folded { FOLDED_ROW } else { 49.0 });
    let rect = Rect::from_min_size(ui.cursor().min, size);
    let id = ui.unique_id().with(("instance", instance.key));
    let response = ui.interact(rect, id, stop().sense(ui, id));
    ui.advance_cursor_after_rect(rect);
    paint_row(ui, rect, &response, selected);
    let mut hover = None;
    if ui.is_rect_visible(rect) {
        // A folded row has its state at the edge, so the colour is outside.
        let edge = Vec2::new(if fold == Fold::Folded { -space::XS } else { 0.0 }, 0.0);
        paint_colour(ui, rect.translate(edge).shrink2(Vec2::new(1.0, space::S)), &instance.record.options);
        let words = words();
        let sight = if fold == Fold::Folded {
            folded_ui(ui, rect, instance, &words);
            Sight::Partial
        } else {
            open_ui(ui, &response, instance, &words)
        };
        hover = (sight == Sight::Partial || words.interrupted.is_some()).then(|| words.on_lines(instance));
    } else if fold == Fold::Open {
        ui.skip_ahead_auto_ids(1); // as many as a row in sight takes
    }
    // A screen reader gets the hidden rows, too.
    response.widget_info(|| {
        let RowWords { line, number, interrupted, .. } = words();
        let name = tr!("sidebar-row", name = &instance.record.name, line = &line, count = &number);
        let name = [Some(name), interrupted].into_iter().flatten().collect::<Vec<_>>().join(", ");
        WidgetInfo::selected(Role::Button, true, selected, name)
    });
    match hover {
        Some(words) => response.on_hover_text(words),
        None => response,
    }
}

/// The words of a row. Only visible rows make them, because there may be hundreds.
struct RowWords {
    /// The part of the line that is left where it does not fit: the state; of two equal names the id.
    short: String,
    /// Messenger and state; of two equal names the id and the state.
    line: String,
    /// The number of waiting messages.
    number: String,
    /// That something was cut off.
    interrupted: Option<String>,
}

impl RowWords {
    fn new(instance: &Instance, shares_name: bool) -> Self {
        let state = labels::state_line(instance);
        let number = labels::waiting_number(instance.waiting());
        let interrupted = instance.was_interrupted().then(|| tr!("sidebar-interrupted"));
        if shares_name {
            let id = instance.id().to_string();
            return Self { line: format!("{id} · {state}"), short: id, number, interrupted };
        }
        Self { line: format!("{} · {state}", instance.messenger().name()), short: state, number, interrupted }
    }

    fn on_lines(&self, instance: &Instance) -> String {
        let waiting = tr!("sidebar-hint-waiting", count = &self.number);
        let lines =
            [Some(instance.record.name.clone()), Some(self.line.clone()), Some(waiting), self.interrupted.clone()];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

/// Draws the row of the open sidebar. Returns whether all its text is on the screen.
fn open_ui(ui: &mut Ui, row: &Response, instance: &Instance, words: &RowWords) -> Sight {
    let t = Tokens::of(ui);
    let rect = row.rect;
    let mark = Rect::from_center_size(rect.left_center() + Vec2::new(16.0, 1.0), Vec2::splat(size::STATE_MARK));
    labels::state_shape(instance.state.value()).paint(ui, mark, instance.state.is_old());
    let waiting = instance.waiting();
    // Beside the name: messenger and state take the whole line under both.
    let end = Rect::from_min_max(rect.min, pos2(rect.right() - 11.0, rect.top() + NAME_LINE));
    let layout = Layout::right_to_left(Align::Center);
    let place = UiBuilder::new().max_rect(end).layout(layout).scope_id(row.id.with("end"));
    let mut end_ui = ui.new_child(place);
    match waiting {
        Waiting::Unknown if instance.is_asking() => {
            end_ui.add(Spinner::new());
        }
        Waiting::Unknown => {
            end_ui.label(&words.number);
        }
        Waiting::Exactly(0) => {}
        Waiting::Exactly(_) | Waiting::AtLeast(_) => {
            let tone = if instance.waiting_is_old() { Tone::Plain } else { Tone::Wait };
            end_ui.add(Badge::new(&words.number, tone).round());
        }
    }
    if words.interrupted.is_some() {
        let (mark, _) = end_ui.allocate_exact_size(Vec2::splat(size::ICON), Sense::hover());
        Icon::Exclamation.paint(end_ui.painter(), mark, t.warning);
    }
    let left = rect.left() + 31.0;
    let name_width = end.right() - end_ui.min_rect().width() - space::XS - left;
    let width = end.right() - left;
    let at = pos2(left, rect.top() + 7.0);
    let strong = font::strong().resolve(ui.style());
    let (name, name_sight) = name_galley(ui, &instance.record.name, strong, t.text, name_width);
    ui.painter().galley(at, name, t.text);
    // The state takes precedence over the messenger, which the page names too.
    let line = font::fitting(ui, [words.line.as_str(), words.short.as_str()], TextStyle::Small, width);
    let line = WidgetText::from(line).into_galley(ui, Some(TextWrapMode::Truncate), width, TextStyle::Small);
    let is_whole = name_sight == Sight::Whole && !line.elided;
    ui.painter().galley(pos2(left, rect.top() + 26.0), line, t.faint);
    if is_whole { Sight::Whole } else { Sight::Partial }
}

fn folded_ui(ui: &mut Ui, rect: Rect, instance: &Instance, words: &RowWords) {
    let t = Tokens::of(ui);
    let (name, waiting) = (&instance.record.name, instance.waiting());
    let (shape, is_old) = (labels::state_shape(instance.state.value()), instance.state.is_old());
    let font = font::strong().resolve(ui.style());
    ui.painter().text(
        rect.center_top() + Vec2::new(4.0, 8.0),
        Align2::CENTER_TOP,
        labels::initials(name),
        font,
        t.text,
    );
    let mark = Rect::from_center_size(rect.left_top() + Vec2::new(9.0, 17.0), Vec2::splat(size::STATE_MARK));
    shape.paint(ui, mark, is_old);
    if words.interrupted.is_some() {
        let at = rect.left_bottom() + Vec2::new(9.0, -14.0);
        Icon::Exclamation.paint(ui.painter(), Rect::from_center_size(at, Vec2::splat(size::STATE_MARK)), t.warning);
    }
    let font = TextStyle::Small.resolve(ui.style());
    let colour = if matches!(waiting, Waiting::Exactly(0) | Waiting::Unknown) { t.faint } else { t.warning };
    ui.painter().text(rect.center_bottom() - Vec2::new(0.0, 7.0), Align2::CENTER_BOTTOM, &words.number, font, colour);
}

/// Draws a line that leads to a page: Add instance, Preferences.
fn line_ui(ui: &mut Ui, icon: Icon, name: &str, selected: bool, fold: Fold) -> Response {
    let t = Tokens::of(ui);
    let (rect, response) = row_ui(ui, size::CONTROL + 2.0, selected);
    let colour = if selected || response.hovered() { t.text } else { t.muted };
    let side = Vec2::splat(size::ICON);
    if fold == Fold::Folded {
        icon.paint(ui.painter(), Rect::from_center_size(rect.center(), side), colour);
    } else {
        icon.paint(ui.painter(), Rect::from_center_size(rect.left_center() + Vec2::new(16.0, 0.0), side), colour);
        let font = TextStyle::Body.resolve(ui.style());
        ui.painter().text(rect.left_center() + Vec2::new(31.0, 0.0), Align2::LEFT_CENTER, name, font, colour);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    if fold == Fold::Folded { response.on_hover_text(name) } else { response }
}

/// Draws the background of a row: white when selected, a faint grey under the pointer.
fn row_ui(ui: &mut Ui, height: f32, selected: bool) -> (Rect, Response) {
    let sense = stop().sense(ui, ui.next_auto_id());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), sense);
    paint_row(ui, rect, &response, selected);
    (rect, response)
}

/// Draws the background of a row and adds the row to the sidebar's stop of Tab.
fn paint_row(ui: &Ui, rect: Rect, response: &Response, selected: bool) {
    let t = Tokens::of(ui);
    stop().add(ui, response, selected);
    let inner = rect.shrink2(Vec2::new(0.0, 0.5));
    let corner = CornerRadius::same(radius::CARD - 1);
    if selected {
        ui.painter().rect(inner, corner, t.surface, Stroke::new(1.0, t.border), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, corner, t.sidebar.lerp_to_gamma(t.outline, 0.12));
    }
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand2(Vec2::new(0.0, ui.spacing().scroll.fade.size)), None);
    }
}
