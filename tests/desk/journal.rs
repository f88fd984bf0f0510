//! The journal: requests to servers, written before they leave and when the response arrives.

use eframe::egui::accesskit::Role;
use instance_desk::practice::Fault;
use instance_desk::store::{DATABASE_NAME, Folders};

use crate::common::{Gateway, Home, SALES, SUPPORT};

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
    window.see("About saved copies and the journal");
    let told = window.see("was damaged, and a new one was begun. The old one is kept as ");
    let kept = told.rsplit(" as ").next().unwrap().to_owned();
    assert!(std::fs::read_to_string(kept).unwrap().starts_with("this was never"));
}
