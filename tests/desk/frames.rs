//! How often the window is drawn: a few times a second while something is awaited, and not at all at rest.

use std::time::{Duration, Instant};

use eframe::egui::Key;
use instance_desk::practice::{ANY_METHOD, InstanceSeed, Messenger};
use instance_desk::store::WatchSettings;

use crate::common::{Gateway, Home, PATIENCE, SALES, SUPPORT, Window};
use crate::resend;
use crate::watch::watched;

/// Opens the window with animations, which tests do without.
fn open(home: &Home) -> Window {
    let mut window = home.open();
    window.settled();
    window.ctx().all_styles_mut(|style| style.animation_time = 0.1);
    window
}

#[track_caller]
fn assert_at_rest(window: &mut Window, page: &str) {
    // A read of the database may still end, and the journal is read again a second after a change.
    let from = Instant::now();
    while window.frames_a_second() > 1 {
        assert!(from.elapsed() < PATIENCE, "{page} is drawn again and again");
    }
}

#[test]
fn no_page_is_drawn_again_at_rest() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &[SALES, SUPPORT]));
    // The page that connects an instance has a field with a blinking cursor.
    for page in ["All instances, 1 needs attention", "Journal", "Preferences", "Help"] {
        window.click(page);
        assert_at_rest(&mut window, page);
    }
    window.open_instance("Sales");
    for tab in ["Queue", "Chats", "Account", "Requests"] {
        window.tab(tab);
        window.settled();
        assert_at_rest(&mut window, tab);
    }
}

#[test]
fn a_page_that_waits_is_drawn_at_most_eight_times_a_second() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &[SALES]));
    let waits = |window: &mut Window, page: &str| {
        let frames = window.frames_a_second();
        assert!((2..=8).contains(&frames), "{page}: {frames} frames a second");
    };
    for tab in ["Queue", "Chats", "Account", "Requests"] {
        window.tab(tab);
        window.settled();
        let answers = gateway.hold_all(ANY_METHOD);
        window.press(Key::F5);
        waits(&mut window, tab);
        gateway.control.clear_faults();
        answers.open();
        window.settled();
    }
    gateway.control.hold("reboot");
    window.tab("Account");
    window.click("Restart…");
    window.click("Restart the instance");
    window.see("Asking the instance to restart");
    waits(&mut window, "a restart");
}

/// Opens the window with a code that waits for the phone.
fn code(gateway: &Gateway, pace: f64) -> Window {
    let mut home = Home::of(gateway, &[SALES]);
    home.options.client.pace = pace;
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window.click("Link a phone…");
    window.see("New code every 20\u{a0}s");
    window
}

fn unlinked() -> Gateway {
    Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("notAuthorized"))
}

#[test]
fn a_code_that_waits_for_the_phone_is_not_drawn_again() {
    let gateway = unlinked();
    let frames = code(&gateway, 1.0).frames_in(Duration::from_secs(20));
    assert_eq!(frames, 1);
}

#[test]
fn a_query_that_confirms_the_code_draws_nothing() {
    let gateway = unlinked();
    let mut window = code(&gateway, 0.1);
    let asked = || gateway.control.requests_of("qr").len();
    window.settled();
    let (asked_before, rings) = (asked(), window.rings());
    window.until("three queries", |_| (asked() > asked_before + 2).then_some(()));
    assert_eq!(window.rings(), rings);
    gateway.control.authorize(SALES, "79990001122");
    window.until("the phone", |window| (window.rings() > rings).then_some(()));
}

#[test]
fn a_check_of_the_watch_draws_no_frame_of_its_own() {
    let gateway = Gateway::pictures();
    let mut window = watched(&gateway, &[SALES, SUPPORT], WatchSettings::default()).open();
    let asked = || gateway.times("getStateInstance");
    // The first rounds also read the sending intervals, which are new, and saved.
    window.until("the first rounds", |_| (asked() > 8).then_some(()));
    window.settled();
    let (asked_before, rings) = (asked(), window.rings());
    window.until("three rounds", |_| (asked() > asked_before + 6).then_some(()));
    assert_eq!(window.rings(), rings);
    gateway.control.set_state(SUPPORT, "blocked");
    window.see("Support: the number is blocked");
}

#[test]
fn a_resend_that_waits_for_the_interval_is_rarely_drawn() {
    let gateway = resend::gateway();
    let (mut home, _) = resend::home(&gateway, resend::texts(3), 1);
    home.options.client.pace = 1.0;
    let mut window = resend::open(&home);
    resend::send_all(&mut window, 3);
    window.see("the next one in 15\u{a0}s");
    // The time left is shown in steps of some seconds, each of which draws the whole window.
    let frames = window.frames_in(Duration::from_secs(10));
    assert!(frames <= 3, "{frames} frames in ten seconds");
}
