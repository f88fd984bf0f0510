//! Measures loading, saving and searching a hundred thousand chats. `cargo bench --bench find_chats`
//!
//! A frame has 8 ms, so every figure of `typing` and `menus` must stay below that; the other operations run off the
//! drawing thread.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking

use std::sync::Arc;

use divan::{Bencher, black_box};
use instance_desk::green_api::{GetChats, IdInstance, Messenger, Method};
use instance_desk::store::{ChatList, ChatRow, Database, Folders, RowId, RowKind, Tables};
use instance_desk::work::chats::import_chats::{Corrections, KnownChats, Source, read};
use instance_desk::work::chats::{Filter, Finder, Sort, View, merge};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const ROWS: u64 = 100_000;

const FIRST: [&str; 12] =
    ["Анна", "Олег", "Мария", "Артём", "Айгуль", "Emma", "José", "Zoë", "Сергей", "Юлия", "مريم", "Ольга"];
const LAST: [&str; 11] =
    ["Иванова", "Петров", "Кузнецова", "Фёдоров", "Ахметова", "Miller", "Großmann", "Соколова", "Цой", "الورد", "🌹"];

fn main() {
    divan::main();
}

fn row(number: u64) -> ChatRow {
    let scattered = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    let first = FIRST[(scattered % 12) as usize];
    let last = LAST[(scattered / 12 % 11) as usize];
    let group = number % 13 == 5;
    let digits = (!group).then(|| format!("79{:09}", scattered % 1_000_000_000));
    let id = match &digits {
        Some(digits) => format!("{digits}@c.us"),
        None => format!("120363{:012}@g.us", scattered % 1_000_000_000_000),
    };
    ChatRow {
        id: RowId::of_server(&id, Messenger::WhatsApp),
        name: (number % 9 != 4).then(|| format!("{first} {last} {}", scattered % 1000)),
        digits,
        kind: if group { RowKind::Group } else { RowKind::Person },
        listed: true,
        archived: Some(number.is_multiple_of(5)),
        unread: Some((number % 40 == 3).into()),
    }
}

fn rows() -> Vec<ChatRow> {
    (0..ROWS).map(row).collect()
}

fn list() -> Arc<ChatList> {
    Arc::new(ChatList { rows: rows(), ..ChatList::default() })
}

fn view(text: &str, filter: Filter, sort: Sort) -> View {
    View { text: text.to_owned(), filter, sort }
}

/// Measures the first search with this text, without results from an earlier one.
#[divan::bench(args = ["7", "а", "+7 (912) 34", "соколова анна 5", "@c.us 9 а", "нет такого"])]
fn typing(bencher: Bencher<'_, '_>, text: &str) {
    let mut finder = Finder::new(list());
    let (view, other) = (view(text, Filter::NotArchived, Sort::Name), view("не то", Filter::All, Sort::Activity));
    // A search without results clears the finder's memory of the previous one.
    bencher.bench_local(|| (black_box(finder.find(&other)), black_box(finder.find(&view))));
}

/// Measures typing a name letter by letter: the mean of one keystroke is a thirteenth of the result.
#[divan::bench]
fn typing_on(bencher: Bencher<'_, '_>) {
    let mut finder = Finder::new(list());
    let typed = "соколова анна";
    let texts: Vec<View> = typed
        .char_indices()
        .map(|(at, letter)| view(&typed[..at + letter.len_utf8()], Filter::All, Sort::Name))
        .collect();
    bencher.bench_local(|| texts.iter().map(|view| finder.find(view).len()).sum::<usize>());
}

/// Measures another filter or order for the same text.
#[divan::bench(args = [(Filter::All, Sort::Activity), (Filter::NotArchived, Sort::Name), (Filter::People, Sort::Number)])]
fn menus(bencher: Bencher<'_, '_>, (filter, sort): (Filter, Sort)) {
    let mut finder = Finder::new(list());
    let view = view("", filter, sort);
    bencher.bench_local(|| finder.find(&view));
}

#[divan::bench(sample_count = 20)]
fn making_the_finder(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(list).bench_local_values(Finder::new);
}

#[divan::bench(sample_count = 20)]
fn merging(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| (rows(), rows())).bench_local_values(|(chats, contacts)| merge(chats, contacts));
}

#[divan::bench(sample_count = 10)]
fn reading_the_answer(bencher: Bencher<'_, '_>) {
    let chats: Vec<_> = rows()
        .iter()
        .map(|row| {
            serde_json::json!({"archive": row.archived, "id": row.id.as_str(), "ephemeralExpiration": 0,
                "ephemeralSettingTimestamp": 0, "name": row.name, "type": "user", "unreadCount": row.unread})
        })
        .collect();
    let body = serde_json::Value::Array(chats).to_string();
    bencher.bench_local(|| GetChats::read(&body).unwrap().len());
}

#[divan::bench(sample_count = 10)]
fn keeping(bencher: Bencher<'_, '_>) {
    let (_dir, database, list, id) = database();
    let of = id.clone();
    database.run_blocking(move |tables| tables.expect_chats(&of)).unwrap();
    bencher.bench_local(|| {
        let (list, id) = (list.clone(), id.clone());
        database.run_blocking(move |tables| tables.keep_chats(&id, &list)).unwrap();
    });
}

#[divan::bench(sample_count = 20)]
fn reading_back(bencher: Bencher<'_, '_>) {
    let (_dir, database, list, id) = database();
    let of = id.clone();
    let keep = move |tables: &mut Tables| {
        tables.expect_chats(&of)?;
        tables.keep_chats(&of, &list)
    };
    database.run_blocking(keep).unwrap();
    bencher.bench_local(|| {
        let id = id.clone();
        database.run_blocking(move |tables| tables.chats(&id, Messenger::WhatsApp)).unwrap()
    });
}

fn database() -> (TempDir, Database, Arc<ChatList>, IdInstance) {
    let dir = TempDir::new().unwrap();
    let database = Database::new(&Folders::in_dir(dir.path()));
    (dir, database, list(), IdInstance::parse("1101822940").unwrap())
}

#[divan::bench(sample_count = 20)]
fn reading_a_file(bencher: Bencher<'_, '_>) {
    let line = |row: ChatRow| format!("{};{};Москва\r\n", row.shown(), row.id.as_str());
    let file: String = (0..ROWS).map(row).map(line).collect();
    bencher.bench_local(|| {
        let known = KnownChats::default();
        read(
            Source::File(file.as_bytes()),
            Messenger::WhatsApp,
            &known,
            &Corrections::default(),
            &CancellationToken::new(),
        )
        .unwrap()
        .entries
        .len()
    });
}
