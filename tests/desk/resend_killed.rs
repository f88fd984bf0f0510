//! The whole program killed at random moments while it resends 50 saved messages: in the next session its window agrees
//! with the server's log, nothing resumes without a click, none is sent twice and none is lost.
//!
//! The test runs itself again as the program. The server stays in this process, so that its log outlives the killed
//! one.
#![allow(clippy::print_stdout)] // the sending process reports to the test that kills it

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::app::{App, StartOptions};
use instance_desk::green_api::{ApiToken, ClientOptions, IdInstance, Messenger, QueuedMessage};
use instance_desk::model::{Action, Model, Page, ResendKind, ResendOrder};
use instance_desk::practice::{Fault, InstanceSeed, Messenger as Product};
use instance_desk::store::{Database, Folders, NewSavedQueue, ResendItemState, SavedQueueId, WhySaved};
use instance_desk::vault::Vault;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::common::{FASTER, Gateway, Home, SALES};

const TEST: &str = "resend_killed::killed_while_it_sends_the_program_tells_the_truth_at_its_next_start";
const MESSAGES: usize = 50;
const KILLS: usize = 30;
/// The server refuses the messages at multiples of this position.
const REFUSED: usize = 17;

/// Environment variables for the program.
const DIR: &str = "INSTANCE_DESK_PROGRAM_DIR";
const QUEUE: &str = "INSTANCE_DESK_PROGRAM_QUEUE";
/// The line that it prints just before its first message.
const SENDING: &str = "sending";

/// Returns the message at this position of the queue, in the format of showMessagesQueue.
fn message(position: usize) -> Value {
    let chat = if position.is_multiple_of(REFUSED) {
        "nobody".to_owned()
    } else {
        format!("{}@c.us", 79_000_000_000 + position)
    };
    json!({"messageID": format!("BAE5{position}"), "type": "sendMessage", "body": {"chatId": chat, "message": position.to_string()}})
}

fn save(home: &Home) -> SavedQueueId {
    let queue = NewSavedQueue {
        instance: IdInstance::parse(SALES).unwrap(),
        name: "Sales".into(),
        messenger: Messenger::WhatsApp,
        why: WhySaved::BeforeClearing,
        together: None,
        as_of: Timestamp::now(),
        waiting: Some(MESSAGES as u64),
        messages: Arc::new((1..=MESSAGES).map(|position| QueuedMessage::read(message(position))).collect()),
    };
    let database = Database::new(&Folders::in_dir(home.dir()));
    database.run_blocking(move |tables| tables.save_queue(&queue)).unwrap()
}

/// Runs the program without a window: begins or continues the resend, and returns when it ends.
fn program(dir: &Path, queue: SavedQueueId) {
    let vault = Vault::memory();
    let token = ApiToken::parse(&InstanceSeed::fixed_token(SALES)).unwrap();
    vault.write(&IdInstance::parse(SALES).unwrap(), &token).unwrap();
    let options = StartOptions {
        data_dir: Some(dir.to_owned()),
        vault: Some(vault),
        client: ClientOptions { pace: 1.0 / f64::from(FASTER), ..ClientOptions::default() },
        ..StartOptions::default()
    };
    let bell = Arc::new((Mutex::new(false), Condvar::new()));
    let rung = bell.clone();
    let waker = Arc::new(move || {
        *rung.0.lock().unwrap() = true;
        rung.1.notify_all();
    });
    let mut app = App::start(&options, waker).unwrap();
    let mut until = |look: &mut dyn FnMut(&Model) -> Option<Vec<Action>>| {
        loop {
            app.poll();
            if let Some(actions) = look(app.model()) {
                actions.into_iter().for_each(|action| app.update(action));
                return;
            }
            let rung = bell.0.lock().unwrap();
            let (mut rung, _) = bell.1.wait_timeout(rung, Duration::from_millis(5)).unwrap();
            *rung = false;
        }
    };
    until(&mut |model| {
        let instance = &model.instances[0];
        instance.credentials()?;
        let runs = instance.resend.runs.as_ref()?;
        let act = match instance.resend.unfinished() {
            Some(run) => Action::ContinueResend(instance.key, run.id),
            None if runs.is_empty() => {
                let positions: Vec<u32> = (1..=MESSAGES as u32).collect();
                let order = ResendOrder { queue, positions: positions.into(), kind: ResendKind::Selected };
                Action::Resend(instance.key, order)
            }
            None => return Some(Vec::new()),
        };
        Some(vec![Action::Show(Page::Resend(instance.key, queue)), act])
    });
    let mut said = false;
    until(&mut |model| {
        let sending = &model.instances[0].resend;
        if sending.live.as_ref().is_some_and(|live| live.progress.is_some()) && !std::mem::replace(&mut said, true) {
            println!("\n{SENDING}");
        }
        sending.live.is_none().then(Vec::new)
    });
}

/// Starts this test again as the program, without waiting for its end.
fn start(home: &Home, queue: SavedQueueId) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(DIR, home.dir())
        .env(QUEUE, queue.0.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Pseudo-random numbers, the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Kills the program while it starts or while it sends. Returns false if it had already ended.
fn kill_at_random(mut program: Child, dice: &mut Dice, gateway: &Gateway) -> bool {
    if dice.below(5) == 0 {
        thread::sleep(Duration::from_millis(dice.below(200)));
    } else {
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        lines.any(|line| line.unwrap() == SENDING);
        thread::sleep(Duration::from_micros(dice.below(70_000)));
    }
    let runs = program.try_wait().unwrap().is_none();
    program.kill().unwrap();
    program.wait().unwrap();
    gateway.control.wait_for_hang_up().unwrap();
    runs
}

/// Counts the requests for each message, by the server's own log.
fn reached(gateway: &Gateway) -> BTreeMap<u32, usize> {
    let mut reached = BTreeMap::new();
    for seen in gateway.control.requests_of("sendMessage") {
        let body: Value = serde_json::from_str(&seen.body).unwrap();
        let position: u32 = body["message"].as_str().unwrap().parse().unwrap();
        *reached.entry(position).or_default() += 1;
    }
    reached
}

/// Opens the window and compares it with the server's log. Returns whether messages are left to send.
fn tells_the_truth(home: &Home, queue: SavedQueueId, gateway: &Gateway) -> bool {
    let before = reached(gateway);
    let mut window = home.open();
    window.settled();
    window.until("the runs", |window| window.model().instances[0].resend.runs.as_ref().map(|_| ()));
    let Some(run) = window.model().instances[0].resend.runs.iter().flatten().next().cloned() else {
        assert!(before.is_empty(), "what was sent is known");
        return true;
    };
    let counts = run.counts;
    assert_eq!((counts.total() as usize, counts.sending), (MESSAGES, 0), "none is forgotten");
    if run.is_unfinished() {
        window.see("Sending again was interrupted");
        window.see(&format!("{} queued again", counts.sent));
        window.see(&format!("{} wait", counts.waiting));
        window.click("Go on…");
    } else {
        window.assert_not_shown("Sending again");
        window.click("Open");
        window.click("Send again…");
    }
    let candidates = window.until("the messages", |window| {
        let overview = window.model().instances[0].resend.overview()?;
        assert_eq!(overview.queue.id, queue);
        Some(overview.candidates.clone())
    });
    for candidate in &candidates {
        let times = before.get(&candidate.position).copied().unwrap_or_default();
        let refused = (candidate.position as usize).is_multiple_of(REFUSED);
        let is_true = match candidate.state.as_ref().unwrap() {
            ResendItemState::Waiting => times == 0,
            ResendItemState::Sent { .. } => times == 1 && !refused,
            ResendItemState::Failed(_) => times == 1 && refused,
            ResendItemState::Unknown(_) => times <= 1,
            ResendItemState::Sending => false,
        };
        assert!(is_true, "message {} is {:?}; it left {times} times", candidate.position, candidate.state);
    }
    if counts.unknown > 0 {
        window.see(&format!("It is not known whether {} message", counts.unknown));
        window.see("None is sent again by itself");
    }
    assert_eq!(reached(gateway), before, "nothing goes on by itself");
    run.is_unfinished()
}

#[test]
fn killed_while_it_sends_the_program_tells_the_truth_at_its_next_start() {
    if let Some(dir) = env::var_os(DIR) {
        return program(Path::new(&dir), SavedQueueId(env::var(QUEUE).unwrap().parse().unwrap()));
    }
    let begun = Instant::now();
    let seed = InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("authorized").interval_ms(1000);
    let gateway = Gateway::with(seed);
    // A slow network: many kills fall between the effect and the answer.
    gateway.control.fault("sendMessage", Fault::Delay(Duration::from_millis(15)), u32::MAX);
    let home = Home::of(&gateway, &[SALES]);
    let queue = save(&home);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut kills = 0;
    for round in 0..KILLS {
        kills += usize::from(kill_at_random(start(&home, queue), &mut dice, &gateway));
        // Every second time the database is opened here first; otherwise the next process is the first to see it after
        // the kill.
        if round % 2 == 0 && !tells_the_truth(&home, queue, &gateway) {
            break;
        }
    }
    assert!(kills >= 5, "the kills were to come while it sent: {kills}");
    while tells_the_truth(&home, queue, &gateway) {
        start(&home, queue).wait().unwrap();
    }
    let reached = reached(&gateway);
    let database = Database::new(&Folders::in_dir(home.dir()));
    let counts = database.run_blocking(|tables| tables.resend_runs(None)).unwrap()[0].counts;
    assert!(reached.values().all(|times| *times == 1), "none is sent twice");
    assert_eq!((counts.total() as usize, counts.waiting), (MESSAGES, 0), "each is sent, failed or unknown");
    let lost = MESSAGES - reached.len();
    assert!(lost <= counts.unknown as usize, "what never left is not known, and not called sent");
    assert!(counts.unknown > 0, "no kill came while a message was on its way");
    // The run ended: the window shows its result.
    let mut window = home.open();
    window.settled();
    assert!(window.model().instances[0].resend.unfinished().is_none());
    eprintln!(
        "{kills} kills in {:.1?}: {} sent, {} failed, {} unknown ({lost} of them never arrived)",
        begun.elapsed(),
        counts.sent,
        counts.failed,
        counts.unknown
    );
    drop(window);
}
