//! Stopping a run whose last answers say something else, or come too late: it is stopped in the next session too.

use std::time::Duration;

use instance_desk::practice::{Chat, InstanceSeed, Messenger};

use crate::common::{Gateway, Home, SUPPORT, Window, answers};

const CHATS: usize = 60;

struct Stage {
    gateway: Gateway,
    home: Home,
    window: Window,
}

impl Stage {
    fn new() -> Self {
        let chat = |number| Chat::person(format!("{}@c.us", 79_000_000_000_u64 + number as u64), "");
        let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "yes");
        let gateway = Gateway::with(seed.chats((0..CHATS).map(chat).collect()));
        let mut home = Home::of(&gateway, &[SUPPORT]);
        // An answer that is held back stays so, however slow the computer is.
        home.options.client.silence_timeout = Duration::from_secs(3600);
        let window = home.open();
        Self { gateway, home, window }
    }

    fn show(&mut self) {
        self.window.settled();
        self.window.tab("Chats");
        self.window.until("the chats", |window| window.model().instances[0].chats.found.as_ref().map(drop));
        self.window.settled();
    }

    fn archive(&mut self) {
        self.show();
        self.window.click(&format!("Select all {CHATS} shown"));
        self.window.click(&format!("Archive {CHATS} chats…"));
        self.window.click(&format!("Archive {CHATS} chats"));
    }

    /// Opens the program again, where the run must not be offered.
    fn assert_stopped(mut self) {
        drop(self.window);
        self.home.closed();
        self.window = self.home.open();
        self.show();
        self.window.see("1 earlier run");
        assert!(!self.window.has_button("Continue"), "a run that was stopped is offered");
        assert!(self.home.ask_beside(|tables| tables.archive_runs(None))[0].stopped);
    }
}

#[test]
fn a_run_that_is_stopped_while_the_server_refuses_it_is_stopped() {
    let mut stage = Stage::new();
    let held = stage.gateway.control.hold("archiveChat");
    stage.gateway.control.fault("archiveChat", answers(401, ""), 4);
    stage.archive();
    let gateway = &stage.gateway;
    stage.window.until("a refusal", |_| gateway.control.requests_of("archiveChat").get(1)?.status);
    stage.window.click("Stop");
    held.open();
    stage.window.see("Stopped. What was done stays done.");
    stage.assert_stopped();
}

#[test]
fn a_run_is_stopped_although_its_answer_comes_too_late_for_the_window() {
    let mut stage = Stage::new();
    let _held = stage.gateway.control.hold("archiveChat");
    stage.archive();
    let gateway = &stage.gateway;
    stage.window.until("the request", |_| (gateway.times("archiveChat") > 0).then_some(()));
    stage.window.click("Stop");
    assert!(!stage.window.close());
    stage.window.click("Close anyway");
    stage.window.close_at_last();
    stage.assert_stopped();
}

#[test]
fn a_run_that_another_copy_of_the_program_carries_on_is_not_called_stopped() {
    let mut stage = Stage::new();
    let held = stage.gateway.control.hold("archiveChat");
    stage.archive();
    let gateway = &stage.gateway;
    stage.window.until("the request", |_| (gateway.times("archiveChat") > 0).then_some(()));
    stage.window.click("Pause");
    held.open();
    stage.window.see("Paused. Nothing is sent until you continue.");
    let mut other = stage.home.open();
    other.settled();
    other.tab("Chats");
    other.button("Continue");
    let (before, held) = (gateway.times("archiveChat"), gateway.control.hold("archiveChat"));
    stage.window.click("Continue");
    stage.window.until("another request", |_| (gateway.times("archiveChat") > before).then_some(()));
    other.click("Stop");
    other.see("Another copy of this program is working on this instance’s chats");
    other.assert_not_shown("Stopped. What was done stays done.");
    held.open();
    stage.window.see(&format!("{CHATS} archived"));
    assert!(!stage.home.ask_beside(|tables| tables.archive_runs(None))[0].stopped);
}
