use crate::green_api::Messenger::{Max, Telegram, WhatsApp};
use crate::green_api::{ChatId, ChatIdError, ChatKind, Doubt, Messenger};

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
        "٧٩٩٩٢٠٤٧٧١٨",
        "+۷ ۹۹۹ ۲۰۴-۷۷-۱۸",
        "tel:+7-999-204-77-18",
        "\u{200e}tel:+7-999-204-77-18",
        "https://wa.me/79992047718",
        "https://wa.me/79992047718?text=hi%20there",
        "https://api.whatsapp.com/send?phone=79992047718&text=1",
        "https://api.whatsapp.com/send/?phone=79992047718&text&type=phone_number&app_absent=0",
        "http://api.whatsapp.com/send/?phone=79992047718",
        "api.whatsapp.com/send/?phone=79992047718",
        "https://web.whatsapp.com/send?phone=+79992047718",
        "https://web.whatsapp.com/send/?phone=+79992047718",
        "whatsapp://send/?phone=79992047718",
        "whatsapp://send?phone=79992047718&app_absent=0",
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
    // Numbers of Hong Kong and Vietnam also have eleven digits that begin with 8.
    assert_eq!(sent("85221234567", WhatsApp).0, "85221234567@c.us");
    assert_eq!(sent("84912345678", WhatsApp).0, "84912345678@c.us");
    assert_eq!(sent("+84 91 234 56 78", WhatsApp).0, "84912345678@c.us");
    // No country code begins with 87 or 89: with a plus it is the same number.
    for text in ["+89992047718", "+8 999 204-77-18", "00 8 999 204 77 18", "8 999 204-77-18@c.us"] {
        assert_eq!(sent(text, WhatsApp).0, "79992047718@c.us", "{text}");
    }
    // An id is what the server lists, and another number would be another chat.
    assert_eq!(sent("89992047718@c.us", WhatsApp).0, "89992047718@c.us");
    assert_eq!(sent("+8 (707) 123-45-67", WhatsApp).0, "77071234567@c.us");
    assert_eq!(sent("8 (495) 123-45-67", Max).0, "74951234567@c.us");
}

#[test]
fn an_eight_written_apart_is_dialled_within_russia() {
    for (text, digits) in [
        ("8 (495) 123-45-67", "74951234567"),
        ("8 (812) 555-44-33", "78125554433"),
        ("8 800 555-35-35", "78005553535"),
        ("8-351-200-00-00", "73512000000"),
        ("8(495)1234567", "74951234567"),
        ("+8 (495) 123-45-67", "74951234567"),
    ] {
        assert_eq!(sent(text, WhatsApp).0, format!("{digits}@c.us"), "{text}");
    }
}

#[test]
fn a_slash_parts_digits_like_a_hyphen() {
    for text in ["+49 171 / 1234567", "0049/171/1234567", "49 (171)/123-45-67"] {
        assert_eq!(sent(text, WhatsApp).0, "491711234567@c.us", "{text}");
        assert_eq!(sent(text, Telegram).0, "491711234567@c.us", "{text}");
    }
}

#[test]
fn a_device_is_no_part_of_a_number() {
    assert_eq!(sent("71234567890:3@c.us", WhatsApp).0, "71234567890@c.us");
    assert_eq!(sent("123456789012345:3@lid", WhatsApp).0, "123456789012345@lid");
    let unexpected = ChatIdError::UnexpectedCharacter { character: ':', position: 12 };
    for text in ["71234567890:@c.us", "71234567890:3"] {
        assert_eq!(ChatId::parse(text, WhatsApp), Err(unexpected.clone()), "{text}");
    }
}

#[test]
fn the_number_of_a_link_is_read_without_the_rest() {
    for link in [
        "https://wa.me/%2B79123456789",
        "https://api.whatsapp.com/send?phone=%2B7%20(912)%20345-67-89&text=8+903",
        "https://api.whatsapp.com/send?text=1+79031182004&phone=79123456789",
        "WhatsApp: wa.me/79123456789?text=+79031182004",
        "viber://chat?number=%2B79123456789",
    ] {
        assert_eq!(sent(link, WhatsApp).0, "79123456789@c.us", "{link}");
    }
    // A plus of the text is none of the number.
    assert_eq!(doubt("https://wa.me/9123456789?text=+", &[]), Some(Doubt::NoCountryCode));
    let unexpected = ChatIdError::UnexpectedCharacter { character: 'q', position: 15 };
    assert_eq!(ChatId::parse("https://wa.me/qr/ABC", WhatsApp), Err(unexpected));
}

#[test]
fn a_number_as_written_within_its_country_is_doubted() {
    for given in [
        "+49 0171 1234567",
        "+44 07700 900123",
        "0033 06 12 34 56 78",
        "+380 067 220 45 18",
        "+90 0532 123 45 67",
        "+1 0415 555 2671",
    ] {
        assert_eq!(doubt(given, &[]), Some(Doubt::TrunkZero), "{given}");
    }
    for given in [
        "512 345 678",
        "8 612 34567",
        "495 123-45-67",
        "4951234567",
        "415.555.2671",
        "532 123 45 67",
        "138 1234 5678",
        "11 98765-4321",
        "(11) 98765-4321",
        "21 98765-4321",
        "379123456789",
    ] {
        assert_eq!(doubt(given, &[]), Some(Doubt::NoCountryCode), "{given}");
    }
    for (given, usual) in [("+48 51 234 567", 11), ("+90 532 123 45 678", 12), ("+370 8 612 34567", 11)] {
        assert!(matches!(doubt(given, &[]), Some(Doubt::Length { usual: is, .. }) if is == usual), "{given}");
    }
    for sure in [
        "+39 06 1234 5678",
        "+225 07 12 34 56 78",
        "+242 06 612 34 56",
        "+44 (0)20 7946 0018",
        "+299 123456",
        "4512345678",
        "1-415-555-2671",
        "14155552671",
        "+55 11 98765-4321",
        "+86 138 1234 5678",
    ] {
        assert_eq!(doubt(sure, &[]), None, "{sure}");
    }
}

/// Returns the reason to doubt a number when these chats are known.
fn doubt(given: &str, known: &[&str]) -> Option<Doubt> {
    ChatId::parse(given, WhatsApp).unwrap().doubt(given, |id| known.contains(&id))
}

#[test]
fn a_number_that_is_hardly_right_is_doubted() {
    for (given, expected) in [
        ("9123456789", Doubt::NoCountryCode),
        ("912 345-67-89", Doubt::NoCountryCode),
        ("9123456789@c.us", Doubt::NoCountryCode),
        ("+8 912 345-67-89", Doubt::PlusEight),
        ("tel:+8-707-123-45-67", Doubt::PlusEight),
        ("+8 (495) 123-45-67", Doubt::PlusEight),
        ("84951234567", Doubt::DialledEight),
        ("8 (495) 123-45-67 101", Doubt::DialledEight),
        ("8(495)123-45-67 - 70", Doubt::DialledEight),
        ("8-495-123-45-67-101", Doubt::DialledEight),
        ("84951234567 101", Doubt::DialledEight),
        ("(495) 123-45-67 101", Doubt::NoCountryCode),
        ("89123456789@c.us", Doubt::DialledEight),
        ("88125554433", Doubt::DialledEight),
        ("88005553535", Doubt::DialledEight),
        ("83512000000", Doubt::DialledEight),
        ("80291234567", Doubt::DialledEight),
        ("7912345678", Doubt::Length { digits: 10, usual: 11 }),
        ("102388094480549@c.us", Doubt::HiddenNumber),
        ("12@lid", Doubt::ShortLid),
    ] {
        assert_eq!(doubt(given, &[]), Some(expected), "{given}");
    }
    for sure in [
        "79123456789",
        "8 912 345-67-89",
        "8 (495) 123-45-67",
        "8 800 555-35-35",
        "+4923456789",
        "+84951234567",
        "84951234567@c.us",
        // Vietnam, Hong Kong, Taiwan and Bangladesh.
        "84351234567",
        "85221234567",
        "886912345678",
        "88031234567",
        "8801712345678",
        "120363043968066561@g.us",
        "123456789012345@lid",
    ] {
        assert_eq!(doubt(sure, &[]), None, "{sure}");
    }
    assert_eq!(doubt("9123456789", &["9123456789@c.us"]), None);
    assert_eq!(doubt("12@lid", &["12@lid"]), None);
}

#[test]
fn the_other_spelling_of_a_known_chat_is_named() {
    for (given, known) in [
        ("+55 47 9 8417-0000", "554784170000@c.us"),
        ("+54 11 5874-0000", "5491158740000@c.us"),
        ("+52 55 1234-0000", "5215512340000@c.us"),
    ] {
        let other = ChatId::exact(known, WhatsApp).unwrap();
        assert_eq!(doubt(given, &[known]), Some(Doubt::OtherSpelling(other)), "{given}");
        assert_eq!(doubt(given, &[]), None, "{given}");
    }
    assert_eq!(doubt("+55 47 9 8417-0000", &["554784170000@c.us", "5547984170000@c.us"]), None);
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
        // The position counts visible characters only.
        ("\u{feff}79\u{200b}99х047718", WhatsApp, unexpected('х', 5)),
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
