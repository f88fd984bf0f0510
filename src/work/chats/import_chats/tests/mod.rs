//! Tests how a list is detected, and that no line of it gets lost.

mod beside;
mod cells;
mod encodings;
mod known;
mod own_digits;
mod vcards;

use proptest::prelude::*;

use super::*;
use crate::green_api::ChatIdError;

fn read(source: Source<'_>, messenger: Messenger, corrections: &Corrections) -> Result<ImportedList, Refused> {
    super::read(source, messenger, &KnownChats::default(), corrections, &CancellationToken::new())
}

/// Reads pasted text for an instance that has the chats with these numbers.
fn compared(text: &str, numbers: &[&str]) -> ImportedList {
    let ids: Vec<String> = numbers.iter().map(|number| format!("{number}@c.us")).collect();
    let known = KnownChats::new(ids.iter().map(|id| (id.as_str(), None)));
    let (source, cancel) = (Source::Pasted(text), CancellationToken::new());
    let mut list = super::read(source, Messenger::WhatsApp, &known, &Corrections::default(), &cancel).unwrap();
    list.compare(&known);
    list
}

fn pasted(text: &str) -> ImportedList {
    read(Source::Pasted(text), Messenger::WhatsApp, &Corrections::default()).unwrap()
}

/// Returns for each entry its first line and the digits of its chat, "=" with the line it duplicates, or the mistake.
fn told(list: &ImportedList) -> Vec<(usize, String)> {
    let word = |found: &EntryKind| match found {
        EntryKind::Chat(chat) => chat.as_str().trim_end_matches("@c.us").to_owned(),
        EntryKind::Doubtful(chat, doubt) => format!("{}? {doubt:?}", chat.phone_digits().unwrap()),
        EntryKind::Duplicate { of, .. } => format!("={of}"),
        EntryKind::Mistake(mistake) => format!("{mistake:?}"),
    };
    list.entries.iter().map(|entry| (entry.lines.first, word(&entry.found))).collect()
}

#[test]
fn a_title_above_the_headings_is_no_mistake() {
    for (text, titles) in [
        ("Клиенты на 1 ноября\t\t\n\t\t\nИмя\tТелефон\tГород\nАнна\t89161234567\tМосква\nЛев\t89161234568\tТверь\n", 1),
        ("Телефоны клиентов\t\nОтдел продаж\t\nИмя\tНомер\nАнна\t89161234567\nЛев\t89161234568\n", 2),
        ("Список для архива\nТелефон\n89161234567\n89161234568\n", 1),
        ("Имя\tТелефон\nПетров\tнет\nАнна\t89161234567\nЛев\t89161234568\n", 0),
    ] {
        let list = pasted(text);
        assert!(list.shape.header, "{text}");
        assert_eq!(list.about.len(), titles + 1, "{text}");
        let Cells::Column(column) = list.shape.chats else { panic!("{text}") };
        let title = list.columns[column].title.as_deref();
        assert!(matches!(title, Some("Телефон" | "Номер")), "{title:?}");
        assert_eq!(list.chats().count(), 2, "{text}");
        assert_eq!(list.entries.len(), if titles == 0 { 3 } else { 2 }, "{text}");
    }
}

#[test]
fn a_pasted_list_needs_no_table() {
    let list = pasted("\u{feff}79123456789\r\n\r\n+7 903 118-20-04\nне номер\n8 912 345 67 89\n");
    let shape = Shape { encoding: None, delimiter: Delimiter::Nothing, header: false, chats: Cells::Column(0) };
    assert_eq!(list.shape, shape);
    let wrong = ChatIdError::UnexpectedCharacter { character: 'н', position: 1 };
    let wrong = format!("{:?}", Mistake::ChatId(wrong));
    let expected = [(1, "79123456789"), (3, "79031182004"), (4, wrong.as_str()), (5, "=1")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
    assert_eq!(list.chats().count(), 2);
}

#[test]
fn a_country_code_in_the_column_before_belongs_to_the_number() {
    let digits = |text: &str| told(&pasted(text)).into_iter().map(|(_, digits)| digits).collect::<Vec<_>>();
    let german = ["4915123345678", "4915223345679"];
    assert_eq!(digits("country_code,phone\n49,15123345678\n49,15223345679"), german);
    assert_eq!(digits("+49;15123345678\n0049;15223345679"), german);
    assert_eq!(digits("Страна;Код;Телефон\nTR;+90;5321234567\nRU;+7;9123456789"), ["905321234567", "79123456789"]);
    assert_eq!(digits("Код;Телефон\n+7;+79123456789\n+7;79123456780"), ["79123456789", "79123456780"]);
    // The number of a line is none.
    assert_eq!(digits("№;Телефон\n49;79123456789\n50;79123456780"), ["79123456789", "79123456780"]);
}

#[test]
fn a_number_that_is_hardly_right_is_doubted() {
    let sure = "79123456789\n89123456780\n+9601234567\n375291234567\n14155550123\n4512345678\n8801712345678\n";
    assert_eq!(pasted(sure).chats().count(), 7);
    let mut list = pasted("9123456789\n+7 (912) 345-67-8\n37529123456\n8123456789@c.us\n9123456789\n84951234567");
    let length = |digits, usual| format!("{:?}", Doubt::Length { digits, usual });
    let expected = [
        (1, format!("9123456789? {:?}", Doubt::NoCountryCode)),
        (2, format!("7912345678? {}", length(10, 11))),
        (3, format!("37529123456? {}", length(11, 12))),
        (4, format!("8123456789? {:?}", Doubt::NoCountryCode)),
        (5, "=1".to_owned()),
        (6, format!("84951234567? {:?}", Doubt::DialledEight)),
    ];
    assert_eq!(told(&list), expected);
    // A known chat does have such a number.
    list.compare(&KnownChats::new([("7912345678@c.us", None)]));
    assert_eq!((list.chats().count(), list.doubtful().count()), (1, 4));
}

#[test]
fn a_plus_before_a_dialled_eight_names_the_same_chat_and_is_doubted() {
    let list = pasted("+8 912 345-67-89\n8 (495) 123-45-67\n8 800 555-35-35\n8 912 345-67-89");
    let doubted = format!("79123456789? {:?}", Doubt::PlusEight);
    let expected = [(1, doubted.as_str()), (2, "74951234567"), (3, "78005553535"), (4, "=1")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
}

#[test]
fn a_number_that_cannot_be_read_is_named_above_the_heading_too() {
    for (text, lines) in [
        ("8 910 345-81-48 ✅ отправлено\nТелефоны\n8 912 345-67-89\n8 903 118-20-04", &[1][..]),
        ("Телефон\t+7 912 345-67-89 / Viber\nТелефон\t+7 903 118-20-04\nТелефон\t+7 999 204-77-18", &[1]),
        ("91 220-33-79 ✅\nTelefon\n+998 91 224-43-34\n+998 91 228-52-89", &[1]),
        ("Факс;Телефон;Договор № 4512345678\n;8 912 345-67-89;1\n;8 903 118-20-04;2", &[1]),
        ("Список от 29.11.2026\nТелефон;Имя\n8 912 345-67-89;Анна\n8 903 118-20-04;Лев", &[]),
    ] {
        let list = pasted(text);
        let mistakes = list.entries.iter().filter(|entry| matches!(entry.found, EntryKind::Mistake(_)));
        assert_eq!(mistakes.map(|entry| entry.lines.first).collect::<Vec<_>>(), lines, "{text}: {:?}", told(&list));
        assert_eq!(list.chats().count(), 2, "{text}");
    }
}

#[test]
fn chats_in_a_row_are_all_taken() {
    let list = pasted("79123456789, 79031182004,\n120363043968066561@g.us, +79123456789");
    assert_eq!((list.shape.delimiter, list.shape.chats), (Delimiter::Comma, Cells::Every));
    let expected = [(1, "79123456789"), (1, "79031182004"), (2, "120363043968066561@g.us"), (2, "=1")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
    // An order number may look like a phone number: the list is then a table.
    let table = pasted("10234567;79123456789\n10234568;79031182004");
    assert_eq!(table.shape.chats, Cells::Column(1));
}

#[test]
fn several_names_with_numbers_on_a_line_are_all_taken() {
    let list = pasted("Анна 89161234567, Борис +7 903 118-20-04\nВера: 89031182005, 89031182006,\n");
    assert_eq!((list.shape.delimiter, list.shape.chats), (Delimiter::Comma, Cells::Every));
    let expected = [(1, "79161234567"), (1, "79031182004"), (2, "79031182005"), (2, "79031182006")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
    // One that is wrong, and a cell without a number, are named.
    let list = pasted("Анна 8916123456O; Борис 89031182004; Вера 89031182005; Глеб");
    assert_eq!((list.chats().count(), list.entries.len()), (2, 4));
    // A column that is named decides, and so does one of numbers alone.
    for table in ["Телефон;Заметка\nАнна 89161234567;муж Пётр 89031182004", "89161234567;муж 89031182004;Тверь"]
    {
        assert_eq!(pasted(table).shape.chats, Cells::Column(0), "{table}");
    }
}

#[test]
fn the_name_of_a_column_decides_between_two() {
    let list =
        pasted("number\tphone\tchatId\n1\t79123456789\t120363043968066561@g.us\n2\t79031182004\t79031182004@c.us\n");
    assert!(list.shape.header);
    assert_eq!(list.shape.chats, Cells::Column(2));
    assert_eq!(list.about, [Lines { first: 1, last: 1 }]);
    let titles: Vec<_> = list.columns.iter().map(|column| column.title.as_deref()).collect();
    assert_eq!(titles, [Some("number"), Some("phone"), Some("chatId")]);
    assert_eq!(list.columns[1].samples, ["79123456789", "79031182004"]);
    // Words above numbers are a header, even in one column; numbers never are.
    assert!(pasted("Кому\n79123456789").shape.header);
    assert!(!pasted("79123456789\nКому").shape.header);
    assert!(!pasted("Ирина").shape.header);
}

#[test]
fn whoever_knows_better_is_believed() {
    let text = "79123456789;79031182004\n79123456790;Ирина";
    let with = |corrections: &Corrections| read(Source::Pasted(text), Messenger::WhatsApp, corrections).unwrap();
    assert_eq!(with(&Corrections::default()).shape.chats, Cells::Column(0));
    let second = with(&Corrections { chats: Some(Cells::Column(1)), ..Corrections::default() });
    assert_eq!(second.entries[0].given, "79031182004");
    assert!(matches!(second.entries[1].found, EntryKind::Mistake(_)));
    let header = with(&Corrections { header: Some(true), ..Corrections::default() });
    assert_eq!((header.entries.len(), header.columns[0].title.as_deref()), (1, Some("79123456789")));
    let whole = with(&Corrections { delimiter: Some(Delimiter::Nothing), ..Corrections::default() });
    assert_eq!(whole.entries[0].given, "79123456789;79031182004");
    let far = with(&Corrections { chats: Some(Cells::Column(usize::MAX)), ..Corrections::default() });
    assert!(far.entries.iter().all(|entry| entry.found == EntryKind::Mistake(Mistake::ChatId(ChatIdError::Empty))));
}

#[test]
fn a_quotation_mark_too_many_swallows_no_line() {
    let list = pasted(
        "name;phone\n\"ООО Ромашка;79123456789\nИван \"Гром\";79031182004\n\"a\"b;79123456790\n\"не закрыта;79123456791",
    );
    let expected = [(2, "79123456789"), (3, "79031182004"), (4, "79123456790"), (5, "79123456791")];
    assert_eq!(told(&list), expected.map(|(line, word)| (line, word.to_owned())));
    // The mark is closed far below by the mark of another cell.
    let many: String = (1..101).map(|n| format!("79{n:09};x\n")).collect();
    let list = pasted(&format!("79123456789;\"x\n{many}79123456790;x\"\n"));
    assert_eq!(list.chats().count(), 102);
}

#[test]
fn a_cell_of_several_lines_belongs_to_one_row() {
    let list = pasted("phone;note\n79123456789;\"one\r\ntwo \"\"2\"\"\rthree\"\n79031182004;x");
    assert_eq!(list.entries[0].lines, Lines { first: 2, last: 4 });
    assert_eq!(list.entries[1].lines, Lines { first: 5, last: 5 });
    assert_eq!(list.columns[1].samples[0], "one\r\ntwo \"2\"\rthree");
}

#[test]
fn files_that_are_mistaken_for_lists_are_named() {
    let file = |text: &str| read(Source::File(text.as_bytes()), Messenger::WhatsApp, &Corrections::default());
    let large = format!("[{}0]", "{\"phone\":\"+79123456789\"},".repeat(200_000));
    for (text, refused) in [
        (r#"[{"name":"Анна","phone":"79123456789"},{"name":"Лев","phone":"79031182004"}]"#, Refused::Json),
        ("\u{feff}{\"phone\":\"79123456789\"}\n{\"phone\":\"79031182004\"}\n", Refused::Json),
        (&large, Refused::Json),
        (r#"{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1AbC-dEf_2","email":"a@b.org"}"#, Refused::GoogleSheet),
        ("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Телефон\"\r\nC;Y2;K79123456789\r\nE\r\n", Refused::Sylk),
        ("29.11.2026, 10:15 - Анна: Добрый день\n29.11.2026, 10:16 - +7 912 345-67-89: Да", Refused::Messages),
        ("\u{200e}[29.11.2026, 10:15:02] Анна: Добрый день\r\nПишу из Твери", Refused::Messages),
        ("11/29/26, 10:15\u{202f}AM - Messages and calls are encrypted", Refused::Messages),
    ] {
        assert_eq!(file(text), Err(refused), "{}", beginning(text));
    }
    // Numbers that can be read are no such file.
    for list in
        ["[\n\"79123456789\",\n\"79031182004\"\n]", "[Анна](https://wa.me/79123456789)", "ID;Phone\n1;79123456789"]
    {
        assert!(file(list).unwrap().chats().next().is_some(), "{list}");
    }
}

#[test]
fn what_is_no_list_is_refused() {
    let file = |bytes: &[u8]| read(Source::File(bytes), Messenger::WhatsApp, &Corrections::default());
    assert_eq!(file(b""), Err(Refused::Empty));
    assert_eq!(file(b" \r\n\n\t\n"), Err(Refused::Empty));
    assert_eq!(file(b"PK\x03\x04 and so on"), Err(Refused::NoWorkbook));
    assert_eq!(file(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Refused::NotText));
    assert_eq!(file(&vec![b'7'; MAX_BYTES + 1]), Err(Refused::TooLarge { bytes: MAX_BYTES + 1 }));
    assert_eq!(file(b"%PDF-1.4\n79123456789\n"), Err(Refused::NotText));
    assert_eq!(file(b"{\\rtf1\\ansi\n79123456789\n}"), Err(Refused::NotText));
    let token = "a0".repeat(25);
    assert_eq!(file(format!("79123456789\n7103004512;{token}").as_bytes()), Err(Refused::Token));
    let lines = |count: usize| (0..count).map(|n| format!("79{n:09}\n")).collect::<String>();
    assert_eq!(file(lines(MAX_LINES + 1).as_bytes()), Err(Refused::TooManyLines));
    // A single row may also hold a hundred thousand chats, but not more.
    let row = lines(MAX_LINES).replace('\n', ",");
    // One of them ends in zeros.
    assert_eq!(file(row.as_bytes()).map(|list| list.chats().chain(list.doubtful()).count()), Ok(MAX_LINES));
    let more = file(format!("{row}79123456789,79123456780").as_bytes());
    assert_eq!(more.map(|list| list.chats().count()), Err(Refused::TooManyLines));
    for filling in ["7", ",", "\"", "я", "\"7\"\t", "\u{200b}"] {
        let line = filling.repeat(MAX_LINE_BYTES / filling.len() + 1);
        assert_eq!(file(line.as_bytes()).map(drop), Err(Refused::LongLine), "{filling}");
    }
}

#[test]
fn blank_lines_are_passed_over_at_once_and_counted() {
    for blank in ["\n", "\r\n", "\r", "   \n", "\u{200b}\t \u{a0}\n", "\r\n \r\r\n"] {
        let lines = blank.replace("\r\n", "\n").chars().filter(|character| "\r\n".contains(*character)).count();
        let blank_lines = blank.repeat(1000);
        let text = format!("{blank_lines}79123456789\n{blank_lines} \t79031182004\n{blank_lines}  ");
        let found: Vec<usize> = Records::new(&text, 1, Delimiter::Nothing).map(|record| record.lines.first).collect();
        assert_eq!(found, [1000 * lines + 1, 2000 * lines + 2], "{blank:?}");
        // The shape is looked for in what is left.
        assert_eq!(Records::sample(&text, 300), "79123456789\n \t79031182004\n", "{blank:?}");
    }
}

#[test]
fn a_first_row_with_a_number_is_no_heading() {
    for text in [
        "phone: +49 171 1234567 кв. 5\n+7 912 345-67-89\n+7 903 118-20-04",
        "Мобильный 89123456789, 345-67-90\n89031182004",
    ] {
        let list = pasted(text);
        assert!(!list.shape.header && list.about.is_empty(), "{text}");
        assert_eq!(list.entries[0].lines.first, 1, "{text}");
    }
}

#[test]
fn the_column_of_mobile_phones_goes_before_that_of_others() {
    for head in [
        "Имя;Рабочий телефон;Мобильный телефон",
        "Name;Business Phone;Mobile Phone",
        "Name;Telefon geschäftlich;Mobiltelefon",
        "Nombre;Teléfono;Teléfono móvil",
        "Name;Phone;WhatsApp",
        "Клиент;Раб. тел.;Сотовый",
        "Клиент;Раб. тел.;Моб. тел.",
        "Клиент;ИНН;Контактный тел.",
        "Клиент;№ договора / счёт;Связь",
    ] {
        let list = pasted(&format!("{head}\nAnna;+74951234567;+79123456789\nLev;+74951112233;+79031182004\n"));
        assert_eq!((list.shape.header, list.shape.chats), (true, Cells::Column(2)), "{head}");
    }
}

#[test]
fn only_the_beginning_of_a_long_cell_is_kept() {
    let long = "я7".repeat(1 << 18);
    let list = pasted(&format!("phone {long}\tnote {long}\n{long}\tx\n79992047718\ty"));
    let kept = list
        .entries
        .iter()
        .map(|entry| &entry.given)
        .chain(list.columns.iter().filter_map(|column| column.title.as_ref()));
    for text in kept {
        assert!(text.len() <= MAX_CELL_BYTES, "{}", text.len());
    }
    assert!(list.entries.iter().any(|entry| entry.found == EntryKind::Mistake(Mistake::TooLong)), "{list:?}");
    assert_eq!(list.chats().count(), 1);
}

#[test]
fn an_encoding_that_does_not_fit_is_told() {
    let cyrillic = [0xcf, 0xb8, 0xf2, 0xf0, b';', b'7', b'9', b'1', b'2', b'3', b'4', b'5', b'6', b'7', b'8', b'9'];
    let with = |encoding| {
        let corrections = Corrections { encoding, ..Corrections::default() };
        read(Source::File(&cyrillic), Messenger::WhatsApp, &corrections).unwrap()
    };
    let found = with(None);
    assert_eq!((found.shape.encoding, found.garbled), (Some(Encoding::Windows1251), false));
    assert_eq!(found.columns[0].samples, ["Пётр"]);
    assert!(with(Some(Encoding::Utf8)).garbled);
}

/// Returns the numbers of the lines with visible text, with line ends counted as spreadsheet programs do.
fn seen_lines(text: &str) -> Vec<usize> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = |line: &str| line.contains(|character: char| character.is_alphanumeric());
    (1..).zip(text.split('\n')).filter(|(_, line)| seen(line)).map(|(number, _)| number).collect()
}

fn some_list() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => "79[0-9]{9}",
        2 => "[а-яa-z \"']{0,6}",
        1 => "\"[а-я0-9;,\n\r]{0,6}\"",
        1 => "[0-9,.Ee+\"=]{0,8}",
        1 => "(sep=;|chatId|телефон)",
    ];
    let between = prop::sample::select(vec![";", ",", "\t", "|", "\n", "\r\n", "\r", "\n\n"]);
    prop::collection::vec((cell, between), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(cell, between)| cell + between).collect())
}

fn some_corrections() -> impl Strategy<Value = Corrections> {
    let encoding = proptest::option::of(prop::sample::select(Encoding::ALL.to_vec()));
    let delimiter = proptest::option::of(prop::sample::select(Delimiter::ALL.to_vec()));
    let chats = proptest::option::of(prop_oneof![Just(Cells::Every), (0..4_usize).prop_map(Cells::Column)]);
    (encoding, delimiter, any::<Option<bool>>(), chats).prop_map(|(encoding, delimiter, header, chats)| Corrections {
        sheet: None,
        hidden_rows: HiddenRows::LeaveOut,
        encoding,
        delimiter,
        header,
        chats,
    })
}

proptest! {
    #[test]
    fn every_line_is_accounted_for_once(text in some_list(), corrections in some_corrections()) {
        let corrections = Corrections { encoding: None, ..corrections };
        let Ok(list) = read(Source::Pasted(&text), Messenger::WhatsApp, &corrections) else {
            prop_assert_eq!(seen_lines(&text), Vec::<usize>::new());
            return Ok(());
        };
        let mut accounts: Vec<Lines> = list.entries.iter().map(|entry| entry.lines).collect();
        if list.shape.chats == Cells::Every {
            accounts.dedup();
        }
        accounts.extend(&list.about);
        for line in seen_lines(&text) {
            let accounted = accounts.iter().filter(|lines| (lines.first..=lines.last).contains(&line)).count();
            prop_assert_eq!(accounted, 1, "line {} of {:?}: {:?}", line, text, list);
        }
        // A duplicate always refers to a chat further up.
        for entry in &list.entries {
            if let EntryKind::Duplicate { chat, of } = &entry.found {
                prop_assert!(*of <= entry.lines.first);
                prop_assert_eq!(list.chats().filter(|other| *other == chat).count(), 1);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, corrections in some_corrections()) {
        for messenger in Messenger::ALL {
            let _ = read(Source::File(&bytes), messenger, &corrections);
        }
    }

    #[test]
    fn a_list_is_the_same_in_every_encoding(text in "[а-яА-Яa-z0-9;\n]{1,60}") {
        let bytes = |encoding: &'static encoding_rs::Encoding| encoding.encode(&text).0.into_owned();
        let utf16 = |mark: &[u8], pair: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(pair)).collect::<Vec<u8>>()
        };
        let entries = |bytes: &[u8], encoding| {
            let corrections = Corrections { encoding, ..Corrections::default() };
            read(Source::File(bytes), Messenger::WhatsApp, &corrections).map(|list| list.entries)
        };
        let plain = read(Source::Pasted(&text), Messenger::WhatsApp, &Corrections::default()).map(|list| list.entries);
        prop_assert_eq!(&entries(text.as_bytes(), None), &plain);
        prop_assert_eq!(&entries(&bytes(encoding_rs::WINDOWS_1251), Some(Encoding::Windows1251)), &plain);
        prop_assert_eq!(&entries(&utf16(b"\xff\xfe", u16::to_le_bytes), None), &plain);
        prop_assert_eq!(&entries(&utf16(b"\xfe\xff", u16::to_be_bytes), None), &plain);
    }
}

#[test]
fn lines_may_be_separated_by_other_characters_than_line_breaks() {
    for separator in ['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'] {
        let text = ["Phone;Name", "89123456789;Ann", "89031182004;Bob"].join(&separator.to_string());
        let expected = [(2, "79123456789"), (3, "79031182004")].map(|(line, digits)| (line, digits.to_owned()));
        assert_eq!(told(&pasted(&text)), expected, "{separator:?}");
        // Beside line breaks it is within a line.
        let list = pasted(&format!("Ann{separator}Lee;89123456789\nBob;89031182004"));
        assert_eq!(told(&list), [(1, "79123456789".to_owned()), (2, "79031182004".to_owned())], "{separator:?}");
    }
}

#[test]
fn a_number_that_ends_in_five_zeros_is_doubted_unless_it_is_known() {
    let mut list = pasted("79123500000\n79123450000\n88005000000");
    let doubted = |digits| format!("{digits}? {:?}", Doubt::Zeros);
    assert_eq!(told(&list)[..2], [(1, doubted("79123500000")), (2, "79123450000".to_owned())]);
    list.compare(&KnownChats::new([("79123500000@c.us", None)]));
    assert_eq!(told(&list)[0], (1, "79123500000".to_owned()));
}

#[test]
fn a_number_as_dialled_within_a_city_or_abroad_is_doubted() {
    let list = pasted("345-67-89\n(201) 555-0124\n8-10-7-912-345-67-69");
    let doubted = |digits, doubt| format!("{digits}? {doubt:?}");
    let expected = [
        (1, doubted("3456789", Doubt::NoCountryCode)),
        (2, doubted("2015550124", Doubt::NoCountryCode)),
        (3, doubted("81079123456769", Doubt::DialledEight)),
    ];
    assert_eq!(told(&list), expected);
}
