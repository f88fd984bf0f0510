//! The window's size and place: how it opens, and when a change is stored.

use eframe::egui::{Vec2, ViewportBuilder, ViewportInfo, pos2, vec2};

use super::{APP_ID, icon};
use crate::model::Model;
use crate::store::WindowPlace;
use crate::ui::theme;

/// Returns the options of the window as it opens: with its last size and place, or in its initial size.
pub fn window_options(model: &Model) -> ViewportBuilder {
    let place = model.settings.window;
    let least = Vec2::from(theme::size::WINDOW_LEAST);
    let size = place.map_or(Vec2::from(theme::size::WINDOW), |place| vec2(place.width, place.height)).max(least);
    let mut window = ViewportBuilder::default()
        .with_title("Instance Desk")
        .with_app_id(APP_ID)
        .with_icon(icon())
        .with_inner_size(size)
        .with_maximized(place.is_some_and(|place| place.maximized))
        .with_min_inner_size(least);
    if let Some((x, y)) = place.and_then(|place| place.x.zip(place.y)) {
        window = window.with_position(pos2(x, y));
    }
    window
}

/// Time in seconds after which an unchanged size and place count as settled.
pub(super) const SETTLES: f32 = 1.0;

/// Watches the window's size and place, to store them once they have settled.
#[derive(Debug, Default)]
pub(super) struct PlaceWatch {
    /// The place seen last, and since when, in egui's seconds.
    seen: Option<(WindowPlace, f64)>,
    told: Option<WindowPlace>,
    /// When it opened, in egui's seconds.
    opened: Option<f64>,
    /// Whether it has had its chance to fill the screen; from then on the user decides.
    is_fitted: bool,
    /// The scale that was last in effect.
    pub(super) zoom: f32,
}

impl PlaceWatch {
    /// Whether to maximize the window: it has just opened, was maximized before or is larger than its screen, and is not
    /// maximized. On X11 this may have to be requested again, because a window manager ignores it until the window is
    /// shown, and the frame of the window is known no sooner. The screen is unknown where the system does not report the
    /// corner (Wayland).
    pub(super) fn should_fill_screen(
        &mut self,
        viewport: &ViewportInfo,
        now: f64,
        before: Option<WindowPlace>,
    ) -> bool {
        let opened = *self.opened.get_or_insert(now);
        self.is_fitted |= viewport.maximized == Some(true) || now - opened >= f64::from(SETTLES);
        if self.is_fitted {
            return false;
        }
        let exceeds = viewport.monitor_size.zip(viewport.outer_rect).is_some_and(|(screen, outer)| {
            screen.min_elem() > 1.0 && (outer.width() > screen.x || outer.height() > screen.y)
        });
        exceeds || before.is_some_and(|place| place.maximized)
    }

    /// Returns the place if it is new and has settled at `now`, in egui's seconds. A maximized window keeps the size and
    /// the corner from `before`.
    ///
    /// egui reports size and corner in its own points, which grow with the scale; a window opens in points of scale
    /// one, to which `size` is already converted. Where the system does not report the corner (Wayland), only the size
    /// is stored.
    pub(super) fn settled(
        &mut self,
        viewport: &ViewportInfo,
        (size, zoom): (Vec2, f32),
        now: f64,
        before: Option<WindowPlace>,
    ) -> Option<WindowPlace> {
        let maximized = viewport.maximized == Some(true);
        if maximized || viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
            // A drag that ends in a maximized window never settles.
            self.seen = None;
            let [width, height] = theme::size::WINDOW;
            let initial = WindowPlace { width, height, x: None, y: None, maximized };
            let place = WindowPlace { maximized, ..before.unwrap_or(initial) };
            // A restored window reports its place again.
            self.told = None;
            return (maximized && before != Some(place)).then_some(place);
        }
        let corner = viewport.outer_rect.map(|outer| outer.min.to_vec2() * zoom);
        let place = WindowPlace {
            width: size.x.round(),
            height: size.y.round(),
            x: corner.map(|corner| corner.x.round()),
            y: corner.map(|corner| corner.y.round()),
            maximized,
        };
        match self.seen {
            Some((seen, since)) if seen == place => {
                let new = self.told != Some(place) && now - since >= f64::from(SETTLES);
                if new {
                    self.told = Some(place);
                }
                new.then_some(place)
            }
            _ => {
                self.seen = Some((place, now));
                None
            }
        }
    }

    pub(super) fn is_moving(&self) -> bool {
        self.seen.is_some_and(|(place, _)| self.told != Some(place))
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Rect;

    use super::*;

    #[test]
    fn a_window_that_was_maximized_or_exceeds_its_screen_fills_it_until_it_does_or_a_second_has_passed() {
        let opened = |size: Vec2| ViewportInfo {
            monitor_size: Some(vec2(1366.0, 768.0)),
            outer_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
            maximized: Some(false),
            ..Default::default()
        };
        let (fitting, large) = (opened(vec2(1180.0, 760.0)), opened(vec2(1180.0, 790.0)));
        let filling = ViewportInfo { maximized: Some(true), ..fitting.clone() };
        let before = |maximized| Some(WindowPlace { width: 900.0, height: 600.0, x: None, y: None, maximized });
        let mut watch = PlaceWatch::default();
        for viewport in [&ViewportInfo::default(), &fitting] {
            assert!(!watch.should_fill_screen(viewport, 5.0, before(false)));
        }
        // Its frame is known once it is shown.
        assert!(watch.should_fill_screen(&large, 5.1, before(false)));
        assert!(!watch.should_fill_screen(&filling, 5.2, before(false)));
        assert!(!watch.should_fill_screen(&large, 5.3, before(false)), "the user has restored it");
        let mut watch = PlaceWatch::default();
        for now in [5.0, 5.1] {
            assert!(watch.should_fill_screen(&fitting, now, before(true)));
        }
        assert!(!watch.should_fill_screen(&fitting, 6.0, before(true)), "the window manager never does that");
    }

    #[test]
    fn a_window_that_was_dragged_until_it_maximized_does_not_count_as_moving() {
        let mut watch = PlaceWatch::default();
        let dragged = ViewportInfo {
            outer_rect: Some(Rect::from_min_size(pos2(40.0, 0.0), vec2(900.0, 600.0))),
            ..Default::default()
        };
        let settled = |watch: &mut PlaceWatch, viewport: &ViewportInfo, now: f64, before| {
            watch.settled(viewport, (vec2(900.0, 600.0), 1.0), now, before)
        };
        assert_eq!(settled(&mut watch, &dragged, 0.0, None), None);
        assert!(watch.is_moving());
        let maximized = ViewportInfo { maximized: Some(true), ..dragged.clone() };
        let before = WindowPlace { width: 900.0, height: 600.0, x: Some(40.0), y: Some(0.0), maximized: false };
        let place = settled(&mut watch, &maximized, 0.5, Some(before));
        assert_eq!(place, Some(WindowPlace { maximized: true, ..before }));
        assert_eq!(settled(&mut watch, &maximized, 0.6, place), None);
        assert!(!watch.is_moving(), "a frame is drawn every second while the window is maximized");
        settled(&mut watch, &dragged, 1.0, place);
        assert_eq!(settled(&mut watch, &dragged, 9.0, place), Some(before), "restored where it was");
    }
}
