//! The picture to be scanned: sharp, and always dark on light.

use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, Context, Image, Response, TextureHandle, TextureOptions, Ui, Vec2};

use crate::ui::theme::size;

/// The texture of the code that was last shown, made once for each code.
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
    /// Draws the picture; `None` if it is no picture.
    pub fn show(&mut self, ui: &mut Ui, png: &Arc<Vec<u8>>, name: &str) -> Option<Response> {
        let known = self.shown.as_ref().is_some_and(|(shown, _)| Arc::ptr_eq(shown, png) || shown == png);
        if !known {
            self.shown = Some((png.clone(), texture(ui.ctx(), png)));
        }
        let (_, texture) = self.shown.as_ref()?;
        let texture = texture.as_ref()?;
        let image = Image::new(texture).fit_to_exact_size(Vec2::splat(size::QR)).alt_text(name);
        Some(ui.add(image))
    }

    pub fn forget(&mut self) {
        self.shown = None;
    }
}

fn texture(ctx: &Context, png: &[u8]) -> Option<TextureHandle> {
    let image = picture(png)?;
    // A code is made of squares: nothing between them.
    Some(ctx.load_texture("qr", image, TextureOptions::NEAREST))
}

/// Reads a PNG of any usual kind; a transparent ground counts as light.
fn picture(png: &[u8]) -> Option<ColorImage> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_BYTES)?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).ok()?;
    let (width, height) = (frame.width as usize, frame.height as usize);
    let pixels = bytes.get(..frame.buffer_size())?;
    let on_white = |value: u8, alpha: u8| 255 - ((255 - u32::from(value)) * u32::from(alpha) / 255) as u8;
    let pixels = match frame.color_type {
        png::ColorType::Rgba => pixels
            .chunks_exact(4)
            .map(|p| Color32::from_rgb(on_white(p[0], p[3]), on_white(p[1], p[3]), on_white(p[2], p[3])))
            .collect(),
        png::ColorType::GrayscaleAlpha => {
            pixels.chunks_exact(2).map(|p| Color32::from_gray(on_white(p[0], p[1]))).collect()
        }
        _ => return None,
    };
    Some(ColorImage::new([width, height], pixels))
}

/// A code is a small picture; anything larger is none.
const MOST_BYTES: usize = 16 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_and_anything_else_is_refused() {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, 2, 1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(&[0, 255]).unwrap();
        let image = picture(&png).unwrap();
        assert_eq!(image.size, [2, 1]);
        assert_eq!(image.pixels, [Color32::BLACK, Color32::WHITE]);
        assert!(picture(b"<html>").is_none());
        assert!(picture(&png[..png.len() / 2]).is_none());
    }
}
