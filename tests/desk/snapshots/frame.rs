//! The form, and the pages that belong to no instance or show its requests; the window after a crash.

use std::io::ErrorKind;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use instance_desk::green_api::Detail;
use instance_desk::practice::{InstanceSeed, Messenger};
use instance_desk::tr;
use instance_desk::ui::crash::{Crash, CrashFrame, crash_ui};
use instance_desk::ui::theme::{self, size};

use super::{Screen, in_both, is_read, redact, sales, still_gateway, support};
use crate::common::form::{ID, TOKEN};
use crate::common::tree::{in_words, items};
use crate::common::{Home, SALES, SUPPORT, WAREHOUSE, texts};

#[test]
fn the_form() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales()]);
        let mut screen = stage.open_home(Home::new());
        screen.see(&tr!("form-kept-session"));
        screen.page("form");
        let instance = gateway.instance(SALES);
        screen.fill(&tr!("form-name"), &instance.name);
        screen.fill(ID, &instance.id_instance);
        screen.fill(&tr!("form-api-url-suggested"), &instance.api_url);
        screen.fill(TOKEN, &instance.api_token_instance);
        screen.click(&tr!("form-check"));
        screen.see(&tr!("check-connected-number", messenger = "WhatsApp", number = "+7\u{a0}999\u{a0}000-11-22"));
        screen.page("form-checked");
    });
}

#[test]
fn a_list_of_instances() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales(), support()]);
        let mut screen = stage.open(&gateway, &[SALES]);
        screen.press_with(Modifiers::COMMAND, Key::N);
        screen.click(&tr!("form-several"));
        screen.dialog("add-many-empty-dialog");
        let [sales, support] = [SALES, SUPPORT].map(|id| gateway.instance(id));
        let rows = [
            format!("Sales;{SALES};{};{}", sales.api_token_instance, sales.api_url),
            format!("Support;{SUPPORT};{};{}", support.api_token_instance, support.api_url),
            format!("Delivery;3100077318;{};https://3500.api.green-api.com", "0".repeat(50)),
            "Night shift;7103004513;;".to_owned(),
        ];
        screen.event(Event::Paste(format!("name;idInstance;token;apiUrl\n{}", rows.join("\n"))));
        screen.see(&tr!("add-many-found", count = 4));
        screen.dialog("add-many-dialog");
    });
}

#[test]
fn the_form_of_a_saved_instance() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales()]);
        let mut screen = stage.open(&gateway, &[SALES]);
        more(&mut screen, &tr!("header-remove"));
        screen.dialog_and_close("remove-dialog");
        more(&mut screen, &tr!("header-edit"));
        screen.see(&tr!("form-kept-session"));
        screen.page("form-edit");
        screen.fill(ID, "1101822940");
        screen.press(Key::Escape);
        screen.dialog("unsaved-dialog");
    });
}

#[test]
fn all_instances_and_the_options_of_one() {
    in_both(|stage| {
        let gateway = still_gateway(vec![sales(), support()]);
        let mut screen = stage.open(&gateway, &[SALES, SUPPORT]);
        more(&mut screen, &tr!("instance-options-menu"));
        screen.fill(&tr!("instance-options-tags"), "Moscow, Partner A");
        screen.dialog("instance-options-dialog");
        screen.click(&tr!("instance-options-save"));
        screen.press_with(Modifiers::COMMAND, Key::Num0);
        screen.page("all-instances");
    });
}

#[test]
fn several_queues_to_clear() {
    in_both(|stage| {
        let warehouse = InstanceSeed::new(Messenger::WhatsApp, WAREHOUSE, "Warehouse").state("notAuthorized");
        let gateway = super::gateway(vec![sales(), support(), warehouse.queue(texts(2))]);
        let mut screen = stage.open(&gateway, &[SALES, SUPPORT, WAREHOUSE]);
        screen.press_with(Modifiers::COMMAND, Key::Num0);
        screen.click_on(Role::CheckBox, &tr!("all-instances-select-shown", count = 3));
        let messages = tr!("saved-queues-count", count = gateway.control.queue(SALES).len() + 2);
        screen.click(&tr!("clear-several-open", queues = 2, messages = &messages));
        screen.button(&tr!("clear-several-act", queues = 2, messages = &messages));
        screen.dialog("clear-several-dialog");
        let gate = gateway.control.hold("clearMessagesQueue");
        screen.click(&tr!("clear-several-act", queues = 2, messages = &messages));
        screen.see(&tr!("clear-several-clearing"));
        screen.dialog_at_work("clear-several-running");
        gate.open();
        screen.see(&tr!("clear-several-all-cleared", count = 2));
        screen.dialog("clear-several-ended");
    });
}

/// Chooses an entry of the menu in the head.
fn more(screen: &mut Screen, entry: &str) {
    screen.click(&tr!("header-more"));
    screen.click(entry);
}

#[test]
fn requests_and_journal() {
    in_both(|stage| {
        let gateway = still_gateway(vec![support()]);
        let mut screen = stage.open(&gateway, &[SUPPORT]);
        screen.press_with(Modifiers::COMMAND, Key::Num2);
        screen.see("Anna");
        screen.settled();
        screen.fill(&tr!("chats-field"), "79992047718");
        screen.click(&tr!("chats-archive"));
        screen.button(&tr!("remedy-check-number"));
        screen.press_with(Modifiers::COMMAND, Key::Num4);
        // Those before it are sent together, in no fixed order.
        screen.page_while("requests", |item| !item.label.contains(" GET getC"));
        let rows = screen.items().into_iter().map(|item| item.label);
        let row = rows.into_iter().find(|row| row.contains("POST archiveChat")).unwrap();
        screen.click(&row);
        screen.page("exchange");
        screen.click(&tr!("sidebar-journal"));
        screen.see(&tr!("today"));
        screen.page("journal");
    });
}

#[test]
fn preferences_licences_and_guide() {
    in_both(|stage| {
        let mut screen = stage.open_home(Home::new());
        screen.see(&tr!("form-kept-session"));
        screen.press_with(Modifiers::COMMAND, Key::Comma);
        screen.see(&tr!("preferences-route-direct"));
        screen.page("preferences");
        screen.click(&tr!("preferences-licences"));
        screen.see(&tr!("licences-copy"));
        screen.page_while("licences", |item| item.label != "Inter");
        screen.press(Key::F1);
        screen.page_while("guide", |item| item.role != Role::Heading);
    });
}

#[test]
fn the_window_after_a_crash() {
    in_both(|stage| {
        let report = Some("/home/anna/.local/share/instance-desk/crashes/crash.txt".to_owned());
        let crash = Crash { report, not_opened: Some(Detail::of_io(&ErrorKind::NotFound.into())), not_started: None };
        let mut harness =
            Harness::builder().with_size(size::CRASH).with_context_setup(theme::apply).build_ui(move |ui| {
                crash_ui(ui, &crash, CrashFrame::Later);
            });
        harness.run_steps(3);
        let items: Vec<_> = items(&harness).into_iter().filter(is_read).collect();
        stage.assert("crash", &redact::masked(&in_words(&items), "/tmp"));
    });
}
