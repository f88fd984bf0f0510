//! Every fault in the middle of a run.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use instance_desk::green_api::{ApiUrl, ArchiveDirection, Failure, Messenger};
use instance_desk::practice::{Fault, InstanceSeed, Messenger as Product, PracticeServer, Quota, World};
use instance_desk::store::ChatState;
use instance_desk::work::bulk_archive::{ArchivePause, ArchivePhase, ArchiveProgress, MAX_ASKED, Signals, Verifying};

use super::desk::{Desk, SALES, SUPPORT, TELEGRAM, candidate, chat, chats, selected};
use crate::newest_lines::NewestLines as _;

const CHATS: usize = 16;

fn status(status: u16, body: &str) -> Fault {
    Fault::Status { status, content_type: "text/plain".into(), body: body.into() }
}

/// The effect of a fault on the run.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Then {
    GoesOn,
    /// The run continues; the chat failed, and is retried only on request.
    ChatFails,
    Pauses,
}

fn every_fault() -> Vec<(Fault, Then)> {
    use Then::{ChatFails, GoesOn, Pauses};
    vec![
        (status(500, "Cannot read properties of undefined"), GoesOn),
        (status(503, ""), GoesOn),
        (status(408, ""), GoesOn),
        (status(400, "instance in starting process try later"), GoesOn),
        (Fault::Body("{\"odd\":1}".into()), GoesOn),
        (Fault::Delay(Duration::from_millis(60)), GoesOn),
        (Fault::DropConnection, GoesOn),
        (Fault::DropAfterEffect, GoesOn),
        (Fault::CutBody, GoesOn),
        (Fault::TruncatedJson, GoesOn),
        (Fault::SlowBody(Duration::from_millis(1)), GoesOn),
        (Fault::Html, GoesOn),
        (Fault::FilterPage(403), GoesOn),
        (Fault::FilterPage(407), GoesOn),
        (Fault::BadGateway, GoesOn),
        (Fault::GatewayPage(403), Pauses),
        (Fault::BareFalse, ChatFails),
        (Fault::NotCleared, GoesOn),
        (Fault::Null, GoesOn),
        (Fault::StuckMessage, GoesOn),
        (Fault::CyrillicCount, GoesOn),
        (Fault::RateLimited, GoesOn),
        (Fault::Hang, GoesOn),
        (status(418, "I'm a teapot"), ChatFails),
        (Fault::Quota(Quota::Calls), Pauses),
        (Fault::Quota(Quota::Correspondents), Pauses),
        (Fault::Quota(Quota::Both), Pauses),
        (Fault::Quota(Quota::Flat), Pauses),
        (Fault::CheckLimit, Pauses),
        (status(401, ""), Pauses),
        (status(403, "Forbidden"), Pauses),
        (status(403, "Your account is suspended"), Pauses),
        (status(404, "Cannot POST"), Pauses),
        (status(400, "Instance account is expired. Renew your instance from personal area"), Pauses),
        (status(400, "Instance is deleted"), Pauses),
        (status(400, "instance account not authorized"), Pauses),
        (status(400, "instance is starting or not authorized"), Pauses),
    ]
}

/// Returns a report handler that injects a fault in the middle of a run.
fn in_the_middle(desk: &Desk, fault: &Fault, times: u32) -> impl Fn(&ArchiveProgress) + Send + Sync {
    let (control, fault, armed) = (desk.control.clone(), fault.clone(), AtomicBool::new(false));
    move |progress| {
        if progress.counts.changed == 5 && !armed.swap(true, Ordering::SeqCst) {
            control.fault("archiveChat", fault.clone(), times);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_in_the_middle_loses_no_chat_and_asks_for_none_needlessly() {
    for (fault, then) in every_fault() {
        for times in [1, 3] {
            let desk = Desk::with(chats(CHATS)).await;
            let run = desk.begin(selected(CHATS)).await;
            let pauses = desk.ends_after_pauses(run, in_the_middle(&desk, &fault, times)).await;
            assert_eq!(!pauses.is_empty(), then == Then::Pauses, "{fault:?}: {pauses:?}");
            let retried = desk.database.run(move |tables| tables.retry_failed_chats(run)).await.unwrap();
            assert_eq!(retried, if then == Then::ChatFails { times as usize } else { 0 }, "{fault:?}");
            assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
            assert_eq!(desk.states(run).await, vec![ChatState::Changed; CHATS], "{fault:?}");
            assert!((0..CHATS).all(|number| desk.is_archived(number)), "{fault:?}");
            // A needless request gets "already archive=true"; one whose response was lost has no status.
            let requests = desk.control.requests_of("archiveChat");
            let mut done: BTreeMap<String, u32> = BTreeMap::new();
            for seen in &requests {
                let needless = seen.status == Some(400) && !matches!(fault, Fault::Status { status: 400, .. });
                assert!(!needless, "{fault:?}");
                *done.entry(seen.body.clone()).or_default() += u32::from(seen.status == Some(200));
            }
            let hides_in_200 =
                matches!(fault, Fault::Html | Fault::BareFalse | Fault::NotCleared | Fault::Null | Fault::Body(_));
            assert!(hides_in_200 || done.values().all(|times| *times <= 1), "{fault:?}");
            assert!(requests.len() <= CHATS + 3, "{fault:?}: {} requests", requests.len());
            let lines = desk.database.run(|tables| tables.newest_lines(None, 1000)).await.unwrap();
            assert_eq!(lines.len(), requests.len(), "{fault:?}: a line for each request");
        }
    }
}

#[tokio::test]
async fn while_the_network_is_away_the_run_waits_and_then_goes_on_by_itself() {
    let mut desk = Desk::at_pace(chats(3), 0.004).await;
    let run = desk.begin(selected(3)).await;
    // A port without a listener until the network is back.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    desk.credentials.api_url = ApiUrl::parse(&format!("http://{address}")).unwrap();
    let (back, waits) = (Mutex::new(None), Mutex::new(Vec::new()));
    let runtime = tokio::runtime::Handle::current();
    let told = |progress: &ArchiveProgress| {
        if let ArchivePhase::WaitingForNetwork { until, failure } = &progress.phase {
            assert!(matches!(failure, Failure::NoConnection { .. }), "{failure:?}");
            let mut waits = waits.lock().unwrap();
            waits.push(until.saturating_duration_since(std::time::Instant::now()));
            if waits.len() == 3 {
                let world = World::empty()
                    .with(InstanceSeed::new(Product::WhatsApp, SALES, "").chats(chats(3)))
                    .with_fixed_tokens();
                *back.lock().unwrap() = Some(PracticeServer::start(&runtime, address, world).unwrap());
            }
        }
    };
    let progress = desk.carry_on(run, &Signals::default(), told).await;
    assert_eq!(progress.phase, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 3]);
    let waits = waits.into_inner().unwrap();
    assert!(waits.len() >= 3 && waits[1] > waits[0] && waits[2] > waits[1], "they grow: {waits:?}");
    let server = back.into_inner().unwrap().unwrap();
    assert_eq!(server.control().requests_of("archiveChat").len(), 3);
}

#[tokio::test]
async fn what_concerns_the_instance_pauses_says_why_and_goes_on_when_it_is_mended() {
    let desk = Desk::with(chats(3)).await;
    let run = desk.begin(selected(3)).await;
    desk.control.set_state(SALES, "notAuthorized");
    let ArchivePhase::Paused(ArchivePause::Instance(failure)) = desk.ends(run).await else { panic!() };
    assert_eq!(failure.name(), "StartingOrNotAuthorized");
    assert_eq!(desk.states(run).await, vec![ChatState::Waiting; 3]);
    let listed = desk.listed(run).await;
    assert!(listed.is_unfinished() && !listed.under_way && listed.ended.is_none());
    desk.control.set_state(SALES, "authorized");
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, vec![ChatState::Changed; 3]);
}

#[tokio::test]
async fn an_instance_whose_server_is_away_holds_up_no_other() {
    let desk = Desk::at_pace(chats(8), 0.01).await;
    desk.control.set_limits(false);
    let (away, there) = (desk.at(SALES, Messenger::WhatsApp), desk.at(SUPPORT, Messenger::WhatsApp));
    desk.control.fault_for(SALES, "*", Fault::BadGateway, u32::MAX);
    let first = desk.begin(selected(8)).await;
    let plan = desk.plan(selected(8));
    let begun = instance_desk::work::bulk_archive::begin(&desk.database, there.id_instance.clone(), plan).await;
    let second = begun.unwrap().unwrap();
    let signals = Signals::default();
    let other = async {
        let ended = desk.carry_on_at(&there, second, &Signals::default(), |_| {}).await;
        signals.pause.cancel();
        ended
    };
    let (waiting, ended) = tokio::join!(desk.carry_on_at(&away, first, &signals, |_| {}), other);
    assert_eq!(ended.phase, ArchivePhase::Ended);
    assert_eq!(waiting.phase, ArchivePhase::Paused(ArchivePause::ByHand));
    assert_eq!(desk.counts(second).await.changed, 8);
    assert_eq!(desk.counts(first).await.changed, 0);
}

#[tokio::test]
async fn a_chat_that_the_server_chokes_on_fails_and_can_be_tried_again() {
    let desk = Desk::with(chats(1)).await;
    let run = desk.begin(selected(1)).await;
    desk.control.fault("archiveChat", status(500, "interface is nil"), u32::MAX);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let ChatState::Failed(why) = desk.states(run).await.remove(0) else { panic!() };
    assert_eq!((why.name.as_str(), why.said.as_str()), ("ServerError", "interface is nil"));
    assert_eq!(desk.asked("archiveChat").len(), MAX_ASKED as usize);
    desk.control.clear_faults();
    assert_eq!(desk.database.run(move |tables| tables.retry_failed_chats(run)).await.unwrap(), 1);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    assert_eq!(desk.states(run).await, [ChatState::Changed]);
}

#[tokio::test]
async fn a_chat_that_cannot_be_read_back_stays_unknown_and_the_others_go_on() {
    let answers = [status(500, "down"), status(404, "no such contact"), status(408, ""), Fault::GatewayPage(504)];
    for answer in answers.into_iter().chain([Fault::BadGateway, Fault::Hang, Fault::DropConnection]) {
        let desk = Desk::with(chats(6)).await;
        let run = desk.begin(selected(6)).await;
        desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
        desk.control.fault("getContactInfo", answer.clone(), u32::MAX);
        let ends = tokio::time::timeout(Duration::from_secs(60), desk.ends(run)).await;
        assert_eq!(ends, Ok(ArchivePhase::Ended), "{answer:?}");
        let counts = desk.counts(run).await;
        assert_eq!((counts.changed, counts.unknown), (5, 1));
        desk.control.clear_faults();
        assert_eq!(desk.ends(run).await, ArchivePhase::Ended, "carried on, it is read again");
        assert_eq!(desk.counts(run).await.changed, 6);
        assert_eq!(desk.asked("archiveChat").len(), 6);
    }
}

#[tokio::test]
async fn while_the_server_answers_for_no_chat_the_run_waits() {
    let desk = Desk::with(chats(8)).await;
    let run = desk.begin(selected(8)).await;
    desk.control.fault("archiveChat", Fault::DropAfterEffect, u32::MAX);
    desk.control.fault("getContactInfo", Fault::BadGateway, u32::MAX);
    let waits = AtomicU32::new(0);
    let told = |progress: &ArchiveProgress| {
        if matches!(progress.phase, ArchivePhase::WaitingForNetwork { .. })
            && waits.fetch_add(1, Ordering::SeqCst) == 40
        {
            desk.control.clear_faults();
        }
    };
    assert_eq!(desk.carry_on(run, &Signals::default(), told).await.phase, ArchivePhase::Ended);
    let counts = desk.counts(run).await;
    assert!(counts.unknown <= 2 && counts.changed + counts.unknown == 8, "{counts:?}");
    assert_eq!(desk.verify(run).await.last(), Some(&Verifying::Done));
    assert_eq!(desk.counts(run).await.changed, 8);
    assert_eq!(desk.asked("archiveChat").len(), 8);
}

#[tokio::test]
async fn a_chat_of_which_nothing_was_known_is_found_so_and_undo_leaves_it() {
    let desk = Desk::with(chats(2)).await;
    let run = desk.begin(vec![candidate(0, None), candidate(1, None)]).await;
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    assert_eq!(desk.ends(run).await, ArchivePhase::Ended);
    let counts = desk.counts(run).await;
    assert_eq!((counts.found_so, counts.changed), (1, 1));
    let undo = desk.undo(run).await.unwrap();
    assert_eq!(desk.counts(undo).await.total(), 1);
}

#[tokio::test]
async fn telegram_tells_of_no_archive_and_an_unknown_chat_stays_so() {
    let desk =
        Desk::with((0..3).map(|n| instance_desk::practice::Chat::person(format!("1000{n}"), "")).collect()).await;
    let telegram = desk.at(TELEGRAM, Messenger::Telegram);
    let candidates = (0..3)
        .map(|n| instance_desk::work::bulk_archive::ArchiveCandidate {
            chat: format!("1000{n}"),
            name: String::new(),
            archived: None,
        })
        .collect();
    let plan =
        instance_desk::work::bulk_archive::plan(candidates, Messenger::Telegram, ArchiveDirection::Archive).unwrap();
    let begun = instance_desk::work::bulk_archive::begin(&desk.database, telegram.id_instance.clone(), plan).await;
    let run = begun.unwrap().unwrap();
    desk.control.fault("archiveChat", Fault::DropAfterEffect, 1);
    let ended = desk.carry_on_at(&telegram, run, &Signals::default(), |_| {}).await;
    assert_eq!(ended.phase, ArchivePhase::Ended);
    assert_eq!((ended.counts.changed, ended.counts.unknown), (2, 1));
    assert!(desk.control.requests_of("getContactInfo").is_empty());
    assert!(chat(0).ends_with("@c.us"));
}

#[tokio::test]
async fn a_chat_whose_row_makes_no_sense_fails_alone() {
    for (odd, fails) in [
        ("chat = CAST(x'37393030ff303030303031' AS TEXT) || '@c.us'", true),
        ("chat = ''", true),
        ("name = CAST(x'ff' AS TEXT)", false),
        ("changed_at = 9223372036854775807, asked = -5", false),
    ] {
        let desk = Desk::with(chats(3)).await;
        let run = desk.begin(selected(3)).await;
        let file = rusqlite::Connection::open(desk.database.path()).unwrap();
        file.execute_batch(&format!("UPDATE archive_items SET {odd} WHERE place = 2")).unwrap();
        assert_eq!(desk.ends(run).await, ArchivePhase::Ended, "{odd}");
        let states = desk.states(run).await;
        assert_eq!((&states[0], &states[2]), (&ChatState::Changed, &ChatState::Changed), "{odd}");
        assert_eq!(matches!(states[1], ChatState::Invalid(_)), fails, "{odd}: {:?}", states[1]);
        assert_eq!(desk.asked("archiveChat").len(), if fails { 2 } else { 3 }, "{odd}");
        let lines = desk.database.run(|tables| tables.newest_lines(None, 10)).await.unwrap();
        assert!(lines.iter().all(|line| line.ended.is_some()), "{odd}");
    }
}
