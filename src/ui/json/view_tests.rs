//! An exchange on the screen, found by roles and names as by assistive technology.

use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;

use eframe::egui::{Context, Key, Modifiers, Role, Ui, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::search::JsonSearch;
use super::{Answers, ExchangeAct, ExchangeStyle, JsonCache, Part, exchange_ui};
use crate::green_api::{Exchange, IdInstance, Purpose, Verb};
use crate::ui::text::{Language, set_language};
use crate::ui::theme;

pub(in crate::ui) fn exchange(id: u64, method: &'static str, body: &str) -> Exchange {
    Exchange {
        id,
        purpose: Purpose::Asked,
        instance: IdInstance::parse("7103004512").unwrap(),
        method,
        verb: Verb::Get,
        url: format!("https://7103.api.example/waInstance7103004512/{method}/***"),
        request_body: None,
        status: Some(200),
        reason: Some("OK".into()),
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.to_owned().into(),
        body_bytes: body.len(),
        duration: Duration::from_millis(184),
        at: "2026-11-21T09:52:07Z".parse().unwrap(),
        failure: None,
    }
}

struct Shown {
    exchange: Arc<Exchange>,
    style: ExchangeStyle,
    answers: Answers,
    acts: Vec<ExchangeAct>,
}

fn harness(exchange: Exchange, style: ExchangeStyle, size: Vec2) -> Harness<'static, Shown> {
    set_language(Language::English);
    let state = Shown { exchange: Arc::new(exchange), style, answers: Answers::default(), acts: Vec::new() };
    let draw = |ui: &mut Ui, state: &mut Shown| {
        let act = exchange_ui(ui, &state.exchange, &mut state.answers, state.style);
        state.acts.extend(act);
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(10)
        .with_context_setup(theme::apply)
        .build_ui_state(draw, state);
    // A spinner never settles.
    harness.run_ok();
    harness
}

const WIDE: Vec2 = Vec2::new(880.0, 500.0);

#[test]
fn an_answer_is_read_folded_and_copied() {
    let body = r#"{"isCleared":true,"list":[{"a":1},[]]}"#;
    let mut harness = harness(exchange(1, "clearMessagesQueue", body), ExchangeStyle::Inline, WIDE);
    harness.get_by_label("200 OK");
    harness.get_by_label("clearMessagesQueue");
    harness.get_by_label_contains("GET · 184\u{a0}ms · ");
    harness.get_by_label(r#""isCleared": true,"#);
    harness.get_by_label("1: []");

    harness.get_by_role_and_label(Role::DisclosureTriangle, r#""list": ["#).click();
    harness.run();
    harness.get_by_role_and_label(Role::DisclosureTriangle, r#""list": [ { … }, [] ]"#);
    assert!(harness.query_by_label("1: []").is_none());

    harness.get_by_label("Copy").click();
    harness.run();
    harness.get_by_label("Copy as curl").click();
    harness.run();
    let acts = &harness.state().acts;
    assert_eq!(acts[0], ExchangeAct::Copy(body.to_owned()));
    assert!(matches!(&acts[1], ExchangeAct::CopyCurl(curl) if curl.contains("\"$TOKEN\"")));
}

#[test]
fn the_rows_that_fold_are_one_stop_of_tab() {
    let body = r#"{"first":{"x":1},"second":{"y":2}}"#;
    let mut harness = harness(exchange(1, "getSettings", body), ExchangeStyle::Inline, WIDE);
    let focused = |harness: &Harness<'_, Shown>| {
        let rows = harness.get_all_by_role(Role::DisclosureTriangle);
        rows.filter(|row| row.is_focused()).filter_map(|row| row.accesskit_node().label()).next()
    };
    harness.get_by_role_and_label(Role::DisclosureTriangle, "{").focus();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(focused(&harness), None, "Tab leads on from the rows");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    for row in ["{", r#""first": {"#, r#""second": {"#] {
        assert_eq!(focused(&harness).as_deref(), Some(row));
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(focused(&harness).as_deref(), Some(r#""second": { "y": 2 }"#));
}

#[test]
fn raw_is_as_received_and_headers_are_shown() {
    let mut harness = harness(exchange(1, "showMessagesQueue", "{ \"a\" :1}"), ExchangeStyle::Inline, WIDE);
    harness.get_by_label("Raw").click();
    harness.run();
    harness.get_by_label("{ \"a\" :1}");
    harness.get_by_label("Headers").click();
    harness.run();
    harness.get_by_label("content-type: application/json");
    harness.get_by_label("Tree").click();
    harness.run();
    harness.get_by_label("\"a\": 1");
}

#[test]
fn an_error_under_its_explanation_is_quiet() {
    let text = "ArchiveChatError: cannot archive chat cause last message not found in chat";
    let mut failed = exchange(1, "archiveChat", text);
    (failed.status, failed.reason) = (Some(400), Some("Bad Request".into()));
    let harness = harness(failed, ExchangeStyle::Quiet, WIDE);
    harness.get_by_label("The server’s answer");
    harness.get_by_label_contains("GET archiveChat · 400 Bad Request · 184\u{a0}ms");
    harness.get_by_label(text);
    harness.get_by_label("Copy");
    assert!(harness.query_by_label("Copy as curl").is_none());
    assert!(harness.query_by_label("Raw").is_none());
}

#[test]
fn no_answer_and_an_empty_answer_are_said() {
    let mut none = exchange(1, "reboot", "");
    none.status = None;
    let shown = harness(none, ExchangeStyle::Inline, WIDE);
    shown.get_by_label("No answer");
    shown.get_by_label("No answer came");
    assert!(shown.query_by_label("Copy").is_none());
    let shown = harness(exchange(2, "archiveChat", ""), ExchangeStyle::Inline, WIDE);
    shown.get_by_label("The answer is empty");
}

#[test]
fn of_a_long_answer_only_what_can_be_seen_is_drawn() {
    let items: Vec<String> = (0..3_000).map(|n| format!(r#"{{"idMessage":"BAE{n}"}}"#)).collect();
    let mut harness =
        harness(exchange(1, "showMessagesQueue", &format!("[{}]", items.join(","))), ExchangeStyle::Inline, WIDE);
    harness.get_by_role_and_label(Role::DisclosureTriangle, "[ 3,000 items");
    harness.get_by_label(r#"0: { "idMessage": "BAE0" },"#);
    let rows = harness.get_all_by_role(Role::DisclosureTriangle).count();
    assert!(rows < 20, "{rows} rows");

    harness.get_by_role(Role::ScrollView).focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    harness.get_by_label(r#"2999: { "idMessage": "BAE2999" }"#);
    assert!(harness.query_by_label("[ 3,000 items").is_none());
}

#[test]
fn a_large_answer_is_read_and_searched_on_threads_of_their_own() {
    // A thread that has finished requests a frame; outside a frame nothing else does.
    let watched = || {
        let (sender, requests) = mpsc::channel();
        let ctx = Context::default();
        ctx.set_request_repaint_callback(move |_| sender.send(thread::current().id()).unwrap());
        (ctx, requests)
    };
    let finished = |requests: &mpsc::Receiver<ThreadId>| {
        let thread = requests.recv_timeout(Duration::from_secs(20)).expect("the drawing thread did the work");
        assert_ne!(thread, thread::current().id());
    };
    let body = format!("[{}]", vec!["\"Здравствуйте\""; 20_000].join(",\n"));
    let large = Arc::new(exchange(1, "getChatHistory", &body));
    let (ctx, requests) = watched();
    let mut answers = JsonCache::default();
    let _ = answers.document(&ctx, &large, Part::Answer);
    finished(&requests);
    let document = answers.document(&ctx, &large, Part::Answer).expect("the answer is read");

    let (ctx, requests) = watched();
    let mut search = JsonSearch::default();
    search.start(&ctx, &document, "здравствуйте");
    finished(&requests);
    assert!(!search.places().is_empty());
}

#[test]
fn nothing_is_cut_off_in_a_narrow_place() {
    for language in [Language::English, Language::Russian] {
        let narrow = Vec2::new(430.0, 500.0);
        let mut harness = harness(exchange(1, "showMessagesQueue", "[]"), ExchangeStyle::Inline, narrow);
        set_language(language);
        harness.run();
        for node in harness.root().children_recursive() {
            let node = node.accesskit_node();
            let right = node.bounding_box().map_or(0.0, |bounds| bounds.x1 as f32);
            assert!(right <= narrow.x + 0.5, "{:?} ends at {right}", node.label());
        }
    }
}
