//! The queue: blocked, empty, cleared, saved, interrupted.

use instance_desk::practice::Fault;
use instance_desk::tr;

use super::{gateway, in_both, sales, support};
use crate::common::{Home, SALES, SUPPORT};

#[test]
fn the_queue_of_a_blocked_number_is_saved_and_cleared() {
    in_both(|stage| {
        let gateway = gateway(vec![sales(), support()]);
        let mut screen = stage.open(&gateway, &[SALES, SUPPORT]);
        screen.open_instance("Support");
        screen.page("queue-empty");
        screen.open_instance("Sales");
        screen.whole("window");
        screen.click(&tr!("saved-queues-save"));
        screen.click(&tr!("saved-queues-open-it"));
        screen.page("queue-copy");
        screen.click(&tr!("saved-queues-close"));
        screen.click(&tr!("saved-queues-delete"));
        screen.dialog_and_close("delete-copy-dialog");
        screen.click(&tr!("queue-clear"));
        screen.button(&tr!("queue-clear-button", count = 3));
        screen.dialog("clear-queue-dialog");
        screen.click(&tr!("queue-clear-button", count = 3));
        screen.see(&tr!("clear-queue-empty", before = 3));
        screen.see(&tr!("saved-queues-before-clearing"));
        screen.page("queue-cleared");
    });
}

#[test]
fn the_queue_after_a_clearing_whose_answer_did_not_come() {
    in_both(|stage| {
        let gateway = gateway(vec![sales()]);
        let mut screen = stage.open(&gateway, &[SALES]);
        gateway.control.fault("clearMessagesQueue", Fault::DropConnection, 1);
        screen.click(&tr!("queue-clear"));
        screen.click(&tr!("queue-clear-button", count = 3));
        screen.see(&tr!("clear-queue-unknown"));
        screen.see(&tr!("saved-queues-before-clearing"));
        screen.page("queue-unknown");
    });
}

#[test]
fn the_queue_after_a_session_that_ended_during_a_clearing() {
    in_both(|stage| {
        let gateway = gateway(vec![sales()]);
        let home = Home::of(&gateway, &[SALES]);
        home.leave_under_way(SALES, "clearMessagesQueue", "");
        let mut screen = stage.open_home(home);
        screen.see(&tr!("interrupted-queue-read"));
        screen.page("queue-interrupted");
    });
}

#[test]
fn closing_the_window_while_the_queue_is_being_cleared() {
    in_both(|stage| {
        let gateway = gateway(vec![sales()]);
        let mut screen = stage.open(&gateway, &[SALES]);
        gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
        screen.click(&tr!("queue-clear"));
        screen.click(&tr!("queue-clear-button", count = 3));
        screen.until("the request", |_| (gateway.times("clearMessagesQueue") == 1).then_some(()));
        assert!(!screen.close());
        screen.dialog_at_work("quit-dialog");
    });
}
