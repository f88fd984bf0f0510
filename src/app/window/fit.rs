//! Fits the window to its screen and to the scale.

use eframe::CreationContext;
use eframe::egui::{Rect, Vec2, ViewportCommand, ViewportInfo, pos2, vec2};

use crate::store::WindowPlace;
use crate::ui::theme::size;

/// Height of the part of a window by which it is moved, in pixels.
const GRIP: f32 = 30.0;

/// Keeps the window as large as its content needs. The content is laid out in points, which grow with the scale.
#[derive(Debug, Default)]
pub(super) struct WindowFit {
    /// The scale, and the smallest size in points, of the last request to the system.
    told: Option<(f32, Vec2)>,
}

impl WindowFit {
    /// Returns what to tell the system: the smallest size, which ends at the size of the screen, and a larger size for a
    /// window that is now too small. `zoom`: the scale.
    pub fn commands(&mut self, viewport: &ViewportInfo, zoom: f32) -> Vec<ViewportCommand> {
        let frame = viewport.outer_rect.zip(viewport.inner_rect).map(|(outer, inner)| outer.size() - inner.size());
        let screen = viewport.monitor_size.filter(|screen| screen.min_elem() > 1.0);
        let most = screen.map(|screen| screen - frame.unwrap_or_default());
        let least = Vec2::from(size::WINDOW_LEAST).min(most.unwrap_or(Vec2::INFINITY)).max(Vec2::splat(1.0));
        if self.told.replace((zoom, least)) == Some((zoom, least)) {
            return Vec::new();
        }
        let mut commands = vec![ViewportCommand::MinInnerSize(least)];
        let fills_screen = viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
        if let Some(inner) = viewport.inner_rect.filter(|_| !fills_screen)
            && !inner.size().max(least).eq(&inner.size())
        {
            commands.push(ViewportCommand::InnerSize(inner.size().max(least)));
        }
        commands
    }
}

/// Moves a window onto a screen if it was left where there is none now.
pub(super) fn bring_on_screen(window: &CreationContext<'_>, place: Option<WindowPlace>) {
    let Some(window) = window.winit_window() else { return };
    let Some((x, y)) = place.and_then(|place| place.x.zip(place.y)) else { return };
    let size = place.map_or(Vec2::ZERO, |place| vec2(place.width, place.height));
    let scale = window.scale_factor() as f32;
    let place = Rect::from_min_size(pos2(x, y) * scale, size * scale);
    let screens: Vec<Rect> = window
        .available_monitors()
        .map(|screen| {
            let (corner, size) = (screen.position(), screen.size());
            Rect::from_min_size(pos2(corner.x as f32, corner.y as f32), vec2(size.width as f32, size.height as f32))
        })
        .collect();
    if !screens.is_empty()
        && !is_in_sight(place, &screens)
        && let Some(screen) = window.primary_monitor().or_else(|| window.available_monitors().next())
    {
        window.set_outer_position(screen.position());
    }
}

/// Whether a third of a window in each direction is on one of the screens, with its upper edge, by which it is moved.
fn is_in_sight(window: Rect, screens: &[Rect]) -> bool {
    screens.iter().any(|screen| {
        let shown = screen.intersect(window);
        let needed = window.size().min(screen.size()) / 3.0;
        let has_grip = window.top() + GRIP / 2.0 >= screen.top();
        has_grip && shown.width() >= needed.x && shown.height() >= needed.y
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(screen: Vec2, inner: Vec2) -> ViewportInfo {
        ViewportInfo {
            monitor_size: Some(screen),
            inner_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), inner)),
            outer_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), inner + vec2(0.0, 30.0))),
            ..Default::default()
        }
    }

    /// Returns the smallest size and the new size, in points.
    fn told(fit: &mut WindowFit, viewport: &ViewportInfo, zoom: f32) -> (Option<Vec2>, Option<Vec2>) {
        let (mut least, mut grown) = (None, None);
        for command in fit.commands(viewport, zoom) {
            match command {
                ViewportCommand::MinInnerSize(size) => least = Some(size),
                ViewportCommand::InnerSize(size) => grown = Some(size),
                _ => {}
            }
        }
        (least, grown)
    }

    #[test]
    fn the_smallest_window_grows_with_the_scale_up_to_the_screen() {
        let mut fit = WindowFit::default();
        let least = Vec2::from(size::WINDOW_LEAST);
        let usual = viewport(vec2(1920.0, 1080.0), vec2(1180.0, 760.0));
        assert_eq!(told(&mut fit, &usual, 1.0), (Some(least), None));
        assert_eq!(told(&mut fit, &usual, 1.0), (None, None));
        // At twice the scale, the same window and the same screen are half as many points.
        let doubled = viewport(vec2(960.0, 540.0), vec2(590.0, 380.0));
        let most = vec2(720.0, 510.0);
        assert_eq!(told(&mut fit, &doubled, 2.0), (Some(most), Some(most)));
        let small = viewport(vec2(683.0, 384.0), vec2(590.0, 354.0));
        assert_eq!(told(&mut fit, &small, 2.0), (Some(vec2(683.0, 354.0)), Some(vec2(683.0, 354.0))));
    }

    #[test]
    fn a_maximized_window_keeps_its_size() {
        let mut fit = WindowFit::default();
        let full = ViewportInfo { maximized: Some(true), ..viewport(vec2(960.0, 540.0), vec2(700.0, 510.0)) };
        assert_eq!(told(&mut fit, &full, 2.0).1, None);
    }

    #[test]
    fn a_window_beside_every_screen_is_recognised() {
        let screens = [(0.0, 0.0), (1366.0, -200.0)].map(|(x, y)| Rect::from_min_size(pos2(x, y), vec2(1366.0, 768.0)));
        let window = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(1180.0, 760.0));
        for (x, y) in [(0.0, 0.0), (-700.0, 40.0), (1400.0, -200.0), (2300.0, 300.0), (800.0, 500.0), (10.0, -10.0)] {
            assert!(is_in_sight(window(x, y), &screens), "{x}, {y}");
        }
        // The title or a corner of some is in sight.
        for (x, y) in [
            (5000.0, -3000.0),
            (-1179.0, 0.0),
            (200.0, 900.0),
            (2700.0, 0.0),
            (100.0, 720.0),
            (-1000.0, 40.0),
            (2600.0, 300.0),
            (100.0, -40.0),
        ] {
            assert!(!is_in_sight(window(x, y), &screens), "{x}, {y}");
        }
        let huge = Rect::from_min_size(pos2(0.0, 0.0), vec2(29_000.0, 9000.0));
        assert!(is_in_sight(huge, &screens));
    }
}
