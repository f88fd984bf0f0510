//! Files as spreadsheet programs write them; `tests/lists/README.md` names the program for each.

use instance_desk::green_api::Messenger;
use instance_desk::work::chats::import_chats::{
    Cells, Corrections, Delimiter, Encoding, EntryKind, ImportedList, KnownChats, Mistake, Source, read,
};
use tokio_util::sync::CancellationToken;

fn list(name: &str) -> ImportedList {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists").join(name);
    let bytes = std::fs::read(path).unwrap();
    read(
        Source::File(&bytes),
        Messenger::WhatsApp,
        &KnownChats::default(),
        &Corrections::default(),
        &CancellationToken::new(),
    )
    .unwrap()
}

/// Formats each entry: its first line and its chat, "=" with the line that it duplicates, or the mistake in it.
fn told(list: &ImportedList) -> Vec<String> {
    let word = |found: &EntryKind| match found {
        EntryKind::Chat(chat) => chat.as_str().to_owned(),
        EntryKind::Doubtful(chat, doubt) => format!("{chat}? {doubt:?}"),
        EntryKind::Duplicate { of, .. } => format!("={of}"),
        EntryKind::Mistake(Mistake::ChatId(error)) => error.to_string(),
        EntryKind::Mistake(mistake) => format!("{mistake:?}"),
    };
    list.entries.iter().map(|entry| format!("{} {}", entry.lines.first, word(&entry.found))).collect()
}

fn shape(list: &ImportedList) -> (Encoding, Delimiter, bool, Cells) {
    let shape = list.shape;
    (shape.encoding.unwrap(), shape.delimiter, shape.header, shape.chats)
}

#[test]
fn excel_in_russian_in_each_of_its_encodings() {
    for (name, encoding, delimiter) in [
        ("excel_ru.csv", Encoding::Windows1251, Delimiter::Semicolon),
        ("excel_ru_utf8.csv", Encoding::Utf8, Delimiter::Semicolon),
        ("excel_unicode_text.txt", Encoding::Utf16Le, Delimiter::Tab),
        ("excel_utf16be.csv", Encoding::Utf16Be, Delimiter::Semicolon),
    ] {
        let list = list(name);
        assert_eq!(shape(&list), (encoding, delimiter, true, Cells::Column(1)), "{name}");
        assert_eq!(
            told(&list),
            [
                "2 79123456789@c.us",
                "3 79123456790@c.us",
                "4 79123456791@c.us",
                "5 Shortened",
                "6 =2",
                "8 nothing was given"
            ],
            "{name}"
        );
        assert_eq!(list.columns[0].title.as_deref(), Some("Клиент"), "{name}");
        assert_eq!(list.columns[0].samples[1..], ["Пётр «Коваль»", "ООО \"Ромашка\""], "{name}");
        assert_eq!((list.garbled, list.entries[3].given.as_str()), (false, "7,91235E+10"));
    }
}

#[test]
fn excel_in_english() {
    let list = list("excel_en.csv");
    // The detected encoding is wrong, which spoils names but no number.
    assert_eq!(shape(&list), (Encoding::Windows1251, Delimiter::Comma, true, Cells::Column(1)));
    assert_eq!(told(&list), ["2 79123456789@c.us", "3 34612345678@c.us", "4 Shortened", "5 79123456790@c.us"]);
}

#[test]
fn excel_with_its_own_first_line_and_a_rounded_id() {
    let list = list("excel_sep.csv");
    assert_eq!(shape(&list), (Encoding::Utf8, Delimiter::Semicolon, true, Cells::Column(0)));
    assert_eq!(told(&list), ["3 79123456789@c.us", "4 120363043968066561@g.us", "5 Rounded"]);
    assert_eq!(list.about.iter().map(|lines| lines.first).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn excel_for_the_mac() {
    let list = list("excel_mac.csv");
    assert_eq!(shape(&list), (Encoding::Utf8, Delimiter::Semicolon, true, Cells::Column(0)));
    assert_eq!(told(&list), ["2 79123456789@c.us", "3 79123456790@c.us"]);
}

#[test]
fn libreoffice_with_and_without_wide_characters() {
    for (name, encoding) in [("libreoffice.csv", Encoding::Utf8), ("libreoffice_utf16.csv", Encoding::Utf16Le)] {
        let list = list(name);
        assert_eq!(shape(&list), (encoding, Delimiter::Comma, true, Cells::Column(1)), "{name}");
        let expected = ["2 79123456789@c.us", "4 79123456790@c.us", "5 447700900123@c.us", "6 Decimal", "7 =2"];
        assert_eq!(told(&list), expected, "{name}");
        assert_eq!(list.entries[0].lines.last, 3, "{name}");
    }
}

#[test]
fn google_sheets() {
    let list = list("google_sheets.csv");
    assert_eq!(shape(&list), (Encoding::Utf8, Delimiter::Comma, true, Cells::Column(1)));
    assert_eq!(told(&list), ["2 79123456789@c.us", "3 79031182004@c.us", "4 'n' at position 1"]);
}

#[test]
fn google_contacts_have_two_columns_of_numbers() {
    let list = list("google_contacts.csv");
    assert_eq!(shape(&list), (Encoding::Utf8, Delimiter::Comma, true, Cells::Column(4)));
    assert_eq!(told(&list), ["2 79123456789@c.us", "3 971502204518@c.us", "4 nothing was given"]);
    let titles: Vec<_> = list.columns.iter().map(|column| column.title.as_deref().unwrap()).collect();
    assert_eq!(titles[4..], ["Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"]);
}
