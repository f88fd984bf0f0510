//! The guide's pictures: a few windows of the program, made anew by `./dev tour`.

use std::{collections::HashMap, sync::Arc};

use eframe::egui::{
    Color32, ColorImage, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2,
    WidgetInfo, pos2,
};

use crate::ui::{
    background::Background,
    picture,
    text::Language,
    theme::{Tokens, radius},
};

macro_rules! pictures {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../assets/help/pictures/", $folder, "/", $name, ".png")))),*]
    };
}

const ENGLISH: &[(&str, &[u8])] =
    pictures!("en": "account", "cleared", "connect", "link", "question", "queue", "replace", "run", "send-again");
const RUSSIAN: &[(&str, &[u8])] =
    pictures!("ru": "account", "cleared", "connect", "link", "question", "queue", "replace", "run", "send-again");

/// The PNG of this name.
pub fn png(language: Language, name: &str) -> Option<&'static [u8]> {
    let all = match language {
        Language::English => ENGLISH,
        Language::Russian => RUSSIAN,
    };
    all.iter().find(|(known, _)| *known == name).map(|(_, png)| *png)
}

/// Its width and height, which stand at the beginning of every PNG.
fn pixels(png: &[u8]) -> Option<Vec2> {
    let side = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some(Vec2::new(side(16)? as f32, side(20)? as f32))
}

/// The pictures that were on the screen since the guide was opened.
#[derive(Default)]
pub struct Pictures {
    seen: HashMap<(Language, String), Picture>,
}

enum Picture {
    Reading(Background<Option<Arc<ColorImage>>>),
    Ready(TextureHandle),
    Unreadable,
}

impl Pictures {
    /// A picture as large as the window was, or as wide as there is room. It is read when it is first less than a
    /// screen away.
    pub fn show(&mut self, ui: &mut Ui, language: Language, name: &str, alt: &str) {
        let Some((png, pixels)) = png(language, name).and_then(|png| Some((png, pixels(png)?))) else { return };
        let size = pixels * (ui.available_width() / pixels.x).min(1.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, alt));
        let screen = ui.clip_rect().height();
        if !ui.is_rect_visible(rect.expand2(Vec2::new(0.0, screen))) {
            return;
        }
        let picture = self.seen.entry((language, name.to_owned())).or_insert_with(|| {
            Picture::Reading(Background::compute(ui.ctx(), false, move || picture::read(png).map(Arc::new)))
        });
        if let Picture::Reading(read) = picture
            && let Some(image) = read.get()
        {
            *picture = match image {
                Some(image) => Picture::Ready(ui.ctx().load_texture(name, image.clone(), TextureOptions::LINEAR)),
                None => Picture::Unreadable,
            };
        }
        if let Picture::Ready(texture) = picture {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
        }
        // Strong enough that nobody takes a picture's buttons for the page's own.
        let edge = Stroke::new(1.0, Tokens::of(ui).outline);
        ui.painter().rect_stroke(rect, CornerRadius::same(radius::CONTROL), edge, StrokeKind::Outside);
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("seen", &self.seen.len()).finish()
    }
}
