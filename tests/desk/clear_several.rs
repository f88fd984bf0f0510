//! Clearing several queues at once: the question, each queue's progress and result, and what is left out.

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::green_api::{Access, IdInstance};
use instance_desk::model::{Page, Tab};
use instance_desk::practice::{Fault, Gate, InstanceSeed, Messenger, World};
use instance_desk::store::{Folders, InstanceColour, Outcome, Store, WhySaved};

use crate::common::replace_number::{begin, stop};
use crate::common::{DELIVERY, Gateway, Home, SALES, WAREHOUSE, Window, answers, texts};
use crate::newest_lines::NewestLines as _;

pub const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";
const STATE: &str = "getStateInstance";

pub const SHOPS: [&str; 3] = ["7103000001", "7103000002", "7103000003"];
const NAMES: [&str; 3] = ["Bakery", "Clinic", "Workshop"];

/// Starts a server with a blocked instance for each queue of this length.
pub fn gateway(queues: &[usize]) -> (Gateway, Vec<String>) {
    let ids: Vec<String> = (1..=queues.len()).map(|number| format!("710300{number:04}")).collect();
    let world = ids.iter().zip(queues).zip(NAMES.iter().cycle()).fold(World::empty(), |world, ((id, length), name)| {
        let seed = InstanceSeed::new(Messenger::WhatsApp, id, name).state("blocked").queue(texts(*length));
        world.with(seed)
    });
    (Gateway::of(world), ids)
}

pub fn home(gateway: &Gateway, ids: &[String]) -> Home {
    Home::of(gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>())
}

pub fn three() -> (Gateway, Home) {
    let (gateway, ids) = gateway(&[4, 3, 2]);
    assert_eq!(ids, SHOPS);
    let home = home(&gateway, &ids);
    (gateway, home)
}

/// Opens the page of all instances, sorted by name, and selects them all.
fn select_all(home: &Home) -> Window {
    let mut window = home.open();
    window.until("the counts", |window| {
        window.model().instances.iter().all(|one| one.waiting().number().is_some()).then_some(())
    });
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.click_on(Role::Button, "Instance");
    let count = window.model().instances.len();
    window.click_on(Role::CheckBox, &format!("Select all {count} shown"));
    window.see(&format!("{count} selected"));
    window
}

/// Opens the question about all of them, and waits until everything was read.
pub fn ask(home: &Home, button: &str) -> Window {
    let mut window = select_all(home);
    window.click(button);
    asked(&mut window);
    window
}

pub fn asked(window: &mut Window) {
    window.until("the question", |window| {
        let several = window.model().clear_several.as_ref()?;
        let is_asking = window.model().instances.iter().any(|one| one.is_asking());
        (several.unasked.is_empty() && !is_asking).then_some(())
    });
}

/// Returns the queues of the dialog in words.
pub fn rows(window: &Window) -> Vec<String> {
    let is_row = |role: Role| matches!(role, Role::ListItem | Role::Link);
    let mut rows: Vec<_> = window
        .items()
        .into_iter()
        .filter(|item| is_row(item.role) && item.label.contains(", 710") && !item.label.contains(" · "))
        .collect();
    rows.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
    rows.into_iter().map(|row| row.label).collect()
}

#[track_caller]
fn see_rows(window: &mut Window, wanted: &[&str]) {
    window.until(&format!("{wanted:?}"), |window| (rows(window) == wanted).then_some(()));
}

#[track_caller]
fn closed(window: &mut Window) {
    window.until("the end", |window| window.model().clear_several.is_none().then_some(()));
    assert!(window.model().dialog.is_none());
}

#[track_caller]
fn is_off(window: &mut Window, button: &str) -> bool {
    window.until(button, |window| window.find(Role::Button, button)).off
}

pub fn left(gateway: &Gateway, ids: &[&str]) -> Vec<usize> {
    ids.iter().map(|id| gateway.control.queue(id).len()).collect()
}

/// Returns which instances have a copy, and how many different marks the copies have.
pub fn copies(home: &Home) -> (Vec<String>, usize) {
    let saved = home.ask_beside(|tables| tables.saved_queues(None));
    assert!(saved.iter().all(|queue| queue.why == WhySaved::BeforeClearing && queue.together.is_some()));
    let marks: BTreeSet<_> = saved.iter().filter_map(|queue| queue.together).map(|mark| mark.0).collect();
    let mut ids: Vec<_> = saved.iter().map(|queue| queue.instance.to_string()).collect();
    ids.sort();
    (ids, marks.len())
}

#[test]
fn each_queue_is_saved_cleared_and_counted_again() {
    let (gateway, home) = three();
    let lists = gateway.times(LIST);
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    window.see("Clear 3 queues, 9 messages?");
    assert!(gateway.times(LIST) >= lists + 3, "the queues are read again before the question can be answered");
    see_rows(
        &mut window,
        &[
            "Bakery, 7103000001, 4 messages, Number blocked",
            "Clinic, 7103000002, 3 messages, Number blocked",
            "Workshop, 7103000003, 2 messages, Number blocked",
        ],
    );
    assert_eq!(gateway.times(CLEAR), 0);
    window.click("Clear 3 queues, 9 messages");
    window.see("All 3 queues cleared and seen empty");
    see_rows(
        &mut window,
        &[
            "Bakery, 7103000001, 4 messages, Cleared, seen empty",
            "Clinic, 7103000002, 3 messages, Cleared, seen empty",
            "Workshop, 7103000003, 2 messages, Cleared, seen empty",
        ],
    );
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (3, vec![0, 0, 0]));
    assert_eq!(copies(&home), (SHOPS.map(str::to_owned).to_vec(), 1));
    window.click("Close");
    closed(&mut window);
    // What was cleared is no longer selected.
    window.see_no_more("3 selected");

    window.click("Journal");
    let entry = window.see("Clearing 3 sending queues, 3 instances: Done: 3 of 3");
    window.click_on(Role::DisclosureTriangle, &entry);
    for (name, id) in NAMES.iter().zip(SHOPS) {
        window.see(&format!("{name} · {id}"));
    }
    window.open_instance("Clinic");
    window.tab("Queue");
    window.see("before clearing several queues, begun at ");
    window.see("The queue is empty: 3 before, 0 now");
}

#[test]
fn one_queue_is_cleared_at_a_time_and_stopping_leaves_those_that_have_not_begun() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    let gate = gateway.control.hold(CLEAR);
    window.click("Clear 3 queues, 9 messages");
    window.until("the first clearing", |_| (gateway.times(CLEAR) == 1).then_some(()));
    see_rows(
        &mut window,
        &[
            "Bakery, 7103000001, 4 messages, Clearing…",
            "Clinic, 7103000002, 3 messages, Not started",
            "Workshop, 7103000003, 2 messages, Not started",
        ],
    );
    window.see("0 of 3 done");
    window.click("Stop after this one");
    window.see("No other queue is started. The result follows once this one is counted again.");
    // The two that were not started are not done.
    window.see("0 of 1 done");
    assert!(is_off(&mut window, "Stop after this one"), "it is stopped already");
    gate.open();
    window.see("1 of 3 queues cleared and seen empty");
    see_rows(
        &mut window,
        &[
            "Bakery, 7103000001, 4 messages, Cleared, seen empty",
            "Clinic, 7103000002, 3 messages, Not started",
            "Workshop, 7103000003, 2 messages, Not started",
        ],
    );
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (1, vec![0, 3, 2]));
    assert_eq!(copies(&home).0, SHOPS[..1]);
    // A row leads to its queue.
    window.click_on(Role::Link, "Clinic, 7103000002, 3 messages, Not started");
    closed(&mut window);
    assert!(matches!(window.model().page, Page::Instance(_, Tab::Queue)));
    assert_eq!(window.model().shown_instance().unwrap().record.name, "Clinic");
}

#[test]
fn once_the_last_queue_has_begun_there_is_nothing_left_to_stop() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    let gate = Gate::default();
    gateway.control.fault_for(SHOPS[2], CLEAR, Fault::Hold(gate.clone()), 1);
    window.click("Clear 3 queues, 9 messages");
    window.until("the last clearing", |_| (gateway.times(CLEAR) == 3).then_some(()));
    window.see("Every one of these queues is being cleared. The result follows once they are counted again.");
    assert!(is_off(&mut window, "Stop after this one"));
    gate.open();
    window.see("All 3 queues cleared and seen empty");
}

#[test]
fn escape_while_it_works_stops_after_this_one_and_keeps_the_progress_in_sight() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    let gate = gateway.control.hold(CLEAR);
    window.click("Clear 3 queues, 9 messages");
    window.until("the first clearing", |_| (gateway.times(CLEAR) == 1).then_some(()));
    window.press(Key::Escape);
    window.see("Clearing 3 queues, 9 messages");
    gate.open();
    window.see("1 of 3 queues cleared and seen empty");
    window.press(Key::Escape);
    closed(&mut window);
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (1, vec![0, 3, 2]));
}

#[test]
fn a_failure_ends_its_own_queue_and_no_other() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    gateway.control.fault_for(SHOPS[0], CLEAR, answers(200, r#"{"isCleared":false}"#), 1);
    // The copy of the second queue cannot be made.
    gateway.control.fault_for(SHOPS[1], LIST, Fault::DropConnection, 1);
    window.click("Clear 3 queues, 9 messages");
    window.see("1 of 3 queues cleared and seen empty");
    let rows = rows(&window);
    assert!(rows[0].starts_with("Bakery, 7103000001, 4 messages, Not cleared, "), "{rows:?}");
    assert!(rows[1].starts_with("Clinic, 7103000002, 3 messages, Not saved, not cleared, "), "{rows:?}");
    assert_eq!(rows[2], "Workshop, 7103000003, 2 messages, Cleared, seen empty");
    assert_eq!(left(&gateway, &SHOPS), [4, 3, 0]);
    assert_eq!(copies(&home).0, [SHOPS[0], SHOPS[2]]);
    let outcomes = home.ask_beside(|tables| tables.newest_lines(None, 10));
    assert_eq!(outcomes.len(), 2, "what was not saved was not even asked for");
    assert_eq!(outcomes[0].outcome, Outcome::Done);
    assert!(matches!(outcomes[1].outcome, Outcome::Refused(_)), "{:?}", outcomes[1]);
    window.click("Close");
    closed(&mut window);
    // The same question can be asked again, and is about what is left.
    window.click("Clear 2 queues, 7 messages…");
    asked(&mut window);
    window.click("Clear 2 queues, 7 messages");
    window.see("Both queues cleared and seen empty");
    assert_eq!(left(&gateway, &SHOPS), [0, 0, 0]);
    assert_eq!(copies(&home).1, 2);
}

#[test]
fn an_unanswered_clearing_is_unknown_and_not_sent_twice() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    gateway.control.fault_for(SHOPS[1], CLEAR, Fault::DropAfterEffect, 1);
    window.click("Clear 3 queues, 9 messages");
    window.see("2 of 3 queues cleared and seen empty");
    window.see("Where the outcome is not known, the queue may have been cleared.");
    assert!(rows(&window)[1].starts_with("Clinic, 7103000002, 3 messages, Outcome not known"), "{:?}", rows(&window));
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (3, vec![0, 0, 0]));
}

#[test]
fn more_than_a_copy_can_hold_must_be_known_and_many_messages_are_typed() {
    let (gateway, ids) = gateway(&[510, 2]);
    let home = home(&gateway, &ids);
    let mut window = ask(&home, "Clear 2 queues, 512 messages…");
    assert_eq!(
        rows(&window)[0],
        "Bakery, 7103000001, 510 messages, Number blocked, A copy can hold 500 of 510 messages"
    );
    let off = |window: &mut Window| is_off(window, "Clear 2 queues, 512 messages");
    assert!(off(&mut window));
    window.click_on(Role::CheckBox, "I know that 10 messages cannot be saved");
    assert!(off(&mut window), "the number is not typed yet");
    window.fill("To confirm, type the number of messages: 512", "51");
    assert!(off(&mut window));
    window.fill("To confirm, type the number of messages: 512", "512");
    window.click("Clear 2 queues, 512 messages");
    window.see("Both queues cleared and seen empty");
    assert_eq!(copies(&home).0.len(), 2);
}

#[test]
fn the_number_is_typed_for_more_than_five_queues() {
    let (gateway, ids) = gateway(&[1; 6]);
    let home = home(&gateway, &ids);
    let mut window = ask(&home, "Clear 6 queues, 6 messages…");
    assert!(is_off(&mut window, "Clear 6 queues, 6 messages"));
    window.fill("To confirm, type the number of messages: 6", "6");
    window.click("Clear 6 queues, 6 messages");
    window.see("All 6 queues cleared and seen empty");
    assert_eq!(gateway.times(CLEAR), 6);
}

#[test]
fn what_may_not_be_cleared_is_left_out_and_named() {
    let (gateway, ids) = gateway(&[1, 2, 3, 0, 5]);
    let home = home(&gateway, &ids);
    let (store, _) = Store::open(Folders::in_dir(home.dir()));
    store
        .change(|contents| {
            contents.instances[0].options.access = Access::LookOnly;
            contents.instances[4].options.colour = Some(InstanceColour::Teal);
        })
        .unwrap();
    let mut window = select_all(&home);
    gateway.control.fault_for(&ids[1], STATE, answers(466, "{}"), u32::MAX);
    // Neither instance called Bakery is counted before the question.
    window.click("Clear 3 queues, 10 messages…");
    asked(&mut window);
    window.see("Clear 2 queues, 8 messages?");
    window.see("3 selected queues are left out: they come last");
    let rows = rows(&window);
    // The idInstance tells equal names apart.
    assert_eq!(rows[0], "Clinic, 7103000005, 5 messages, Number blocked");
    assert_eq!(rows[1], "Workshop, 7103000003, 3 messages, Number blocked");
    assert_eq!(rows[2], "Bakery, 7103000001, Left out, “Look only” is on");
    assert_eq!(rows[3], "Bakery, 7103000004, Left out, no messages wait");
    assert!(rows[4].starts_with("Clinic, 7103000002, Left out, "), "{rows:?}");
    window.click("Clear 2 queues, 8 messages");
    window.see("Both queues cleared and seen empty");
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!((gateway.times(CLEAR), left(&gateway, &ids)), (2, vec![1, 2, 0, 0, 0]));
}

#[test]
fn a_queue_without_a_token_is_left_out() {
    let (gateway, home) = three();
    let mut window = select_all(&home);
    drop(window);
    home.closed();
    home.vault.delete(&IdInstance::parse(SHOPS[1]).unwrap()).unwrap();
    window = home.open();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    window.click_on(Role::CheckBox, "Select all 3 shown");
    window.click("Clear 3 queues, 9 messages…");
    asked(&mut window);
    window.see("Clear 2 queues, 6 messages?");
    assert_eq!(rows(&window)[2], "Clinic, 7103000002, Left out, its token is not on this computer");
    window.click("Keep the queues");
    closed(&mut window);
    assert_eq!(gateway.times(CLEAR), 0);
}

#[test]
fn a_replacement_in_progress_is_left_out() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(DELIVERY, "notAuthorized");
    let home = Home::of(&gateway, &[SALES, WAREHOUSE, DELIVERY]);
    let mut window = begin(&home);
    stop(&mut window);
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.until("the counts", |window| {
        window.model().instances.iter().all(|one| one.waiting().number().is_some()).then_some(())
    });
    window.click_on(Role::CheckBox, "Select all 3 shown");
    let button = window.until("the button", |window| {
        let buttons = window.items().into_iter().filter(|item| item.role == Role::Button);
        buttons.map(|item| item.label).find(|label| label.starts_with("Clear 2 queues"))
    });
    window.click(&button);
    asked(&mut window);
    let sales = rows(&window).into_iter().find(|row| row.starts_with("Sales")).unwrap();
    assert_eq!(sales, "Sales, 7103004512, Left out, its number is being replaced");
    assert!(window.shows("Clear 2 queues, "), "{}", window.words());
}

#[test]
fn everything_is_done_by_keyboard() {
    let (gateway, home) = three();
    let mut window = home.open();
    window.until("the counts", |window| {
        window.model().instances.iter().all(|one| one.waiting().number().is_some()).then_some(())
    });
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    window.focus_field("Search names, ids, tags");
    window.press(Key::ArrowDown);
    window.until("the table", |window| window.focused().filter(|item| item.label.contains("checked: ")));
    window.press_with(Modifiers::COMMAND, Key::A);
    window.see("3 selected");
    let reach = |window: &mut Window, wanted: &str, modifiers: Modifiers| {
        for _ in 0..20 {
            if window.focused().is_some_and(|item| item.label == wanted) {
                return;
            }
            window.press_with(modifiers, Key::Tab);
            window.settled();
        }
        panic!("{wanted} is not reached: {:?}", window.focused());
    };
    reach(&mut window, "Clear 3 queues, 9 messages…", Modifiers::SHIFT);
    window.press(Key::Enter);
    window.until("the safe button", |window| window.focused().filter(|item| item.label == "Keep the queues"));
    asked(&mut window);
    // The queues are one stop, and the arrows lead from one to the next.
    reach(&mut window, "Bakery, 7103000001, 4 messages, Number blocked", Modifiers::NONE);
    window.press(Key::ArrowDown);
    window.until("the next row", |window| window.focused().filter(|item| item.label.starts_with("Clinic, 7103000002")));
    reach(&mut window, "Clear 3 queues, 9 messages", Modifiers::NONE);
    let gate = gateway.control.hold(CLEAR);
    window.press(Key::Enter);
    window.until("the stop", |window| window.focused().filter(|item| item.label == "Stop after this one"));
    gate.open();
    window.until("the end", |window| window.focused().filter(|item| item.label == "Close"));
    window.press(Key::Enter);
    closed(&mut window);
    assert_eq!(left(&gateway, &SHOPS), [0, 0, 0]);
    window.until("the table", |window| window.focused().filter(|item| item.label.contains("checked: ")));
}

#[test]
fn closing_the_window_while_it_works_asks_and_staying_goes_on() {
    let (gateway, home) = three();
    let mut window = ask(&home, "Clear 3 queues, 9 messages…");
    let gate = gateway.control.hold(CLEAR);
    window.click("Clear 3 queues, 9 messages");
    window.until("the first clearing", |_| (gateway.times(CLEAR) == 1).then_some(()));
    assert!(!window.close(), "it asks first");
    window.see("Close while work is under way?");
    window.see("2 queues have not begun and are left as they are.");
    window.click("Stay");
    window.see("Clearing 3 queues, 9 messages");
    gate.open();
    window.see("All 3 queues cleared and seen empty");
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (3, vec![0, 0, 0]));
}

#[test]
fn a_question_that_is_closed_asks_and_clears_nothing_more() {
    let (gateway, home) = three();
    let mut window = select_all(&home);
    window.click("Clear 3 queues, 9 messages…");
    window.see("Each queue is saved on this computer first");
    window.press(Key::Escape);
    closed(&mut window);
    window.settled();
    assert_eq!((gateway.times(CLEAR), left(&gateway, &SHOPS)), (0, vec![4, 3, 2]));
    assert_eq!(home.ask_beside(|tables| tables.saved_queues(None)).len(), 0);
}

#[test]
fn the_queues_are_asked_about_a_few_at_a_time() {
    let (gateway, ids) = gateway(&[1; 12]);
    let home = home(&gateway, &ids);
    let mut window = select_all(&home);
    let gate = gateway.hold_all(LIST);
    let before = gateway.times(LIST);
    window.click("Clear 12 queues, 12 messages…");
    window.until("as many as may be", |_| (gateway.times(LIST) - before == 7).then_some(()));
    window.see("12 queues are still being read");
    assert_eq!(gateway.times(LIST) - before, 7);
    gate.open();
    asked(&mut window);
    assert_eq!(gateway.times(LIST) - before, 12);
}
