use crate::green_api::Messenger::{Max, Telegram, WhatsApp};
use crate::green_api::{ChatId, ChatIdError, ChatKind, Messenger};

fn sent(text: &str, messenger: Messenger) -> (String, ChatKind) {
    let id = ChatId::parse(text, messenger).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    (id.as_str().to_owned(), id.kind())
}

#[test]
fn a_phone_number_is_read_as_people_write_it() {
    for text in [
        "79992047718",
        "+79992047718",
        "+7 (999) 204-77-18",
        " 7 999 204\u{a0}77 18 ",
        "8 999 204-77-18",
        "007 999 204 77 18",
        "7.999.204.77.18",
        "+7 999 204\u{2013}77\u{2011}18",
        "\u{200e}+7 999 204 77 18\u{202c}",
        "７９９９２０４７７１８",
        "tel:+7-999-204-77-18",
        "https://wa.me/79992047718",
        "79992047718@c.us",
        "79992047718@C.US",
        "79992047718@с.us",
        "79992047718@s.whatsapp.net",
        "+7 999 204 77 18 @c.us",
        "7999\u{200b}2047718@c\u{feff}.us",
    ] {
        assert_eq!(sent(text, WhatsApp), ("79992047718@c.us".into(), ChatKind::Person), "{text:?}");
    }
}

#[test]
fn only_the_dialling_eight_of_russia_and_kazakhstan_is_replaced() {
    assert_eq!(sent("87011234567", WhatsApp).0, "77011234567@c.us");
    // Hong Kong and Vietnam have eleven digits that begin with 8 too.
    assert_eq!(sent("85221234567", WhatsApp).0, "85221234567@c.us");
    assert_eq!(sent("84912345678", WhatsApp).0, "84912345678@c.us");
    assert_eq!(sent("+89992047718", WhatsApp).0, "89992047718@c.us");
}

#[test]
fn groups_and_lids_of_whatsapp() {
    for (text, id, kind) in [
        ("120363043968066561@g.us", "120363043968066561@g.us", ChatKind::Group),
        ("120363043968066561", "120363043968066561@g.us", ChatKind::Group),
        ("79001234567-1479621234@g.us", "79001234567-1479621234@g.us", ChatKind::Group),
        ("79001234567-1479621234", "79001234567-1479621234@g.us", ChatKind::Group),
        ("79001234567\u{2013}1479621234@g.us", "79001234567-1479621234@g.us", ChatKind::Group),
        ("123456789012345@lid", "123456789012345@lid", ChatKind::Lid),
        ("123456789012345@LID", "123456789012345@lid", ChatKind::Lid),
    ] {
        assert_eq!(sent(text, WhatsApp), (id.into(), kind), "{text:?}");
    }
}

#[test]
fn ids_of_max_and_telegram_are_numbers() {
    for messenger in [Max, Telegram] {
        assert_eq!(sent(" 10000000 ", messenger), ("10000000".into(), ChatKind::Person));
        assert_eq!(sent("-10000000000000", messenger), ("-10000000000000".into(), ChatKind::Group));
        assert_eq!(sent("\u{2212}10000000000000", messenger).0, "-10000000000000");
        assert_eq!(sent("+7 999 123-45-67", messenger).0, "79991234567@c.us");
        assert_eq!(sent("79991234567@c.us", messenger).0, "79991234567@c.us");
    }
    assert_eq!(sent("375291234567@c.us", Max).0, "375291234567@c.us");
    assert_eq!(ChatId::parse("+49 151 23456789", Max), Err(ChatIdError::CountryNotServed));
    assert_eq!(sent("+49 151 23456789", Telegram).0, "4915123456789@c.us");
}

#[test]
fn phone_digits_are_those_of_a_person() {
    let digits = |text| ChatId::parse(text, WhatsApp).unwrap().phone_digits().map(str::to_owned);
    assert_eq!(digits("+7 999 204-77-18").as_deref(), Some("79992047718"));
    assert_eq!(digits("120363043968066561@g.us"), None);
    assert_eq!(digits("123456789012345@lid"), None);
}

#[test]
fn what_is_wrong_is_named() {
    use ChatIdError as E;
    let unexpected = |character, position| E::UnexpectedCharacter { character, position };
    for (text, messenger, error) in [
        ("", WhatsApp, E::Empty),
        (" \u{200b} ", WhatsApp, E::Empty),
        ("12345", WhatsApp, E::TooShort { digits: 5 }),
        ("@c.us", WhatsApp, E::TooShort { digits: 0 }),
        ("1234567890123456", WhatsApp, E::TooLong { digits: 16 }),
        ("0999204771", WhatsApp, E::LeadingZero),
        ("7999x047718", WhatsApp, unexpected('x', 5)),
        (" 7999х047718@c.us", WhatsApp, unexpected('х', 6)),
        ("7+9992047718", WhatsApp, unexpected('+', 2)),
        ("12а@lid", WhatsApp, unexpected('а', 3)),
        ("@lid", WhatsApp, E::TooShort { digits: 0 }),
        ("12345@g.us", WhatsApp, E::GroupForm),
        ("12-34-56@g.us", WhatsApp, E::GroupForm),
        ("79992047718@d.us", WhatsApp, E::UnknownSuffix { suffix: "d.us".into() }),
        ("79992047718@", WhatsApp, E::UnknownSuffix { suffix: String::new() }),
        ("status@broadcast", WhatsApp, E::Unsupported { suffix: "broadcast".into() }),
        ("120363000000000000@newsletter", WhatsApp, E::Unsupported { suffix: "newsletter".into() }),
        ("123@g.us", Max, E::UnknownSuffix { suffix: "g.us".into() }),
        ("-", Max, E::TooShort { digits: 0 }),
        ("123456789012345678901", Max, E::TooLong { digits: 21 }),
        ("1234-5678", Max, unexpected('-', 5)),
        ("anna", Telegram, unexpected('a', 1)),
    ] {
        assert_eq!(ChatId::parse(text, messenger), Err(error), "{text:?}");
    }
}
