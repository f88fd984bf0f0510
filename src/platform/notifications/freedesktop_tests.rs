//! Tests over a bus of their own, with a service of their own.

use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::fdo::DBusProxy;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Address, fdo};

use super::{NAME, Note, NoteEvent, PATH, Tell, show_all};

/// A bus. It is killed when dropped.
struct TestBus {
    daemon: Child,
    address: String,
}

impl TestBus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon is missing: install the package dbus");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }

    fn address(&self) -> Address {
        self.address.parse().unwrap()
    }

    /// Starts a service.
    fn serve(&self, service: Service) -> zbus::blocking::Connection {
        let bus = Builder::address(self.address()).unwrap().serve_at(PATH, service).unwrap();
        bus.name(NAME).unwrap().build().unwrap()
    }
}

impl Drop for TestBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// A service of notifications, with the clicks that it sends before it answers, its next number, and its calls.
struct Service {
    early: Vec<u32>,
    next: AtomicU32,
    refuses: bool,
    called: Sender<()>,
}

impl Service {
    /// Returns a service, and a receiver of its calls.
    fn counting_from(next: u32) -> (Self, Receiver<()>) {
        let (called, calls) = mpsc::channel();
        (Self { early: Vec::new(), next: AtomicU32::new(next), refuses: false, called }, calls)
    }
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    fn get_capabilities(&self) -> Vec<String> {
        Vec::new()
    }

    #[expect(clippy::too_many_arguments, reason = "those of the specification")]
    async fn notify(
        &self,
        _program: &str,
        _replaced: u32,
        _icon: &str,
        _title: &str,
        _body: &str,
        _actions: Vec<String>,
        _hints: std::collections::HashMap<String, OwnedValue>,
        _expires: i32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> fdo::Result<u32> {
        self.called.send(()).unwrap();
        for number in &self.early {
            Self::action_invoked(&emitter, *number, "default").await?;
        }
        if self.refuses {
            return Err(fdo::Error::LimitsExceeded("too many".to_owned()));
        }
        Ok(self.next.fetch_add(1, Ordering::SeqCst))
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, number: u32, action: &str) -> zbus::Result<()>;
}

/// Clicks the notification of this number.
fn click(service: &zbus::blocking::Connection, number: u32) {
    service.emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(number, "default")).unwrap();
}

/// The program's side.
struct Program {
    notes: Sender<Note>,
    events: Receiver<NoteEvent>,
}

impl Program {
    fn start(address: Address, patience: Duration) -> Self {
        let (notes, to_show) = mpsc::channel();
        let (sender, events) = mpsc::channel();
        let tell = Tell { sender, waker: Arc::new(|| {}) };
        thread::spawn(move || show_all(&to_show, &tell, Ok(address), patience));
        Self { notes, events }
    }

    fn show(&self, id: u64) {
        self.notes.send(Note { id, title: "title".to_owned(), body: "body".to_owned() }).unwrap();
    }

    fn event(&self) -> NoteEvent {
        self.events.recv_timeout(PATIENCE).unwrap()
    }
}

const PATIENCE: Duration = Duration::from_secs(60);

fn wait(calls: &Receiver<()>) {
    calls.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn a_click_before_the_number_is_known_counts_whatever_else_is_clicked() {
    let bus = TestBus::start();
    let (service, _calls) = Service::counting_from(7);
    let service = bus.serve(Service { early: (1000..1500).chain([7]).collect(), ..service });
    let program = Program::start(bus.address(), PATIENCE);
    assert_eq!(program.event(), NoteEvent::Available);
    program.show(1);
    assert_eq!(program.event(), NoteEvent::Clicked(1));
    click(&service, 7);
    assert_eq!(program.event(), NoteEvent::Clicked(1));
}

#[test]
fn the_same_number_of_another_service_is_another_notification() {
    let bus = TestBus::start();
    let (first, calls) = Service::counting_from(3);
    let first = bus.serve(first);
    let program = Program::start(bus.address(), PATIENCE);
    assert_eq!(program.event(), NoteEvent::Available);
    program.show(1);
    wait(&calls);
    click(&first, 3);
    assert_eq!(program.event(), NoteEvent::Clicked(1));
    first.close().unwrap();
    let (second, calls) = Service::counting_from(9);
    let second = bus.serve(second);
    click(&second, 3);
    program.show(2);
    wait(&calls);
    click(&second, 9);
    assert_eq!(program.event(), NoteEvent::Clicked(2));
}

#[test]
fn a_service_that_refuses_costs_no_connection() {
    let bus = TestBus::start();
    let (service, _calls) = Service::counting_from(1);
    let service = bus.serve(Service { refuses: true, ..service });
    let program = Program::start(bus.address(), PATIENCE);
    assert_eq!(program.event(), NoteEvent::Available);
    for id in 1..=5 {
        program.show(id);
        assert_eq!(program.event(), NoteEvent::Available);
        assert_eq!(program.event(), NoteEvent::NotShown(id));
    }
    let names = DBusProxy::new(&service).unwrap().list_names().unwrap();
    assert_eq!(names.iter().filter(|name| name.starts_with(':')).count(), 2, "{names:?}");
}

#[test]
fn a_bus_that_never_answers_is_no_service() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("bus");
    let _silent = UnixListener::bind(&path).unwrap();
    let address = format!("unix:path={}", path.display()).parse().unwrap();
    let program = Program::start(address, Duration::from_millis(50));
    assert_eq!(program.event(), NoteEvent::Unavailable);
    program.show(1);
    assert_eq!(program.event(), NoteEvent::Unavailable);
    assert_eq!(program.event(), NoteEvent::NotShown(1));
}
