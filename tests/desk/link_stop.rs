//! The end of linking a phone that is not seen, or that takes too long.

use std::sync::Arc;

use eframe::egui::Context;
use instance_desk::app::{App, DesktopApp};
use instance_desk::green_api::{Exchange, Failure};
use instance_desk::model::Action;
use instance_desk::practice::Fault;
use instance_desk::work::link_phone::{Shown, Way};

use crate::common::replace_number::QR;
use crate::common::{Gateway, Home, WAREHOUSE};
use crate::link_phone::on_account;

#[test]
fn linking_stops_when_its_page_is_left_for_long() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[WAREHOUSE]);
    home.options.client.pace = 1.0 / 1000.0;
    let mut window = on_account(&home);
    // As below: the limit of half an hour cannot stop the linking. The window is seen, its page is not.
    gateway.control.fault("getStateInstance", Fault::Hang, u32::MAX);
    window.click("Link a phone…");
    window.click("Journal");
    window.until("the end", |window| {
        let link = window.model().instances[0].account.link.as_ref()?;
        matches!(link.progress.shown, Shown::Stopped).then_some(())
    });
}

/// Starts the program without drawing a window, with waits shortened by `pace`, and links Warehouse.
fn linking(gateway: &Gateway, pace: f64) -> (Home, DesktopApp, Context) {
    let mut home = Home::of(gateway, &[WAREHOUSE]);
    home.options.client.pace = pace;
    let mut app = App::start(&home.options, Arc::new(|| ())).unwrap();
    let ctx = Context::default();
    let key = app.model().instances[0].key;
    app.update(Action::Refresh(key));
    while app.model().instances[0].credentials().is_none() {
        app.poll();
        std::thread::yield_now();
    }
    app.update(Action::LinkPhone(key, Way::Scan));
    (home, DesktopApp::new(app, &ctx), ctx)
}

fn is_stopped(desk: &DesktopApp) -> bool {
    let link = desk.app().model().instances[0].account.link.as_ref();
    link.is_some_and(|link| matches!(link.progress.shown, Shown::Stopped))
}

#[test]
fn linking_stops_when_the_window_is_hidden() {
    let gateway = Gateway::pictures();
    // The limit of half an hour is checked after each response; without a response it cannot stop the linking.
    gateway.control.fault("getStateInstance", Fault::Hang, u32::MAX);
    let (_home, mut desk, ctx) = linking(&gateway, 1.0 / 1000.0);
    while !is_stopped(&desk) {
        desk.poll(&ctx);
        std::thread::yield_now();
    }
}

#[test]
fn linking_stops_when_the_window_is_drawn_but_not_seen() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[WAREHOUSE]);
    home.options.client.pace = 1.0 / 1000.0;
    let mut window = on_account(&home);
    // As above; the window manager shows another desktop, and the window is drawn on.
    gateway.control.fault("getStateInstance", Fault::Hang, u32::MAX);
    window.click("Link a phone…");
    window.unfocus();
    window.see("Linking was stopped");
    // It did not take an answer, after which the limit of half an hour would have stopped it too.
    let timed_out = |exchange: &Arc<Exchange>| matches!(exchange.failure, Some(Failure::TimedOut { .. }));
    assert!(!window.model().exchanges.iter().any(timed_out));
}

#[test]
fn linking_that_nobody_finishes_stops_asking_and_says_so() {
    let gateway = Gateway::pictures();
    let mut home = Home::of(&gateway, &[WAREHOUSE]);
    home.options.client.pace = 1.0 / 1000.0;
    let mut window = on_account(&home);
    window.click("Link a phone…");
    window.see("Linking was stopped");
    window.assert_not_shown(QR);
    window.assert_not_shown("Link a phone…");
    window.click("Show a new QR code");
    window.see_no_more("Linking was stopped");
    window.see("Linking was stopped");
    window.assert_not_shown("Stop linking");
    window.click("Close");
    window.button("Link a phone…");
}
