//! Nothing that the pointer may be over moves because an answer came.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect};
use instance_desk::work::replace_number::Step;

use crate::archive_chat::{OPEN, act};
use crate::common::keyring::{Keyring, home_with};
use crate::common::replace_number::{at, begin, stop};
use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, Window};

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
fn a_chat_under_the_pointer_stays_when_the_result_of_archiving_another_comes() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    for index in [0, 2, 7] {
        let mut window = home.open();
        window.settled();
        window.tab("Chats");
        window.settled();
        let gate = gateway.hold_all("archiveChat");
        act(&mut window, OPEN, "Archive");
        window.see("Archiving 79123456789@c.us");
        let rows = |window: &Window| {
            let rows =
                window.items().into_iter().filter(|item| item.role == Role::CheckBox && item.rect.left() > 250.0);
            rows.filter(|item| !item.label.starts_with("Select")).collect::<Vec<_>>()
        };
        (0..4).for_each(|_| window.step());
        let row = rows(&window).swap_remove(index);
        rest_at(&mut window, row.rect.center());
        gate.open();
        gateway.control.clear_faults();
        window.see("Checked on the server");
        (0..4).for_each(|_| window.step());
        assert_eq!(place_of(&window, &row.label), row.rect, "row {index}");
        // The whole result is in sight above a row that is low enough, and above all once the pointer leaves the chats.
        let is_in_sight = |window: &Window| {
            let title = window.items().into_iter().find(|item| item.label.starts_with("Archived: ")).unwrap().rect;
            title.top() > place_of(window, "Unarchive").bottom() && place_of(window, "Unarchive").top() > 100.0
        };
        assert_eq!(is_in_sight(&window), index == 7, "row {index}");
        rest_at(&mut window, Pos2::new(row.rect.center().x, 5.0));
        assert!(is_in_sight(&window), "row {index}");
        let first = rows(&window).swap_remove(0);
        assert!(first.rect.top() > place_of(&window, "Search").bottom(), "the list begins with its first row");
        act(&mut window, OPEN, "Unarchive");
        window.see("Unarchived: ");
    }
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

/// Returns the rectangle of the control whose name contains `part`.
#[track_caller]
fn place_of(window: &Window, part: &str) -> Rect {
    let items = window.items().into_iter();
    items
        .filter(|item| item.is_operable() && item.rect.left() > 250.0)
        .find(|item| item.label.contains(part))
        .expect(part)
        .rect
}

fn rest_at(window: &mut Window, pos: Pos2) {
    window.event(eframe::egui::Event::PointerMoved(pos));
    (0..4).for_each(|_| window.step());
}

#[test]
fn requests_under_the_pointer_stay_until_it_leaves_them() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.tab("Requests");
    let rows = |window: &Window| {
        let items = window.items().into_iter().filter(|item| item.label.contains("getStateInstance: "));
        items.map(|item| item.rect.top()).fold(f32::INFINITY, f32::min)
    };
    (0..4).for_each(|_| window.step());
    let (row, first) = (place_of(&window, "getStateInstance: "), rows(&window));
    rest_at(&mut window, row.center());
    window.press(Key::F5);
    window.see(" new");
    window.settled();
    assert_eq!((place_of(&window, "getStateInstance: "), rows(&window)), (row, first));
    rest_at(&mut window, Pos2::new(row.center().x, 5.0));
    window.see_no_more(" new");
    assert!(gateway.times("getStateInstance") >= 2);
    let newest = window.model().exchanges[0].method;
    let top = window.items().into_iter().find(|item| item.label.contains(&format!("{newest}: "))).unwrap().rect.top();
    assert!(top <= first, "the new ones are shown, the newest first");
}

#[test]
fn the_order_of_all_instances_changes_only_when_the_pointer_leaves_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.press_with(eframe::egui::Modifiers::COMMAND, Key::Num0);
    window.settled();
    let order = |window: &Window| (place_of(window, "Sales, ").top(), place_of(window, "Support, ").top());
    (0..4).for_each(|_| window.step());
    let before = order(&window);
    assert!(before.0 < before.1, "the blocked number is first: {before:?}");
    let row = place_of(&window, "Support, ");
    rest_at(&mut window, row.center());
    gateway.control.set_state(SALES, "authorized");
    gateway.control.set_state(SUPPORT, "blocked");
    window.press(Key::F5);
    window.until("the states", |window| {
        let state = |index: usize| format!("{:?}", window.model().instances[index].state.value());
        (state(0).contains("Authorized") && state(1).contains("Blocked")).then_some(())
    });
    window.settled();
    assert_eq!(order(&window), before);
    rest_at(&mut window, Pos2::new(row.center().x, 5.0));
    let after = order(&window);
    assert!(after.1 < after.0, "{after:?}");
}

#[test]
fn preferences_stay_while_they_ask() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.take_away();
    let mut window = home.open();
    window.click("Preferences");
    window.see("No token store answers on this computer");
    let before = places(&mut window);
    keyring.ask();
    window.click_at(place_of(&window, "Check the token store").center());
    window.until("the question", |window| window.find(Role::Button, "Check the token store").filter(|act| act.off));
    assert_still("asking", &before, &mut window);
    keyring.take_away();
    window.until("an answer", |window| window.find(Role::Button, "Check the token store").filter(|act| !act.off));
    assert_still("answered", &before, &mut window);
}

#[test]
fn the_head_has_the_same_widths_while_an_instance_is_queried() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, DELIVERY]).open();
    window.open_instance("Delivery bot");
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.settled();
    // A frame is drawn again if the end of a row has another width than before.
    let again = |window: &Window| window.ctx().cumulative_pass_nr() - window.ctx().cumulative_frame_nr();
    let before = again(&window);
    let gate = gateway.hold_all("getStateInstance");
    window.press(Key::F5);
    window.button("Stop refreshing");
    gateway.come_back();
    gate.open();
    window.button("Refresh");
    assert_eq!(again(&window), before);
}

#[test]
fn an_instance_that_was_left_scrolled_opens_at_its_top_and_a_tab_where_it_was_left() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT]).open();
    window.settled();
    window.open_instance("Sales");
    window.settled();
    let is_at_top = |window: &Window| {
        let banner = window.items().into_iter().find(|item| item.label.starts_with("This number is blocked"));
        banner.is_some_and(|banner| banner.rect.top() > 100.0)
    };
    assert!(is_at_top(&window));
    window.scroll(300.0);
    assert!(!is_at_top(&window));
    window.tab("Account");
    window.tab("Queue");
    window.settled();
    assert!(!is_at_top(&window));
    window.open_instance("Support");
    window.open_instance("Sales");
    window.settled();
    assert!(is_at_top(&window));
}
