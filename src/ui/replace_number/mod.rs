//! The guided replacement of a number: the steps and their known facts on the left, the open step on the right. Entry
//! points: [`replace_number_ui`] is the page, [`head_ui`] its head. [`banner_ui`] leads back to it from the pages of
//! the instance. [`entry_ui`] is the button that begins a replacement; [`advised_entry_ui`] shows it only where
//! replacing is the first thing to do.

mod banner;
mod head;
mod heading;
pub(super) mod labels;
mod link_phone;
mod panels;
mod steps;
mod watching;

use eframe::egui::{Align, CornerRadius, IdSalt, Layout, Rect, ScrollArea, Stroke, StrokeKind, Ui, UiBuilder, Vec2};

pub use banner::{advised_entry_ui, banner_ui, entry_ui};
pub use head::head_ui;
pub use heading::heading_ui;
pub use labels::{consequence, skip_title};

use super::ViewState;
use super::theme::{Tokens, font, radius, size, space};
use super::widgets::{ActButton, Spinner, card, link as link_button, page, side_margin, slot};
use crate::model::{Action, Dialog, Instance, ReplaceAction, ReplaceState};
use crate::tr;
use crate::work::replace_number::Step;

/// State of the page, kept between frames.
#[derive(Debug, Default)]
pub struct ReplaceNumberView {
    /// The sending interval being typed, in seconds.
    interval: Option<String>,
}

/// Width below which the steps are folded above the open one, in points.
const NARROW: f32 = 700.0;
/// Width of the list of steps, and its width in a smaller window, in points.
const STEPS: f32 = 350.0;
const STEPS_SMALL: f32 = 290.0;
/// Width below which the list has its smaller width, in points.
const WIDE: f32 = 860.0;

pub fn replace_number_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(replacing) = &instance.replace else {
        page(ui, IdSalt::new("replace-number-loading"), |ui| {
            card(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.add(Spinner::new());
                    ui.label(tr!("replace-number-loading"));
                });
            });
        });
        return actions;
    };
    let side = f32::from(side_margin(ui.ctx().content_rect().width()));
    let room = ui.available_rect_before_wrap();
    if room.width() - 2.0 * side < NARROW {
        page(ui, IdSalt::new(("replace", instance.key)), |ui| {
            card(ui, |ui| {
                slot(ui, |ui| steps::folded_ui(ui, instance, replacing));
                end_ui(ui, instance, replacing, &mut actions);
            });
            card(ui, |ui| {
                slot(ui, |ui| panel_ui(ui, instance, replacing, view, &mut actions));
                if has_foot(replacing) {
                    ui.add_space(space::L);
                    foot_ui(ui, instance, replacing, &mut actions);
                }
            });
        });
        return actions;
    }
    let room = Rect::from_min_max(room.min + Vec2::new(side, 0.0), room.max - Vec2::new(side, space::L + 2.0));
    let list_width = if room.width() < WIDE { STEPS_SMALL } else { STEPS };
    let (list, rest) = room.split_left_right_at_x(room.left() + list_width);
    let rest = Rect::from_min_max(rest.min + Vec2::new(space::L, 0.0), rest.max);
    surface(ui, list, space::L, |ui| {
        ScrollArea::vertical().id_salt("replace-steps").auto_shrink([false, false]).show(ui, |ui| {
            steps::steps_ui(ui, instance, replacing);
            steps::under_marks_ui(ui, |ui| end_ui(ui, instance, replacing, &mut actions));
        });
    });
    surface(ui, rest, space::XL, |ui| {
        let foot = size::CONTROL + space::L;
        let height = ui.available_height() - foot;
        let width = ui.available_width();
        ui.allocate_ui_with_layout(Vec2::new(width, height), Layout::top_down(Align::Min), |ui| {
            ScrollArea::vertical().id_salt("replace-panel").auto_shrink([false, false]).show(ui, |ui| {
                panel_ui(ui, instance, replacing, view, &mut actions);
            });
        });
        ui.add_space(space::L);
        if has_foot(replacing) {
            foot_ui(ui, instance, replacing, &mut actions);
        }
    });
    actions
}

/// Whether the open step has a way back and a way on: a replacement that is over has not.
fn has_foot(replacing: &ReplaceState) -> bool {
    replacing.plan.ended().is_none() && !replacing.plan.awaits_last_look()
}

/// Draws a card of a given size.
fn surface(ui: &mut Ui, rect: Rect, margin: f32, content: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    let corner = CornerRadius::same(radius::CARD);
    ui.painter().rect(rect, corner, t.surface, Stroke::new(1.0, t.border), StrokeKind::Inside);
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink(margin)).layout(Layout::top_down(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        content(ui);
    });
}

/// Draws the open step. The focused control disappears together with its step, because a control of the next step must
/// not be pressed unseen.
fn panel_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    let plan = &replacing.plan;
    ui.push_id((plan.step(), plan.awaits_last_look(), plan.ended().is_some()), |ui| {
        step_ui(ui, instance, replacing, view, actions)
    });
}

fn step_ui(
    ui: &mut Ui,
    instance: &Instance,
    replacing: &ReplaceState,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = space::M;
    watching::notices_ui(ui, instance, replacing, actions);
    if replacing.plan.ended().is_some() {
        return panels::over_ui(ui, instance, replacing, actions);
    }
    if replacing.plan.awaits_last_look() {
        return panels::last_look_ui(ui, instance, replacing, view, actions);
    }
    match replacing.plan.step() {
        Step::StopProducers => panels::stop_ui(ui, instance, actions),
        Step::Save => panels::save_ui(ui, instance, replacing, actions),
        Step::Clear => panels::clear_ui(ui, instance, replacing, view, actions),
        Step::Notifications => panels::notifications_ui(ui, instance, replacing, view, actions),
        Step::Unlink => panels::unlink_ui(ui, instance, replacing, view, actions),
        Step::Link => link_phone::link_ui(ui, instance, replacing, view, actions),
        Step::Interval => panels::interval_ui(ui, instance, replacing, view, actions),
        Step::SendAgain => panels::again_ui(ui, instance, replacing, actions),
    }
}

/// Draws Back on the left and, on the right, the button to the next step: skipping this one, or continuing after its
/// result.
fn foot_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    let (key, plan) = (instance.key, &replacing.plan);
    let step = plan.step();
    // The question whose phone is linked must be answered first. While its number is unknown, there is a way back.
    let asked = step == Step::Link && matches!(plan.linked(), Some(Some(_)));
    let busy = replacing.waiting.is_some() || (plan.flight().is_some() && step != Step::Link);
    let off = busy.then(|| tr!("replace-number-off-working"));
    let off = asked.then(|| tr!("replace-number-off-asked")).or(off);
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        slot(ui, |ui| {
            if step.before().is_none() {
                return;
            }
            let back = ActButton::plain(tr!("replace-number-back")).disabled_because(off.clone());
            if ui.add(back).clicked() {
                if step == Step::Link {
                    actions.push(Action::Replace(key, ReplaceAction::HideCode));
                }
                actions.push(Action::Replace(key, ReplaceAction::Back));
            }
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if plan.is_open(step) {
                if ui.add(ActButton::plain(tr!("replace-number-skip")).disabled_because(off)).clicked() {
                    actions.push(Action::Ask(Dialog::SkipStep(key, step)));
                }
            } else if ui.add(ActButton::plain(tr!("replace-number-go-on")).disabled_because(off)).clicked() {
                actions.push(Action::Replace(key, ReplaceAction::GoOn));
            }
        });
    });
}

/// Draws the button that gives up the whole replacement.
fn end_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState, actions: &mut Vec<Action>) {
    if replacing.is_open() && link_button(ui, tr!("replace-number-give-up")).clicked() {
        actions.push(Action::Ask(Dialog::EndReplacement(instance.key)));
    }
}

/// Draws a quiet line of text.
fn quiet(ui: &mut Ui, text: impl Into<String>) {
    let t = Tokens::of(ui);
    ui.label(font::running(text).color(t.muted));
}
