//! The smallest window, in both languages: nothing is cut off at its sides, on any page.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role};
use instance_desk::{
    practice::Fault,
    store::LanguageChoice,
    ui::{
        text::{Language, set_language},
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
        window.click(&instance_desk::tr!("queue-clear"));
        assert_within(&mut window, "the confirmation");
        gateway.control.fault("clearMessagesQueue", Fault::StuckMessage, 1);
        window.click(&instance_desk::tr!("queue-clear-button", count = 128));
        assert_within(&mut window, "what is left");
        window.open_instance("Delivery bot");
        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_within(&mut window, "the chats of MAX");
    }
}
