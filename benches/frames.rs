//! Measures how long a frame of the Chats page takes with a hundred thousand chats: resting, scrolling, typing into the
//! search, moving with the keys, and selecting all. `cargo bench --bench frames`
//!
//! The page is drawn as in the window, on the CPU alone and with the accessibility tree that a screen reader requests.
//! A frame may take 8 ms. Search results appear within the frame that follows the key.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking
#![allow(clippy::print_stdout)] // prints the measurements

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use instance_desk::app::{App, DesktopApp, StartOptions};
use instance_desk::green_api::{ApiToken, ApiUrl, ClientOptions, IdInstance, Messenger};
use instance_desk::practice::{Chat, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{Folders, InstanceRecord, LanguageChoice, Store};
use instance_desk::ui::theme;
use instance_desk::vault::Vault;

const CHATS: usize = 100_000;
const ID: &str = "7103000000";
/// Frames measured of each kind.
const FRAMES: usize = 200;
const FRAME: Duration = Duration::from_millis(8);

const FIRST: [&str; 8] = ["Анна", "Олег", "Мария", "Артём", "Emma", "José", "Сергей", "Юлия"];
const LAST: [&str; 7] = ["Иванова", "Петров", "Кузнецова", "Фёдоров", "Miller", "Соколова", "Цой"];

struct Seat {
    app: Option<App>,
    desk: Option<DesktopApp>,
}

fn chat(number: usize) -> Chat {
    let scattered = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    let name = format!("{} {} {number}", FIRST[(scattered % 8) as usize], LAST[(scattered / 8 % 7) as usize]);
    let chat = Chat::person(format!("{}@c.us", 79_000_000_000 + number), name);
    if number.is_multiple_of(5) { chat.archived() } else { chat }
}

/// Starts the program and waits until its Chats page is open and every chat is loaded.
fn opened(server: &PracticeServer, dir: &std::path::Path) -> Harness<'static, Seat> {
    let instance = server.instances().remove(0);
    let id = IdInstance::parse(ID).unwrap();
    let vault = Vault::memory();
    vault.write(&id, &ApiToken::parse(&instance.api_token_instance).unwrap()).unwrap();
    let record = InstanceRecord {
        id_instance: id,
        name: "Support".to_owned(),
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse(&instance.api_url).unwrap(),
        checked: true,
    };
    Store::open(Folders::in_dir(dir)).0.change(|contents| contents.put_instance(record)).unwrap();
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
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    let from = Instant::now();
    loop {
        harness.step();
        let instance = &harness.state().desk.as_ref().unwrap().app().model().instances[0];
        let is_there = instance.chats.found.as_ref().is_some_and(|found| found.count() >= CHATS);
        if is_there && !instance.is_asking() {
            return harness;
        }
        assert!(from.elapsed() < Duration::from_secs(120), "the chats never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Measures `FRAMES` frames, each after `act`, and prints a line of their times. Returns whether 95 % of them are
/// within the limit; the rest may be slow because another program has the processor.
fn measure(
    harness: &mut Harness<'static, Seat>,
    name: &str,
    mut act: impl FnMut(&Harness<'static, Seat>, usize),
) -> bool {
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|number| {
            act(harness, number);
            let from = Instant::now();
            harness.step();
            // A key may request another frame immediately, which shows the results.
            from.elapsed()
        })
        .collect();
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let (median, most, worst) = (at(0.5), at(0.95), at(1.0));
    println!(
        "{name:<28} median {:>6.2} ms   95 % below {:>6.2} ms   worst {:>6.2} ms",
        ms(median),
        ms(most),
        ms(worst)
    );
    most < FRAME
}

/// Returns the resident memory of this process in MiB, if the system reports it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let seed = InstanceSeed::new(Product::WhatsApp, ID, "Support").chats((0..CHATS).map(chat).collect());
    let anywhere = ([127, 0, 0, 1], 0).into();
    let world = World::empty().with(seed).with_fixed_tokens();
    let server = PracticeServer::start(runtime.handle(), anywhere, world).unwrap();
    let dir = tempfile::TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    println!("{CHATS} chats, a frame may take {} ms", FRAME.as_millis());

    let row = harness.root().children_recursive().find(|node| {
        node.accesskit_node().role() == Role::CheckBox
            && node.accesskit_node().label().is_some_and(|label| label.contains('@'))
    });
    let place = row.unwrap().rect().center();
    harness.hover_at(place);
    harness.step();
    let wheel = |harness: &Harness<'static, Seat>, delta: Vec2| {
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
    };
    let mut good = measure(&mut harness, "resting", |_, _| {});
    let before = memory();
    good &= measure(&mut harness, "scrolling by rows", |harness, _| wheel(harness, vec2(0.0, -99.0)));
    good &= measure(&mut harness, "scrolling by thousands", |harness, _| wheel(harness, vec2(0.0, -33_000.0)));
    good &= measure(&mut harness, "scrolling back", |harness, _| wheel(harness, vec2(0.0, 12_000.0)));
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("memory: {before} MiB before scrolling, {after} MiB after");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.step();
    let words = "соколова анна 7";
    good &= measure(&mut harness, "typing", |harness, number| {
        let letters = words.chars().count() + 1;
        match words.chars().nth(number % letters) {
            Some(letter) => harness.event(Event::Text(letter.to_string())),
            // After the last letter, select all, so that the next letter replaces the text.
            None => harness.key_press_modifiers(Modifiers::COMMAND, Key::A),
        }
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press(Key::Delete);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(3);
    good &= measure(&mut harness, "moving with the keys", |harness, number| {
        harness.key_press(if number % 50 == 49 { Key::End } else { Key::PageDown });
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(3);
    good &= measure(&mut harness, "resting, with all selected", |_, _| {});
    std::process::exit(i32::from(!good));
}
