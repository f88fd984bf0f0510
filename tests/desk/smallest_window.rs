//! The smallest window in both languages and at every scale: nothing is cut off at its sides, on any page.

use std::collections::HashMap;
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::app::ReleaseSource;
use instance_desk::practice::Fault;
use instance_desk::store::{Folders, LanguageChoice, LatestVersion, Store, Updates};
use instance_desk::tr;
use instance_desk::ui::text::{Language, interval, set_language};
use instance_desk::ui::theme::{size, space};
use instance_desk::work::updates::Releases;
use jiff::Timestamp;
use semver::Version;

use crate::common::keyring::Keyring;
use crate::common::{self, DELIVERY, Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window};

/// Beginnings of names, states and messages of others, which may end in an ellipsis.
const PEOPLES_OWN: [&str; 4] = ["A name of usual length", "Hello! Your order", LONG_NAME, "aaaaaaaaaa"];

/// A name of 60 letters.
pub const LONG_NAME: &str = "Отдел доставки и самовывоза в Северо-Западном федеральном ок";

/// A scale, and the smallest window at it, in points: 720 × 520, or as much of that as a screen of 1366 × 768 shows
/// beside the frame and the system's panel.
#[derive(Clone, Copy)]
pub struct Scale(u16, pub [f32; 2]);

pub const SCALES: [Scale; 3] = [Scale(100, size::WINDOW_LEAST), Scale(150, [720.0, 465.0]), Scale(200, [683.0, 349.0])];

impl Scale {
    pub fn set(self, home: &Home) {
        let (store, _) = Store::open(Folders::in_dir(home.dir()));
        store.change(move |contents| contents.settings.scale_percent = self.0).unwrap();
    }

    pub fn smallest(self) -> Rect {
        Rect::from_min_size(Pos2::ZERO, Vec2::from(self.1))
    }
}

/// Returns both languages at every scale.
pub fn looks() -> impl Iterator<Item = (LanguageChoice, Language, Scale)> {
    let languages = [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)];
    languages.into_iter().flat_map(|(choice, language)| SCALES.map(|scale| (choice, language, scale)))
}

/// Fails if a control or a text lies beside the window, or a text of the program ends in an ellipsis.
#[track_caller]
pub fn assert_within(window: &mut Window, page: &str) {
    window.settled();
    window.step();
    let screen = window.ctx().content_rect().expand(1.0);
    let cut = window.cut_off();
    for item in window.items() {
        let is_cut = cut.contains(&item.label) && !PEOPLES_OWN.iter().any(|words| item.label.contains(words));
        assert!(!is_cut, "{page}: {:?} ends in an ellipsis", item.label);
        let fits = item.rect.left() >= screen.left() && item.rect.right() <= screen.right();
        assert!(fits || item.role == Role::TextRun, "{page}: {:?} lies at {:?}", item.label, item.rect);
    }
    let beyond = window.painted_beyond();
    assert!(beyond.is_empty(), "{page}: cut off are {beyond:?}");
}

/// Fails unless the two buttons at the foot of a dialog are fully visible.
#[track_caller]
pub fn assert_foot_within(window: &mut Window, safe: &str, act: &str) {
    window.settled();
    // The label of the act may need a count that arrives later.
    let is_act = |item: &Item| item.role == Role::Button && item.label == act;
    window.until(act, |window| window.items().iter().any(is_act).then_some(()));
    window.step();
    let screen = window.ctx().content_rect();
    for label in [safe, act] {
        let mut items = window.items().into_iter();
        let button = items.rfind(|item| item.role == Role::Button && item.label == label);
        let rect = button.unwrap_or_else(|| panic!("{label} is not there")).rect;
        assert!(screen.contains_rect(rect), "{label} lies at {rect:?}");
    }
}

/// Like `assert_within`, and no text or button overlaps another. Not for a page under a dialog.
#[track_caller]
pub fn assert_apart(window: &mut Window, page: &str) {
    assert_within(window, page);
    let screen = window.ctx().content_rect();
    let seen = Rect::from_min_max(screen.min, screen.max - Vec2::new(0.0, size::STATUS_LINE));
    let items = window.items_in_sight().into_iter();
    let items: Vec<_> = items
        .filter(|item| matches!(item.role, Role::Label | Role::Heading | Role::Button | Role::Tab | Role::CheckBox))
        .filter(|item| seen.contains_rect(item.rect) && item.rect.is_positive())
        .collect();
    assert_in_order(window, page);
    for (index, one) in items.iter().enumerate() {
        for other in &items[index + 1..] {
            let apart = !one.rect.shrink(1.0).intersects(other.rect.shrink(1.0));
            let within = one.rect.contains_rect(other.rect) || other.rect.contains_rect(one.rect);
            assert!(apart || within, "{page}: {one:?} lies over {other:?}");
        }
    }
}

/// Fails if a screen reader reads a text or a button before what is to its left in its row, or above it in its column.
#[track_caller]
fn assert_in_order(window: &Window, page: &str) {
    let mut before: Option<Item> = None;
    let seen: HashMap<_, _> = window.items_in_sight().into_iter().map(|item| (item.id, item.rect)).collect();
    for item in window.items() {
        let rect = seen.get(&item.id).copied();
        if rect.is_none() && !matches!(item.role, Role::Pane | Role::Dialog) {
            continue;
        }
        let item = Item { rect: rect.unwrap_or(item.rect), ..item };
        match item.role {
            Role::Pane | Role::Dialog => before = None,
            Role::Label | Role::Heading | Role::Button | Role::Tab | Role::CheckBox | Role::Link => {
                if let Some(before) = before.replace(item.clone()) {
                    let (one, other) = (before.rect.shrink(2.0), item.rect.shrink(2.0));
                    let is_within =
                        one.contains_rect(item.rect.shrink(4.0)) || other.contains_rect(before.rect.shrink(4.0));
                    // Below it, or the next line of a sentence.
                    let is_below = other.top() > one.top() + 4.0 && other.bottom() >= one.bottom();
                    // To its right, or in the next column.
                    let is_beside = other.left() >= one.right();
                    assert!(is_within || is_below || is_beside, "{page}: {item:?} is read after {before:?}");
                }
            }
            _ => {}
        }
    }
}

/// Like `assert_apart`, and the page has no large vertical gap.
#[track_caller]
fn assert_whole(window: &mut Window, page: &str) {
    assert_apart(window, page);
    let mut items: Vec<_> = window.items().into_iter().filter(|item| item.rect.left() > size::SIDEBAR_FOLDED).collect();
    items.retain(|item| {
        matches!(item.role, Role::Label | Role::Heading | Role::Button | Role::Tab) && item.rect.is_positive()
    });
    items.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
    let mut bottom = 0.0_f32;
    for item in items {
        let seen = item.rect.bottom() < window.ctx().content_rect().bottom() - size::STATUS_LINE;
        assert!(!seen || item.rect.top() - bottom < 60.0, "{page}: a hole from {bottom} to {item:?}");
        bottom = bottom.max(item.rect.bottom());
    }
}

#[test]
fn the_first_form_fits_while_the_token_store_is_locked() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let keyring = Keyring::new();
        keyring.lock();
        let mut home = Home::new();
        home.options.language = Some(choice);
        home.options.vault = Some(keyring.vault());
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        let store = window.until("the store", |window| window.model().vault.name);
        window.see(&tr!("form-kept-locked", store = store.as_str()));
        assert_apart(&mut window, "the first form");
        window.click(&tr!("sidebar-preferences"));
        window.button(&tr!("help-back"));
        assert_apart(&mut window, "preferences without an instance");
    }
}

#[test]
fn nothing_is_cut_off_at_the_sides() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
        gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 5_000);
        let mut home = Home::of(&gateway, &[SUPPORT, SALES, WAREHOUSE, DELIVERY]);
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        assert_apart(&mut window, "an empty queue");

        window.press_with(Modifiers::COMMAND, Key::Num2);
        assert_apart(&mut window, "chats");
        let field = tr!("chats-field");
        gateway.control.fault("archiveChat", Fault::DropConnection, 1);
        // Unknown, done, already archived, no incoming message, not found, a group.
        let chats =
            ["77012204518@c.us", "79123456789", "79031182004", "79992047718", "79000000001", "120363043968066561@g.us"];
        for chat in chats {
            window.fill(&field, chat);
            window.press(Key::Enter);
            assert_apart(&mut window, chat);
        }
        window.click(&tr!("sidebar-journal"));
        let is_entry = |item: &Item| item.role == Role::DisclosureTriangle;
        let entry = window.until("an entry", |window| window.items().into_iter().find(is_entry));
        assert_apart(&mut window, "the journal");
        window.click_on(Role::DisclosureTriangle, &entry.label);
        window.see(&tr!("journal-what"));
        assert_apart(&mut window, "an open entry of the journal");
        window.open_instance("Support");
        window.press_with(Modifiers::COMMAND, Key::Num3);
        assert_apart(&mut window, "the account");
        window.press_with(Modifiers::COMMAND, Key::Num4);
        assert_apart(&mut window, "requests");
        window.press_with(Modifiers::COMMAND, Key::Num0);
        assert_apart(&mut window, "all instances");
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_apart(&mut window, "preferences");
        window.click(&tr!("preferences-licences"));
        window.see(&tr!("licences-copy"));
        assert_apart(&mut window, "licences");
        window.press(Key::F1);
        window.fill(&tr!("help-search"), "GREEN-API");
        window.see(&tr!("json-found-next"));
        assert_apart(&mut window, "the guide");
        window.button(&tr!("sidebar-help"));
        window.button(&tr!("sidebar-preferences"));
        window.press_with(Modifiers::COMMAND, Key::N);
        assert_apart(&mut window, "the form");
        window.press(Key::Escape);

        window.open_instance("Sales");
        window.click(&tr!("header-more"));
        window.click(&tr!("instance-options-menu"));
        assert_within(&mut window, "the options");
        assert_foot_within(&mut window, &tr!("cancel"), &tr!("instance-options-save"));
        window.press(Key::Escape);
        window.press_with(Modifiers::COMMAND, Key::Num1);
        assert_whole(&mut window, "a long queue");
        window.click(&tr!("queue-clear"));
        assert_within(&mut window, "the confirmation");
        assert_foot_within(&mut window, &tr!("clear-queue-keep"), &tr!("queue-clear-button", count = 128));
        gateway.control.fault("clearMessagesQueue", Fault::StuckMessage, 1);
        window.click(&tr!("queue-clear-button", count = 128));
        window.button(&tr!("clear-queue-look-again"));
        // Scrolling to the result takes several frames.
        (0..60).for_each(|_| window.step());
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
        replacing(&gateway, &mut window, scale);
    }
}

#[test]
fn what_was_interrupted_fits_and_its_banner_is_as_high_as_its_words() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES]);
        home.options.language = Some(choice);
        scale.set(&home);
        for method in ["clearMessagesQueue", "archiveChat", "logout", "setSettings", "updateApiToken"] {
            home.leave_under_way(SALES, method, r#"{"chatId":"120363043968066561@g.us"}"#);
        }
        let mut window = home.open();
        window.place(scale.smallest());
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

/// Walks through the pages of a replacement, from a queue in which a message has remained.
fn replacing(gateway: &Gateway, window: &mut Window, scale: Scale) {
    window.open_instance("Sales");
    window.press_with(Modifiers::COMMAND, Key::Num3);
    window.click(&tr!("replace-number-entry"));
    assert_within(window, "the producers");
    window.click(&tr!("replace-number-skip"));
    assert_within(window, "a question about a step");
    window.click(&tr!("replace-number-skip-act"));
    assert_within(window, "the copy");
    window.click(&tr!("replace-number-save-act", count = 1));
    assert_within(window, "clearing");
    window.click(&tr!("replace-number-clear-act", count = 1));
    assert_within(window, "the question about what is saved");
    window.click(&tr!("queue-clear-button", count = 1));
    window.button(&tr!("replace-number-notifications-ask"));
    assert_within(window, "the notifications");
    window.click(&tr!("replace-number-notifications-ask"));
    assert_foot_within(window, &tr!("replace-number-notifications-keep"), &tr!("replace-number-notifications-act"));
    window.click(&tr!("replace-number-notifications-keep"));
    window.click(&tr!("replace-number-skip"));
    window.click(&tr!("replace-number-skip-act"));
    assert_within(window, "unlinking");
    window.click(&tr!("replace-number-unlink-act"));
    window.click(&tr!("logout-act"));
    window.button(&tr!("replace-number-link-show"));
    assert_within(window, "before a code");
    window.click(&tr!("replace-number-link-show"));
    window.see(&tr!("link-picture"));
    assert_within(window, "the code");
    window.click(&tr!("link-use-code-instead"));
    window.until("the keyboard", |window| window.focused().filter(|item| item.label == tr!("link-phone")));
    assert_within(window, "the number for a typed code");
    window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW)));
    assert_apart(window, "the number for a typed code");
    let edge = window.button(&tr!("replace-number-leave")).rect.right() - space::XL;
    for item in [window.field(&tr!("link-phone")), window.button(&tr!("replace-number-skip"))] {
        assert!(item.rect.right() <= edge + 1.0, "{} lies at {:?}, the card ends at {edge}", item.label, item.rect);
    }
    window.place(scale.smallest());
    for message in common::texts(1) {
        gateway.control.enqueue(SALES, message);
    }
    window.see(&tr!("replace-number-watch", count = 1));
    assert_within(window, "a message that has arrived");
    gateway.control.authorize(SALES, "79161234567@c.us");
    window.button(&tr!("replace-number-link-yes"));
    assert_within(window, "the question whose number it is");
    window.click(&tr!("replace-number-link-yes"));
    let proposed = interval(std::time::Duration::from_secs(15));
    window.button(&tr!("replace-number-interval-set", interval = proposed));
    assert_within(window, "the interval");
    window.click(&tr!("replace-number-skip"));
    window.click(&tr!("replace-number-skip-act"));
    window.button(&tr!("replace-number-again-finish"));
    assert_within(window, "what was saved");
    window.click(&tr!("replace-number-again-finish"));
    window.see(&tr!("replace-number-over"));
    assert_within(window, "the end");
}

#[test]
fn the_pages_fit_a_screen_that_is_smaller_than_the_smallest_window() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES, SUPPORT, WAREHOUSE, DELIVERY]);
        home.options.language = Some(choice);
        let scale = Scale(200, [590.0, 380.0]);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        for tab in [Key::Num1, Key::Num2, Key::Num3, Key::Num4] {
            window.press_with(Modifiers::COMMAND, tab);
            assert_apart(&mut window, "a page of an instance");
            assert_methods_and_hints_whole(&window);
        }
        window.press_with(Modifiers::COMMAND, Key::Num1);
        window.click(&tr!("queue-clear"));
        assert_within(&mut window, "the confirmation");
        assert_foot_within(&mut window, &tr!("clear-queue-keep"), &tr!("queue-clear-button", count = 128));
        window.press(Key::Escape);
        window.press_with(Modifiers::COMMAND, Key::Num0);
        assert_apart(&mut window, "all instances");
        assert_methods_and_hints_whole(&window);
        let cut = window.cut_off();
        for name in ["Sales", "Support", "Warehouse", "Delivery bot"] {
            assert!(!cut.iter().any(|text| text == name), "{name} is cut off: {cut:?}");
        }
        for (key, page) in [(Key::N, "the form"), (Key::Comma, "preferences")] {
            window.press_with(Modifiers::COMMAND, key);
            assert_within(&mut window, page);
        }
        window.open_instance("Sales");
        window.press_with(Modifiers::COMMAND, Key::Num3);
        window.click(&tr!("replace-number-entry"));
        assert_within(&mut window, "the title of a replacement");
    }
}

/// Fails if the name of a method or the hint of a search ends in an ellipsis.
#[track_caller]
fn assert_methods_and_hints_whole(window: &Window) {
    let cut = window.cut_off();
    let methods = ["getStateInstance", "showMessagesQueue", "getMessagesCount", "getSettings"];
    let hints = [tr!("all-instances-search-short"), tr!("chats-search", count = 4)];
    for words in methods.into_iter().chain(hints.iter().map(String::as_str)) {
        assert!(!cut.iter().any(|text| text.starts_with(words)), "{words} is cut off: {cut:?}");
    }
}

#[test]
fn a_newer_version_and_a_crash_are_told_whole() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SUPPORT]);
        home.options.language = Some(choice);
        scale.set(&home);
        let nowhere = "http://127.0.0.1:9/".to_owned();
        let releases = Releases { api: nowhere.clone(), page: nowhere, timeout: Duration::from_secs(1) };
        home.options.releases = ReleaseSource(Some(releases));
        let mut window = home.open();
        window.place(scale.smallest());
        window.see(&tr!("updates-ask"));
        assert_whole(&mut window, "the question");
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_apart(&mut window, "preferences with updates");
        drop(window);

        let (store, _) = Store::open(Folders::in_dir(home.dir()));
        let notes = "Queues clear faster, and a list of chats may be sorted. ".repeat(12);
        let latest = Some(LatestVersion { version: Version::new(99, 1, 0), notes });
        let updates = Updates { allowed: Some(true), asked: Some(Timestamp::now()), latest, skipped: None };
        store.change(move |contents| contents.settings.updates = updates.clone()).unwrap();
        let mut window = home.open();
        window.place(scale.smallest());
        window.see(&tr!("updates-newer", version = "99.1.0"));
        assert_whole(&mut window, "a newer version");
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_apart(&mut window, "its notes");
    }
}
