//! The crash box: a small window of a new process, which reports that a panic ended the previous one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use eframe::Renderer;
use eframe::egui::{Context, Ui, Vec2, ViewportBuilder, ViewportCommand};

use super::native::{ClipboardKeys, open_native};
use super::{StartOptions, window};
use crate::green_api::Detail;
use crate::store::Settings;
use crate::ui::crash::{Crash, CrashAct, CrashFrame, crash_ui};
use crate::ui::theme;
use crate::{platform, tr};

/// Reports that the program ended, until the user closes the box. `again` restarts the program.
///
/// Falls back to the system's message box if no window opens.
pub fn show_crash(report: &Path, options: &StartOptions, renderers: &[Renderer], again: Command) {
    let settings = options.settings();
    super::start::use_language(settings.language);
    let report = report.is_file().then(|| report.to_owned());
    let scale = f32::from(settings.scale_percent) / 100.0;
    let size = Vec2::from(theme::size::CRASH) * scale;
    let viewport = ViewportBuilder::default()
        .with_title(tr!("crash-window"))
        .with_app_id(window::APP_ID)
        .with_icon(window::icon())
        .with_inner_size(size)
        .with_min_inner_size(size);
    // The panic may have come from the drawing code, which would then panic here too.
    let opened = catch_unwind(AssertUnwindSafe(|| {
        open_native(renderers, &viewport, ClipboardKeys::Eframe, |creation| {
            CrashBox::new(&creation.egui_ctx, report.clone(), again, &settings)
        })
    }));
    if !matches!(opened, Ok(Ok(()))) {
        let place = report.map(|report| format!("{}\n{}", tr!("crash-report"), report.display()));
        let text = format!("{}\n\n{}", tr!("crash-text"), place.unwrap_or_else(|| tr!("crash-no-report")));
        platform::message_box(&tr!("crash-title"), &text);
    }
}

struct CrashBox {
    report: Option<PathBuf>,
    again: Command,
    crash: Crash,
    frame: CrashFrame,
}

impl CrashBox {
    fn new(ctx: &Context, report: Option<PathBuf>, again: Command, settings: &Settings) -> Self {
        theme::apply(ctx);
        ctx.set_zoom_factor(f32::from(settings.scale_percent) / 100.0);
        ctx.set_theme(window::preference(settings.theme));
        let crash = Crash { report: report.as_ref().map(|report| report.display().to_string()), ..Crash::default() };
        Self { report, again, crash, frame: CrashFrame::First }
    }

    fn carry_out(&mut self, act: CrashAct, ctx: &Context) {
        match act {
            CrashAct::OpenFolder => {
                let folder = self.report.as_deref().and_then(Path::parent);
                let opened = folder.map_or(Ok(()), platform::open_folder);
                self.crash.not_opened = opened.err().map(|error| Detail::of(&error));
            }
            CrashAct::StartAgain => match self.again.stdin(Stdio::null()).spawn() {
                Ok(_) => ctx.send_viewport_cmd(ViewportCommand::Close),
                Err(error) => self.crash.not_started = Some(Detail::of_io(&error)),
            },
            CrashAct::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }
}

impl eframe::App for CrashBox {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let frame = std::mem::replace(&mut self.frame, CrashFrame::Later);
        if let Some(act) = crash_ui(ui, &self.crash, frame) {
            let ctx = ui.ctx().clone();
            self.carry_out(act, &ctx);
            ctx.request_repaint();
        }
    }
}
