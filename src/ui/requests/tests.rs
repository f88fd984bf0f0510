//! Tests the page as assistive technology sees it: rows by their names, opened by pointer and by keyboard.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Role, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{RequestsAct, RequestsState, requests_ui};
use crate::green_api::{Exchange, IdInstance, Verb};
use crate::ui::json::view_tests::exchange;
use crate::ui::text::{Language, set_language};
use crate::ui::theme;

#[derive(Default)]
struct Page {
    exchanges: Vec<Arc<Exchange>>,
    dropped: u64,
    state: RequestsState,
    acts: Vec<RequestsAct>,
}

const WIDE: Vec2 = vec2(890.0, 600.0);
/// Size left for a page in the smallest window.
const SMALLEST: Vec2 = vec2(608.0, 360.0);

fn harness(exchanges: Vec<Exchange>, dropped: u64, size: Vec2) -> Harness<'static, Page> {
    set_language(Language::English);
    let page = Page { exchanges: exchanges.into_iter().map(Arc::new).collect(), dropped, ..Page::default() };
    let draw = |ui: &mut Ui, page: &mut Page| {
        let instance = IdInstance::parse("7103004512").unwrap();
        let acts = requests_ui(ui, &page.exchanges, page.dropped, &instance, &mut page.state);
        page.acts.extend(acts);
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .with_context_setup(theme::apply)
        .build_ui_state(draw, page);
    harness.run();
    harness
}

fn archive_refused(id: u64) -> Exchange {
    let text = "ArchiveChatError: cannot archive chat cause last message not found in chat";
    let mut exchange = exchange(id, "archiveChat", text);
    exchange.verb = Verb::Post;
    exchange.request_body = Some(r#"{"chatId":"79992047718@c.us"}"#.into());
    (exchange.status, exchange.reason) = (Some(400), Some("Bad Request".into()));
    exchange
}

fn some() -> Vec<Exchange> {
    let mut of_another = exchange(9, "logout", "{}");
    of_another.instance = IdInstance::parse("1101822940").unwrap();
    vec![of_another, exchange(8, "showMessagesQueue", r#"[{"order":"Заказ"},{"order":"заказ"}]"#), archive_refused(7)]
}

#[test]
fn before_anything_was_asked_the_page_says_so() {
    let harness = harness(Vec::new(), 0, WIDE);
    harness.get_by_label("No requests yet");
    harness.get_by_label("Requests since the program was opened appear here, newest first");
}

#[test]
fn the_rows_are_of_this_instance_and_say_everything() {
    let harness = harness(some(), 12, WIDE);
    let rows: Vec<String> =
        harness.get_all_by_role(Role::Button).filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("GET showMessagesQueue: 200 OK, 184\u{a0}ms, "), "{}", rows[0]);
    assert!(rows[1].contains("POST archiveChat: 400 Bad Request, "), "{}", rows[1]);
    harness.get_by_label("12 older requests (of all instances) were dropped to save memory");
}

#[test]
fn a_row_opens_to_its_request_and_answer_and_back() {
    let mut harness = harness(some(), 0, WIDE);
    harness.get_by_label_contains("POST archiveChat").click();
    harness.run();
    harness.get_by_label("POST https://7103.api.example/waInstance7103004512/archiveChat/***");
    harness.get_by_label(r#""chatId": "79992047718@c.us""#);
    harness.get_by_label_contains("ArchiveChatError: ");
    assert!(harness.query_by_label("Older").is_none());

    harness.get_by_label("Copy as curl").click();
    harness.run();
    let acts = &harness.state().acts;
    assert!(matches!(&acts[..], [RequestsAct::CopyCurl(curl)] if curl.contains("\"$TOKEN\"")), "{acts:?}");

    harness.get_by_label("Newer").click();
    harness.run();
    harness.get_by_label(r#""order": "Заказ""#);
    harness.get_by_label("All requests").click();
    harness.run();
    let row = harness.get_by_label_contains("GET showMessagesQueue");
    assert!(row.is_focused());
}

#[test]
fn the_keyboard_alone_opens_a_row_and_returns() {
    let mut harness = harness(some(), 0, WIDE);
    for key in [Key::Tab, Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    harness.get_by_label_contains("ArchiveChatError: ");
    assert!(harness.get_by_label("All requests").is_focused());
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_by_label_contains("POST archiveChat").is_focused());
}

#[test]
fn words_are_found_in_the_answer_one_after_another() {
    let mut harness = harness(some(), 0, WIDE);
    harness.get_by_label_contains("showMessagesQueue").click();
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Search in the answer");
    field.focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Search in the answer").type_text("ЗАКАЗ");
    harness.run();
    harness.get_by_label("1 of 2");
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("2 of 2");
    harness.get_by_label("Next").click();
    harness.run();
    harness.get_by_label("1 of 2");
    harness.get_by_label("Previous").click();
    harness.run();
    harness.get_by_label("2 of 2");
    harness.get_by_role_and_label(Role::TextInput, "Search in the answer").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, "Search in the answer").type_text("nowhere");
    harness.run();
    harness.get_by_label("Nothing found");
}

#[test]
fn of_500_rows_only_those_in_sight_are_drawn() {
    let all = (1..=500).rev().map(|id| exchange(id, "getMessagesCount", "{}")).collect();
    let harness = harness(all, 0, WIDE);
    let rows = harness.get_all_by_role(Role::Button).count();
    assert!((10..25).contains(&rows), "{rows} rows");
}

#[test]
fn in_the_smallest_window_nothing_is_cut_off() {
    for language in [Language::English, Language::Russian] {
        let mut harness = harness(some(), 12, SMALLEST);
        set_language(language);
        harness.run();
        assert_within(&harness);
        harness.get_by_label_contains("showMessagesQueue").click();
        harness.run();
        assert_within(&harness);
    }
}

fn assert_within(harness: &Harness<'_, Page>) {
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let right = node.bounding_box().map_or(0.0, |bounds| bounds.x1 as f32);
        assert!(right <= SMALLEST.x + 0.5, "{:?} ends at {right}", node.label());
    }
}

#[test]
fn an_exchange_that_was_dropped_while_open_gives_the_list_back() {
    let mut harness = harness(some(), 0, WIDE);
    harness.get_by_label_contains("POST archiveChat").click();
    harness.run();
    harness.state_mut().exchanges.pop();
    harness.state_mut().dropped = 1;
    harness.run();
    harness.get_by_label("1 older request (of all instances) was dropped to save memory");
    assert!(harness.query_by_label("All requests").is_none());
}
