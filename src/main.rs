//! Instance Desk: the command line, the log, and the window.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use clap::{Parser, ValueEnum};
use eframe::egui::Context;
use instance_desk::app::{
    App, Background, ClipboardKeys, DesktopApp, RendererChoice, StartOptions, WORKBOOK_MEMORY, WindowStart,
    open_native, serve_workbook, show_crash, use_language, window_options,
};
use instance_desk::green_api::{DesktopSettings, Waker};
use instance_desk::platform::{self, Console, ExitRequests, FatalError, Panics, Start, StartAtLogin};
use instance_desk::store::{LanguageChoice, ThemeChoice};
use instance_desk::ui::text::say;
use instance_desk::{practice, tr};

/// Look after WhatsApp, MAX and Telegram numbers connected through GREEN-API.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Open with the practice instances, or with as many as named
    #[arg(long, value_name = "COUNT", num_args = 0..=1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    practice: Option<Option<u16>>,
    /// Open no window: serve the practice server at this address until stopped, and print its instances as JSON; POST to
    /// an instance's practicePhone links a phone
    #[arg(long, value_name = "ADDRESS")]
    practice_server: Option<SocketAddr>,
    /// Keep settings and files in this folder
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Keep no token beyond this run
    #[arg(long)]
    session_only: bool,
    /// Start without a window in sight, if the instances are watched
    #[arg(long)]
    in_background: bool,
    /// Language of the interface
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Light or dark
    #[arg(long, value_enum)]
    theme: Option<Theme>,
    /// Graphics backend
    #[arg(long, value_enum, default_value = "auto")]
    renderer: RendererChoice,
    /// Report the crash that this crash report is about; for how a new process does it, see [`platform::relaunch`]
    #[arg(long, hide = true)]
    crash_report: Option<PathBuf>,
    /// Open no window: read the sheet with this index, or the first one, of the workbook on standard input, and print it
    #[arg(long, hide = true, num_args = 0..=1, value_name = "SHEET")]
    read_workbook: Option<Option<usize>>,
}

impl Arguments {
    fn options(self) -> StartOptions {
        StartOptions {
            practice: self.practice.is_some(),
            practice_count: self.practice.flatten(),
            // Neither practice nor a session without tokens is what to start with.
            login: if self.practice.is_some() || self.session_only {
                None
            } else {
                StartAtLogin::of_user(self.data_dir.as_deref())
            },
            data_dir: self.data_dir,
            session_only: self.session_only,
            language: self.lang.map(|lang| match lang {
                Lang::En => LanguageChoice::En,
                Lang::Ru => LanguageChoice::Ru,
            }),
            theme: self.theme.map(|theme| match theme {
                Theme::Light => ThemeChoice::Light,
                Theme::Dark => ThemeChoice::Dark,
            }),
            ..StartOptions::default()
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    En,
    Ru,
}

#[derive(Clone, Copy, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

fn main() -> ExitCode {
    platform::prevent_core_dumps();
    platform::return_large_blocks();
    platform::ignore_endless_time_zone();
    let panics = Panics::watch();
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        let _console = Console::attach();
        error.exit()
    });
    if let Some(sheet) = arguments.read_workbook {
        platform::limit_memory(WORKBOOK_MEMORY);
        return serve_workbook(sheet).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let done = match arguments.practice_server {
        Some(address) => {
            let _console = Console::attach();
            practice::serve_until_stopped(address).map_err(|error| FatalError::from(format!("{address}: {error}")))
        }
        None => open_window(arguments, panics),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            why.say();
            ExitCode::FAILURE
        }
    }
}

fn open_window(arguments: Arguments, panics: Panics) -> Result<(), FatalError> {
    let renderers = arguments.renderer.candidates()?;
    let crash_report = arguments.crash_report.clone();
    let start = if arguments.in_background { WindowStart::Hidden } else { WindowStart::Shown };
    let mut options = arguments.options();
    use_language(options.settings().language);
    platform::check_libraries().map_err(|missing| FatalError {
        line: missing.to_string(),
        shown: missing.told().map(|told| (tr!("start-no-window"), say(&told))),
    })?;
    if let Some(report) = crash_report {
        show_crash(&report, &options, &renderers, platform::relaunch(None));
        return Ok(());
    }
    panics.tell_by(|report| platform::relaunch(Some(report)));
    options.panics = Some(panics);
    // The program wakes the window, which does not exist yet: its context is stored here once it does.
    let ctx: Arc<OnceLock<eframe::egui::Context>> = Arc::default();
    let wake = ctx.clone();
    let waker: Waker = Arc::new(move || {
        if let Some(ctx) = wake.get() {
            ctx.request_repaint();
        }
    });
    let exit_requests = ExitRequests::listen(&waker);
    let single_instance = match options.begin(&waker) {
        Start::Second => return Ok(()),
        Start::First(single_instance) => Some(single_instance),
        Start::Alone => None,
    };
    options.client.desktop = DesktopSettings::Read(platform::desktop_proxies);
    let background = Background::new(waker.clone());
    let app = App::start(&options, waker).map_err(|line| {
        let shown = Some((tr!("start-failed"), line.clone()));
        FatalError { line, shown }
    })?;
    let _log = platform::start_log(app.log_folder());
    let viewport = window_options(app.model());
    let opened = open_native(&renderers, &viewport, ClipboardKeys::App, |creation| {
        let _ = ctx.set(creation.egui_ctx.clone());
        stand_still_if_asked(creation.egui_ctx.clone());
        let desk = DesktopApp::new(app, &creation.egui_ctx).with_single_instance(single_instance);
        desk.with_exit_requests(exit_requests)
            .with_background(background, start, &creation.egui_ctx)
            .over(creation)
            .with_clipboard_of(creation)
    });
    opened.map_err(|why| {
        let text = format!("{}\n\n{}", tr!("start-no-window-text"), tr!("start-no-window-why", why = &why));
        FatalError { line: format!("no window could be opened: {why}"), shown: Some((tr!("start-no-window"), text)) }
    })
}

/// Turns animations off if the desktop says so, which it may do only after the window is shown.
fn stand_still_if_asked(ctx: Context) {
    std::thread::spawn(move || {
        if platform::reduces_motion() {
            ctx.all_styles_mut(|style| style.animation_time = 0.0);
            ctx.request_repaint();
        }
    });
}
