//! Resending 200 saved messages, killed at 100 random moments: none is sent twice, none is forgotten.
//!
//! The test runs itself again as the program that sends. The server stays in this process, so that its log outlives the
//! killed one.
#![allow(clippy::print_stdout)] // the sending process reports to the test that kills it

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger, QueuedMessage,
};
use instance_desk::practice::{Control, Fault, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{
    Claim, Database, Folders, NewSavedQueue, Outcome, ResendCounts, ResendItemState, ResendRunId, Why, WhySaved,
};
use instance_desk::work::resend::{self, ResendPhase, Signals, Terms};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::newest_lines::NewestLines as _;

const TEST: &str = "resend_killed::killed_at_100_random_moments_none_is_sent_twice_and_none_is_forgotten";
const INSTANCE: &str = "7103004512";
const MESSAGES: usize = 200;
const KILLS: usize = 100;
/// The server refuses the messages at multiples of this position.
const REFUSED: usize = 17;
const INTERVAL: Duration = Duration::from_millis(20);

/// Environment variables for the sending process.
const DIR: &str = "INSTANCE_DESK_SEND_DIR";
const API_URL: &str = "INSTANCE_DESK_SEND_API_URL";
const RUN: &str = "INSTANCE_DESK_SEND_RUN";
/// The line that it prints just before its first message.
const SENDING: &str = "sending";

fn credentials(api_url: &str) -> Credentials {
    Credentials {
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse(api_url).unwrap(),
        id_instance: IdInstance::parse(INSTANCE).unwrap(),
        token: ApiToken::parse(&InstanceSeed::fixed_token(INSTANCE)).unwrap(),
    }
}

/// Continues the run and returns its final phase and counts.
fn send(database: &Database, api_url: &str, run: ResendRunId) -> (ResendPhase, ResendCounts) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let client = Client::with_options(ExchangeLog::new(), &ClientOptions::default());
    let (last, said) = (Mutex::new(None), AtomicBool::new(false));
    let (credentials, signals) = (credentials(api_url), Signals::default());
    let number = "79990001122".to_owned();
    let terms = Terms { interval: INTERVAL, journal: true, number, can_send_at: Timestamp::now() };
    runtime.block_on(resend::run(database, &client, &credentials, run, terms, &signals, |progress| {
        if matches!(progress.phase, ResendPhase::Sending { .. }) && !said.swap(true, Ordering::SeqCst) {
            println!("\n{SENDING}");
        }
        *last.lock().unwrap() = Some((progress.phase, progress.counts));
    }));
    last.into_inner().unwrap().unwrap()
}

/// Starts this test again as the sending process, without waiting for its end.
fn program(dir: &TempDir, api_url: &str, run: ResendRunId) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(DIR, dir.path())
        .env(API_URL, api_url)
        .env(RUN, run.0.to_string())
        .stdout(Stdio::piped())
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

/// Returns the message at this position of the queue, in the format of showMessagesQueue.
fn message(position: usize) -> Value {
    let chat = if position.is_multiple_of(REFUSED) {
        "nobody".to_owned()
    } else {
        format!("{}@c.us", 79_000_000_000 + position)
    };
    json!({"messageID": format!("BAE5{position}"), "type": "sendMessage", "body": {"chatId": chat, "message": position.to_string()}})
}

/// Counts the requests for each position, by the server's own log.
fn reached(control: &Control) -> BTreeMap<u32, usize> {
    let mut reached = BTreeMap::new();
    for seen in control.requests_of("sendMessage") {
        let body: Value = serde_json::from_str(&seen.body).unwrap();
        *reached.entry(place_of(&body)).or_default() += 1;
    }
    reached
}

/// Counts the messages of each position in the server's queue.
fn queued(control: &Control) -> BTreeMap<u32, usize> {
    let mut queued = BTreeMap::new();
    for item in control.queue(INSTANCE) {
        *queued.entry(place_of(&item["body"])).or_default() += 1;
    }
    queued
}

fn place_of(body: &Value) -> u32 {
    body["message"].as_str().unwrap().parse().unwrap()
}

/// Fails unless the recorded states agree with the server's log.
fn assert_truth(states: &BTreeMap<u32, ResendItemState>, control: &Control) {
    let (reached, queued) = (reached(control), queued(control));
    assert_eq!(states.len(), MESSAGES, "none is forgotten");
    for (position, state) in states {
        let times = reached.get(position).copied().unwrap_or_default();
        let taken = queued.get(position).copied().unwrap_or_default();
        assert!(times <= 1, "message {position} left {times} times");
        let is_true = match state {
            ResendItemState::Waiting => times == 0,
            ResendItemState::Sent { .. } => times == 1 && taken == 1,
            ResendItemState::Failed(_) => times == 1 && taken == 0,
            ResendItemState::Unknown(_) => true,
            ResendItemState::Sending => false,
        };
        assert!(is_true, "message {position} is {state:?}; it left {times} times and was taken {taken} times");
    }
}

fn states(database: &Database, run: ResendRunId) -> BTreeMap<u32, ResendItemState> {
    let items = database.run_blocking(move |tables| tables.resend_items(run)).unwrap();
    items.into_iter().map(|item| (item.position, item.state)).collect()
}

fn save_and_choose(database: &Database) -> ResendRunId {
    let messages: Vec<QueuedMessage> = (1..=MESSAGES).map(|position| QueuedMessage::read(message(position))).collect();
    let queue = NewSavedQueue {
        instance: IdInstance::parse(INSTANCE).unwrap(),
        name: "Sales".into(),
        messenger: Messenger::WhatsApp,
        why: WhySaved::BeforeClearing,
        together: None,
        as_of: Timestamp::now(),
        waiting: Some(MESSAGES as u64),
        messages: Arc::new(messages),
    };
    let positions: Vec<u32> = (1..=MESSAGES as u32).collect();
    database
        .run_blocking(move |tables| {
            let id = tables.save_queue(&queue)?;
            tables.begin_resend_run(id, &positions)
        })
        .unwrap()
        .unwrap()
}

/// Kills the program at a random moment: while it starts, or while it sends.
fn kill_at_random(mut program: Child, dice: &mut Dice, control: &Control) {
    if dice.below(3) == 0 {
        thread::sleep(Duration::from_millis(dice.below(60)));
    } else {
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == SENDING), "the program ended before it sent anything");
        thread::sleep(Duration::from_micros(dice.below(40_000)));
    }
    assert!(program.try_wait().unwrap().is_none(), "the program ended before it was killed");
    program.kill().unwrap();
    program.wait().unwrap();
    control.wait_for_hang_up().unwrap();
}

#[test]
fn killed_at_100_random_moments_none_is_sent_twice_and_none_is_forgotten() {
    if let Some(dir) = env::var_os(DIR) {
        let run = ResendRunId(env::var(RUN).unwrap().parse().unwrap());
        let (phase, _) = send(&Database::new(&Folders::in_dir(dir)), &env::var(API_URL).unwrap(), run);
        assert_eq!(phase, ResendPhase::Ended);
        return;
    }
    let begun = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    // No message leaves before an hour has passed, so that they can be counted in the queue.
    let seed = InstanceSeed::new(Product::WhatsApp, INSTANCE, "Sales").interval_ms(3_600_000);
    let world = World::empty().with(seed).with_fixed_tokens();
    let server = PracticeServer::start(runtime.handle(), ([127, 0, 0, 1], 0).into(), world).unwrap();
    let (control, api_url) = (server.control(), server.api_url());
    control.set_limits(false);
    // A slow network that loses two answers: many kills fall between the effect and the answer.
    control.fault("sendMessage", Fault::DropAfterEffect, 2);
    control.fault("sendMessage", Fault::Delay(Duration::from_millis(5)), u32::MAX);

    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    let run = save_and_choose(&Database::new(&folders));
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for kill in 0..KILLS {
        kill_at_random(program(&dir, &api_url, run), &mut dice, &control);
        // Every second time the database is opened here first; otherwise the next process is the first to see it after
        // the kill.
        if kill % 2 == 0 {
            assert_truth(&states(&Database::new(&folders), run), &control);
        }
    }
    let after_kills = states(&Database::new(&folders), run);
    let waiting = after_kills.values().filter(|state| **state == ResendItemState::Waiting).count();
    assert!(waiting > 0, "the kills were to come while something was still to be sent");

    let database = Database::new(&folders);
    let (phase, counts) = send(&database, &api_url, run);
    assert_eq!(phase, ResendPhase::Ended);
    let ended = states(&database, run);
    assert_truth(&ended, &control);
    assert_eq!((counts.waiting, counts.sending), (0, 0), "each is sent, failed or unknown");
    assert_eq!(counts.total() as usize, MESSAGES);
    assert!(counts.unknown > 0, "no kill came while a message was on its way");
    let queued = queued(&control);
    let (taken, lost): (Vec<u32>, Vec<u32>) = ended
        .iter()
        .filter(|(_, state)| matches!(state, ResendItemState::Unknown(_)))
        .map(|(position, _)| *position)
        .partition(|position| queued.contains_key(position));
    assert_no_line_is_left_open(&database);
    eprintln!(
        "{KILLS} kills in {:.1?}: {} sent, {} failed, {} unknown ({} of them had arrived); {waiting} were left for the last run",
        begun.elapsed(),
        counts.sent,
        counts.failed,
        counts.unknown,
        taken.len(),
    );

    // An unknown message is sent again only when requested.
    let asked = lost.into_iter().chain(taken).next().unwrap();
    let queue = database.run_blocking(|tables| tables.resend_runs(None)).unwrap()[0].queue;
    let again = database.run_blocking(move |tables| tables.begin_resend_run_once_more(queue, &[asked])).unwrap();
    let (_, counts) = send(&database, &api_url, again.unwrap());
    assert_eq!((counts.waiting, counts.total()), (0, 1));
}

/// Fails unless the journal has every request, and those that the kills interrupted are unknown.
fn assert_no_line_is_left_open(database: &Database) {
    let lines = database.run_blocking(|tables| tables.newest_lines(None, 1000)).unwrap();
    assert_eq!(lines.len(), MESSAGES);
    assert!(lines.iter().all(|line| line.outcome != Outcome::UnderWay));
    let ended = |outcome: &Outcome| matches!(outcome, Outcome::Unknown(why) if why.name == Why::PROGRAM_ENDED);
    assert!(lines.iter().any(|line| ended(&line.outcome)));
    let token = InstanceSeed::fixed_token(INSTANCE);
    assert!(lines.iter().all(|line| !format!("{line:?}").contains(&token)));
}

#[test]
fn two_programs_never_send_for_one_instance_at_once() {
    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    let (one, other) = (Database::new(&folders), Database::new(&folders));
    let run = save_and_choose(&one);
    let take =
        |database: &Database| database.run_blocking(move |tables| tables.claim_resend_run(run, "79990001122")).unwrap();
    assert!(matches!(take(&one), Claim::Claimed(_)));
    assert_eq!(take(&other), Claim::Busy);
    assert_eq!(take(&one), Claim::Busy, "a second click");
    one.run_blocking(move |tables| tables.release_resend_run(run)).unwrap();
    assert!(matches!(take(&other), Claim::Claimed(_)));
    drop(other);
    let gone = Instant::now();
    while take(&one) == Claim::Busy {
        assert!(gone.elapsed() < Duration::from_secs(10), "who is gone holds nothing");
        thread::sleep(Duration::from_millis(10));
    }
}
