//! Badges: a state, a messenger, a count.

use eframe::egui::{
    Align2, Color32, CornerRadius, Response, RichText, Role, Sense, Stroke, StrokeKind, TextWrapMode, Ui, Vec2, Widget,
    WidgetInfo, WidgetText,
};

use crate::ui::theme::{Tokens, font};

/// The meaning of a badge's or a banner's colour, which its words express too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Bad,
    Wait,
    Plain,
}

impl Tone {
    /// Returns the text colour and the soft fill.
    pub fn colours(self, t: &Tokens) -> (Color32, Color32) {
        match self {
            Self::Good => (t.accent, t.accent_soft),
            Self::Bad => (t.danger, t.danger_soft),
            Self::Wait => (t.warning, t.warning_soft),
            Self::Plain => (t.muted, t.surface),
        }
    }
}

/// Maximum width of the text of a badge, in points. The server may name a state in any number of letters.
const MAX_TEXT: f32 = 200.0;

/// That of a badge that has words of this program only, such as an outcome with its reason.
const MAX_WORDS: f32 = 270.0;

/// A word or a number in a small box.
#[must_use = "add it to a ui"]
pub struct Badge {
    text: String,
    tone: Tone,
    round: bool,
    /// Maximum width of the text, in points.
    most: f32,
}

impl Badge {
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, round: false, most: MAX_TEXT }
    }

    /// Returns its width, in points.
    pub fn width(&self, ui: &Ui) -> f32 {
        font::text_width(ui, &self.text, font::small_strong()).min(self.most) + 2.0 * self.padding().x
    }

    fn padding(&self) -> Vec2 {
        Vec2::new(if self.round { 7.0 } else { 8.0 }, 3.5)
    }

    /// Makes room for several words.
    pub fn wide(mut self) -> Self {
        self.most = MAX_WORDS;
        self
    }

    /// Rounds the ends, for counts.
    pub fn round(mut self) -> Self {
        self.round = true;
        self
    }
}

impl Widget for Badge {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let (text, fill) = self.tone.colours(t);
        let words = WidgetText::from(RichText::new(&self.text).color(text));
        let galley = words.into_galley(ui, Some(TextWrapMode::Truncate), self.most, font::small_strong());
        let size = galley.size() + 2.0 * self.padding();
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let corner = CornerRadius::same(if self.round { (size.y / 2.0) as u8 } else { 5 });
        let edge = if self.tone == Tone::Plain { t.border } else { fill };
        ui.painter().rect(rect, corner, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
        let is_cut = galley.elided;
        ui.painter().galley(at.min, galley, text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.text));
        if is_cut { response.on_hover_text(self.text) } else { response }
    }
}
