//! A file that only its user may read, a full disk, and a read-only location.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use instance_desk::store::{DATABASE_NAME, Database, DatabaseFailure, Folders};
use serde_json::json;

use super::{database, queue, save, text};

#[test]
fn nobody_else_may_read_it() {
    let (dir, database) = database();
    save(&database, vec![text(1)]);
    let folders = Folders::in_dir(dir.path());
    let rights = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&folders.data), 0o700);
    let entries: Vec<_> = fs::read_dir(&folders.data).unwrap().flatten().collect();
    assert!(entries.len() >= 3, "the file, its log and a lock");
    for entry in entries {
        assert_eq!(rights(&entry.path()), 0o600, "{:?}", entry.path());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_nothing_is_half_saved() {
    crate::small_disk::on_small_disk("saved_queues::unwritable::on_a_full_disk_nothing_is_half_saved", |dir| {
        let database = Database::new(&Folders::in_dir(dir));
        save(&database, vec![text(1)]);
        let long = |number: usize| json!({"type": "sendMessage", "body": {"message": "x".repeat(4000), "n": number}});
        let too_much = move || queue((0..500).map(long).collect());
        let failure = database.run_blocking(move |tables| tables.save_queue(&too_much()));
        assert_eq!(failure.unwrap_err(), DatabaseFailure::DiskFull);
        // Another program uses up the remaining space.
        let filler = dir.join("filler");
        let full = fs::write(&filler, vec![0; 1 << 20]).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
        let failure = database.run_blocking(move |tables| tables.save_queue(&too_much()));
        assert_eq!(failure.unwrap_err(), DatabaseFailure::DiskFull);
        let queues = || database.run_blocking(|tables| tables.saved_queues(None)).unwrap().len();
        assert_eq!(queues(), 1, "what was there before is there, and no part of the new");
        fs::remove_file(filler).unwrap();
        save(&database, vec![text(2)]);
        assert_eq!(queues(), 2);
    });
}

/// Runs itself again without the right to override file permissions, if this process has it.
#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_written_is_said_and_left_as_it_is() {
    const DIR: &str = "INSTANCE_DESK_READ_ONLY_DIR";
    if let Some(dir) = env::var_os(DIR) {
        let failure = Database::new(&Folders::in_dir(dir)).run_blocking(|tables| tables.saved_queues(None));
        assert_eq!(failure.unwrap_err(), DatabaseFailure::ReadOnly);
        return;
    }
    let (dir, database) = database();
    save(&database, vec![text(1)]);
    let (folder, file) = (Folders::in_dir(dir.path()).data, database.path().to_owned());
    let log = file.with_extension("db-wal");
    drop(database);
    let asked = std::time::Instant::now();
    while log.exists() {
        assert!(asked.elapsed().as_secs() < 10);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let before = fs::read(&file).unwrap();
    let is_root = fs::read("/proc/self/status").unwrap().windows(7).any(|word| word == b"Uid:\t0\t");
    for (path, mode) in [(&file, 0o400), (&folder, 0o500)] {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
        // Root may write anywhere unless it drops that capability.
        let mut command = if is_root { Command::new("setpriv") } else { Command::new(env::current_exe().unwrap()) };
        if is_root {
            command.arg("--bounding-set=-dac_override,-dac_read_search").arg(env::current_exe().unwrap());
        }
        command.args([
            "--exact",
            "saved_queues::unwritable::what_may_not_be_written_is_said_and_left_as_it_is",
            "--nocapture",
        ]);
        let succeeded = command.env(DIR, dir.path()).status().unwrap().success();
        fs::set_permissions(path, Permissions::from_mode(mode | 0o300)).unwrap();
        assert!(succeeded, "{}", path.display());
    }
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(file.file_name().unwrap(), DATABASE_NAME);
}

#[test]
fn a_pipe_in_the_place_of_a_part_keeps_no_job_waiting() {
    for pipe in ["running-x", "instance-desk.db-journal", "instance-desk.db-wal"] {
        let (_dir, database) = database();
        let folder = database.path().parent().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.join(pipe)).status().unwrap().success());
        let (sender, answered) = std::sync::mpsc::channel();
        let asking = database.clone();
        std::thread::spawn(move || {
            let _ = sender.send(asking.run_blocking(|tables| tables.saved_queues(None)).is_ok());
        });
        let answer = answered.recv_timeout(std::time::Duration::from_secs(20));
        assert_eq!(answer, Ok(pipe == "running-x"), "{pipe}");
    }
}
