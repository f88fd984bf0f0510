//! The journal: what was asked of servers, written before it leaves and when the answer comes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Gateway, Home, SALES, SUPPORT};
use instance_desk::practice::Fault;

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
    window.see("unarchiveChat");
    window.see("Unknown");
    window.see("archiveChat");
    window.see("Done");
    window.see("{\"chatId\":\"79123456789@c.us\"}");
    assert!(!window.words().contains(&home.token(SUPPORT).unwrap()));
    drop(window);

    // It is still there at the next start.
    let mut window = home.open();
    window.click("Journal");
    window.see("unarchiveChat");
}
