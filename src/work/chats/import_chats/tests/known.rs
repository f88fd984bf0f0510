//! Tests the comparison of a list with the chats of the instance.

use super::{pasted, told};
use crate::green_api::Doubt;
use crate::work::chats::import_chats::Delimiter;

#[test]
fn a_known_chat_is_found_by_its_other_spelling() {
    let known = ["554784170000@c.us", "5491158740000@c.us", "5215512340000@c.us"];
    let mut list = pasted(
        "+55 47 9 8417-0000\n+54 11 5874-0000\n+52 55 1234-0000\n554784170000@c.us\n+55 11 9 8417-0000\n5491158740000",
    );
    list.compare(|chat| known.contains(&chat));
    let unknown = format!("5511984170000? {:?}", Doubt::NotAmongChats);
    let expected =
        [(1, "554784170000"), (2, "5491158740000"), (3, "5215512340000"), (4, "=1"), (5, &*unknown), (6, "=2")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
}

#[test]
fn a_chat_that_is_not_known_is_doubted() {
    let mut list = pasted(
        "№ заказа;Клиент\n78451234561;Анна\n79123456789;Вера\n+7 912 345-67-80;Глеб\n79123456781@c.us;Дина\n\
        4512345678 (anna@mail.ru);Егор\nhttps://wa.me/79123456782;Зоя\n",
    );
    list.compare(|chat| chat == "79123456789@c.us");
    let doubted = |number| format!("{number}? {:?}", Doubt::NotAmongChats);
    let expected = [
        (2, doubted("78451234561")),
        (3, "79123456789".to_owned()),
        (4, doubted("79123456780")),
        (5, doubted("79123456781")),
        (6, doubted("4512345678")),
        (7, doubted("79123456782")),
    ];
    assert_eq!(told(&list), expected);
}

#[test]
fn a_second_number_or_an_extension_of_a_known_chat_stays_doubted() {
    for (text, number) in [
        ("8 912 345-67-89, 90", "79123456789"),
        ("8 912 345-67-89,,12", "79123456789"),
        ("8 495 222-33-44, 64", "74952223344"),
        (
            "Анна (мама 8 941 036-87-83, папа 8 912 345-67-89)\nЛев (мама 8 941 036-87-84, папа 8 912 345-67-90)",
            "79123456789",
        ),
        ("8 941 036-87-83 - 2 чел., 8 912 345-67-89\n8 941 036-87-84 - 2 чел., 8 912 345-67-90", "79123456789"),
        ("Факс;Телефон\n8 912 345-67-89;8 941 036-87-83 ✔\n8 912 345-67-90;8 941 036-87-84 ✔", "79123456789"),
        ("79123456789(жена-89031182004)", "79123456789"),
        ("8 912 345-67-89 (anna@mail.ru 8 903 118-20-04)", "79123456789"),
        ("91 396-44-44, +7 912 345-67-89\n91 396-44-45, +7 912 345-67-90", "79123456789"),
        (
            "Офис 300 8 964 494-64-89 Анна, 8 912 345-67-89\nОфис 301 8 964 494-64-90 Лев, 8 912 345-67-90",
            "79123456789",
        ),
    ] {
        let mut list = pasted(text);
        list.compare(|chat| chat.strip_suffix("@c.us") == Some(number));
        assert_eq!(list.chats().count(), 0, "{text}: {:?}", told(&list));
    }
}

#[test]
fn other_digits_do_not_hide_a_second_number() {
    for text in [
        "8 954 091-38-70 / 345-80-49; 8 912 345-67-89",
        "Анна\t8 954 091-38-70 / 8 966 540-71-98\t8 912 345-67-89",
        "Анна: 8 954 091-38-70 8 956 137-45-79; 8 912 345-67-89",
        "Офис, 495 222-33-44 / 499 222-33-45\t8 912 345-67-89",
        "29.11.2026 8 954 091-38-70, 8 912 345-67-89",
        "29.11 8 954 091-38-70 - 2 чел.; 8 912 345-67-89",
        "Договор 125 Анна 8 954 091-38-70, 8 912 345-67-89",
        "Договор 12 8 954 091-38-70, 8 912 345-67-89",
        "https://vk.com/id0 8 954 091-38-70, 8 912 345-67-89",
        "8 954 091–38–70 ✅, 8 912 345-67-89",
        "8 954 О91-38-70, 8 912 345-67-89",
        "кв. 120 8 954 091-38-70, 8 912 345-67-89",
        "6260204180 8 954 091-38-70, 8 912 345-67-89",
        "+998 91 486-54-54 120 500; 8 912 345-67-89",
        "8 912 345-67-89\tАнна\t9540913870\n8 912 345-67-90\tЛев\t9540913871",
        "8 912 345-67-89;Анна просила перезвонить после обеда, уточнить адрес доставки и время, если не ответит, то \
         звонить мужу 8 954 091-38-70",
    ] {
        for text in [text, &format!("{text}\n{text}")] {
            let mut list = pasted(text);
            list.compare(|chat| chat == "79123456789@c.us");
            assert_eq!(list.chats().count(), 0, "{text}: {:?}", told(&list));
        }
    }
    for text in [
        "Анна, 8 912 345-67-89",
        "29.11.2026 10:30:00;8 912 345-67-89",
        "01.12.2026-31.12.2026;8 912 345-67-89",
        "карта 2200 5476 6711 5180;8 912 345-67-89",
        "ИНН/КПП 7701234567/770101001;8 912 345-67-89",
        "Договор № 12/34-56 от 29.11.2026;8 912 345-67-89",
        "https://example.com/orders/89540913870;8 912 345-67-89",
        "40817810500000000023;8 912 345-67-89",
    ] {
        let mut list = pasted(&format!("{text}\n{text}"));
        list.compare(|chat| chat == "79123456789@c.us");
        assert_eq!(told(&list), [(1, "79123456789".to_owned()), (2, "=1".to_owned())], "{text}");
    }
}

#[test]
fn a_column_of_other_numbers_shows_the_delimiter() {
    for text in [
        "ИИН;ФИО;Телефон\n811205300456;А;7013451122\n811105300457;Б;7023451123",
        "CPF;Nome;Telefone\n123.456.789-01;Ana;(11) 98765-4321\n987.654.321-00;João;(21) 99876-5432",
    ] {
        let list = pasted(text);
        assert_eq!(list.shape.delimiter, Delimiter::Semicolon, "{text}");
        assert_eq!(list.entries.len(), list.doubtful().count(), "{text}: {:?}", told(&list));
    }
}
