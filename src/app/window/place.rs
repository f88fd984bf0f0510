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
    /// The scale that was last in effect.
    pub(super) zoom: f32,
}

impl PlaceWatch {
    /// Returns the place if it is new and has settled at `now`, in egui's seconds.
    ///
    /// egui reports size and corner in its own points, which grow with the scale; a window opens in points of scale
    /// one, to which `size` is already converted. Where the system does not report the corner (Wayland), only the size
    /// is stored.
    pub(super) fn settled(&mut self, viewport: &ViewportInfo, size: Vec2, zoom: f32, now: f64) -> Option<WindowPlace> {
        if viewport.maximized == Some(true) || viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
            // A drag that ends in a maximized window never settles.
            self.seen = None;
            return None;
        }
        let corner = viewport.outer_rect.map(|outer| outer.min.to_vec2() * zoom);
        let place = WindowPlace {
            width: size.x.round(),
            height: size.y.round(),
            x: corner.map(|corner| corner.x.round()),
            y: corner.map(|corner| corner.y.round()),
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
    fn a_window_that_was_dragged_until_it_maximized_does_not_count_as_moving() {
        let mut watch = PlaceWatch::default();
        let dragged = ViewportInfo {
            outer_rect: Some(Rect::from_min_size(pos2(40.0, 0.0), vec2(900.0, 600.0))),
            ..Default::default()
        };
        watch.settled(&dragged, vec2(900.0, 600.0), 1.0, 0.0);
        assert!(watch.is_moving());
        let maximized = ViewportInfo { maximized: Some(true), ..dragged };
        watch.settled(&maximized, vec2(1280.0, 900.0), 1.0, 0.5);
        assert!(!watch.is_moving(), "a frame is drawn every second while the window is maximized");
    }
}
