//! What was read back after a change stands in its journal entry, in the badge and in the words of the opened entry.

use eframe::egui::accesskit::Role;
use instance_desk::green_api::{Failure, IdInstance, Quota};
use instance_desk::green_api::ErrorReply;
use instance_desk::practice::Fault;
use instance_desk::store::{JournalEntry, Outcome, Why};

use crate::common::{Gateway, Home, RESTART, SALES, SUPPORT, WAREHOUSE, Window};

fn account(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window
}

/// Opens the entry whose name contains `name`, and expects these words in it.
fn opened(window: &mut Window, name: &str, words: &[&str]) {
    window.click("Journal");
    let is_it = |window: &Window| {
        let mut items = window.items().into_iter();
        items.find(|item| item.role == Role::DisclosureTriangle && item.label.contains(name)).map(|item| item.label)
    };
    let entry = window.until(name, is_it);
    window.click_on(Role::DisclosureTriangle, &entry);
    for word in words {
        window.see(word);
    }
}

#[test]
fn changed_settings_and_a_restart_have_what_the_server_shows_after_them() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = account(&home);
    gateway.control.set_restart(RESTART);
    window.click("Change…");
    window.fill("Seconds", "15");
    window.click("Change the interval…");
    window.click("Change and restart");
    window.see("The instance is restarting…");
    gateway.control.advance(RESTART);
    window.see("The sending interval is 15\u{a0}s");
    opened(&mut window, "Sending interval: 15\u{a0}s, Support · 1101822940: Applied at ", &["the sending interval was 15\u{a0}s (at "]);

    window.tab_of("Support", "Account");
    window.click("Restart…");
    window.click("Restart the instance");
    window.see("The instance is restarting…");
    gateway.control.advance(RESTART);
    window.see("The instance has restarted");
    opened(&mut window, "Restarting the instance, Support · 1101822940: Authorized at ", &["the state was “authorized”"]);
}

#[test]
fn an_unlinked_phone_and_one_that_is_linked_by_a_code_have_the_state_after_them() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = account(&home);
    window.click("Unlink the phone…");
    window.click("Unlink the phone");
    window.see("The phone is unlinked");
    window.see("Not authorized");
    opened(&mut window, "Unlinking the phone, Sales · 7103004512: Not authorized at ", &["the state was “not authorized”"]);
}
