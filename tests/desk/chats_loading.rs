//! Loading the list of chats: it is asked for from the click on, and can be given up.

use std::sync::Arc;
use std::time::{Duration, Instant};

use instance_desk::app::App;
use instance_desk::model::{Action, Instance, Page, Tab};
use instance_desk::practice::Fault;
use instance_desk::store::{Folders, Store};

use crate::chats::{close_with_stored_chats, opened, seed};
use crate::common::{Gateway, Home, SUPPORT, Window};

#[test]
fn from_the_click_on_the_page_to_the_list_something_is_being_asked() {
    let gateway = Gateway::with(seed());
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    window.tab("Chats");
    let is_listed = |window: &Window| window.model().instances[0].chats.known.value().is_some();
    // The stored list is read first.
    assert!(window.model().instances[0].is_asking() || is_listed(&window));
    window.settled();
    assert!(is_listed(&window));
}

#[test]
fn the_server_is_not_asked_for_chats_that_were_given_up_while_the_stored_ones_are_read() {
    let (gateway, home, window) = opened();
    close_with_stored_chats(&home, window);
    let (store, _) = Store::open(Folders::in_dir(home.dir()));
    store.change(|contents| contents.settings.last_page = None).unwrap();
    let asked = gateway.times("getChats");
    let (ring, rung) = std::sync::mpsc::channel();
    let mut app = App::start(&home.options, Arc::new(move || ring.send(()).unwrap_or_default())).unwrap();
    let until = |app: &mut App, is_so: fn(&Instance) -> bool| {
        let from = Instant::now();
        while !is_so(&app.model().instances[0]) {
            assert!(from.elapsed() < Duration::from_secs(30));
            // The program rings only for answers that need a frame at once; a window polls for the others.
            let _ = rung.recv_timeout(Duration::from_millis(15));
            app.poll();
        }
    };
    until(&mut app, |instance| !instance.is_asking() && instance.credentials().is_some());
    let key = app.model().instances[0].key;
    app.update(Action::Show(Page::Instance(key, Tab::Chats)));
    assert!(app.model().instances[0].is_asking());
    app.update(Action::CancelQueries(key));
    assert!(!app.model().instances[0].is_asking());
    until(&mut app, |instance| instance.chats.known.is_recalled());
    assert!(!app.model().instances[0].is_asking());
    // A request that had left before these would have arrived.
    app.update(Action::Show(Page::Instance(key, Tab::Queue)));
    app.update(Action::Refresh(key));
    until(&mut app, |instance| !instance.is_asking());
    assert_eq!(gateway.times("getChats"), asked);
}

#[test]
fn chats_that_were_given_up_are_not_called_loading() {
    let gateway = Gateway::with(seed());
    gateway.control.fault("getChats", Fault::Hang, 1);
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    window.tab("Chats");
    window.see("Loading the chats…");
    window.until("the request", |_| (gateway.times("getChats") == 1).then_some(()));
    window.click("Stop refreshing");
    window.see_no_more("Loading the chats…");
    window.click("Refresh");
    window.see("Ирина Соколова");
}

#[test]
fn a_failure_shows_the_answer_of_the_call_that_failed() {
    let gateway = Gateway::with(seed());
    gateway.control.fault("getChats", Fault::BadGateway, 1);
    let mut window = Home::of(&gateway, &[SUPPORT]).open();
    window.settled();
    window.tab("Chats");
    window.see("Not refreshed: the server is not available now");
    window.settled();
    assert_eq!(gateway.times("getContacts"), 1);
    window.see("502 Bad Gateway");
    window.see("getChats");
    window.assert_not_shown("getContacts");
}
