//! Keeps a scrolled page in its place when something above what is read comes or goes.

use eframe::egui::{Id, Rect, Sense, Ui, scroll_area::ScrollAreaOutput};

/// Heights that differ by less than this are equal, in points.
const TOLERANCE: f32 = 1.0;

/// A control on a scrolled page, and the height of the page, as they were drawn last.
#[derive(Clone, Copy)]
struct Anchor {
    control: Id,
    /// Its distance from the top of the content, in points.
    top: f32,
    page_height: f32,
}

/// Returns the offset to scroll to in this pass, if [`hold`] asked for one.
pub fn offset(ui: &Ui, page: Id) -> Option<f32> {
    ui.data_mut(|data| data.remove_temp(page.with("offset")))
}

/// Scrolls the page by as much as its content has moved, so that the control under the pointer (else the first one in
/// sight) stays where it is. At its top a page does not scroll: what appears there is news.
pub fn hold(ui: &Ui, page: Id, shown: &ScrollAreaOutput<f32>) {
    let (content_top, page_height) = (shown.inner, shown.content_size.y);
    let scrolled = shown.inner_rect.top() - content_top;
    let top_of = |control: Id| {
        let rect = ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get(control).map(|widget| widget.rect));
        rect.map(|rect| rect.top() - content_top)
    };
    if scrolled > TOLERANCE
        && let Some(before) = ui.data(|data| data.get_temp::<Anchor>(page))
        && let Some(top) = top_of(before.control)
    {
        let (moved, grown) = (top - before.top, page_height - before.page_height);
        // Only what came or went above moves a control by just that height.
        if moved.abs() > TOLERANCE && (moved - grown).abs() < TOLERANCE {
            let end = (page_height - shown.inner_rect.height()).max(0.0);
            ui.data_mut(|data| data.insert_temp(page.with("offset"), (scrolled + moved).clamp(0.0, end)));
            ui.ctx().request_discard("the page keeps its place");
        }
    }
    let anchor = choose(ui, shown.inner_rect).and_then(|control| {
        let top = top_of(control)?;
        Some(Anchor { control, top, page_height })
    });
    ui.data_mut(|data| {
        data.remove::<Anchor>(page);
        if let Some(anchor) = anchor {
            data.insert_temp(page, anchor);
        }
    });
}

/// Returns the control under the pointer, else the highest one that is wholly in sight.
fn choose(ui: &Ui, sight: Rect) -> Option<Id> {
    let pointer = ui.input(|input| input.pointer.latest_pos());
    ui.ctx().viewport(|viewport| {
        let controls = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let controls = controls.filter(|widget| widget.enabled && widget.sense.contains(Sense::FOCUSABLE));
        let mut first: Option<(f32, Id)> = None;
        for control in controls.filter(|control| sight.contains_rect(control.rect)) {
            if pointer.is_some_and(|pointer| control.rect.contains(pointer)) {
                return Some(control.id);
            }
            let top = control.rect.top();
            if first.is_none_or(|(highest, _)| top < highest) {
                first = Some((top, control.id));
            }
        }
        first.map(|(_, control)| control)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::{Event, IdSalt, Modifiers, Pos2, Vec2};
    use egui_kittest::{Harness, kittest::Queryable as _};

    use crate::ui::widgets::{ActButton, page, slot};

    /// A page of thirty buttons under a notice of this height.
    fn shown(notice: f32) -> Harness<'static, f32> {
        Harness::builder()
            .with_size(Vec2::new(400.0, 300.0))
            .with_context_setup(crate::ui::theme::apply)
            .build_ui_state(
                |ui, notice: &mut f32| {
                    page(ui, IdSalt::new("page"), |ui| {
                        slot(ui, |ui| {
                            if *notice > 0.0 {
                                ui.allocate_space(Vec2::new(100.0, *notice));
                            }
                        });
                        for n in 0..30 {
                            ui.add(ActButton::plain(format!("Button {n}")));
                        }
                    });
                },
                notice,
            )
    }

    fn scroll(harness: &mut Harness<'_, f32>, points: f32) {
        harness.hover_at(Pos2::new(200.0, 150.0));
        harness.event(Event::MouseWheel {
            unit: eframe::egui::MouseWheelUnit::Point,
            source: eframe::egui::MouseWheelSource::Unknown,
            delta: Vec2::new(0.0, -points),
            phase: eframe::egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }

    #[test]
    fn what_comes_or_goes_above_a_scrolled_page_does_not_move_it() {
        let mut harness = shown(120.0);
        scroll(&mut harness, 250.0);
        let top = |harness: &Harness<'_, f32>| harness.get_by_label("Button 6").rect().top();
        let before = top(&harness);
        for notice in [0.0, 90.0, 20.0] {
            *harness.state_mut() = notice;
            harness.run();
            assert!((top(&harness) - before).abs() < 1.0, "{notice}: from {before} to {}", top(&harness));
        }
    }

    #[test]
    fn a_notice_at_the_top_of_a_page_is_seen() {
        let mut harness = shown(0.0);
        harness.run();
        let before = harness.get_by_label("Button 0").rect().top();
        *harness.state_mut() = 90.0;
        harness.run();
        assert!(harness.get_by_label("Button 0").rect().top() > before + 80.0);
    }
}
