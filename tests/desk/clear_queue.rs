//! Clearing a queue at the window: the confirmation, the second count, and every other outcome.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Pos2};
use instance_desk::practice::{Fault, InstanceSeed, Messenger, V3Path, World};
use instance_desk::work::clear_queue::TRUST_COUNT_AFTER;

use crate::common::{DELIVERY, FASTER, Gateway, Home, SALES, WAREHOUSE, Window, answers, texts};

const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";
const COUNT: &str = "getMessagesCount";

/// Opens the queue page of Sales, with its 128 messages.
fn sales(gateway: &Gateway) -> Window {
    let mut window = Home::of(gateway, &[SALES]).open();
    window.settled();
    window
}

/// Opens the confirmation and clicks its last button.
fn confirm(window: &mut Window, act: &str) {
    window.click("Clear queue…");
    window.click(act);
}

#[test]
fn a_confirmed_queue_is_cleared_once_and_counted_again() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click("Clear queue…");
    window.see("Clear 128 messages from the queue?");
    window.see("91 texts · 21 files · 9 locations · 4 contacts · 3 polls, to 87 chats");
    window.see("All waiting messages are cleared, including any that arrive before then.");
    window.click("Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    window.see("The list and the count were read again, the last reading at ");

    // Both answers are shown below it, and every place shows the same number.
    window.see("\"isCleared\": true");
    window.see("\"count\": 0");
    assert!(window.row("Sales, WhatsApp · blocked, waiting: 0").is_some());
    assert!(window.find(Role::Button, "Clear queue…").is_some_and(|button| button.off));
    assert_eq!(gateway.control.queue(SALES).len(), 0);

    let clear = gateway.only(CLEAR);
    assert_eq!((clear.verb.as_str(), clear.body.as_str(), clear.header("content-type")), ("GET", "", None));
    assert!(clear.path_with_token.starts_with("/waInstance7103004512/clearMessagesQueue/"));
    assert!(!clear.path_with_token.contains('?'));
    let after = |method: &str| gateway.control.requests_of(method).iter().filter(|seen| seen.at > clear.at).count();
    assert_eq!((after(LIST), after(COUNT)), (1, 1));
    let counted = gateway.control.requests_of(COUNT).last().unwrap().at;
    assert!(counted - clear.at >= TRUST_COUNT_AFTER / FASTER, "a count that young may be the old one");

    window.click("Close");
    window.see_no_more("The queue is empty: 128 before");
    window.see("The queue is empty");
}

#[test]
fn a_result_that_says_empty_ends_when_messages_wait_again() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    confirm(&mut window, "Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    gateway.control.enqueue(SALES, texts(1).remove(0));
    window.press(Key::F5);
    window.until("the message", |window| window.row("Sales, WhatsApp · blocked, waiting: 1"));
    window.see_no_more("The queue is empty: 128 before");
}

/// The only test at real speed, with every limit of the server enforced.
#[test]
fn at_the_true_pace_no_limit_is_met_and_the_count_is_eleven_seconds_late() {
    let gateway = Gateway::at_true_pace(World::pictures());
    let mut home = Home::of(&gateway, &[SALES]);
    home.options.client.pace = 1.0;
    let mut window = home.open();
    window.settled();
    confirm(&mut window, "Clear 128 messages");
    window.see("The list is empty. Checking again…");
    window.see("The count lags behind by 10 seconds; it is read in ");
    window.see("The queue is empty: 128 before, 0 now");
    let cleared = gateway.only(CLEAR).at;
    let counted = gateway.control.requests_of(COUNT).last().unwrap().at;
    assert!(counted - cleared >= TRUST_COUNT_AFTER);
    let refused: Vec<_> = gateway.control.requests().into_iter().filter(|seen| seen.status == Some(429)).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn keep_the_queue_has_the_focus_and_every_way_out_sends_nothing() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    let ways: [fn(&mut Window); 5] = [
        |window| window.press(Key::Enter),
        |window| window.press(Key::Space),
        |window| window.press(Key::Escape),
        |window| window.click("Keep the queue"),
        |window| window.click_at(Pos2::new(20.0, 740.0)),
    ];
    for way in ways {
        window.click("Clear queue…");
        window.button("Clear 128 messages");
        assert_eq!(window.focused().unwrap().label, "Keep the queue");
        way(&mut window);
        window.see_no_more("Clear 128 messages from the queue?");
        window.settled();
    }
    assert_eq!(gateway.times(CLEAR), 0);
    assert_eq!(gateway.control.queue(SALES).len(), 128);
    assert!(window.row("Sales, WhatsApp · blocked, waiting: 128").is_some());
}

#[test]
fn an_empty_list_alone_is_not_yet_success() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click("Clear queue…");
    window.settled();
    without_copy(&mut window);
    gateway.control.fault(COUNT, Fault::Hang, 1);
    window.click("Clear 128 messages");
    window.see("The list is empty. Checking again…");
    window.until("the late count", |_| (gateway.control.requests_of(COUNT).last()?.status.is_none()).then_some(()));
    window.assert_not_shown("The queue is empty");
    window.click("Stop waiting");
    window.see("Request accepted, but the queue is not yet known to be empty");
    window.see("The list is empty, but the count could not be read.");

    window.click("Check again");
    window.see("The queue is empty: 128 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn a_count_that_lags_on_is_not_yet_known_to_be_empty() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click("Clear queue…");
    window.settled();
    without_copy(&mut window);
    gateway.control.fault(COUNT, answers(200, r#"{"count":3}"#), 1);
    window.click("Clear 128 messages");
    window.see("Request accepted, but the queue is not yet known to be empty");
    window.see("The list is empty, but the count says 3. It may lag behind, or messages are just being sent.");
    window.assert_not_shown("The queue is empty");
    window.click("Check again");
    window.see("The queue is empty: 128 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 1);
}

/// Turns the copy off: then the list is read only afterwards.
fn without_copy(window: &mut Window) {
    window.click_on(Role::CheckBox, "Save a copy first (128 of 128 can be saved)");
    window.fill("To clear without a copy, type 128", "128");
}

#[test]
fn a_list_that_cannot_be_read_again_is_not_yet_known_to_be_empty() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click("Clear queue…");
    window.settled();
    without_copy(&mut window);
    gateway.control.fault(LIST, Fault::BadGateway, 1);
    window.click("Clear 128 messages");
    window.see("Request accepted, but the queue is not yet known to be empty");
    window.see("The list could not be read again. Not refreshed: the server is not available now");
    window.click("Check again");
    window.see("The queue is empty: 128 before, 0 now");
}

#[test]
fn a_message_that_stays_is_told() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    gateway.control.fault(CLEAR, Fault::StuckMessage, 1);
    confirm(&mut window, "Clear 128 messages");
    window.see("The queue is not empty: 128 before, 1 now");
    window.see("Something may still be sending through this instance: stop it, then clear again.");
    window.see("1. Text, ");
    window.assert_not_shown("The queue is empty");
    assert!(window.row("Sales, WhatsApp · blocked, waiting: 1").is_some());

    // The count is of the one message by then.
    gateway.control.advance(TRUST_COUNT_AFTER);
    confirm(&mut window, "Clear 1 message");
    window.see("The queue is empty: 1 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 2);
}

#[test]
fn a_refusal_is_no_success_although_it_came_with_200() {
    let refusals = [(Fault::BareFalse, "false"), (Fault::Null, "null"), (Fault::NotCleared, "\"isCleared\": false")];
    for (fault, body) in refusals {
        let gateway = Gateway::pictures();
        let mut window = sales(&gateway);
        gateway.control.fault(CLEAR, fault, 1);
        confirm(&mut window, "Clear 128 messages");
        window.see("Not cleared: the server refused");
        window.see(body);
        window.settled();
        assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (1, 128));
        assert!(window.row("Sales, WhatsApp · blocked, waiting: 128").is_some());
        window.button("Clear queue…");
    }
}

#[test]
fn a_lost_answer_is_unknown_and_nothing_is_sent_again() {
    let found = [
        (Fault::DropAfterEffect, "the queue was empty.", 0),
        (Fault::CutBody, "the queue was empty.", 0),
        (Fault::Html, "128 messages were waiting.", 128),
        (Fault::DropConnection, "128 messages were waiting.", 128),
        (Fault::TruncatedJson, "the queue was empty.", 0),
    ];
    for (fault, words, left) in found {
        let gateway = Gateway::pictures();
        let mut window = sales(&gateway);
        gateway.control.fault(CLEAR, fault.clone(), 1);
        confirm(&mut window, "Clear 128 messages");
        window.see("It is not known whether the queue was cleared");
        window.see(words);
        window.settled();
        assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (1, left), "{fault:?}");
        assert!(window.row(&format!("Sales, WhatsApp · blocked, waiting: {left}")).is_some(), "{fault:?}");
    }
}

#[test]
fn when_nothing_can_be_read_afterwards_either_that_is_said() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click("Clear queue…");
    window.settled();
    without_copy(&mut window);
    gateway.go_away();
    window.click("Clear 128 messages");
    window.see("It is not known whether the queue was cleared");
    window.see("The queue could not be read either. Check it again before you do anything else.");
    window.settled();
    gateway.come_back();
    window.click("Check again");
    // Checking again shows the present queue, not the outcome of the clearing.
    window.see("128 messages were waiting");
    window.see("It is not known whether the queue was cleared");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn a_clearing_that_was_cancelled_says_unknown() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    gateway.control.fault(CLEAR, Fault::Hang, 1);
    confirm(&mut window, "Clear 128 messages");
    window.see("Clearing the queue…");
    window.until("the request", |_| (gateway.times(CLEAR) == 1).then_some(()));
    assert!(window.find(Role::Button, "Clear queue…").unwrap().off);
    window.click("Stop waiting");
    window.see("It is not known whether the queue was cleared");
    window.see("You stopped waiting after the request was sent.");
    window.settled();
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn max_without_a_count_is_judged_by_the_list_alone() {
    let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot").state("notAuthorized").queue(texts(6));
    let gateway = Gateway::with(seed);
    gateway.control.set_v3(V3Path::Required);
    gateway.control.fault(COUNT, answers(404, r#"{"statusCode":404,"message":"Not Found"}"#), u32::MAX);
    let mut window = Home::of(&gateway, &[DELIVERY]).open();
    window.settled();
    confirm(&mut window, "Clear 6 messages");
    window.see("The queue is empty: 6 before, 0 now");
    window.see("This instance has no count.");
    let clear = gateway.only(CLEAR);
    assert!(clear.path_with_token.starts_with("/v3/waInstance3100077318/clearMessagesQueue/"));
}

#[test]
fn a_max_gateway_without_v3_is_read_and_cleared_once() {
    let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot").state("notAuthorized").queue(texts(6));
    let gateway = Gateway::with(seed);
    gateway.control.set_v3(V3Path::Absent);
    let mut window = Home::of(&gateway, &[DELIVERY]).open();
    window.settled();
    confirm(&mut window, "Clear 6 messages");
    window.see("The queue is empty: 6 before, 0 now");
    assert!(gateway.only(CLEAR).path_with_token.starts_with("/waInstance3100077318/clearMessagesQueue/"));
}

#[test]
fn of_3000_messages_500_are_listed_and_all_are_cleared() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(3000));
    let gateway = Gateway::with(seed);
    let mut window = sales(&gateway);
    window.see("The first 500 of 3,000 messages");
    assert!(window.row("Sales, WhatsApp · blocked, waiting: 3,000").is_some());
    window.click("Clear queue…");
    window.see("Clear 3,000 messages from the queue?");
    window.see("Save a copy first (500 of 3,000 can be saved)");
    window.see("The list shows the first 500; 2,500 more messages are cleared unseen.");
    assert!(window.find(Role::Button, "Clear 3,000 messages").unwrap().off);
    window.click_on(Role::CheckBox, "I know that 2,500 messages cannot be saved");
    window.click("Clear 3,000 messages");
    window.see("The queue is empty: 3,000 before, 0 now");
}

#[test]
fn without_a_count_500_listed_messages_are_500_or_more() {
    let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot").state("notAuthorized").queue(texts(600));
    let gateway = Gateway::with(seed);
    gateway.control.fault(COUNT, answers(404, r#"{"statusCode":404,"message":"Not Found"}"#), u32::MAX);
    let mut window = Home::of(&gateway, &[DELIVERY]).open();
    window.settled();
    window.see("500 messages or more; GREEN-API shows only the first 500");
    window.see("No phone is linked, and 500+ messages wait to be sent");
    window.click("Clear queue…");
    window.see("Clear 500 messages or more from the queue?");
    window.see("The list shows the first 500; there may be more, and they are cleared unseen.");
    gateway.control.fault(CLEAR, Fault::ArchiveDoesNothing, 1);
    window.see("Save a copy first (the first 500 can be saved)");
    assert!(window.find(Role::Button, "Clear 500 messages or more").unwrap().off);
    window.click_on(Role::CheckBox, "I know that only the first 500 can be saved");
    window.click("Clear 500 messages or more");
    window.see("The queue is not empty: 500+ before, 500 or more now");
    window.press(Key::Escape);
    window.tab("Account");
    window.click("Link a phone…");
    window.see("500+ messages wait and go out as soon as the phone is linked");
}

#[test]
fn a_number_that_changes_under_the_hand_holds_the_button_for_a_second() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    gateway.control.enqueue(SALES, texts(1).remove(0));
    // The dialog opens with the known values; the new count arrives while the user reads it.
    let list = gateway.control.hold(LIST);
    window.click("Clear queue…");
    window.see("Clear 128 messages from the queue?");
    list.open();
    window.see("Clear 129 messages from the queue?");
    let now = |window: &Window| window.ctx().input(|input| input.time);
    let changed = now(&window);
    window.see("The count has just changed");
    assert!(window.find(Role::Button, "Clear 129 messages").unwrap().off);
    window.click("Clear 129 messages");
    let held = now(&window) - changed;
    assert!(held > 0.9, "held for {held} s");
    window.see("The queue is empty: 129 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn a_double_click_starts_one_clearing() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    window.click_twice("Clear queue…");
    window.click_twice("Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn what_is_not_known_cannot_be_cleared_and_is_not_zero() {
    let gateway = Gateway::pictures();
    gateway.control.fault(LIST, Fault::Hang, 1);
    gateway.control.fault(COUNT, Fault::Hang, 1);
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.see("Number blocked");
    assert!(window.row("Sales, WhatsApp · blocked, waiting: —").is_some());
    assert!(window.find(Role::Button, "Clear queue…").unwrap().off);
    window.assert_not_shown("The queue is empty");
    assert!(!window.items().iter().any(|item| item.label == "0"));
}

#[test]
fn an_instance_removed_meanwhile_takes_its_result_with_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, WAREHOUSE]);
    let mut window = home.open();
    window.settled();
    gateway.control.hold(CLEAR);
    confirm(&mut window, "Clear 128 messages");
    window.until("the request", |_| (gateway.times(CLEAR) == 1).then_some(()));
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    // The removal ends the wait for the answer, which is then unknown.
    window.until("its end", |window| {
        window.model().exchanges.iter().any(|exchange| exchange.method == CLEAR).then_some(())
    });
    window.settled();
    assert!(window.row("Warehouse, ").is_some());
    window.assert_not_shown("The queue is empty");
    assert_eq!(home.token(SALES), None);
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn while_it_clears_other_instances_can_be_seen_and_its_result_waits() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, WAREHOUSE]).open();
    window.settled();
    let clearing = gateway.control.hold(CLEAR);
    confirm(&mut window, "Clear 128 messages");
    window.see_no_more("Keep the queue");
    window.open_instance("Warehouse");
    window.see("No phone is linked, and 14 messages wait to be sent");
    window.assert_not_shown("Clearing the queue…");
    clearing.open();
    window.until("the badge", |window| window.row("Sales, WhatsApp · blocked, waiting: 0"));
    window.open_instance("Sales");
    window.see("The queue is empty: 128 before, 0 now");
}

#[test]
fn closing_the_window_while_it_clears_asks() {
    let gateway = Gateway::pictures();
    let mut window = sales(&gateway);
    gateway.control.fault(CLEAR, Fault::Hang, 1);
    confirm(&mut window, "Clear 128 messages");
    window.see("Clearing the queue…");
    assert!(!window.close());
    window.see("Close while work is under way?");
    window.see("Still working: ");
    assert_eq!(window.focused().unwrap().label, "Stay");
    window.press(Key::Escape);
    window.see_no_more("Close while work is under way?");
    window.click("Stop waiting");
    window.settled();
    window.close_at_last();
}

#[test]
fn a_queue_that_does_not_go_out_says_why() {
    let cases = [
        (Messenger::WhatsApp, "blocked", 2, "This number is blocked, and 2 messages still wait to be sent"),
        (Messenger::WhatsApp, "blocked", 0, "The queue is empty. Another number can be linked now."),
        (Messenger::WhatsApp, "notAuthorized", 1, "No phone is linked, and 1 message waits to be sent"),
        (Messenger::WhatsApp, "notAuthorized", 0, "No phone is linked"),
        (Messenger::WhatsApp, "starting", 3, "The instance is restarting"),
        (Messenger::WhatsApp, "yellowCard", 0, "WhatsApp has suspended sending from this number"),
        (Messenger::WhatsApp, "suspended", 0, "WhatsApp has suspended sending from this number"),
        (Messenger::WhatsApp, "", 1, "The instance is still being created"),
        (Messenger::WhatsApp, "hibernating", 1, "The instance says “hibernating”"),
        (Messenger::Max, "blocked", 4, "MAX says this account is temporarily unavailable"),
        (Messenger::Max, "suspended", 0, "MAX has temporarily restricted this account"),
    ];
    for (messenger, state, waiting, words) in cases {
        let id = if messenger == Messenger::Max { DELIVERY } else { SALES };
        let gateway = Gateway::with(InstanceSeed::new(messenger, id, "Office").state(state).queue(texts(waiting)));
        let mut window = Home::of(&gateway, &[id]).open();
        window.see(words);
    }
}

#[test]
fn a_message_opens_to_its_whole_and_is_copied_by_its_menu() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[WAREHOUSE]).open();
    window.settled();
    let row = window.row("1. ").unwrap();
    window.click(&row);
    window.click("Copy JSON");
    assert!(window.find(Role::Button, &row).unwrap().selected);
    let message = &gateway.control.queue(WAREHOUSE)[0];
    assert_eq!(serde_json::from_str::<serde_json::Value>(window.copied().last().unwrap()).unwrap(), *message);
    window.click(&row);
    window.until("the row closed", |window| (!window.has_button("Copy JSON")).then_some(()));

    window.click_secondary(Role::Button, &row);
    window.click("Copy chatId");
    assert_eq!(window.copied().last().unwrap(), message["body"]["chatId"].as_str().unwrap());
    window.see("Copied");
}
