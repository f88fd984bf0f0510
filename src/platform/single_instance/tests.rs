//! Starts in one folder, one after another and at once.

use std::process::Command;

use super::*;

#[test]
fn a_pipe_in_the_place_of_its_files_keeps_no_start_waiting() {
    for pipe in ["window.lock", "window.door"] {
        let folder = tempfile::tempdir().unwrap();
        assert!(Command::new("mkfifo").arg(folder.path().join(pipe)).status().unwrap().success());
        let (sender, started) = mpsc::channel();
        let path = folder.path().to_owned();
        thread::spawn(move || {
            let waker: Waker = Arc::new(|| ());
            let _ = sender.send(begin(&path, "window", &waker));
        });
        let start = started.recv_timeout(PATIENCE.answer * 5).expect(pipe);
        assert!(matches!(start, Start::Alone), "{pipe}: {start:?}");
    }
}

fn start(folder: &Path) -> Start {
    let waker: Waker = Arc::new(|| ());
    begin(folder, "window", &waker)
}

#[test]
fn a_start_while_the_first_one_has_no_window_yet_ends_and_leaves_the_window_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let Start::First(first) = start(folder.path()) else { panic!("the first is not the first") };
    for _ in 0..2 {
        assert!(matches!(start(folder.path()), Start::Second));
    }
    assert!(first.answer(), "a window that opened hidden would stay so");
    assert!(!first.answer());
    // After that, a start waits for the answer of the window.
    assert!(matches!(start(folder.path()), Start::Alone));
}

#[test]
fn a_first_start_that_hangs_before_its_window_ends_no_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let waker: Waker = Arc::new(|| ());
    let patience = Patience { answer: Duration::from_millis(200), opening: Duration::ZERO };
    let start = || begin_within(patience, folder.path(), "window", &waker);
    let Start::First(_first) = start() else { panic!("the first is not the first") };
    for _ in 0..2 {
        assert!(matches!(start(), Start::Alone));
    }
}

#[test]
fn of_starts_at_the_same_moment_one_is_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let together = std::sync::Barrier::new(8);
    let begin = || {
        together.wait();
        let waker: Waker = Arc::new(|| ());
        // Eight threads may wait long for a turn of the processor.
        let minute = Duration::from_mins(1);
        begin_within(Patience { answer: minute, opening: minute }, folder.path(), "window", &waker)
    };
    let starts: Vec<Start> = thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(begin)).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let first = starts.iter().filter(|start| matches!(start, Start::First(_))).count();
    let second = starts.iter().filter(|start| matches!(start, Start::Second)).count();
    assert_eq!((first, second), (1, 7), "{starts:?}");
}

#[test]
fn a_link_in_the_place_of_its_files_is_not_followed() {
    for link in ["window.lock", "window.door"] {
        let [folder, elsewhere] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let [kept, dangling] = ["kept", "dangling"].map(|name| elsewhere.path().join(name));
        fs::write(&kept, "someone's").unwrap();
        for target in [&kept, &dangling] {
            let path = folder.path().join(link);
            std::os::unix::fs::symlink(target, &path).unwrap();
            assert!(matches!(start(folder.path()), Start::Alone), "{link}");
            fs::remove_file(path).unwrap();
        }
        assert_eq!(fs::read_to_string(&kept).unwrap(), "someone's");
        assert!(!dangling.exists(), "{link}");
    }
}

#[test]
fn where_no_socket_is_possible_another_place_has_it() {
    use std::os::unix::ffi::OsStrExt;
    let [unfit, short] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    for name in ["x".repeat(99).as_bytes(), b"no text \xff"] {
        let place = unfit.path().join(std::ffi::OsStr::from_bytes(name));
        fs::create_dir(&place).unwrap();
        let (folder, _listener) = listen([place.clone(), short.path().to_owned()].into_iter()).unwrap();
        assert_eq!(folder.path().parent(), Some(short.path()));
        assert_eq!(fs::read_dir(place).unwrap().count(), 0, "nothing is left there");
    }
}

#[test]
fn a_name_that_is_not_written_yet_leads_to_no_door_of_another_folder() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir_in(".").unwrap());
    let held = File::create(folder.path().join("window.lock")).unwrap();
    held.lock().unwrap();
    let listener = ListenerOptions::new().name(name_in(elsewhere.path()).unwrap()).create_sync().unwrap();
    let relative = Path::new(".").join(elsewhere.path().file_name().unwrap());
    fs::write(folder.path().join("window.door"), relative.to_str().unwrap()).unwrap();
    thread::spawn(move || {
        for mut visitor in listener.incoming().flatten() {
            let _ = visitor.write_all(HERE);
        }
    });
    assert!(matches!(start(folder.path()), Start::Alone));
}

#[test]
fn a_file_of_another_user_is_recognised() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let data = file.path().metadata().unwrap();
    let me = rustix::process::geteuid().as_raw();
    assert!(!is_of_another(&data, me) && is_of_another(&data, me + 1));
}

#[test]
fn a_lock_that_another_user_holds_prevents_no_start() {
    // Only the superuser can give a file away.
    let folder = tempfile::tempdir().unwrap();
    let lock = folder.path().join("window.lock");
    let held = File::create(&lock).unwrap();
    held.try_lock().unwrap();
    if std::os::unix::fs::chown(&lock, Some(65534), None).is_ok() {
        let from = Instant::now();
        assert!(matches!(start(folder.path()), Start::Alone));
        assert!(from.elapsed() < PATIENCE.answer, "it was waited for");
    }
}

#[test]
fn a_peer_of_another_user_is_refused() {
    let me = rustix::process::geteuid().as_raw();
    assert!(must_be_user(Some(me), me).is_ok() && must_be_user(None, me).is_ok());
    assert!(must_be_user(Some(me + 1), me).is_err());
    let folder = tempfile::tempdir().unwrap();
    let listener = ListenerOptions::new().name(name_in(folder.path()).unwrap()).create_sync().unwrap();
    let visitor = Stream::connect(name_in(folder.path()).unwrap()).unwrap();
    let host = listener.incoming().next().unwrap().unwrap();
    for end in [&visitor, &host] {
        assert_eq!(end.peer_creds().unwrap().euid(), Some(me));
        must_be_own_peer(end).unwrap();
    }
}

#[test]
fn only_a_socket_is_cleared_away() {
    let [folder, elsewhere] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let ours = elsewhere.path().join(format!("{PREFIX}x"));
    fs::create_dir(&ours).unwrap();
    fs::write(ours.join(SOCKET), "someone's").unwrap();
    fs::write(folder.path().join("window.door"), ours.to_str().unwrap()).unwrap();
    assert!(matches!(start(folder.path()), Start::First(_)));
    assert!(ours.join(SOCKET).exists());
}

#[test]
fn where_no_socket_is_possible_a_later_start_still_finds_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let waker: Waker = Arc::new(|| ());
    let files = Files::in_folder(folder.path(), "window");
    // A start that was killed.
    fs::write(&files.knock, "").unwrap();
    let lock = files.lock().unwrap().unwrap();
    let patience = Patience { answer: Duration::from_mins(1), opening: Duration::ZERO };
    let first = files.open(lock, None, patience, &waker).unwrap();
    let begin = |answer| begin_within(Patience { answer, ..patience }, folder.path(), "window", &waker);
    thread::scope(|scope| {
        let later = [(); 2].map(|()| scope.spawn(|| begin(Duration::from_mins(1))));
        while !later.iter().all(|start| start.is_finished()) {
            first.answer();
            thread::yield_now();
        }
        for start in later {
            assert!(matches!(start.join().unwrap(), Start::Second));
        }
    });
    // Its window does not answer.
    assert!(matches!(begin(Duration::from_millis(100)), Start::Alone));
    assert!(!files.knock.exists(), "nothing is left there");
}
