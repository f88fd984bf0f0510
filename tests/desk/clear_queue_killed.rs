//! The whole program killed at each step of clearing with a copy: in the next session the screen shows the truth, the
//! queue was cleared at most once, and never without a complete copy.
//!
//! The test runs itself again as the program without a window. The server stays in this process, so that its log
//! outlives the killed one.
#![allow(clippy::print_stdout)] // the clearing process reports to the test that it is ready

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::app::{App, StartOptions};
use instance_desk::green_api::{ApiToken, ClientOptions, IdInstance};
use instance_desk::model::{Action, ClearState, Instance, Waiting};
use instance_desk::practice::{ANY_METHOD, Fault, InstanceSeed, Seen};
use instance_desk::store::{LanguageChoice, Outcome, Why, WhySaved};
use instance_desk::vault::Vault;
use instance_desk::work::clear_queue::{ClearPhase, Rest};
use serde_json::Value;

use crate::common::{FASTER, Gateway, Home, SALES, Window};
use crate::newest_lines::NewestLines as _;

const PROGRAM: &str = "clear_queue_killed::the_program_that_is_killed";
const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";
const COUNT: &str = "getMessagesCount";
const MESSAGES: usize = 128;
const NOT_READ_AGAIN: &str = "and the program ended before it was read again";

/// Environment variables for the process: its folder and its pace.
const DIR: &str = "INSTANCE_DESK_CLEAR_DIR";
const PACE: &str = "INSTANCE_DESK_CLEAR_PACE";
/// The line that it prints when the confirmation is open and everything is loaded.
const READY: &str = "ready";
/// The line that it prints when the list is empty and the count cannot be trusted yet.
const CHECKING: &str = "checking";

/// The program that the tests below start, not a test of its own. Without their variables it does nothing.
#[test]
fn the_program_that_is_killed() {
    let Some(dir) = env::var_os(DIR) else { return };
    let vault = Vault::memory();
    let token = ApiToken::parse(&InstanceSeed::fixed_token(SALES)).unwrap();
    vault.write(&IdInstance::parse(SALES).unwrap(), &token).unwrap();
    let options = StartOptions {
        data_dir: Some(dir.into()),
        language: Some(LanguageChoice::En),
        vault: Some(vault),
        client: ClientOptions { pace: env::var(PACE).unwrap().parse().unwrap(), ..ClientOptions::default() },
        ..StartOptions::default()
    };
    let (ring, rung) = mpsc::channel();
    let mut app = App::start(&options, std::sync::Arc::new(move || ring.send(()).unwrap_or_default())).unwrap();
    let key = app.model().instances[0].key;
    let until = |app: &mut App, is_so: &dyn Fn(&Instance) -> bool| {
        while !is_so(app.model().instance(key).unwrap()) {
            let _ = rung.recv_timeout(Duration::from_millis(15));
            app.poll();
        }
    };
    until(&mut app, &|instance| !instance.is_asking() && instance.waiting() == Waiting::Exactly(MESSAGES as u64));
    app.update(Action::AskClear(key));
    until(&mut app, &|instance| !instance.is_asking());
    println!("\n{READY}");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    app.update(Action::SaveAndClear(key, Rest::NotExpected));
    let is_checking = |clear: &ClearState| clear.progress.machine.phase() == ClearPhase::Checking;
    until(&mut app, &|instance| instance.clear.as_ref().is_some_and(is_checking));
    println!("\n{CHECKING}");
    until(&mut app, &|_| false);
}

/// Waits until the program prints this line.
fn says(program: &mut Child, wanted: &str) {
    let mut lines = BufReader::new(program.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == wanted), "the program ended before it was {wanted}");
}

/// A server, a home, and the program with its confirmation open.
struct Scene {
    gateway: Gateway,
    home: Home,
    program: Child,
    queue: Vec<Value>,
}

impl Scene {
    fn new(pace: f64) -> Self {
        let gateway = Gateway::pictures();
        let home = Home::of(&gateway, &[SALES]);
        let queue = gateway.control.queue(SALES);
        assert_eq!(queue.len(), MESSAGES);
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", PROGRAM, "--nocapture"]).env(DIR, home.dir()).env(PACE, pace.to_string());
        let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        says(&mut program, READY);
        Self { gateway, home, program, queue }
    }

    /// Clears the queue, like the button.
    fn go(&mut self) {
        self.program.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
    }

    /// Waits until `look` returns a value.
    #[track_caller]
    fn until<T>(&self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let from = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(from.elapsed() < Duration::from_secs(30), "{what}: it never came");
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn last(&self, method: &str) -> Option<Seen> {
        self.gateway.control.requests_of(method).pop()
    }

    /// Returns the first request of a method after the clearing.
    fn after_clear(&self, method: &str) -> Option<Seen> {
        let cleared = self.last(CLEAR)?.at;
        self.gateway.control.requests_of(method).into_iter().find(|seen| seen.at > cleared)
    }

    /// Kills the program and opens a new one on the same folder and the same server, now without faults.
    fn kill_and_open(&mut self) -> Window {
        assert!(self.program.try_wait().unwrap().is_none(), "the program ended before it was killed");
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        self.gateway.control.wait_for_hang_up().unwrap();
        self.gateway.come_back();
        let mut window = self.home.open();
        window.settled();
        window
    }

    /// Fails unless the screen shows the truth and nothing more was done, in this session and in the next.
    fn assert_truth(&self, mut window: Window, expected: &Expected) {
        let left = self.gateway.control.queue(SALES).len();
        assert_eq!((self.gateway.times(CLEAR), left), (expected.clears, expected.left));
        self.assert_screen(&mut window, expected.interrupted, left);
        assert_eq!(copies(&mut window), usize::from(expected.has_copy));
        if expected.has_copy {
            self.assert_copy_is_whole();
        }
        if expected.interrupted {
            window.click("Close");
            window.see_no_more("The program ended while clearing");
        }
        drop(window);
        self.home.closed();
        let mut again = self.home.open();
        again.settled();
        self.assert_screen(&mut again, false, left);
        assert_eq!(self.gateway.times(CLEAR), expected.clears, "nothing is cleared unasked");
    }

    fn assert_screen(&self, window: &mut Window, interrupted: bool, left: usize) {
        // Interrupted changes are read before the copies.
        copies(window);
        assert!(window.model().instances[0].clear.is_none());
        // A count read just after a clearing is stale: the program reads it once more.
        window.until("what waits", |window| {
            (window.model().instances[0].waiting() == Waiting::Exactly(left as u64)).then_some(())
        });
        assert!(window.row(&format!("Sales, WhatsApp · blocked, waiting: {left}")).is_some(), "{}", window.words());
        window.assert_not_shown("The queue is empty:");
        if interrupted {
            window.see("The program ended while clearing this queue, on ");
            window.see("It is not known whether it was carried out; the queue was read again.");
        } else {
            window.assert_not_shown("The program ended while");
        }
        if left == 0 {
            window.see("The queue is empty. Another number can be linked now.");
        } else {
            window.see(&format!("This number is blocked, and {left} messages still wait to be sent"));
        }
    }

    fn assert_copy_is_whole(&self) {
        let saved = self.home.ask_beside(|tables| {
            let queue = tables.saved_queues(None)?.remove(0);
            assert_eq!((queue.why, queue.messages as usize), (WhySaved::BeforeClearing, MESSAGES));
            tables.saved_messages(queue.id)
        });
        let saved: Vec<Value> = saved.into_iter().map(|saved| saved.message.raw).collect();
        assert_eq!(saved, self.queue);
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Returns the number of saved queues in the model, once they are loaded.
fn copies(window: &mut Window) -> usize {
    window.until("the saved queues", |window| window.model().instances[0].saved_queues.list.as_ref().map(Vec::len))
}

/// The expected state after a kill.
struct Expected {
    clears: usize,
    left: usize,
    has_copy: bool,
    /// Whether the screen says that the program ended while clearing.
    interrupted: bool,
}

const QUICK: f64 = 1.0 / FASTER as f64;

#[test]
fn while_the_queue_is_listed_for_the_copy() {
    let mut scene = Scene::new(QUICK);
    let lists = scene.gateway.times(LIST);
    scene.gateway.control.fault(LIST, Fault::Delay(Duration::from_secs(60)), 1);
    scene.go();
    scene.until("the list", |scene| (scene.gateway.times(LIST) > lists).then_some(()));
    let window = scene.kill_and_open();
    scene.assert_truth(window, &Expected { clears: 0, left: MESSAGES, has_copy: false, interrupted: false });
}

/// The clearing follows the copy at once, so the kill may come before or after it was sent.
#[test]
fn when_the_copy_is_written() {
    let mut scene = Scene::new(QUICK);
    scene.go();
    scene.until("the copy", |scene| {
        let queues = scene.home.ask_beside(|tables| tables.saved_queues(None));
        (!queues.is_empty()).then_some(())
    });
    let window = scene.kill_and_open();
    let clears = scene.gateway.times(CLEAR);
    let left = if clears == 0 { MESSAGES } else { 0 };
    let interrupted = matches!(written(&scene), Some(Outcome::Unknown(_)));
    scene.assert_truth(window, &Expected { clears, left, has_copy: true, interrupted });
}

#[test]
fn when_the_clearing_was_done_and_not_answered() {
    let mut scene = Scene::new(QUICK);
    scene.gateway.control.fault(CLEAR, Fault::Delay(Duration::from_secs(60)), 1);
    scene.go();
    scene.until("the clearing", |scene| scene.gateway.control.queue(SALES).is_empty().then_some(()));
    let window = scene.kill_and_open();
    scene.assert_truth(window, &Expected { clears: 1, left: 0, has_copy: true, interrupted: true });
}

#[test]
fn when_the_clearing_was_sent_and_not_done() {
    let mut scene = Scene::new(QUICK);
    scene.gateway.control.fault(CLEAR, Fault::Hang, 1);
    scene.go();
    scene.until("the clearing", |scene| scene.last(CLEAR));
    let window = scene.kill_and_open();
    scene.assert_truth(window, &Expected { clears: 1, left: MESSAGES, has_copy: true, interrupted: true });
}

#[test]
fn when_it_was_answered_and_not_looked_at_again() {
    let mut scene = Scene::new(QUICK);
    scene.gateway.control.fault(CLEAR, Fault::Delay(Duration::from_millis(500)), 1);
    scene.go();
    scene.until("the clearing", |scene| scene.last(CLEAR));
    scene.gateway.control.fault(LIST, Fault::Delay(Duration::from_secs(60)), 1);
    scene.until("the list after it", |scene| scene.after_clear(LIST));
    let mut window = scene.kill_and_open();
    window.see(NOT_READ_AGAIN);
    scene.assert_truth(window, &Expected { clears: 1, left: 0, has_copy: true, interrupted: false });
}

#[test]
fn during_the_eleven_seconds_before_the_count() {
    let mut scene = Scene::new(1.0);
    scene.go();
    says(&mut scene.program, CHECKING);
    assert!(scene.after_clear(COUNT).is_none(), "it was to be killed before the count");
    let mut window = scene.kill_and_open();
    window.see(NOT_READ_AGAIN);
    scene.assert_truth(window, &Expected { clears: 1, left: 0, has_copy: true, interrupted: false });
}

/// Returns the outcome of the clearing in the journal.
fn written(scene: &Scene) -> Option<Outcome> {
    scene.home.ask_beside(|tables| Ok(tables.newest_lines(None, 10)?.pop())).map(|row| row.outcome)
}

#[test]
fn at_moments_that_nobody_chose() {
    const KILLS: u64 = 24;
    let (mut unsent, mut unknown, mut done) = (0, 0, 0);
    for kill in 0..KILLS {
        let mut scene = Scene::new(QUICK);
        scene.gateway.control.fault(ANY_METHOD, Fault::Delay(Duration::from_millis(20)), u32::MAX);
        scene.go();
        if kill + 1 < KILLS {
            thread::sleep(Duration::from_millis(5 * kill));
        } else {
            // The last kill comes late, however slow the computer is.
            scene.until("the list after it", |scene| scene.after_clear(LIST));
        }
        let window = scene.kill_and_open();
        let (clears, left) = (scene.gateway.times(CLEAR), scene.gateway.control.queue(SALES).len());
        let outcome = written(&scene);
        match &outcome {
            // Without an entry in the journal no request was sent.
            None => {
                assert_eq!((clears, left), (0, MESSAGES));
                unsent += 1;
            }
            Some(Outcome::Unknown(why)) => {
                assert_eq!(why.name, Why::PROGRAM_ENDED);
                unknown += 1;
            }
            Some(Outcome::Done) => {
                assert_eq!((clears, left), (1, 0));
                done += 1;
            }
            other => panic!("{other:?}"),
        }
        let interrupted = matches!(outcome, Some(Outcome::Unknown(_)));
        let has_copy = !scene.home.ask_beside(|tables| tables.saved_queues(None)).is_empty();
        assert!(clears <= 1 && (clears == 0 || has_copy), "cleared {clears} times, with a copy: {has_copy}");
        scene.assert_truth(window, &Expected { clears, left, has_copy, interrupted });
    }
    eprintln!("{KILLS} kills: {unsent} before anything was sent, {unknown} with an unknown outcome, {done} done");
    assert!(unsent > 0 && done > 0, "the kills were to come before and after");
}
