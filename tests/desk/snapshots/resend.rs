//! Resending the messages of a saved copy, and closing the program meanwhile.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use instance_desk::tr;

use super::{in_both, sales, still_gateway};
use crate::common::{SALES, texts};

#[test]
fn resending() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales()]);
        let mut screen = stage.open(&gateway, &[SALES]);
        screen.click(&tr!("saved-queues-save"));
        screen.click(&tr!("saved-queues-open-it"));
        screen.click(&tr!("resend-button"));
        screen.see(&tr!("resend-text"));
        screen.page("resend-blocked");
        gateway.control.set_state(SALES, "authorized");
        gateway.control.fault_for(SALES, "showMessagesQueue", Fault::Body("[]".to_owned()), u32::MAX);
        screen.click(&tr!("header-refresh"));
        screen.see_no_more(&tr!("send-not-authorized-text"));
        screen.click_on(Role::CheckBox, &tr!("resend-choose-shown", count = 3));
        screen.page("resend");
        screen.click(&tr!("resend-act-ask", count = 3));
        screen.dialog("resend-dialog");
        gateway.control.fault("sendMessage", Fault::DropAfterEffect, 1);
        screen.click(&tr!("resend-act", count = 3));
        screen.see(&tr!("resend-done-part"));
        screen.page("resend-ended");
    });
}

#[test]
fn stopping_a_resend() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales().state("authorized").queue(texts(5))]);
        let mut screen = stage.open(&gateway, &[SALES]);
        screen.click(&tr!("saved-queues-save"));
        screen.click(&tr!("saved-queues-open-it"));
        screen.click(&tr!("resend-button"));
        gateway.control.fault_for(SALES, "showMessagesQueue", Fault::Body("[]".to_owned()), u32::MAX);
        screen.see(&tr!("resend-text"));
        screen.settled();
        screen.press(Key::F5);
        screen.click_on(Role::CheckBox, &tr!("resend-choose-shown", count = 5));
        screen.click(&tr!("resend-act-ask", count = 5));
        gateway.control.fault("sendMessage", Fault::DropAfterEffect, 3);
        screen.click(&tr!("resend-act", count = 5));
        screen.see(&tr!("resend-no-answers-text"));
        screen.page("resend-paused");
        screen.click(&tr!("resend-stop"));
        screen.dialog("resend-stop-dialog");
    });
}
