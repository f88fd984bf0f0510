//! Resending saved messages: what is sent, what pauses it, and what is never sent without a click.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, Failure, IdInstance, InstanceState, Messenger,
    QueuedMessage,
};
use instance_desk::practice::{Chat, Control, Fault, InstanceSeed, Messenger as Product, PracticeServer, Quota, World};
use instance_desk::store::{
    Database, Folders, NewSavedQueue, Outcome, ResendItemState, ResendRunId, SavedQueueId, Why, WhySaved,
};
use instance_desk::work::resend::{self, ResendPause, ResendPhase, ResendProgress, Signals, Terms, UNKNOWN_IN_A_ROW};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::newest_lines::NewestLines as _;

const SALES: &str = "7103004512";
const DELIVERY: &str = "3100077318";
const NEWS: &str = "4100033187";
const WAREHOUSE: &str = "7105660034";
const CHAT: &str = "79992047718@c.us";

/// A database and a client of an instance on a practice server.
struct Desk {
    _dir: TempDir,
    _server: PracticeServer,
    control: Control,
    database: Database,
    client: Client,
    credentials: Credentials,
    queue: SavedQueueId,
}

impl Desk {
    /// Creates a desk with these messages saved.
    async fn with(messages: Vec<Value>) -> Self {
        Self::at(SALES, Product::WhatsApp, Messenger::WhatsApp, messages).await
    }

    async fn at(id: &str, product: Product, messenger: Messenger, messages: Vec<Value>) -> Self {
        // No message leaves before an hour has passed, so that they can be read in the queue.
        let seed = InstanceSeed::new(product, id, "").interval_ms(3_600_000);
        let world = World::empty().with(seed).with_fixed_tokens();
        let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
        server.control().set_limits(false);
        let credentials = Credentials {
            messenger,
            api_url: ApiUrl::parse(&server.api_url()).unwrap(),
            id_instance: IdInstance::parse(id).unwrap(),
            token: ApiToken::parse(&InstanceSeed::fixed_token(id)).unwrap(),
        };
        let options = ClientOptions { pace: 0.0, ..ClientOptions::default() };
        let client = Client::with_options(ExchangeLog::new(), &options);
        let dir = TempDir::new().unwrap();
        let database = Database::new(&Folders::in_dir(dir.path()));
        let queue = save(&database, &credentials, messages).await;
        Self { _dir: dir, control: server.control(), _server: server, database, client, credentials, queue }
    }

    /// Selects every message and begins a run.
    async fn begin(&self) -> Option<ResendRunId> {
        self.begin_from(self.queue, false).await
    }

    async fn begin_from(&self, queue: SavedQueueId, twice: bool) -> Option<ResendRunId> {
        let positions = (1..=1000).collect();
        resend::begin(&self.database, queue, positions, self.credentials.messenger, twice).await.unwrap()
    }

    /// Continues a run and returns its reports.
    async fn send(&self, run: ResendRunId, signals: &Signals) -> Vec<ResendProgress> {
        let reports = Mutex::new(Vec::new());
        let report = |progress| reports.lock().unwrap().push(progress);
        let terms = terms(Duration::from_secs(15), Timestamp::now());
        resend::run(&self.database, &self.client, &self.credentials, run, terms, signals, report).await;
        reports.into_inner().unwrap()
    }

    /// Continues a run and returns its final phase.
    async fn ends(&self, run: ResendRunId) -> ResendPhase {
        self.send(run, &Signals::default()).await.pop().unwrap().phase
    }

    async fn states(&self, run: ResendRunId) -> Vec<ResendItemState> {
        let items = self.database.run(move |tables| tables.resend_items(run)).await.unwrap();
        items.into_iter().map(|item| item.state).collect()
    }

    fn bodies(&self) -> Vec<Value> {
        self.control.queue(self.credentials.id_instance.as_str()).into_iter().map(|item| item["body"].clone()).collect()
    }
}

/// The number of a new instance of the practice server.
const NUMBER: &str = "79990001122";

/// Returns terms under which messages are sent from [`NUMBER`].
fn terms(interval: Duration, can_send_at: Timestamp) -> Terms {
    Terms { interval, journal: true, number: NUMBER.to_owned(), can_send_at }
}

async fn save(database: &Database, credentials: &Credentials, messages: Vec<Value>) -> SavedQueueId {
    let queue = NewSavedQueue {
        instance: credentials.id_instance.clone(),
        name: String::new(),
        messenger: credentials.messenger,
        why: WhySaved::ByHand,
        together: None,
        as_of: Timestamp::now(),
        waiting: None,
        messages: Arc::new(messages.into_iter().map(QueuedMessage::read).collect()),
    };
    database.run(move |tables| tables.save_queue(&queue)).await.unwrap()
}

fn text(number: usize) -> Value {
    json!({"messageID": format!("BAE5{number}"), "type": "sendMessage", "body": {"chatId": CHAT, "message": format!("Order {number}")}})
}

fn texts(count: usize) -> Vec<Value> {
    (1..=count).map(text).collect()
}

fn every_kind() -> Vec<Value> {
    let message = |kind: &str, body: Value| json!({"messageID": format!("BAE5 {kind}"), "type": kind, "body": body});
    let file = json!({"chatId": CHAT, "urlFile": "https://files.example/a.pdf", "fileName": "a.pdf", "caption": "Счёт",
        "archive": true});
    vec![
        message(
            "sendMessage",
            json!({"chatId": CHAT, "message": "Hi", "linkPreview": false, "quotedMessageId": "3EB0"}),
        ),
        message("sendFileByUrl", file),
        message(
            "sendPoll",
            json!({"chatId": CHAT, "message": "?", "multipleAnswers": true,
            "options": [{"optionName": "yes"}, {"optionName": "no"}]}),
        ),
        message(
            "sendLocation",
            json!({"chatId": CHAT, "latitude": 55.75, "longitude": 37.6, "nameLocation": "Кремль"}),
        ),
        message(
            "sendContact",
            json!({"chatId": CHAT, "contact": {"phoneContact": 79_990_001_122_u64, "firstName": "Анна"}}),
        ),
        message("ForwardMessages", json!({"chatId": CHAT, "chatIdFrom": CHAT, "messages": ["3EB0"]})),
        message("sendTextStatus", json!({"message": "Sale"})),
    ]
}

#[tokio::test]
async fn every_kind_is_sent_word_for_word_and_forwards_and_statuses_never() {
    let desk = Desk::with(every_kind()).await;
    let run = desk.begin().await.unwrap();
    let reports = desk.send(run, &Signals::default()).await;
    assert_eq!(reports.last().unwrap().phase, ResendPhase::Ended);
    assert_eq!(reports[0].time_left(), Duration::from_secs(15) * 5);
    let states = desk.states(run).await;
    let ids: Vec<_> =
        desk.control.queue(SALES).iter().map(|item| item["messageID"].as_str().unwrap().to_owned()).collect();
    let sent = |id: &String| ResendItemState::Sent { id_message: id.clone() };
    assert_eq!(states, ids.iter().map(sent).collect::<Vec<_>>());
    let wanted: Vec<Value> = every_kind().iter().take(5).map(|message| message["body"].clone()).collect();
    assert_eq!(desk.bodies(), wanted);
    assert!(desk.control.requests_of("forwardMessages").is_empty());
    assert_eq!(desk.begin().await, None, "nothing is left to choose");
}

#[tokio::test]
async fn max_sends_all_but_polls_and_telegram_all() {
    let kinds = ["sendMessage", "sendFileByUrl", "sendPoll", "sendLocation", "sendContact"];
    let products = [
        (DELIVERY, Product::Max, Messenger::Max, "messageID"),
        (NEWS, Product::Telegram, Messenger::Telegram, "idMessage"),
    ];
    for (id, product, messenger, key) in products {
        let desk = Desk::at(id, product, messenger, every_kind()).await;
        let run = desk.begin().await.unwrap();
        assert_eq!(desk.ends(run).await, ResendPhase::Ended);
        let waiting = desk.control.queue(id);
        let ids = waiting.iter().map(|item| item[key].as_str().unwrap().to_owned());
        let states = desk.states(run).await;
        assert_eq!(
            states,
            ids.map(|id_message| ResendItemState::Sent { id_message }).collect::<Vec<_>>(),
            "{messenger:?}"
        );
        let methods = desk.control.requests().into_iter().map(|seen| seen.method);
        let sent: Vec<_> =
            methods.filter(|method| !["getStateInstance", "getSettings"].contains(&method.as_str())).collect();
        let has = |kind: &&str| messenger == Messenger::Telegram || *kind != "sendPoll";
        assert_eq!(sent, kinds.into_iter().filter(has).collect::<Vec<_>>());
        assert!(waiting.iter().all(|item| !QueuedMessage::read(item.clone()).ids.is_empty()), "either name is read");
    }
}

#[tokio::test]
async fn items_as_other_programs_queue_them_are_taken() {
    let world = World::pictures();
    let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
    let items = server.control().queue(WAREHOUSE);
    let holds = |name: &str, value: Value| items.iter().any(|item| item["body"].get(name) == Some(&value));
    assert!(holds("typingTime", Value::Null) && holds("typingTime", json!(0)) && holds("typePreview", json!("small")));
    let desk = Desk::with(items).await;
    let run = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    let states = desk.states(run).await;
    assert!(states.iter().all(|state| matches!(state, ResendItemState::Sent { .. })), "{states:?}");
    let previews = desk.bodies().into_iter().filter(|body| body["typePreview"] == "small").count();
    assert_eq!((states.len(), previews), (9, 2));
}

#[tokio::test]
async fn what_a_copy_holds_twice_is_sent_once() {
    let desk = Desk::with(vec![text(1), text(1), text(2)]).await;
    let run = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().iter().map(|body| body["message"].clone()).collect::<Vec<_>>(), ["Order 1", "Order 2"]);
    assert_eq!(desk.begin().await, None, "nothing is left to choose");
}

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
async fn what_concerns_a_message_is_noted_with_it() {
    let mut messages = texts(2);
    messages.insert(1, json!({"type": "sendMessage", "body": {"chatId": "nobody", "message": "x"}}));
    let gone = "https://files.example/old.pdf";
    messages.push(json!({"type": "sendFileByUrl", "body": {"chatId": CHAT, "urlFile": gone, "fileName": "old.pdf"}}));
    let desk = Desk::with(messages).await;
    let body = format!("Failed to download file from url {gone}: 404 Not Found");
    desk.control.fault("sendFileByUrl", Fault::Status { status: 500, content_type: "text/plain".into(), body }, 1);
    let run = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    let states = desk.states(run).await;
    assert!(matches!(
        &states[..],
        [ResendItemState::Sent { .. }, ResendItemState::Failed(_), ResendItemState::Sent { .. }, _]
    ));
    assert!(
        matches!(&states[3], ResendItemState::Failed(why) if why.name == Why::LINK_EXPIRED && why.said.contains("404"))
    );

    // A failed message may be retried in a new run.
    let again = desk.begin().await.unwrap();
    assert_eq!(desk.ends(again).await, ResendPhase::Ended);
    let states = desk.states(again).await;
    assert!(matches!(&states[..], [ResendItemState::Failed(_), ResendItemState::Sent { .. }]), "{states:?}");
}

#[tokio::test]
async fn an_unknown_one_is_sent_again_only_when_asked() {
    let desk = Desk::with(texts(6)).await;
    let run = desk.begin().await.unwrap();
    desk.control.fault("sendMessage", Fault::DropAfterEffect, UNKNOWN_IN_A_ROW);
    let ResendPhase::Paused(ResendPause::NoAnswers(Failure::ConnectionLost { .. })) = desk.ends(run).await else {
        panic!()
    };
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    let states = desk.states(run).await;
    let unknown = |state: &ResendItemState| matches!(state, ResendItemState::Unknown(_));
    assert_eq!(states.iter().map(unknown).collect::<Vec<_>>(), [true, true, true, false, false, false]);
    assert_eq!(desk.bodies().len(), 6, "each arrived, once");
    assert_eq!(desk.begin().await, None, "nor can they be chosen for another run");
    let again = resend::begin_once_more(&desk.database, desk.queue, vec![2, 5]).await.unwrap();
    assert_eq!(desk.ends(again.unwrap()).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().len(), 7, "the one that was asked for, though it had arrived");
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

#[tokio::test]
async fn what_left_from_one_copy_leaves_from_another_only_if_somebody_knows() {
    let desk = Desk::with(texts(3)).await;
    desk.control.fault("sendMessage", Fault::DropAfterEffect, 1);
    let run = desk.begin().await.unwrap();
    assert_eq!(desk.ends(run).await, ResendPhase::Ended);
    let copy = save(&desk.database, &desk.credentials, texts(4)).await;
    let rest = desk.begin_from(copy, false).await.unwrap();
    assert_eq!(desk.states(rest).await, [ResendItemState::Waiting], "only the fourth has not left");
    assert_eq!(desk.ends(rest).await, ResendPhase::Ended);
    assert_eq!(desk.bodies().len(), 4);
    assert_eq!(desk.begin_from(copy, false).await, None);
    let again = desk.begin_from(copy, true).await.unwrap();
    assert_eq!(desk.states(again).await.len(), 3);
}
