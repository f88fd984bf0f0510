//! Messages that did not leave: refused, unknown, or held up by the disk or the network.

use instance_desk::practice::Fault;

use super::{CHAT, OTHER, file, gateway, home, open, send_all, sent, text, texts};
use crate::common::answers;

#[test]
fn an_unknown_one_is_sent_once_more_only_by_asking() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(3), 1);
    let mut window = open(&home);
    gateway.control.fault("sendMessage", Fault::DropAfterEffect, 1);
    send_all(&mut window, 3);
    window.see("Sending again has ended; not everything was queued");
    window.see("2 queued again · 1 not known");
    window.settled();
    window.see("The connection broke before the answer came");
    window.click("Send no. 1 once more…");
    window.see("it may have been sent, and can then arrive twice");
    assert_eq!(window.focused().unwrap().label, "Do not send");
    window.click("Do not send");
    assert_eq!(gateway.times("sendMessage"), 3);
    window.click("Send no. 1 once more…");
    window.click("Send 1 message once more");
    window.see("1 message is queued again");
    assert_eq!(sent(&gateway), ["Order 1", "Order 2", "Order 3", "Order 1"]);
    window.settled();
    window.assert_not_shown("not known");
}

#[test]
fn a_failed_one_is_tried_again_and_a_link_that_has_expired_is_told() {
    let gateway = gateway();
    let too_long = text(OTHER, &"x".repeat(20_001));
    let (home, _) = home(&gateway, vec![text(CHAT, "one"), file(CHAT), too_long], 1);
    let mut window = open(&home);
    let words = "Failed to download file from url https://files.example/a.pdf: 404 Not Found";
    gateway.control.fault("sendFileByUrl", answers(500, &format!("{{\"message\":{words:?}}}")), 1);
    send_all(&mut window, 3);
    window.see("1 queued again · 2 failed");
    window.settled();
    window.see("1 × The server could not fetch the file: its link has expired");
    window.see("404 Not Found");
    window.click("Try the 2 failed ones again…");
    window.see("1 file · 1 text, to 2 chats");
    window.click("Send 2 messages again");
    window.until("the end", |window| (window.model().instances[0].resend.live.is_none()).then_some(()));
    window.settled();
    window.see("1 queued again · 1 failed");
    assert_eq!(gateway.times("sendFileByUrl"), 2);
    window.button("Try the failed one again…");
}

#[test]
fn answers_that_do_not_come_pause_the_run_after_three() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(5), 1);
    let mut window = open(&home);
    gateway.control.fault("sendMessage", Fault::DropAfterEffect, 3);
    send_all(&mut window, 5);
    window.see("Paused: 3 answers in a row did not come");
    window.see("0 queued again · 3 not known · 2 wait");
    window.settled();
    assert_eq!(gateway.times("sendMessage"), 3);
    // Unknown messages are not resent while the rest of the run waits.
    assert!(window.items().iter().filter(|item| item.label.contains("once more…")).all(|item| item.off));
    window.click("Send the remaining 2");
    window.see("2 queued again · 3 not known");
    window.settled();
    assert_eq!(gateway.times("sendMessage"), 5);
    window.click("Send all 3 once more…");
    window.click("Send 3 messages once more");
    window.see("All 3 messages are queued again");
    assert_eq!(gateway.times("sendMessage"), 8);
}

#[test]
fn what_the_instance_refuses_pauses_with_its_reason() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(3), 1);
    let mut window = open(&home);
    let expired = "Instance account is expired. Renew your instance from personal area";
    gateway.control.fault("sendMessage", answers(400, &format!("{{\"message\":{expired:?}}}")), 1);
    send_all(&mut window, 3);
    window.see("Not sent");
    window.see("0 queued again · 3 wait");
    window.settled();
    window.click("Try again");
    window.see("All 3 messages are queued again");
    assert_eq!(sent(&gateway), ["Order 1", "Order 1", "Order 2", "Order 3"]);
}

#[test]
fn the_network_that_is_away_sends_nothing_and_says_so() {
    let gateway = gateway();
    let (home, _) = home(&gateway, texts(2), 1);
    let mut window = open(&home);
    gateway.go_away();
    window.click_on(eframe::egui::accesskit::Role::CheckBox, "Select all 2 shown");
    window.click("Send 2 messages again…");
    window.settled();
    window.click("Send 2 messages again");
    window.see("Nothing was sent");
    window.settled();
    assert_eq!(gateway.times("sendMessage"), 0);
    gateway.come_back();
    window.click("Send 2 messages again…");
    window.click("Send 2 messages again");
    window.see("All 2 messages are queued again");
}
