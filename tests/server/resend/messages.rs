//! The messages of a resend: each is sent word for word, and none without a click.

use std::time::Duration;

use instance_desk::green_api::{Failure, Messenger, QueuedMessage};
use instance_desk::practice::{Fault, Messenger as Product, PracticeServer, World};
use instance_desk::store::{ResendItemState, Why};
use instance_desk::work::resend::{self, ResendPause, ResendPhase, Signals, UNKNOWN_IN_A_ROW};
use serde_json::{Value, json};

use super::{CHAT, DELIVERY, Desk, NEWS, SALES, WAREHOUSE, save, text, texts};

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
