//! Tests what is read of a cell.

use super::{pasted, read, told};
use crate::green_api::{ChatId, ChatIdError, Doubt, Messenger};
use crate::work::chats::import_chats::{Cells, Corrections, Delimiter, Mistake, Source, cell};

fn cell_of(text: &str) -> Result<String, Mistake> {
    cell::read(text, Messenger::WhatsApp).map(|chat| chat.as_str().to_owned())
}

#[test]
fn a_number_is_read_whatever_the_spreadsheet_did_to_it() {
    for cell in [
        "79123456789",
        " +7 (912) 345-67-89 ",
        "'79123456789",
        "’79123456789",
        "=\"79123456789\"",
        "= \"79123456789\" ",
        "=79123456789",
        "79123456789.0",
        "79123456789,00",
        "79 123 456 789",
        "7\u{a0}912\u{a0}345\u{a0}67\u{a0}89",
        "\"79123456789\"",
    ] {
        assert_eq!(cell_of(cell).as_deref(), Ok("79123456789@c.us"), "{cell}");
    }
    assert_eq!(cell_of("120363043968066561").as_deref(), Ok("120363043968066561@g.us"));
    assert_eq!(cell_of("120363043968066000@g.us").as_deref(), Ok("120363043968066000@g.us"));
}

#[test]
fn a_name_beside_a_number_is_left_out_and_an_extension_is_named() {
    for cell in [
        "89161234567 Марина",
        "Марина Петрова: +7 (916) 123-45-67",
        "8 916 123-45-67 (Иванов И. И., склад)",
        "тел. 8-916-123-45-67",
    ] {
        assert_eq!(cell_of(cell).as_deref(), Ok("79161234567@c.us"), "{cell}");
    }
    assert_eq!(cell_of("89161234567 int 5"), Err(Mistake::Extension));
    // A letter instead of a digit, and a number that is not alone.
    for cell in ["8916123456O", "8916123456О", "89161234567Марина", "кв. 5, 89161234567", "заказ 12345"] {
        assert!(matches!(cell_of(cell), Err(Mistake::ChatId(_))), "{cell}: {:?}", cell_of(cell));
    }
}

#[test]
fn a_number_that_was_destroyed_is_never_guessed() {
    for cell in ["7,91235E+10", "7.91235E+10", "7,91235e10", "'7,91235Е+10", "8E+10", "1.20363E+17", "-1E5"] {
        assert_eq!(cell_of(cell), Err(Mistake::Shortened), "{cell}");
    }
    assert_eq!(cell_of("120363043968066000"), Err(Mistake::Rounded));
    assert_eq!(cell_of("79123456789.5"), Err(Mistake::Decimal));
    assert_eq!(cell_of("+79123456789,25"), Err(Mistake::Decimal));
    for cell in ["", "  ", "'", "=\"\""] {
        assert_eq!(cell_of(cell), Err(Mistake::ChatId(ChatIdError::Empty)), "{cell}");
    }
    // The position is that in the cell.
    let at = |cell| match cell_of(cell) {
        Err(Mistake::ChatId(ChatIdError::UnexpectedCharacter { character, position })) => (character, position),
        other => panic!("{other:?}"),
    };
    assert_eq!(at("7912ё"), ('ё', 5));
    assert_eq!(at("='7912ё"), ('ё', 7));
    // Only visible characters count.
    assert_eq!(at("\u{feff}='79\u{200b}12ё"), ('ё', 7));
}

#[test]
fn several_numbers_and_extensions_in_a_cell_are_named() {
    for cell in [
        "89123456789,89031182004",
        "8 912 345-67-89, 8 903 118-20-04",
        "8 912 345-67-89 / 8 903 118-20-04",
        "+79123456789;+79031182004",
        "89123456789 89031182004",
        "89123456789\n89031182004",
        // Two lines of a cell in a workbook.
        "8 (912) 345-67-89 8 (903) 118-20-04",
        "8 912 345-67-89 или 8 903 118-20-04",
        "8-912-345-67-89\\8-903-118-20-04",
        "+79123456789+79031182004",
        "8 912 345 67 89 / 90",
        "+7 912 345-67-89/90-91",
        "89123456789, 345-67-90",
        "8 912 345-67-89; 3456790",
    ] {
        assert_eq!(cell_of(cell), Err(Mistake::Several), "{cell}");
    }
    for cell in [
        "+78129990000#4048",
        "+7 812 999-00-00 доб. 5",
        "+7 812 999-00-00 ДОБ 12",
        "+1 201 555 0123 ext. 7",
        "tel:+12015550123;ext=7",
        "2015550123x7",
        "+7 812 999-00-00 вн. 5",
        "+7 812 999-00-00 доп. 5",
        "+7 (812) 999-00-00,,12",
        "+7 812 999-00-00*5",
    ] {
        assert_eq!(cell_of(cell), Err(Mistake::Extension), "{cell}");
    }
    assert_eq!(cell_of("79123456789,5"), Err(Mistake::Decimal));
    assert_eq!(cell_of("0049/171/1234567"), Ok("491711234567@c.us".to_owned()));
    // Such cells show where the numbers are all the same.
    let list = pasted("Ivan;1;89123456789,89031182004\nOlga;2;+78129990000#4048\nPavel;3;89123456780");
    assert_eq!(list.shape.chats, Cells::Column(2));
}

#[test]
fn a_date_is_no_number() {
    for cell in ["2026-11-01", "31.12.2026", "12/31/2026", "2026-11-01 10:00:00", "2026-11-01T10:00:00", "1.9.2026"] {
        assert_eq!(cell_of(cell), Err(Mistake::Date), "{cell}");
    }
    assert_eq!(cell_of("2012-345-6789").as_deref(), Ok("20123456789@c.us"));
}

#[test]
fn the_number_of_an_entry_in_a_list_is_no_digit_of_its_phone_number() {
    for cell in ["2. 79123456789", "3) +7 912 345-67-89", "1. 8 (912) 345-67-89", "27. +79123456789 Anna"] {
        assert_eq!(cell_of(cell).as_deref(), Ok("79123456789@c.us"), "{cell}");
    }
    assert_eq!(cell_of("8. 912 345-67-8").as_deref(), Ok("8912345678@c.us"));
}

#[test]
fn a_zero_that_is_dialled_within_a_country_only_is_left_out() {
    for (cell, chat) in [
        ("+44 (0)20 7946 0018", "442079460018@c.us"),
        ("+49 (0) 171 1234567", "491711234567@c.us"),
        ("0049(0)171 1234567", "491711234567@c.us"),
    ] {
        assert_eq!(cell_of(cell).as_deref(), Ok(chat), "{cell}");
    }
}

#[test]
fn an_extension_in_the_next_cell_belongs_to_the_number() {
    for extension in ["доб. 5", "Доб.5", "ext. 5", "вн. 12", "(доб. 12)", "добавочный 5", "доб. 5 Анна"]
    {
        let list = pasted(&format!("+7 (912) 345-67-89, {extension}\n+7 (903) 118-20-04, {extension}\n"));
        assert_eq!(told(&list), [1, 2].map(|line| (line, "Extension".to_owned())), "{extension}");
        assert_eq!(list.entries[0].given, format!("+7 (912) 345-67-89, {extension}"));
        let list = pasted(&format!("Имя,Телефон\nАнна,8 912 345-67-89,{extension}\nЛев,8 903 118-20-04\n"));
        assert_eq!(told(&list), [(2, "Extension".to_owned()), (3, "79031182004".to_owned())], "{extension}");
    }
    // Where every cell is a chat, the extension is no chat of its own.
    let text = "8 912 345-67-89,доб. 5,8 903 118-20-04";
    let every = Corrections { delimiter: Some(Delimiter::Comma), chats: Some(Cells::Every), ..Corrections::default() };
    let list = read(Source::Pasted(text), Messenger::WhatsApp, &every).unwrap();
    assert_eq!(told(&list), [(1, "Extension".to_owned()), (1, "79031182004".to_owned())]);
    let list = pasted("89123456789;Добрынин 5\n89031182004;#48213\n89031182005;Внуково, 12\n89031182006;x5");
    assert_eq!(list.chats().count(), 4);
}

#[test]
fn the_digits_of_every_script_are_read() {
    let list =
        pasted("٨ ٩١٢ ٣٤٥-٦٧-٨٩\n۷۹۰۳۱۱۸۲۰۰۴\n＋７ ９１２ ０００-００-０１\n९१२३४५६७८९ मरीना\n+٨ ٩١٢ ٠٠٠-٠٠-٠٢\n");
    let doubted = [(4, "9123456789", Doubt::NoCountryCode), (5, "79120000002", Doubt::PlusEight)];
    let sure = [(1, "79123456789"), (2, "79031182004"), (3, "79120000001")].map(|(line, word)| (line, word.to_owned()));
    let doubted = doubted.map(|(line, digits, doubt)| (line, format!("{digits}? {doubt:?}")));
    assert_eq!(told(&list), [&sure[..], &doubted].concat());
    assert_eq!(list.entries[0].given, "٨ ٩١٢ ٣٤٥-٦٧-٨٩");
    assert_eq!(cell_of("٧٩١٢٣٤٥٦٧٨٩ ٧٩٠٣١١٨٢٠٠٤"), Err(Mistake::Several));
}

#[test]
fn brackets_and_signs_around_a_number_are_left_out() {
    for cell in [
        "+7 912 345-67-89 (2 этаж)",
        "+7 912 345-67-89 (кв. 12), Анна",
        "8 (912) 345-67-89 (подъезд 2)",
        "Анна (+7 912 345-67-89)",
        "Анна (8 (912) 345-67-89)",
        "(+7 912 345-67-89)",
        "(+7 (912) 345-67-89)",
        "• 79123456789",
        "· 1. +7 912 345-67-89",
        "79123456789;",
        "\"79123456789\",",
        "+7 912 345-67-89 ;",
        "+7 912 345-67-89 (Анна);",
    ] {
        assert_eq!(cell_of(cell).as_deref(), Ok("79123456789@c.us"), "{cell}");
    }
    assert_eq!(cell_of("120363043968066561;").as_deref(), Ok("120363043968066561@g.us"));
    let list = pasted("+7 912 345-67-8 (9 этаж)");
    let doubt = Doubt::Length { digits: 10, usual: 11 };
    assert_eq!(told(&list), [(1, format!("7912345678? {doubt:?}"))]);
    // The digits are a part of the number, or a number of their own.
    assert!(matches!(cell_of("8 912 345 (67 Анна) 89"), Err(Mistake::ChatId(_))));
    assert_eq!(cell_of("8 912 345-67-89 (Анна 8 903 118-20-04)"), Err(Mistake::Several));
    assert_eq!(cell_of("8 912 345-67-89 (доб. 5)"), Err(Mistake::Extension));
}

#[test]
fn digits_beside_a_number_are_none_of_its_own() {
    for cell in [
        "+49 171 1234567 2 floor",
        "+49 171 1234567 - 2-й этаж",
        "+49 171 1234567 / 2 этаж",
        "+380 67 220 45 18 5 подъезд",
        "+45 12 34 56 78 2. sal",
        "3 79123456789",
        "3.89123456789",
        "(1) 89123456789",
        "20 8 912 345-67-89",
        "3 8 (912) 345-67-89",
        "2 49 171 1234567",
        "20 89123456789",
        "1 380672204518",
        "79123456789 2",
        "491711234567-2",
        "+49 171 1234567 (2)",
        "7912345678 (9)",
    ] {
        assert_eq!(cell_of(cell), Err(Mistake::OtherDigits), "{cell}");
    }
    for (cell, chat) in [
        ("+49 171 123 45 67 Anna", "491711234567@c.us"),
        ("+49 17612345678", "4917612345678@c.us"),
        ("49 17612345678", "4917612345678@c.us"),
        ("00 491711234567", "491711234567@c.us"),
        ("+55 11 98765 4321", "5511987654321@c.us"),
        ("+375 29 123 45 67 мама", "375291234567@c.us"),
        ("8 912 345 67 89 мама", "79123456789@c.us"),
        ("7 9123456789", "79123456789@c.us"),
        ("+49 30 1234567-12", "4930123456712@c.us"),
        ("79001234567-1479621234", "79001234567-1479621234@g.us"),
    ] {
        assert_eq!(cell_of(cell).as_deref(), Ok(chat), "{cell}");
    }
}

#[test]
fn the_last_group_of_a_number_is_no_remark() {
    let doubt_of = |text: &str| {
        let chat = cell::read(text, Messenger::WhatsApp).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
        cell::doubt(&chat, text, cell::has_other_digits(&chat, text), |_| false)
    };
    for text in [
        "+49 30 12 34 56 мама",
        "+46 70 123 45 67 dad",
        "+382 67 123 456 сестра",
        "+44 7911 123 456 - папа",
        "+45 12 34 56 78 мама",
        "+90 532 123 45 67 доктор",
        "+34 612 345 678 do not call",
        "тел. 0041 79 123 45 67 раб.",
        "+39 347 12 34 56 х",
    ] {
        assert_eq!(doubt_of(text), None, "{text}");
    }
    // It may be either.
    for text in [
        "+49 171 123 45 67 мама",
        "+49 171 123 45 67 12 этаж",
        "912 345 67 89 мама",
        "912 345 67 89 12 этаж",
        "38 067 123 45 67 мама",
        "+49 171 1234567 12 Stock",
        "+372 5123456 10.30",
        "+62 812 345 678 9",
    ] {
        assert!(doubt_of(text).is_some(), "{text}");
    }
    assert_eq!(doubt_of("+49 171 123456 12 Stock"), Some(Doubt::OtherDigits));
    let known = ChatId::parse("491711234567", Messenger::WhatsApp).unwrap();
    assert_eq!(cell::doubt(&known, "+49 171 123 45 67 мама", true, |_| true), None);
}

#[test]
fn a_link_is_read_whatever_text_it_carries() {
    let long = format!("https://wa.me/%2B79123456789?text={}", "%D0%97".repeat(100));
    for cell in [&long, "Анна https://wa.me/79123456789?text=89031182004", "[Анна](https://wa.me/79123456789)"]
    {
        assert_eq!(cell_of(cell).as_deref(), Ok("79123456789@c.us"), "{cell}");
    }
    assert_eq!(cell_of("tel:+78129990000#4048"), Err(Mistake::Extension));
    assert_eq!(cell_of("wa.me/79123456789, wa.me/79031182004"), Err(Mistake::Several));
    assert_eq!(cell_of(&"7".repeat(201)), Err(Mistake::TooLong));
}
