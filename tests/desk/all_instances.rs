//! All instances at a glance: what each needs, the filters, the keyboard, and the place where the program opens.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, vec2};
use instance_desk::model::{Page, Tab};
use instance_desk::practice::{self, World};
use instance_desk::store::{LanguageChoice, StateFilter};
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};
use instance_desk::ui::theme::{size, space};
use instance_desk::ui::widgets::TABLE_MARGIN;

use crate::common::{DELIVERY, Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window};

const ALL: [&str; 4] = [SALES, SUPPORT, DELIVERY, WAREHOUSE];

/// Opens the page, with every state known.
fn open(home: &Home) -> Window {
    let mut window = home.open();
    window.until("the states", |window| {
        window.model().instances.iter().all(|one| one.state.value().is_some()).then_some(())
    });
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    assert_eq!(window.model().page, Page::AllInstances);
    window
}

/// Returns the rows of the table, from the top.
fn rows(window: &Window) -> Vec<Item> {
    let mut rows: Vec<_> = window.items().into_iter().filter(|item| item.label.contains("checked: ")).collect();
    rows.sort_by(|one, other| one.rect.top().total_cmp(&other.rect.top()));
    rows
}

fn names(window: &Window) -> Vec<String> {
    rows(window).iter().map(|row| row.label.split(", ").next().unwrap().to_owned()).collect()
}

#[track_caller]
fn row(window: &mut Window, name: &str) -> Item {
    let start = format!("{name}, ");
    window.until(name, |window| rows(window).into_iter().find(|row| row.label.starts_with(&start)))
}

#[test]
fn every_instance_says_what_it_needs_the_most_urgent_first() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    window.until("the order", |window| {
        (names(window) == ["Sales", "Warehouse", "Delivery bot", "Support"]).then_some(())
    });
    window.see("4 instances · 2 need attention");
    window.button("All instances, 2 need attention");
    let sales = row(&mut window, "Sales").label;
    for part in ["7103004512 · WhatsApp", "Number blocked", "waiting: 128", "Replace number…"] {
        assert!(sales.contains(part), "{sales}");
    }
    assert!(row(&mut window, "Support").label.contains("waiting: 0"));
    window.click("Link a phone… (Warehouse)");
    window.until("the page", |window| matches!(window.model().page, Page::Instance(_, Tab::Account)).then_some(()));
}

#[test]
fn the_next_act_of_a_blocked_number_is_its_replacement() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    window.click("Replace number… (Sales)");
    window.until("the replacement", |window| matches!(window.model().page, Page::Replace(_)).then_some(()));
}

#[test]
fn the_search_and_the_filters_narrow_the_list_and_the_filter_is_kept() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &ALL);
    let mut window = open(&home);
    window.fill("Search names, ids, tags", "31000");
    window.until("the search", |window| (names(window) == ["Delivery bot"]).then_some(()));
    window.see("1 of 4 instances shown · 2 need attention");
    window.press(Key::Escape);
    window.see("4 instances · 2 need attention");
    window.click_on(Role::ComboBox, "State");
    window.click("Number blocked");
    window.until("the filter", |window| (names(window) == ["Sales"]).then_some(()));
    window.close_at_last();
    let mut window = home.open();
    assert_eq!(window.model().settings.list.state, StateFilter::Blocked);
    window.until("the filter", |window| (names(window) == ["Sales"]).then_some(()));
}

#[test]
fn the_search_says_at_any_width_of_the_window_what_it_finds() {
    let gateway = Gateway::pictures();
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        set_language(language);
        let mut home = Home::of(&gateway, &ALL);
        home.options.language = Some(choice);
        let mut window = open(&home);
        let hints = [tr!("all-instances-search"), tr!("all-instances-search-short")];
        for width in (720..1400).step_by(20) {
            window.place(Rect::from_min_size(Pos2::ZERO, vec2(width as f32, 760.0)));
            assert!(window.painted_rows().iter().any(|row| hints.contains(row)), "{language:?}, {width} points");
        }
    }
}

#[test]
fn columns_sort_both_ways() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    let sorted = |window: &mut Window, order: [&str; 4]| {
        window.click_on(Role::Button, "Instance");
        window.until("the order", |window| (names(window) == order).then_some(()));
    };
    sorted(&mut window, ["Delivery bot", "Sales", "Support", "Warehouse"]);
    sorted(&mut window, ["Warehouse", "Support", "Sales", "Delivery bot"]);
    sorted(&mut window, ["Sales", "Warehouse", "Delivery bot", "Support"]);
}

#[test]
fn the_table_is_one_stop_of_the_keyboard() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    window.focus_field("Search names, ids, tags");
    window.press(Key::ArrowDown);
    let focused = |window: &mut Window, name: &str| {
        let start = format!("{name}, ");
        window.until(name, |window| window.focused().filter(|item| item.label.starts_with(&start)))
    };
    focused(&mut window, "Sales");
    window.press(Key::ArrowDown);
    focused(&mut window, "Warehouse");
    window.press(Key::Space);
    window.see("1 selected");
    assert!(row(&mut window, "Warehouse").selected);
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    window.see("2 selected");
    // Tab leads out of the table, not to its next row.
    window.press(Key::Tab);
    assert!(window.focused().is_none_or(|item| !item.label.contains("checked: ")), "{:?}", window.focused());
    window.press_with(Modifiers::SHIFT, Key::Tab);
    focused(&mut window, "Delivery bot");
    window.press(Key::ArrowUp);
    focused(&mut window, "Warehouse");
    window.press_with(Modifiers::SHIFT, Key::F10);
    // The menu has the next act, which Tab does not lead to.
    window.button("Link a phone…");
    window.press(Key::Escape);
    window.until("the end of the menu", |window| (!window.has_button("Link a phone…")).then_some(()));
    focused(&mut window, "Warehouse");
    window.press(Key::Enter);
    window.until("the instance", |window| matches!(window.model().page, Page::Instance(_, Tab::Queue)).then_some(()));
    assert_eq!(window.model().shown_instance().unwrap().record.name, "Warehouse");
}

#[test]
fn a_row_that_has_the_keyboard_stays_in_sight_when_it_moves() {
    let gateway = Gateway::of(World::many(60, practice::Language::English));
    let ids: Vec<_> = gateway.server.instances().into_iter().map(|instance| instance.id_instance).collect();
    let home = Home::of(&gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let mut window = open(&home);
    // Its box leads the keyboard to the row. A selected one, or one under the pointer, would keep its place.
    for _ in 0..2 {
        window.click_at(rows(&window)[0].rect.left_center() + eframe::egui::vec2(12.0, 0.0));
        window.settled();
    }
    window.point_at(eframe::egui::Pos2::ZERO);
    let id_of = |item: &Item| ids.iter().find(|id| item.label.contains(id.as_str())).cloned();
    let id = window.until("the first row", |window| window.focused().and_then(|item| id_of(&item)));
    gateway.control.set_state(&id, "authorized");
    window.press(Key::F5);
    let is_authorized = |window: &Window| window.focused().is_some_and(|item| item.label.contains("Authorized"));
    // Its place is final once its queue is known to move.
    window.until("the row in its new place", |window| {
        (is_authorized(window) && window.model().watch.checking == 0).then_some(())
    });
    assert_eq!(window.focused().and_then(|item| id_of(&item)).as_ref(), Some(&id));
    window.press(Key::ArrowUp);
    window.until("the next row", |window| {
        window.focused().and_then(|item| id_of(&item)).filter(|next| *next != id).map(|_| ())
    });
}

#[test]
fn the_pointer_opens_a_row_and_its_box_selects_it() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    let support = row(&mut window, "Support").rect;
    window.click_at(support.left_center() + eframe::egui::vec2(12.0, 0.0));
    window.see("1 selected");
    assert_eq!(row(&mut window, "Support").rect, support, "the table has moved under the pointer");
    window.click("Select none");
    window.see_no_more("1 selected");
    let support = row(&mut window, "Support").rect;
    window.click_at(support.left_center() + eframe::egui::vec2(80.0, 0.0));
    window.until("the page", |window| (window.model().shown_instance()?.record.name == "Support").then_some(()));
}

#[test]
fn ticks_move_no_row_and_rows_keep_their_order_while_one_is_selected() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    let by_need = ["Sales", "Warehouse", "Delivery bot", "Support"];
    window.until("the order", |window| (names(window) == by_need).then_some(()));
    let places = |window: &Window| rows(window).iter().map(|row| row.rect).collect::<Vec<_>>();
    let before = places(&window);
    window.click_at(before[0].left_center() + eframe::egui::vec2(12.0, 0.0));
    window.see("1 selected");
    assert_eq!(places(&window), before);
    // Beside the filters where there is room, as the table is.
    let (search, act) =
        (window.field("Search names, ids, tags").rect, window.button("Clear 1 queue, 128 messages…").rect);
    assert_eq!(search.center().y, act.center().y);
    let card = before[0].right() + TABLE_MARGIN;
    assert!((card - 1.0..=card + 2.0).contains(&act.right()), "{act:?}, the table ends at {card}");

    gateway.control.set_state(SUPPORT, "blocked");
    window.press(Key::F5);
    window.until("the state", |window| rows(window)[3].label.contains("Number blocked").then_some(()));
    assert_eq!(names(&window), by_need);
    window.click("Select none");
    window.until("the new order", |window| (names(window)[1] == "Support").then_some(()));
}

#[test]
fn a_selected_row_keeps_its_place_when_it_passes_the_filter_no_longer() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    window.click_on(Role::ComboBox, "State");
    window.click("Number blocked");
    window.until("the filter", |window| (names(window) == ["Sales"]).then_some(()));
    window.click_at(rows(&window)[0].rect.left_center() + eframe::egui::vec2(12.0, 0.0));
    window.see("1 selected");
    gateway.control.set_state(SALES, "authorized");
    window.press(Key::F5);
    window.until("the state", |window| rows(window)[0].label.contains("Authorized").then_some(()));
    window.see("1 of 4 instances shown");
    window.click("Select none");
    window.until("the filter", |window| names(window).is_empty().then_some(()));
}

#[test]
fn the_lines_at_the_foot_of_the_sidebar_stay_there() {
    let gateway = Gateway::of(World::many(60, practice::Language::English));
    let ids: Vec<_> = gateway.server.instances().into_iter().map(|instance| instance.id_instance).collect();
    for count in [1, 4, 60] {
        let some: Vec<&str> = ids.iter().take(count).map(String::as_str).collect();
        let mut window = Home::of(&gateway, &some).open();
        window.settled();
        let foot = window.ctx().content_rect().bottom();
        let [add, journal, help, preferences] =
            ["Add instance", "Journal", "Help", "Preferences"].map(|name| window.button(name).rect);
        assert!(journal.bottom() <= help.top() && help.bottom() <= preferences.top());
        assert!((0.0..3.0 * space::L).contains(&(foot - preferences.bottom())), "{count}: {preferences:?}");
        // The line that adds one follows the list.
        assert_eq!(journal.top() - add.bottom() < size::CONTROL, count == 60, "{count}: {add:?}, {journal:?}");
    }
}

#[test]
fn refresh_all_checks_every_instance() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    gateway.control.set_state(SUPPORT, "blocked");
    let before = gateway.times("getStateInstance");
    window.click("Refresh all");
    window.until("the check", |_| (gateway.times("getStateInstance") >= before + 4).then_some(()));
    window.see("4 instances · 3 need attention");
}

#[test]
fn refresh_all_keeps_its_place_while_the_checks_are_counted() {
    let gateway = Gateway::pictures();
    let mut window = open(&Home::of(&gateway, &ALL));
    let before = window.button("Refresh all").rect;
    let gate = gateway.hold_all("getStateInstance");
    window.click("Refresh all");
    window.see("4 instances · 2 need attention · checking, 4 left");
    let during = window.find(Role::Button, "Refresh all").unwrap();
    assert!(during.off && during.rect == before, "{during:?}");
    gateway.come_back();
    gate.open();
    window.see_no_more("checking, ");
    assert_eq!(window.button("Refresh all").rect, before);
}

#[test]
fn the_program_opens_where_it_was_left() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &ALL);
    let mut window = open(&home);
    window.open_instance("Support");
    window.tab("Account");
    window.close_at_last();
    let mut window = home.open();
    window.settled();
    let shown = window.model().shown().map(|(instance, tab)| (instance.record.name.clone(), tab));
    assert_eq!(shown, Some(("Support".to_owned(), Tab::Account)));
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    window.close_at_last();
    assert_eq!(home.open().model().page, Page::AllInstances);
}

#[test]
fn the_page_is_stored_while_the_program_runs_too() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &ALL);
    let mut window = open(&home);
    window.open_instance("Support");
    window.tab("Account");
    window.until("the stored page", |_| home.kept().contains(r#""tab": "account""#).then_some(()));
    // It ends without being closed.
    drop(window);
    home.closed();
    let window = home.open();
    let shown = window.model().shown().map(|(instance, tab)| (instance.record.name.clone(), tab));
    assert_eq!(shown, Some(("Support".to_owned(), Tab::Account)));
}

#[test]
fn one_instance_has_no_overview() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SALES]).open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    window.settled();
    assert!(matches!(window.model().page, Page::Instance(..)));
    assert!(!window.has_button("All instances, 1 needs attention"));
}

#[test]
fn many_instances_are_found_by_state_and_one_more_can_be_added() {
    let gateway = Gateway::of(World::many(60, practice::Language::English));
    let ids: Vec<_> = gateway.server.instances().into_iter().map(|instance| instance.id_instance).collect();
    let home = Home::of(&gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let mut window = open(&home);
    let screen = window.ctx().content_rect();
    assert!(screen.contains_rect(window.button("Add instance").rect));
    assert!(rows(&window).len() < 20, "hidden rows are drawn");
    window.fill("Find an instance", "blocked");
    let blocked = window.model().instances.iter().filter(|one| one.trouble().is_some()).count();
    assert!(blocked > 5);
    let shown = |window: &Window| window.items().iter().filter(|item| item.label.contains(", waiting: ")).count();
    let words = |window: &Window| window.items().into_iter().filter(|item| item.label.contains(", waiting: "));
    let is_blocked = |item: Item| item.label.contains("blocked") || item.label.contains("checked: ");
    window.until("the filter", |window| words(window).all(is_blocked).then_some(()));
    assert!(shown(&window) > 0 && window.row("Sales, ").is_some());
}
