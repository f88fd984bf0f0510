//! A new token that the keyring refuses: the old one no longer works, so the new one must not be lost, nor shown
//! anywhere but to the user at the window.

use crate::common::canary::{Log, files_with};
use crate::common::keyring::Keyring;
use crate::common::{Gateway, Home, SUPPORT, Window};
use crate::newest_lines::NewestLines as _;

const NOT_KEPT: &str = "The token is changed, but could not be saved";

/// Opens the Account page of Support, whose token is in a keyring that can be locked.
fn support() -> (Gateway, Keyring, Home, Window) {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::of(&gateway, &[SUPPORT]);
    keyring.put(SUPPORT, &gateway.instance(SUPPORT).api_token_instance);
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    (gateway, keyring, home, window)
}

/// Changes the token while the keyring refuses the new one, and returns the new token.
fn refused(gateway: &Gateway, keyring: &Keyring, window: &mut Window) -> String {
    keyring.lock_once(SUPPORT);
    window.click("Change the token…");
    window.click("Change the token");
    window.see(NOT_KEPT);
    gateway.control.token(SUPPORT).unwrap()
}

fn times_shown(window: &Window, token: &str) -> usize {
    window.items().iter().filter(|item| item.says(token)).count()
}

#[test]
fn it_is_shown_once_can_be_copied_and_is_tried_again() {
    let log = Log::listen();
    let (gateway, keyring, home, mut window) = support();
    let old = keyring.token(SUPPORT).unwrap();
    let new = refused(&gateway, &keyring, &mut window);
    assert_ne!(old, new);
    assert_eq!(times_shown(&window, &new), 1);
    window.see("The system’s token store is locked");
    window.see("Copy it now: it is shown only here, and gone when the program is closed.");
    assert_eq!(keyring.token(SUPPORT).unwrap(), old);

    // The program uses the new token, since the old one no longer works.
    window.click("Refresh");
    window.settled();
    assert_eq!(gateway.control.requests().last().unwrap().status, Some(200));

    // The token appears on no other page.
    window.tab("Requests");
    window.see_no_more(&new);
    window.click("Journal");
    window.see("Changing the token");
    window.assert_not_shown(&new);
    window.open_instance("Support");
    window.tab("Account");
    assert!(window.copied().is_empty());
    window.click("Copy the token");
    assert_eq!(window.copied(), std::slice::from_ref(&new));

    keyring.lock_once(SUPPORT);
    window.click("Try again");
    window.until("the second refusal", |window| {
        let change = &window.model().instances[0].account.token;
        let refused = matches!(change, Some(instance_desk::model::TokenChange::NotKept { .. }));
        refused.then_some(())
    });
    assert_eq!(keyring.token(SUPPORT).unwrap(), old);
    window.click("Try again");
    window.see("The new one is saved.");
    assert_eq!(keyring.token(SUPPORT).unwrap(), new);
    assert_eq!(times_shown(&window, &new), 0);
    assert_eq!(gateway.times("updateApiToken"), 1);

    for canary in [&new, &old] {
        assert!(!format!("{:?}", window.model()).contains(canary.as_str()));
        assert!(!format!("{:?}", window.model().exchanges).contains(canary.as_str()));
        assert!(!window.titles().iter().any(|title| title.contains(canary.as_str())));
        assert_eq!(files_with(home.dir(), canary), Vec::<String>::new());
        log.assert_without(canary);
    }
    assert!(!window.model().exchanges.is_empty());
    drop(window);
    home.closed();
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window.button("Change the token…");
    window.assert_not_shown("The program ended while changing the token");
    assert_eq!(files_with(home.dir(), &new), Vec::<String>::new());
}

#[test]
fn once_copied_it_is_shown_no_more() {
    let (gateway, keyring, home, mut window) = support();
    let new = refused(&gateway, &keyring, &mut window);
    window.click("I have copied it");
    window.see_no_more(NOT_KEPT);
    assert_eq!(times_shown(&window, &new), 0);
    window.until("the journal", |_| {
        let rows = home.ask_beside(|tables| tables.newest_lines(None, 1));
        (rows[0].outcome == instance_desk::store::Outcome::Done).then_some(())
    });
}

#[test]
fn the_window_asks_before_it_closes_over_a_token_that_only_it_shows() {
    let (gateway, keyring, _home, mut window) = support();
    let new = refused(&gateway, &keyring, &mut window);
    assert!(!window.close());
    window.see("Close without the new token?");
    window.see("The new token of “Support” is not saved");
    window.click("Stay");
    assert_eq!(times_shown(&window, &new), 1);
    window.click("I have copied it");
    window.see_no_more(NOT_KEPT);
    window.close_at_last();
}

#[test]
fn a_window_that_closes_waits_for_the_token_to_be_kept_and_stays_if_it_is_not() {
    let (gateway, keyring, _home, mut window) = support();
    let new = refused(&gateway, &keyring, &mut window);
    let close = |window: &mut Window| {
        // The next connection waits for the user.
        keyring.ask();
        window.click("Try again");
        window.see("Changing the token…");
        assert!(!window.close());
        window.see("Close before the new token is saved?");
        window.see("The new token of “Support” is not saved yet");
        window.assert_not_shown("Still working");
        window.click("Close anyway");
        assert!(!window.close(), "the keyring has not answered yet");
    };
    close(&mut window);
    keyring.lock();
    window.see(NOT_KEPT);
    assert!(!window.close(), "it was not kept, so that the window asks again");
    window.click("Stay");
    close(&mut window);
    keyring.open();
    window.see("The new one is saved.");
    assert_eq!(keyring.token(SUPPORT), Some(new));
    window.close_at_last();
}

#[test]
fn a_program_that_ends_before_it_is_kept_says_so_at_the_next_start() {
    let (gateway, keyring, home, mut window) = support();
    let new = refused(&gateway, &keyring, &mut window);
    drop(window);
    home.closed();
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    window.see("The program ended while changing the token, on ");
    window.see("If it was, the token kept here no longer works: see the new one in the console and enter it here.");
    assert_eq!(times_shown(&window, &new), 0);
}
