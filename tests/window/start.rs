//! Starting real processes on a screen of their own: a second start, a system that cannot draw, a missing library.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);

/// A process that is killed when dropped.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen without a window manager, and a folder for the program's data.
struct Stage {
    display: String,
    dir: TempDir,
    _screen: Ended,
}

impl Stage {
    fn new(options: &[&str]) -> Self {
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-noreset"]).args(options);
        let screen = screen.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut screen = Ended(screen.expect("Xvfb is missing: install the package xvfb"));
        let mut display = String::new();
        BufReader::new(screen.0.stdout.as_mut().unwrap()).read_line(&mut display).unwrap();
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("run")).unwrap();
        Self { display: format!(":{}", display.trim()), dir, _screen: screen }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_RUNTIME_DIR", self.dir.path().join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .stdin(Stdio::null());
        command
    }

    /// Returns a command for the program that uses no keyring.
    fn desk(&self, more: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_instance-desk"));
        command.arg("--data-dir").arg(self.dir.path().join("data")).arg("--session-only").args(more);
        command
    }

    fn start(&self, more: &[&str]) -> Ended {
        Ended(self.desk(more).spawn().unwrap())
    }

    /// Counts the windows of the program on the screen.
    fn windows(&self) -> usize {
        let tree = self.command("xwininfo").args(["-root", "-tree"]).output();
        let tree = tree.expect("xwininfo is missing: install the package x11-utils");
        String::from_utf8_lossy(&tree.stdout).lines().filter(|line| line.contains("Instance Desk\"")).count()
    }

    #[track_caller]
    fn wait_for_windows(&self, count: usize) {
        until(&format!("{count} windows"), || (self.windows() == count).then_some(()));
    }

    /// Returns the existing socket folders.
    fn sockets(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.dir.path().join("run")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().contains("instance-desk-")).collect()
    }

    /// Returns a folder with a zenity that logs its arguments, and the path of the log.
    fn zenity(&self) -> (PathBuf, PathBuf) {
        self.message_box("zenity")
    }

    /// Like `zenity`, for any program that shows messages.
    fn message_box(&self, name: &str) -> (PathBuf, PathBuf) {
        let (folder, log) = (self.dir.path().join(format!("{name}.bin")), self.dir.path().join(format!("{name}.log")));
        fs::create_dir(&folder).unwrap();
        let program = folder.join(name);
        fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{}'\n", log.display())).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        (folder, log)
    }
}

/// Sends a signal to the process.
#[track_caller]
fn send(process: &Ended, signal: &str) {
    let sent = Command::new("kill").args(["-s", signal, &process.0.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

#[track_caller]
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let from = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(from.elapsed() < PATIENCE, "{what}: it never came");
        thread::sleep(Duration::from_millis(50));
    }
}

#[track_caller]
fn assert_refused(output: &Output, line: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.lines().any(|said| said.starts_with("instance-desk: ") && said.contains(line)), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// Capacity of a pipe on Linux in bytes (`pipe(7)`).
const PIPE_BYTES: usize = 64 * 1024;

#[test]
fn a_second_start_brings_the_first_window_forward() {
    let stage = Stage::new(&[]);
    let mut first = stage.start(&["--practice"]);
    stage.wait_for_windows(1);
    // Requests to the window manager pass through the root window.
    let heard = stage.dir.path().join("heard");
    let listener = stage
        .command("xev")
        .args(["-root", "-event", "substructure", "-event", "property"])
        .stdout(fs::File::create(&heard).unwrap())
        .spawn()
        .expect("xev is missing: install the package x11-utils");
    let _listener = Ended(listener);
    until("the listener", || {
        stage.command("xprop").args(["-root", "-f", "_PROBE", "8s", "-set", "_PROBE", ""]).status().unwrap();
        (!fs::read_to_string(&heard).unwrap().is_empty()).then_some(())
    });

    let from = Instant::now();
    let second = stage.desk(&["--practice", "--lang", "ru"]).output().unwrap();
    assert!(second.status.success(), "{second:?}");
    eprintln!("a second start took {:?}", from.elapsed());
    assert_eq!(stage.windows(), 1);
    assert!(first.0.try_wait().unwrap().is_none(), "the first has ended");
    until("the wish for the focus", || {
        fs::read_to_string(&heard).unwrap().contains("_NET_ACTIVE_WINDOW").then_some(())
    });
    let sockets = stage.sockets();
    assert_eq!(sockets.len(), 1);
    assert_eq!(fs::metadata(&sockets[0]).unwrap().permissions().mode() & 0o777, 0o700, "others may knock");

    // With another start option it is a separate program.
    let _other = stage.start(&[]);
    stage.wait_for_windows(2);
}

#[test]
fn a_first_that_was_killed_keeps_nobody_from_starting() {
    let stage = Stage::new(&[]);
    drop(stage.start(&[]));
    let killed = stage.start(&[]);
    stage.wait_for_windows(1);
    drop(killed);
    stage.wait_for_windows(0);
    assert_eq!(stage.sockets().len(), 1, "it was to leave its socket");
    let mut next = stage.start(&[]);
    stage.wait_for_windows(1);
    assert!(next.0.try_wait().unwrap().is_none());
    assert_eq!(stage.sockets().len(), 1, "what the killed one left is still there");
    assert!(stage.desk(&[]).status().unwrap().success(), "the new first one does not answer");
}

#[test]
fn a_first_that_does_not_answer_keeps_nobody_from_starting() {
    let stage = Stage::new(&[]);
    let first = stage.start(&[]);
    stage.wait_for_windows(1);
    send(&first, "STOP");
    let from = Instant::now();
    let mut second = stage.start(&[]);
    stage.wait_for_windows(2);
    eprintln!("a first that does not answer cost {:?}", from.elapsed());
    assert!(second.0.try_wait().unwrap().is_none());
}

#[test]
fn a_system_that_cannot_draw_is_told_in_a_message_box_and_on_the_terminal() {
    let stage = Stage::new(&["-extension", "GLX"]);
    let (zenity, log) = stage.zenity();
    let cannot_draw = |more: &[&str], path: &Path| {
        stage.desk(more).env("LIBGL_DRIVERS_PATH", "/nonexistent").env("PATH", path).output().unwrap()
    };
    for (language, title) in
        [("en", "Instance Desk cannot open its window"), ("ru", "Instance Desk не может открыть окно")]
    {
        assert_refused(&cannot_draw(&["--lang", language], &zenity), "no window could be opened: ");
        let said = fs::read_to_string(&log).unwrap();
        assert!(said.contains("--error") && said.contains(title), "{said}");
        assert!(!said.contains(['{', '}']), "values of a library: {said}");
        fs::remove_file(&log).unwrap();
    }
    // Other desktops have other programs for messages.
    for name in ["kdialog", "xmessage"] {
        let (folder, log) = stage.message_box(name);
        assert_refused(&cannot_draw(&[], &folder), "no window could be opened: ");
        let said = fs::read_to_string(&log).unwrap();
        assert!(said.contains("Instance Desk cannot open its window") && said.contains("driver"), "{said}");
    }
    // Without any of them only the terminal is left.
    assert_refused(&cannot_draw(&[], &stage.dir.path().join("nowhere")), "no window could be opened: ");
}

#[test]
fn a_signal_ends_the_message_box_with_the_program() {
    let stage = Stage::new(&["-extension", "GLX"]);
    let (folder, log) = stage.zenity();
    let open =
        format!("#!/bin/sh\necho $$ >'{0}.part' && /bin/mv '{0}.part' '{0}'\nexec /bin/sleep 600\n", log.display());
    fs::write(folder.join("zenity"), open).unwrap();
    for signal in ["TERM", "HUP"] {
        let program = stage.desk(&[]);
        let mut command = stage.command("/usr/bin/env");
        command.arg("--default-signal=TERM,HUP").arg(program.get_program()).args(program.get_args());
        let mut desk = Ended(command.env("LIBGL_DRIVERS_PATH", "/nonexistent").env("PATH", &folder).spawn().unwrap());
        let shown = until("the box", || fs::read_to_string(&log).ok());
        send(&desk, signal);
        let ended = until("the end", || desk.0.try_wait().unwrap());
        assert_eq!(ended.code(), Some(1), "SIG{signal}");
        assert!(!Path::new("/proc").join(shown.trim()).exists(), "SIG{signal} leaves the box");
        fs::remove_file(&log).unwrap();
    }
}

#[test]
fn a_terminal_that_cannot_be_written_changes_no_end() {
    let stage = Stage::new(&["-extension", "GLX"]);
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    let no_display = stage.desk(&[]).env_remove("DISPLAY").stderr(full()).status().unwrap();
    assert_eq!(no_display.code(), Some(1));
    // A pipe that is full, and that nobody reads.
    let (unread, mut pipe) = std::io::pipe().unwrap();
    std::io::Write::write_all(&mut pipe, &[b'x'; PIPE_BYTES]).unwrap();
    assert_eq!(stage.desk(&[]).env_remove("DISPLAY").stderr(pipe).status().unwrap().code(), Some(1));
    drop(unread);
    let (zenity, log) = stage.zenity();
    let cannot_draw =
        stage.desk(&[]).env("LIBGL_DRIVERS_PATH", "/nonexistent").env("PATH", &zenity).stderr(full()).status();
    assert_eq!(cannot_draw.unwrap().code(), Some(1));
    assert!(fs::read_to_string(&log).unwrap().contains("Instance Desk cannot open its window"));
}

#[test]
#[cfg(debug_assertions)] // a release build has no way to panic on request
fn a_panic_of_a_worker_whose_terminal_cannot_be_written_is_reported_and_the_window_stays() {
    let stage = Stage::new(&[]);
    let panic = stage.dir.path().join("panic");
    fs::write(&panic, "worker a fault").unwrap();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut first = Ended(stage.desk(&[]).env("INSTANCE_DESK_REHEARSE", &panic).stderr(full).spawn().unwrap());
    stage.wait_for_windows(1);
    let reports = stage.dir.path().join("data/data/crashes");
    until("the report", || fs::read_dir(&reports).ok()?.next().map(drop));
    assert!(first.0.try_wait().unwrap().is_none(), "the program has ended");
    send(&first, "TERM");
    assert_eq!(first.0.wait().unwrap().code(), Some(0));
}

/// Starts the program with these dispositions of signals, whatever this test was started with: a background job of a
/// shell ignores SIGINT, and nohup ignores SIGHUP.
fn start_with_signals(stage: &Stage, dispositions: &[&str]) -> Ended {
    let program = stage.desk(&[]);
    let mut env = stage.command("env");
    env.args(dispositions).arg(program.get_program()).args(program.get_args());
    let started = Ended(env.spawn().unwrap());
    stage.wait_for_windows(1);
    started
}

#[track_caller]
fn assert_ends(process: &mut Ended, signal: &str) {
    send(process, signal);
    let status = until(&format!("the end after SIG{signal}"), || process.0.try_wait().unwrap());
    assert_eq!(status.code(), Some(0), "SIG{signal}");
}

#[test]
fn a_signal_closes_the_window_unless_it_is_ignored() {
    let stage = Stage::new(&[]);
    for signal in ["TERM", "INT", "HUP"] {
        let mut first = start_with_signals(&stage, &["--default-signal=TERM,INT,HUP"]);
        assert_ends(&mut first, signal);
        assert!(stage.sockets().is_empty(), "SIG{signal} leaves a socket");
    }
    let mut first = start_with_signals(&stage, &["--default-signal=TERM", "--ignore-signal=HUP"]);
    send(&first, "HUP");
    assert!(stage.desk(&[]).status().unwrap().success(), "the first does not answer");
    assert!(first.0.try_wait().unwrap().is_none(), "an ignored signal ended the program");
    assert_ends(&mut first, "TERM");
}

/// The system would end the program with SIGXFSZ at the first write over the limit.
#[test]
fn a_limit_on_the_size_of_files_ends_no_program() {
    let stage = Stage::new(&[]);
    let program = stage.desk(&[]);
    let mut limited = stage.command("sh");
    limited.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]).arg(program.get_program()).args(program.get_args());
    let mut first = Ended(limited.spawn().unwrap());
    stage.wait_for_windows(1);
    assert_ends(&mut first, "TERM");
}

#[test]
fn a_missing_library_is_told_with_its_package() {
    let stage = Stage::new(&[]);
    let (zenity, log) = stage.zenity();
    let libraries = stage.dir.path().join("lib");
    fs::create_dir(&libraries).unwrap();
    fs::write(libraries.join("libxkbcommon-x11.so.0"), "no library").unwrap();
    let output =
        stage.desk(&["--lang", "ru"]).env("LD_LIBRARY_PATH", &libraries).env("PATH", &zenity).output().unwrap();
    assert_refused(&output, "libxkbcommon-x11.so.0 is missing");
    let said = fs::read_to_string(&log).unwrap();
    assert!(said.contains("установите пакет libxkbcommon-x11-0"), "{said}");
}

#[test]
fn without_a_display_there_is_only_the_terminal() {
    let stage = Stage::new(&[]);
    let (zenity, log) = stage.zenity();
    let output = stage.desk(&[]).env_remove("DISPLAY").env("PATH", &zenity).output().unwrap();
    assert_refused(&output, "there is no display");
    assert!(!log.exists());
}

/// Reads a process's soft limit for core dumps.
fn core_limit(pid: u32) -> String {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max core file size")).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_crash_leaves_no_memory_behind() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -S -c $(ulimit -H -c); exec \"$0\" --practice-server 127.0.0.1:0"]);
    command.arg(env!("CARGO_BIN_EXE_instance-desk")).current_dir(dir.path()).stdout(Stdio::piped());
    let mut desk = Ended(command.spawn().unwrap());
    // It serves once it has printed its instances.
    BufReader::new(desk.0.stdout.as_mut().unwrap()).read_line(&mut String::new()).unwrap();
    // With this limit the kernel writes no file, and starts no program that collects dumps.
    assert_eq!(core_limit(desk.0.id()), "1");
    assert!(Command::new("kill").args(["-ABRT", &desk.0.id().to_string()]).status().unwrap().success());
    let ended = desk.0.wait().unwrap();
    assert_eq!((ended.signal(), ended.core_dumped()), (Some(6), false));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
