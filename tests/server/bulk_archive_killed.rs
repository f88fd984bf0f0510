//! Archiving 3,000 chats, killed at 100 random moments: no chat is lost, wrong or requested needlessly.
//!
//! The test runs itself again as the program that archives. The server stays in this process, so that its log outlives
//! the killed one.
#![allow(clippy::print_stdout)] // the archiving process reports to the test that kills it

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::green_api::{
    ApiToken, ApiUrl, ArchiveDirection, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger,
};
use instance_desk::practice::{Chat, Control, Fault, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{ArchiveItem, ArchiveRunId, ChatState, Database, Folders, Outcome, Why};
use instance_desk::work::bulk_archive::{self, ArchiveCandidate, ArchivePhase, ArchiveProgress, MAX_ASKED, Signals};
use serde_json::Value;
use tempfile::TempDir;

use crate::newest_lines::NewestLines as _;

const TEST: &str = "bulk_archive_killed::killed_at_100_random_moments_no_chat_is_lost_wrong_or_asked_for_needlessly";
const INSTANCE: &str = "7103004512";
const CHATS: usize = 3_000;
const KILLS: usize = 100;
/// Fifty times faster than the documented pace.
const PACE: f64 = 0.02;

/// Environment variables for the archiving process.
const DIR: &str = "INSTANCE_DESK_ARCHIVE_DIR";
const API_URL: &str = "INSTANCE_DESK_ARCHIVE_API_URL";
const RUN: &str = "INSTANCE_DESK_ARCHIVE_RUN";
/// The line that it prints just before its first request.
const ASKING: &str = "asking";

fn carry_on(database: &Database, api_url: &str, run: ArchiveRunId) -> ArchiveProgress {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let options = ClientOptions { pace: PACE, ..ClientOptions::default() };
    let client = Client::with_options(ExchangeLog::new(), &options);
    let credentials = Credentials {
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse(api_url).unwrap(),
        id_instance: IdInstance::parse(INSTANCE).unwrap(),
        token: ApiToken::parse(&InstanceSeed::fixed_token(INSTANCE)).unwrap(),
    };
    let (last, said) = (Mutex::new(None), AtomicBool::new(false));
    let signals = Signals::default();
    runtime.block_on(bulk_archive::run(database, &client, &credentials, run, None, &signals, |progress| {
        let asks = matches!(progress.phase, ArchivePhase::Changing { .. } | ArchivePhase::ReadingBack { .. });
        if asks && !said.swap(true, Ordering::SeqCst) {
            println!("\n{ASKING}");
        }
        *last.lock().unwrap() = Some(progress);
    }));
    last.into_inner().unwrap().unwrap()
}

/// Starts this test again as the archiving process, without waiting for its end.
fn program(dir: &TempDir, api_url: &str, run: ArchiveRunId) -> Child {
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

/// The state of a chat before the run.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Before {
    Open,
    Archived,
    Silent,
    Nowhere,
}

fn before(number: usize) -> Before {
    match number % 20 {
        4 | 11 => Before::Archived,
        7 => Before::Silent,
        13 => Before::Nowhere,
        _ => Before::Open,
    }
}

fn id(number: usize) -> String {
    format!("{}@c.us", 79_000_000_000 + number)
}

fn world() -> World {
    let chat = |number: usize| Chat::person(id(number), "");
    let chats = (0..CHATS).filter_map(|number| match before(number) {
        Before::Open => Some(chat(number)),
        Before::Archived => Some(chat(number).archived()),
        Before::Silent => Some(chat(number).silent()),
        Before::Nowhere => None,
    });
    World::empty().with(InstanceSeed::new(Product::WhatsApp, INSTANCE, "").chats(chats.collect())).with_fixed_tokens()
}

/// Begins a run; for a third of the chats the archived state is not known beforehand.
fn begin(database: &Database) -> ArchiveRunId {
    let known = |number: usize| (!number.is_multiple_of(3) && before(number) == Before::Open).then_some(false);
    let candidate =
        |number| ArchiveCandidate { chat: id(number), name: format!("Customer {number}"), archived: known(number) };
    let plan = bulk_archive::plan((0..CHATS).map(candidate).collect(), Messenger::WhatsApp, ArchiveDirection::Archive)
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(bulk_archive::begin(database, IdInstance::parse(INSTANCE).unwrap(), plan)).unwrap().unwrap()
}

fn items(database: &Database, run: ArchiveRunId) -> Vec<ArchiveItem> {
    database.run_blocking(move |tables| tables.archive_items(run)).unwrap()
}

/// Counts the requests for each chat, by the server's own log.
fn asked(control: &Control) -> BTreeMap<String, usize> {
    let mut asked = BTreeMap::new();
    for seen in control.requests_of("archiveChat") {
        let body: Value = serde_json::from_str(&seen.body).unwrap();
        *asked.entry(body["chatId"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    asked
}

/// Fails unless the recorded items agree with the server's log.
fn assert_truth(items: &[ArchiveItem], control: &Control) {
    let asked = asked(control);
    assert_eq!(items.len(), CHATS, "none is lost");
    for (number, item) in items.iter().enumerate() {
        let (before, id) = (before(number), id(number));
        let times = asked.get(&id).copied().unwrap_or_default();
        let archived = control.chat(INSTANCE, &id).is_some_and(|chat| chat.archived);
        // The server carries out each request it receives at once, so a second one is always needless.
        assert!(before != Before::Open || times <= 1, "chat {number} was asked for {times} times");
        let is_true = match &item.state {
            ChatState::Waiting => !archived || (before == Before::Archived && times == 0),
            ChatState::Changed => before == Before::Open && archived && times == 1,
            ChatState::AlreadySo => before == Before::Archived && archived,
            ChatState::FoundSo => archived && times <= 1,
            ChatState::NoIncomingMessage => before == Before::Silent && !archived,
            ChatState::NotInContacts => before == Before::Nowhere,
            ChatState::Unknown(why) => !why.name.is_empty(),
            // Each of its requests was under way when the program was killed.
            ChatState::Failed(why) => why.name == Why::PROGRAM_ENDED && !archived && item.asked >= MAX_ASKED,
            _ => false,
        };
        assert!(
            is_true,
            "chat {number}, {before:?}, is {:?}; asked for {times} times, archived: {archived}",
            item.state
        );
    }
}

/// Kills the program at a random moment: while it starts, reads back or sends requests.
fn kill_at_random(mut program: Child, dice: &mut Dice, control: &Control) {
    if dice.below(4) == 0 {
        thread::sleep(Duration::from_millis(dice.below(60)));
    } else {
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == ASKING), "the program ended before it asked for anything");
        thread::sleep(Duration::from_micros(dice.below(220_000)));
    }
    assert!(program.try_wait().unwrap().is_none(), "the program ended before it was killed");
    program.kill().unwrap();
    program.wait().unwrap();
    control.wait_for_hang_up().unwrap();
}

#[test]
fn killed_at_100_random_moments_no_chat_is_lost_wrong_or_asked_for_needlessly() {
    if let Some(dir) = env::var_os(DIR) {
        let run = ArchiveRunId(env::var(RUN).unwrap().parse().unwrap());
        let ended = carry_on(&Database::new(&Folders::in_dir(dir)), &env::var(API_URL).unwrap(), run);
        assert_eq!(ended.phase, ArchivePhase::Ended);
        return;
    }
    let begun = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = PracticeServer::start(runtime.handle(), ([127, 0, 0, 1], 0).into(), world()).unwrap();
    let (control, api_url) = (server.control(), server.api_url());
    control.set_limits(false);
    // A slow network: many kills fall between the effect and the answer.
    control.fault("archiveChat", Fault::Delay(Duration::from_millis(6)), u32::MAX);

    let dir = TempDir::new().unwrap();
    let folders = Folders::in_dir(dir.path());
    let run = begin(&Database::new(&folders));
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut unknown = 0;
    for kill in 0..KILLS {
        if kill % 10 == 0 {
            // Every tenth time an answer is lost without a kill.
            control.clear_faults();
            control.fault("archiveChat", Fault::DropAfterEffect, 1);
            control.fault("archiveChat", Fault::Delay(Duration::from_millis(6)), u32::MAX);
        }
        kill_at_random(program(&dir, &api_url, run), &mut dice, &control);
        // Every second time the database is opened here first; otherwise the next process is the first to see it after
        // the kill.
        if kill % 2 == 0 {
            let items = items(&Database::new(&folders), run);
            unknown += items.iter().filter(|item| matches!(item.state, ChatState::Unknown(_))).count();
            assert_truth(&items, &control);
        }
    }
    let database = Database::new(&folders);
    let left = items(&database, run).iter().filter(|item| item.state == ChatState::Waiting).count();
    assert!(left > 0, "the kills were to come while something was still to be done");
    assert!(unknown > 0, "no kill came while a request was on its way");

    let ended = carry_on(&database, &api_url, run);
    assert_eq!(ended.phase, ArchivePhase::Ended);
    let items = items(&database, run);
    assert_truth(&items, &control);
    let counts = ended.counts;
    assert_eq!((counts.left(), counts.unknown, counts.total() as usize), (0, 0, CHATS));
    assert_no_line_is_left_open(&database, &control);
    eprintln!(
        "{KILLS} kills in {:.1?} found {unknown} unknown; {left} were left for the last run: {counts:?}",
        begun.elapsed()
    );

    // Undo reverses only the changes that the run is known to have made.
    let undo = database.run_blocking(move |tables| tables.undo_archive_run(run, None)).unwrap().unwrap();
    assert_eq!(carry_on(&database, &api_url, undo).phase, ArchivePhase::Ended);
    for (number, item) in items.iter().enumerate().filter(|(number, _)| before(*number) != Before::Nowhere) {
        let archived = control.chat(INSTANCE, &id(number)).unwrap().archived;
        let was = before(number) == Before::Archived;
        assert!(archived == was || item.state == ChatState::FoundSo, "chat {number} is not as it was");
    }
}

/// Fails unless the journal has every request, and those that the kills interrupted are unknown.
fn assert_no_line_is_left_open(database: &Database, control: &Control) {
    let lines = database.run_blocking(|tables| tables.newest_lines(None, 20_000)).unwrap();
    let asked: usize = asked(control).values().sum();
    assert!(lines.len() >= asked, "{} lines for {asked} requests", lines.len());
    assert!(lines.iter().all(|line| line.outcome != Outcome::UnderWay));
    let ended = |outcome: &Outcome| matches!(outcome, Outcome::Unknown(why) if why.name == Why::PROGRAM_ENDED);
    assert!(lines.iter().any(|line| ended(&line.outcome)));
    let token = InstanceSeed::fixed_token(INSTANCE);
    assert!(lines.iter().all(|line| !format!("{line:?}").contains(&token)));
}
