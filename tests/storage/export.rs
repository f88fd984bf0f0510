//! A file for the user on a disk that is full.

use std::{fs, thread};

use instance_desk::platform::Panics;
use instance_desk::store::{CsvSeparator, ExportFailure, export_table};

use crate::small_disk::on_small_disk;

/// Rows that compress badly, so that the workbook is nearly as large as its rows.
fn rows(count: usize) -> impl Iterator<Item = Result<[String; 2], ExportFailure>> {
    let mut state = 1_u64;
    let mut word = move || {
        (0..400).fold(String::new(), |word, _| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("{word}{:x}", state >> 40)
        })
    };
    (0..count).map(move |number| Ok([number.to_string(), word()]))
}

#[test]
fn a_table_that_does_not_fit_leaves_the_old_file_and_no_report() {
    on_small_disk("export::a_table_that_does_not_fit_leaves_the_old_file_and_no_report", |dir| {
        let panics = Panics::watch();
        panics.report_into(dir.join("crashes"));
        let (columns, filler) = (["№".to_owned(), "Текст".to_owned()], dir.join("filler"));
        let mut failed = 0;
        for name in ["journal.xlsx", "journal.csv"] {
            let path = dir.join(name);
            // From a disk that has no room for the first row to one that has room for all of them, but not for the workbook.
            for (used, count) in [(512, 1), (508, 1), (508, 3), (496, 3), (480, 8), (0, 100), (0, 190), (0, 1_000)] {
                fs::write(&path, "old").unwrap();
                let _ = fs::write(&filler, vec![0; used << 10]);
                let columns = columns.clone();
                let to = path.clone();
                let export = move || export_table(&columns, rows(count), CsvSeparator::Comma, &to);
                let saved = thread::spawn(export).join().expect("a full disk is no panic");
                if saved != Ok(1) {
                    assert_eq!(saved, Err(ExportFailure::DiskFull), "{name}: {used} KiB used, {count} rows");
                    assert_eq!(fs::read(&path).unwrap(), b"old");
                    failed += 1;
                }
                fs::remove_file(&filler).unwrap();
            }
            fs::remove_file(&path).unwrap();
            assert_eq!(fs::read_dir(dir).unwrap().count(), 0, "no temporary file and no report is left");
        }
        assert!(failed >= 8, "{failed} of 16 did not fit");
        assert_eq!(panics.next(), None);
    });
}
