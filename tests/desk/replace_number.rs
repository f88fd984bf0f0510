//! Replacing a number step by step: what completes a step, what hides the code, what is remembered.

use std::time::Duration;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::green_api::{IdInstance, now};
use instance_desk::model::{Kept, Page, ReplaceRead};
use instance_desk::store::{DATABASE_NAME, Database, Folders};
use instance_desk::work::link_phone::Shown;
use instance_desk::work::replace_number::{Fact, Replacement, Step, StepState};
use serde_json::json;

use crate::common::form::fill;
use crate::common::replace_number::{
    NEW, QR, at, begin, clear, clear_notifications, confirm, plan, save, show_code, skip, stop, to_link, unlink,
};
use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT, Window, texts};
use crate::resend;

#[test]
fn the_whole_way() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    window.assert_not_shown("Replacing the number");
    stop(&mut window);
    window.see("You said CRM and bots are paused");
    save(&mut window);
    window.see("128 of 128 saved on this computer");
    window.click("Clear 128 messages…");
    window.see("All 128 are saved on this computer");
    assert_eq!(window.focused().unwrap().label, "Keep the queue");
    window.press(Key::Escape);
    window.step();
    assert_eq!((gateway.times("clearMessagesQueue"), plan(&window).step()), (0, Step::Clear));
    clear(&mut window);
    window.see("128 before, 0 now");
    // The count has been read by now, even on a slow computer, because the result contains it.
    window.see("2 notifications wait");
    // Clearing cannot be undone, so a question comes first.
    window.click("Delete the notifications…");
    window.see("It begins at once, and cannot be cancelled or undone.");
    assert_eq!(window.focused().unwrap().label, "Keep them");
    window.press(Key::Enter);
    window.until("the question is closed", |window| window.model().dialog.is_none().then_some(()));
    assert_eq!(gateway.times("clearWebhooksQueue"), 0);
    clear_notifications(&mut window);
    at(&mut window, Step::Unlink);
    window.see("2 before, deleted, ");
    window.see("+7\u{a0}985\u{a0}111-22-33 is linked now");
    unlink(&mut window);
    window.see("+7\u{a0}985\u{a0}111-22-33 was unlinked");
    assert_eq!(gateway.times("qr"), 0, "no code is asked for before it is wanted");
    let counts = gateway.times("showMessagesQueue");
    show_code(&mut window);
    assert!(gateway.times("showMessagesQueue") > counts, "counted just before");
    window.see("Queue counted before this code was shown: 0");
    window.see("New code every 20\u{a0}s");
    gateway.control.authorize(SALES, NEW);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    assert!(plan(&window).is_open(Step::Link), "not before the person has said so");
    confirm(&mut window);
    window.see("+7\u{a0}916\u{a0}123-45-67 is linked");
    window.see("Now: 0.5\u{a0}s");
    window.click("Set to 15\u{a0}s…");
    window.see("The number stops for up to 5 minutes");
    window.click("Change and restart");
    at(&mut window, Step::SendAgain);
    window.see("Sending interval 0.5\u{a0}s → 15\u{a0}s");
    assert_eq!(gateway.control.setting(SALES, "delaySendMessagesMilliseconds").unwrap(), json!(15000));
    window.see("128 messages, ");
    window.click("Send again…");
    window.see("Nothing is selected beforehand, and each message goes out once");
    window.click("Back to the replacement");
    window.click("Finish");
    window.see("The number is replaced");
    window.see("Finished, nothing sent from the copies");
    let once = ["clearMessagesQueue", "logout", "setSettings", "clearWebhooksQueue"];
    assert_eq!(once.map(|method| gateway.times(method)), [1; 4]);
    window.click("Show the queue");
    window.settled();
    window.assert_not_shown("Replacing the number");
    window.click("Journal");
    window.see("Today,\u{a0}");
    window.see("Clearing the sending queue: 128 messages, copy saved, Sales");
    window.see("Unlinking the phone, Sales · 7103004512: Unlinked at ");
    window.fill("Search numbers, chats, words", "8 916 123-45-67");
    window.see("1 entry");
    let numbers = "Replacing the number: +7\u{a0}985\u{a0}111-22-33 → +7\u{a0}916\u{a0}123-45-67";
    let entry = window.see(&format!("{numbers}, Sales · 7103004512: New number linked"));
    window.click_on(Role::DisclosureTriangle, &entry);
    window.see("1. Pause your CRM and bots (by hand): You said CRM and bots are paused");
    window.see("Clear the queue (by the program): 128 before, 0 now");
    window.see("Link the new number (seen by the program): +7\u{a0}916\u{a0}123-45-67 is linked");
    window.assert_not_shown("sent_again"); // a part of the record that the words were read from
}

#[test]
fn an_instance_that_was_removed_comes_back_without_its_replacement() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES, SUPPORT]);
    let mut window = begin(&home);
    stop(&mut window);
    window.open_instance("Sales");
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.until("the removal", |window| (window.model().instances.len() == 1).then_some(()));
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.click("Replace number…");
    window.see("Pause everything that sends through this instance");
    assert!(!plan(&window).has_begun());
}

#[test]
fn a_replacement_ends_with_the_id_instance_that_it_was_of() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    stop(&mut window);
    window.open_instance("Sales");
    window.click("More actions");
    window.click("Edit…");
    fill(&mut window, &gateway.instance(SUPPORT));
    window.click("Save changes");
    window.click("Change the instance");
    window.until("the row", |window| window.row("Support, WhatsApp · authorized"));
    window.until("its end", |_| home.ask_beside(|tables| tables.open_replacements()).is_empty().then_some(()));
}

#[test]
fn messages_that_arrive_again_hide_the_code_until_they_are_cleared() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    for message in texts(2) {
        gateway.control.enqueue(SALES, message);
    }
    window.see("2 messages wait again");
    window.see("Something is still sending them");
    window.assert_not_shown(QR);
    // Nobody sees a code, so none is requested: not between two more counts.
    let (codes, counts) = (gateway.times("qr"), gateway.times("showMessagesQueue"));
    window.until("two counts", |_| (gateway.times("showMessagesQueue") >= counts + 2).then_some(()));
    assert!(gateway.times("qr") <= codes + 1, "one may have been under way");
    // The result of the clearing no longer says that the queue is empty.
    window.click("Leave for now");
    window.tab("Queue");
    window.button("Save a copy");
    window.assert_not_shown("The queue is empty");
    window.click("Go on");
    window.click("Clear the queue again…");
    window.see("Save a copy first (2 of 2 can be saved)");
    window.click("Clear 2 messages");
    at(&mut window, Step::Link);
    window.see("2 before, 0 now");
    assert_eq!(gateway.times("clearMessagesQueue"), 2);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    confirm(&mut window);
    // The copies of each clearing can be resent.
    window.see("128 messages, ");
    window.see("2 messages, ");
}

#[test]
fn messages_that_go_by_themselves_bring_the_code_back() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    for message in texts(1) {
        gateway.control.enqueue(SALES, message);
    }
    window.see("1 message waits again");
    let asked = gateway.times("qr");
    window.click("Count the queue and show the code");
    window.settled();
    window.until("a count", |window| {
        let replacing = window.model().shown_instance()?.replace.as_ref()?;
        let counted = replacing.watch.last().is_some() && !replacing.reads.is_reading(ReplaceRead::Queue);
        counted.then_some(())
    });
    window.assert_not_shown(QR);
    assert_eq!(gateway.times("qr"), asked, "while anything waits no code is asked for");
    // The queue is cleared from the console.
    gateway.control.set_state(SALES, "authorized");
    gateway.control.advance(std::time::Duration::from_secs(60));
    gateway.control.set_state(SALES, "notAuthorized");
    window.see(QR);
}

/// Closes the program and opens it again.
fn reopened(home: &Home, window: Window) -> Window {
    drop(window);
    let mut window = home.open();
    window.settled();
    window
}

#[test]
fn every_step_is_remembered_over_a_restart() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    let again = |window: Window, wanted: Step| {
        assert_eq!(plan(&window).step(), wanted);
        let mut before = None;
        let mut window = window;
        window.until("it is kept", |window| {
            let replacing = window.model().shown_instance()?.replace.as_ref()?;
            before = Some(replacing.plan.clone());
            (replacing.kept == Kept::Yes).then_some(())
        });
        let mut window = reopened(&home, window);
        window.see(&format!("Replacing the number: step {} of 8", wanted.number()));
        window.tab("Account");
        window.see(&format!("Replacing the number: step {} of 8", wanted.number()));
        window.click("Go on");
        window.see("Every step is remembered if you close the program");
        window.settled();
        assert_eq!(Some(plan(&window)), before.as_ref());
        window
    };
    stop(&mut window);
    window = again(window, Step::Save);
    save(&mut window);
    window = again(window, Step::Clear);
    clear(&mut window);
    window = again(window, Step::Notifications);
    skip(&mut window);
    window = again(window, Step::Unlink);
    unlink(&mut window);
    window = again(window, Step::Link);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    confirm(&mut window);
    window = again(window, Step::Interval);
    window.click("Set to 15\u{a0}s…");
    window.click("Change and restart");
    at(&mut window, Step::SendAgain);
    window = again(window, Step::SendAgain);
    window.see("128 messages, ");
    window.click("Finish");
    window.see("The number is replaced");
    let window = reopened(&home, window);
    window.assert_not_shown("Replacing the number");
    assert_eq!(["clearMessagesQueue", "logout"].map(|method| gateway.times(method)), [1, 1]);
}

#[test]
fn a_code_is_shown_nowhere_but_in_its_step_and_not_again_by_itself() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    to_link(&mut window);
    show_code(&mut window);
    window.click("Leave for now");
    window.see("Replacing the number: step 6 of 8");
    window.tab("Account");
    window.until("the code", |window| {
        let link = window.model().instances[0].account.link.as_ref()?;
        matches!(link.progress.shown, Shown::Code(_)).then_some(())
    });
    window.step();
    window.assert_not_shown(QR);
    window.assert_not_shown("Link a phone…");
    window.click("Go on");
    window.see(QR);
    window.click("Leave for now");
    for message in texts(1) {
        gateway.control.enqueue(SALES, message);
    }
    window.tab("Account");
    window.click("Go on");
    window.see("1 message waits again");
    window.assert_not_shown(QR);
    let mut window = reopened(&home, window);
    window.click("Go on");
    window.button("Count the queue and show the code");
    window.assert_not_shown(QR);
}

#[test]
fn each_step_can_be_skipped_with_its_consequence_named_and_gone_back_to() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    let consequences = [
        "Messages that arrive while you replace the number go out from the new one",
        "Cleared messages are gone",
        "Waiting messages go out from the new number as soon as it is linked",
        "Your own programs get what the old number received",
        "While it is linked, no other number can be linked",
        "The instance sends and receives nothing.",
        "The new number sends as fast as the old one did.",
        "The copies stay on this computer",
    ];
    for (index, (step, consequence)) in Step::ALL.into_iter().zip(consequences).enumerate() {
        assert_eq!(plan(&window).step(), step);
        window.click("Skip this step…");
        window.see(consequence);
        assert_eq!(window.focused().unwrap().label, "Stay with this step");
        window.press(Key::Enter);
        window.until("the question is closed", |window| window.model().dialog.is_none().then_some(()));
        assert!(plan(&window).is_open(step));
        if index == 3 {
            window.click("Back");
            window.see("Skipped, ");
            window.click("Go on");
        }
        skip(&mut window);
    }
    window.see("The replacement is over, and no new number is linked here");
    let changing = ["clearMessagesQueue", "clearWebhooksQueue", "logout", "setSettings"];
    assert_eq!(changing.map(|method| gateway.times(method)), [0; 4]);
    assert_eq!(gateway.control.queue(SALES).len(), 128);
}

#[test]
fn whoever_skips_the_clearing_is_told_beside_the_code() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    for _ in 0..4 {
        skip(&mut window);
    }
    unlink(&mut window);
    show_code(&mut window);
    window.see("The clearing was skipped: waiting messages go out as soon as the phone is linked.");
}

#[test]
fn it_can_be_given_up_and_begun_again() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let mut window = begin(&home);
    stop(&mut window);
    window.click("Stop replacing…");
    window.see("Finished steps stay done");
    window.click("Stop replacing");
    window.settled();
    assert!(matches!(window.model().page, Page::Instance(..)));
    let mut window = reopened(&home, window);
    window.assert_not_shown("Replacing the number");
    window.click("Replace number…");
    window.button("I have paused them");
}

#[test]
fn what_cannot_be_remembered_is_told_and_nothing_goes_on_by_itself() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    // A folder occupies the path of the database.
    let place = Folders::in_dir(home.dir()).data.join(DATABASE_NAME);
    std::fs::create_dir_all(&place).unwrap();
    let mut window = home.open();
    window.settled();
    window.click("Replace number…");
    window.see("This step cannot be remembered");
    window.click("I have paused them");
    window.see("This step cannot be remembered");
    let listed = gateway.times("showMessagesQueue");
    window.click("Save 128 messages");
    window.button("Do not do it now");
    window.until("a while", |_| Some(()));
    assert_eq!(gateway.times("showMessagesQueue"), listed, "nothing is done that is not written down");
    window.click("Do not do it now");
    window.see_no_more("Do not do it now");
    window.click("Save 128 messages");
    window.click("Go on without");
    // Continuing shows why the copy cannot be written either.
    window.see("The copy was not saved");
    assert!(plan(&window).is_open(Step::Save));
    window.settled();
    std::fs::remove_dir(&place).unwrap();
    save(&mut window);
    let database = Database::new(&Folders::in_dir(home.dir()));
    window.until("it is kept", |_| {
        let open = database.run_blocking(|tables| tables.open_replacements()).ok()?;
        (open.len() == 1 && open[0].1["step"] == "clear").then_some(())
    });
}

#[test]
fn max_is_replaced_from_its_account_page() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[DELIVERY]).open();
    window.settled();
    assert!(!window.has_button("Replace number…"), "not what to do first");
    window.tab("Account");
    window.click("Replace number…");
    window.click("I have paused them");
    at(&mut window, Step::Save);
    for _ in 0..2 {
        skip(&mut window);
    }
    unlink(&mut window);
    show_code(&mut window);
    window.see("Open MAX on the phone.");
    assert!(!window.has_button("Use a code instead of the camera…"));
    gateway.control.authorize(DELIVERY, NEW);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    assert!(gateway.times("getAccountSettings") > 0);
    confirm(&mut window);
}

#[test]
fn steps_with_nothing_to_do_pass_by_themselves_once_the_server_says_so() {
    let gateway = Gateway::pictures();
    gateway.control.set_state(SUPPORT, "notAuthorized");
    let mut window = begin(&Home::of(&gateway, &[SUPPORT]));
    window.click("I have paused them");
    at(&mut window, Step::Link);
    window.see("No phone was linked");
    window.see("None were waiting");
    let changing = ["clearMessagesQueue", "clearWebhooksQueue", "logout"];
    assert_eq!(changing.map(|method| gateway.times(method)), [0; 3]);
    assert!(Step::ALL[..5].iter().all(|step| plan(&window).is_done(*step)));
}

#[test]
fn an_interval_that_is_long_enough_passes_by_itself_without_a_change() {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 20_000);
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    show_code(&mut window);
    gateway.control.authorize(SALES, NEW);
    confirm(&mut window);
    at(&mut window, Step::SendAgain);
    window.see("Sending interval 20\u{a0}s");
    assert_eq!(gateway.times("setSettings"), 0);
}

#[test]
fn finish_waits_until_a_run_has_sent_its_messages() {
    let gateway = resend::gateway();
    let (mut home, _) = resend::home(&gateway, resend::texts(2), 1);
    home.options.client.silence_timeout = Duration::from_secs(120);
    let mut kept = Replacement::new(now());
    kept.say_done(Step::StopProducers, now());
    Step::ALL[1..7].iter().for_each(|step| kept.skip(*step, now()));
    let (id, body) = (IdInstance::parse(SALES).unwrap(), serde_json::to_value(&kept).unwrap());
    home.ask(move |tables| tables.keep_replacement(&id, kept.begun(), None, &body));
    let mut window = home.open();
    window.click("Go on");
    at(&mut window, Step::SendAgain);
    window.click("Send again…");
    window.see("Select what should still go out");
    window.settled();
    let answer = gateway.control.hold("sendMessage");
    resend::send_all(&mut window, 2);
    window.see("Sending 2 messages again");
    window.click("Back to the replacement");
    assert!(window.until("Finish", |window| window.find(Role::Button, "Finish")).off);
    answer.open();
    window.click("Finish");
    let sent = plan(&window).state(Step::SendAgain);
    assert!(matches!(sent, StepState::Done { fact: Fact::SentAgain { messages: 2 }, .. }), "{sent:?}");
}
