//! The smallest window, in both languages: nothing is cut off at its sides, on any page.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role};
use instance_desk::{
    practice::Fault,
    store::LanguageChoice,
    tr,
    ui::{
        text::{Language, interval, set_language},
        theme::size,
    },
};

#[track_caller]
fn assert_within(window: &mut Window, page: &str) {
    window.settled();
    window.step();
    let screen = window.ctx().content_rect().expand(1.0);
    for item in window.items() {
        let fits = item.rect.left() >= screen.left() && item.rect.right() <= screen.right();
        assert!(fits || item.role == Role::TextRun, "{page}: {:?} lies at {:?}", item.label, item.rect);
    }
}

#[test]
fn nothing_is_cut_off_at_the_sides() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SUPPORT, SALES, WAREHOUSE, DELIVERY]);
        home.options.language = Some(choice);
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        assert_within(&mut window, "an empty queue");

        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_within(&mut window, "chats");
        let field = window.items().into_iter().find(|item| item.is_field()).unwrap().label;
        gateway.control.fault("archiveChat", Fault::DropConnection, 1);
        // Unknown, done, already so, no incoming message, not found, a group.
        let chats =
            ["77012204518@c.us", "79123456789", "79031182004", "79992047718", "79000000001", "120363043968066561@g.us"];
        for chat in chats {
            window.fill(&field, chat);
            window.press(Key::Enter);
            assert_within(&mut window, chat);
        }
        window.press_with(Modifiers::COMMAND, Key::Num3);
        assert_within(&mut window, "requests");
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_within(&mut window, "preferences");
        window.press_with(Modifiers::COMMAND, Key::N);
        assert_within(&mut window, "the form");
        window.press(Key::Escape);

        window.open_instance("Sales");
        window.press_with(Modifiers::COMMAND, Key::Num1);
        assert_within(&mut window, "a long queue");
        window.click(&tr!("queue-clear"));
        assert_within(&mut window, "the confirmation");
        gateway.control.fault("clearMessagesQueue", Fault::StuckMessage, 1);
        window.click(&tr!("queue-clear-button", count = 128));
        assert_within(&mut window, "what is left");
        window.open_instance("Delivery bot");
        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_within(&mut window, "the chats of MAX");
        replacing(&gateway, &mut window);
    }
}

/// The pages of a replacement, on from a queue in which a message has stayed.
fn replacing(gateway: &Gateway, window: &mut Window) {
    window.open_instance("Sales");
    window.press_with(Modifiers::COMMAND, Key::Num3);
    window.click(&tr!("replace-entry"));
    assert_within(window, "the producers");
    window.click(&tr!("replace-skip"));
    assert_within(window, "a question about a step");
    window.click(&tr!("replace-skip-act"));
    assert_within(window, "the copy");
    window.click(&tr!("replace-save-act", count = 1));
    assert_within(window, "clearing");
    window.click(&tr!("replace-clear-act", count = 1));
    assert_within(window, "the question about what is saved");
    window.click(&tr!("queue-clear-button", count = 1));
    window.button(&tr!("replace-notifications-act"));
    assert_within(window, "the notifications");
    window.click(&tr!("replace-skip"));
    window.click(&tr!("replace-skip-act"));
    assert_within(window, "unlinking");
    window.click(&tr!("replace-unlink-act"));
    window.click(&tr!("logout-act"));
    window.button(&tr!("replace-link-show"));
    assert_within(window, "before a code");
    window.click(&tr!("replace-link-show"));
    window.see(&tr!("link-picture"));
    assert_within(window, "the code");
    window.click(&tr!("replace-link-use-code"));
    assert_within(window, "the number for a typed code");
    for message in common::texts(1) {
        gateway.control.enqueue(SALES, message);
    }
    window.see(&tr!("replace-watch", count = 1));
    assert_within(window, "a message that has arrived");
    gateway.control.authorize(SALES, "79161234567@c.us");
    window.button(&tr!("replace-link-yes"));
    assert_within(window, "the question whose number it is");
    window.click(&tr!("replace-link-yes"));
    let kept = interval(std::time::Duration::from_secs(15));
    window.button(&tr!("replace-interval-keep", interval = kept));
    assert_within(window, "the interval");
    window.click(&tr!("replace-skip"));
    window.click(&tr!("replace-skip-act"));
    window.button(&tr!("replace-again-finish"));
    assert_within(window, "what was saved");
    window.click(&tr!("replace-again-finish"));
    window.see(&tr!("replace-over"));
    assert_within(window, "the end");
}
