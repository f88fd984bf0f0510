//! An empty window of the program's size, with which `./dev bench` compares the program.

#[cfg(all(unix, not(target_os = "macos")))]
fn main() -> eframe::Result {
    use eframe::egui::{CentralPanel, ViewportBuilder};

    let viewport = ViewportBuilder::default().with_inner_size([1180.0, 760.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    eframe::run_ui_native("bare", options, |ui, _| {
        CentralPanel::default().show(ui, |ui| ui.label("A bare window"));
    })
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn main() {}
