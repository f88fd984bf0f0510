//! Decodes PNG files into pictures.

use eframe::egui::{Color32, ColorImage};

/// Decodes a PNG of any usual kind. A transparent background becomes white. Returns `None` if it is not a PNG, or
/// larger than a texture.
pub fn read(png: &[u8]) -> Option<ColorImage> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    if reader.info().width.max(reader.info().height) > MAX_SIDE {
        return None;
    }
    let mut bytes = vec![0; reader.output_buffer_size()?];
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

/// Maximum width and height, in pixels. Every graphics card supports textures of this size, and egui panics beyond the
/// card's limit. Only codes and pictures of the window are shown.
const MAX_SIDE: u32 = 2048;

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
        let image = read(&png).unwrap();
        assert_eq!(image.size, [2, 1]);
        assert_eq!(image.pixels, [Color32::BLACK, Color32::WHITE]);
        assert!(read(b"<html>").is_none());
        assert!(read(&png[..png.len() / 2]).is_none());
    }

    #[test]
    fn a_picture_with_a_side_too_long_for_a_texture_is_refused() {
        for (width, height) in [(100_000, 1), (1, 500_000), (20_000, 200)] {
            let mut png = Vec::new();
            let mut encoder = png::Encoder::new(&mut png, width, height);
            encoder.set_color(png::ColorType::Grayscale);
            encoder.set_depth(png::BitDepth::One);
            let rows = vec![0; width.div_ceil(8) as usize * height as usize];
            encoder.write_header().unwrap().write_image_data(&rows).unwrap();
            assert!(read(&png).is_none(), "{width} x {height}");
        }
    }
}
