//! Tests that the right rows are found: the same ones as by a plain search.

use proptest::prelude::*;

use super::*;
use crate::green_api::Messenger;
use crate::store::RowId;
use crate::work::chats::fold::fold;

fn row(id: &str, name: &str) -> ChatRow {
    let id = RowId::of_server(id, Messenger::WhatsApp);
    let digits = id.chat_id().and_then(|chat| chat.phone_digits()).map(str::to_owned);
    let kind = if id.as_str().ends_with("@g.us") { RowKind::Group } else { RowKind::Person };
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    ChatRow { id, name, digits, kind, listed: true, archived: Some(false), unread: None }
}

fn finder(rows: Vec<ChatRow>) -> Finder {
    Finder::new(Arc::new(ChatList { rows, ..ChatList::default() }))
}

fn people() -> Finder {
    let mut archived = row("79031182004@c.us", "");
    archived.archived = Some(true);
    let mut contact = row("380672204518@c.us", "«Коваль» Пётр");
    (contact.listed, contact.archived) = (false, None);
    let mut hidden = row("300200100400500@lid", "Виктор");
    hidden.digits = Some("77012204518".to_owned());
    finder(vec![
        row("79123456789@c.us", "Ирина Соколова"),
        row("120363043968066561@g.us", "Склад Юг 8"),
        archived,
        contact,
        row("971502204518@c.us", "مطعم الورد"),
        hidden,
        row("447700900123@c.us", "Émma Großmann 🌹"),
    ])
}

fn found(text: &str) -> Vec<u32> {
    people().find(&View { text: text.to_owned(), ..View::default() })
}

#[test]
fn a_text_is_found_in_name_number_and_id() {
    for (text, rows) in [
        ("", &[0, 1, 2, 3, 4, 5, 6][..]),
        ("  ", &[0, 1, 2, 3, 4, 5, 6]),
        ("соколова ИРИНА", &[0]),
        ("+7 (912)", &[0]),
        ("8 (912) 345-67", &[0]),
        ("345 67 89", &[0]),
        ("7912", &[0]),
        ("ирина +7(912)", &[0]),
        ("петр", &[3]),
        ("ПЁТР", &[3]),
        ("مَطْعَم", &[4]),
        ("emma grossm", &[6]),
        ("🌹", &[6]),
        ("7 701 220", &[5]),
        ("@lid", &[5]),
        ("120363043968066561@g.us", &[1]),
        ("юг 8", &[1]),
        ("2204518", &[3, 4, 5]),
        ("нет такого", &[]),
        ("\n", &[0, 1, 2, 3, 4, 5, 6]),
    ] {
        assert_eq!(found(text), rows, "{text}");
    }
}

#[test]
fn a_number_is_found_by_its_other_spellings() {
    let mut finder = finder(vec![
        row("554784170000@c.us", "Ana"),
        row("5491158740000@c.us", "Luz"),
        row("5215512340000@c.us", "Eva"),
        row("74951234567@c.us", "Bank"),
        row("78005553535@c.us", "Shop"),
    ]);
    for (text, rows) in [
        ("+55 47 9 8417-0000", [0]),
        ("+54 11 5874-0000", [1]),
        ("+52 55 1234-0000", [2]),
        ("8 (495) 123", [3]),
        ("+7 495/123-45-67", [3]),
        ("8 800 555-35-35", [4]),
    ] {
        assert_eq!(finder.find(&View { text: text.to_owned(), ..View::default() }), rows, "{text}");
    }
}

#[test]
fn filters_and_orders_are_those_of_the_menu() {
    let mut finder = people();
    let mut find = |filter, sort| finder.find(&View { text: String::new(), filter, sort });
    assert_eq!(find(Filter::NotArchived, Sort::Activity), [0, 1, 4, 5, 6]);
    assert_eq!(find(Filter::Archived, Sort::Activity), [2]);
    assert_eq!(find(Filter::People, Sort::Activity), [0, 2, 3, 4, 5, 6]);
    assert_eq!(find(Filter::Groups, Sort::Name), [1]);
    assert_eq!(find(Filter::All, Sort::Name), [6, 5, 0, 3, 1, 4, 2]);
    assert_eq!(find(Filter::All, Sort::Number), [3, 6, 5, 2, 0, 4, 1]);
}

#[test]
fn typing_on_searches_only_what_is_left() {
    let narrows = |new: &str, old: &str| Query::new(new).narrows(&Query::new(old));
    assert!(narrows("ирина с", "ири"));
    assert!(narrows("+7 91", "+7 9"));
    assert!(narrows("а", ""));
    assert!(narrows("соколова ирина", "ирин сокол"));
    // Two words may be found apart from each other, a number only in one piece.
    assert!(!narrows("7 9x", "7 9"));
    assert!(!narrows("ири", "ирина"));
}

/// Finds the same rows without any optimization.
fn plainly(rows: &[ChatRow], view: &View) -> Vec<u32> {
    let query = Query::new(&view.text);
    let has = |row: &ChatRow, needle: &str| {
        let parts = [row.name.as_deref(), Some(row.id.as_str()), row.digits.as_deref()];
        parts.into_iter().flatten().any(|part| fold(part).contains(needle))
    };
    let fits = |row: &ChatRow| query.terms().iter().all(|needles| needles.iter().any(|needle| has(row, needle)));
    let mut found: Vec<(u32, &ChatRow)> =
        (0..).zip(rows).filter(|(_, row)| fits(row) && view.filter.shows(row)).collect();
    let name = |row: &ChatRow| {
        let name = fold(row.name.as_deref().unwrap_or_default());
        let letters = name.trim_start_matches(|character: char| !character.is_alphanumeric()).to_owned();
        if letters.is_empty() { name } else { letters }
    };
    let number = |row: &ChatRow| (row.digits.is_none(), row.digits.clone());
    match view.sort {
        Sort::Activity => {}
        Sort::Name => found.sort_by_cached_key(|(_, row)| (name(row).is_empty(), name(row), number(row))),
        Sort::Number => found.sort_by_cached_key(|(_, row)| number(row)),
    }
    found.into_iter().map(|(row, _)| row).collect()
}

fn some_row() -> impl Strategy<Value = ChatRow> {
    let id = prop_oneof!["7[0-9]{10}@c\\.us", "[1-9][0-9]{14}@lid", "120363[0-9]{12}@g\\.us", "[a-z0-9@]{1,6}"];
    let name = prop_oneof![Just(String::new()), "[aаеёий79 «Ё-]{1,6}", "\\PC{0,4}"];
    let digits = proptest::option::of("[78][0-9]{2,4}");
    (id, name, digits, any::<[bool; 2]>(), any::<Option<bool>>()).prop_map(|(id, name, digits, flags, archived)| {
        let plain = row(&id, &name);
        let digits = if flags[0] { digits } else { plain.digits.clone() };
        ChatRow { digits, listed: flags[1], archived, ..plain }
    })
}

fn some_view() -> impl Strategy<Value = View> {
    let text = prop_oneof!["[aаеёий789+() @-]{0,5}", "\\PC{0,2}"];
    let filter =
        prop::sample::select(vec![Filter::All, Filter::NotArchived, Filter::Archived, Filter::People, Filter::Groups]);
    let sort = prop::sample::select(vec![Sort::Activity, Sort::Name, Sort::Number]);
    (text, filter, sort).prop_map(|(text, filter, sort)| View { text, filter, sort })
}

proptest! {
    #[test]
    fn what_is_found_is_what_a_plain_search_finds(
        rows in prop::collection::vec(some_row(), 0..30),
        views in prop::collection::vec((some_view(), any::<bool>()), 1..8),
    ) {
        let mut finder = finder(rows.clone());
        let mut typed = String::new();
        for (mut view, goes_on) in views {
            if goes_on {
                view.text.insert_str(0, &typed);
            }
            typed.clone_from(&view.text);
            prop_assert_eq!(finder.find(&view), plainly(&rows, &view), "{:?}", view);
        }
    }
}
