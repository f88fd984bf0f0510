//! The picture to scan: sharp, and always dark on light.

use std::sync::Arc;

use eframe::egui::{Context, Image, Response, TextureHandle, TextureOptions, Ui, Vec2};

use crate::ui::picture;

/// The texture of the last shown code, created once per code.
#[derive(Default)]
pub struct QrPicture {
    shown: Option<(Arc<Vec<u8>>, Option<TextureHandle>)>,
}

impl std::fmt::Debug for QrPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QrPicture")
    }
}

impl QrPicture {
    /// Draws the picture with sides of this length in points; returns `None` if `png` is not a picture.
    pub fn show(&mut self, ui: &mut Ui, png: &Arc<Vec<u8>>, name: &str, side: f32) -> Option<Response> {
        let known = self.shown.as_ref().is_some_and(|(shown, _)| Arc::ptr_eq(shown, png) || shown == png);
        if !known {
            self.shown = Some((png.clone(), texture(ui.ctx(), png)));
        }
        let (_, texture) = self.shown.as_ref()?;
        let texture = texture.as_ref()?;
        let image = Image::new(texture).fit_to_exact_size(Vec2::splat(side)).alt_text(name);
        Some(ui.add(image))
    }

    pub fn forget(&mut self) {
        self.shown = None;
    }
}

fn texture(ctx: &Context, png: &[u8]) -> Option<TextureHandle> {
    let image = picture::read(png)?;
    // A code consists of squares, so nothing is interpolated between them.
    Some(ctx.load_texture("qr code", image, TextureOptions::NEAREST))
}
