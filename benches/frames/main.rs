//! Measures how long a frame takes: of the Chats page with a hundred thousand chats, and of the journal, the sidebar, the
//! queue, the resend page and a request with as much as they ever show. `cargo bench --bench frames`; with the name of a
//! page (`-- journal`) only that one.
//!
//! A page is drawn as in the window, on the CPU alone and with the accessibility tree that a screen reader requests.
//! The time is that of the processor, so that other programs do not count; 99 of 100 frames must stay below 2 ms.
//! Search results appear within the frame that follows the key.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking
#![allow(clippy::print_stdout)] // prints the measurements

mod chats;
mod pages;
mod requests;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use instance_desk::app::{App, DesktopApp, StartOptions};
use instance_desk::green_api::{ApiToken, ApiUrl, ClientOptions, IdInstance, Messenger};
use instance_desk::model::Model;
use instance_desk::practice::PracticeServer;
use instance_desk::store::{Folders, InstanceOptions, InstanceRecord, LanguageChoice, Store};
use instance_desk::ui::theme;
use instance_desk::vault::Vault;

/// Frames measured of each kind.
const FRAMES: usize = 200;
const FRAME: Duration = Duration::from_millis(2);

/// The state that the harness draws: the program, in its window from the first frame.
struct Seat {
    app: Option<App>,
    desk: Option<DesktopApp>,
}

/// The program at its window.
type Desk = Harness<'static, Seat>;

/// Starts the program with every instance of the server.
fn opened(server: &PracticeServer, dir: &Path) -> Desk {
    let vault = Vault::memory();
    for instance in server.instances() {
        let record = InstanceRecord {
            id_instance: IdInstance::parse(&instance.id_instance).unwrap(),
            name: instance.name,
            messenger: Messenger::WhatsApp,
            api_url: ApiUrl::parse(&instance.api_url).unwrap(),
            checked: true,
            options: InstanceOptions { tags: instance.tags, ..InstanceOptions::default() },
        };
        vault.write(&record.id_instance, &ApiToken::parse(&instance.api_token_instance).unwrap()).unwrap();
        Store::open(Folders::in_dir(dir)).0.change(move |contents| contents.put_instance(record.clone())).unwrap();
    }
    let options = StartOptions {
        data_dir: Some(dir.to_owned()),
        language: Some(LanguageChoice::En),
        vault: Some(vault),
        client: ClientOptions::default(),
        ..StartOptions::default()
    };
    let seat = Seat { app: Some(App::start(&options, Arc::new(|| ())).unwrap()), desk: None };
    let mut harness = Harness::builder()
        .with_size(theme::size::WINDOW)
        .with_context_setup(theme::apply)
        .allow_missing_glyphs()
        .with_max_steps(u64::MAX)
        .build_ui_state(
            |ui, seat: &mut Seat| {
                let app = &mut seat.app;
                let desk = seat.desk.get_or_insert_with(|| DesktopApp::new(app.take().unwrap(), ui.ctx()));
                desk.poll(ui.ctx());
                desk.draw(ui);
            },
            seat,
        );
    harness.step();
    harness
}

fn model(harness: &Desk) -> &Model {
    harness.state().desk.as_ref().unwrap().app().model()
}

/// Draws until the model is as `is_there` requires.
fn wait(harness: &mut Desk, what: &str, is_there: impl Fn(&Model) -> bool) {
    let from = Instant::now();
    while !is_there(model(harness)) {
        assert!(from.elapsed() < Duration::from_secs(120), "{what}: it never came");
        std::thread::sleep(Duration::from_millis(10));
        harness.step();
    }
}

fn wheel(harness: &Desk, delta: Vec2) {
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
}

/// Returns the time of the processor that this thread has used.
#[cfg(unix)]
fn used() -> Duration {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(used.tv_sec as u64, used.tv_nsec as u32)
}

/// Returns the time that has passed, for lack of a better measure.
#[cfg(not(unix))]
fn used() -> Duration {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGUN.elapsed()
}

/// Measures `FRAMES` frames, each after `act`, and prints a line of their times. Returns whether 99 % of them are
/// within the limit.
fn measure(harness: &mut Desk, name: &str, mut act: impl FnMut(&Desk, usize)) -> bool {
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|number| {
            act(harness, number);
            let from = used();
            harness.step();
            // A key may request another frame immediately, which shows the results.
            used() - from
        })
        .collect();
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).ceil() as usize];
    let ms = |part: f64| at(part).as_secs_f64() * 1e3;
    println!(
        "{name:<36} p50 {:>7.2} ms   p95 {:>7.2} ms   p99 {:>7.2} ms   worst {:>7.2} ms",
        ms(0.5),
        ms(0.95),
        ms(0.99),
        ms(1.0)
    );
    at(0.99) < FRAME
}

/// A page, and its measurement: whether every frame was within the limit.
type Page = (&'static str, fn(&tokio::runtime::Runtime) -> bool);

const PAGES: [Page; 7] = [
    ("chats", chats::measure_chats),
    ("journal", pages::measure_journal),
    ("sidebar", pages::measure_sidebar),
    ("all_instances", pages::measure_all_instances),
    ("queue", pages::measure_queue),
    ("resend", pages::measure_resend),
    ("requests", requests::measure_requests),
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("a frame may take {} ms", FRAME.as_millis());
    let chosen = PAGES.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|one| one == name));
    let good = chosen.map(|(_, measure)| measure(&runtime)).filter(|good| !good).count() == 0;
    std::process::exit(i32::from(!good));
}
