//! Runs of an instance whose number is replaced by another one.

use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use instance_desk::green_api::InstanceState;
use instance_desk::model::RunStep;
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, World};
use instance_desk::work::bulk_archive::{ArchivePhase, MAX_UNDER_WAY, Verifying};

use crate::common::{FASTER, Gateway, Home, SALES, SUPPORT, Window};

const CHATS: usize = 40;

/// How long a number that was read counts as linked, at the pace of these tests.
const NUMBER_LASTS: Duration = Duration::from_millis(10_000 / FASTER as u64);
const WARNING: &str = "This run was made with another number, +7\u{a0}999\u{a0}000-11-22";

const PAUSED: &str = "Paused: +7\u{a0}999\u{a0}000-00-02 is linked now. Nothing is sent until you continue.";

fn open() -> (Gateway, Home, Window) {
    let chat = |number| Chat::person(format!("{}@c.us", 79_000_000_000_u64 + number as u64), "");
    let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "yes");
    let world = World::empty().with(seed.chats((0..CHATS).map(chat).collect()));
    let gateway = Gateway::of(world.with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales")));
    let home = Home::of(&gateway, &[SUPPORT, SALES]);
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.until("the chats", |window| window.model().instances[0].chats.found.as_ref().map(drop));
    window.settled();
    window.click(&format!("Select all {CHATS} shown"));
    window.click(&format!("Archive {CHATS} chats…"));
    (gateway, home, window)
}

/// Unlinks the number and links another one, and refreshes the page after each.
fn replace_number(gateway: &Gateway, window: &mut Window) {
    gateway.control.set_state(SUPPORT, "notAuthorized");
    window.press(Key::F5);
    window.settled();
    gateway.control.authorize(SUPPORT, "79990000002@c.us");
    window.press(Key::F5);
    window.settled();
}

fn waits_for_network(window: &Window) -> Option<()> {
    let step = &window.model().instances[0].chats.runs.current.as_ref()?.step;
    matches!(step, RunStep::Running { phase: ArchivePhase::WaitingForNetwork { .. }, .. }).then_some(())
}

fn waits_for_list(window: &Window) -> Option<()> {
    let step = &window.model().instances[0].chats.runs.current.as_ref()?.step;
    matches!(step, RunStep::Verifying(_, Verifying::WaitingForList { .. })).then_some(())
}

/// Links another number while the program asks nothing.
fn link_unseen(gateway: &Gateway) {
    gateway.control.set_state(SUPPORT, "notAuthorized");
    gateway.control.authorize(SUPPORT, "79990000002@c.us");
}

/// Begins a run and pauses it after its first request.
fn pause(gateway: &Gateway, window: &mut Window) {
    let held = gateway.hold_all("archiveChat");
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the first request", |_| (gateway.times("archiveChat") > 0).then_some(()));
    window.click("Pause");
    held.open();
    window.see("Paused. Nothing is sent until you continue.");
}

#[test]
fn a_run_that_goes_on_with_another_number_warns_and_is_not_compared() {
    let (gateway, _home, mut window) = open();
    pause(&gateway, &mut window);
    window.assert_not_shown(WARNING);
    replace_number(&gateway, &mut window);
    window.see(WARNING);
    window.click("Continue");
    window.see(&format!("{CHATS} archived"));
    // The list of the other number would show its chats only.
    window.see("Not compared with the server’s list");
    window.assert_not_shown("Compare now");
    window.settled();
    assert_eq!(gateway.times("getChats"), 1);
}

#[test]
fn a_run_is_not_compared_with_the_chats_of_a_number_that_was_linked_unseen() {
    let (gateway, _home, mut window) = open();
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the wait for the list", waits_for_list);
    link_unseen(&gateway);
    window.see(&format!("{CHATS} archived"));
    window.see(WARNING);
    window.see("Not compared with the server’s list");
    window.assert_not_shown("Compare now");
    assert_eq!(gateway.times("getChats"), 1);
}

#[test]
fn a_comparison_ends_once_another_number_is_known() {
    let (gateway, _home, mut window) = open();
    let others = r#"[{"id": "79123456789@c.us", "name": "Ann", "archive": false}]"#;
    gateway.control.fault("getChats", Fault::Body(others.to_owned()), u32::MAX);
    let _held = gateway.hold_all("getContactInfo");
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the comparison", |_| (gateway.times("getContactInfo") > 0).then_some(()));
    replace_number(&gateway, &mut window);
    window.see(WARNING);
    window.see("Not compared with the server’s list");
    assert_eq!(gateway.times("getContactInfo"), 1);
}

#[test]
fn a_run_that_waited_for_the_network_does_not_go_on_with_another_number() {
    let (gateway, _home, mut window) = open();
    let held = gateway.control.hold("archiveChat");
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the first request", |_| (gateway.times("archiveChat") > 0).then_some(()));
    gateway.go_away();
    held.open();
    window.until("the wait", waits_for_network);
    link_unseen(&gateway);
    let before = gateway.times("archiveChat");
    gateway.come_back();
    window.see(PAUSED);
    window.see(WARNING);
    assert_eq!(gateway.times("archiveChat"), before);
}

#[test]
fn a_run_goes_on_with_a_number_that_was_linked_unseen_only_after_a_warning() {
    let (gateway, _home, mut window) = open();
    pause(&gateway, &mut window);
    link_unseen(&gateway);
    let before = gateway.times("archiveChat");
    window.click("Continue");
    window.see(WARNING);
    window.see(PAUSED);
    assert_eq!(gateway.times("archiveChat"), before);
    window.click("Continue");
    window.see(&format!("{CHATS} archived"));
}

#[test]
fn a_run_under_way_notices_by_itself_that_another_number_was_linked_unseen() {
    let (gateway, _home, mut window) = open();
    let held = gateway.hold_all("archiveChat");
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the requests in flight", |_| (gateway.times("archiveChat") == MAX_UNDER_WAY).then_some(()));
    link_unseen(&gateway);
    // Nothing fails, and nobody refreshes the page.
    let linked = Instant::now();
    window.until("the number to be read again", |_| (linked.elapsed() > NUMBER_LASTS).then_some(()));
    held.open();
    window.see(PAUSED);
    window.see(WARNING);
    assert_eq!(gateway.times("archiveChat"), MAX_UNDER_WAY);
}

#[test]
fn a_run_waits_with_a_word_while_the_settings_name_no_number() {
    let (gateway, _home, mut window) = open();
    gateway.control.fault("getSettings", Fault::Body(r#"{"wid": ""}"#.to_owned()), u32::MAX);
    window.click(&format!("Archive {CHATS} chats"));
    window.see("The instance does not say which number is linked. It goes on by itself in");
    assert_eq!(gateway.times("archiveChat"), 0);
    gateway.control.clear_faults();
    window.see(&format!("{CHATS} archived"));
}

#[test]
fn a_comparison_waits_with_a_word_while_the_settings_name_no_number() {
    let (gateway, _home, mut window) = open();
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the wait for the list", waits_for_list);
    gateway.control.fault("getSettings", Fault::Body(r#"{"wid": ""}"#.to_owned()), u32::MAX);
    window.see("The instance does not say which number is linked. It goes on by itself in");
    gateway.control.clear_faults();
    window.see("Compared with the server’s list: every change is there");
}

#[test]
fn a_run_under_way_pauses_once_another_number_is_known() {
    let (gateway, _home, mut window) = open();
    let held = gateway.hold_all("archiveChat");
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the requests in flight", |_| (gateway.times("archiveChat") == MAX_UNDER_WAY).then_some(()));
    link_unseen(&gateway);
    window.press(Key::F5);
    window.see(WARNING);
    held.open();
    window.see("Paused. Nothing is sent until you continue.");
    assert_eq!(gateway.times("archiveChat"), MAX_UNDER_WAY);
    window.click("Continue");
    window.see(&format!("{CHATS} archived"));
}

#[test]
fn an_undo_with_a_number_that_was_linked_unseen_warns_before_it_changes_a_chat() {
    let (gateway, _home, mut window) = open();
    window.click(&format!("Archive {CHATS} chats"));
    window.see("Compared with the server’s list: every change is there");
    link_unseen(&gateway);
    window.click(&format!("Undo: unarchive {CHATS} chats…"));
    window.click(&format!("Unarchive {CHATS} chats"));
    window.see(WARNING);
    window.see(PAUSED);
    assert_eq!(gateway.times("unarchiveChat"), 0);
}

#[test]
fn a_run_begun_without_a_known_number_waits_for_it_and_belongs_to_it() {
    let (gateway, home, window) = open();
    drop(window);
    gateway.control.fault("getSettings", Fault::BadGateway, u32::MAX);
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.click(&format!("Select all {CHATS} shown"));
    window.click(&format!("Archive {CHATS} chats…"));
    window.click(&format!("Archive {CHATS} chats"));
    window.until("the wait", waits_for_network);
    assert_eq!(gateway.times("archiveChat"), 0);
    gateway.control.clear_faults();
    window.until("the number", |window| {
        window.model().instances[0].chats.runs.past.as_ref()?.first()?.number.as_ref().map(drop)
    });
}

#[test]
fn a_run_of_an_earlier_session_waits_until_the_linked_number_can_be_read() {
    let (gateway, home, mut window) = open();
    pause(&gateway, &mut window);
    drop(window);
    link_unseen(&gateway);
    gateway.control.fault("getSettings", Fault::BadGateway, u32::MAX);
    let before = gateway.times("archiveChat");
    let mut window = home.open();
    window.settled();
    window.tab("Chats");
    window.click("Continue");
    window.until("the wait", waits_for_network);
    assert_eq!(gateway.times("archiveChat"), before);
}

#[test]
fn an_undo_belongs_to_the_number_that_was_linked_when_it_began() {
    let (gateway, _home, mut window) = open();
    window.click(&format!("Archive {CHATS} chats"));
    window.see("Compared with the server’s list: every change is there");
    window.click(&format!("Undo: unarchive {CHATS} chats…"));
    window.click(&format!("Unarchive {CHATS} chats"));
    window.see(&format!("Undo: {CHATS} of {CHATS} chats unarchived"));
    window.see("Compared with the server’s list: every change is there");
    replace_number(&gateway, &mut window);
    window.click(&format!("Archive {CHATS} chats again…"));
    window.see("Archive 40 chats again?");
    let warned = window.items().into_iter().filter(|item| item.label.starts_with(WARNING)).count();
    assert_eq!(warned, 2, "on the page and in the question");
}

#[test]
fn another_number_that_the_watch_finds_linked_is_read() {
    let (gateway, _home, mut window) = open();
    window.click("Change nothing");
    let is_known = |digits: &'static str| {
        move |window: &Window| (window.model().instances[0].number().as_deref() == Some(digits)).then_some(())
    };
    window.until("the first number", is_known("79990001122"));
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    let refreshed = gateway.times("showMessagesQueue");
    gateway.control.set_state(SUPPORT, "notAuthorized");
    window.press(Key::F5);
    window.until("the unlinked phone", |window| {
        (window.model().instances[0].state.value() == Some(&InstanceState::NotAuthorized)).then_some(())
    });
    // While a round is under way, no other one begins.
    window.settled();
    gateway.control.authorize(SUPPORT, "79990000002@c.us");
    window.press(Key::F5);
    window.until("the other number", is_known("79990000002"));
    assert_eq!(gateway.times("showMessagesQueue"), refreshed, "the whole page was refreshed");
}
