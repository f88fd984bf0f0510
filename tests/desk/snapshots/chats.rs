//! Chats: the list, one chat archived or refused, many at once, a pasted list.

use eframe::egui::{Event, Key, Modifiers};
use instance_desk::practice::{Chat, InstanceSeed, Messenger};
use instance_desk::tr;

use super::{Screen, Stage, gateway, in_both, still_gateway, support};
use crate::common::{DELIVERY, Gateway, SUPPORT};

fn chats(stage: Stage, gateway: &Gateway, id: &str) -> Screen {
    let mut screen = stage.open(gateway, &[id]);
    screen.press_with(Modifiers::COMMAND, Key::Num2);
    screen
}

/// Waits until the list shows a chat as archived: the program changes its list after it shows the answer.
fn see_archived(screen: &mut Screen, chat: &str) {
    screen.see(&format!("{chat}, {}", tr!("chats-known-archived")));
}

#[test]
fn one_chat() {
    in_both(|stage| {
        let gateway = still_gateway(vec![support()]);
        let mut screen = chats(stage, &gateway, SUPPORT);
        screen.see("Anna");
        screen.page("chats");
        screen.fill(&tr!("chats-field"), "79123456789");
        screen.click(&tr!("chats-archive"));
        screen.see(&tr!("chats-archived", chat = "79123456789@c.us"));
        see_archived(&mut screen, "79123456789@c.us");
        screen.page("chat-archived");
        screen.fill(&tr!("chats-field"), "79992047718");
        screen.click(&tr!("chats-archive"));
        screen.button(&tr!("remedy-check-number"));
        screen.page("chat-refused");
    });
}

#[test]
fn many_chats() {
    in_both(|stage| {
        let gateway = gateway(vec![support()]);
        let mut screen = chats(stage, &gateway, SUPPORT);
        screen.click(&tr!("chats-choose-shown", count = 4));
        screen.page("chats-selected");
        screen.click(&tr!("chats-archive-many", count = 4));
        screen.button(&tr!("bulk-archive-plan-archive-act", count = 3));
        screen.dialog("bulk-archive-dialog");
        screen.click(&tr!("bulk-archive-plan-archive-act", count = 3));
        screen.see(&tr!("bulk-archive-verified"));
        see_archived(&mut screen, "120363043968066561@g.us");
        screen.page("bulk-archive-ended");
        screen.click(&tr!("bulk-archive-undo-archive", count = 2));
        screen.dialog_and_close("undo-dialog");
    });
}

#[test]
fn a_pasted_list() {
    in_both(|stage| {
        let gateway = still_gateway(vec![support()]);
        let mut screen = chats(stage, &gateway, SUPPORT);
        screen.click(&tr!("chats-paste-list"));
        screen.dialog("import-chats-empty-dialog");
        let list =
            "Name;Phone\nA;+7 912 345-67-89\nB;\nB;7,91235E+10\nC;79000000001\nD;12345\nE;9123456780\nF;79000000002";
        screen.event(Event::Paste(list.to_owned()));
        screen.button(&tr!("import-chats-act", count = 1));
        screen.dialog("import-chats-dialog");
    });
}

#[test]
fn the_chats_of_max() {
    in_both(|stage| {
        let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot");
        let gateway = still_gateway(vec![seed.chats(vec![Chat::person("10433817", "Anna").phone(79_261_114_502)])]);
        let mut screen = chats(stage, &gateway, DELIVERY);
        screen.see("Anna");
        screen.page("chats-max");
    });
}
