//! The page of the guide: sections and search at the side, the text beside them.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, CentralPanel, Frame, Key, Layout, Margin, Modifiers, Panel, Popup, ScrollArea, Ui, Vec2};

use super::blocks::{heading_ui, paragraph_ui};
use super::contents;
use super::guide::{Block, Guide};
use super::pictures::Pictures;
use super::search::GuideSearch;
use crate::model::{Action, Topic};
use crate::tr;
use crate::ui::text;
use crate::ui::theme::{font, size, space};
use crate::ui::widgets::{ActButton, side_margin, title};

/// Maximum width of a line of text, in points: longer lines are hard to follow. The pictures have the same width.
const TEXT: f32 = 656.0;
/// Width of the sections at the side, in points.
const SIDE: f32 = 208.0;

/// View state of the guide while it is open; discarded afterwards.
#[derive(Debug, Default)]
pub struct HelpView {
    guide: Option<Guide>,
    opened: Option<Topic>,
    go_to: Option<GoTo>,
    /// Scroll offset for the next frame, in points.
    scroll_to: Option<f32>,
    /// Block of the heading whose section is being read.
    current: Option<usize>,
    search: GuideSearch,
    pictures: Pictures,
}

/// A block to bring into view.
#[derive(Debug, Clone, Copy)]
struct GoTo {
    block: usize,
    align: Align,
}

pub fn head_ui(ui: &mut Ui) -> Option<Action> {
    let mut back = false;
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        title(ui, &tr!("help-title"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            back = ui.add(ActButton::plain(tr!("help-back"))).on_hover_text("Esc").clicked();
        });
    });
    back.then_some(Action::CloseHelp)
}

pub fn help_ui(ui: &mut Ui, topic: Topic, view: &mut HelpView) -> Vec<Action> {
    let mut actions = Vec::new();
    let language = text::language();
    let guide = match view.guide.take().filter(|guide| guide.language == language) {
        Some(guide) => guide,
        None => {
            let guide = Guide::of(language);
            view.search.start(&guide);
            view.opened = None;
            guide
        }
    };
    if view.opened.replace(topic) != Some(topic) {
        view.go_to = guide.place_of(topic.anchor()).map(|block| GoTo { block, align: Align::TOP });
    }
    side_ui(ui, &guide, view);
    // After the search field, which is emptied by the same key and keeps the focus.
    if !Popup::is_any_open(ui.ctx()) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        if view.search.query.is_empty() {
            actions.push(Action::CloseHelp);
        } else {
            view.search = GuideSearch::default();
        }
    }
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| text_ui(ui, &guide, view, &mut actions));
    view.guide = Some(guide);
    actions
}

/// Draws the search and the sections: at the side, or above the text where the window is narrow.
fn side_ui(ui: &mut Ui, guide: &Guide, view: &mut HelpView) {
    let margin = side_margin(ui.ctx().content_rect().width());
    let is_wide = ui.available_width() >= SIDE + space::XL + TEXT + 2.0 * f32::from(margin);
    let (mut section, mut found) = (None, None);
    if is_wide {
        let frame = Frame::new().inner_margin(Margin { left: margin, ..Margin::ZERO });
        let side = Panel::left("help-side").exact_size(SIDE + f32::from(margin)).resizable(false);
        side.show_separator_line(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            found = view.search.ui(ui, guide);
            section = contents::list_ui(ui, guide, view.current);
        });
    } else {
        let frame = Frame::new().inner_margin(Margin { left: margin, right: margin, top: 0, bottom: space::M as i8 });
        Panel::top("help-side").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let half = (ui.available_width() - space::M) / 2.0;
                section = contents::menu_ui(ui, guide, view.current, half);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space::XS;
                    found = view.search.ui(ui, guide);
                });
            });
        });
    }
    let to = |align| move |block| GoTo { block, align };
    view.go_to = section.map(to(Align::TOP)).or(found.map(to(Align::Center))).or(view.go_to);
}

fn text_ui(ui: &mut Ui, guide: &Guide, view: &mut HelpView, actions: &mut Vec<Action>) {
    let margin = side_margin(ui.ctx().content_rect().width());
    let height = ui.available_height();
    let mut area = ScrollArea::vertical().id_salt("help").auto_shrink([false, false]);
    if let Some(offset) = view.scroll_to.take() {
        area = area.vertical_scroll_offset(offset);
    }
    let before = view.current;
    let shown = area.show(ui, |ui| {
        let frame = Frame::new().inner_margin(Margin { left: margin, right: margin, top: 0, bottom: space::M as i8 });
        frame.show(ui, |ui| {
            ui.set_max_width(TEXT.min(ui.available_width()));
            ui.spacing_mut().item_spacing = Vec2::new(space::S, space::S + 2.0);
            blocks_ui(ui, guide, view, height, actions);
        });
    });
    if view.current != before {
        ui.ctx().request_repaint();
    }
    let page = height - size::CONTROL;
    if let Some(step) = keyboard_scroll(ui, page) {
        let last = (shown.content_size.y - shown.inner_rect.height()).max(0.0);
        view.scroll_to = Some((shown.state.clamped_offset().y + step).clamp(0.0, last));
        ui.ctx().request_repaint();
    }
}

fn blocks_ui(ui: &mut Ui, guide: &Guide, view: &mut HelpView, height: f32, actions: &mut Vec<Action>) {
    let top = ui.clip_rect().top();
    let go_to = view.go_to.take();
    let mut section = (None, ui.cursor().top());
    view.current = None;
    for (index, block) in guide.blocks.iter().enumerate() {
        let response = ui.scope(|ui| match block {
            Block::Heading { text, .. } => {
                if index > 0 {
                    ui.add_space(space::L);
                }
                let heading = heading_ui(ui, text, index, &view.search);
                section = (Some(index), heading.rect.top());
                if heading.rect.top() < top + size::CONTROL || view.current.is_none() {
                    view.current = Some(index);
                }
            }
            Block::Text(paragraph) => {
                let Some(to) = paragraph_ui(ui, paragraph, index, &view.search) else { return };
                match to.strip_prefix('#') {
                    Some(anchor) => {
                        let block = guide.place_of(anchor);
                        view.go_to = block.map(|block| GoTo { block, align: Align::TOP });
                        ui.ctx().request_repaint();
                    }
                    None => actions.push(Action::OpenLink(to)),
                }
            }
            Block::Picture { name, alt } => {
                ui.add_space(space::XS);
                view.pictures.show(ui, guide.language, name, alt);
                ui.add_space(space::XS);
            }
        });
        if let Some(GoTo { align, .. }) = go_to.filter(|go_to| go_to.block == index) {
            ui.scroll_to_rect_animation(response.response.rect, Some(align), ScrollAnimation::none());
            ui.ctx().request_discard("the guide goes to another place");
        }
    }
    // Leaves room below, so that the last section can be scrolled to the top, too.
    let last = ui.cursor().top() - section.1;
    ui.add_space((height - last - space::XL).max(0.0));
}

/// Returns the distance that a pressed key scrolls, in points, while no field or button has the keyboard focus.
fn keyboard_scroll(ui: &Ui, page: f32) -> Option<f32> {
    if ui.memory(|memory| memory.focused()).is_some() {
        return None;
    }
    const LINE: f32 = 2.0 * font::LINE;
    // Farther than any guide reaches, yet exact enough to add to.
    const ALL: f32 = 1e9;
    let steps = [
        (Key::ArrowDown, LINE),
        (Key::ArrowUp, -LINE),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Space, page),
        (Key::End, ALL),
        (Key::Home, -ALL),
    ];
    ui.input(|input| steps.into_iter().find(|(key, _)| input.key_pressed(*key)).map(|(_, step)| step))
}
