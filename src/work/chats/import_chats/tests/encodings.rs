//! Tests which encoding a file seems to have.

use super::*;

#[test]
fn a_text_whose_last_character_is_cut_off_is_still_utf8() {
    let text = "Имя;79123456789\nПётр;79123456780;Москва".as_bytes();
    let encoding = |bytes: &[u8]| encoding::decode(bytes, None).unwrap().encoding;
    assert_eq!(encoding(&text[..text.len() - 1]), Some(Encoding::Utf8));
    assert_eq!(encoding(b"79123456789;\xd0"), Some(Encoding::Windows1251), "one letter");
}

#[test]
fn a_text_with_a_damaged_byte_is_still_utf8() {
    let text = "Имя;Телефон\nПётр;89123456789\n周杰伦;89123456780\n".as_bytes();
    for at in (0..text.len()).filter(|at| !text[*at].is_ascii()) {
        for byte in [b'x', 0xd0, 0xff, 0x80] {
            let damaged = [&text[..at], &[byte], &text[at + 1..]].concat();
            let decoded = encoding::decode(&damaged, None).unwrap();
            assert_eq!(decoded.encoding, Some(Encoding::Utf8), "{at}, {byte}");
            assert!(decoded.text.contains("89123456780"), "{at}, {byte}");
        }
    }
    let damaged = encoding::decode(b"\xd0\xb8\xd0\xbc\xff\xd1\x8f\xd0\xb8\xd0\xb8;1", None).unwrap();
    assert!(damaged.garbled && damaged.text.contains('\u{fffd}'));
    // A name in another encoding, as where two exports were joined.
    let joined = [text, b"\xd1\xe5\xf0\xe3\xe5\xe9 \xd9\xf3\xea\xe8\xed;89123456781\n"].concat();
    let list = read(Source::File(&joined), Messenger::WhatsApp, &Corrections::default()).unwrap();
    assert_eq!((list.shape.encoding, list.garbled, list.chats().count()), (Some(Encoding::Utf8), true, 3));
    // Pairs and threes of letters in other encodings that are characters of UTF-8 by chance.
    for (text, encoding) in [("СЧЁТ Пётр", Encoding::Windows1251), ("список Юрий", Encoding::Cp866)] {
        let (bytes, _, _) = encoding.table().encode(text);
        assert_eq!(encoding::decode(&bytes, None).unwrap().encoding, Some(encoding), "{text}");
    }
}

#[test]
fn old_russian_encodings_are_detected() {
    let texts = [
        "ФИО;Телефон\r\nИванов;89123456789\r\n",
        "ИВАНОВ ПЁТР;89123456789\r\nСИДОРОВА АННА;89031182004\r\n",
        "Заказчик;Номер\r\nООО «Ёлка» № 5;89123456789\r\n",
    ];
    let tables = [Encoding::Windows1251, Encoding::Cp866, Encoding::Koi8R].map(|encoding| (encoding, encoding.table()));
    for (text, (encoding, table)) in texts.iter().flat_map(|text| tables.iter().map(move |table| (text, *table))) {
        let (bytes, _, _) = table.encode(text);
        let list = read(Source::File(&bytes), Messenger::WhatsApp, &Corrections::default()).unwrap();
        assert_eq!(list.shape.encoding, Some(encoding), "{text}");
        assert_eq!(list.chats().next().map(ChatId::as_str), Some("79123456789@c.us"), "{text}");
    }
}

#[test]
fn short_words_beside_numbers_show_the_encoding() {
    for text in [
        "8 943 918-66-83;доб. 11\r\n",
        "8 943 918-66-83, ДОБ. 11\r\n",
        "моб. 8 943 918-66-83\r\n",
        "кв 1 89439186683",
        "8 961 209-40-83;добавочный 214",
        "бух. доб. 27",
    ] {
        for encoding in [Encoding::Windows1251, Encoding::Cp866, Encoding::Koi8R] {
            let (bytes, _, _) = encoding.table().encode(text);
            assert_eq!(encoding::decode(&bytes, None).unwrap().encoding, Some(encoding), "{text}");
        }
    }
}

#[test]
fn a_list_of_an_old_mac_is_detected() {
    // encoding_rs does not write this encoding. "Имя;Телефон", and a number with its spaces.
    let bytes = b"\x88\xec\xdf;\x92\xe5\xeb\xe5\xf4\xee\xed\r\x88\xe2\xe0\xed\xee\xe2;8\xca912\xca345-67-89\r";
    let list = read(Source::File(bytes), Messenger::WhatsApp, &Corrections::default()).unwrap();
    assert_eq!(list.shape.encoding, Some(Encoding::MacCyrillic));
    assert_eq!(list.columns[0].title.as_deref(), Some("Имя"));
    assert_eq!(told(&list), [(2, "79123456789".to_owned())]);
}
