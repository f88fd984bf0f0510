//! Opening a native window: which renderer draws it, and which one to try next when that fails.

use clap::ValueEnum;
use eframe::egui::ViewportBuilder;
use eframe::{App as Drawn, CreationContext, Renderer};

/// Value of `--renderer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RendererChoice {
    Auto,
    Glow,
    Wgpu,
}

impl RendererChoice {
    /// Returns the renderers to try, in order. A renderer that is not built in is refused.
    pub fn candidates(self) -> Result<Vec<Renderer>, String> {
        match self {
            #[cfg(any(windows, target_os = "macos"))]
            Self::Auto => Ok(vec![Renderer::Glow, Renderer::Wgpu]),
            #[cfg(not(any(windows, target_os = "macos")))]
            Self::Auto => Ok(vec![Renderer::Glow]),
            Self::Glow => Ok(vec![Renderer::Glow]),
            #[cfg(any(windows, target_os = "macos"))]
            Self::Wgpu => Ok(vec![Renderer::Wgpu]),
            #[cfg(not(any(windows, target_os = "macos")))]
            Self::Wgpu => Err("the wgpu renderer is not built into this program; use --renderer glow".to_owned()),
        }
    }
}

/// Who handles the keys that copy and paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipboardKeys {
    /// eframe, which waits for the copied text.
    Eframe,
    /// The app, where waiting may take long.
    App,
}

/// Opens a window with the first renderer that works, and returns when it is closed. `make` creates the app that it
/// shows; an error says in one line why no window could be opened.
pub fn open_native<D: Drawn + 'static>(
    renderers: &[Renderer],
    viewport: &ViewportBuilder,
    keys: ClipboardKeys,
    make: impl FnOnce(&CreationContext<'_>) -> D,
) -> Result<(), String> {
    let mut make = Some(make);
    let mut last_error = String::new();
    for renderer in renderers {
        let native = eframe::NativeOptions {
            viewport: viewport.clone(),
            renderer: *renderer,
            clipboard_shortcuts: keys == ClipboardKeys::Eframe || cfg!(any(windows, target_os = "macos")),
            ..Default::default()
        };
        let taken = &mut make;
        let opened = eframe::run_native(
            super::window::APP_ID,
            native,
            Box::new(move |creation| {
                let make = taken.take().ok_or("the window was opened twice")?;
                Ok(Box::new(make(creation)))
            }),
        );
        match opened {
            Ok(()) => return Ok(()),
            Err(error) => last_error = in_words(&error),
        }
        if make.is_none() {
            break;
        }
    }
    Err(last_error)
}

/// Describes in one line why no window could be opened. The position in a library's source is left out, because it
/// helps no user.
fn in_words(error: &eframe::Error) -> String {
    let text = error.to_string().replace('\n', " ");
    let after_place = text.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    without_values(after_place.map_or(text.as_str(), |(_, words)| words))
}

/// Removes the values that a library prints in its message: ": ConfigTemplate { … }".
fn without_values(text: &str) -> String {
    let Some((front, values)) = text.split_once(" {") else { return text.to_owned() };
    let Some((_, back)) = values.rsplit_once('}') else { return text.to_owned() };
    let front = front.rsplit_once(' ').map_or("", |(front, _)| front).trim_end_matches(':');
    format!("{front}{back}")
}

#[cfg(test)]
mod tests {
    use super::without_values;

    #[test]
    fn only_words_are_left_of_what_a_library_says() {
        let said = "Found no configs matching the template: Template { rgb: Rgb { r: 8 }, api: None }. Error: failed";
        assert_eq!(without_values(said), "Found no configs matching the template. Error: failed");
        for text in ["", "no display", "} {", "{", "only a brace } at its end"] {
            assert_eq!(without_values(text), text);
        }
    }
}
