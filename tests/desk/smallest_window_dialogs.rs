//! Dialogs in the smallest window: their texts are whole, and their buttons are in sight.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Pos2, Rect, Vec2};
use instance_desk::practice::{InstanceSeed, Messenger};
use instance_desk::store::{DATABASE_NAME, Folders, LanguageChoice};
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};
use instance_desk::ui::theme::size;

use crate::common::{Gateway, Home, SALES, Window, texts};
use crate::smallest_window::{SCALES, Scale, assert_foot_within, assert_within, looks};

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
