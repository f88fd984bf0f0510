//! The fonts: Inter for text, JetBrains Mono for ids and JSON; the system's own fonts for other scripts.

use std::sync::Arc;

use eframe::egui::style::Style;
use eframe::egui::{
    Color32, Context, FontData, FontDefinitions, FontFamily, FontId, FontTweak, RichText, TextStyle, Ui,
};
use epaint_default_fonts::{EGUI_ICONS, EMOJI_ICON, NOTO_EMOJI_REGULAR, UBUNTU_LIGHT};

const MEDIUM: &str = "medium";
const SEMIBOLD: &str = "semibold";

/// Returns the style of emphasised body text: names, titles of cards.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Returns the style of emphasised small text: badges, column heads.
pub fn small_strong() -> TextStyle {
    TextStyle::Name("small-strong".into())
}

/// Returns the style of the one large number of a page.
pub fn figure() -> TextStyle {
    TextStyle::Name("figure".into())
}

/// Returns the style of a page's title.
pub fn title() -> TextStyle {
    TextStyle::Heading
}

/// Returns the style of a dialog's title, and of a number beside the large one.
pub fn subtitle() -> TextStyle {
    TextStyle::Name("subtitle".into())
}

/// Returns `text` in one of the styles of this module.
pub fn styled(text: impl Into<String>, style: TextStyle) -> RichText {
    RichText::new(text).text_style(style)
}

/// Returns running text: a sentence or more, with space between its lines.
pub fn running(text: impl Into<String>) -> RichText {
    RichText::new(text).line_height(Some(LINE))
}

/// Returns the width of `text` on one line, in points.
pub fn text_width(ui: &Ui, text: &str, style: TextStyle) -> f32 {
    let font = style.resolve(ui.style());
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// Returns the first of these texts that fits into a width in points, or else the last one, which is the shortest.
pub fn fitting<'a>(ui: &Ui, texts: impl IntoIterator<Item = &'a str>, style: TextStyle, width: f32) -> &'a str {
    let mut shown = "";
    for text in texts {
        shown = text;
        if text_width(ui, text, style.clone()) <= width {
            break;
        }
    }
    shown
}

/// Height of a line of running text, in points.
pub const LINE: f32 = 20.0;

/// The fonts for what Inter and JetBrains Mono lack, best first, with the scale that fits them to the text: egui's own
/// list, without its monospaced font.
const FALLBACK: [(&str, &[u8], f32); 4] = [
    ("ubuntu-light", UBUNTU_LIGHT, 1.0),
    ("egui-icons", EGUI_ICONS, 0.9),
    ("noto-emoji", NOTO_EMOJI_REGULAR, 0.81),
    ("emoji-icons", EMOJI_ICON, 0.9),
];

/// Registers the bundled fonts.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 4] = [
        ("inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        ("inter-medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf")),
        ("inter-semibold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
        ("jetbrains-mono", include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for (name, bytes, scale) in FALLBACK {
        let tweak = FontTweak { scale, ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    for (family, first) in [
        (FontFamily::Proportional, "inter"),
        (FontFamily::Name(MEDIUM.into()), "inter-medium"),
        (FontFamily::Name(SEMIBOLD.into()), "inter-semibold"),
        (FontFamily::Monospace, "jetbrains-mono"),
    ] {
        let names = std::iter::once(first).chain(FALLBACK.map(|(name, ..)| name));
        fonts.families.insert(family, names.map(str::to_owned).collect());
    }
    ctx.set_fonts(fonts);
}

/// Sets the size and family of every text style.
pub(super) fn set_text_styles(style: &mut Style) {
    let medium = FontFamily::Name(MEDIUM.into());
    let semibold = FontFamily::Name(SEMIBOLD.into());
    style.text_styles = [
        (TextStyle::Small, FontId::new(12.5, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(14.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(14.0, medium)),
        (TextStyle::Heading, FontId::new(19.0, semibold.clone())),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
        (strong(), FontId::new(14.0, semibold.clone())),
        (small_strong(), FontId::new(12.5, semibold.clone())),
        (subtitle(), FontId::new(16.0, semibold.clone())),
        (figure(), FontId::new(30.0, semibold)),
    ]
    .into();
}
