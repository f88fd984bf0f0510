//! The watch as a user meets it: asked about once, set in Preferences, notifications in the window, and the window
//! closed while it goes on.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportCommand, ViewportEvent};
use instance_desk::model::Page;
use instance_desk::practice::{InstanceSeed, Messenger};
use instance_desk::store::{Folders, Notify, OnClose, QuietHours, Store, WatchChoice, WatchInterval, WatchSettings};
use jiff::civil::time;

use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};

const QUESTION: &str = "Watch your instances?";
const CLOSING: &str = "Keep watching without the window?";

fn kept(home: &Home) -> WatchSettings {
    Store::open(Folders::in_dir(home.dir())).1.settings.watch
}

/// Returns a home whose instances are watched every minute, and whose rest of the settings is `watch`.
pub fn watched(gateway: &Gateway, ids: &[&str], watch: WatchSettings) -> Home {
    home_with(gateway, ids, WatchSettings { choice: WatchChoice::Every(WatchInterval::OneMinute), ..watch })
}

/// Returns a home in which nothing was asked about the watch yet.
fn unasked(gateway: &Gateway, ids: &[&str]) -> Home {
    home_with(gateway, ids, WatchSettings::default())
}

fn home_with(gateway: &Gateway, ids: &[&str], watch: WatchSettings) -> Home {
    let home = Home::of(gateway, ids);
    let (store, _) = Store::open(Folders::in_dir(home.dir()));
    store.change(move |contents| contents.settings.watch = watch).unwrap();
    home
}

fn choose(window: &mut Window, list: &str, choice: &str) {
    window.click_on(Role::ComboBox, list);
    window.click(choice);
}

#[test]
fn the_second_instance_raises_the_question_once_and_only_a_yes_starts_the_watch() {
    let gateway = Gateway::pictures();
    let one = unasked(&gateway, &[SALES]);
    let mut window = one.open();
    window.settled();
    window.assert_not_shown(QUESTION);
    drop(window);

    let home = unasked(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.see(QUESTION);
    assert_eq!(window.model().settings.watch.choice, WatchChoice::NotAsked);
    // Not where something more urgent may be.
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see_no_more(QUESTION);
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.click("Not now");
    window.see_no_more(QUESTION);
    window.until("the file", |_| (kept(&home).choice == WatchChoice::Off).then_some(()));
    drop(window);
    let mut window = home.open();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    window.assert_not_shown(QUESTION);
    drop(window);

    let home = unasked(&gateway, &[SALES, SUPPORT]);
    let mut window = home.open();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.see(QUESTION);
    let before = gateway.times("getStateInstance");
    window.click("Every minute");
    window.see_no_more(QUESTION);
    window.until("two rounds", |_| (gateway.times("getStateInstance") >= before + 4).then_some(()));
    assert_eq!(kept(&home).choice, WatchChoice::Every(WatchInterval::OneMinute));
}

#[test]
fn practice_raises_no_question() {
    let mut window = Home::practice().open();
    window.until("the instances", |window| window.row("Warehouse, WhatsApp"));
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    window.assert_not_shown(QUESTION);
}

#[test]
fn preferences_have_every_setting_and_keep_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Check every instance");
    assert!(window.find(Role::CheckBox, "an instance works again").is_none());
    choose(&mut window, "Check every instance", "Every 5\u{a0}minutes");
    for label in ["a number is blocked, suspended or unlinked", "an instance works again"] {
        window.click_on(Role::CheckBox, label);
    }
    assert!(window.find(Role::ComboBox, "Quiet hours to").is_none());
    choose(&mut window, "Quiet hours from", "21:00");
    choose(&mut window, "Quiet hours to", "07:00");
    choose(&mut window, "When the window is closed", "Keep watching");
    // Without the system's record of programs, starting at login is not offered.
    assert!(window.find(Role::CheckBox, "Start when I log in to this computer").is_none());
    let expected = WatchSettings {
        choice: WatchChoice::Every(WatchInterval::FiveMinutes),
        notify: Notify { state: false, well: true, ..Notify::default() },
        quiet: Some(QuietHours { from: time(21, 0, 0, 0), to: time(7, 0, 0, 0) }),
        on_close: OnClose::KeepWatching,
    };
    window.until("the file", |_| (kept(&home) == expected).then_some(()));
    choose(&mut window, "Quiet hours from", "None");
    window.until("the file", |_| kept(&home).quiet.is_none().then_some(()));
    choose(&mut window, "Check every instance", "Never");
    window.see_no_more("When the window is closed");
}

#[test]
fn what_the_system_does_not_show_is_shown_in_the_window_and_the_title_counts() {
    let gateway = Gateway::pictures();
    let home = watched(&gateway, &[SALES, SUPPORT], WatchSettings::default());
    let mut window = home.open();
    // Sales is blocked already, which is no news.
    window.until("the title", |window| window.titles().contains(&"(1) Sales — Instance Desk".to_owned()).then_some(()));
    window.until("a round", |window| window.model().instances[1].state.value().map(drop));
    gateway.control.set_state(SUPPORT, "blocked");
    window.see("Support: the number is blocked");
    window.assert_not_shown("Sales: ");
    window.until("both", |window| window.titles().iter().any(|title| title.starts_with("(2) ")).then_some(()));
    window.click("Open the instance");
    window.see_no_more("Support: the number is blocked");
    window
        .until("its page", |window| window.titles().contains(&"(2) Support — Instance Desk".to_owned()).then_some(()));
    window.click("Journal");
    window.see("Seen by the watch: authorized → blocked, Support · 1101822940: Noticed");
}

#[test]
fn several_changes_at_once_have_a_line_each_and_lead_to_all_instances() {
    let gateway = Gateway::pictures();
    let ids = [SUPPORT, DELIVERY, WAREHOUSE];
    let mut window = watched(&gateway, &ids, WatchSettings::default()).open();
    window.until("the states", |window| {
        window.model().instances.iter().all(|one| one.state.value().is_some()).then_some(())
    });
    ids.iter().for_each(|id| gateway.control.set_state(id, "blocked"));
    window.see("3 instances have changed");
    window.see("Support: the number is blocked\nDelivery bot: the number is blocked\nWarehouse: the number is blocked");
    window.click("All instances");
    window.see_no_more("3 instances have changed");
    assert_eq!(window.model().page, Page::AllInstances);
}

#[test]
fn all_can_be_refreshed_while_the_watch_checks() {
    let gateway = Gateway::pictures();
    let home = watched(&gateway, &[SALES, SUPPORT], WatchSettings::default());
    let mut window = home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    let gate = gateway.hold_all("getStateInstance");
    let before = gateway.times("getStateInstance");
    window.until("both checks", |_| (gateway.times("getStateInstance") >= before + 2).then_some(()));
    window.step();
    assert!(!window.find(Role::Button, "Refresh all").unwrap().off);
    window.click("Refresh all");
    window.see("checking, 2 left");
    gateway.come_back();
    gate.open();
    window.see_no_more("checking, ");
}

#[test]
fn a_suspended_number_costs_no_request_more_a_round() {
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("suspended"));
    let mut window = watched(&gateway, &[SALES], WatchSettings::default()).open();
    window.until("the end", |window| window.model().instances[0].suspended_until.value().map(drop));
    let before = gateway.times("getStateInstance");
    window.until("five rounds", |_| (gateway.times("getStateInstance") >= before + 5).then_some(()));
    assert_eq!(gateway.times("getWaSettings"), 1);
    window.press(Key::F5);
    window.until("the refresh", |_| (gateway.times("getWaSettings") == 2).then_some(()));
}

#[test]
fn closing_asks_once_and_the_watch_goes_on_without_the_window() {
    let gateway = Gateway::pictures();
    let home = watched(&gateway, &[SALES], WatchSettings::default());
    let mut window = home.open();
    window.settled();
    assert!(!window.close());
    window.see(CLOSING);
    window.press(Key::Escape);
    window.see_no_more(CLOSING);
    assert_eq!(window.model().settings.watch.on_close, OnClose::Ask);
    assert!(!window.close());
    window.click("Keep watching");
    window.see_no_more(CLOSING);
    window.until("the file", |_| (kept(&home).on_close == OnClose::KeepWatching).then_some(()));

    // There is no notification area in this test.
    let asked = window.run_minimized(vec![ViewportEvent::Close]);
    assert!(asked.contains(&ViewportCommand::Minimized(true)), "{asked:?}");
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    window.assert_not_shown(CLOSING);
    let before = gateway.times("getStateInstance");
    window.until_minimized("a round", |_| (gateway.times("getStateInstance") > before).then_some(()));
}

#[test]
fn closing_may_end_the_program_from_then_on() {
    let gateway = Gateway::pictures();
    let home = watched(&gateway, &[SALES], WatchSettings::default());
    let mut window = home.open();
    window.settled();
    assert!(!window.close());
    window.see(CLOSING);
    window.click("Quit");
    window.close_at_last();
    drop(window);
    assert_eq!(kept(&home).on_close, OnClose::Quit);
    let mut window = home.open();
    window.settled();
    window.close_at_last();
}

#[test]
fn ctrl_q_ends_the_program_even_if_the_watch_goes_on_without_the_window() {
    let gateway = Gateway::pictures();
    let on_close = OnClose::KeepWatching;
    let home = watched(&gateway, &[SALES], WatchSettings { on_close, ..WatchSettings::default() });
    let mut window = home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Q);
    window.close_minimized();
}
