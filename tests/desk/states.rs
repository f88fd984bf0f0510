//! The words of a state; a suspended account: its meaning on each messenger, and its end.

use eframe::egui::Event;
use instance_desk::model::Tab;
use instance_desk::practice::{ANY_METHOD, InstanceSeed, Messenger};
use instance_desk::store::LanguageChoice;

use crate::common::{Gateway, Home, SALES, WAREHOUSE, Window, answers, texts};

const STOPPED: &str = "WhatsApp has suspended sending from this number";
const RESTRICTED: &str = "Only people saved in";
const ENDS: &str = "The restriction lasts until ";

fn suspended(messenger: Messenger, state: &str) -> Gateway {
    Gateway::with(InstanceSeed::new(messenger, SALES, "Office").state(state).queue(texts(2)))
}

/// Hovers over the badge of the header.
fn point_at(window: &mut Window, badge: &str) {
    let center = window.until(badge, |window| {
        window.items().into_iter().find(|item| item.label == badge).map(|item| item.rect.center())
    });
    window.event(Event::PointerMoved(center));
}

#[test]
fn every_page_says_what_a_suspension_means_and_when_it_ends() {
    for (messenger, state, [badge, word], means, restarts) in [
        (Messenger::WhatsApp, "suspended", ["Sending suspended", "suspended"], STOPPED, true),
        (Messenger::WhatsApp, "yellowCard", ["Sending suspended", "suspended"], STOPPED, true),
        (Messenger::Max, "suspended", ["Restricted", "restricted"], RESTRICTED, false),
        (Messenger::Telegram, "suspended", ["Restricted", "restricted"], RESTRICTED, false),
    ] {
        let gateway = suspended(messenger, state);
        let mut window = Home::of(&gateway, &[SALES]).open();
        window.see(means);
        window.see(ENDS);
        window.settled();
        assert_eq!(window.has_button("Restart…"), restarts, "{messenger:?}");
        window.until("the row", |window| window.row(&format!("Office, {} · {word}", name(messenger))));
        window.tab("Requests");
        window.see_no_more(ENDS);
        point_at(&mut window, badge);
        window.see(ENDS);
        window.tab("Account");
        window.see(means);
        window.see(ENDS);
        gateway.control.set_state(SALES, "authorized");
        window.click("Refresh");
        window.see_no_more(ENDS);
    }
}

#[test]
fn the_header_names_the_number_that_is_linked() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, WAREHOUSE]).open();
    window.see("+7\u{a0}985\u{a0}111-22-33");
    window.open_instance("Warehouse");
    window.settled();
    window.see_no_more("+7\u{a0}985\u{a0}111-22-33");
}

#[test]
fn a_refused_access_is_told_in_the_list_and_the_header() {
    for (status, body, badge) in
        [(401, "Unauthorized", "Token refused"), (403, r#"{"statusCode":403,"message":"Forbidden"}"#, "Access refused")]
    {
        let gateway = Gateway::pictures();
        let mut window = Home::of(&gateway, &[SALES]).open();
        window.until("the row", |window| window.row("Sales, WhatsApp · blocked,"));
        gateway.control.fault(ANY_METHOD, answers(status, body), u32::MAX);
        window.click("Refresh");
        window.see(badge);
        window.until("the row", |window| window.row(&format!("Sales, WhatsApp · {},", badge.to_lowercase())));
        gateway.control.clear_faults();
        window.click("Refresh");
        window.see_no_more(badge);
    }
}

#[test]
fn after_an_outage_the_state_has_its_time() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    gateway.go_away();
    window.click("Refresh");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, as of "));
    gateway.come_back();
    window.click("Refresh");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting"));
}

#[test]
fn an_instance_opens_at_the_tab_that_was_left() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, WAREHOUSE]).open();
    let page = |window: &Window| window.model().shown().map(|(instance, tab)| (instance.record.name.clone(), tab));
    window.open_instance("Sales");
    window.tab("Requests");
    window.click("Journal");
    window.open_instance("Sales");
    assert_eq!(page(&window), Some(("Sales".to_owned(), Tab::Requests)));
    window.open_instance("Warehouse");
    window.tab("Account");
    window.open_instance("Sales");
    assert_eq!(page(&window), Some(("Sales".to_owned(), Tab::Requests)));
    window.open_instance("Warehouse");
    assert_eq!(page(&window), Some(("Warehouse".to_owned(), Tab::Account)));
}

#[test]
fn the_messenger_that_restricts_or_waits_is_named_and_the_button_is_the_same_on_both_pages() {
    for messenger in [Messenger::Max, Messenger::Telegram] {
        let gateway = suspended(messenger, "suspended");
        let mut window = Home::of(&gateway, &[SALES]).open();
        let name = name(messenger);
        window.see(&format!("{name} has temporarily restricted this account"));
        window.tab("Account");
        window.see(&format!("{name} has restricted the account for a time"));
        gateway.control.set_state(SALES, "pendingPassword");
        window.click("Refresh");
        window.see(&format!("{name} waits for the password"));
        window.button("Enter the password…");
        window.tab("Queue");
        window.see(&format!("{name} waits for the password"));
        window.button("Enter the password…");
        window.assert_not_shown("Link a phone…");
    }
}

#[test]
fn an_account_of_practice_can_be_suspended_and_released() {
    let home = Home::practice();
    let mut window = home.open();
    for (instance, messenger, means) in [
        ("Support", "WhatsApp", "WhatsApp has suspended sending from this number"),
        ("Delivery bot", "MAX", "MAX has restricted the account for a time"),
    ] {
        window.open_instance(instance);
        window.tab("Account");
        window.click(&format!("Let {messenger} suspend the practice account"));
        window.see(means);
        window.see(ENDS);
        window.click("End the practice restriction");
        window.see_no_more(means);
        window.button(&format!("Let {messenger} suspend the practice account"));
    }
}

#[test]
fn an_empty_queue_is_not_said_to_be_sent() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Office").state("authorized"));
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.tab("Account");
    window.see("The number works, and its queue is empty");
}

#[test]
fn no_phone_is_to_be_unlinked_while_an_instance_without_one_starts() {
    for (wid, offered) in [("79120000001@c.us", true), ("", false)] {
        let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Office").state("starting").wid(wid));
        let mut window = Home::of(&gateway, &[SALES]).open();
        window.settled();
        window.tab("Account");
        window.button("Restart…");
        assert_eq!(window.has_button("Unlink the phone…"), offered);
    }
}

fn name(messenger: Messenger) -> &'static str {
    match messenger {
        Messenger::WhatsApp => "WhatsApp",
        Messenger::Max => "MAX",
        Messenger::Telegram => "Telegram",
    }
}

#[test]
fn the_words_of_a_state_fit_into_the_sidebar_beside_a_large_number_of_messages() {
    const STATES: [&str; 8] = [
        "authorized",
        "notAuthorized",
        "blocked",
        "suspended",
        "starting",
        "sleepMode",
        "pendingCode",
        "pendingPassword",
    ];
    for language in [LanguageChoice::En, LanguageChoice::Ru] {
        for (messenger, state) in
            STATES.iter().flat_map(|state| [(Messenger::WhatsApp, state), (Messenger::Max, state)])
        {
            let seed = InstanceSeed::new(messenger, SALES, "Office").state(state);
            let gateway = Gateway::with(seed.queue(texts(1000)));
            let mut home = Home::of(&gateway, &[SALES]);
            home.options.language = Some(language);
            let mut window = home.open();
            window.settled();
            window.step();
            assert_eq!(window.cut_off(), [""; 0], "{language:?} {messenger:?} {state}");
        }
    }
}

#[test]
fn a_name_and_a_state_that_are_cut_off_in_the_sidebar_are_whole_under_the_pointer() {
    let name = "Orders and returns of the northern warehouse";
    let state = "aStateOfTheServerThatIsNewAndLong";
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, name).state(state));
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    let row = window.until("the row", |window| {
        window.items().into_iter().find(|item| item.label.starts_with(&format!("{name}, ")))
    });
    assert!(window.cut_off().contains(&state.to_owned()));
    let loses_its_middle = |row: &String| row.starts_with("Orders") && row.contains('…');
    assert!(window.painted_rows().iter().any(loses_its_middle));
    window.event(Event::PointerMoved(row.rect.center()));
    window.see(&format!("{name}\nWhatsApp · {state}"));
}

#[test]
fn the_end_may_be_unknown_past_unreadable_or_written_in_another_way() {
    for (until, shown) in [
        ("0", None),
        ("null", None),
        ("4070908800000", Some("The restriction lasts until ")),
        ("4.0709088e9", Some("The restriction lasts until ")),
        ("\"2099-01-01T00:00:00Z\"", Some("The restriction lasts until ")),
        ("\"after review\"", Some("The end of the restriction, as GREEN-API gives it: “after review”.")),
        ("1700000000", Some("The restriction should have ended at 1")),
    ] {
        let gateway = suspended(Messenger::WhatsApp, "suspended");
        let settings = format!(r#"{{"phone":"79120000001","stateInstance":"suspended","suspendedUntil":{until}}}"#);
        gateway.control.fault("getWaSettings", answers(200, &settings), u32::MAX);
        let mut window = Home::of(&gateway, &[SALES]).open();
        window.until("the end to be told", |_| (gateway.times("getWaSettings") == 1).then_some(()));
        window.settled();
        window.see(STOPPED);
        match shown {
            Some(words) => drop(window.see(words)),
            None => {
                window.assert_not_shown("The restriction");
                window.assert_not_shown("The end of the restriction");
            }
        }
    }
}
