//! Applies the tokens to egui's own style for both themes.

use eframe::egui::style::{Selection, WidgetVisuals};
use eframe::egui::{Context, CornerRadius, Margin, Shadow, Stroke, Style, Theme, Vec2, Visuals};

use super::reading_order::ReadingOrder;
use super::{Tokens, font, radius, size, space};

/// Installs fonts, both themes' styles, and the order in which words are painted. Called once, before the first frame.
pub fn apply(ctx: &Context) {
    font::install(ctx);
    ctx.add_plugin(ReadingOrder::default());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| restyle(style, theme));
    }
}

fn restyle(style: &mut Style, theme: Theme) {
    let t = Tokens::of_theme(theme);
    font::set_text_styles(style);

    style.spacing.item_spacing = Vec2::new(space::S, space::S);
    style.spacing.button_padding = Vec2::new(13.0, 6.0);
    style.spacing.interact_size = Vec2::new(size::HIT, size::HIT);
    style.spacing.icon_width = 16.0;
    style.spacing.icon_width_inner = 10.0;
    style.spacing.icon_spacing = 10.0;
    style.spacing.menu_margin = Margin::same(6);
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.visuals = visuals(t, theme);
}

fn visuals(t: &Tokens, theme: Theme) -> Visuals {
    let mut v = theme.default_visuals();
    let corner = CornerRadius::same(radius::CONTROL);
    let hover = t.surface.lerp_to_gamma(t.outline, 0.10);
    let pressed = t.surface.lerp_to_gamma(t.outline, 0.22);
    let state = |fill, edge| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, t.text),
        expansion: 0.0,
    };
    v.widgets.noninteractive = state(t.surface, t.border);
    v.widgets.inactive = state(t.surface, t.border);
    v.widgets.hovered = state(hover, t.outline);
    v.widgets.active = state(pressed, t.outline);
    v.widgets.open = state(hover, t.outline);
    v.selection = Selection { bg_fill: t.surface.lerp_to_gamma(t.accent, 0.35), stroke: Stroke::new(1.0, t.text) };
    v.weak_text_color = Some(t.muted);
    v.hyperlink_color = t.info;
    v.faint_bg_color = t.raised;
    v.extreme_bg_color = t.raised;
    v.text_edit_bg_color = Some(t.raised);
    v.code_bg_color = t.raised;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.danger;
    v.window_fill = t.surface;
    v.window_stroke = Stroke::new(1.0, t.border);
    v.window_corner_radius = CornerRadius::same(radius::DIALOG);
    v.menu_corner_radius = CornerRadius::same(radius::CARD);
    v.panel_fill = t.background;
    let shade = match theme {
        Theme::Dark => 120,
        Theme::Light => 46,
    };
    v.window_shadow =
        Shadow { offset: [0, 12], blur: 36, spread: 0, color: eframe::egui::Color32::from_black_alpha(shade) };
    v.popup_shadow = Shadow { offset: [0, 6], blur: 18, ..v.window_shadow };
    v
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::tokens::contrast;

    #[test]
    fn what_is_chosen_is_readable() {
        for theme in [Theme::Light, Theme::Dark] {
            let selected = visuals(Tokens::of_theme(theme), theme).selection;
            let found = contrast(selected.stroke.color, selected.bg_fill);
            assert!(found >= 4.5, "{theme:?}: {found:.2}");
        }
    }
}
