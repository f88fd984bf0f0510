//! The bytes that the watch takes over a simulated day with its window open: the second half of the day adds none.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use eframe::egui::{Context, RawInput};
use instance_desk::app::{App, DesktopApp, ReleaseSource, StartOptions};
use instance_desk::green_api::{ApiToken, ApiUrl, ClientOptions, IdInstance, Messenger};
use instance_desk::model::{Action, Page};
use instance_desk::store::{
    Folders, InstanceOptions, InstanceRecord, Store, WatchChoice, WatchInterval, WatchSettings,
};
use instance_desk::vault::Vault;

use crate::Counted;

const INSTANCES: usize = 3;

/// Checks in an hour: one a minute and instance.
const HOUR: usize = 60 * INSTANCES;

/// Factor by which the watch is faster: a day takes as long as its requests.
const FASTER: f64 = 12_000.0;

/// Maximum number of bytes by which the second half of the day may exceed the first one, in which caches fill.
const GROWTH: usize = 128 << 10;

/// Rounds for which a number works, and for which it is blocked then.
const WORKS: usize = 170;
const IS_BLOCKED: usize = 30;

/// Starts a gateway whose instances are blocked from time to time, with queues that grow meanwhile. Returns the number of
/// checks that it has answered.
fn serve() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let checks = Arc::new(AtomicUsize::new(0));
    let counted = checks.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let checks = counted.clone();
            thread::spawn(move || converse(&stream, &checks));
        }
    });
    (address, checks)
}

/// Answers the requests of a connection until it is closed.
fn converse(mut stream: &TcpStream, checks: &AtomicUsize) {
    let mut lines = BufReader::new(stream).lines();
    while let Some(Ok(request)) = lines.next() {
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let body = answer(&request, checks);
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length:";
        if write!(stream, "{head} {}\r\n\r\n{body}", body.len()).is_err() {
            return;
        }
    }
}

fn answer(request: &str, checks: &AtomicUsize) -> String {
    let round = checks.load(Ordering::Relaxed) / INSTANCES % (WORKS + IS_BLOCKED);
    if request.contains("/getStateInstance/") {
        let state = if round < WORKS { "authorized" } else { "blocked" };
        format!(r#"{{"stateInstance":"{state}"}}"#)
    } else if request.contains("/getMessagesCount/") {
        checks.fetch_add(1, Ordering::Relaxed);
        format!(r#"{{"count":{}}}"#, round.saturating_sub(WORKS))
    } else if request.contains("/showMessagesQueue/") {
        "[]".to_owned()
    } else {
        r#"{"delaySendMessagesMilliseconds":5000}"#.to_owned()
    }
}

/// Saves the instances of the gateway in the folder, watched every minute. Returns their tokens.
fn keep(folder: &std::path::Path, address: SocketAddr) -> Vault {
    let vault = Vault::memory();
    let (store, _) = Store::open(Folders::in_dir(folder));
    for number in 0..INSTANCES {
        let record = InstanceRecord {
            id_instance: IdInstance::parse(&format!("710300{number:04}")).unwrap(),
            name: format!("Number {number}"),
            messenger: Messenger::WhatsApp,
            api_url: ApiUrl::parse(&format!("http://{address}")).unwrap(),
            checked: true,
            options: InstanceOptions::default(),
        };
        vault.write(&record.id_instance, &ApiToken::parse(&"5f".repeat(25)).unwrap()).unwrap();
        store.change(move |contents| contents.put_instance(record.clone())).unwrap();
    }
    let choice = WatchChoice::Every(WatchInterval::OneMinute);
    store
        .change(move |contents| contents.settings.watch = WatchSettings { choice, ..WatchSettings::default() })
        .unwrap();
    vault
}

#[test]
fn the_second_half_of_a_turned_day_of_the_watch_takes_no_more_memory_than_the_first() {
    let mut counted = Counted::begin();
    counted.up_to(1 << 30);
    let (address, checks) = serve();
    let dir = tempfile::tempdir().unwrap();
    let vault = keep(dir.path(), address);
    let options = StartOptions {
        data_dir: Some(dir.path().to_owned()),
        vault: Some(vault),
        releases: ReleaseSource(None),
        client: ClientOptions { pace: 1.0 / FASTER, ..ClientOptions::default() },
        ..StartOptions::default()
    };
    let (ring, rung) = mpsc::sync_channel(1);
    let mut app = App::start(&options, Arc::new(move || _ = ring.try_send(()))).unwrap();
    app.update(Action::Show(Page::AllInstances));
    let ctx = Context::default();
    let mut desk = DesktopApp::new(app, &ctx);
    let mut drawn = 0;
    let mut until = |number: usize| {
        while checks.load(Ordering::Relaxed) < number {
            desk.poll(&ctx);
            if checks.load(Ordering::Relaxed) >= drawn + 4 * INSTANCES {
                drawn = checks.load(Ordering::Relaxed);
                ctx.run_ui(RawInput::default(), |ui| desk.draw(ui)).textures_delta.clear();
            }
            let _ = rung.recv_timeout(Duration::from_millis(1));
        }
        counted.bytes()
    };
    let hours: Vec<usize> = (1..=24).map(|hour| until(hour * HOUR)).collect();
    println!("bytes after each hour: {hours:?}");
    let (first, second) = hours.split_at(12);
    let (before, after) = (first.iter().max().unwrap(), second.iter().max().unwrap());
    assert!(*after <= before + GROWTH, "{before} bytes grew to {after}: {hours:?}");
}
