//! The panel that links a phone: what is in sight beside a code, and the words for a typed code and an unknown type.

use eframe::egui::{Pos2, Rect};
use instance_desk::practice::{Fault, InstanceSeed, Messenger};
use instance_desk::store::LanguageChoice;
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};
use instance_desk::ui::theme::size;

use crate::common::replace_number::{QR, begin, show_code, to_link};
use crate::common::{Gateway, Home, SALES, WAREHOUSE, texts};
use crate::link_phone::{OTHER_PHONE, TYPED, ask_for_typed_code, in_sight, on_account, smallest};

#[test]
fn a_type_of_qr_that_is_not_known_is_named_and_the_linking_goes_on() {
    let gateway = Gateway::pictures();
    let mut window = on_account(&Home::of(&gateway, &[WAREHOUSE]));
    let page = "https://console.green-api.com/captcha";
    let body = format!(r#"{{"type":"captchaRequired","message":"Solve it: {page}"}}"#);
    gateway.control.fault("qr", Fault::Body(body), u32::MAX);
    window.click("Link a phone…");
    window.see("GREEN-API answers “captchaRequired”, which this program does not know");
    window.see(&format!("Its message: Solve it: {page}"));
    window.assert_not_shown("the server refused");
    window.assert_not_shown("Link a phone…");
    window.click("Open the instance in the console");
    assert_eq!(window.opened().last().unwrap(), page);
    gateway.control.clear_faults();
    window.see(QR);
    window.assert_not_shown("captchaRequired");
    gateway.control.fault("qr", Fault::Body(r#"{"type":"captchaRequired"}"#.to_owned()), u32::MAX);
    window.see("captchaRequired");
    window.assert_not_shown("Its message");
    gateway.control.authorize(WAREHOUSE, OTHER_PHONE);
    window.see("The phone is linked");
}

#[test]
fn a_code_and_the_warning_beside_it_are_in_sight_in_the_smallest_window() {
    let seed = InstanceSeed::new(Messenger::WhatsApp, WAREHOUSE, "Warehouse");
    let gateway = Gateway::with(seed.state("notAuthorized").queue(texts(5)));
    for choice in [LanguageChoice::En, LanguageChoice::Ru] {
        set_language(if choice == LanguageChoice::En { Language::English } else { Language::Russian });
        let mut home = Home::of(&gateway, &[WAREHOUSE]);
        home.options.language = Some(choice);
        let mut window = home.open();
        window.settled();
        window.tab(&tr!("tab-account"));
        // The smaller one is the window at a zoom of 150 %.
        for size in [size::WINDOW_LEAST, size::WINDOW_LEAST.map(|side| side / 1.5)] {
            window.place(Rect::from_min_size(Pos2::ZERO, size.into()));
            window.click(&tr!("account-link"));
            window.until("the whole code", |window| {
                let code = window.items().into_iter().find(|item| item.label == tr!("link-picture"))?;
                let page = 80.0..=size[1] - size::STATUS_LINE;
                (page.contains(&code.rect.top()) && page.contains(&code.rect.bottom())).then_some(())
            });
            if size == size::WINDOW_LEAST {
                in_sight(&mut window, &tr!("link-waiting", count = 5));
                in_sight(&mut window, &tr!("link-see-queue"));
            }
            window.click(&tr!("link-stop"));
        }
    }
}

#[test]
fn a_code_is_in_sight_in_the_replacement_too() {
    let gateway = Gateway::pictures();
    let mut window = begin(&Home::of(&gateway, &[SALES]));
    to_link(&mut window);
    smallest(&mut window);
    show_code(&mut window);
    in_sight(&mut window, QR);
}

#[test]
fn nothing_tells_to_scan_a_code_that_is_typed() {
    let home = Home::practice();
    let mut window = home.open();
    window.settled();
    window.open_instance("Warehouse");
    window.settled();
    window.tab("Account");
    window.click("Link a phone…");
    window.see(QR);
    ask_for_typed_code(&mut window);
    window.see(TYPED);
    window.see("clear the queue before you link the phone");
    assert!(!window.words().to_lowercase().contains("scan"), "{}", window.words());
    window.click("Type it on the practice phone");
    window.see("The phone is linked");
}
