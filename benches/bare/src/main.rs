//! An empty window of the program's size, with which `./dev bench` compares the program. It has egui's own fonts, which
//! are the program's fonts for what Inter lacks.

#[cfg(all(unix, not(target_os = "macos")))]
fn main() -> eframe::Result {
    use eframe::egui::ViewportBuilder;

    let viewport = ViewportBuilder::default().with_inner_size([1180.0, 760.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    eframe::run_native("bare", options, Box::new(|window| Ok(Box::new(window::Bare::new(&window.egui_ctx)))))
}

#[cfg(all(unix, not(target_os = "macos")))]
mod window {
    use std::sync::Arc;

    use eframe::egui::{CentralPanel, Context, FontData, FontDefinitions, FontFamily, Ui};
    use epaint_default_fonts::{EGUI_ICONS, EMOJI_ICON, NOTO_EMOJI_REGULAR, UBUNTU_LIGHT};

    pub struct Bare;

    impl Bare {
        pub fn new(ctx: &Context) -> Self {
            let mut fonts = FontDefinitions::empty();
            for (number, bytes) in [UBUNTU_LIGHT, EGUI_ICONS, NOTO_EMOJI_REGULAR, EMOJI_ICON].into_iter().enumerate() {
                fonts.font_data.insert(number.to_string(), Arc::new(FontData::from_static(bytes)));
                for family in [FontFamily::Proportional, FontFamily::Monospace] {
                    fonts.families.entry(family).or_default().push(number.to_string());
                }
            }
            ctx.set_fonts(fonts);
            Self
        }
    }

    impl eframe::App for Bare {
        fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
            CentralPanel::default().show(ui, |ui| ui.label("A bare window"));
        }
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn main() {}
