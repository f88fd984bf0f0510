//! A keyring whose prompt is dismissed, or never comes back: there is always another way, and no user is asked twenty
//! times.

use std::path::Path;
use std::time::{Duration, Instant};

use instance_desk::green_api::{ApiToken, IdInstance};
use instance_desk::model::{InstanceKey, TokenState};
use instance_desk::vault::VaultFailure;

use crate::common::form::{ID, TOKEN, fill};
use crate::common::keyring::{Keyring, home_with};
use crate::common::{Gateway, Home, SALES, SUPPORT, WAREHOUSE, Window};

const LOCKED: &str = "The system’s token store is locked";
const UNREADABLE: &str = "The token store cannot be read now";
const MAY_ASK: &str = "only; on saving, the system may ask to unlock it";

/// Connects Sales in a window that shows Support, and leaves the keyring waiting for the user.
fn saving(gateway: &Gateway, keyring: &Keyring, home: &Home) -> Window {
    keyring.take_away();
    let mut window = home.open();
    window.see("No token store answers on this computer");
    keyring.ask();
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Saving…");
    window.assert_not_shown(UNREADABLE);
    window
}

#[test]
fn a_token_is_entered_and_used_while_the_keyring_never_answers() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.ask();
    let mut window = home.open();
    window.see("Reading the token…");
    window.click("Enter the token…");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    window.click("Save changes");
    window.see("Saving…");
    window.click("Keep it until I close the program");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    keyring.open();
}

#[test]
fn a_token_typed_before_the_stored_one_is_read_is_saved_and_both_notices_are_shown() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.ask();
    let mut window = home.open();
    window.see("Reading the token…");
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.see("Saving…");
    keyring.open();
    window.until("both notices", |window| {
        let texts = ["Instance 7103004512 is here already", "“Sales” is saved"];
        texts.iter().all(|text| window.shows(text)).then_some(())
    });
}

#[test]
fn a_save_that_is_given_up_leaves_nothing_behind() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving(&gateway, &keyring, &home);
    window.click("Do not save");
    window.see_no_more("Saving…");
    assert!(!window.field(TOKEN).off);
    window.click("Back without saving");
    window.click("Leave without saving");
    assert!(!window.close(), "the keyring is still asked");
    keyring.open();
    window.close_at_last();
    assert_eq!(keyring.token(SALES), None);
    assert!(!home.kept().contains(SALES));
}

#[test]
fn a_token_kept_for_the_session_instead_is_in_no_keyring() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = saving(&gateway, &keyring, &home);
    window.click("Keep it until I close the program");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    assert!(!window.close(), "the keyring is still asked");
    keyring.open();
    window.close_at_last();
    assert_eq!(keyring.token(SALES), None);
    assert!(home.kept().contains(SALES));
}

/// Returns a home whose keyring is given up at once, and its window, in which a save of Sales was.
fn given_up(gateway: &Gateway, keyring: &Keyring) -> (Home, Window) {
    let mut home = home_with(gateway, keyring, &[SUPPORT]);
    home.options.vault = Some(keyring.vault_with_limit(Duration::ZERO));
    let mut window = saving(gateway, keyring, &home);
    window.see("The system’s token store does not answer");
    (home, window)
}

#[test]
fn a_token_that_is_stored_after_the_keyring_was_given_up_is_deleted_with_the_form() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let (home, mut window) = given_up(&gateway, &keyring);
    window.click("Back without saving");
    window.click("Leave without saving");
    let before = keyring.connections();
    keyring.open();
    window.until("the deletion", |_| (keyring.connections() > before).then_some(()));
    window.close_at_last();
    assert_eq!(keyring.token(SALES), None);
    assert!(!home.kept().contains(SALES));
}

#[test]
fn a_token_that_is_stored_after_the_keyring_was_given_up_stays_if_the_form_is_saved_again() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let (home, mut window) = given_up(&gateway, &keyring);
    // Both calls, that of the first save and that of the second, store the token.
    window.click("Try again");
    keyring.open();
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.close_at_last();
    assert_eq!(keyring.token(SALES).as_deref(), Some(gateway.instance(SALES).api_token_instance.as_str()));
    assert!(home.kept().contains(SALES));
}

#[test]
fn a_token_that_is_deleted_after_the_keyring_was_given_up_is_stored_again_if_the_instance_is_kept() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let mut home = home_with(&gateway, &keyring, &[SALES, SUPPORT]);
    home.options.vault = Some(keyring.vault_with_limit(Duration::ZERO));
    let mut window = home.open();
    window.settled();
    // The token is read, and its deletion hangs.
    keyring.hang_after_next();
    window.click("More actions");
    window.click("Remove instance…");
    window.click("Remove the instance");
    window.see("The system’s token store does not answer");
    window.click("Keep it");
    keyring.open();
    let asked = Instant::now();
    while keyring.token(SALES).is_some() {
        assert!(asked.elapsed() < Duration::from_secs(60), "the deletion does not go on");
        std::thread::yield_now();
    }
    window.until("the token", |_| keyring.token(SALES));
    window.close_at_last();
    assert!(home.kept().contains(SALES));
}

#[test]
fn where_tokens_are_kept_is_learned_from_a_save_too() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    keyring.take_away();
    let mut window = home.open();
    window.see(UNREADABLE);
    keyring.open();
    window.click("Add instance");
    fill(&mut window, &gateway.instance(SALES));
    window.click("Save instance");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.assert_not_shown(UNREADABLE);
}

#[test]
fn the_keyring_is_called_unreadable_only_once_its_prompt_is_answered() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.lock();
    let mut window = home.open();
    window.see(UNREADABLE);
    keyring.ask();
    window.click("Try again");
    window.see("Reading the token…");
    window.assert_not_shown(UNREADABLE);
    window.click("Preferences");
    window.see("Check the token store");
    window.assert_not_shown(LOCKED);
    window.click("Add instance");
    window.see("Save instance");
    window.assert_not_shown(MAY_ASK);
    keyring.lock();
    window.see(UNREADABLE);
    window.see(MAY_ASK);
    window.assert_not_shown("cannot be used now");
    window.click("Preferences");
    window.see(LOCKED);
}

#[test]
fn the_keyring_is_not_called_unreadable_while_a_removal_waits_for_its_prompt() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.lock();
    let mut window = home.open();
    window.see(UNREADABLE);
    keyring.ask();
    window.click("More actions");
    window.click("Remove instance…");
    window.see(UNREADABLE);
    window.click("Remove the instance");
    window.see_no_more(UNREADABLE);
    keyring.lock();
    window.see(UNREADABLE);
}

#[test]
fn the_keyring_is_not_called_unreadable_while_a_list_waits_for_its_prompt() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES]);
    keyring.lock();
    let mut window = home.open();
    window.see(UNREADABLE);
    window.click("Add instance");
    let rows = [SUPPORT, WAREHOUSE].map(|id| gateway.instance(id));
    let rows = rows.map(|one| format!("{};{};{}", one.id_instance, one.api_token_instance, one.api_url));
    window.paste(ID, &format!("idInstance;token;apiUrl\n{}", rows.join("\n")));
    keyring.ask();
    window.click("Add 2 instances");
    window.see("Saving…");
    window.assert_not_shown(UNREADABLE);
    keyring.lock();
    window.see("0 of 2 instances added");
    window.see(UNREADABLE);
}

#[test]
fn the_keyring_is_not_called_unreadable_while_a_new_token_waits_for_its_prompt() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SUPPORT]);
    let mut window = home.open();
    window.settled();
    window.tab("Account");
    keyring.lock_once(SUPPORT);
    window.click("Change the token…");
    window.click("Change the token");
    window.see(UNREADABLE);
    keyring.ask();
    window.click("Try again");
    window.see("Changing the token…");
    window.assert_not_shown(UNREADABLE);
    keyring.lock();
    window.see(UNREADABLE);
}

/// Waits until the token of every instance is known to be unreadable, and the check at the start has ended.
fn all_refused(window: &mut Window) {
    window.until("all refusals", |window| {
        let refused = |token: &TokenState| matches!(token, TokenState::Unreadable(VaultFailure::Locked));
        let model = window.model();
        let are_refused = model.instances.iter().all(|instance| refused(&instance.token));
        (are_refused && !model.vault.asking).then_some(())
    });
}

#[test]
fn a_dismissed_prompt_comes_back_only_when_the_user_tries_again() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES, SUPPORT, WAREHOUSE]);
    keyring.lock();
    let mut window = home.open();
    all_refused(&mut window);
    // The first token, and the check at the start, which shows no prompt. A check behind the token shares its refusal.
    let at_start = keyring.connections();
    assert!(matches!(at_start, 1 | 2), "{at_start} connections");
    for name in ["Support", "Warehouse", "Sales"] {
        window.open_instance(name);
        window.see("The system’s token store is locked");
    }
    all_refused(&mut window);
    assert_eq!(keyring.connections(), at_start);
    window.click("Try again");
    window.until("another prompt", |_| (keyring.connections() == at_start + 1).then_some(()));
    keyring.open();
    let sales: InstanceKey = window.model().instances[0].key;
    window.until("the refusal", |window| {
        let token = &window.model().instance(sales)?.token;
        matches!(token, TokenState::Unreadable(_)).then_some(())
    });
    window.click("Try again");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
}

#[test]
fn all_tokens_are_read_once_the_keyring_is_unlocked_for_one() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let home = home_with(&gateway, &keyring, &[SALES, SUPPORT, WAREHOUSE]);
    keyring.lock();
    let mut window = home.open();
    all_refused(&mut window);
    keyring.open();
    window.click("Try again");
    window.until("all tokens", |window| {
        let is_read = |token: &TokenState| matches!(token, TokenState::Ready(_));
        window.model().instances.iter().all(|instance| is_read(&instance.token)).then_some(())
    });
}

#[test]
fn a_data_folder_that_was_moved_says_where_its_tokens_are() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let mut home = Home::of(&gateway, &[SALES, SUPPORT]);
    let before = keyring.vault_of_folder(Path::new("/before"));
    for id in [SALES, SUPPORT] {
        let token = ApiToken::parse(&gateway.instance(id).api_token_instance).unwrap();
        before.write(&IdInstance::parse(id).unwrap(), &token).unwrap();
    }
    home.options.vault = Some(before);
    let mut window = home.open();
    window.settled();
    window.assert_not_shown("No token is found for this data folder");
    drop(window);
    home.closed();
    home.options.vault = Some(keyring.vault_of_folder(Path::new("/after")));
    let mut window = home.open();
    window.see("No token is found for this data folder");
    window.see("Move it back to its old place");
    // Said once, not with each instance.
    window.click("Close");
    window.click("Enter the token…");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    window.click("Save changes");
    window.until("the row", |window| window.row("Sales, WhatsApp · blocked, waiting: 128"));
    window.assert_not_shown("No token is found for this data folder");
}

#[test]
fn an_instance_without_a_token_shows_no_dash_for_its_queue() {
    let (gateway, keyring) = (Gateway::pictures(), Keyring::new());
    let mut home = Home::of(&gateway, &[SALES]);
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The token of this instance is not on this computer");
    window.see("Without the token it is not known how many messages wait");
    window.assert_not_shown("messages waiting");
}
