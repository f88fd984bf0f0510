//! Measures how close an archive run comes to the rate that GREEN-API documents, and checks that it is never refused
//! for exceeding it. Three instances run at once; their servers answer immediately, after 60 ms and after 300 ms.
//!
//! `cargo bench --bench archive_pace` takes a minute. `cargo bench --bench archive_pace -- 10000` requests that many
//! chats of each instance and takes 17.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking
#![allow(clippy::print_stdout)] // prints the measurements

#[path = "../tests/common/newest_lines.rs"]
mod newest_lines;

use std::time::{Duration, Instant};

use instance_desk::green_api::{
    ApiToken, ApiUrl, ArchiveDirection, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger,
};
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{Database, Folders, Outcome};
use instance_desk::work::bulk_archive::{self, ArchiveCandidate, ArchivePhase, Signals};
use tempfile::TempDir;

use self::newest_lines::NewestLines as _;

/// Maximum requests per second (green-api.com/en/docs/api/ratelimiter).
const LIMIT: f64 = 10.0;
const LEAST_SHARE: f64 = 0.98;
const INSTANCES: [(&str, u64); 3] = [("7103000000", 0), ("7103000060", 60), ("7103000300", 300)];

fn id(number: usize) -> String {
    format!("{}@c.us", 79_000_000_000 + number)
}

fn main() {
    let chats = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(600);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let all_good = runtime.block_on(measure(chats));
    std::process::exit(i32::from(!all_good));
}

async fn measure(chats: usize) -> bool {
    let seed = |id_instance| {
        let chats = (0..chats).map(|number| Chat::person(id(number), "")).collect();
        InstanceSeed::new(Product::WhatsApp, id_instance, "").chats(chats)
    };
    let world = INSTANCES.into_iter().fold(World::empty(), |world, (id, _)| world.with(seed(id))).with_fixed_tokens();
    let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
    for (id_instance, answer_ms) in INSTANCES {
        let delay = Fault::Delay(Duration::from_millis(answer_ms));
        server.control().fault_for(id_instance, "archiveChat", delay, u32::MAX);
    }
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    let client = Client::with_options(ExchangeLog::new(), &ClientOptions::default());
    let mut runs = tokio::task::JoinSet::new();
    for (id_instance, answer_ms) in INSTANCES {
        let (database, client, api_url) = (database.clone(), client.clone(), server.api_url());
        runs.spawn(async move {
            let took = archive(&database, &client, &api_url, id_instance, chats).await;
            (answer_ms, took)
        });
    }
    println!("{chats} chats of each of {} instances at once, {LIMIT} a second allowed", INSTANCES.len());
    let mut good = true;
    while let Some(ended) = runs.join_next().await {
        let (answer_ms, took) = ended.unwrap();
        let share = chats as f64 / took.as_secs_f64() / LIMIT;
        println!("answers after {answer_ms:>3} ms: {:>7.1} s, {:.2} % of the limit", took.as_secs_f64(), share * 100.0);
        good &= share >= LEAST_SHARE;
    }
    let lines = database.run(|tables| tables.newest_lines(None, u32::MAX)).await.unwrap();
    let refused =
        lines.iter().filter(|line| matches!(&line.outcome, Outcome::Refused(why) if why.name == "RateLimited"));
    let refused = refused.count();
    println!("{} requests, {refused} of them refused with 429", lines.len());
    good && refused == 0 && lines.len() == chats * INSTANCES.len()
}

/// Returns the duration of a whole run.
async fn archive(database: &Database, client: &Client, api_url: &str, id_instance: &str, chats: usize) -> Duration {
    let credentials = Credentials {
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse(api_url).unwrap(),
        id_instance: IdInstance::parse(id_instance).unwrap(),
        token: ApiToken::parse(&InstanceSeed::fixed_token(id_instance)).unwrap(),
    };
    let candidate = |number| ArchiveCandidate { chat: id(number), name: String::new(), archived: Some(false) };
    let plan =
        bulk_archive::plan((0..chats).map(candidate).collect(), credentials.messenger, ArchiveDirection::Archive)
            .unwrap();
    let run = bulk_archive::begin(database, credentials.id_instance.clone(), plan).await.unwrap().unwrap();
    let begun = Instant::now();
    let last = std::sync::Mutex::new(ArchivePhase::Ended);
    let report = |progress: bulk_archive::ArchiveProgress| *last.lock().unwrap() = progress.phase;
    bulk_archive::run(database, client, &credentials, run, None, &Signals::default(), report).await;
    assert_eq!(last.into_inner().unwrap(), ArchivePhase::Ended);
    begun.elapsed()
}
