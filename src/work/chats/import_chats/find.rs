//! Detects how a list is written, from the positions of the numbers in its first rows.

use super::records::{Record, Records, is_blank};
use super::{Cells, Corrections, Delimiter, MAX_CELL_BYTES, MAX_COLUMNS, Mistake, cell, own_digits};
use crate::green_api::{Messenger, plain_digit};

/// Number of rows examined.
pub(super) const SAMPLE: usize = 300;

/// The detected shape, including the parts given beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundShape {
    pub delimiter: Delimiter,
    pub header: bool,
    /// Number of rows above the header, such as the title of the list.
    pub titles: usize,
    pub chats: Cells,
    /// Strength of the evidence for this shape.
    evidence: u32,
    /// Number of rows with as many cells as the first one, if that has several.
    even: usize,
    /// Whether a column beside the chats has digits that are not a part of their numbers.
    has_own_digits: bool,
}

/// Returns the shape in which most chats are found; among equals, the one with the fewest assumptions.
pub(super) fn shape(
    text: &str,
    messenger: Messenger,
    told: Option<Delimiter>,
    corrections: &Corrections,
) -> FoundShape {
    let told = corrections.delimiter.or(told);
    let all = Delimiter::ALL.into_iter().filter(|delimiter| told.is_none_or(|told| told == *delimiter));
    let text = Records::sample(text, SAMPLE);
    let found: Vec<_> = all.map(|delimiter| with_delimiter(&text, messenger, delimiter, corrections)).collect();
    // `max_by_key` returns the last of equals, so they are compared in reverse.
    let best_of = |found: &[FoundShape]| found.iter().rev().max_by_key(|found| (found.evidence, found.even)).copied();
    let best = best_of(&found).map(|best| {
        let is_better = |other: &FoundShape| other.has_own_digits && reads_across(&text, &best, other.delimiter);
        best_of(&found.iter().filter(|other| is_better(other)).copied().collect::<Vec<_>>()).unwrap_or(best)
    });
    best.unwrap_or(FoundShape {
        delimiter: Delimiter::Nothing,
        header: false,
        titles: 0,
        chats: Cells::Column(0),
        evidence: 0,
        even: 0,
        has_own_digits: false,
    })
}

/// Whether the cells with the chats contain this delimiter in most rows, so that several cells would be one number.
fn reads_across(text: &str, shape: &FoundShape, delimiter: Delimiter) -> bool {
    let has = |cell: &str| delimiter.character().is_some_and(|delimiter| cell.trim().contains(delimiter));
    let is_across = |row: &Record<'_>| match shape.chats {
        Cells::Column(column) => row.cells.get(column).is_some_and(|cell| has(cell)),
        Cells::Every => row.cells.iter().any(|cell| has(cell)),
    };
    let rows = || Records::new(text, 1, shape.delimiter).filter(|row| !row.is_blank()).take(SAMPLE);
    2 * rows().filter(is_across).count() > rows().count()
}

fn with_delimiter(text: &str, messenger: Messenger, delimiter: Delimiter, corrections: &Corrections) -> FoundShape {
    let rows: Vec<Record<'_>> = Records::new(text, 1, delimiter)
        .filter(|record| !record.is_blank())
        .take(SAMPLE)
        .map(|mut record| {
            // With a wrong delimiter each row may have as many cells as a list may have lines.
            record.cells.truncate(MAX_COLUMNS + 1);
            record.cells.shrink_to_fit();
            record
        })
        .collect();
    let even = match rows.first().map(|row| row.cells.len()) {
        Some(cells @ 2..) => rows.iter().filter(|row| row.cells.len() == cells).count(),
        _ => 0,
    };
    let points: Vec<Vec<u32>> = rows.iter().map(|row| row_points(row, messenger)).collect();
    let head = header_at(&rows, &points);
    let header = corrections.header.unwrap_or(head.is_some());
    let titles = head.filter(|_| header).unwrap_or_default();
    let points = points.get(titles + usize::from(header)..).unwrap_or_default();
    let columns = rows.iter().map(|row| row.cells.len().min(MAX_COLUMNS)).max().unwrap_or_default();
    let sum = |column: usize| points.iter().filter_map(|row| row.get(column)).sum::<u32>();
    let title = |column: usize| rows.get(titles).filter(|_| header).and_then(|row| row.cells.get(column));
    let score = |column: usize| {
        let average = sum(column) * 100 / (points.len().max(1) as u32);
        match title(column).filter(|_| average > 0) {
            Some(title) if is_of_company(title) || is_of_staff(title) => 0,
            title => average + title.map_or(0, |title| 50 * title_points(title)),
        }
    };
    let below = rows.get(titles + usize::from(header)..).unwrap_or_default();
    let full = |column: usize| below.iter().filter(|row| own_digits::is_with_area_code(row, column)).count();
    // The first of equals. Beside phone numbers, shorter ones are those of customers or contracts.
    let best = (0..columns).rev().max_by_key(|column| (score(*column), full(*column))).unwrap_or_default();
    // A number without its beginning is a number as well.
    let evidence_of = |points: &u32| if *points >= EVIDENT { *points + SURE - EVIDENT } else { *points };
    let evidence_in = |column: usize| points.iter().filter_map(|row| row.get(column)).map(evidence_of).sum::<u32>();
    let has_chats = |column: usize| {
        let is_chat = |row: &&Vec<u32>| row.get(column).is_some_and(|points| *points > 0);
        own_digits::is_most(points.iter().filter(is_chat).count(), points.len())
    };
    let every = points.iter().flatten().map(evidence_of).sum();
    let in_a_row = !header && delimiter != Delimiter::Nothing && is_in_a_row(&rows, points);
    let found = if in_a_row { Cells::Every } else { Cells::Column(best) };
    let chats = corrections.chats.unwrap_or(found);
    let evidence = match chats {
        Cells::Every => every,
        // Beside chats, a column of other numbers shows the delimiter, too.
        Cells::Column(column) if has_chats(column) => (0..columns).map(evidence_in).max().unwrap_or_default(),
        Cells::Column(column) => evidence_in(column),
    };
    let has_own_digits = match chats {
        Cells::Column(column) => {
            own_digits::has_own_digits(below, points, column, |column| title(column).map(|title| &**title))
        }
        Cells::Every => false,
    };
    FoundShape { delimiter, header, titles, chats, evidence, even, has_own_digits }
}

/// Points of a cell whose number shows its own beginning and length.
pub(super) const EVIDENT: u32 = 5;

/// Minimum points of a cell that is surely a chat; one point more has no name beside it.
pub(super) const SURE: u32 = 3;

/// Returns how much each cell of a row looks like a chat.
fn row_points(row: &Record<'_>, messenger: Messenger) -> Vec<u32> {
    (0..row.cells.len().min(MAX_COLUMNS)).map(|at| points(&row.cell_at(at), messenger)).collect()
}

/// Returns how much a cell looks like a chat.
pub(super) fn points(cell: &str, messenger: Messenger) -> u32 {
    let digits = || cell.chars().filter(|character| plain_digit(*character).is_ascii_digit()).count();
    match cell::read(cell, messenger) {
        Ok(chat) => {
            let usual = match messenger {
                Messenger::WhatsApp => matches!(digits(), 11..=13 | 18),
                Messenger::Max | Messenger::Telegram => digits() >= 6,
            };
            // Without a name beside the number, or a remark.
            let alone = u32::from(cell.contains('@') || !cell.contains(char::is_alphabetic));
            if cell::is_evident(cell, &chat) {
                EVIDENT + alone
            } else if cell::is_doubted(&chat, cell) {
                1
            } else if usual {
                SURE + alone
            } else {
                2 - alone
            }
        }
        // The cell was a number originally, or contains one.
        Err(
            Mistake::Shortened
            | Mistake::Rounded
            | Mistake::Decimal
            | Mistake::Several
            | Mistake::Extension
            | Mistake::OtherDigits,
        ) => 2,
        Err(Mistake::ChatId(_) | Mistake::Date | Mistake::TooLong) => 0,
    }
}

/// Returns the index of the row that names the columns, which may have titles of the list above it.
fn header_at(rows: &[Record<'_>], points: &[Vec<u32>]) -> Option<usize> {
    /// Maximum number of titles.
    const TITLES: usize = 5;
    let filled = |row: &Record<'_>| row.cells.iter().filter(|cell| !is_blank(cell)).count();
    let names = |row: &Record<'_>| row.cells.iter().take(MAX_COLUMNS).any(|cell| title_points(cell) > 0);
    let is_under_titles = |at: usize| {
        let (titles, rest) = (&rows[..at], &rows[at..]);
        let is_wider = rest.first().is_some_and(|row| titles.iter().all(|title| filled(title) < filled(row)));
        let is_named = rest.first().is_some_and(names) && !titles.iter().any(names);
        let has_chats = points[..at].iter().flatten().any(|points| *points > 0);
        !has_chats && (is_wider || is_named)
    };
    let is_head = |at: &usize| is_header(&rows[*at..], &points[*at..]);
    let below = (1..rows.len().min(TITLES + 1)).rev().find(|at| is_under_titles(*at) && is_head(at));
    below.or_else(|| is_head(&0).then_some(0))
}

/// Whether the first row names columns: it contains nothing like a chat, and has either a typical name of a chat
/// column, or words above a column of chats.
fn is_header(rows: &[Record<'_>], points: &[Vec<u32>]) -> bool {
    let (Some(first), Some(first_points)) = (rows.first(), points.first()) else { return false };
    if first_points.iter().any(|points| *points > 0) {
        return false;
    }
    let words = |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_above_chats = |column: usize| {
        let below = points.iter().skip(1).filter_map(|row| row.get(column)).filter(|points| **points > 0).count();
        below * 2 > points.len() - 1
    };
    first
        .cells
        .iter()
        .take(MAX_COLUMNS)
        .enumerate()
        .any(|(column, cell)| title_points(cell) > 0 || words(cell) && points.len() > 1 && is_above_chats(column))
}

/// Whether the rows contain only chats, in more than one column, or most of them several names with numbers. All of them
/// show their beginning, or none does: others may be numbers of orders or companies.
fn is_in_a_row(rows: &[Record<'_>], points: &[Vec<u32>]) -> bool {
    let cells = || rows.iter().zip(points).flat_map(|(row, points)| row.cells.iter().zip(points));
    let columns = points.iter().map(|row| row.iter().filter(|points| **points > 0).count()).max();
    let is_even = |least: u32| {
        let only_chats = columns > Some(1) && cells().all(|(cell, points)| *points >= least || is_blank(cell));
        let has_several = |row: &&Vec<u32>| row.iter().filter(|points| **points == least).count() > 1;
        only_chats || 2 * points.iter().filter(has_several).count() > points.len()
    };
    let sure = || points.iter().flatten().filter(|points| **points >= SURE);
    is_even(EVIDENT) || is_even(SURE) && sure().all(|points| *points < EVIDENT)
}

/// Whether a text names numbers of companies, persons, contracts or accounts. They may have as many digits as phones.
pub(super) fn is_of_company(title: &str) -> bool {
    const WORDS: [&str; 12] =
        ["инн", "иин", "бин", "кпп", "огрн", "снилс", "cpf", "aadhaar", "паспорт", "договор", "счет", "счёт"];
    // "договора", but no "Иннокентий".
    let is_of = |word: &str| WORDS.iter().any(|of| word == *of || of.chars().count() > 4 && word.starts_with(of));
    let words = title.to_lowercase();
    title.len() <= MAX_CELL_BYTES
        && words.split(|character: char| !character.is_alphabetic()).any(is_of)
        && title_points(title) < NAMED
}

/// Whether the name of a column is that of managers' phones or of faxes.
fn is_of_staff(title: &str) -> bool {
    let title = title.to_lowercase();
    ["менеджер", "manager", "куратор", "агент", "факс", "fax"].iter().any(|part| title.contains(part))
}

/// The points of a column's name that says phone or chat, and not only number.
pub(super) const NAMED: u32 = 4;

/// Returns how strongly the name of a column suggests chats.
pub(super) fn title_points(title: &str) -> u32 {
    /// A cell with as many digits is no name of a column: it has a number, even if none that can be read.
    const DIGITS: usize = 7;
    if title.len() > MAX_CELL_BYTES || title.bytes().filter(u8::is_ascii_digit).count() >= DIGITS {
        return 0;
    }
    let name: String =
        title.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match name.as_str() {
        "chatid" | "idchat" | "chat" | "чат" | "idчата" | "чатid" | "айдичата" | "wid" | "jid" => 8,
        "моб" | "сот" | "handy" | "gsm" => 6,
        "tel" | "тел" | "msisdn" => NAMED,
        // Contracts and persons have numbers and contacts, too.
        "number" | "номер" | "numbers" | "номера" | "contact" | "contacts" | "контакт" | "контакты" => {
            1
        }
        name => {
            const MOBILE: [&str; 9] =
                ["whatsapp", "ватсап", "вотсап", "mobil", "мобил", "móvil", "celular", "cellphone", "сотов"];
            const PARTS: [&str; 6] = ["phone", "телефон", "telefon", "teléfono", "téléphone", "номертел"];
            let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
            match () {
                () if has(&MOBILE) || name.starts_with("моб") => 6,
                () if has(&PARTS) || name.starts_with("телм") || name.ends_with("тел") => NAMED,
                () => 0,
            }
        }
    }
}
