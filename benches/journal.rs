//! Measures the journal with a million lines: opening the file and the page, searching it, opening a run, writing files,
//! verifying, and a frame.
//!
//! `cargo bench --bench journal -- FOLDER` writes the lines into that folder first, unless they are there. A read may take
//! 100 ms, a frame 2 ms. Each read counts as a person meets it: the first one after a start, with the check of the file
//! beside it, and the slowest of ten after the check. In the window a read takes until its entries are drawn.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking
#![allow(clippy::print_stdout)] // prints the measurements

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use instance_desk::app::{App, DesktopApp, StartOptions};
use instance_desk::green_api::{ApiUrl, IdInstance, Messenger, MutatingMethod};
use instance_desk::model::{JournalList, Model};
use instance_desk::store::{
    ChatList, ChatRow, CsvSeparator, DATABASE_NAME, Database, ExportFailure, Folders, InstanceOptions, InstanceRecord,
    JournalFilter, JournalId, LanguageChoice, OutcomeFilter, RowId, Sought, Store, Tables, Verification, export_table,
    export_values, export_workbook,
};
use instance_desk::ui::{journal_columns, journal_row, journal_tables, journal_value, theme};
use instance_desk::vault::Vault;
use rusqlite::Connection;

const LINES: usize = 1_000_000;
/// The newest lines are one run.
const LONGEST_RUN: usize = 200_000;
const INSTANCES: [&str; 3] = ["7103000001", "7103000002", "7103000003"];

const READ: Duration = Duration::from_millis(100);
const FRAME: Duration = Duration::from_millis(2);
const FRAMES: usize = 300;

/// Maximum time until the page shows a read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Number of openings, and of repetitions of a read.
const OPENINGS: usize = 5;
const REPEATED: usize = 10;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = PathBuf::from(folder.expect("the folder that the lines are written into"));
    write(&folder);
    let mut good = measure_opening(&folder);
    good &= measure_reads(&folder);
    measure_files(&folder);
    good &= measure_frames(&folder);
    std::process::exit(i32::from(!good));
}

/// The tables of the version before the chain: opening them brings up the lines as it does for a user of that version.
const OLDER: [&str; 9] = [
    include_str!("../src/store/database/schema_1.sql"),
    include_str!("../src/store/database/schema_2.sql"),
    include_str!("../src/store/database/schema_3.sql"),
    include_str!("../src/store/database/schema_4.sql"),
    include_str!("../src/store/database/schema_5.sql"),
    include_str!("../src/store/database/schema_6.sql"),
    include_str!("../src/store/database/schema_7.sql"),
    include_str!("../src/store/database/schema_8.sql"),
    include_str!("../src/store/database/schema_9.sql"),
];

/// Writes the lines, unless the folder has them: single changes and runs of fifty, and at the end one long run.
fn write(folder: &Path) {
    let folders = Folders::in_dir(folder);
    let path = folders.data.join(DATABASE_NAME);
    if path.exists() {
        return;
    }
    std::fs::create_dir_all(&folders.data).unwrap();
    let begun = Instant::now();
    let file = Connection::open(path).unwrap();
    file.pragma_update(None, "journal_mode", "wal").unwrap();
    for schema in OLDER {
        file.execute_batch(schema).unwrap();
    }
    let [first, second, third] = INSTANCES;
    let lines = format!(
        "PRAGMA user_version = 9;
         BEGIN;
         WITH RECURSIVE line (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM line WHERE n < {LINES} - 1),
         placed AS (SELECT n, n >= {LINES} - {LONGEST_RUN} AS is_long, n % 100 >= 50 AS in_run FROM line),
         changed AS (SELECT *, NOT (is_long OR in_run) AND n % 10 = 0 AS is_reboot FROM placed)
         INSERT INTO journal (begun_at, ended_at, session, instance, method, asked, run, outcome, why, said)
         SELECT 1767225600000 + n * 30000, 1767225600900 + n * 30000, 'bench',
             CASE WHEN is_long THEN '{first}' WHEN n / 100 % 3 = 0 THEN '{first}' WHEN n / 100 % 3 = 1 THEN '{second}'
                 ELSE '{third}' END,
             CASE WHEN is_reboot THEN 'reboot' ELSE 'archiveChat' END,
             CASE WHEN is_reboot THEN '' ELSE json_object('chatId', (79000000000 + n * 7919 % 1000000000) || '@c.us') END,
             CASE WHEN is_long THEN 'archive chats 1000000' WHEN in_run THEN 'archive chats ' || (n / 100) END,
             CASE n % 97 WHEN 0 THEN 'refused' WHEN 1 THEN 'unknown' ELSE 'done' END,
             CASE n % 97 WHEN 0 THEN 'LastMessageNotFound' WHEN 1 THEN 'TimedOut' ELSE '' END,
             CASE n % 97 WHEN 0 THEN 'last message not found in chat' ELSE '' END
         FROM changed;
         COMMIT;"
    );
    file.execute_batch(&lines).unwrap();
    drop(file);
    println!("{LINES} lines written in {:.1?}", begun.elapsed());
    let begun = Instant::now();
    let database = Database::new(&folders);
    database.run_blocking(|_| Ok(())).unwrap();
    database.close(Duration::from_secs(60));
    println!("brought up from the version before the chain in {:.1?}", begun.elapsed());
    name_chats(&database);
}

/// Names ten thousand chats of the first instance, after the changes.
fn name_chats(database: &Database) {
    let row = |number: u64| {
        let id = RowId::of_server(&format!("{}@c.us", 79_000_000_000 + number * 7_919), Messenger::WhatsApp);
        ChatRow { name: Some(format!("Client {number:05} of the North")), ..ChatRow::unlisted(id) }
    };
    let list = ChatList { rows: (0..10_000).map(row).collect(), ..ChatList::default() };
    let of = IdInstance::parse(INSTANCES[0]).unwrap();
    let keep = move |tables: &mut Tables| {
        tables.expect_chats(&of)?;
        tables.keep_chats(&of, &list)
    };
    database.run_blocking(keep).unwrap();
    database.close(Duration::from_secs(60));
}

/// Measures the first read after a start, with the check of the file beside it, several times.
fn measure_opening(folder: &Path) -> bool {
    let times = (0..OPENINGS).map(|_| {
        let begun = Instant::now();
        let database = Database::new(&Folders::in_dir(folder));
        database.run_blocking(|tables| tables.journal_page(&JournalFilter::default(), 200)).unwrap();
        let took = begun.elapsed();
        database.close(Duration::from_secs(60));
        took
    });
    let times: Vec<Duration> = times.collect();
    println!("{:<36} {times:.1?}", "opening the file and its newest page");
    verdict("the slowest opening", times.into_iter().max().unwrap_or_default())
}

/// Prints whether a time is within the limit of a read, and returns it.
fn verdict(name: &str, took: Duration) -> bool {
    let good = took <= READ;
    println!("{:<36} {took:>8.1?} {}", format!("  {name}"), if good { "good" } else { "TOO SLOW (goal 100 ms)" });
    good
}

/// Measures the files that the whole journal is written to, and the memory that each takes.
fn measure_files(folder: &Path) {
    let database = Database::new(&Folders::in_dir(folder));
    database.run_blocking(|_| Ok(())).unwrap();
    for name in ["journal.csv", "journal.json", "journal.xlsx"] {
        let path = folder.join(name);
        // Resets the peak (proc_pid_clear_refs(5)).
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let (before, begun) = (peak(), Instant::now());
        let written = database.whole_journal(&JournalFilter::default(), |acts, lines| {
            if name.ends_with("xlsx") {
                return export_workbook(journal_tables(acts, lines, &|_| "Branch".to_owned()), "yyyy", &path).map(drop);
            }
            let lines = lines.map(|line| line.map_err(ExportFailure::Unread));
            if name.ends_with("json") {
                return export_values(lines.map(|line| line.map(|line| journal_value(&line, "Branch"))), &path);
            }
            let rows = lines.map(|line| line.map(|line| journal_row(&line, "Branch")));
            export_table(&journal_columns(), rows, CsvSeparator::Comma, &path).map(drop)
        });
        written.unwrap().unwrap();
        let (took, mb) = (begun.elapsed(), path.metadata().unwrap().len() / 1_000_000);
        println!("{name:<36} {took:>14.1?}, {mb} MB; memory {before} kB before, at most {} kB", peak());
        std::fs::remove_file(path).unwrap();
    }
    database.close(Duration::from_secs(60));
}

/// Returns the greatest memory of this process in kB so far; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Measures `read`: the first call, and the slowest of the next ones. Returns whether both are within the limit.
fn read<T: Send + 'static>(
    database: &Database,
    name: &str,
    read: impl Fn(&mut Tables) -> T + Clone + Send + 'static,
) -> bool {
    let timed = || {
        let (begun, read) = (Instant::now(), read.clone());
        database.run_blocking(move |tables| Ok(read(tables))).unwrap();
        begun.elapsed()
    };
    let first = timed();
    let slowest = (0..REPEATED).map(|_| timed()).max().unwrap_or_default();
    let good = first.max(slowest) <= READ;
    let told = if good { "" } else { "   TOO SLOW (goal 100 ms)" };
    println!("{name:<36} first {first:>8.1?}   slowest of {REPEATED} {slowest:>8.1?}{told}");
    good
}

/// Whether the check of the file is under way; `false` where the system does not tell the names of threads.
fn is_checking() -> bool {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let mut names = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("comm")).ok());
    names.any(|name| name.trim_end() == "database check")
}

fn measure_reads(folder: &Path) -> bool {
    let database = Database::new(&Folders::in_dir(folder));
    let find = |text: &str| {
        let sought = Sought { texts: vec![text.to_owned()], ..Sought::default() };
        JournalFilter { sought: Some(sought), ..JournalFilter::default() }
    };
    let methods = Sought { methods: vec![MutatingMethod::Reboot], ..Sought::default() };
    let all = JournalFilter::default();
    let filters = [
        ("opening the page", all.clone()),
        ("a whole number", find("79000007919")),
        ("four digits", find("0791")),
        ("a text of every line", find("790")),
        ("the server's words", find("message not")),
        ("a text of no line", find("nowhere")),
        ("the name of a chat, given later", find("client 00077")),
        ("a name of every chat", find("of the north")),
        ("a change by its words", JournalFilter { sought: Some(methods), ..all.clone() }),
        ("one instance", JournalFilter { instance: IdInstance::parse(INSTANCES[1]).ok(), ..all.clone() }),
        ("failures", JournalFilter { outcome: Some(OutcomeFilter::Failed), ..all.clone() }),
        ("all done", JournalFilter { outcome: Some(OutcomeFilter::Done), ..all.clone() }),
        ("under way", JournalFilter { outcome: Some(OutcomeFilter::UnderWay), ..all }),
    ];
    let mut good = true;
    println!("right after a start, beside the check of the file:");
    for (name, filter) in filters.clone() {
        let started = Database::new(&Folders::in_dir(folder));
        started.run_blocking(|_| Ok(())).unwrap();
        let (begun, checks) = (Instant::now(), is_checking());
        started.run_blocking(move |tables| tables.journal_page(&filter, 200)).unwrap();
        good &= verdict(name, begun.elapsed());
        if !checks {
            println!("    (the check had ended)");
        }
        started.close(Duration::from_secs(60));
    }
    database.run_blocking(|_| Ok(())).unwrap();
    while is_checking() {
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("after the check:");
    for (name, filter) in filters {
        good &= read(&database, name, move |tables| tables.journal_page(&filter, 200).unwrap().groups.len());
    }
    let run = JournalId((LINES - LONGEST_RUN + 1) as i64);
    good &= read(&database, "the lines of a run of 200,000", move |tables| tables.lines_of_group(run, 200).unwrap());
    good &= read(&database, "its reasons", move |tables| tables.reasons_of_group(run).unwrap());
    let begun = Instant::now();
    let verified = database.run_blocking(|tables| {
        let mut verification = Verification::default();
        let mut longest = Duration::ZERO;
        while !verification.is_over {
            let begun = Instant::now();
            verification = tables.verify_journal(verification)?;
            longest = longest.max(begun.elapsed());
        }
        Ok((verification, longest))
    });
    let (verified, longest) = verified.unwrap();
    println!("{:<36} {:>14.1?}, at most {longest:.1?} without a pause", "verifying", begun.elapsed());
    assert_eq!((verified.lines, verified.findings.len()), (LINES as u64, 0));
    database.close(Duration::from_secs(60));
    good
}

/// The state that the harness draws: the program, in its window from the first frame.
struct Seat {
    app: Option<App>,
    desk: Option<DesktopApp>,
}

type Desk = Harness<'static, Seat>;

fn opened(folder: &Path) -> Desk {
    let (store, _) = Store::open(Folders::in_dir(folder));
    for id in INSTANCES {
        let record = InstanceRecord {
            id_instance: IdInstance::parse(id).unwrap(),
            name: format!("Branch {id}"),
            messenger: Messenger::WhatsApp,
            api_url: ApiUrl::parse("https://api.green-api.com").unwrap(),
            checked: true,
            options: InstanceOptions::default(),
        };
        store.change(move |contents| contents.put_instance(record.clone())).unwrap();
    }
    drop(store);
    // Without a token nothing is requested.
    let options = StartOptions {
        data_dir: Some(folder.to_owned()),
        language: Some(LanguageChoice::En),
        vault: Some(Vault::memory()),
        ..StartOptions::default()
    };
    let seat = Seat { app: Some(App::start(&options, Arc::new(|| ())).unwrap()), desk: None };
    let harness = Harness::builder().with_size(theme::size::WINDOW).with_context_setup(theme::apply);
    harness.allow_missing_glyphs().with_max_steps(u64::MAX).build_ui_state(
        |ui, seat: &mut Seat| {
            let app = &mut seat.app;
            let desk = seat.desk.get_or_insert_with(|| DesktopApp::new(app.take().unwrap(), ui.ctx()));
            desk.poll(ui.ctx());
            desk.draw(ui);
        },
        seat,
    )
}

fn model(desk: &Desk) -> &Model {
    desk.state().desk.as_ref().unwrap().app().model()
}

fn wait(desk: &mut Desk, is_there: impl Fn(&Model) -> bool) {
    let begun = Instant::now();
    while !is_there(model(desk)) {
        assert!(begun.elapsed() < PATIENCE, "the page never shows what was read");
        std::thread::sleep(Duration::from_millis(1));
        desk.step();
    }
}

/// Clicks the first control of this kind whose name has `name`.
fn click(desk: &mut Desk, role: Role, name: &str) {
    let is_it = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.role() == role && node.label().is_some_and(|label| label.contains(name))
    };
    desk.root().children_recursive().find(is_it).unwrap_or_else(|| panic!("no {name:?}")).click_accesskit();
    desk.run_steps(3);
}

/// Returns the time that this thread has had the processor, which other programs do not lengthen; the time of the clock
/// where the system does not say.
fn on_processor() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = said.and_then(|said| said.split_whitespace().next()?.parse().ok());
    ns.map_or_else(|| BEGUN.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn frames(desk: &mut Desk, name: &str, scrolls: bool) -> bool {
    desk.hover_at(vec2(700.0, 500.0).to_pos2());
    let begun = on_processor();
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|number| {
            if scrolls {
                desk.event(Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: Vec2::new(0.0, if number % 50 < 40 { -99.0 } else { 360.0 }),
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Unknown,
                    modifiers: Modifiers::NONE,
                });
            }
            let begun = Instant::now();
            desk.step();
            begun.elapsed()
        })
        .collect();
    let mean = (on_processor() - begun) / FRAMES as u32;
    times.sort();
    let at = |part: usize| times[(FRAMES - 1) * part / 100];
    println!("{name:<36} on the processor {mean:>8.2?}; p50 {:>8.2?}   p95 {:>8.2?}", at(50), at(95));
    mean <= FRAME
}

/// Types into the search. Returns the time until its entries are drawn.
fn search(desk: &mut Desk, typed: &str) -> Duration {
    let is_it = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.role() == Role::TextInput && node.label().is_some_and(|label| label.contains("Search numbers"))
    };
    desk.root().children_recursive().find(is_it).expect("the search field").focus();
    desk.run_steps(2);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::A);
    desk.step();
    let before = shown(desk);
    let begun = Instant::now();
    if typed.is_empty() {
        desk.key_press(Key::Backspace);
    } else {
        desk.event(Event::Text(typed.to_owned()));
    }
    desk.step();
    wait(desk, |model| model.journal.list.as_ref().is_some_and(|list| place(list) != before));
    desk.step();
    begun.elapsed()
}

/// Returns the address of the shown entries, which identifies the read that they came from.
fn shown(desk: &Desk) -> usize {
    place(model(desk).journal.list.as_ref().unwrap())
}

fn place(list: &JournalList) -> usize {
    list.days.as_ptr().addr()
}

fn measure_frames(folder: &Path) -> bool {
    let mut desk = opened(folder);
    let begun = Instant::now();
    click(&mut desk, Role::Button, "Journal");
    wait(&mut desk, |model| model.journal.list.is_some());
    desk.step();
    let mut good = verdict("the page, drawn, right after a start", begun.elapsed());
    click(&mut desk, Role::Button, "Preferences");
    let (before, begun) = (shown(&desk), Instant::now());
    click(&mut desk, Role::Button, "Journal");
    wait(&mut desk, |model| model.journal.list.as_ref().is_some_and(|list| place(list) != before));
    desk.step();
    good &= verdict("the page, drawn, once more", begun.elapsed());
    for typed in ["79000007919", "message not", "client 00077"] {
        good &= verdict(&format!("typed until drawn: {typed}"), search(&mut desk, typed));
    }
    search(&mut desk, "");
    good &= frames(&mut desk, "the page at rest", false);
    good &= frames(&mut desk, "the page, scrolling", true);
    for _ in 0..40 {
        let read = model(&desk).journal.list.as_ref().unwrap().read;
        click(&mut desk, Role::Button, "Show older");
        wait(&mut desk, |model| model.journal.list.as_ref().is_some_and(|list| list.read > read));
    }
    println!("{} entries are read", model(&desk).journal.list.as_ref().unwrap().read);
    good &= frames(&mut desk, "with many entries, scrolling", true);
    desk.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, 1e9),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    desk.run_steps(5);
    click(&mut desk, Role::DisclosureTriangle, "Archiving 200,000 chats");
    wait(&mut desk, |model| model.journal.open.as_ref().is_some_and(|open| !open.lines.is_empty()));
    good & frames(&mut desk, "with the long run open, scrolling", true)
}
