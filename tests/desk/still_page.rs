//! Nothing that the pointer may be over moves because an answer came.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Pos2, Rect};
use instance_desk::work::replace_number::Step;

use crate::common::replace_number::{at, begin, stop};
use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

/// Returns where the controls of the page are, once it is at rest.
fn places(window: &mut Window) -> BTreeMap<(String, String), Rect> {
    (0..4).for_each(|_| window.step());
    let items = window.items().into_iter().filter(|item| item.is_operable() && item.rect.left() > 250.0);
    items.map(|item| ((format!("{:?}", item.role), item.label), item.rect)).collect()
}

/// Fails if a control is at another height than before. The answers' buttons at the end of a page are below what grows.
#[track_caller]
fn assert_still(what: &str, before: &BTreeMap<(String, String), Rect>, window: &mut Window) {
    const OF_ANSWER: [&str; 5] = ["Copy", "Copy as curl", "Headers", "Raw", "Tree"];
    let now = places(window);
    assert!(before.len() > 3, "{before:?}");
    for ((role, label), rect) in before.iter().filter(|((_, label), _)| !OF_ANSWER.contains(&label.as_str())) {
        if let Some(now) = now.get(&(role.clone(), label.clone())) {
            assert!((now.top() - rect.top()).abs() < 1.0, "{what}: {label} moves from {rect:?} to {now:?}");
        }
    }
}

#[test]
fn a_refresh_moves_no_control_of_a_page() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    for name in ["Sales", "Support"] {
        window.open_instance(name);
        for tab in ["Queue", "Chats", "Account"] {
            window.tab(tab);
            window.settled();
            let before = places(&mut window);
            let gate = gateway.hold_all("getStateInstance");
            window.press(Key::F5);
            assert_still(&format!("{name} {tab}, asking"), &before, &mut window);
            gate.open();
            gateway.control.clear_faults();
            window.settled();
            assert_still(&format!("{name} {tab}, answered"), &before, &mut window);
        }
    }
}

#[test]
fn saving_a_copy_leaves_its_button_under_the_pointer() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    let above = |window: &mut Window| {
        let mut places = places(window);
        places.retain(|(_, label), _| !label.contains(". ") && label != "Answer");
        places
    };
    let before = above(&mut window);
    let gate = gateway.hold_all("showMessagesQueue");
    window.click("Save a copy");
    window.see("Saving");
    assert_still("saving", &before, &mut window);
    gate.open();
    gateway.control.clear_faults();
    window.see("saved on this computer");
    assert_still("saved", &before, &mut window);
}

#[test]
fn a_message_under_the_pointer_stays_when_the_card_above_it_grows() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    let gate = gateway.hold_all("showMessagesQueue");
    window.click("Save a copy");
    window.see("Saving");
    let row = |window: &Window| {
        let is_row = |item: &crate::common::Item| item.role == Role::Button && item.label.starts_with("4. Text");
        window.items().into_iter().find(is_row).unwrap().rect
    };
    (0..4).for_each(|_| window.step());
    let before = row(&window);
    window.event(eframe::egui::Event::PointerMoved(Pos2::new(before.center().x, before.center().y)));
    (0..4).for_each(|_| window.step());
    gate.open();
    gateway.control.clear_faults();
    window.see("saved on this computer");
    (0..4).for_each(|_| window.step());
    let now = row(&window);
    assert!((now.top() - before.top()).abs() < 1.0, "it moves from {before:?} to {now:?}");
}

#[test]
fn counting_again_in_a_replacement_moves_no_button() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    stop(&mut window);
    at(&mut window, Step::Save);
    let before = places(&mut window);
    let gate = gateway.hold_all("showMessagesQueue");
    window.click("Refresh");
    assert_still("asking", &before, &mut window);
    gate.open();
    gateway.control.clear_faults();
    window.settled();
    assert_still("answered", &before, &mut window);
}
