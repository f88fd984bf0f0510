//! A run: pausing, resuming and stopping it, and finding it again after the program ended in the middle.

use std::time::Duration;

use eframe::egui::accesskit::Role;
use instance_desk::green_api::Messenger;
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger as Product};

use super::{OTHER, database, gateway, home, open, save, save_of, send_all, sent, text, texts};
use crate::common::{self, Gateway, Home, SALES, Window};

/// Waits until `count` messages have reached the server.
fn until_sent(window: &mut Window, gateway: &Gateway, count: usize) {
    window.until("messages to leave", |_| (gateway.times("sendMessage") >= count).then_some(()));
}

/// Presses one of several buttons with the same name.
pub fn press_nth(window: &mut Window, label: &str, position: usize) {
    // Let earlier scrolling come to rest.
    (0..8).for_each(|_| window.step());
    let mut before = None;
    // Wait until the button stays in its place.
    let center = window.until(label, |window| {
        let mut buttons = window.items().into_iter().filter(|item| item.role == Role::Button && item.label == label);
        let center = buttons.nth(position).map(|button| button.rect.center());
        let moves = std::mem::replace(&mut before, center) != center;
        center.filter(|_| !moves)
    });
    window.click_at(center);
}

/// Presses the button whose name begins with `start`; the number in it changes as messages leave.
fn press_start(window: &mut Window, start: &str) {
    let center = window.until(start, |window| {
        let mut items = window.items().into_iter();
        let act = items.find(|item| {
            item.role == Role::Button && item.label.starts_with(start) && !item.label.ends_with('…') && !item.off
        })?;
        Some(act.rect.center())
    });
    window.click_at(center);
}

#[test]
fn a_run_is_paused_goes_on_and_is_stopped() {
    let gateway = gateway();
    let (mut home, queue) = home(&gateway, texts(6), 1);
    // Nothing follows while an answer is held, however slow the computer is.
    home.options.client.silence_timeout = Duration::from_secs(120);
    let mut window = open(&home);
    let answer = gateway.control.hold("sendMessage");
    send_all(&mut window, 6);
    window.see("Sending 6 messages again");
    until_sent(&mut window, &gateway, 1);
    window.click("Pause");
    answer.open();
    window.see("Sending again is paused");
    window.settled();
    let before = gateway.times("sendMessage");
    assert_eq!(before, 1);
    window.see(&format!("{before} queued again · {} wait", 6 - before));
    assert_eq!(gateway.times("sendMessage"), before);

    // The Queue page reports it too.
    window.click("Back to the queue");
    window.see("Sending again is paused");
    window.click("Go on…");
    let answer = gateway.control.hold("sendMessage");
    window.click(&format!("Send the remaining {}", 6 - before));
    until_sent(&mut window, &gateway, before + 1);
    window.click("Stop…");
    window.see("Stop sending again?");
    assert_eq!(window.focused().unwrap().label, "Do not stop");
    press_start(&mut window, "Leave ");
    answer.open();
    window.see("Stopped: the rest was not sent");
    window.settled();
    assert_eq!(gateway.times("sendMessage"), before + 1);
    // They can be selected again, but none is selected automatically.
    window.see("Stopped, not sent");
    window.assert_not_shown("Send the remaining");
    let runs = database(&home).run_blocking(|tables| tables.resend_runs(None)).unwrap();
    assert!(runs[0].stopped && runs[0].queue == queue);
    let mut left: Vec<String> = (1..=6).map(|number| format!("Order {number}")).collect();
    left.retain(|words| !sent(&gateway).contains(words));
    let count = left.len();
    let all = if count == 1 { "Select 1 shown".into() } else { format!("Select all {count} shown") };
    window.click_on(Role::CheckBox, &all);
    let s = if count == 1 { "" } else { "s" };
    window.click(&format!("Send {count} message{s} again…"));
    window.click(&format!("Send {count} message{s} again"));
    window.see(if count == 1 { "1 message is queued again" } else { "messages are queued again" });
    let mut all = sent(&gateway);
    all.sort();
    all.dedup();
    assert_eq!((all.len(), gateway.times("sendMessage")), (6, 6));
}

#[test]
fn an_answer_that_does_not_come_need_not_be_waited_for_and_nothing_follows_it() {
    let gateway = gateway();
    let (mut home, _) = home(&gateway, texts(3), 1);
    home.options.client.silence_timeout = Duration::from_secs(120);
    let mut window = open(&home);
    let _answer = gateway.control.hold("sendMessage");
    send_all(&mut window, 3);
    until_sent(&mut window, &gateway, 1);
    window.button("Pause");
    window.click("Do not wait");
    window.see("Sending again is paused");
    window.see("0 queued again · 1 not known · 2 wait");
    window.settled();
    assert_eq!(gateway.times("sendMessage"), 1);
}

#[test]
fn an_interrupted_run_is_found_at_the_next_start_and_goes_on_only_when_asked() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(5), 1);
    let mut window = open(&home);
    send_all(&mut window, 5);
    until_sent(&mut window, &gateway, 2);
    // The response to the third message is still under way when the program ends.
    gateway.control.hold("sendMessage");
    until_sent(&mut window, &gateway, 3);
    drop(window);
    home.closed();

    let mut window = home.open();
    window.settled();
    window.see("Sending again was interrupted");
    window.see("2 queued again · 1 not known · 2 wait");
    assert_eq!(gateway.times("sendMessage"), 3, "nothing goes on by itself");
    window.click("Go on…");
    window.see("The program ended before the answer came");
    window.assert_not_shown("Select all");
    window.click("Send the remaining 2");
    window.see("Sending again has ended; not everything was queued");
    window.see("4 queued again · 1 not known");
    assert_eq!(gateway.times("sendMessage"), 5);
    drop(window);

    let mut window = home.open();
    window.settled();
    window.assert_not_shown("Sending again");
    // The user saw the interruption when continuing the run.
    window.assert_not_shown("The program ended while");
}

#[test]
fn the_last_message_of_a_run_that_was_cut_off_is_told_until_it_is_closed() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    send_all(&mut window, 2);
    window.until("the first", |window| {
        let live = window.model().instances[0].resend.live.as_ref()?;
        (live.counts().sent == 1).then_some(())
    });
    gateway.control.fault("sendMessage", Fault::Hang, 1);
    until_sent(&mut window, &gateway, 2);
    drop(window);
    home.closed();
    let told = "The program ended while sending a saved message again, on ";
    let mut window = home.open();
    window.settled();
    window.see(told);
    window.see("It is not known whether it was queued again.");
    window.click("Close");
    window.see_no_more(told);
    window.click("Open");
    window.click("Send again…");
    window.see("The program ended before the answer came");
    drop(window);
    home.closed();
    let mut window = home.open();
    window.settled();
    window.assert_not_shown(told);
    assert_eq!(gateway.times("sendMessage"), 2);
}

#[test]
fn closing_the_window_asks_and_lets_the_answer_come() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(4), 1);
    let mut window = open(&home);
    let first = gateway.control.hold("sendMessage");
    send_all(&mut window, 4);
    until_sent(&mut window, &gateway, 1);
    assert!(!window.close());
    window.click("Close anyway");
    first.open();
    window.until("the end", |window| window.model().instances[0].resend.live.is_none().then_some(()));
    drop(window);
    let mut window = home.open();
    window.settled();
    window.see("1 queued again · 3 wait");
}

#[test]
fn a_number_that_gets_blocked_in_the_middle_pauses_the_run() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(40), 1);
    let mut window = open(&home);
    send_all(&mut window, 40);
    until_sent(&mut window, &gateway, 1);
    gateway.control.set_state(SALES, "blocked");
    window.see("Paused: the number no longer sends (blocked)");
    window.settled();
    assert!(gateway.times("sendMessage") < 20, "the state is looked at again and again");
    let off = window.items().into_iter().find(|item| item.label.starts_with("Send the ")).unwrap().off;
    assert!(off);
}

#[test]
fn clearing_the_queue_pauses_a_run() {
    // The queue takes longer than the test to empty by itself, and the run to send, however slow the computer is.
    let seed = InstanceSeed::new(Product::WhatsApp, SALES, "Sales").state("authorized").interval_ms(600_000);
    let gateway = Gateway::with(seed);
    let (home, _) = home(&gateway, texts(400), 1);
    let (mut home, answer) = (home, gateway.control.hold("sendMessage"));
    home.options.client.silence_timeout = Duration::from_secs(3600);
    let mut window = open(&home);
    send_all(&mut window, 400);
    until_sent(&mut window, &gateway, 1);
    window.click("Back to the queue");
    window.see("Sending 400 messages again");
    common::texts(30).into_iter().for_each(|item| gateway.control.enqueue(SALES, item));
    window.click("Refresh");
    window.click("Clear queue…");
    window.see("from the queue?");
    window.until("the count", |window| (!window.model().instances[0].is_asking()).then_some(()));
    press_start(&mut window, "Clear ");
    window.until("the pause", |window| window.model().instances[0].resend.live.as_ref()?.pausing.then_some(()));
    answer.open();
    window.see("Sending again is paused");
    window.until("the clearing", |_| (gateway.times("clearMessagesQueue") == 1).then_some(()));
    window.until("an empty queue", |_| gateway.control.queue(SALES).is_empty().then_some(()));
}

#[test]
fn a_run_whose_window_is_closed_after_a_stop_is_stopped() {
    let gateway = gateway();
    let (mut home, _) = home(&gateway, texts(6), 1);
    home.options.client.silence_timeout = Duration::from_secs(3600);
    let mut window = open(&home);
    let _answer = gateway.control.hold("sendMessage");
    send_all(&mut window, 6);
    until_sent(&mut window, &gateway, 1);
    window.click("Stop…");
    press_start(&mut window, "Leave ");
    assert!(!window.close());
    window.click("Close anyway");
    window.close_at_last();
    drop(window);
    home.closed();
    let mut window = home.open();
    window.settled();
    window.until("the runs", |window| window.model().instances[0].resend.runs.as_ref().map(drop));
    window.assert_not_shown("Sending again was interrupted");
    assert!(database(&home).run_blocking(|tables| tables.resend_runs(None)).unwrap()[0].stopped);
}

#[test]
fn one_run_at_a_time_and_its_copy_is_not_deleted() {
    let gateway = gateway();
    let (home, first) = home(&gateway, texts(3), 1);
    let second = save(&home, texts(2), 1);
    // The first copy has a run that was begun and abandoned.
    database(&home).run_blocking(move |tables| tables.begin_resend_run(first, &[1, 2])).unwrap();
    let mut window = home.open();
    window.settled();
    window.see("Sending again was interrupted");
    // The newest copy is listed first.
    press_nth(&mut window, "Open", 0);
    window.until("the newest copy", |window| {
        window.model().instances[0].saved_queues.open.as_ref().filter(|(open, _)| *open == second).map(|_| ())
    });
    window.click("Send again…");
    window.see("Messages of another saved copy are still to be sent");
    window.assert_not_shown("Select all");
    window.click("Show");
    window.see("Send the remaining 2");
    window.click("Back to the queue");
    window.click("Close the copy");
    press_nth(&mut window, "Delete…", 1);
    window.see("Messages of this copy are still to be sent again");
    assert!(window.find(Role::Button, "Delete the copy of 3 messages").unwrap().off);
    window.click("Keep the copy");
    window.click("Stop…");
    window.click("Leave 2 messages unsent");
    window.see_no_more("Sending again was interrupted");
    press_nth(&mut window, "Delete…", 1);
    window.click("Delete the copy of 3 messages");
    window.until("one copy", |window| {
        (window.model().instances[0].saved_queues.list.as_ref().map(Vec::len) == Some(1)).then_some(())
    });
    assert_eq!(gateway.times("sendMessage"), 0);
}

#[test]
fn a_run_of_another_copy_of_the_program_is_left_to_it() {
    let gateway = gateway();
    let (home, queue) = home(&gateway, texts(3), 1);
    let other = database(&home);
    let taken = other.run_blocking(move |tables| {
        let run = tables.begin_resend_run(queue, &[1, 2, 3])?.unwrap();
        tables.claim_resend_run(run, "79990001122")
    });
    assert!(matches!(taken, Ok(instance_desk::store::Claim::Claimed(_))));
    let mut window = home.open();
    window.settled();
    window.see("Another copy of this program is sending from this instance");
    window.assert_not_shown("Stop…");
    window.click("Go on…");
    assert!(window.until("the act", |window| window.find(Role::Button, "Send the remaining 3")).off);
    drop(other);
    // A process that has ended holds no claim; a refresh detects that.
    window.until("its end", |_| {
        let runs = database(&home).run_blocking(|tables| tables.resend_runs(None)).unwrap();
        (!runs[0].under_way).then_some(())
    });
    // A refresh while something is being asked does nothing.
    window.settled();
    window.press(eframe::egui::Key::F5);
    window.click("Send the remaining 3");
    window.see("All 3 messages are queued again");
}

#[test]
fn a_removed_instance_leaves_nothing_to_be_sent() {
    let gateway = gateway();
    let (home, queue) = home(&gateway, texts(3), 1);
    database(&home).run_blocking(move |tables| tables.begin_resend_run(queue, &[1, 2])).unwrap();
    let mut window = home.open();
    window.see("Sending again was interrupted");
    window.settled();
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.until("its end", |window| window.model().instances.is_empty().then_some(()));
    window.until("no run", |_| {
        let runs = database(&home).run_blocking(|tables| tables.resend_runs(None)).unwrap();
        (!runs[0].is_unfinished()).then_some(())
    });
}

#[test]
fn a_restricted_max_account_writes_to_its_contacts_and_pauses_after_three_refusals() {
    let contact = Chat::person("10433817", "Мария").phone(79_261_114_502);
    let seed = InstanceSeed::new(Product::Max, SALES, "Sales").state("suspended").interval_ms(15_000);
    let gateway = Gateway::with(seed.chats(vec![contact]));
    let to = |chat: &str, count: usize| (0..count).map(|_| text(chat, "Order")).collect::<Vec<_>>();
    let messages = [to(OTHER, 1), to("79261114502@c.us", 1), to(OTHER, 3), to("10433817", 1)].concat();
    let home = Home::of(&gateway, &[SALES]);
    save_of(&home, Messenger::Max, messages, 1);
    let mut window = open(&home);
    window.see("Only people saved in the account’s contacts get messages");
    window.click_on(Role::CheckBox, "Select all 6 shown");
    window.click("Send 6 messages again…");
    window.see("MAX has temporarily restricted this account. Only people saved in the account’s contacts get messages");
    window.click("Send 6 messages again");
    window.see("Paused: 3 messages in a row were refused");
    window.see("MAX has restricted this account");
    window.see("1 queued again · 4 failed · 1 wait");
    window.settled();
    // Only one button refreshes, although the outcome and the state above the messages each need it.
    window.button("Refresh");
    window.see("The account is restricted, and the recipient is not in its contacts");
    window.click("Send the remaining 1");
    window.see("Sending again has ended; not everything was queued");
    assert_eq!(gateway.times("sendMessage"), 6);
}
