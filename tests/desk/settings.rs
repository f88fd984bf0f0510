//! The data that the program keeps from one session to the next, and the data that it does not.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, ThemePreference, Vec2};
use instance_desk::green_api::{DesktopProxies, DesktopSettings};
use instance_desk::store::{Folders, LanguageChoice, Store, WindowPlace};

use crate::common::{Gateway, Home, SALES, SUPPORT, Window};

/// Opens Preferences and selects an entry of one of its lists.
fn choose(window: &mut Window, list: &str, choice: &str) {
    if !window.shows(list) {
        window.press_with(Modifiers::COMMAND, Key::Comma);
    }
    window.click_on(Role::ComboBox, list);
    window.click(choice);
}

/// Returns a home without a language option, so that the saved language applies.
fn started() -> Home {
    let mut home = Home::new();
    home.options.language = None;
    home
}

#[test]
fn preferences_are_opened_from_the_first_form_and_lead_back_to_it() {
    let mut window = Home::new().open();
    window.see("Connect your first instance");
    window.click("Preferences");
    window.see("Check the token store");
    window.click("Back");
    window.see("Connect your first instance");
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click_on(Role::ComboBox, "Theme");
    window.see("Light");
    // Esc closes the list first.
    window.press(Key::Escape);
    window.see_no_more("Light");
    window.see("Check the token store");
    window.press(Key::Escape);
    window.see("Connect your first instance");
}

#[test]
fn control_and_zero_never_change_the_scale() {
    let gateway = Gateway::pictures();
    for ids in [&[SALES][..], &[SALES, SUPPORT]] {
        let home = Home::of(&gateway, ids);
        let (store, _) = Store::open(Folders::in_dir(home.dir()));
        store.change(|contents| contents.settings.scale_percent = 150).unwrap();
        let mut window = home.open();
        window.settled();
        window.click("Clear queue…");
        window.button("Keep the queue");
        window.press_with(Modifiers::COMMAND, Key::Num0);
        window.step();
        assert_eq!(window.ctx().zoom_factor(), 1.5);
        window.press(Key::Escape);
        window.step();
        window.press_with(Modifiers::COMMAND, Key::Num0);
        window.step();
        window.step();
        assert_eq!((window.ctx().zoom_factor(), window.model().settings.scale_percent), (1.5, 150));
    }
}

#[test]
fn language_theme_and_scale_hold_at_the_next_start() {
    let home = started();
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    home.keep(&sales, &sales.api_url);
    let mut first = home.clone();
    first.options.language = Some(LanguageChoice::En);
    let mut window = first.open();
    window.settled();
    choose(&mut window, "Theme", "Dark");
    choose(&mut window, "Scale", "125%");
    choose(&mut window, "Language", "Русский");
    window.see("Настройки");
    assert_eq!(window.ctx().zoom_factor(), 1.25);
    assert!(window.ctx().global_style().visuals.dark_mode);
    window.until("the file", |_| home.kept().contains("\"ru\"").then_some(()));
    drop(window);

    let mut window = home.open();
    window.see("Очистить очередь…");
    window.step();
    assert_eq!(window.ctx().zoom_factor(), 1.25);
    assert_eq!(window.ctx().options(|options| options.theme_preference), ThemePreference::Dark);
    choose(&mut window, "Язык", "English");
    window.see("Language");
    choose(&mut window, "Scale", "100%");
    choose(&mut window, "Theme", "Light");
    window.until("light", |window| (!window.ctx().global_style().visuals.dark_mode).then_some(()));
}

#[test]
fn the_command_line_holds_for_its_run_alone() {
    let home = started();
    let mut russian = home.clone();
    russian.options.language = Some(LanguageChoice::Ru);
    let mut window = russian.open();
    window.see("Подключите первый инстанс");
    choose(&mut window, "Тема", "Тёмная");
    window.until("the file", |_| home.kept().contains("dark").then_some(()));
    assert!(!home.kept().contains("\"ru\""), "{}", home.kept());
}

#[test]
fn zoom_by_key_is_remembered() {
    let home = Home::new();
    let mut window = home.open();
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.until("the file", |_| home.kept().contains("\"scalePercent\": 110").then_some(()));
    drop(window);
    let mut window = home.open();
    window.step();
    assert!((window.ctx().zoom_factor() - 1.1).abs() < 0.001, "{}", window.ctx().zoom_factor());
}

#[test]
fn preferences_say_which_way_requests_go_and_a_failure_names_the_proxy() {
    let gateway = Gateway::pictures();
    let mut home = Home::new();
    home.keep(&gateway.instance(SALES), "https://gateway.example");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (https, http, except) = (format!("http://anna:secret@{closed}"), String::new(), String::new());
    let proxy = format!("the proxy http://{closed}, ");
    let unreadable =
        DesktopProxies::Set { http: String::new(), https: "htp://anna:secret@proxy".into(), except: String::new() };
    for (proxies, way, told) in [
        (DesktopProxies::Set { http, https, except }, proxy.clone() + "set in the settings of this computer", proxy),
        (DesktopProxies::Script, "Requests go directly. The settings".to_owned(), "to a script (PAC)".to_owned()),
        (
            DesktopProxies::Unread,
            "Requests go directly. The settings of this computer could not be read".to_owned(),
            "If they name a proxy, it is not used".to_owned(),
        ),
        (
            unreadable,
            "Requests go directly. The settings of this computer name".to_owned(),
            "cannot be read".to_owned(),
        ),
    ] {
        home.options.client.desktop = DesktopSettings::Known(proxies);
        let mut window = home.open();
        window.see(&told);
        window.press_with(Modifiers::COMMAND, Key::Comma);
        window.see(&way);
        window.assert_not_shown("secret");
        drop(window);
        home.closed();
    }
}

#[test]
fn the_windows_size_is_remembered() {
    let home = Home::new();
    let mut window = home.open();
    window.place(Rect::from_min_size(Pos2::new(40.0, 60.0), Vec2::new(900.0, 640.0)));
    window.until("the file", |_| home.kept().contains("900").then_some(()));
    drop(window);
    let place = home.open().model().settings.window.unwrap();
    assert_eq!(place, WindowPlace { width: 900.0, height: 640.0, x: Some(40.0), y: Some(60.0), maximized: false });
}

#[test]
fn a_damaged_file_is_told_kept_aside_and_gives_what_could_be_read() {
    let home = Home::new();
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    home.keep(&sales, &sales.api_url);
    let whole = home.kept();
    std::fs::write(home.file(), &whole[..whole.len() / 2]).unwrap();
    let mut window = home.open();
    window.see("Settings need attention");
    window.see("The settings file was damaged; what could be read is used.");
    window.click("Close");
    window.see_no_more("Settings need attention");
    let kept: Vec<String> = std::fs::read_dir(home.dir())
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default())
        .collect();
    assert!(kept.iter().any(|text| *text == whole[..whole.len() / 2]), "the damaged file is gone");
}

#[test]
fn a_file_that_is_damaged_while_the_program_runs_is_told_once() {
    let home = Home::new();
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    home.keep(&sales, &sales.api_url);
    let mut window = home.open();
    std::fs::write(home.file(), "{ damaged").unwrap();
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.see("The settings file was damaged; what could be read is used.");
    window.click("Close");
    window.see_no_more("Settings need attention");
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.until("the file", |_| home.kept().contains("120").then_some(()));
    window.assert_not_shown("Settings need attention");
    assert!(home.kept().contains(&sales.id_instance));
}

#[test]
fn a_setting_that_makes_no_sense_is_told_and_the_rest_holds() {
    let home = Home::new();
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    home.keep(&sales, &sales.api_url);
    let mut file: serde_json::Value = serde_json::from_str(&home.kept()).unwrap();
    file["settings"]["theme"] = "violet".into();
    file["instances"].as_array_mut().unwrap().push(serde_json::json!({"idInstance": "x"}));
    std::fs::write(home.file(), file.to_string()).unwrap();
    let mut window = home.open();
    window.see("The setting settings.theme could not be read; its default value is used");
    window.see("Entry 2 in the list of instances could not be read; it is left in the file and not shown");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
}

#[test]
fn a_newer_file_is_kept_aside() {
    let home = Home::new();
    std::fs::write(home.file(), r#"{"version": 99, "settings": {}, "instances": []}"#).unwrap();
    let mut window = home.open();
    window.see("The settings file is from a newer version of this program and cannot be used");
    window.see("Connect your first instance");
}

#[test]
fn a_choice_that_cannot_be_saved_holds_for_the_run_and_says_so() {
    let mut home = Home::new();
    let taken = home.dir().join("taken");
    std::fs::write(&taken, "").unwrap();
    home.options.data_dir = Some(taken);
    let mut window = home.open();
    choose(&mut window, "Theme", "Dark");
    window.see("Not saved. ");
    assert!(window.ctx().global_style().visuals.dark_mode);
}

#[test]
fn a_choice_that_could_not_be_saved_is_saved_with_the_next_one() {
    let home = Home::new();
    std::fs::create_dir(home.file()).unwrap();
    let mut window = home.open();
    // The window's position is not saved either.
    window.see("Not saved. ");
    window.click("Close");
    choose(&mut window, "Theme", "Dark");
    window.see("Not saved. ");
    std::fs::remove_dir(home.file()).unwrap();
    choose(&mut window, "Scale", "125%");
    window.see_no_more("Not saved. ");
    let kept = home.kept();
    assert!(kept.contains("dark") && kept.contains("\"scalePercent\": 125"), "{kept}");
}

#[test]
fn a_choice_that_could_not_be_saved_is_saved_with_an_instance() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    let kept = home.kept();
    std::fs::remove_file(home.file()).unwrap();
    std::fs::create_dir(home.file()).unwrap();
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.see("Not saved. ");
    std::fs::remove_dir(home.file()).unwrap();
    std::fs::write(home.file(), kept).unwrap();
    window.click("More actions");
    window.click("Edit…");
    window.fill("Name", "Clinic");
    window.click("Save changes");
    window.see_no_more("Not saved. ");
    let kept = home.kept();
    assert!(kept.contains("Clinic") && kept.contains("\"scalePercent\": 110"), "{kept}");
}

#[test]
fn choices_are_saved_in_the_order_in_which_they_were_made() {
    let home = Home::new();
    let mut window = home.open();
    for _ in 0..10 {
        window.press_with(Modifiers::COMMAND, Key::Plus);
        window.press_with(Modifiers::COMMAND, Key::Minus);
    }
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.close_at_last();
    assert!(home.kept().contains("\"scalePercent\": 110"), "{}", home.kept());
}

#[test]
fn practice_instances_are_in_no_file() {
    let mut home = Home::practice();
    let mut window = home.open();
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.until("all rows", |window| window.row("Warehouse, WhatsApp · not authorized, waiting: 14"));
    choose(&mut window, "Theme", "Dark");
    window.until("the file", |_| home.kept().contains("dark").then_some(()));
    assert!(!home.kept().contains(SALES) && !home.kept().contains("Sales"), "{}", home.kept());
    assert_eq!(home.token(SALES), None);
    drop(window);
    home.options.practice = false;
    home.open().see("Connect your first instance");
}

#[test]
fn two_copies_of_the_program_keep_each_others_instances() {
    let gateway = Gateway::pictures();
    let home = Home::new();
    let (mut one, mut other) = (home.open(), home.open());
    for (window, id) in [(&mut one, SALES), (&mut other, SUPPORT)] {
        let instance = gateway.instance(id);
        let json = serde_json::json!({
            "name": instance.name, "apiUrl": instance.api_url, "idInstance": id,
            "apiTokenInstance": instance.api_token_instance});
        window.paste("idInstance", &json.to_string());
        window.click("Save instance");
        window.until("the page", |window| (window.titles().last()?.ends_with("— Instance Desk")).then_some(()));
    }
    assert!(home.kept().contains(SALES) && home.kept().contains(SUPPORT));
    // The first program learns of the second one's instance when it next saves.
    choose(&mut one, "Theme", "Dark");
    one.until("the row", |window| window.row("Support, WhatsApp · authorized, waiting: 0"));
}
