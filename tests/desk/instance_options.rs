//! Tags, a colour and “Look only” of an instance: set in the form and in a question, kept, and obeyed everywhere.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::green_api::Access;
use instance_desk::model::Page;
use instance_desk::store::InstanceColour;

use crate::common::{Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};

/// Turns on “Look only” from the menu of the shown instance.
fn look_only(window: &mut Window) {
    window.click("More actions");
    window.click("Turn on “Look only”");
    window.see("Look only");
    window.settled();
}

/// Fails unless each of these buttons is there and disabled.
#[track_caller]
fn assert_off(window: &mut Window, labels: &[&str]) {
    for label in labels {
        let button = window.until(label, |window| window.find(Role::Button, label));
        assert!(button.off, "{label} can be pressed");
    }
}

#[test]
fn tags_and_a_colour_are_set_from_the_menu_and_kept() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Tags and colour…");
    window.fill("Tags", "Moscow, Partner A");
    window.click_on(Role::RadioButton, "Teal");
    window.click("Save");
    window.see_no_more("tags, colour and access");
    window.until("the file", |_| home.kept().contains("Partner A").then_some(()));
    drop(window);
    let window = home.open();
    let options = &window.model().instances[0].record.options;
    assert_eq!(
        (options.tags.as_slice(), options.colour),
        (&["Moscow".into(), "Partner A".into()][..], Some(InstanceColour::Teal))
    );
}

#[test]
fn the_colour_beside_a_question_is_as_high_as_the_question() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.click("More actions");
    window.click("Tags and colour…");
    window.click_on(Role::RadioButton, "Teal");
    window.click("Save");
    window.see_no_more("colour and access");
    window.click("Clear queue…");
    window.see("Clear 128 messages from the queue?");
    let foot = window.button("Keep the queue").rect;
    let bars = window.filled(3.0);
    assert!(bars.iter().any(|bar| bar.y_range().contains(foot.center().y)), "{bars:?} beside {foot:?}");
    assert!(bars.iter().all(|bar| bar.bottom() < foot.bottom() + 1.0), "{bars:?} beside {foot:?}");
}

#[test]
fn the_form_sets_them_too_and_an_edit_of_the_name_keeps_them() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    for (field, text) in [("Tags", "Kazan"), ("Name", "Sales 2")] {
        window.click("More actions");
        window.click("Edit…");
        window.fill(field, text);
        window.click("Save changes");
        window.until("the page", |window| matches!(window.model().page, Page::Instance(..)).then_some(()));
    }
    let record = &window.model().instances[0].record;
    assert_eq!((record.name.as_str(), record.options.tags.as_slice()), ("Sales 2", &["Kazan".to_owned()][..]));
}

#[test]
fn with_look_only_every_act_that_changes_the_server_is_off() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES, SUPPORT, WAREHOUSE]).open();
    window.settled();
    look_only(&mut window);
    assert_off(&mut window, &["Clear queue…", "Replace number…"]);
    window.tab("Account");
    window.settled();
    assert_off(&mut window, &["Restart…", "Unlink the phone…", "Change the token…"]);
    window.open_instance("Support");
    look_only(&mut window);
    window.tab("Chats");
    window.fill("chatId or phone number", "79992047718");
    assert_off(&mut window, &["Archive", "Unarchive"]);
    window.open_instance("Warehouse");
    look_only(&mut window);
    window.tab("Account");
    assert_off(&mut window, &["Link a phone…"]);
    window.press_with(Modifiers::COMMAND, Key::Num0);
    assert_off(&mut window, &["Replace number… (Sales)"]);
    let accesses = window.model().instances.iter().map(|one| one.record.options.access);
    assert!(accesses.into_iter().all(|access| access == Access::LookOnly));
    // Turned off, the acts are back.
    window.open_instance("Sales");
    window.tab("Queue");
    window.click("More actions");
    window.click("Turn off “Look only”");
    let clear = window.button("Clear queue…");
    assert!(!clear.off);
}
