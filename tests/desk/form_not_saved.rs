//! A form of which only a part can be saved: the token is put back, or said to be changed.

use crate::common::form::{TOKEN, not_saved};
use crate::common::keyring::Keyring;
use crate::common::{Gateway, Home, SALES};

/// Makes the settings file unwritable and returns the closure that repairs it.
fn block_settings(home: &Home) -> impl FnOnce() + use<> {
    let (file, aside) = (home.file(), home.dir().join("aside"));
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    move || {
        std::fs::remove_dir(&file).unwrap();
        std::fs::rename(&aside, &file).unwrap();
    }
}

#[test]
fn a_new_token_is_given_up_with_the_rest_of_what_could_not_be_saved() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let old = home.token(SALES).unwrap();
    let new = "7".repeat(50);
    let mut window = home.open();
    window.settled();
    let mend = block_settings(&home);
    window.click("More actions");
    window.click("Edit…");
    window.fill("Name", "Sales 2");
    window.fill(TOKEN, &new);
    window.click("Save changes");
    not_saved(&mut window);
    window.see("In the settings folder, a folder, a device or a link to nothing has the name");
    assert_eq!(window.words().matches("Label \"Not saved\"").count(), 1, "{}", window.words());
    assert_eq!(home.token(SALES).unwrap(), old);
    assert_eq!(window.model().instances[0].record.name, "Sales");

    mend();
    window.click("Try again");
    window.until("the row", |window| window.row("Sales 2, "));
    assert_eq!(home.token(SALES).unwrap(), new);
    assert!(home.kept().contains("Sales 2"));
}

#[test]
fn a_token_for_an_instance_that_had_none_is_given_up_as_well() {
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let id = instance_desk::green_api::IdInstance::parse(SALES).unwrap();
    home.vault.delete(&id).unwrap();
    let mut window = home.open();
    window.click("Enter the token…");
    let _mend = block_settings(&home);
    window.fill("Name", "Sales 2");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    window.click("Save changes");
    not_saved(&mut window);
    assert_eq!(home.token(SALES), None);
}

#[test]
fn a_token_that_cannot_be_put_back_is_told() {
    let gateway = Gateway::pictures();
    let keyring = Keyring::new();
    let mut home = Home::of(&gateway, &[SALES]);
    keyring.put(SALES, "8".repeat(50).as_str());
    keyring.lock_once(SALES);
    home.options.vault = Some(keyring.vault());
    let mut window = home.open();
    window.see("The system’s token store is locked");
    let _mend = block_settings(&home);
    window.click("Enter the token…");
    window.fill("Name", "Sales 2");
    window.fill(TOKEN, &gateway.instance(SALES).api_token_instance);
    window.click("Save changes");
    not_saved(&mut window);
    window.see("Only the new token of “Sales 2” was saved; the rest was not, and the old token could not be put back");
    assert_eq!(keyring.token(SALES), gateway.control.token(SALES));
}
