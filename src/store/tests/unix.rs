//! Permissions and links on Unix.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use super::*;

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn the_file_is_the_users_alone() {
    let bench = Bench::empty();
    let dir = bench.dir.path().join("new/config");
    let (store, _) = Store::open(Folders::in_dir(&dir));
    store.change(|_| ()).unwrap();
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&store.path()), 0o600);
    fs::set_permissions(store.path(), fs::Permissions::from_mode(0o644)).unwrap();
    store.change(|contents| contents.settings.scale_percent = 60).unwrap();
    assert_eq!(mode(&store.path()), 0o600);
    fs::write(store.path(), "damaged").unwrap();
    Store::open(Folders::in_dir(&dir));
    assert_eq!(mode(&dir.join("instance-desk.damaged.json")), 0o600);
}

#[test]
fn a_linked_file_is_replaced_where_it_is_and_the_link_stays() {
    let bench = Bench::empty();
    let elsewhere = TempDir::new().unwrap();
    let real = elsewhere.path().join("dotfile.json");
    symlink(&real, bench.file()).unwrap();
    let (store, loaded) = bench.open();
    assert_eq!(loaded.warnings, []);
    for percent in [70, 80] {
        store.change(move |contents| contents.settings.scale_percent = percent).unwrap();
        assert!(bench.file().symlink_metadata().unwrap().is_symlink());
        assert!(real.symlink_metadata().unwrap().is_file());
        assert_eq!(bench.open().1.settings.scale_percent, percent);
    }
}

#[test]
fn a_link_to_a_file_that_is_not_ours_is_not_followed() {
    let bench = Bench::empty();
    let elsewhere = TempDir::new().unwrap();
    let other = elsewhere.path().join("other.conf");
    fs::write(&other, "someone's").unwrap();
    symlink(&other, bench.file()).unwrap();
    let (store, loaded) = bench.open();
    assert!(matches!(&loaded.warnings[..], [StoreWarning::NotKept { .. }]), "{:?}", loaded.warnings);
    assert!(store.change(|contents| contents.settings.scale_percent = 60).is_err());
    assert_eq!(fs::read_to_string(&other).unwrap(), "someone's");
}

#[test]
fn a_link_to_itself_or_to_a_device_is_a_failure() {
    for target in [FILE_NAME, "/dev/null"] {
        let bench = Bench::empty();
        symlink(target, bench.file()).unwrap();
        let (store, loaded) = bench.open();
        assert!(matches!(&loaded.warnings[..], [StoreWarning::NotAFile | StoreWarning::Unreadable { .. }]), "{target}");
        assert!(store.change(|_| ()).is_err(), "{target}");
        assert!(bench.file().symlink_metadata().unwrap().is_symlink());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_another_program_does_not_give_back_keep_no_start_and_no_change_waiting() {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store.change(|contents| contents.settings.scale_percent = 60).unwrap();
    for file in [bench.file(), bench.file().with_extension("lock")] {
        let lease = Lease::on(&file);
        let (sender, answer) = mpsc::channel();
        let folders = store.folders().clone();
        std::thread::spawn(move || {
            let (store, loaded) = Store::open(folders);
            let _ = sender.send((loaded, store.change(|_| ())));
        });
        let (loaded, changed) = answer.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(changed, Err(StoreFailure::InUse));
        let in_use = StoreWarning::Unreadable { detail: Detail::of_io(&std::io::ErrorKind::ResourceBusy.into()) };
        assert_eq!(loaded.warnings, if file == bench.file() { vec![in_use] } else { vec![] });
        drop(lease);
        assert_eq!(bench.open().1.settings.scale_percent, 60);
    }
}

#[test]
fn a_pipe_in_the_place_of_the_lock_is_a_failure() {
    let bench = Bench::empty();
    assert!(std::process::Command::new("mkfifo").arg(bench.file().with_extension("lock")).status().unwrap().success());
    let (sender, changed) = mpsc::channel();
    let (store, _) = bench.open();
    std::thread::spawn(move || {
        let _ = sender.send(store.change(|_| ()).is_err());
    });
    assert_eq!(changed.recv_timeout(Duration::from_secs(10)), Ok(true));
}

#[test]
fn nothing_is_created_behind_a_link_in_the_place_of_the_lock() {
    let bench = Bench::empty();
    let elsewhere = TempDir::new().unwrap();
    let target = elsewhere.path().join("created");
    symlink(&target, bench.file().with_extension("lock")).unwrap();
    let (store, _) = bench.open();
    assert_eq!(store.change(|_| ()), Err(StoreFailure::NotAFile));
    assert!(!target.exists());
    fs::write(&target, "").unwrap();
    assert!(store.change(|_| ()).is_ok(), "a link to a file serves as well as the file");
}
