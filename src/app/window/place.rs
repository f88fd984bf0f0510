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
    /// Whether the window was compared with its screen.
    is_fitted: bool,
    /// The scale that was last in effect.
    pub(super) zoom: f32,
}

impl PlaceWatch {
    /// Whether the window that has just opened is larger than its screen. True once at most; unknown where the system
    /// does not report the corner (Wayland).
    pub(super) fn exceeds_screen(&mut self, viewport: &ViewportInfo) -> bool {
        let Some((screen, outer)) = viewport.monitor_size.zip(viewport.outer_rect).filter(|_| !self.is_fitted) else {
            return false;
        };
        self.is_fitted = true;
        let is_known = screen.min_elem() > 1.0;
        is_known && (outer.width() > screen.x || outer.height() > screen.y)
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
    fn a_window_larger_than_its_screen_is_recognised_once() {
        let opened = |size: Vec2| ViewportInfo {
            monitor_size: Some(vec2(1366.0, 768.0)),
            outer_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
            ..Default::default()
        };
        assert!(!PlaceWatch::default().exceeds_screen(&ViewportInfo::default()));
        assert!(!PlaceWatch::default().exceeds_screen(&opened(vec2(1180.0, 760.0))));
        let mut watch = PlaceWatch::default();
        assert!(watch.exceeds_screen(&opened(vec2(1180.0, 790.0))));
        assert!(!watch.exceeds_screen(&opened(vec2(1180.0, 790.0))));
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
