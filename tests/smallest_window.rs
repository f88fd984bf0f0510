//! The smallest window, in both languages: nothing is cut off at its sides, on any page.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{DELIVERY, Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window, texts};
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role};
use instance_desk::{
    practice::{Fault, InstanceSeed, Messenger},
    store::{DATABASE_NAME, Folders, LanguageChoice},
    tr,
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

/// The two buttons at the foot of a dialog are in sight and whole.
#[track_caller]
fn assert_foot_within(window: &mut Window, safe: &str, act: &str) {
    window.settled();
    window.step();
    let screen = window.ctx().content_rect();
    for label in [safe, act] {
        let mut items = window.items().into_iter();
        let button = items.rfind(|item| item.role == Role::Button && item.label == label);
        let rect = button.unwrap_or_else(|| panic!("{label} is not there")).rect;
        assert!(screen.contains_rect(rect), "{label} lies at {rect:?}");
    }
}

/// The same, and no text or button lies over another. Not for a page under a dialog.
#[track_caller]
fn assert_apart(window: &mut Window, page: &str) {
    assert_within(window, page);
    let screen = window.ctx().content_rect();
    let seen = Rect::from_min_max(screen.min, screen.max - Vec2::new(0.0, size::STATUS_LINE));
    let items = window.items().into_iter();
    let items: Vec<_> = items
        .filter(|item| matches!(item.role, Role::Label | Role::Button | Role::Tab | Role::CheckBox))
        .filter(|item| seen.contains_rect(item.rect) && item.rect.is_positive())
        .collect();
    for (place, one) in items.iter().enumerate() {
        for other in &items[place + 1..] {
            let apart = !one.rect.shrink(1.0).intersects(other.rect.shrink(1.0));
            let within = one.rect.contains_rect(other.rect) || other.rect.contains_rect(one.rect);
            assert!(apart || within, "{page}: {one:?} lies over {other:?}");
        }
    }
}

/// The same, and what belongs together stands together: no hole is in the page.
#[track_caller]
fn assert_whole(window: &mut Window, page: &str) {
    assert_apart(window, page);
    let mut items: Vec<_> = window.items().into_iter().filter(|item| item.rect.left() > size::SIDEBAR_FOLDED).collect();
    items.retain(|item| matches!(item.role, Role::Label | Role::Button | Role::Tab) && item.rect.is_positive());
    items.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
    let mut bottom = 0.0_f32;
    for item in items {
        let seen = item.rect.bottom() < size::WINDOW_LEAST[1] - size::STATUS_LINE;
        assert!(!seen || item.rect.top() - bottom < 60.0, "{page}: a hole from {bottom} to {item:?}");
        bottom = bottom.max(item.rect.bottom());
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
        assert_apart(&mut window, "an empty queue");

        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_apart(&mut window, "chats");
        let field = tr!("chats-field");
        gateway.control.fault("archiveChat", Fault::DropConnection, 1);
        // Unknown, done, already so, no incoming message, not found, a group.
        let chats =
            ["77012204518@c.us", "79123456789", "79031182004", "79992047718", "79000000001", "120363043968066561@g.us"];
        for chat in chats {
            window.fill(&field, chat);
            window.press(Key::Enter);
            assert_apart(&mut window, chat);
        }
        window.press_with(Modifiers::COMMAND, Key::Num3);
        assert_apart(&mut window, "the account");
        window.press_with(Modifiers::COMMAND, Key::Num4);
        assert_apart(&mut window, "requests");
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_apart(&mut window, "preferences");
        window.press_with(Modifiers::COMMAND, Key::N);
        assert_apart(&mut window, "the form");
        window.press(Key::Escape);

        window.open_instance("Sales");
        window.press_with(Modifiers::COMMAND, Key::Num1);
        assert_whole(&mut window, "a long queue");
        window.click(&tr!("queue-clear"));
        assert_within(&mut window, "the confirmation");
        assert_foot_within(&mut window, &tr!("clear-keep"), &tr!("queue-clear-button", count = 128));
        gateway.control.fault("clearMessagesQueue", Fault::StuckMessage, 1);
        window.click(&tr!("queue-clear-button", count = 128));
        assert_whole(&mut window, "what is left");
        for (name, place) in [("Warehouse", Key::Num1), ("Warehouse", Key::Num3), ("Sales", Key::Num3)] {
            window.open_instance(name);
            window.press_with(Modifiers::COMMAND, place);
            assert_whole(&mut window, name);
        }
        window.press_with(Modifiers::COMMAND, Key::Num1);
        gateway.control.fault("getStateInstance", Fault::DropConnection, 1);
        window.press(Key::F5);
        assert_apart(&mut window, "an old state");
        window.open_instance("Delivery bot");
        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_apart(&mut window, "the chats of MAX");
    }
}

#[test]
fn a_copy_that_fails_leaves_the_buttons_in_sight() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(3000));
        let gateway = Gateway::with(seed);
        let mut home = Home::of(&gateway, &[SALES]);
        home.options.language = Some(choice);
        // A folder stands in the place of the database.
        std::fs::create_dir_all(Folders::in_dir(home.dir()).data.join(DATABASE_NAME).join("in the way")).unwrap();
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        window.settled();
        window.click(&tr!("queue-clear"));
        window.settled();
        window.click_on(Role::CheckBox, &tr!("clear-rest-known", count = 2500));
        window.click(&tr!("queue-clear-button", count = 3000));
        window.see(&tr!("clear-copy-failed"));
        assert_within(&mut window, "a copy that failed");
        assert_foot_within(&mut window, &tr!("clear-keep"), &tr!("try-again"));
        window.click_on(Role::CheckBox, &tr!("clear-rest-known", count = 2500));
        assert_within(&mut window, "its rest");
        window.click(&tr!("clear-keep"));
        assert_eq!(gateway.times("clearMessagesQueue"), 0);
    }
}

#[test]
fn what_was_interrupted_fits_and_its_banner_is_as_high_as_its_words() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES]);
        home.options.language = Some(choice);
        for method in ["clearMessagesQueue", "archiveChat", "logout", "setSettings", "updateApiToken"] {
            home.leave_under_way(SALES, method, r#"{"chatId":"120363043968066561@g.us"}"#);
        }
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        window.see(&tr!("interrupted-queue-read"));
        assert_whole(&mut window, "an interrupted clearing");
        let blocked = tr!("warning-blocked-waiting", count = 128);
        let blocked = window.items().into_iter().find(|item| item.label == blocked).unwrap();
        assert!(blocked.rect.top() < 300.0, "the warning under it lies at {:?}", blocked.rect);
        for (tab, text) in [(Key::Num2, tr!("interrupted-archive-text")), (Key::Num3, tr!("interrupted-token-works"))] {
            window.press_with(Modifiers::COMMAND, tab);
            window.see(&text);
            assert_whole(&mut window, &text);
        }
    }
}
