//! Tests that the digits of other columns are no part of a number.

use super::{pasted, read, told};
use crate::green_api::{Doubt, Messenger};
use crate::work::chats::import_chats::workbook::Workbook;
use crate::work::chats::import_chats::{Cells, Corrections, Delimiter, Source};

/// Returns the number of the row at an index, with ten digits.
fn number(at: usize) -> String {
    format!("91234567{at:02}")
}

/// Asserts that the rows with these numbers, below `above` lines, are read by their cells and all doubted.
fn assert_doubted(text: &str, above: usize, rows: usize) {
    let no_code = |at: usize| (above + at, format!("{}? {:?}", number(at), Doubt::NoCountryCode));
    assert_eq!(told(&pasted(text)), (1..=rows).map(no_code).collect::<Vec<_>>(), "{text}");
}

fn table(rows: usize, row: impl Fn(usize) -> String) -> String {
    (1..=rows).map(|at| row(at) + "\n").collect()
}

#[test]
fn the_number_of_a_row_is_no_country_code() {
    for delimiter in ["\t", ";", ",", "|", " ; ", ", "] {
        for head in ["", "№|Телефон\n", "Кв.|Тел.\n", "№|Моб.\n", "n|phone\n"] {
            let head = head.replace('|', delimiter);
            for rows in [1, 2, 3, 12] {
                let rows_of =
                    |row: &dyn Fn(usize) -> String| head.clone() + &table(rows, |at| row(at).replace('|', delimiter));
                let above = head.lines().count();
                assert_doubted(&rows_of(&|at| format!("{at}|{}", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{at}.|{}", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("№ {at}|{}", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{at}|(912) 345-67-{at:02}")), above, rows);
                assert_doubted(&rows_of(&|at| format!("{at}|912-345-67-{at:02}")), above, rows);
                assert_doubted(&rows_of(&|at| format!("{at}|{}|Иванов Пётр", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{at}|Иванов Пётр|{}", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{}|{at}", number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{}|Иванов Пётр|{at}", number(at))), above, rows);
                // Flats.
                assert_doubted(&rows_of(&|at| format!("{}|{}", 44 + at, number(at))), above, rows);
                assert_doubted(&rows_of(&|at| format!("{}|{}", 370 + at, number(at))), above, rows);
            }
        }
    }
}

#[test]
fn other_digits_in_a_row_are_no_part_of_its_number() {
    for own in ["31.12.2026", "1 500,00", "10:15", "9/1", "123456789", "1", "20", "кв. 20", "20а"] {
        assert_doubted(&table(2, |at| format!("{}\t{own}", number(at))), 0, 2);
        assert_doubted(&table(2, |at| format!("{own}\t{}", number(at))), 0, 2);
    }
    // Entrances, and flats with several people.
    assert_doubted(&table(8, |at| format!("{}\t{}", at.div_ceil(4), number(at))), 0, 8);
    assert_doubted(&("Подъезд\tТелефон\n".to_owned() + &table(8, |at| format!("1\t{}", number(at)))), 1, 8);
    assert_doubted(&("Кв.\tТелефон\n".to_owned() + &table(3, |at| format!("20\t{}", number(at)))), 1, 3);
    assert_doubted(&table(12, |at| format!("кв. {at}\t{}", number(at))), 0, 12);
    assert_doubted(&table(3, |at| format!("20\t{}", number(at))), 0, 3);
    // Rows without the name at their end.
    assert_doubted("1\t9123456701\tАнна\n2\t9123456702\n3\t9123456703\tЛев, кв. 5\n", 0, 3);
    // Commas in another column do not make a table.
    assert_doubted("1\t9123456701\tПётр, Тверь, 5\n2\t9123456702\tЛев, Тверь, 6\n", 0, 2);
}

#[test]
fn complete_numbers_are_read_beside_the_numbers_of_rows() {
    for delimiter in ["\t", ";", ","] {
        for row in ["A|7B", "A.|8B", "A|+7 B", "7B|A", "A|Анна|7B", "A|8B|Анна"] {
            let text =
                table(12, |at| row.replace('A', &at.to_string()).replace('B', &number(at)).replace('|', delimiter));
            let expected: Vec<_> = (1..=12).map(|at| (at, format!("7{}", number(at)))).collect();
            assert_eq!(told(&pasted(&text)), expected, "{text}");
        }
    }
}

#[test]
fn a_country_code_that_all_rows_have_belongs_to_the_numbers() {
    let digits = |text: &str| told(&pasted(text)).into_iter().map(|(_, digits)| digits).collect::<Vec<_>>();
    for head in ["", "Код\tТелефон\n"] {
        for code in ["7", "+7", "8"] {
            for rows in [1, 2, 12] {
                let text = head.to_owned() + &table(rows, |at| format!("{code}\t{}", number(at)));
                let expected: Vec<_> = (1..=rows).map(|at| format!("7{}", number(at))).collect();
                assert_eq!(digits(&text), expected, "{text}");
            }
        }
        let text = head.to_owned() + "375\t291234567\n375\t291234568\n375\t291234569";
        assert_eq!(digits(&text), ["375291234567", "375291234568", "375291234569"]);
        let text = head.to_owned() + "49\t1512334567\n49\t1522334567\n49\t1522334568";
        assert_eq!(digits(&text), ["491512334567", "491522334567", "491522334568"]);
    }
    for (code, number) in [("1", "2015550123"), ("91", "9812345678"), ("98", "9121234567")] {
        let text = format!("{code}\t{number}\n").repeat(3);
        assert_eq!(digits(&text)[0], format!("{code}{number}"));
    }
    // The number goes on in the next cell.
    for spread in [
        "8912\t345-67-01\n8903\t345-67-02",
        "8\t912\t3456701\n8\t903\t3456702",
        "8 (912)\t345-67-01\n8 (903)\t345-67-02",
    ] {
        assert_eq!(digits(spread), ["79123456701", "79033456702"], "{spread}");
    }
}

#[test]
fn the_rows_of_a_workbook_are_read_by_their_cells() {
    for head in ["", "№\tТелефон\n"] {
        let text = head.to_owned() + &table(12, |at| format!("{at}\t{}", number(at)));
        let workbook = Workbook { sheets: vec!["1".to_owned()], sheet: 0, text: text.clone(), hidden: None };
        let list = read(Source::Sheet(&workbook), Messenger::WhatsApp, &Corrections::default()).unwrap();
        assert_eq!(list.shape.chats, Cells::Column(1));
        assert_eq!(told(&list), told(&pasted(&text)));
        assert_eq!(list.doubtful().count(), 12);
    }
}

#[test]
fn every_messenger_reads_the_cells() {
    for messenger in Messenger::ALL {
        for row in ["A\tB", "A\tB\tАнна", "B\tA"] {
            let text = table(12, |at| row.replace('A', &at.to_string()).replace('B', &number(at)));
            let list = read(Source::Pasted(&text), messenger, &Corrections::default()).unwrap();
            assert_eq!(list.shape.delimiter, Delimiter::Tab, "{text}");
            let given: Vec<_> = list.entries.iter().map(|entry| entry.given.clone()).collect();
            assert_eq!(given, (1..=12).map(number).collect::<Vec<_>>(), "{text}");
        }
    }
}
