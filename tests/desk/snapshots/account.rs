//! The Account page in each state, its dialogs, and the panels that link a phone.

use eframe::egui::{Key, Modifiers};
use instance_desk::practice::{InstanceSeed, Messenger};
use instance_desk::tr;

use super::{Screen, Stage, in_both, sales, still_gateway, support};
use crate::common::{DELIVERY, Gateway, Home, SALES, SUPPORT};

fn account(stage: Stage, gateway: &Gateway, id: &str) -> Screen {
    let mut screen = stage.open(gateway, &[id]);
    screen.press_with(Modifiers::COMMAND, Key::Num3);
    screen
}

/// Takes the part of the page above the settings, which are the same on all.
#[track_caller]
fn above_settings(screen: &mut Screen, name: &str) {
    screen.page_while(name, |item| item.label != tr!("account-settings"));
}

#[test]
fn the_account() {
    in_both(|stage| {
        let gateway = still_gateway(vec![support()]);
        account(stage, &gateway, SUPPORT).page("account");
    });
}

#[test]
fn the_account_in_each_state() {
    for (name, state) in [
        ("account-authorized", "authorized"),
        ("account-not-authorized", "notAuthorized"),
        ("account-blocked", "blocked"),
        ("account-suspended", "suspended"),
        ("account-starting", "starting"),
        ("account-pending-code", "pendingCode"),
        ("account-pending-password", "pendingPassword"),
        ("account-sleep", "sleepMode"),
        ("account-unknown", "hibernating"),
    ] {
        in_both(|stage| {
            let gateway = still_gateway(vec![sales().state(state)]);
            above_settings(&mut account(stage, &gateway, SALES), name);
        });
    }
}

#[test]
fn the_account_of_max() {
    in_both(|stage| {
        let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot").state("blocked");
        let gateway = still_gateway(vec![seed]);
        account(stage, &gateway, DELIVERY).page("account-max");
    });
}

#[test]
fn the_dialogs_of_the_account() {
    in_both(|stage| {
        let gateway = still_gateway(vec![support()]);
        let mut screen = account(stage, &gateway, SUPPORT);
        screen.click(&tr!("account-reboot"));
        screen.dialog_and_close("restart-dialog");
        screen.click(&tr!("account-logout"));
        screen.dialog_and_close("unlink-dialog");
        screen.click(&tr!("new-token"));
        screen.dialog_and_close("new-token-dialog");
        screen.click(&tr!("account-turn-off"));
        screen.dialog_and_close("incoming-off-dialog");
        screen.click(&tr!("account-change"));
        screen.fill(&tr!("account-interval-field"), "15");
        screen.click(&tr!("account-interval-act"));
        screen.dialog_and_close("interval-dialog");
        gateway.control.set_setting(SUPPORT, "incomingWebhook", "no");
        screen.click(&tr!("header-refresh"));
        screen.click(&tr!("account-turn-on"));
        screen.dialog_and_close("incoming-on-dialog");
        screen.click(&tr!("account-logout"));
        screen.click(&tr!("logout-act"));
        screen.see(&tr!("logout-done"));
        above_settings(&mut screen, "account-unlinked");
    });
}

/// Opens the panel that links a phone, at the program's true pace: no code runs out while it is looked at.
fn link(stage: Stage, gateway: &Gateway, id: &str) -> Screen {
    let mut home = Home::of(gateway, &[id]);
    home.options.client.pace = 1.0;
    let mut screen = stage.open_home(home);
    screen.press_with(Modifiers::COMMAND, Key::Num3);
    screen.click(&tr!("account-link"));
    screen.see(&tr!("link-picture"));
    screen
}

#[test]
fn linking_a_phone() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales().state("notAuthorized")]);
        let mut screen = link(stage, &gateway, SALES);
        above_settings(&mut screen, "link-code");
        screen.click(&tr!("link-use-code-instead"));
        screen.fill(&tr!("link-phone"), "+7 916 555-02-02");
        above_settings(&mut screen, "link-number");
        screen.click(&tr!("link-use-code"));
        screen.see("PRCT1234");
        above_settings(&mut screen, "link-typed-code");
        screen.click(&tr!("link-use-camera"));
        screen.see(&tr!("link-picture"));
        gateway.control.ask_passkey(SALES, "");
        screen.see(&tr!("passkey-title"));
        above_settings(&mut screen, "link-passkey");
        gateway.control.authorize(SALES, "79165550202@c.us");
        screen.see(&tr!("link-done"));
        above_settings(&mut screen, "link-done");
    });
}

#[test]
fn linking_an_account_with_a_password() {
    in_both(|stage| {
        let seed = InstanceSeed::new(Messenger::Max, DELIVERY, "Delivery bot").state("notAuthorized");
        let gateway = still_gateway(vec![seed]);
        let mut screen = link(stage, &gateway, DELIVERY);
        gateway.control.ask_password(DELIVERY);
        screen.see(&tr!("password-title", messenger = "MAX"));
        above_settings(&mut screen, "link-password");
    });
}
