//! The whole program killed at any moment of clearing several queues: none was cleared without its copy, none twice, and
//! the next session says of which one the outcome is unknown.
//!
//! The test runs itself again as the program without a window. The server stays in this process, so that its log
//! outlives the killed one.
#![allow(clippy::print_stdout)] // the clearing process reports to the test that it is ready

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, thread};

use eframe::egui::{Key, Modifiers};
use instance_desk::app::{App, StartOptions};
use instance_desk::green_api::{ApiToken, ClientOptions, IdInstance};
use instance_desk::model::{Action, Model, SeveralStage};
use instance_desk::practice::{ANY_METHOD, Fault, InstanceSeed, Messenger, World};
use instance_desk::store::{LanguageChoice, Outcome, Why};
use instance_desk::vault::Vault;

use crate::common::{FASTER, Gateway, Home, texts};
use crate::newest_lines::NewestLines as _;

const PROGRAM: &str = "clear_several_killed::the_program_that_is_killed";
const CLEAR: &str = "clearMessagesQueue";

const IDS: [&str; 4] = ["7103000001", "7103000002", "7103000003", "7103000004"];
const NAMES: [&str; 4] = ["Bakery", "Clinic", "Workshop", "Florist"];
/// Number of messages in each queue.
const MESSAGES: usize = 3;

/// Environment variable for the process: its folder.
const DIR: &str = "INSTANCE_DESK_CLEAR_SEVERAL_DIR";
/// The line that it prints when the question is open and everything is read.
const READY: &str = "ready";

const QUICK: f64 = 1.0 / FASTER as f64;

/// The program that the test below starts, not a test of its own. Without its variable it does nothing.
#[test]
fn the_program_that_is_killed() {
    let Some(dir) = env::var_os(DIR) else { return };
    let vault = Vault::memory();
    for id in IDS {
        let token = ApiToken::parse(&InstanceSeed::fixed_token(id)).unwrap();
        vault.write(&IdInstance::parse(id).unwrap(), &token).unwrap();
    }
    let options = StartOptions {
        data_dir: Some(dir.into()),
        language: Some(LanguageChoice::En),
        vault: Some(vault),
        client: ClientOptions { pace: QUICK, ..ClientOptions::default() },
        ..StartOptions::default()
    };
    let (ring, rung) = mpsc::channel();
    let mut app = App::start(&options, std::sync::Arc::new(move || ring.send(()).unwrap_or_default())).unwrap();
    let until = |app: &mut App, is_so: &dyn Fn(&Model) -> bool| {
        while !is_so(app.model()) {
            let _ = rung.recv_timeout(Duration::from_millis(15));
            app.poll();
        }
    };
    let is_quiet = |model: &Model| model.instances.iter().all(|one| !one.is_asking() && one.count.value().is_some());
    until(&mut app, &is_quiet);
    let keys = app.model().instances.iter().map(|instance| instance.key).collect();
    app.update(Action::AskClearSeveral(keys));
    until(&mut app, &|model| {
        model.clear_several.as_ref().unwrap().unasked.is_empty() && model.ready_to_clear().len() == IDS.len()
    });
    println!("\n{READY}");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    app.update(Action::ClearSeveral);
    assert_ne!(app.model().clear_several.as_ref().unwrap().stage(), SeveralStage::Question);
    until(&mut app, &|_| false);
}

/// A server, a home, and the program with its question open.
struct Scene {
    gateway: Gateway,
    home: Home,
    program: Child,
}

impl Scene {
    fn new() -> Self {
        let world = IDS.iter().zip(NAMES).fold(World::empty(), |world, (id, name)| {
            world.with(InstanceSeed::new(Messenger::WhatsApp, id, name).state("blocked").queue(texts(MESSAGES)))
        });
        let gateway = Gateway::of(world);
        let home = Home::of(&gateway, &IDS);
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", PROGRAM, "--nocapture"]).env(DIR, home.dir());
        let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(program.stdout.as_mut().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == READY), "the program ended before it was ready");
        Self { gateway, home, program }
    }

    /// Clears the queues, like the button.
    fn go(&mut self) {
        self.program.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
    }

    fn kill(&mut self) {
        assert!(self.program.try_wait().unwrap().is_none(), "the program ended before it was killed");
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        self.gateway.control.wait_for_hang_up().unwrap();
        self.gateway.come_back();
    }

    fn clears_of(&self, id: &str) -> usize {
        let requests = self.gateway.control.requests_of(CLEAR);
        requests.iter().filter(|seen| seen.id_instance == id).count()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Kills the program `after` its consent, or once that many queues are cleared, and checks what the next session finds.
/// Returns how many clearings were done, and how many are unknown.
fn killed(after: Option<Duration>, cleared: usize) -> (usize, usize) {
    let mut scene = Scene::new();
    scene.gateway.control.fault(ANY_METHOD, Fault::Delay(Duration::from_millis(15)), u32::MAX);
    scene.go();
    if let Some(after) = after {
        thread::sleep(after);
    }
    let from = Instant::now();
    while scene.gateway.times(CLEAR) < cleared {
        assert!(from.elapsed() < Duration::from_secs(30), "{cleared} clearings never came");
        thread::sleep(Duration::from_millis(1));
    }
    scene.kill();

    let mut window = scene.home.open();
    window.settled();
    let copies = scene.home.ask_beside(|tables| tables.saved_queues(None));
    let lines = scene.home.ask_beside(|tables| tables.newest_lines(None, 100));
    let (mut done, mut unknown) = (0, 0);
    for (id, name) in IDS.iter().zip(NAMES) {
        let (clears, left) = (scene.clears_of(id), scene.gateway.control.queue(id).len());
        let copy =
            copies.iter().filter(|copy| copy.instance.as_str() == *id).map(|copy| copy.messages).collect::<Vec<_>>();
        let outcomes: Vec<_> =
            lines.iter().filter(|line| line.instance.as_str() == *id).map(|line| &line.outcome).collect();
        assert!(clears <= 1 && outcomes.len() <= 1 && copy.len() <= 1, "{name}: {clears}, {outcomes:?}, {copy:?}");
        assert!(clears == 0 || copy == [MESSAGES as u32], "{name} was cleared with the copies {copy:?}");
        assert!(left == MESSAGES || (left == 0 && clears == 1), "{name}: {left} messages are left");
        match outcomes.first() {
            // Without an entry in the journal no request was sent.
            None => assert_eq!((clears, left), (0, MESSAGES), "{name}"),
            Some(Outcome::Done) => {
                assert_eq!((clears, left), (1, 0), "{name}");
                done += 1;
            }
            Some(Outcome::Unknown(why)) => {
                assert_eq!(why.name, Why::PROGRAM_ENDED, "{name}");
                unknown += 1;
                // The page of all instances names it, and its Queue page tells it.
                window.press_with(Modifiers::COMMAND, Key::Num0);
                window.click(&format!("What was interrupted ({name})"));
                window.see("The program ended while clearing this queue, on ");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(unknown <= 1, "one queue at a time is cleared");
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    let told = window.items().into_iter().filter(|item| item.label.starts_with("What was interrupted (")).count();
    // A queue that was cleared and not read again is named, too.
    assert!((unknown..=unknown + done).contains(&told), "{told} told, {done} done, {unknown} unknown");
    assert_eq!(scene.gateway.times(CLEAR), IDS.iter().map(|id| scene.clears_of(id)).sum::<usize>());
    (done, unknown)
}

#[test]
fn at_moments_that_nobody_chose() {
    let ends: Vec<_> =
        (0..12).map(|kill| killed(Some(Duration::from_millis(fastrand::u64(0..25) + 25 * kill)), 0)).collect();
    eprintln!("done and unknown: {ends:?}");
}

#[test]
fn while_each_of_the_queues_is_being_cleared() {
    for cleared in 1..=IDS.len() {
        let (done, unknown) = killed(None, cleared);
        assert!(done + unknown >= cleared, "{done} done, {unknown} unknown after {cleared} requests");
    }
}
