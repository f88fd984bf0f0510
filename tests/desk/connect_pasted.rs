//! Connecting an instance with values that are pasted: whole, in one line, with labels or invisible characters.

use eframe::egui::{Key, Modifiers};
use instance_desk::practice::{InstanceSeed, Messenger, PracticeInstance};

use crate::common::form::{ID, TOKEN, URL, value};
use crate::common::{Gateway, Home, SALES, Window};

#[test]
fn what_was_pasted_whole_fills_the_form_from_any_field() {
    let gateway = Gateway::pictures();
    let PracticeInstance { api_url, id_instance, api_token_instance, .. } = gateway.instance(SALES);
    let json =
        format!(r#"{{"apiUrl":"{api_url}","idInstance":{id_instance},"apiTokenInstance":"{api_token_instance}"}}"#);
    let lines = format!("apiTokenInstance: {api_token_instance}\nidInstance: {id_instance}\napiUrl: {api_url}");
    let link = format!("{api_url}/waInstance{id_instance}/getSettings/{api_token_instance}");
    let columns =
        format!("idInstance\t{id_instance}\r\napiUrl\t{api_url}\r\napiTokenInstance\t{api_token_instance}\r\n");
    for text in [json, lines, link, columns] {
        for field in ["Name", ID, URL, TOKEN] {
            let mut window = Home::new().open();
            window.paste(field, &text);
            window.button("Save instance");
            assert_eq!(value(&mut window, "Name"), "", "{text:?} in {field}");
            assert_eq!(value(&mut window, ID), id_instance);
            assert_eq!(value(&mut window, URL), api_url);
            assert_eq!(value(&mut window, TOKEN).chars().count(), api_token_instance.len());
            for _ in 0..3 {
                window.press_with(Modifiers::COMMAND, Key::Z);
            }
            assert!(!window.words().contains(&api_token_instance), "{text:?} in {field}\n{}", window.words());
        }
    }
}

#[test]
fn an_instance_of_twelve_digits_is_filled_in_from_one_line_and_connected() {
    let seed = InstanceSeed::new(Messenger::Telegram, "410012345678", "News").wid("71234567890:3@c.us");
    let gateway = Gateway::with(seed);
    let PracticeInstance { api_url, id_instance, api_token_instance, .. } = gateway.instance("410012345678");
    for field in ["Name", ID, URL, TOKEN] {
        let mut window = Home::new().open();
        window.paste(field, &format!("{id_instance} {api_token_instance} {api_url}"));
        assert_eq!(value(&mut window, ID), id_instance);
        assert_eq!(value(&mut window, URL), api_url);
        assert_eq!(value(&mut window, TOKEN).chars().count(), api_token_instance.len());
        window.button("Save instance");
        assert!(!window.shows("idInstance usually has"));
        window.click("Check connection");
        window.see("Connected: Telegram, +7\u{a0}123\u{a0}456-78-90");
    }
    let mut window = Home::new().open();
    window.fill(ID, "410012345678");
    assert_eq!(value(&mut window, "apiUrl · suggested"), "https://4100.api.green-api.com");
}

#[test]
fn what_nobody_sees_is_dropped_when_it_is_typed_or_pasted() {
    let gateway = Gateway::pictures();
    let PracticeInstance { api_url, api_token_instance: token, .. } = gateway.instance(SALES);
    let (front, back) = token.split_at(20);
    for put in [Window::fill, Window::paste] {
        let home = Home::new();
        let mut window = home.open();
        put(&mut window, ID, "\u{feff}7103\u{a0}004\u{200b}512\u{a0}");
        assert_eq!(value(&mut window, ID), SALES);
        window.fill("apiUrl · suggested", "");
        put(&mut window, URL, &format!("\u{feff}{api_url}\u{2060}\u{a0}"));
        assert_eq!(value(&mut window, URL), api_url);
        put(&mut window, TOKEN, &format!("\u{feff}{front}\u{2060}{back}\u{200b}\u{a0}"));
        assert_eq!(value(&mut window, TOKEN).chars().count(), token.len());
        window.click("Save instance");
        window.see("Number blocked");
        assert_eq!(home.token(SALES).unwrap(), token);
    }
}

#[test]
fn one_value_with_its_label_is_taken_by_its_field() {
    let gateway = Gateway::pictures();
    let PracticeInstance { id_instance, api_token_instance, .. } = gateway.instance(SALES);
    let token_length = api_token_instance.chars().count();
    let mut window = Home::new().open();
    for label in ["apiTokenInstance: ", "apiTokenInstance\t", "token = ", "apiTokenInstance\n"] {
        window.fill(TOKEN, "an old one");
        window.paste(TOKEN, &format!("{label}{api_token_instance}"));
        assert_eq!(value(&mut window, TOKEN).chars().count(), token_length, "{label:?}");
    }
    window.fill(ID, "12");
    window.paste(ID, &format!("idInstance: {id_instance}\n"));
    assert_eq!(value(&mut window, ID), id_instance);
    // A bare value goes to where the cursor is.
    window.fill(ID, "");
    window.paste(ID, "710300");
    window.paste(ID, "4512");
    assert_eq!(value(&mut window, ID), "7103004512");
}

#[test]
fn an_id_that_is_pasted_over_another_one_leaves_nothing_of_the_first_instance() {
    let gateway = Gateway::pictures();
    let PracticeInstance { api_url, id_instance, api_token_instance, .. } = gateway.instance(SALES);
    for other in ["3100077318", "idInstance: 3100077318"] {
        let mut window = Home::new().open();
        window.paste("Name", &format!("name: Sales\n{id_instance} {api_token_instance} {api_url}"));
        window.button("Save instance");
        window.focus_field(ID);
        window.press_with(Modifiers::COMMAND, Key::A);
        window.paste(ID, other);
        assert_eq!(value(&mut window, ID), "3100077318");
        assert_eq!((value(&mut window, "Name"), value(&mut window, TOKEN)), (String::new(), String::new()), "{other}");
        assert_eq!(value(&mut window, "apiUrl · suggested"), "https://3100.api.green-api.com");
    }
}

#[test]
fn a_token_pasted_alone_goes_where_it_is_not_read() {
    let token = Gateway::pictures().instance(SALES).api_token_instance;
    let (front, back) = token.split_at(20);
    for text in [token.clone(), format!("apiTokenInstance: {token}"), format!("{front}\u{2060}{back}")] {
        for field in ["Name", ID, URL] {
            let mut window = Home::new().open();
            window.paste(field, &text);
            window.until("dots", |window| {
                let fields = window.items().into_iter().filter(|item| item.is_field());
                let filled: Vec<_> = fields.filter(|item| !item.value.is_empty()).map(|item| item.label).collect();
                (filled == [TOKEN]).then_some(())
            });
            assert_eq!(value(&mut window, TOKEN).chars().count(), token.len(), "{text:?} in {field}");
            assert_eq!(window.focused().unwrap().label, TOKEN);
            assert!(!window.words().contains(&token), "{text:?} in {field}\n{}", window.words());
        }
    }
}
