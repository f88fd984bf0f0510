//! The consent to a clearing: closing the question by any route revokes it, wherever the clearing is, and a database that
//! refuses leaves the question open.

use std::path::PathBuf;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::app::FileDialogAnswer;
use instance_desk::model::Instance;
use instance_desk::practice::{Fault, Gate, InstanceSeed, Messenger, World};
use instance_desk::store::{DATABASE_NAME, Folders, Outcome};
use instance_desk::work::replace_number::Step;
use rusqlite::Connection;

use crate::common::replace_number::{begin, save, stop};
use crate::common::{Gateway, Home, SALES, SUPPORT, Window, texts};
use crate::newest_lines::NewestLines as _;

const CLEAR: &str = "clearMessagesQueue";
const LIST: &str = "showMessagesQueue";

fn beside(home: &Home) -> Connection {
    let path: PathBuf = Folders::in_dir(home.dir()).data.join(DATABASE_NAME);
    Connection::open(path).unwrap()
}

/// Keeps the database busy until the connection is dropped.
fn busy(home: &Home) -> Connection {
    let connection = beside(home);
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    connection
}

/// Opens the question over the Queue page while a replacement is at its step "Clear".
fn asked_as_step(home: &Home) -> Window {
    let mut window = begin(home);
    stop(&mut window);
    save(&mut window);
    window.open_instance("Sales");
    window.tab("Queue");
    window.settled();
    window.click("Clear queue…");
    window.settled();
    window
}

fn is_working(window: &Window) -> bool {
    window.model().instances.iter().any(Instance::is_working)
}

/// Waits until everything that was requested before is done.
fn settled(window: &mut Window, home: &Home) {
    home.ask_beside(|tables| tables.saved_queues(None));
    window.until("the database", |window| (!is_working(window)).then_some(()));
    window.press(Key::F5);
    window.settled();
}

#[test]
fn a_step_that_waits_for_the_database_is_revoked_with_the_question() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = asked_as_step(&home);
    let busy = busy(&home);
    window.click("Clear 128 messages");
    window.see("Saving a copy…");
    window.press(Key::Escape);
    window.see_no_more("Clear 128 messages from the queue?");
    drop(busy);
    window.until("the step is taken back", |window| {
        let plan = &window.model().instances[0].replace.as_ref().unwrap().plan;
        (plan.flight().is_none() && plan.step() == Step::Clear).then_some(())
    });
    settled(&mut window, &home);
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
    window.click("Clear queue…");
    window.click("Clear 128 messages");
    window.until("the step", |window| {
        let plan = &window.model().instances[0].replace.as_ref().unwrap().plan;
        plan.is_done(Step::Clear).then_some(())
    });
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn whichever_way_the_question_is_closed_nothing_leaves_afterwards() {
    let ways: [fn(&mut Window); 4] = [
        |window| window.press(Key::Escape),
        |window| window.click("Keep the queue"),
        |window| window.press(Key::F1),
        |window| assert!(!window.close(), "it asks first"),
    ];
    for way in ways {
        let gateway = Gateway::pictures();
        let home = Home::of(&gateway, &[SALES]);
        let mut window = home.open();
        window.settled();
        window.click("Clear queue…");
        window.settled();
        window.click_on(Role::CheckBox, "Save a copy first (128 of 128 can be saved)");
        window.fill("To clear without a copy, type 128", "128");
        let busy = busy(&home);
        window.click("Clear 128 messages");
        window.see("Writing it into the journal…");
        way(&mut window);
        window.step();
        drop(busy);
        window.until("its end", |window| (!is_working(window)).then_some(()));
        let outcomes = home.ask_beside(|tables| tables.newest_lines(None, 10));
        assert!(matches!(outcomes[0].outcome, Outcome::NotSent(_)), "{:?}", outcomes[0].outcome);
        assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
    }
}

#[test]
fn a_copy_that_hangs_can_be_stopped_after_its_question_and_says_that_it_was_not_saved() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.click("Clear queue…");
    window.settled();
    gateway.control.fault(LIST, Fault::Hang, 1);
    window.click("Clear 128 messages");
    window.see("Saving a copy…");
    window.press(Key::Escape);
    window.click("Stop waiting");
    window.see("The copy was not saved");
    assert_eq!((gateway.times(CLEAR), gateway.control.queue(SALES).len()), (0, 128));
}

#[test]
fn a_copy_under_way_is_finished_and_nothing_is_cleared_after_it() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = home.open();
    window.settled();
    window.click("Clear queue…");
    window.settled();
    let list = gateway.control.hold(LIST);
    window.click("Clear 128 messages");
    window.see("Saving a copy…");
    window.press(Key::Escape);
    // Another question is no consent to the first one.
    window.click("Clear queue…");
    window.see("Clear 128 messages from the queue?");
    list.open();
    window.until("the copy", |window| window.model().instances[0].saved_queues.list.as_ref()?.first().map(|_| ()));
    settled(&mut window, &home);
    window.see("Clear 128 messages from the queue?");
    assert_eq!(gateway.times(CLEAR), 0);
    window.click("Keep the queue");
    window.see("All 128 messages are saved on this computer");
    window.click("Open the copy");
}

#[test]
fn a_step_that_the_database_refuses_leaves_the_question_open_with_three_ways_on() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[SALES]);
    let file = home.dir().join("queue.json");
    home.options.file_dialog = Some(FileDialogAnswer::File(file.clone()));
    let mut window = asked_as_step(&home);
    let connection = beside(&home);
    let refuse = "CREATE TRIGGER refuse BEFORE UPDATE ON replacements BEGIN SELECT RAISE(ABORT, 'refused'); END;";
    connection.execute_batch(refuse).unwrap();
    window.click("Clear 128 messages");
    window.see("The step could not be saved, so the queue was not cleared");
    window.see("Clear 128 messages from the queue?");
    window.button("Try again");
    window.button("Keep the queue");
    assert!(!is_working(&window), "it waits for the user");
    window.click("Try again");
    window.see("The step could not be saved, so the queue was not cleared");
    assert_eq!(gateway.times(CLEAR), 0);
    window.click("Save elsewhere…");
    window.see("The queue is empty: 128 before, 0 now");
    assert!(file.exists());
    assert_eq!(gateway.times(CLEAR), 1);
}

#[test]
fn a_question_about_another_instance_stays_open_when_a_step_passes_by_itself() {
    let sales = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked");
    let support = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").state("blocked").queue(texts(3));
    let gateway = Gateway::of(World::empty().with(sales).with(support));
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = begin(&home);
    window.settled();
    let list = Gate::default();
    gateway.control.fault_for(SALES, LIST, Fault::Hold(list.clone()), 1);
    window.click("I have paused them");
    window.open_instance("Support");
    window.click("Clear queue…");
    window.see("Clear 3 messages from the queue?");
    list.open();
    window.until("the copy", |window| {
        let plan = &window.model().instances[0].replace.as_ref().unwrap().plan;
        plan.is_done(Step::Save).then_some(())
    });
    settled(&mut window, &home);
    window.see("Clear 3 messages from the queue?");
    assert!(home.ask_beside(|tables| tables.saved_queues(None)).is_empty());
}
