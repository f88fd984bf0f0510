//! What differs from system to system before the window opens: renderers, libraries, the log, a last word.

use std::path::Path;

use clap::ValueEnum;
use eframe::Renderer;
use tracing_appender::non_blocking::WorkerGuard;

/// `--renderer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RendererChoice {
    Auto,
    Glow,
    Wgpu,
}

impl RendererChoice {
    /// What to try, in this order. One that is not built in is refused.
    pub fn candidates(self) -> Result<Vec<Renderer>, String> {
        match self {
            #[cfg(windows)]
            Self::Auto => Ok(vec![Renderer::Glow, Renderer::Wgpu]),
            #[cfg(not(windows))]
            Self::Auto => Ok(vec![Renderer::Glow]),
            Self::Glow => Ok(vec![Renderer::Glow]),
            #[cfg(windows)]
            Self::Wgpu => Ok(vec![Renderer::Wgpu]),
            #[cfg(not(windows))]
            Self::Wgpu => Err("the wgpu renderer is not built into this program; use --renderer glow".to_owned()),
        }
    }
}

/// Names the first missing system library and its package: without this check some of them would only be a panic.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn check_libraries() -> Result<(), String> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET");
    if !wayland && !set("DISPLAY") {
        return Err("there is no display to open a window on: neither WAYLAND_DISPLAY nor DISPLAY is set".to_owned());
    }
    let of_x11 = [
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libXcursor.so.1", "libxcursor1"),
        ("libXi.so.6", "libxi6"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ];
    let of_wayland = [("libwayland-client.so.0", "libwayland-client0"), ("libwayland-egl.so.1", "libwayland-egl1")];
    let of_both = [("libxkbcommon.so.0", "libxkbcommon0"), ("libEGL.so.1", "libegl1")];
    let gl = ("libGL.so.1", "libgl1");
    let needed = of_both.iter().chain(if wayland { of_wayland.as_slice() } else { of_x11.as_slice() });
    for (library, package) in needed.chain(std::iter::once(&gl)) {
        // libEGL or libGL: either of them draws.
        if matches!(*library, "libEGL.so.1" | "libGL.so.1") && (is_there("libEGL.so.1") || is_there("libGL.so.1")) {
            continue;
        }
        if !is_there(library) {
            return Err(format!("the system library {library} is missing; on Debian and Ubuntu install {package}"));
        }
    }
    Ok(())
}

#[cfg(all(unix, not(target_os = "macos")))]
#[expect(unsafe_code, reason = "loading a library runs its initialisers; these are the ones the window loads anyway")]
fn is_there(library: &str) -> bool {
    unsafe { libloading::Library::new(library) }.is_ok()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn check_libraries() -> Result<(), String> {
    Ok(())
}

/// Makes a panic speak redacted, to the log and to the terminal.
pub fn redact_panics() {
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!("{panic}");
        complain(&panic.to_string());
    }));
}

/// Says why the program ends. It may have no window to say it in.
#[expect(clippy::print_stderr, reason = "the last word of a program that could not open its window")]
pub fn complain(reason: &str) {
    eprintln!("instance-desk: {}", instance_desk::green_api::redact::all(reason));
}

/// Why no window could be opened, in one line. Where in a library's source it was noticed helps nobody here.
pub fn in_words(error: &eframe::Error) -> String {
    let text = error.to_string().replace('\n', " ");
    let after_place = text.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    format!("no window could be opened: {}", after_place.map_or(text.as_str(), |(_, words)| words))
}

/// Writes warnings to a file of the day, redacted. Without a folder that can be written there is no log.
pub fn start_log(folder: &Path) -> Option<WorkerGuard> {
    instance_desk::store::create_private_dir(folder).ok()?;
    let files = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("instance-desk")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(Redacting(files));
    let level = tracing_subscriber::EnvFilter::try_from_env("INSTANCE_DESK_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(level).with_ansi(false).with_writer(writer).try_init().ok()?;
    Some(guard)
}

/// Passes every line through redaction before it reaches the file.
struct Redacting<W>(W);

impl<W: std::io::Write> std::io::Write for Redacting<W> {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        self.0.write_all(instance_desk::green_api::redact::all(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}
