//! The bare window of `./dev bench` is built from the same eframe as the program.

use std::path::Path;

/// Returns the line of eframe for Linux.
fn eframe(manifest: &str) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest)).unwrap();
    let linux = text.split("[target.'cfg(all(unix, not(target_os = \"macos\")))'.dependencies]").nth(1).unwrap();
    linux.lines().find(|line| line.starts_with("eframe = ")).unwrap().to_owned()
}

#[test]
fn the_bare_window_has_the_features_of_the_program() {
    // The program brings the fonts that it uses of egui's.
    let bare = eframe("benches/bare/Cargo.toml").replace("\"default_fonts\", ", "");
    assert_eq!(bare, eframe("Cargo.toml"));
}
