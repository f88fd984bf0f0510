//! The replacement of a number, step by step.

use instance_desk::tr;
use instance_desk::ui::text::interval;

use super::{gateway, in_both, sales};
use crate::common::SALES;
use crate::common::replace_number::NEW;

#[test]
fn replacing_a_number() {
    in_both(|stage| {
        let gateway = gateway(vec![sales()]);
        gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 5_000);
        let mut screen = stage.open(&gateway, &[SALES]);
        screen.click(&tr!("replace-number-entry"));
        screen.button(&tr!("replace-number-stop-act"));
        screen.page("replace-stop");
        screen.click(&tr!("replace-number-skip"));
        screen.dialog_and_close("replace-skip-dialog");
        screen.click(&tr!("replace-number-stop-act"));
        screen.button(&tr!("replace-number-save-act", count = 3));
        screen.page("replace-save");
        screen.click(&tr!("replace-number-give-up"));
        screen.dialog_and_close("replace-end-dialog");
        screen.click(&tr!("replace-number-save-act", count = 3));
        screen.button(&tr!("replace-number-clear-act", count = 3));
        screen.page("replace-clear");
        screen.click(&tr!("replace-number-clear-act", count = 3));
        screen.button(&tr!("queue-clear-button", count = 3));
        screen.dialog("replace-clear-dialog");
        screen.click(&tr!("queue-clear-button", count = 3));
        screen.see(&tr!("replace-number-notifications-count", count = 2));
        screen.button(&tr!("header-refresh"));
        screen.page("replace-notifications");
        screen.click(&tr!("replace-number-notifications-ask"));
        screen.dialog_and_close("replace-notifications-dialog");
        screen.click(&tr!("replace-number-skip"));
        screen.click(&tr!("replace-number-skip-act"));
        screen.button(&tr!("replace-number-unlink-act"));
        screen.page("replace-unlink");
        screen.click(&tr!("replace-number-unlink-act"));
        screen.click(&tr!("logout-act"));
        screen.button(&tr!("replace-number-link-show"));
        screen.page("replace-link");
        screen.click(&tr!("replace-number-link-show"));
        screen.see(&tr!("link-picture"));
        screen.page("replace-link-code");
        gateway.control.authorize(SALES, NEW);
        screen.button(&tr!("replace-number-link-yes"));
        screen.page("replace-link-confirm");
        screen.click(&tr!("replace-number-link-yes"));
        let proposed = interval(std::time::Duration::from_secs(15));
        screen.button(&tr!("replace-number-interval-set", interval = proposed));
        screen.page("replace-interval");
        screen.click(&tr!("replace-number-skip"));
        screen.click(&tr!("replace-number-skip-act"));
        screen.button(&tr!("replace-number-again-finish"));
        screen.button(&tr!("resend-button"));
        screen.page("replace-again");
        screen.click(&tr!("replace-number-again-finish"));
        screen.see(&tr!("replace-number-over"));
        screen.page("replace-over");
    });
}
