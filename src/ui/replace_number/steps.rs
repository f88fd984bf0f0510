//! The list of steps: a mark, the title, and one line of facts for each.

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Label, Rect, RichText, Role, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo,
};

use super::labels::{line, title};
use crate::model::{Instance, ReplaceState};
use crate::tr;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{Icon, icon_ui};
use crate::work::replace_number::{Step, StepState};

/// Width and height of a step's mark, in points.
const MARK: f32 = 24.0;
/// Width and height of a mark in the folded list, in points.
const SMALL: f32 = 18.0;
/// Distance from a mark to the outer edge of its ring, in points.
const RING: f32 = space::XS;

pub fn steps_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    // The ring of a mark reaches beyond it, and would be cut off at the edge of the list.
    ui.add_space(RING);
    for step in Step::ALL {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            ui.add_space(RING);
            mark_ui(ui, replacing, step, MARK);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add_space(2.0);
                let t = Tokens::of(ui);
                let later = !is_current(replacing, step) && replacing.plan.is_open(step);
                let name = font::styled(title(step), font::strong()).color(if later { t.muted } else { t.text });
                ui.add(Label::new(name).wrap());
                let told = RichText::new(line(instance, replacing, step)).text_style(TextStyle::Small).color(t.muted);
                ui.add(Label::new(told).wrap());
            });
        });
        ui.add_space(space::XL - 2.0);
    }
}

/// Draws something under the list that begins where the marks of the steps begin.
pub fn under_marks_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(RING);
        content(ui);
    });
}

/// Draws the steps as a row of marks, and the known facts about the open one.
pub fn folded_ui(ui: &mut Ui, instance: &Instance, replacing: &ReplaceState) {
    let t = Tokens::of(ui);
    let step = replacing.plan.step();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        for one in Step::ALL {
            mark_ui(ui, replacing, one, SMALL).on_hover_text(format!(
                "{}\n{}",
                title(one),
                line(instance, replacing, one)
            ));
        }
        ui.add_space(space::S);
        let of = tr!("replace-number-step-of", step = step.number(), count = Step::COUNT);
        ui.label(font::styled(of, font::strong()));
        ui.label(RichText::new(title(step)).color(t.muted));
    });
    let last = step.before().filter(|before| replacing.plan.is_done(*before));
    if let Some(last) = last {
        let told = format!("{} · {}", title(last), line(instance, replacing, last));
        let told = RichText::new(told).text_style(TextStyle::Small).color(t.muted);
        ui.add(Label::new(told).wrap());
    }
}

fn is_current(replacing: &ReplaceState, step: Step) -> bool {
    replacing.plan.ended().is_none() && replacing.plan.step() == step
}

fn mark_ui(ui: &mut Ui, replacing: &ReplaceState, step: Step, side: f32) -> eframe::egui::Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let (centre, circle) = (rect.center(), side / 2.0 - 1.0);
    let current = is_current(replacing, step);
    let number = |colour: Color32| {
        let font = FontId::new(side / 2.0, font::small_strong().resolve(ui.style()).family);
        ui.painter().text(centre, Align2::CENTER_CENTER, step.number().to_string(), font, colour);
    };
    match replacing.plan.state(step) {
        StepState::Done { .. } => {
            ui.painter().circle_filled(centre, circle + 1.0, t.accent);
            icon_ui(ui, Icon::Check, Rect::from_center_size(centre, Vec2::splat(side / 2.0)), t.on_accent);
            if current {
                ui.painter().circle_stroke(centre, side / 2.0 + RING - 1.5, Stroke::new(1.5, t.accent));
            }
        }
        StepState::Skipped { .. } => {
            ui.painter().circle_stroke(centre, circle, Stroke::new(if current { 2.0 } else { 1.5 }, t.outline));
            let dash = Rect::from_center_size(centre, Vec2::new(side * 0.36, 2.0));
            ui.painter().rect_filled(dash, CornerRadius::same(1), t.muted);
        }
        StepState::Open if current => {
            ui.painter().circle_stroke(centre, circle, Stroke::new(2.0, t.accent));
            number(t.accent);
        }
        StepState::Open => {
            ui.painter().circle_stroke(centre, circle, Stroke::new(1.5, t.border));
            number(t.faint);
        }
    }
    let word = match replacing.plan.state(step) {
        StepState::Done { .. } => tr!("replace-number-mark-done"),
        StepState::Skipped { .. } => tr!("replace-number-mark-skipped"),
        StepState::Open => tr!("replace-number-step-of", step = step.number(), count = Step::COUNT),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &word));
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::{ScrollArea, Shape, Vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::green_api::now;
    use crate::model::Kept;
    use crate::model::instance_tests::authorized;
    use crate::work::replace_number::Replacement;

    #[test]
    fn a_folded_list_names_the_step_that_was_done_last() {
        crate::ui::text::set_language(crate::ui::text::Language::English);
        let instance = authorized(1000);
        let mut plan = Replacement::new(now());
        plan.say_done(Step::StopProducers, now());
        let replacing = ReplaceState::new(plan, Kept::InMemory);
        let mut harness = Harness::builder()
            .with_context_setup(crate::ui::theme::apply)
            .build_ui(|ui| folded_ui(ui, &instance, &replacing));
        harness.run();
        let told = format!("{} · {}", title(Step::StopProducers), line(&instance, &replacing, Step::StopProducers));
        harness.get_by_label(&told);
    }

    #[test]
    fn the_ring_of_no_step_is_cut_off() {
        let instance = authorized(1000);
        let mut plan = Replacement::new(now());
        for is_done in [false, true] {
            if is_done {
                plan.say_done(Step::StopProducers, now());
                plan.back();
            }
            let replacing = ReplaceState::new(plan.clone(), Kept::InMemory);
            let draw = |ui: &mut Ui| {
                ScrollArea::vertical().show(ui, |ui| steps_ui(ui, &instance, &replacing));
            };
            let mut harness = Harness::builder()
                .with_size(Vec2::new(400.0, 600.0))
                .with_context_setup(crate::ui::theme::apply)
                .build_ui(draw);
            harness.run();
            let shapes = &harness.output().shapes;
            let rings: Vec<_> = shapes.iter().filter(|clipped| matches!(clipped.shape, Shape::Circle(_))).collect();
            assert!(rings.len() >= Step::COUNT, "{}", rings.len());
            for ring in rings {
                let seen = ring.clip_rect.contains_rect(ring.shape.visual_bounding_rect().expand(0.5));
                assert!(seen, "{:?} in {:?}", ring.shape.visual_bounding_rect(), ring.clip_rect);
            }
        }
    }
}
