//! The tokens: colours for light and dark, spacing steps, sizes, corner radii.

use eframe::egui::{Color32, Theme, Ui};

use crate::store::InstanceColour;

/// The colours of one theme. The names say what a colour is for, not what it looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Background of everything on the right.
    pub background: Color32,
    /// Background of the list of instances and the status line.
    pub sidebar: Color32,
    /// Background of cards, dialogs and the selected instance.
    pub surface: Color32,
    /// Background of text fields and of the quiet boxes within a card.
    pub raised: Color32,
    /// The edge of a card.
    pub border: Color32,
    /// The edge of a field or a checkbox: strong enough to be found.
    pub outline: Color32,
    pub text: Color32,
    pub muted: Color32,
    pub faint: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    pub accent_soft: Color32,
    pub danger: Color32,
    pub on_danger: Color32,
    pub danger_soft: Color32,
    pub warning: Color32,
    pub warning_soft: Color32,
    /// Links, and the names of JSON members.
    pub info: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Tokens {
    pub const LIGHT: Self = Self {
        background: rgb(0xf4f6f8),
        sidebar: rgb(0xedf0f3),
        surface: rgb(0xffffff),
        raised: rgb(0xfafbfc),
        border: rgb(0xdfe4e9),
        outline: rgb(0x7d8791),
        text: rgb(0x1b2128),
        muted: rgb(0x5c6874),
        faint: rgb(0x5f6a76),
        accent: rgb(0x0a7d52),
        on_accent: rgb(0xffffff),
        accent_soft: rgb(0xe3f4ec),
        danger: rgb(0xc0302b),
        on_danger: rgb(0xffffff),
        danger_soft: rgb(0xfdecea),
        warning: rgb(0x8f5a00),
        warning_soft: rgb(0xfff3dc),
        info: rgb(0x2361c4),
    };

    pub const DARK: Self = Self {
        background: rgb(0x14171a),
        sidebar: rgb(0x181b1f),
        surface: rgb(0x1c2024),
        raised: rgb(0x22272c),
        border: rgb(0x2f363d),
        outline: rgb(0x707a85),
        text: rgb(0xe8ebee),
        muted: rgb(0xa3adb8),
        faint: rgb(0x8b96a1),
        accent: rgb(0x3ecb91),
        on_accent: rgb(0x08150f),
        accent_soft: rgb(0x143327),
        danger: rgb(0xff7a73),
        on_danger: rgb(0x2a0b0a),
        danger_soft: rgb(0x3a1d1c),
        warning: rgb(0xf0b64d),
        warning_soft: rgb(0x372a12),
        info: rgb(0x7eb0ff),
    };

    /// Returns the colours of the theme in which `ui` is drawn.
    pub fn of(ui: &Ui) -> &'static Self {
        Self::of_theme(Theme::from_dark_mode(ui.visuals().dark_mode))
    }

    pub const fn of_theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Dark => &Self::DARK,
            Theme::Light => &Self::LIGHT,
        }
    }

    /// Returns the fill of a button of this colour under the pointer, and when pressed or focused. Both increase the
    /// contrast of the button's text.
    pub fn stressed(&self, fill: Color32) -> [Color32; 2] {
        [0.12, 0.24].map(|part| fill.lerp_to_gamma(self.text, part))
    }

    /// Returns the colour that marks an instance.
    pub fn of_instance(&self, colour: InstanceColour) -> Color32 {
        let is_dark = *self == Self::DARK;
        let pick = |light, dark| rgb(if is_dark { dark } else { light });
        match colour {
            InstanceColour::Red => pick(0xc62828, 0xff6b63),
            InstanceColour::Orange => pick(0xb85600, 0xff9f4a),
            InstanceColour::Yellow => pick(0x8a7000, 0xf2d24a),
            InstanceColour::Green => pick(0x2e7d32, 0x6fcf73),
            InstanceColour::Teal => pick(0x00797a, 0x45c8c2),
            InstanceColour::Blue => pick(0x1f66d0, 0x6fadff),
            InstanceColour::Violet => pick(0x6d43c7, 0xb69aff),
            InstanceColour::Pink => pick(0xb5307e, 0xff85c2),
        }
    }

    /// Returns the edge colour of a soft box: its own colour, blended towards the surface.
    pub fn soft_edge(&self, colour: Color32) -> Color32 {
        self.surface.lerp_to_gamma(colour, 0.45)
    }
}

/// Spacing steps, in points.
pub mod space {
    pub const XS: f32 = 4.0;
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
}

/// Corner radii, in points.
pub mod radius {
    pub const CONTROL: u8 = 7;
    pub const CARD: u8 = 10;
    pub const DIALOG: u8 = 13;
}

/// Sizes, in points.
pub mod size {
    /// Height of fields and buttons.
    pub const CONTROL: f32 = 34.0;
    /// Minimum side of anything that can be clicked.
    pub const HIT: f32 = 28.0;
    pub const SIDEBAR: f32 = 244.0;
    /// Width of the sidebar in a narrow window, where it shows initials, state and count.
    pub const SIDEBAR_FOLDED: f32 = 64.0;
    /// Width of the window below which the sidebar folds.
    pub const FOLD_BELOW: f32 = 900.0;
    pub const STATUS_LINE: f32 = 33.0;
    pub const TABLE_ROW: f32 = 33.0;
    /// Height of a row with two lines.
    pub const TALL_ROW: f32 = 55.0;
    pub const ICON: f32 = 16.0;
    /// Side of the arrow for the sort order of a column or for opening a row.
    pub const SMALL_ICON: f32 = 12.0;
    /// Where the two lines of a cell are, as parts of its height.
    pub const CELL_LINES: [f32; 2] = [0.31, 0.7];
    /// Width of the line around a box to tick and a colour to pick.
    pub const OUTLINE: f32 = 1.4;
    pub const STATE_MARK: f32 = 9.0;
    pub const DIALOG: f32 = 520.0;
    /// Width of a dialog with a list.
    pub const WIDE_DIALOG: f32 = 720.0;
    /// Side of a QR code that a camera can read at arm's length.
    pub const QR: f32 = 232.0;
    /// Where the window is too low for it: smaller ones are hard to scan.
    pub const QR_LEAST: f32 = 120.0;
    pub const FORM: f32 = 620.0;
    /// Width of a drop-down list of single words, and of one of names.
    pub const LIST: f32 = 130.0;
    pub const WIDE_LIST: f32 = 170.0;
    /// Width of a field for a number, and maximum width of one to search with.
    pub const NUMBER_FIELD: f32 = 150.0;
    pub const SEARCH_FIELD: f32 = 250.0;
    /// Minimum width of a menu.
    pub const MENU: f32 = 170.0;
    pub const FOCUS_RING: f32 = 2.0;
    /// Distance of the focus ring from its control.
    pub const FOCUS_GAP: f32 = 2.0;
    pub const WINDOW: [f32; 2] = [1180.0, 760.0];
    pub const WINDOW_LEAST: [f32; 2] = [720.0, 520.0];
    /// Least size for which anything is laid out.
    pub const LAYOUT_LEAST: [f32; 2] = [400.0, 300.0];
    /// Size of the crash report window.
    pub const CRASH: [f32; 2] = [600.0, 330.0];
}

#[cfg(test)]
fn luminance(colour: Color32) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
}

/// Returns the contrast ratio of two colours, as WCAG defines it.
#[cfg(test)]
pub(super) fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_pair_in_use_is_readable() {
        for t in [Tokens::LIGHT, Tokens::DARK] {
            let grounds = [t.background, t.sidebar, t.surface, t.raised];
            let mut pairs = Vec::new();
            for (text, fill) in [(t.on_accent, t.accent), (t.on_danger, t.danger)] {
                pairs.push((text, fill));
                pairs.extend(t.stressed(fill).map(|fill| (text, fill)));
            }
            for ground in grounds {
                for text in [t.text, t.muted, t.faint, t.info, t.accent, t.danger, t.warning] {
                    pairs.push((text, ground));
                }
            }
            for soft in [t.accent_soft, t.danger_soft, t.warning_soft] {
                pairs.extend([(t.text, soft), (t.muted, soft), (t.info, soft)]);
            }
            pairs.extend([(t.accent, t.accent_soft), (t.danger, t.danger_soft), (t.warning, t.warning_soft)]);
            for (text, ground) in pairs {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{text:?} on {ground:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn outlines_marks_and_the_focus_ring_can_be_told_apart() {
        for t in [Tokens::LIGHT, Tokens::DARK] {
            for ground in [t.background, t.sidebar, t.surface, t.raised] {
                let marks = [t.outline, t.accent, t.danger, t.warning, t.muted];
                for mark in marks.into_iter().chain(InstanceColour::ALL.map(|colour| t.of_instance(colour))) {
                    let found = contrast(mark, ground);
                    assert!(found >= 3.0, "{mark:?} on {ground:?}: {found:.2}");
                }
            }
        }
    }
}
