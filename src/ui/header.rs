//! The head of an instance's pages: its name, its state, and its tabs.

use eframe::egui::{Align2, Button, Rect, Response, RichText, Role, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo};

use super::instance_options::paint_colour;
use super::theme::{Tokens, font, size, space};
use super::widgets::{ActButton, Badge, Icon, Spinner, Tone, icon_only, menu_item, row_with_end, slot};
use super::{labels, text, widgets};
use crate::green_api::{Access, InstanceState};
use crate::model::{Action, Dialog, FormMode, Instance, Page, Tab};
use crate::store::InstanceOptions;
use crate::tr;

/// Width of a name for which badges are left out, in points.
const NAME_ALWAYS: f32 = 140.0;

/// Width of a name that is never cut off in favour of the id, in points.
const NAME_AT_LEAST: f32 = 200.0;

pub fn header_ui(ui: &mut Ui, instance: &Instance, tab: Tab) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.spacing_mut().item_spacing.y = 0.0;
    let (who, acts) = row_with_end(ui, size::CONTROL, |ui| who_ui(ui, instance, None), |ui| acts_ui(ui, instance));
    actions.extend(who.into_iter().chain(acts));
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        for one in Tab::ALL {
            if tab_ui(ui, &tab_name(one), one == tab).clicked() {
                actions.push(Action::Show(Page::Instance(instance.key, one)));
            }
        }
    });
    actions
}

/// Draws the acts at the end of the head.
fn acts_ui(ui: &mut Ui, instance: &Instance) -> Vec<Action> {
    let mut actions = Vec::new();
    let refresh = ActButton::plain(tr!("header-refresh")).icon(Icon::Refresh);
    slot(ui, |ui| {
        if instance.is_asking() {
            // As wide as the button: what is beside it does not move when an answer comes.
            let drawn = Spinner::WIDTH + ui.spacing().item_spacing.x + size::HIT;
            ui.add_space((refresh.width(ui) - drawn).max(0.0));
            ui.add(Spinner::new());
            let cancel = icon_only(ui, Icon::Cross, &tr!("header-stop"));
            if cancel.on_hover_text(tr!("header-cancel-hint")).clicked() {
                actions.push(Action::CancelQueries(instance.key));
            }
        } else if ui.add(refresh).clicked() {
            actions.push(Action::Refresh(instance.key));
        }
    });
    let more = icon_only(ui, Icon::More, &tr!("header-more"));
    eframe::egui::Popup::menu(&more).show(|ui| menu_ui(ui, instance, &mut actions));
    actions
}

/// Draws the head of a page that is opened for one purpose and left again: a title with its purpose, and a way back
/// instead of the tabs, unless the page itself has one.
pub fn errand_head_ui(ui: &mut Ui, instance: &Instance, title: &str, back: Option<(String, Page)>) -> Vec<Action> {
    let (mut actions, back) = row_with_end(
        ui,
        size::CONTROL,
        |ui| who_ui(ui, instance, Some(title)),
        |ui| back.and_then(|(name, to)| ui.add(ActButton::plain(name)).clicked().then_some(Action::Show(to))),
    );
    actions.extend(back);
    actions
}

/// Draws the name, or a longer title with it, which leaves no room for the messenger.
fn who_ui(ui: &mut Ui, instance: &Instance, title: Option<&str>) -> Vec<Action> {
    let mut actions = Vec::new();
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.x = space::M;
    let left = Rect::from_min_size(ui.max_rect().left_top() - Vec2::new(space::S, 0.0), Vec2::splat(size::CONTROL));
    paint_colour(ui, left.shrink2(Vec2::new(0.0, space::XS)), &instance.record.options);
    let id = instance.id().as_str();
    let refusal = labels::refusal_badge(instance);
    let old = instance.state.at().filter(|_| refusal.is_none() && instance.state.is_old());
    let (word, tone) = match refusal {
        Some(refusal) => (refusal, Tone::Bad),
        None => labels::state_badge(instance.state.value(), instance.messenger()),
    };
    let state = Badge::new(word, if old.is_some() { Tone::Plain } else { tone });
    let age = old.map(|at| tr!("header-as-of", time = text::age(at)));
    let messenger = title.is_none().then(|| Badge::new(instance.messenger().name(), Tone::Plain));
    // A title takes precedence over all but the state.
    let (always, at_least) =
        if title.is_some() { (f32::INFINITY, f32::INFINITY) } else { (NAME_ALWAYS, NAME_AT_LEAST) };
    let draw_title = if title.is_some() { widgets::title } else { widgets::name_title };
    let title = title.unwrap_or(&instance.record.name);
    let look_only = labels::look_only_mark(instance).map(|mark| Badge::new(mark, Tone::Plain));
    let practice = instance.practice.then(|| Badge::new(tr!("header-practice"), Tone::Wait));

    let name_width = font::text_width(ui, title, font::title());
    let always = name_width.min(always);
    let mut badges = state.width(ui) + space::M + always;
    // In a narrow window the less important of them are left out; the sidebar and the Account page have them too.
    let mut fits = |width: f32| {
        let fits = badges + space::M + width <= ui.available_width();
        badges += if fits { space::M + width } else { 0.0 };
        fits
    };
    let age = age.filter(|age| fits(font::text_width(ui, age, TextStyle::Small)));
    let look_only = look_only.filter(|mark| fits(mark.width(ui)));
    let practice = practice.filter(|practice| fits(practice.width(ui)));
    let messenger = messenger.filter(|messenger| fits(messenger.width(ui)));
    let badges = badges - always - space::M;
    let id_width = space::M + font::text_width(ui, id, TextStyle::Monospace);
    let room = ui.available_width() - badges - space::M;
    // In a narrow window number and id are left out in favour of a name of usual length, since the Account page and the
    // menu have them too. A long name loses its middle.
    let number = linked_number(instance).map(|number| RichText::new(number).color(t.muted));
    let number_width = |number: &RichText| space::M + font::text_width(ui, number.text(), TextStyle::Body);
    let number = number.filter(|number| room - number_width(number) >= name_width.min(at_least));
    let room = room - number.as_ref().map_or(0.0, number_width);
    let shows_id = instance.record.name != id && room - id_width >= name_width.min(at_least);
    let room = if shows_id { room - id_width } else { room };
    ui.scope(|ui| {
        ui.set_max_width(room.max(0.0));
        draw_title(ui, title);
    });
    let state = ui.add(state);
    if let Some(end) = labels::suspension_end(instance) {
        state.on_hover_text(end);
    }
    slot(ui, |ui| {
        if let Some(age) = age {
            ui.label(RichText::new(age).text_style(TextStyle::Small).color(t.muted));
        }
        if let Some(messenger) = messenger {
            ui.add(messenger);
        }
        if let Some(look_only) = look_only {
            ui.add(look_only).on_hover_text(tr!("instance-options-look-only-text"));
        }
        if let Some(practice) = practice {
            ui.add(practice).on_hover_text(tr!("header-practice-hint"));
        }
        if let Some(number) = number {
            ui.label(number);
        }
    });
    if shows_id {
        let label = RichText::new(id).text_style(TextStyle::Monospace).color(t.faint);
        let copy = ui.add(Button::new(label).frame(false).min_size(Vec2::new(0.0, size::HIT)));
        if copy.on_hover_text(tr!("header-copy-id")).clicked() {
            actions.push(Action::Copy(id.to_owned()));
        }
    }
    actions
}

/// Returns the number that is linked; `None` if none is known to be.
fn linked_number(instance: &Instance) -> Option<String> {
    let awaits_phone = instance.state.value().is_none_or(InstanceState::awaits_phone);
    instance.number().filter(|_| !awaits_phone).map(|digits| text::phone(&digits))
}

/// Draws the menu of acts on an instance as a whole.
pub fn menu_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    ui.set_min_width(size::MENU);
    if !instance.practice && menu_item(ui, tr!("header-edit")) {
        actions.push(Action::OpenForm(FormMode::Edit(instance.key)));
    }
    if menu_item(ui, tr!("instance-options-menu")) {
        actions.push(Action::Ask(Dialog::Options(instance.key)));
    }
    let (word, access) = match instance.record.options.access {
        Access::Full => (tr!("instance-options-turn-on"), Access::LookOnly),
        Access::LookOnly => (tr!("instance-options-turn-off"), Access::Full),
    };
    if menu_item(ui, word) {
        let options = InstanceOptions { access, ..instance.record.options.clone() };
        actions.push(Action::SetOptions(instance.key, options));
    }
    if menu_item(ui, tr!("header-copy-id")) {
        actions.push(Action::Copy(instance.id().as_str().to_owned()));
    }
    if menu_item(ui, tr!("header-open-console")) {
        actions.push(Action::OpenConsole);
    }
    if menu_item(ui, tr!("header-remove")) {
        actions.push(Action::AskRemove(instance.key));
    }
}

fn tab_name(tab: Tab) -> String {
    match tab {
        Tab::Queue => tr!("tab-queue"),
        Tab::Chats => tr!("tab-chats"),
        Tab::Account => tr!("tab-account"),
        Tab::Requests => tr!("tab-requests"),
    }
}

fn tab_ui(ui: &mut Ui, name: &str, selected: bool) -> Response {
    let t = Tokens::of(ui);
    let font = TextStyle::Button.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, t.text);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, 36.0), Sense::click());
    let colour = if selected || response.hovered() { t.text } else { t.muted };
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    ui.painter().galley_with_override_text_color(at.min, galley, colour);
    if selected {
        let line = Stroke::new(2.0, t.accent);
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, line);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, name));
    response
}
