//! The journal: requests to servers, written before they leave and when the response arrives.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::green_api::IdInstance;
use instance_desk::practice::Fault;
use instance_desk::store::{DATABASE_NAME, Folders, JournalEntry, Outcome};

use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

#[test]
fn each_change_stands_in_the_journal_with_what_came_of_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("Nothing has been changed yet");

    window.open_instance("Support");
    window.tab("Chats");
    window.fill("chatId or phone number", "79123456789@c.us");
    window.click("Archive");
    window.see("Archived: ");
    gateway.control.fault("unarchiveChat", Fault::DropAfterEffect, 1);
    window.click("Unarchive");
    window.see("It is not known whether this was done");
    window.click("Journal");
    window.see("Today");
    window.see("Archiving +7\u{a0}912\u{a0}345-67-89");
    window.assert_not_shown("archiveChat");
    let unarchiving = window.items().into_iter().find(|item| {
        item.role == Role::DisclosureTriangle
            && item.label.ends_with(" Unarchiving +7\u{a0}912\u{a0}345-67-89, Support · 1101822940: Not known")
    });
    window.click_on(Role::DisclosureTriangle, &unarchiving.unwrap().label);
    window.see("unarchiveChat");
    window.see("{\"chatId\":\"79123456789@c.us\"}");
    assert!(!window.words().contains(&home.token(SUPPORT).unwrap()));
    drop(window);

    // It is still there in the next session.
    let mut window = home.open();
    window.click("Journal");
    window.see("Unarchiving ");
}

#[test]
fn a_damaged_database_is_told_and_kept_aside() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let data = Folders::in_dir(home.dir()).data;
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join(DATABASE_NAME), "this was never a database, or it was and is no more").unwrap();
    let mut window = home.open();
    window.see("Saved copies and the journal");
    let told = window.see("was damaged, and a new one was started. The old one is kept as ");
    let kept = told.rsplit(" as ").next().unwrap().to_owned();
    assert!(std::fs::read_to_string(kept).unwrap().starts_with("this was never"));
}

/// Writes changes into the journal of a closed program.
fn write(home: &Home, count: usize) {
    home.ask(move |tables| {
        for number in 0..count {
            let id = tables.begin_entry(&entry(number))?;
            tables.end_entry(id, &Outcome::Done)?;
        }
        Ok(())
    });
}

fn entry(number: usize) -> JournalEntry {
    let instance = IdInstance::parse(SALES).unwrap();
    let asked = format!("{{\"chatId\":\"{}@c.us\"}}", 79_000_000_000 + number as u64);
    JournalEntry { instance, method: "archiveChat", asked, run: None }
}

/// Returns how many entries are drawn.
fn drawn(window: &Window) -> usize {
    window.items().into_iter().filter(|item| item.role == Role::DisclosureTriangle).count()
}

#[test]
fn only_visible_entries_are_drawn_and_every_one_is_reached() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    write(&home, 250);
    let mut window = home.open();
    window.settled();
    window.click("Journal");
    window.see("Archiving +7\u{a0}900\u{a0}000-02-49");
    assert!((5..40).contains(&drawn(&window)), "{}", drawn(&window));
    // The button brings in the rest, and stays below the last one.
    window.click("Show older");
    window
        .until("the rest", |window| window.model().journal.lines.as_ref().filter(|lines| lines.count == 250).map(drop));
    assert!((5..40).contains(&drawn(&window)), "{}", drawn(&window));
    for _ in 0..20 {
        window.scroll(2_000.0);
    }
    window.see("Archiving +7\u{a0}900\u{a0}000-00-00");
    // Tab leads on from the last one that is in sight.
    window.scroll(-20_000.0);
    for number in (0..250).rev().take(30) {
        let name = format!("-{:02}-{:02}, ", number / 100, number % 100);
        window.until(&name, |window| window.items().into_iter().find(|item| item.label.contains(&name)).map(drop));
        while !window.focused().is_some_and(|focused| focused.label.contains(&name)) {
            window.press(Key::Tab);
        }
    }
}

#[test]
fn an_open_journal_is_renewed_when_a_change_is_recorded_and_by_key() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    let answer = gateway.control.hold("archiveChat");
    window.tab("Chats");
    window.fill("chatId or phone number", "79123456789@c.us");
    window.click("Archive");
    window.until("the request", |_| (gateway.times("archiveChat") == 1).then_some(()));
    window.click("Journal");
    window.see(": Under way");
    answer.open();
    window.see(": Done");
    window.assert_not_shown(": Under way");

    home.ask_beside(|tables| tables.begin_entry(&entry(7)));
    window.press(Key::F5);
    window.see(": Under way");
}
