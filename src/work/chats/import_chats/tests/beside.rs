//! Tests that no digits beside a number are left out or taken in without a word.

use proptest::prelude::*;

use super::{compared, pasted, read, told};
use crate::green_api::Messenger;
use crate::work::chats::import_chats::workbook::Workbook;
use crate::work::chats::import_chats::{Cells, Corrections, EntryKind, ImportedList, Source};

/// Returns the digits of the chats that are not doubted.
fn sure(list: &ImportedList) -> Vec<String> {
    list.chats().filter_map(|chat| chat.phone_digits().map(str::to_owned)).collect()
}

/// Returns the digits of two numbers that many lists of these tests have.
fn numbers() -> Vec<String> {
    ["79161234567", "79161234568"].map(str::to_owned).to_vec()
}

/// Returns the lines without a chat that is not doubted.
fn named(list: &ImportedList) -> Vec<usize> {
    let is_named = |found: &EntryKind| matches!(found, EntryKind::Mistake(_) | EntryKind::Doubtful(..));
    list.entries.iter().filter(|entry| is_named(&entry.found)).map(|entry| entry.lines.first).collect()
}

#[test]
fn a_second_number_of_a_row_is_named() {
    for (text, lines) in [
        ("8 (495) 123-45-67, 123-45-68", &[1][..]),
        ("89161234567\n8 (495) 123-45-67, 123-45-68\n89161234568", &[2]),
        ("Иванов, 89161234567, Петров, 89167654321", &[1]),
        ("Иванов;89161234567,89167654321", &[1]),
        ("Иванов;89161234567;Москва\nПетров;89161234568,89161234569;Тула\nОрлов;89161234570;Тверь", &[2]),
        ("Иванов;84951234567;89161234567\nПетров;84951234568;89161234568", &[1, 2]),
        ("John,12015550123,12015550199\nJane,12015550124,12015550198", &[1, 2]),
        ("Имя,Телефон,Город\nАнна,8 (495) 123-45-67,123-45-68,Москва\nЛев,89161234567,Тверь", &[2]),
        ("Анна;89161234567;муж 89031182004\nЛев;89161234568;\nОлег;89161234569;кв. 5", &[1]),
        ("ИП Иванов\t667112345678\t89161234567", &[1]),
        ("+972501234567,0527654321\n+972501234568,0527654322", &[1, 2]),
        ("+79161234567;(903) 123-45-67\n+79161234568;903 123-45-68", &[1, 2]),
    ] {
        assert_eq!(named(&pasted(text)), lines, "{text}");
    }
    // The row shows both, and a column that the user has chosen is the one.
    let text = "Иванов;84951234567;89161234567";
    assert_eq!(pasted(text).entries[0].given, "84951234567, 89161234567");
    let chosen = Corrections { chats: Some(Cells::Column(2)), ..Corrections::default() };
    let list = read(Source::Pasted(text), Messenger::WhatsApp, &chosen).unwrap();
    assert_eq!(told(&list), [(1, "79161234567".to_owned())]);
}

#[test]
fn the_digits_of_a_number_are_joined() {
    for (text, numbers) in [
        ("996 555 12 34 56", &["996555123456"][..]),
        ("380 67 123 45 67", &["380671234567"]),
        ("1-415-555-0132", &["14155550132"]),
        ("+44 7911 123456\n447911123457", &["447911123456", "447911123457"]),
        ("91 98765 43210", &["919876543210"]),
        ("62 812 345 6789", &["628123456789"]),
        ("38 067 123 45 67\n+38 (067) 123-45-68", &["380671234567", "380671234568"]),
        ("кв. 7 912 345-67-89", &["79123456789"]),
        ("Анна 8 (912) 345-67-89", &["79123456789"]),
        ("тел. 8 912 345 6789", &["79123456789"]),
        ("8 (812) 333-4455", &["78123334455"]),
        ("8 7172 54 18 30", &["77172541830"]),
        ("Анна 8 9123456701\nЛев 8 9123456702", &["79123456701", "79123456702"]),
    ] {
        assert_eq!(sure(&pasted(text)), numbers, "{text}");
    }
}

#[test]
fn the_number_of_a_person_is_taken_from_its_own_column() {
    for text in ["ИИН;Тел\n911203400123;89161234567", "Договор\n+7 916 123-45-67", "Телефон по договору\n89161234567"]
    {
        assert_eq!(sure(&pasted(text)), ["79161234567"], "{text}");
    }
}

#[test]
fn a_column_is_taken_without_a_doubt_only_if_no_other_may_be_the_one() {
    for text in [
        "Договор;Номер;Контакт\n1;20241100123;+7 916 123-45-67\n2;20241100124;8 916 123-45-68",
        "Номер;Контакт\n20241100123;Анна +7 916 123-45-67\n20241100124;Лев 8 916 123-45-68",
        "Номер;Сумма;Телефон\n89161234567;1500;\n89161234568;1700;",
        "Сот.;Дом.\n89161234567;84951234567\n89161234568;",
        "Телефон;Мама\n89161234567;89031182004\n89161234568;89031182005",
        "Связь;Заказ\n+7 916 123-45-67;20241100123\n+7 916 123-45-68;20241100124",
        "Номер;Заметка\n89161234567;\n89161234568;сумма 12345678",
        "Клиент;Телефон;Телефон менеджера\nАнна;89161234567;8 910 345-81-48\nЛев;89161234568 (муж);8 910 345-81-48",
    ] {
        assert_eq!((sure(&pasted(text)), named(&pasted(text))), (numbers(), Vec::new()), "{text}");
    }
    let text = "Номер;Доп. телефон\n89123456789;8 912 345-67-80\n89123456782;8 912 345-67-81";
    assert_eq!(named(&pasted(text)), [2, 3]);
    // A column that the user has chosen is the one.
    let chosen = Corrections { chats: Some(Cells::Column(0)), ..Corrections::default() };
    let list = read(Source::Pasted(text), Messenger::WhatsApp, &chosen).unwrap();
    assert_eq!(named(&list), [0; 0]);
}

#[test]
fn an_extension_of_a_row_is_named() {
    for (text, lines) in [
        ("8 (495) 123-45-67,101", &[1][..]),
        ("8 (495) 123-45-67,101\n8 (495) 123-45-68,102", &[1, 2]),
        ("89161234567\n8 (495) 123-45-67,101\n89161234568", &[2]),
        ("tel:+7-495-123-45-67;ext=101", &[1]),
        ("Анна 8 812 999-00-00 (доб. 5)", &[1]),
        ("8 495 222-33-44;12", &[1]),
        ("+7 7172 54-18-30\t12", &[1]),
        ("Луч\t8 495 222-33-44\t12\nМир\t89161234567\t", &[1]),
        ("Луч\t8 (812) 222-33-44\t12\nМир\t8 (812) 222-33-45\t14", &[1, 2]),
        ("Ann|+1 212 555 0134|12\nBob|+1 212 555 0135|", &[1]),
        ("Отдел 1; 8 922 823-96-55; доп.номер 12\nОтдел 2; 8 922 823-96-56; добав 14", &[1, 2]),
        ("Отдел 1, 8 922 823-96-55, внутр. тел. 12\nОтдел 2, 8 922 823-96-56,", &[1]),
        ("Луч\t8 495 222-33-44\t15000,00\nМир\t89161234567\t5", &[]),
    ] {
        assert_eq!(named(&pasted(text)), lines, "{text}");
    }
}

#[test]
fn numbers_of_other_columns_are_no_second_number() {
    for text in [
        "ИП Иванов;ИНН 667412345678;тел 89161234567\nИП Петров;ИНН 667412345679;тел 89161234568",
        "заявка 202611290001; Иванов 89161234567\nзаявка 202611290002; Петров 89161234568",
        "ИП Иванов\t667112345678\t89161234567\nООО Ромашка\t7701234567\t89161234568",
        "541012345678;89161234567\n526012345678;89161234568",
        "Иванов;89161234567;15000\nПетров;89161234568;",
        "Жилец,89161234567,41\nЖилец,89161234568,42",
        "Имя;Телефон;Заметка\nАнна;89161234567;заказ 123456\nЛев;89161234568;муж 89031182004",
        "Анна;89161234567;101000, Москва\nЛев;89161234568;12.05.2026",
    ] {
        let list = pasted(text);
        assert_eq!(sure(&list), ["79161234567", "79161234568"], "{text}");
        assert_eq!(list.entries.len(), 2, "{text}");
    }
}

#[test]
fn a_code_in_a_column_of_its_own_is_joined_or_doubted() {
    let sheet = |text: &str| {
        let workbook = Workbook { sheets: vec!["1".to_owned()], sheet: 0, text: text.to_owned(), hidden: None };
        read(Source::Sheet(&workbook), Messenger::WhatsApp, &Corrections::default()).unwrap()
    };
    let german = "49\t15123345678\n49\t15223345678\n49\t15123345679";
    for list in [sheet(german), pasted(german)] {
        assert_eq!(sure(&list), ["4915123345678", "4915223345678", "4915123345679"]);
    }
    assert_eq!(sure(&sheet("49\t15123345678")), ["4915123345678"]);
    let mixed = "49\t15123345678\n1\t2015550123\n43\t6641234567";
    for list in [sheet(mixed), pasted(mixed)] {
        assert_eq!(named(&list), [1, 2, 3]);
    }
}

/// A valid number: the way it is written, with `#` for a digit that may be any, and its digits before those.
const SPELLINGS: [(&str, &str); 34] = [
    ("89#########", "79"),
    ("79#########", "79"),
    ("+79#########", "79"),
    ("8 9## ###-##-##", "79"),
    ("8 (9##) ###-##-##", "79"),
    ("8-9##-###-##-##", "79"),
    ("8(9##)###-##-##", "79"),
    ("+7 9## ### ## ##", "79"),
    ("+7 (9##) ###-##-##", "79"),
    ("7 9## ### ## ##", "79"),
    ("8 (495) ###-##-##", "7495"),
    ("+7 812 ###-##-##", "7812"),
    ("8 707 ### ## ##", "7707"),
    ("+972-50-###-####", "97250"),
    ("+972 54 ### ####", "97254"),
    ("97252#######", "97252"),
    ("+49 171 #######", "49171"),
    ("+49 1512 #######", "491512"),
    ("0049 171 #######", "49171"),
    ("+49 (0)171 #######", "49171"),
    ("+1 (201) 555-####", "1201555"),
    ("+1-201-555-####", "1201555"),
    ("1-201-555-####", "1201555"),
    ("1 (201) 555-####", "1201555"),
    ("1201555####", "1201555"),
    ("+55 11 9####-####", "55119"),
    ("+55 (21) 9####-####", "55219"),
    ("55119########", "55119"),
    ("+375 29 ###-##-##", "37529"),
    ("+380 67 ### ## ##", "38067"),
    ("+998 90 ### ## ##", "99890"),
    ("+44 7911 ######", "447911"),
    ("+90 532 ### ## ##", "90532"),
    ("+33 6 ## ## ## ##", "336"),
];

/// Returns a number as it is written, and its digits.
fn number() -> impl Strategy<Value = (String, String)> {
    // No five zeros at the end, which are doubted.
    let digits = prop::collection::vec(prop::char::range('1', '9'), 9);
    (prop::sample::select(SPELLINGS.to_vec()), digits).prop_map(|((spelling, first), digits)| {
        let mut free = digits.into_iter();
        let mut whole = first.to_owned();
        let mut fill = |character: char| {
            let digit = if character == '#' { free.next() } else { None };
            whole.extend(digit);
            digit.unwrap_or(character)
        };
        let written = spelling.chars().map(&mut fill).collect();
        (written, whole)
    })
}

/// Returns cells of another column, of which all rows have one kind.
fn other_column() -> impl Strategy<Value = Vec<String>> {
    let of = |pattern: &'static str| prop::collection::vec(pattern, 6).boxed();
    let counted = (1_usize..900).prop_map(|first| (first..first + 6).map(|at| at.to_string()).collect()).boxed();
    prop_oneof![
        of("(Иванов|Петрова|Smith|Лев)"),
        of("(кв\\. |№ |д\\. )[1-9][0-9]{0,2}"),
        of("[0-3][0-9]\\.0[1-9]\\.20[0-9]{2}"),
        of("(7701|6671|5024)[0-9]{6}"),
        of("[1-9][0-9]{3,5},[0-9]{2}"),
        of("(ИНН 6671|заказ )[0-9]{8}"),
        of("(|кв\\. 5|офис)"),
        of("[a-z]{3,5}[0-9]{0,3}@example\\.com"),
        counted,
    ]
}

/// Returns a number that cannot be that of an order or of a company.
fn phone_number() -> impl Strategy<Value = (String, String)> {
    number().prop_filter("digits alone", |(written, digits)| {
        digits.starts_with('7') || written.contains(|character: char| !character.is_ascii_digit())
    })
}

/// Asserts that each of the rows has the numbers with these digits, which are those of chats, or is named.
fn assert_read_or_named(text: &str, numbers: &[Vec<&String>]) -> Result<(), TestCaseError> {
    let list = compared(text, &numbers.iter().flatten().map(|number| number.as_str()).collect::<Vec<_>>());
    let named = named(&list);
    for (line, numbers) in (1..).zip(numbers) {
        let of_line = list.entries.iter().filter(|entry| entry.lines.first == line);
        let read: Vec<&str> = of_line
            .filter_map(|entry| match &entry.found {
                EntryKind::Chat(chat) | EntryKind::Duplicate { chat, .. } => chat.phone_digits(),
                EntryKind::Doubtful(..) | EntryKind::Mistake(_) => None,
            })
            .collect();
        let wrong = read.iter().find(|digits| !numbers.iter().any(|number| number == *digits));
        prop_assert_eq!(wrong, None, "line {} of {:?}: {:?}", line, text, told(&list));
        let is_read = numbers.iter().all(|number| read.contains(&number.as_str()));
        prop_assert!(is_read || named.contains(&line), "line {} of {:?}: {:?}", line, text, told(&list));
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_number_is_read_as_itself_or_named(
        numbers in prop::collection::vec(number(), 1..6),
        before in prop::collection::vec(other_column(), 0..3),
        after in prop::collection::vec(other_column(), 0..3),
        delimiter in prop::sample::select(vec!["\t", ";", "; ", "|", ",", ", ", " "]),
    ) {
        let cells = |columns: &[Vec<String>], at: usize| columns.iter().map(|column| column[at].clone()).collect::<Vec<_>>();
        let row = |at: usize| [cells(&before, at), vec![numbers[at].0.clone()], cells(&after, at)].concat().join(delimiter);
        let text = (0..numbers.len()).map(|at| row(at) + "\n").collect::<String>();
        let digits: Vec<_> = numbers.iter().map(|(_, digits)| vec![digits]).collect();
        assert_read_or_named(&text, &digits)?;
    }

    #[test]
    fn two_numbers_of_a_row_are_both_read_or_named(
        numbers in prop::collection::vec((phone_number(), proptest::option::of(phone_number())), 1..6),
        names in prop::collection::vec(other_column(), 2),
        order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        delimiter in prop::sample::select(vec!["\t", ";", "; ", "|", ",", ", ", " / ", " "]),
    ) {
        let row = |at: usize| {
            let ((first, _), second) = &numbers[at];
            let second = second.as_ref().map(|second| second.0.clone()).unwrap_or_default();
            let cells = [names[0][at].clone(), first.clone(), second, names[1][at].clone()];
            order.iter().map(|at| cells[*at].clone()).collect::<Vec<_>>().join(delimiter)
        };
        let text = (0..numbers.len()).map(|at| row(at) + "\n").collect::<String>();
        let digits: Vec<_> = numbers.iter().map(|(first, second)| {
            [Some(&first.1), second.as_ref().map(|second| &second.1)].into_iter().flatten().collect()
        }).collect();
        assert_read_or_named(&text, &digits)?;
    }
}
