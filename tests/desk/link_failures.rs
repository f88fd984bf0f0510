//! Queries that fail while a phone is being linked: linking goes on, and ends only if they keep failing.

use instance_desk::practice::Fault;

use crate::common::replace_number::QR;
use crate::common::{Gateway, Home, WAREHOUSE, Window, answers};
use crate::link_phone::{OTHER_PHONE, on_account};

const AGAIN: &str = "the server is asked again";

fn linking(gateway: &Gateway) -> Window {
    let mut window = on_account(&Home::of(gateway, &[WAREHOUSE]));
    window.click("Link a phone…");
    window
}

#[test]
fn a_query_that_fails_once_is_repeated_and_said() {
    let gateway = Gateway::pictures();
    for (fault, words) in [
        (Fault::RateLimited, "too many requests"),
        (Fault::BadGateway, "the server is not available now"),
        (answers(500, "{}"), "an error on the server"),
        (Fault::DropConnection, "the connection broke"),
    ] {
        let mut window = linking(&gateway);
        window.see(QR);
        gateway.control.fault("qr", fault, 1);
        let next = gateway.control.hold("qr");
        let said = window.see(AGAIN);
        assert!(said.contains(words), "{said}");
        next.open();
        window.see_no_more(AGAIN);
        window.see(QR);
        window.click("Stop linking");
    }
}

#[test]
fn queries_that_keep_failing_end_the_linking() {
    let gateway = Gateway::pictures();
    let mut window = linking(&gateway);
    window.see(QR);
    gateway.control.fault("qr", Fault::RateLimited, u32::MAX);
    let asked = gateway.times("qr");
    window.button("Try again");
    window.assert_not_shown(AGAIN);
    window.assert_not_shown(QR);
    // One may have been answered just before.
    assert!((5..=6).contains(&(gateway.times("qr") - asked)), "{}", gateway.times("qr") - asked);
    gateway.control.clear_faults();
    window.click("Try again");
    window.see(QR);
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("The phone is linked");
}
