//! Keeps a scrolled page in place when something above the visible part appears or disappears.

use eframe::egui::scroll_area::ScrollAreaOutput;
use eframe::egui::{Context, Id, Pos2, Rect, Ui, WidgetRect};

use super::virtual_rows::scrolls;
use crate::ui::steady::{AIMING, LastInput};

/// Heights that differ by less than this are equal, in points.
const TOLERANCE: f32 = 1.0;

/// Parts higher than this hold others, in points.
const MAX_HEIGHT: f32 = 60.0;

/// Maximum parts that are remembered: of a card that goes, all may go.
const MAX_PARTS: usize = 64;

/// How much a page at its top may grow above the part under the pointer without moving it.
#[derive(Clone, Copy, Debug)]
pub enum Growth {
    /// By less than another line: a higher card is news, and is seen. But while the pointer may be about to press, by
    /// anything, until it leaves the controls.
    Little,
    /// By anything, until the pointer leaves the page: new entries of a list can wait.
    Any,
}

impl Growth {
    /// Returns the limit in points.
    fn limit(self) -> f32 {
        match self {
            Self::Little => 12.0,
            Self::Any => f32::INFINITY,
        }
    }
}

/// A page as it was drawn last.
#[derive(Clone)]
struct Anchor {
    /// The parts in sight, the highest first, with their distance from the top of the content in points.
    parts: Vec<(Id, f32)>,
    page_height: f32,
    /// The upper end of the page on the screen, in points.
    page_top: f32,
    /// How far the page was scrolled, in points.
    scrolled: f32,
    /// The part of it that held the control under the pointer at the top of the page.
    crept: f32,
    /// The part under the resting pointer, with its distance from the top of the content.
    under: Option<(Pos2, Id, f32)>,
}

/// Returns the empty space at the end of the page, in points: a page that is higher than its content lets [`hold`] scroll
/// it, and keeps the space until the user scrolls back.
pub fn space_below(ui: &Ui, page: Id) -> f32 {
    ui.data(|data| data.get_temp(page.with("space"))).unwrap_or_default()
}

/// The content of a page as it was drawn.
#[derive(Clone, Copy)]
pub struct Content {
    /// Its upper end on the screen, in points.
    pub top: f32,
    /// Whether it asked to scroll to one of its parts.
    pub scrolls: bool,
}

impl Content {
    /// Returns the content that begins at `top` and was just drawn.
    pub fn drawn(ui: &Ui, top: f32) -> Self {
        Self { top, scrolls: scrolls(ui) }
    }
}

/// Lets every page begin at its top when it is shown next.
pub fn start_at_top(ctx: &Context) {
    ctx.data_mut(|data| *data.get_temp_mut_or_default::<u64>(starts_id()) += 1);
}

/// Returns the id of the number of times that pages were sent to their top.
fn starts_id() -> Id {
    Id::unique("page-starts")
}

/// Returns the offset to scroll to in this pass, if [`hold`] or [`start_at_top`] asked for one.
pub fn offset(ui: &Ui, page: Id) -> Option<f32> {
    ui.data_mut(|data| {
        let starts: u64 = data.get_temp(starts_id()).unwrap_or_default();
        let seen = std::mem::replace(data.get_temp_mut_or_default(page.with("starts")), starts);
        let held = data.remove_temp(page.with("offset"));
        if seen == starts { held } else { Some(0.0) }
    })
}

/// Scrolls the page by as much as what is above its visible part has grown or shrunk, so that the visible part stays
/// where it is. At its top a page does not scroll, because what appears there is news, unless a card above the part under
/// the pointer only got higher, or the pointer may be about to press that part.
pub fn hold(ui: &Ui, page: Id, shown: &ScrollAreaOutput<Content>, growth: Growth) {
    let Content { top: content_top, scrolls } = shown.inner;
    let (height, page_height) = (shown.inner_rect.height(), shown.content_size.y - space_below(ui, page));
    let scrolled = shown.inner_rect.top() - content_top;
    let page_top = shown.inner_rect.top();
    let under = under(ui, shown.inner_rect, content_top);
    let before: Option<Anchor> = ui.data(|data| data.get_temp(page));
    let mut crept = before.as_ref().map_or(0.0, |before| before.crept.min(scrolled));
    let (mut offset, mut is_held) = (scrolled, false);
    // A page that is scrolling goes where it was sent.
    if !scrolls
        && let Some(before) = before.filter(|before| before.scrolled == scrolled)
        && let Some((moved, hold)) = moved(ui, &before, (scrolled - crept, content_top, page_top), growth)
    {
        let grown = page_height - before.page_height;
        // Only what came or went above moves a part by just that height.
        if moved.abs() > TOLERANCE && (hold == Hold::Any || (moved - grown).abs() < TOLERANCE) {
            let is_at_top = scrolled - crept <= TOLERANCE;
            let end = if is_at_top { f32::INFINITY } else { (page_height - height).max(0.0) };
            offset = (scrolled + moved).clamp(0.0, end);
            crept = if is_at_top { offset } else { crept };
            is_held = true;
            ui.data_mut(|data| data.insert_temp(page.with("offset"), offset));
            ui.ctx().request_discard("the page keeps its place");
        }
    }
    if crept > TOLERANCE && !is_held && gives_way(ui, shown.inner_rect, crept, under.is_some(), growth) {
        offset = (offset - crept).max(0.0);
        crept = 0.0;
        ui.data_mut(|data| data.insert_temp(page.with("offset"), offset));
        ui.ctx().request_repaint();
    }
    let space = if crept > TOLERANCE { (offset + height - page_height).max(0.0) } else { 0.0 };
    let parts = parts(ui, shown.inner_rect, content_top);
    ui.data_mut(|data| {
        data.insert_temp(page.with("space"), space);
        data.insert_temp(page, Anchor { parts, page_height, page_top, scrolled, crept, under });
    });
}

/// Which moves of a part are undone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Those by the height that came or went above it.
    Grown,
    Any,
}

/// Returns how far the part to hold has moved, in points: the one under the pointer that may be about to press it; else
/// of a page that the user has `scrolled` the highest one that is still drawn, or at the top of a page the one under the
/// resting pointer, if all its moves are within `growth`.
fn moved(
    ui: &Ui,
    before: &Anchor,
    (scrolled, content_top, page_top): (f32, f32, f32),
    growth: Growth,
) -> Option<(f32, Hold)> {
    let moved = |(part, top): &(Id, f32)| {
        let now = ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get(*part).map(|part| part.rect.top()));
        Some(now? - content_top - top)
    };
    let rests = |pointer| ui.input(|input| input.pointer.latest_pos()) == Some(pointer);
    let under = before.under.filter(|(pointer, ..)| rests(*pointer));
    let under = under.and_then(|(_, part, top)| moved(&(part, top)));
    if let Some(moved) = under.filter(|_| LastInput::of(ui.ctx()) == LastInput::Moved) {
        // The page itself moves when something appears above it.
        return Some((moved + page_top - before.page_top, Hold::Any));
    }
    if scrolled > TOLERANCE {
        return before.parts.iter().find_map(moved).map(|moved| (moved, Hold::Grown));
    }
    under.filter(|moved| (before.crept + moved).abs() <= growth.limit()).map(|moved| (moved, Hold::Grown))
}

/// Whether the page goes back to its top, from which it has crept.
fn gives_way(ui: &Ui, sight: Rect, crept: f32, is_on_control: bool, growth: Growth) -> bool {
    let (pointer, still_for) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.time_since_last_movement()));
    let is_left = pointer.is_none_or(|pointer| !sight.contains(pointer));
    match (growth, LastInput::of(ui.ctx())) {
        (Growth::Any, _) => is_left,
        (Growth::Little, LastInput::Moved) if !is_left && !is_on_control => {
            // On its way to another control.
            let moves = still_for < AIMING;
            if moves {
                ui.ctx().request_repaint_after_secs(AIMING - still_for);
            }
            !moves
        }
        (Growth::Little, LastInput::Other) if crept > growth.limit() => true,
        (Growth::Little, _) => is_left,
    }
}

/// Returns the control under the pointer, if there is one, and the place of the pointer.
fn under(ui: &Ui, sight: Rect, content_top: f32) -> Option<(Pos2, Id, f32)> {
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|pointer| sight.contains(*pointer))?;
    ui.ctx().viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let is_control = |part: &&WidgetRect| part.sense.interactive() && part.rect.height() <= MAX_HEIGHT;
        let parts = widgets.filter(|part| is_control(part) && part.rect.contains(pointer));
        let smallest = parts.min_by(|one, other| one.rect.area().total_cmp(&other.rect.area()))?;
        Some((pointer, smallest.id, smallest.rect.top() - content_top))
    })
}

/// Returns the parts that are wholly in sight, the highest first.
fn parts(ui: &Ui, sight: Rect, content_top: f32) -> Vec<(Id, f32)> {
    let mut parts: Vec<(Id, f32)> = ui.ctx().viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let parts = widgets.filter(|part| part.rect.height() <= MAX_HEIGHT && sight.contains_rect(part.rect));
        parts.map(|part| (part.id, part.rect.top() - content_top)).collect()
    });
    parts.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    parts.truncate(MAX_PARTS);
    parts
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::{Event, IdSalt, Modifiers, Pos2, Vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use crate::ui::widgets::{ActButton, page, slot};

    /// Returns a page of thirty buttons under a notice of this height.
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
    fn a_page_that_starts_at_its_top_can_be_scrolled_again() {
        let mut harness = shown(0.0);
        harness.run();
        let top = |harness: &Harness<'_, f32>| harness.get_by_label("Button 6").rect().top();
        let first = top(&harness);
        scroll(&mut harness, 250.0);
        crate::ui::widgets::start_at_top(&harness.ctx);
        harness.run();
        assert_eq!(top(&harness), first);
        scroll(&mut harness, 250.0);
        harness.run();
        assert!(top(&harness) < first - 200.0, "{}", top(&harness));
    }

    /// Rests the pointer on a button, and returns its upper edge.
    fn rest_on(harness: &mut Harness<'_, f32>, label: &str) -> f32 {
        harness.hover_at(harness.get_by_label(label).rect().center());
        harness.run();
        harness.get_by_label(label).rect().top()
    }

    #[test]
    fn what_grows_a_little_above_the_pointer_moves_nothing_under_it() {
        for (size, label) in [(300.0, "Button 2"), (2000.0, "Button 20")] {
            let mut harness = shown(30.0);
            harness.set_size(Vec2::new(400.0, size));
            harness.run();
            let before = rest_on(&mut harness, label);
            for notice in [36.0, 32.0, 42.0] {
                *harness.state_mut() = notice;
                harness.run();
                let now = harness.get_by_label(label).rect().top();
                assert!((now - before).abs() < 1.0, "{size} {notice}: from {before} to {now}");
            }
            // The page is as it was once the user scrolls back.
            scroll(&mut harness, -500.0);
            harness.run();
            assert!(harness.get_by_label("Button 0").rect().top() > 60.0, "{size}");
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

    /// Returns the page of `shown`, with a pointer that has moved onto a button and rests there.
    fn aimed(label: &str) -> (Harness<'static, f32>, f32) {
        let mut harness = shown(0.0);
        harness.ctx.add_plugin(crate::ui::PressGuard::default());
        harness.run();
        let before = rest_on(&mut harness, label);
        (harness, before)
    }

    #[test]
    fn what_the_pointer_may_be_about_to_press_stays_under_it_and_the_notice_is_seen_once_it_leaves() {
        let (mut harness, before) = aimed("Button 3");
        let top = |harness: &Harness<'_, f32>, label: &str| harness.get_by_label(label).rect().top();
        let first = top(&harness, "Button 0");
        for notice in [90.0, 150.0, 30.0, 90.0] {
            *harness.state_mut() = notice;
            harness.run();
            assert!((top(&harness, "Button 3") - before).abs() < 1.0, "{notice}: {}", top(&harness, "Button 3"));
        }
        harness.hover_at(Pos2::new(200.0, -5.0));
        harness.run();
        assert!(top(&harness, "Button 0") > first + 80.0);
    }

    #[test]
    fn a_pointer_that_is_left_on_a_button_hides_no_notice() {
        for key in [true, false] {
            let (mut harness, _) = aimed("Button 3");
            let first = harness.get_by_label("Button 0").rect().top();
            if key {
                harness.key_press(eframe::egui::Key::F5);
                harness.run();
            }
            *harness.state_mut() = 90.0;
            harness.run();
            if !key {
                harness.key_press(eframe::egui::Key::F5);
                harness.run();
            }
            assert!(harness.get_by_label("Button 0").rect().top() > first + 80.0, "{key}");
        }
    }
}
