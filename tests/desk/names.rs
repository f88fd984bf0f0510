//! Names on the screen: two instances with one name, groups by their name, and practice in the interface's language.

use instance_desk::practice::{Chat, InstanceSeed, Messenger, World};
use instance_desk::store::LanguageChoice;
use serde_json::json;

use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

const FIRST: &str = "7103000001";
const SECOND: &str = "7103000002";

/// Counts the texts that are exactly this.
fn count(window: &Window, text: &str) -> usize {
    window.items().iter().filter(|item| item.label == text).count()
}

/// Closes the question by its safe button.
#[track_caller]
fn answer(window: &mut Window, safe: &str) {
    window.click(safe);
    window.until("no question", |window| (window.model().dialog.is_none() && !window.has_button(safe)).then_some(()));
}

#[test]
fn two_instances_of_one_name_are_told_apart_by_their_ids() {
    let seed = |id| InstanceSeed::new(Messenger::WhatsApp, id, "Sales");
    let gateway = Gateway::of(World::empty().with(seed(FIRST)).with(seed(SECOND)));
    let mut window = Home::of(&gateway, &[FIRST, SECOND]).open();
    window.settled();
    for id in [FIRST, SECOND] {
        window.open_instance(&format!("Sales, {id} · authorized"));
        window.tab("Account");
        for (act, safe) in [
            ("Restart…", "Do not restart"),
            ("Unlink the phone…", "Keep it linked"),
            ("Change the token…", "Keep the old token"),
        ] {
            let before = count(&window, id);
            window.click(act);
            window.button(safe);
            assert_eq!(count(&window, id), before + 1, "{act} does not say which instance");
            answer(&mut window, safe);
        }
        window.click("More actions");
        let before = count(&window, id);
        window.click("Remove instance…");
        window.button("Keep it");
        assert!(count(&window, id) > before, "the removal does not say which instance");
        answer(&mut window, "Keep it");
    }
}

#[test]
fn a_single_name_needs_no_id_in_the_sidebar() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.until("the row", |window| window.row("Support, WhatsApp · authorized"));
}

#[test]
fn a_long_name_keeps_the_number_at_its_end_in_the_list_and_in_the_head() {
    let name = format!("Клиника · {}кабинет 14", "регистратура, справочная, ".repeat(5));
    let gateway = Gateway::of(World::empty().with(InstanceSeed::new(Messenger::WhatsApp, FIRST, &name)));
    let mut window = Home::of(&gateway, &[FIRST]).open();
    window.settled();
    window.tab("Queue");
    let shortened = window.painted_rows().into_iter().filter(|row| row.starts_with("Кли") && row.contains('…'));
    let shortened: Vec<String> = shortened.collect();
    assert_eq!(shortened.len(), 2, "{shortened:?}");
    assert!(shortened.iter().all(|row| row.ends_with("14")), "{shortened:?}");
}

#[test]
fn a_group_has_its_name_in_the_queue_and_the_copy_from_the_next_start_on() {
    const GROUP: &str = "120363043968061204@g.us";
    let message = |n: usize| {
        let body = json!({"chatId": GROUP, "message": format!("Truck {n}")});
        json!({"messageID": format!("BAE5{n:012X}"), "type": "sendMessage", "body": body})
    };
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").interval_ms(600_000);
    let seed = seed.queue((0..20).map(message).collect()).chats(vec![Chat::group(GROUP, "Склад")]);
    let gateway = Gateway::with(seed);
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.see("Group 120363043968061204");
    window.tab("Chats");
    window.see("Склад");
    window.tab("Queue");
    window.see("Склад · group");
    window.assert_not_shown("Group 120363043968061204");
    window.click("Save a copy");
    window.see("messages are saved on this computer");
    drop(window);

    let asked = gateway.times("getChats");
    let mut window = home.open();
    window.see("Склад · group");
    window.click("Open");
    window.fill("Search in the copy", "склад");
    window.until("the messages to the group", |window| window.row("1. Text, Склад · group"));
    assert_eq!(gateway.times("getChats"), asked, "the names are known without asking");
}

#[test]
fn the_journal_names_a_group() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.tab("Chats");
    window.see("Склад Юг");
    window.fill("chatId or phone number", "120363043968066561@g.us");
    window.click("Archive");
    window.see("Archived: 120363043968066561@g.us");
    window.click("Journal");
    window.see("Archiving “Склад Юг”");
}

#[test]
fn practice_speaks_the_language_of_the_interface() {
    for (language, name, message) in
        [(LanguageChoice::En, "Sales, ", "Truck 3 has left"), (LanguageChoice::Ru, "Продажи, ", "Машина 3 выехала")]
    {
        let mut home = Home::practice();
        home.options.language = Some(language);
        let mut window = home.open();
        window.until(name, |window| window.row(name));
        window.see(message);
    }
}
