//! Queues that are cleared together: one group of the journal for all their instances, and one mark on their copies.

use instance_desk::store::{
    ClearedTogether, Database, JournalEntry, JournalFilter, JournalId, JournalPage, NewSavedQueue, Outcome, Sought,
    WhySaved,
};
use jiff::Timestamp;

use super::journal_chain::tamper;
use super::{SALES, database, entry, id, queue, text};

const SUPPORT: &str = "1101822940";
const WAREHOUSE: &str = "7105660034";

fn together() -> ClearedTogether {
    ClearedTogether(Timestamp::from_millisecond(1_790_000_000_123).unwrap())
}

fn clearing(of: &str) -> JournalEntry {
    JournalEntry { instance: id(of), run: Some(together().in_journal()), ..entry("clearMessagesQueue", "") }
}

/// Records a single change of each of two instances, and between them a clearing of three queues.
fn record(database: &Database) {
    let record = |tables: &mut instance_desk::store::Tables| {
        tables.begin_entry(&entry("reboot", "before"))?;
        for (of, outcome) in [(SALES, Some(Outcome::Done)), (SUPPORT, Some(Outcome::Done)), (WAREHOUSE, None)] {
            let line = tables.begin_entry(&clearing(of))?;
            if let Some(outcome) = outcome {
                tables.end_entry(line, &outcome)?;
            }
        }
        tables.begin_entry(&JournalEntry { instance: id(SUPPORT), ..entry("reboot", "after") })
    };
    database.run_blocking(record).unwrap();
}

fn page(database: &Database, filter: JournalFilter) -> JournalPage {
    database.run_blocking(move |tables| tables.journal_page(&filter, 10)).unwrap()
}

/// Returns the method, the number of instances and the number of lines of each group.
fn groups(page: &JournalPage) -> Vec<(&str, u32, u32)> {
    page.groups.iter().map(|group| (group.newest.method.name(), group.instances, group.lines)).collect()
}

fn of(instance: &str) -> JournalFilter {
    JournalFilter { instance: Some(id(instance)), ..JournalFilter::default() }
}

#[test]
fn a_clearing_of_several_queues_is_one_group() {
    let (_dir, database) = database();
    record(&database);
    let all = page(&database, JournalFilter::default());
    assert_eq!(groups(&all), [("reboot", 1, 1), ("clearMessagesQueue", 3, 3), ("reboot", 1, 1)]);
    assert_eq!((all.groups[1].done, all.groups[1].under_way(), all.count), (2, 1, 3));
    assert_eq!(all.instances, [id(SUPPORT), id(SALES), id(WAREHOUSE)]);
    let group = all.groups[1].id;
    let lines = database.run_blocking(move |tables| tables.lines_of_group(group, 10)).unwrap();
    let instances: Vec<_> = lines.iter().map(|line| line.instance.as_str()).collect();
    assert_eq!(instances, [WAREHOUSE, SUPPORT, SALES]);
}

#[test]
fn the_group_is_listed_and_found_with_each_of_its_instances() {
    let (_dir, database) = database();
    record(&database);
    let clearing = ("clearMessagesQueue", 3, 3);
    assert_eq!(groups(&page(&database, of(SALES))), [clearing, ("reboot", 1, 1)]);
    assert_eq!(groups(&page(&database, of(SUPPORT))), [("reboot", 1, 1), clearing]);
    assert_eq!(groups(&page(&database, of(WAREHOUSE))), [clearing]);
    assert_eq!(page(&database, of(SUPPORT)).count, 2);
    let sought = |of: &str| Some(Sought { instances: vec![id(of)], ..Sought::default() });
    let found = page(&database, JournalFilter { sought: sought(WAREHOUSE), ..JournalFilter::default() });
    assert_eq!(groups(&found), [clearing]);
    let found = page(&database, JournalFilter { sought: sought(WAREHOUSE), ..of(SUPPORT) });
    assert_eq!(groups(&found), [clearing]);
    let found = page(&database, JournalFilter { sought: sought(WAREHOUSE), ..of("9999999999") });
    assert_eq!(groups(&found), []);
    // The lines of one instance are its own.
    let lines =
        database.whole_journal(&of(SUPPORT), |_, lines| lines.map(|line| line.unwrap().instance).collect::<Vec<_>>());
    assert_eq!(lines.unwrap(), [id(SUPPORT), id(SUPPORT)]);
}

#[test]
fn a_file_has_one_entry_for_lines_that_have_lost_their_group() {
    let (dir, database) = database();
    record(&database);
    tamper(&dir, "UPDATE journal SET part_of = NULL WHERE id IN (3, 4)");
    let entries = database.whole_journal(&JournalFilter::default(), |acts, _| {
        acts.map(|act| act.map(|act| (act.group.id, act.group.lines, act.group.instances))).collect::<Vec<_>>()
    });
    let entry = |id, lines| Ok((JournalId(id), lines, lines));
    assert_eq!(entries, Ok(vec![entry(5, 1), entry(2, 3), entry(1, 1)]));
}

#[test]
fn the_group_stays_when_one_of_its_instances_is_removed() {
    for (removed, left) in [(SALES, [SUPPORT, WAREHOUSE]), (WAREHOUSE, [SUPPORT, SALES])] {
        let (_dir, database) = database();
        record(&database);
        database.run_blocking(move |tables| tables.forget_history(&id(removed))).unwrap();
        let all = page(&database, JournalFilter::default());
        assert!(groups(&all).contains(&("clearMessagesQueue", 2, 2)), "{:?}", groups(&all));
        assert!(left.iter().all(|left| groups(&page(&database, of(left))).contains(&("clearMessagesQueue", 2, 2))));
        assert_eq!(groups(&page(&database, of(removed))), []);
        database.run_blocking(move |tables| left.iter().try_for_each(|of| tables.forget_history(&id(of)))).unwrap();
        assert_eq!(page(&database, JournalFilter::default()), JournalPage::default());
    }
}

#[test]
fn the_copies_carry_the_common_mark() {
    let (_dir, database) = database();
    let save = |instance: &str, together| {
        let queue = NewSavedQueue { instance: id(instance), together, ..queue(vec![text(1)]) };
        database.run_blocking(move |tables| tables.save_queue(&queue)).unwrap();
    };
    save(SALES, Some(together()));
    save(SUPPORT, Some(together()));
    save(SALES, None);
    let saved = database.run_blocking(|tables| tables.saved_queues(None)).unwrap();
    assert!(saved.iter().all(|queue| queue.why == WhySaved::BeforeClearing));
    let marks: Vec<_> = saved.iter().map(|queue| queue.together).collect();
    assert_eq!(marks, [None, Some(together()), Some(together())]);
}

#[test]
fn a_clearing_that_the_end_of_the_program_cut_off_is_reported_with_its_instance() {
    let (dir, first) = database();
    record(&first);
    assert!(first.close(std::time::Duration::from_secs(30)));
    let again = Database::new(&instance_desk::store::Folders::in_dir(dir.path()));
    let interrupted = |of: Option<&'static str>| -> Vec<String> {
        let rows = again.run_blocking(move |tables| tables.interrupted(of.map(id).as_ref())).unwrap();
        rows.iter().map(|row| row.method.name().to_owned()).collect()
    };
    assert_eq!(interrupted(Some(WAREHOUSE)), ["clearMessagesQueue"]);
    // Its clearing was answered, but its queue was not read again.
    assert_eq!(interrupted(Some(SALES)), ["reboot", "clearMessagesQueue"]);
    let all = ["reboot", "clearMessagesQueue", "clearMessagesQueue", "clearMessagesQueue", "reboot"];
    assert_eq!(interrupted(None), all);
}
