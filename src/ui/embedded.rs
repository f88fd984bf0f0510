//! Texts that are compressed inside the program.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// Embeds a text that `build.rs` compresses, by the name of its file.
macro_rules! embedded_text {
    ($file:literal) => {
        $crate::ui::embedded::inflate(include_bytes!(concat!(env!("OUT_DIR"), "/", $file)))
    };
}
pub(super) use embedded_text;

/// Returns a text that `build.rs` compressed.
pub fn inflate(compressed: &[u8]) -> String {
    let mut text = String::new();
    // A read from memory cannot fail.
    let _ = DeflateDecoder::new(compressed).read_to_string(&mut text);
    text
}
