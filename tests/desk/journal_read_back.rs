//! The journal entry of each change has the result of reading back, in the badge and in the words of the opened entry.

use eframe::egui::accesskit::Role;
use instance_desk::practice::{Chat, InstanceSeed, Messenger};
use instance_desk::tr;

use crate::common::{Gateway, Home, RESTART, SALES, SUPPORT, WAREHOUSE, Window, answers};
use crate::link_phone::OTHER_PHONE;
use crate::resend;

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
    opened(
        &mut window,
        "Sending interval: 15\u{a0}s, Support · 1101822940: Applied at ",
        &["the sending interval was 15\u{a0}s (at "],
    );

    window.open_instance("Support");
    window.tab("Account");
    window.click("Restart…");
    window.click("Restart the instance");
    window.see("The instance is restarting…");
    gateway.control.advance(RESTART);
    window.see("The instance has restarted");
    opened(
        &mut window,
        "Restarting the instance, Support · 1101822940: Authorized at ",
        &["the state was “authorized”"],
    );
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
    opened(&mut window, "Unlinking the phone, Sales · 7103004512: Unlinked at ", &["the state was “not authorized”"]);

    let home = Home::of(&gateway, &[WAREHOUSE]);
    let mut window = account(&home);
    window.click("Link a phone…");
    window.click("Use a code instead of the camera…");
    window.fill("Number of the new phone", "79165550202");
    window.click("Get a code to type");
    window.see("Valid for another ");
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("Authorized");
    window.click("Journal");
    window.see("Asking for a code to link a phone, Warehouse · 7105660034: Authorized at ");
}

#[test]
fn a_run_has_how_many_of_its_chats_were_found_as_asked_for() {
    let id_of = |number: u64| format!("{}@c.us", 79_000_000_000 + number);
    let chats = vec![Chat::person(id_of(1), "Ирина"), Chat::person(id_of(2), "Олег")];
    let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "yes");
    let gateway = Gateway::with(seed.chats(chats));
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.click(&tr!("chats-choose-shown", count = 2));
    window.click(&tr!("chats-archive-many", count = 2));
    window.click(&tr!("bulk-archive-plan-archive-act", count = 2));
    window.see(&tr!("bulk-archive-verified"));
    opened(
        &mut window,
        "Archiving 2 chats, Support · 1101822940: Done: 2 of 2",
        &["2 found as asked for, 0 not (at ", "Seen archived at ", "Ирина"],
    );
}

#[test]
fn a_resend_has_what_waited_in_the_queue_after_it() {
    let gateway = resend::gateway();
    let (home, _) = resend::home(&gateway, resend::texts(3), 1);
    let mut window = resend::open(&home);
    resend::send_all(&mut window, 3);
    window.until("the end", |window| window.model().instances[0].resend.last.as_ref().map(drop));
    opened(&mut window, "Sending 3 messages again, Sales · 7103004512: Done: 3 of 3", &["Read back:", "(at "]);
}

#[test]
fn a_cleared_queue_says_how_many_messages_and_that_a_copy_was_saved() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.see("The queue is empty: 128 before, 0 now");
    let entry = "Clearing the sending queue: 128 messages, copy saved, Sales · 7103004512: Seen empty at ";
    opened(&mut window, entry, &["the queue was empty (at "]);
}

#[test]
fn a_refusal_says_why_in_the_badge() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    let quota = r#"{"invokeStatus":{"method":"correspondents","used":3,"total":3,"status":"QUOTE_EXCEEDED"}}"#;
    gateway.control.fault("archiveChat", answers(466, quota), 1);
    window.tab("Chats");
    window.fill("chatId or phone number", "79123456789@c.us");
    window.click("Archive");
    window.see("the plan’s limit is reached");
    opened(
        &mut window,
        "Support · 1101822940: Refused: the plan’s limit is reached",
        &["The plan’s limit for this month was reached"],
    );
}
