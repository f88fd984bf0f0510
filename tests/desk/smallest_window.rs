//! The smallest window in both languages and at every scale: nothing is cut off at its sides, on any page.

use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::app::ReleaseSource;
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, World};
use instance_desk::store::{DATABASE_NAME, Folders, LanguageChoice, LatestVersion, Store, Updates};
use instance_desk::tr;
use instance_desk::ui::text::{Language, interval, set_language};
use instance_desk::ui::theme::{size, space};
use instance_desk::work::updates::Releases;
use jiff::Timestamp;
use semver::Version;

use crate::common::{self, DELIVERY, Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window, texts};

/// Beginnings of names, states and messages of others, which may end in an ellipsis.
const PEOPLES_OWN: [&str; 4] = ["A name of usual length", "Hello! Your order", LONG_NAME, "aaaaaaaaaa"];

/// A name of 60 letters.
const LONG_NAME: &str = "Отдел доставки и самовывоза в Северо-Западном федеральном ок";

/// A scale, and the smallest window at it, in points: 720 × 520, or as much of that as a screen of 1366 × 768 shows
/// beside the frame and the system's panel.
#[derive(Clone, Copy)]
struct Scale(u16, [f32; 2]);

const SCALES: [Scale; 3] = [Scale(100, size::WINDOW_LEAST), Scale(150, [720.0, 465.0]), Scale(200, [683.0, 349.0])];

impl Scale {
    fn set(self, home: &Home) {
        let (store, _) = Store::open(Folders::in_dir(home.dir()));
        store.change(move |contents| contents.settings.scale_percent = self.0).unwrap();
    }

    fn smallest(self) -> Rect {
        Rect::from_min_size(Pos2::ZERO, Vec2::from(self.1))
    }
}

/// Returns both languages at every scale.
fn looks() -> impl Iterator<Item = (LanguageChoice, Language, Scale)> {
    let languages = [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)];
    languages.into_iter().flat_map(|(choice, language)| SCALES.map(|scale| (choice, language, scale)))
}

/// Fails if a control or a text lies beside the window, or a text of the program ends in an ellipsis.
#[track_caller]
fn assert_within(window: &mut Window, page: &str) {
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
fn assert_foot_within(window: &mut Window, safe: &str, act: &str) {
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
fn assert_apart(window: &mut Window, page: &str) {
    assert_within(window, page);
    let screen = window.ctx().content_rect();
    let seen = Rect::from_min_max(screen.min, screen.max - Vec2::new(0.0, size::STATUS_LINE));
    let items = window.items_in_sight().into_iter();
    let items: Vec<_> = items
        .filter(|item| matches!(item.role, Role::Label | Role::Heading | Role::Button | Role::Tab | Role::CheckBox))
        .filter(|item| seen.contains_rect(item.rect) && item.rect.is_positive())
        .collect();
    for (index, one) in items.iter().enumerate() {
        for other in &items[index + 1..] {
            let apart = !one.rect.shrink(1.0).intersects(other.rect.shrink(1.0));
            let within = one.rect.contains_rect(other.rect) || other.rect.contains_rect(one.rect);
            assert!(apart || within, "{page}: {one:?} lies over {other:?}");
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
fn nothing_is_cut_off_at_the_sides() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
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
fn the_page_that_sends_again_is_whole() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES, WAREHOUSE]);
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        window.settled();
        window.click(&tr!("saved-queues-save"));
        window.click(&tr!("saved-queues-open-it"));
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-text"));
        assert_apart(&mut window, "a blocked number");
        gateway.control.set_state(SALES, "authorized");
        window.click(&tr!("header-refresh"));
        window.see_no_more(&tr!("send-not-authorized-text"));
        window.see(&tr!("resend-mark-queued"));
        assert_apart(&mut window, "nothing chosen");
        // While messages wait on the server, each one resent could arrive twice.
        gateway.control.fault_for(SALES, "showMessagesQueue", Fault::Body("[]".to_owned()), u32::MAX);
        window.settled();
        window.press(Key::F5);
        window.click_on(Role::CheckBox, &tr!("resend-choose-shown", count = 128));
        assert_within(&mut window, "all chosen");
        window.click(&tr!("resend-act-ask", count = 128));
        assert_within(&mut window, "the question");
        gateway.control.fault("sendMessage", Fault::DropAfterEffect, 3);
        gateway.control.fault("sendFileByUrl", Fault::DropAfterEffect, 1);
        window.click(&tr!("resend-act", count = 128));
        window.see(&tr!("resend-no-answers-text"));
        assert_apart(&mut window, "what is not known");
        window.click(&tr!("resend-stop"));
        assert_within(&mut window, "the question whether to stop");
        let stop = window.focused().unwrap().label;
        assert_eq!(stop, tr!("resend-stop-keep"));
        window.press(Key::Escape);
        window.click(&tr!("resend-back"));
        assert_within(&mut window, "a run that waits");
        // Nothing in this copy can be resent: statuses, links, forwards.
        window.open_instance("Warehouse");
        window.settled();
        window.click(&tr!("saved-queues-save"));
        window.click(&tr!("saved-queues-open-it"));
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-text"));
        assert_apart(&mut window, "some that cannot be sent");
    }
}

#[test]
fn choosing_and_archiving_many_chats_fits() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let mut chats: Vec<Chat> = (0..30)
            .map(|n| Chat::person(format!("{}@c.us", 79_000_000_000_u64 + n), "A name of usual length"))
            .collect();
        chats.push(
            Chat::group("79001234567-1479621234@g.us", "The old group of the shop in the long street").archived(),
        );
        chats.push(Chat::person("79992047718@c.us", "").silent());
        let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").chats(chats);
        let gateway = Gateway::with(seed.setting("incomingWebhook", "no"));
        let mut home = Home::of(&gateway, &[SUPPORT]);
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        window.settled();
        window.press_with(Modifiers::COMMAND, Key::Num2);
        window.click(&tr!("chats-choose-shown", count = 32));
        assert_apart(&mut window, "chosen chats");

        window.click(&tr!("chats-paste-list"));
        let list = "Name;Phone;Second\nA;79000000001;1\nB;7,91235E+10;2\nC;79000000001;3\nD;12345;\nE;x;\nF;y;\nG;z;\n";
        window.event(Event::Paste(list.to_owned()));
        window.see(&tr!("import-chats-mistakes", count = 5));
        assert_within(&mut window, "a list");
        assert_foot_within(&mut window, &tr!("import-chats-keep"), &tr!("import-chats-act", count = 1));
        window.click(&tr!("import-chats-keep"));

        window.click(&tr!("chats-archive-many", count = 32));
        window.see(&tr!("bulk-archive-plan-incoming-off"));
        assert_within(&mut window, "the dry run");
        assert_foot_within(
            &mut window,
            &tr!("bulk-archive-plan-keep"),
            &tr!("bulk-archive-plan-archive-act", count = 31),
        );
        window.click(&tr!("bulk-archive-plan-archive-act", count = 31));
        window.see(&tr!("bulk-archive-verified"));
        let undo = window.button(&tr!("bulk-archive-undo")).rect;
        assert!(undo.bottom() <= window.ctx().content_rect().bottom(), "the run was to be brought into view: {undo:?}");
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::new(scale.1[0], 1200.0)));
        window.settled();
        assert_apart(&mut window, "a run that has ended");
        window.place(scale.smallest());
        window.settled();
        window.click(&tr!("bulk-archive-undo"));
        assert_within(&mut window, "undoing");
        assert_foot_within(
            &mut window,
            &tr!("bulk-archive-undo-keep"),
            &tr!("bulk-archive-undo-act-archived", count = 30),
        );
        window.click(&tr!("bulk-archive-undo-act-archived", count = 30));
        window.see(&tr!("bulk-archive-runs-show", count = 1));
        window.see(&tr!("bulk-archive-verified"));
        window.click(&tr!("bulk-archive-runs-show", count = 1));
        // The page has scrolled, so the part under its header is not visible.
        assert_within(&mut window, "earlier runs");
    }
}

/// Opens Sales with 3,000 messages: 2,500 exceed a copy, and the rest cannot be saved because a folder occupies the
/// database's path.
fn no_copy_can_be_written(language: LanguageChoice, scale: Scale) -> (Gateway, Home, Window) {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").queue(texts(3000));
    let gateway = Gateway::with(seed);
    let mut home = Home::of(&gateway, &[SALES]);
    home.options.language = Some(language);
    scale.set(&home);
    std::fs::create_dir_all(Folders::in_dir(home.dir()).data.join(DATABASE_NAME).join("in the way")).unwrap();
    let window = home.open();
    (gateway, home, window)
}

#[test]
fn a_question_grows_with_what_it_has_to_say() {
    let (_gateway, _home, mut window) = no_copy_can_be_written(LanguageChoice::En, SCALES[0]);
    window.settled();
    window.click(&tr!("queue-clear"));
    window.settled();
    window.click_on(Role::CheckBox, &tr!("clear-queue-rest-known", count = 2500));
    window.click(&tr!("queue-clear-button", count = 3000));
    window.see(&tr!("clear-queue-copy-failed"));
    // The layout must be right in the first frame: without mouse movement there is no second one.
    let last = window.find(Role::Label, &tr!("clear-queue-elsewhere-text")).unwrap().rect;
    let foot = window.find(Role::Button, &tr!("clear-queue-elsewhere")).unwrap().rect;
    assert!(last.bottom() <= foot.top(), "{last:?} is hidden behind {foot:?}");
}

#[test]
fn a_copy_that_fails_leaves_the_buttons_in_sight() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let (gateway, _home, mut window) = no_copy_can_be_written(choice, scale);
        window.place(scale.smallest());
        window.settled();
        window.click(&tr!("queue-clear"));
        window.settled();
        window.click_on(Role::CheckBox, &tr!("clear-queue-rest-known", count = 2500));
        window.click(&tr!("queue-clear-button", count = 3000));
        window.see(&tr!("clear-queue-copy-failed"));
        assert_within(&mut window, "a copy that failed");
        assert_foot_within(&mut window, &tr!("clear-queue-keep"), &tr!("try-again"));
        assert_foot_within(&mut window, &tr!("clear-queue-keep"), &tr!("clear-queue-elsewhere"));
        window.click_on(Role::CheckBox, &tr!("clear-queue-rest-known", count = 2500));
        assert_within(&mut window, "its rest");
        window.click(&tr!("clear-queue-keep"));
        assert_eq!(gateway.times("clearMessagesQueue"), 0);
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
    let kept = interval(std::time::Duration::from_secs(15));
    window.button(&tr!("replace-number-interval-keep", interval = kept));
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
fn the_preferences_fit_a_screen_that_is_smaller_than_the_smallest_window() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES]);
        home.options.language = Some(choice);
        let scale = Scale(200, [590.0, 380.0]);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        window.press_with(Modifiers::COMMAND, Key::Comma);
        assert_within(&mut window, "preferences");
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

#[test]
fn long_names_and_states_and_many_instances_break_nothing() {
    let state = "a".repeat(200);
    let ids: Vec<String> = (0..200_u64).map(|number| (7_103_000_000 + number).to_string()).collect();
    let world = ids.iter().fold(World::empty(), |world, id| {
        world.with(InstanceSeed::new(Messenger::WhatsApp, id, LONG_NAME).state(&state).queue(texts(1)))
    });
    let gateway = Gateway::of(world);
    let home = Home::of(&gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    for (choice, language, scale) in looks() {
        set_language(language);
        let mut home = home.clone();
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        for tab in [Key::Num3, Key::Num4, Key::Num2, Key::Num1] {
            window.press_with(Modifiers::COMMAND, tab);
            assert_within(&mut window, "long names");
        }
        for ask in [tr!("queue-clear"), tr!("header-remove")] {
            if ask == tr!("header-remove") {
                window.click(&tr!("header-more"));
            }
            window.click(&ask);
            window.until("the safe button", |window| window.focused());
            let screen = window.ctx().content_rect();
            let dialog: Vec<Item> = window.items().into_iter().skip_while(|item| !item.focused).collect();
            for item in dialog.iter().filter(|item| item.role == Role::Button) {
                assert!(screen.contains_rect(item.rect), "{:?} lies at {:?}", item.label, item.rect);
            }
            window.press(Key::Escape);
            window.until("the end of the question", |window| window.model().dialog.is_none().then_some(()));
        }
    }
}

#[test]
fn a_list_of_instances_fits_while_it_is_reviewed_and_after_it_failed() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::new();
        home.options.language = Some(choice);
        let mut window = home.open();
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST)));
        window.click(&tr!("form-several"));
        assert_within(&mut window, "asking for a list");
        assert_foot_within(&mut window, &tr!("cancel"), &tr!("add-many-act-none"));
        let url = gateway.instance(SALES).api_url;
        let row = |at: u64| format!("A name of usual length {at};{};{at:0>50};{url}", 7_103_004_600 + at);
        let rows: Vec<_> = (0..12).map(row).collect();
        let odd = "Odd;7103004513;;\n;7,1E+09;;\nFar;7103004514;abc;https://gate.example";
        window.event(Event::Paste(format!("name;idInstance;token;apiUrl\n{odd}\n{}", rows.join("\n"))));
        window.see(&tr!("add-many-found", count = 15));
        assert_within(&mut window, "a list of instances");
        assert_foot_within(&mut window, &tr!("cancel"), &tr!("add-many-act", count = 12));
        let title = window.find(Role::Heading, &tr!("add-many-found", count = 15)).unwrap().rect;
        let first = window.find(Role::Label, "7103004513").unwrap().rect;
        assert!(title.bottom() <= first.top(), "the list lies over its title: {title:?}, {first:?}");
        window.click(&tr!("add-many-act", count = 12));
        window.see(&tr!("add-many-result", added = 0, count = 12));
        assert_within(&mut window, "instances that failed");
        assert_foot_within(&mut window, &tr!("close"), &tr!("add-many-retry", count = 12));
    }
}
