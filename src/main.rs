//! Instance Desk: the command line, the log, and the window.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod platform;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Parser, ValueEnum};
use instance_desk::{
    app::{App, Desk, StartOptions, window_options},
    practice,
    store::{LanguageChoice, ThemeChoice},
};

/// Look after WhatsApp and MAX numbers connected through GREEN-API.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Open with the practice instances
    #[arg(long)]
    practice: bool,
    /// Open no window: serve the practice server at this address until stopped, and print its instances as JSON
    #[arg(long, value_name = "ADDRESS")]
    practice_server: Option<SocketAddr>,
    /// Keep settings and files in this folder
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Keep no token beyond this run
    #[arg(long)]
    session_only: bool,
    /// Language of the interface
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Light or dark
    #[arg(long, value_enum)]
    theme: Option<Theme>,
    /// What draws the window
    #[arg(long, value_enum, default_value = "auto")]
    renderer: platform::RendererChoice,
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
    platform::redact_panics();
    let arguments = Arguments::parse();
    let done = match arguments.practice_server {
        Some(address) => practice::serve_until_stopped(address).map_err(|error| format!("{address}: {error}")),
        None => open_window(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            platform::complain(&reason);
            ExitCode::FAILURE
        }
    }
}

fn open_window(arguments: Arguments) -> Result<(), String> {
    platform::check_libraries()?;
    let renderers = arguments.renderer.candidates()?;
    let options = StartOptions {
        practice: arguments.practice,
        data_dir: arguments.data_dir,
        session_only: arguments.session_only,
        language: arguments.lang.map(|lang| match lang {
            Lang::En => LanguageChoice::En,
            Lang::Ru => LanguageChoice::Ru,
        }),
        theme: arguments.theme.map(|theme| match theme {
            Theme::Light => ThemeChoice::Light,
            Theme::Dark => ThemeChoice::Dark,
        }),
        ..StartOptions::default()
    };
    // The program wakes the window, which does not exist yet: the context is put in when it does.
    let ctx: Arc<std::sync::OnceLock<eframe::egui::Context>> = Arc::default();
    let wake = ctx.clone();
    let app = App::start(
        &options,
        Arc::new(move || {
            if let Some(ctx) = wake.get() {
                ctx.request_repaint();
            }
        }),
    )?;
    let _log = platform::start_log(app.log_folder());
    let viewport = window_options(app.model());
    let mut app = Some(app);
    let mut last_error = String::new();
    for renderer in renderers {
        let native = eframe::NativeOptions { viewport: viewport.clone(), renderer, ..Default::default() };
        let (slot, taken) = (ctx.clone(), &mut app);
        let opened = eframe::run_native(
            "instance-desk",
            native,
            Box::new(move |creation| {
                let app = taken.take().ok_or("the window was opened twice")?;
                let _ = slot.set(creation.egui_ctx.clone());
                Ok(Box::new(Desk::new(app, &creation.egui_ctx)))
            }),
        );
        match opened {
            Ok(()) => return Ok(()),
            Err(error) => last_error = platform::in_words(&error),
        }
        if app.is_none() {
            break;
        }
    }
    Err(last_error)
}
