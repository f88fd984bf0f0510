//! Pauses and ends of a resend, and how it goes on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{ApiUrl, Client, ClientOptions, ExchangeLog, Failure, InstanceState, Messenger};
use instance_desk::practice::{Chat, Fault, Messenger as Product, Quota};
use instance_desk::store::{Outcome, ResendItemState, Why};
use instance_desk::work::resend::{self, ResendPause, ResendPhase, ResendProgress, Signals, Terms};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{CHAT, DELIVERY, Desk, NUMBER, SALES, terms, texts};
use crate::newest_lines::NewestLines as _;

#[tokio::test]
async fn what_concerns_the_instance_pauses_and_goes_on_when_it_is_mended() {
    let desk = Desk::with(texts(4)).await;
    let run = desk.begin().await.unwrap();
    let expired = "Instance account is expired. Renew your instance from personal area";
    let refusals = [
        (Fault::Quota(Quota::Correspondents), "Quota"),
        (Fault::RateLimited, "RateLimited"),
        (Fault::Status { status: 400, content_type: "text/plain".into(), body: expired.into() }, "Expired"),
        (Fault::Status { status: 401, content_type: String::new(), body: String::new() }, "BadToken"),
    ];
    for (fault, name) in refusals {
        desk.control.fault("sendMessage", fault, 1);
        let ResendPhase::Paused(ResendPause::Instance(failure)) = desk.ends(run).await else { panic!("{name}") };
        assert_eq!(failure.name(), name);
        assert_eq!(desk.states(run).await, vec![ResendItemState::Waiting; 4]);
    }
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().len(), 4);
    // The journal agrees, and never contains a customer's number or text from a quota error.
    let lines = desk.database.run(|tables| tables.newest_lines(None, 100)).await.unwrap();
    assert_eq!(lines.len(), 8);
    assert!(lines.iter().all(|line| line.run.as_deref() == Some("send again 1")));
    assert_eq!(lines[7].outcome, Outcome::Refused(Why::named("Quota")));
    assert!(lines.iter().all(|line| !format!("{line:?}").contains("Order")));
}

#[tokio::test]
async fn a_suspended_max_account_refuses_strangers_one_by_one_and_the_third_in_a_row_pauses() {
    let to = |chat: &str| json!({"type": "sendMessage", "body": {"chatId": chat, "message": "Hi"}});
    let (stranger, contact) = (CHAT, "10433817");
    let messages = [stranger, contact, stranger, stranger, stranger, contact].map(to).to_vec();
    let desk = Desk::at(DELIVERY, Product::Max, Messenger::Max, messages).await;
    desk.control.set_chat(DELIVERY, Chat::person(contact, "Мария"));
    desk.control.set_state(DELIVERY, "suspended");
    let run = desk.begin().await.unwrap();
    let ResendPhase::Paused(ResendPause::Refusals(Failure::AccountSuspended(_))) = desk.ends(run).await else {
        panic!()
    };
    let states = desk.states(run).await;
    let failed: Vec<bool> = states.iter().map(|state| matches!(state, ResendItemState::Failed(_))).collect();
    assert_eq!(failed, [true, false, true, true, true, false]);
    assert_eq!(states[5], ResendItemState::Waiting);
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert!(matches!(desk.states(run).await[5], ResendItemState::Sent { .. }));
}

#[tokio::test]
async fn a_third_refusal_at_the_end_of_a_run_pauses_nothing() {
    let message = json!({"type": "sendMessage", "body": {"chatId": CHAT, "message": "Hi"}});
    let desk = Desk::at(DELIVERY, Product::Max, Messenger::Max, vec![message; 3]).await;
    desk.control.set_state(DELIVERY, "suspended");
    let run = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert!(desk.states(run).await.iter().all(|state| matches!(state, ResendItemState::Failed(_))));
}

#[tokio::test]
async fn a_pause_lets_the_answer_come_and_giving_up_does_not() {
    let desk = Arc::new(Desk::with(texts(3)).await);
    let run = desk.begin().await.unwrap();
    for (give_up, number) in [(false, 1), (true, 2)] {
        let signals = Signals::default();
        let answer = desk.control.hold("sendMessage");
        let (other, token) = (desk.clone(), signals.clone());
        let sending = tokio::spawn(async move { other.send(run, &token).await });
        while desk.control.requests_of("sendMessage").len() < number {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let busy = desk.ends(run).await;
        assert_eq!(busy, ResendPhase::Busy, "a second click sends nothing");
        if give_up {
            signals.give_up.cancel();
        } else {
            signals.pause.cancel();
            answer.open();
        }
        let last = sending.await.unwrap().pop().unwrap();
        assert_eq!(last.phase, ResendPhase::Paused(ResendPause::ByHand));
        assert_eq!(last.counts.waiting, 3 - number as u32);
        assert!(last.exchange.is_some());
        let state = desk.states(run).await[number - 1].clone();
        assert_eq!(matches!(state, ResendItemState::Unknown(_)), give_up, "{state:?}");
    }
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert_eq!(desk.control.requests_of("sendMessage").len(), 3);
}

#[tokio::test]
async fn a_number_that_sends_no_more_gets_no_further_message() {
    let desk = Desk::with(texts(3)).await;
    let run = desk.begin().await.unwrap();
    let phase = Mutex::new(None);
    let report = |progress: ResendProgress| {
        if matches!(progress.phase, ResendPhase::Waiting { .. }) {
            desk.control.set_state(SALES, "notAuthorized");
        }
        *phase.lock().unwrap() = Some(progress);
    };
    let terms = terms(Duration::from_secs(15), Timestamp::now());
    let signals = Signals::default();
    resend::run(&desk.database, &desk.client, &desk.credentials, run, terms, &signals, report).await;
    let last = phase.into_inner().unwrap().unwrap();
    assert_eq!(last.phase, ResendPhase::Paused(ResendPause::NotSending(InstanceState::NotAuthorized)));
    assert_eq!(last.state.unwrap().0, InstanceState::NotAuthorized);
    assert_eq!(desk.control.requests_of("sendMessage").len(), 1);
    assert_eq!(desk.states(run).await[1..], [ResendItemState::Waiting, ResendItemState::Waiting]);

    desk.control.set_state(SALES, "authorized");
    desk.control.fault("getStateInstance", Fault::Html, 1);
    let ResendPhase::Paused(ResendPause::StateUnread(_)) = desk.ends(run).await else { panic!() };
    assert_eq!(desk.control.requests_of("sendMessage").len(), 1, "nothing is sent unless the number is known to send");
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert_eq!(desk.control.requests_of("sendMessage").len(), 3);
}

#[tokio::test]
async fn a_number_that_is_replaced_between_two_messages_gets_none_of_them() {
    let desk = Desk::with(texts(3)).await;
    let run = desk.begin().await.unwrap();
    let link = |wid: &str| {
        desk.control.set_state(SALES, "notAuthorized");
        desk.control.authorize(SALES, wid);
    };
    link("79990001122@c.us");
    let ends = async |number: &str| {
        let phase = Mutex::new(None);
        let report = |progress: ResendProgress| {
            if matches!(progress.phase, ResendPhase::Waiting { .. }) {
                link("79990000002@c.us");
            }
            *phase.lock().unwrap() = Some(progress.phase);
        };
        let terms = Terms { number: number.to_owned(), ..terms(Duration::from_secs(15), Timestamp::now()) };
        resend::run(&desk.database, &desk.client, &desk.credentials, run, terms, &Signals::default(), report).await;
        phase.into_inner().unwrap().unwrap()
    };
    let other = ResendPhase::Paused(ResendPause::OtherNumber);
    assert_eq!(ends(NUMBER).await, other);
    assert_eq!(desk.control.requests_of("sendMessage").len(), 1);
    let stored = desk.database.run(move |tables| tables.resend_runs(None)).await.unwrap();
    assert_eq!(stored[0].number.as_deref(), Some(NUMBER));
    assert_eq!(ends(NUMBER).await, other);
    desk.control.fault("getSettings", Fault::Html, 1);
    let unread = ends("79990000002").await;
    assert!(matches!(unread, ResendPhase::Paused(ResendPause::StateUnread(_))), "{unread:?}");
    for none in [r#"{"wid": ""}"#, r#"{"wid": null}"#, r#"{"wid": "@c.us"}"#, r#"{"webhookUrl": ""}"#] {
        desk.control.fault("getSettings", Fault::Body(none.to_owned()), 1);
        assert_eq!(ends("79990000002").await, ResendPhase::Paused(ResendPause::Instance(Failure::NumberNotNamed)));
    }
    assert_eq!(desk.control.requests_of("sendMessage").len(), 1, "nothing is sent unless the number is known");
    assert_eq!(ends("79990000002").await, ResendPhase::Ended);
}

/// A state that seems to be of the future was read before the computer's clock was set back, and one of long ago before
/// it was set forward.
#[tokio::test]
async fn a_state_read_before_the_clock_was_set_counts_for_nothing() {
    let desk = Desk::with(texts(1)).await;
    let run = desk.begin().await.unwrap();
    desk.control.set_state(SALES, "notAuthorized");
    let options = ClientOptions { pace: 1.0, ..ClientOptions::default() };
    let client = Client::with_options(ExchangeLog::new(), &options);
    for hours in [-26, 8] {
        let can_send_at = Timestamp::now() + SignedDuration::from_hours(hours);
        let terms = terms(Duration::from_millis(1), can_send_at);
        let last = Mutex::new(None);
        let report = |progress: ResendProgress| *last.lock().unwrap() = Some(progress.phase);
        resend::run(&desk.database, &client, &desk.credentials, run, terms, &Signals::default(), report).await;
        let paused = ResendPhase::Paused(ResendPause::NotSending(InstanceState::NotAuthorized));
        assert_eq!(last.into_inner().unwrap(), Some(paused), "{hours} hours");
    }
    assert_eq!(desk.control.requests_of("sendMessage").len(), 0);
}

#[tokio::test]
async fn a_stopped_run_keeps_what_waits_and_offers_it_no_more() {
    let desk = Desk::with(texts(3)).await;
    let run = desk.begin().await.unwrap();
    let signals = Signals::default();
    signals.pause.cancel();
    assert_eq!(desk.send(run, &signals).await.pop().unwrap().phase, ResendPhase::Paused(ResendPause::ByHand));
    let unfinished = |desk: &Desk| {
        let listed = desk.database.run_blocking(|tables| tables.resend_runs(None)).unwrap();
        (listed[0].is_unfinished(), listed[0].under_way, listed[0].counts.waiting)
    };
    let desk = tokio::task::spawn_blocking(move || {
        assert_eq!(unfinished(&desk), (true, false, 3));
        desk.database.run_blocking(move |tables| tables.stop_resend_run(run)).unwrap();
        assert_eq!(unfinished(&desk), (false, false, 3));
        desk
    })
    .await
    .unwrap();
    assert!(desk.bodies().is_empty());
    let next = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended, "nothing waits in it any more");
    assert_eq!(desk.ends(next).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().len(), 3);
}

#[tokio::test]
async fn the_network_that_is_away_costs_no_message() {
    let mut desk = Desk::with(texts(2)).await;
    let run = desk.begin().await.unwrap();
    let there = desk.credentials.api_url.clone();
    // A port without a listener.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    desk.credentials.api_url = ApiUrl::parse(&format!("http://{free}")).unwrap();
    let ResendPhase::Paused(ResendPause::NotSent(Failure::NoConnection { .. })) = desk.ends(run).await else {
        panic!()
    };
    assert_eq!(desk.states(run).await, [ResendItemState::Waiting, ResendItemState::Waiting]);
    desk.credentials.api_url = there;
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().len(), 2);
}
