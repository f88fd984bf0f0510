//! The stored pictures of the icon were drawn from its SVG. `assets/icon/store.py` draws them again.

use std::fs;

/// Sizes of the Windows icon, as listed in assets/icon/README.md; 0 is 256.
const SIDES: [u8; 8] = [16, 20, 24, 32, 40, 48, 64, 0];

/// First bytes of a PNG file.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[test]
fn the_stored_pictures_are_of_this_svg() {
    // On Windows git may check text files out with CRLF.
    let text = |path| fs::read_to_string(path).unwrap().replace('\r', "");
    let [svg, stored] = ["assets/icon/instance-desk.svg", "assets/icon/stored-from.svg"].map(text);
    assert!(svg == stored, "the SVG has changed: run assets/icon/store.py");
}

#[test]
fn the_windows_icon_has_every_size_and_the_window_has_the_largest() {
    let icon = fs::read("assets/windows/instance-desk.ico").unwrap();
    assert_eq!(icon[..6], [0, 0, 1, 0, SIDES.len() as u8, 0]);
    let (table, pictures) = icon[6..].split_at(16 * SIDES.len());
    let mut left = pictures;
    for (entry, side) in table.chunks(16).zip(SIDES) {
        let length = u32::from_le_bytes(entry[8..12].try_into().unwrap()) as usize;
        assert_eq!(entry[..2], [side; 2]);
        assert!(left.starts_with(PNG));
        if side == 0 {
            assert!(left[..length] == fs::read("assets/icon/instance-desk.png").unwrap());
        }
        left = &left[length..];
    }
    assert!(left.is_empty());
}
