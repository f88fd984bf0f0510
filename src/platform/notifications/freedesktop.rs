//! The Desktop Notifications service of Linux: <https://specifications.freedesktop.org/notification-spec/latest/>.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::{Connection, MessageIterator, connection};
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{Address, Error, MatchRule, Message};

use super::{Note, NoteEvent, Tell};

#[cfg(test)]
#[path = "freedesktop_tests.rs"]
mod tests;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Maximum wait for the bus, and for the service: it may have to start first.
const PATIENCE: Duration = Duration::from_secs(10);

/// The key of the action that a click on the notification itself means.
const DEFAULT_ACTION: &str = "default";

/// Maximum number of clicks that are kept until the number of a notification is known.
const MAX_EARLY: usize = 64;

pub(super) fn run(notes: &Receiver<Note>, tell: &Tell) {
    show_all(notes, tell, Address::session(), PATIENCE);
}

/// Shows the notes over the bus at `address`, which has to accept a connection within `patience`.
fn show_all(notes: &Receiver<Note>, tell: &Tell, address: zbus::Result<Address>, patience: Duration) {
    let mut desktop = Desktop { address, patience, tell, connecting: None, bus: None, is_found: false };
    if let Err(error) = desktop.find() {
        tracing::info!("no service for notifications: {error}");
    }
    while let Ok(note) = notes.recv() {
        if let Err(error) = desktop.show(&note) {
            tracing::warn!("a notification was not shown: {error}");
            tell.event(NoteEvent::NotShown(note.id));
        }
    }
}

/// The way to the service.
struct Desktop<'a> {
    address: zbus::Result<Address>,
    patience: Duration,
    tell: &'a Tell,
    /// A connection that is being made.
    connecting: Option<Receiver<zbus::Result<Bus>>>,
    /// Kept for as long as the bus lives: some services remove the notifications of a program whose connection ends.
    bus: Option<Bus>,
    /// Whether the service answered when it was last looked for.
    is_found: bool,
}

impl Desktop<'_> {
    fn show(&mut self, note: &Note) -> zbus::Result<()> {
        if self.is_found {
            match self.notify(note) {
                // A service that has gone may be there again. A late one may still show it, so it is not asked twice.
                Err(error) if !is_timeout(&error) => {}
                shown => return shown,
            }
        }
        self.find()?;
        self.notify(note)
    }

    fn notify(&self, note: &Note) -> zbus::Result<()> {
        self.bus.as_ref().ok_or_else(timeout)?.show(note, self.tell)
    }

    /// Looks for the service, and sends whether there is one.
    fn find(&mut self) -> zbus::Result<()> {
        let found = self.look();
        self.is_found = found.is_ok();
        self.tell.event(if self.is_found { NoteEvent::Available } else { NoteEvent::Unavailable });
        found
    }

    fn look(&mut self) -> zbus::Result<()> {
        if let Some(bus) = &mut self.bus {
            match bus.look() {
                // The bus has gone, and the thread for its signals with it.
                Err(Error::InputOutput(error)) if error.kind() != io::ErrorKind::TimedOut => self.bus = None,
                found => return found,
            }
        }
        let bus = self.connect()?;
        self.bus.insert(bus).look()
    }

    /// Connects to the bus on a thread of its own, because the library waits for a silent one for ever. A connection
    /// that comes late is used next time.
    fn connect(&mut self) -> zbus::Result<Bus> {
        let connecting = match self.connecting.take() {
            Some(connecting) => connecting,
            None => {
                let (address, tell) = (self.address.clone()?, self.tell.clone());
                let (sender, connecting) = mpsc::channel();
                let connect = move || drop(sender.send(Bus::connect(address, tell)));
                thread::Builder::new().name("notifications bus".to_owned()).spawn(connect)?;
                connecting
            }
        };
        match connecting.recv_timeout(self.patience) {
            Ok(bus) => bus,
            Err(RecvTimeoutError::Disconnected) => Err(timeout()),
            Err(RecvTimeoutError::Timeout) => {
                self.connecting = Some(connecting);
                Err(timeout())
            }
        }
    }
}

fn timeout() -> Error {
    io::Error::from(io::ErrorKind::TimedOut).into()
}

fn is_timeout(error: &Error) -> bool {
    matches!(error, Error::InputOutput(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// The session's bus, with the notifications that were shown over it.
struct Bus {
    connection: Connection,
    /// Whether the service takes the body for markup.
    reads_markup: bool,
    shown: Arc<Mutex<Shown>>,
}

/// A notification by the service that shows it and its number there. The numbers of a service that was restarted begin
/// again, and may be those of other programs.
type Number = (String, u32);

/// The notifications on the screen.
#[derive(Default)]
struct Shown {
    ids: HashMap<Number, u64>,
    /// While a number is awaited, the last clicks on unknown ones.
    early: Option<VecDeque<Number>>,
}

impl Bus {
    fn connect(address: Address, tell: Tell) -> zbus::Result<Self> {
        let connection = connection::Builder::address(address)?.method_timeout(PATIENCE).build()?;
        let shown = Arc::<Mutex<Shown>>::default();
        let rule = MatchRule::builder().msg_type(Type::Signal).sender(NAME)?.interface(NAME)?.build();
        let signals = MessageIterator::for_match_rule(rule, &connection, None)?;
        let clicks = shown.clone();
        thread::Builder::new()
            .name("notification clicks".to_owned())
            .spawn(move || signals.flatten().for_each(|signal| heed(&signal, &clicks, &tell)))?;
        Ok(Self { connection, reads_markup: false, shown })
    }

    /// Looks for the service.
    fn look(&mut self) -> zbus::Result<()> {
        let reply = self.connection.call_method(Some(NAME), PATH, Some(NAME), "GetCapabilities", &())?;
        let capabilities: Vec<String> = reply.body().deserialize()?;
        self.reads_markup = capabilities.iter().any(|capability| capability == "body-markup");
        Ok(())
    }

    fn show(&self, note: &Note, tell: &Tell) -> zbus::Result<()> {
        let body = if self.reads_markup { escaped(&note.body) } else { Cow::Borrowed(note.body.as_str()) };
        // The desktop shows the program's icon by the name of its desktop file.
        let hints = HashMap::from([("desktop-entry", Value::from("instance-desk"))]);
        let actions = [DEFAULT_ACTION, ""];
        let notify = ("Instance Desk", 0u32, "instance-desk", &note.title, body, &actions[..], hints, -1i32);
        // Not locked during the call: the library reads its answer only once the signals before it are heeded.
        locked(&self.shown).early = Some(VecDeque::new());
        let reply = self.connection.call_method(Some(NAME), PATH, Some(NAME), "Notify", &notify);
        let mut shown = locked(&self.shown);
        let early = shown.early.take().unwrap_or_default();
        let reply = reply?;
        let number = (sender(&reply), reply.body().deserialize()?);
        if early.contains(&number) {
            tell.event(NoteEvent::Clicked(note.id));
        }
        shown.ids.retain(|(service, _), _| *service == number.0);
        shown.ids.insert(number, note.id);
        Ok(())
    }
}

fn locked(shown: &Mutex<Shown>) -> MutexGuard<'_, Shown> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the bus name of the connection that sent a message.
fn sender(message: &Message) -> String {
    message.header().sender().map(ToString::to_string).unwrap_or_default()
}

/// Passes a click on, and forgets a notification that was closed.
fn heed(signal: &Message, shown: &Mutex<Shown>, tell: &Tell) {
    let header = signal.header();
    let mut shown = locked(shown);
    match header.member().map(|member| member.as_str()) {
        Some("ActionInvoked") => {
            let Ok((number, action)) = signal.body().deserialize::<(u32, String)>() else { return };
            if action != DEFAULT_ACTION {
                return;
            }
            let number = (sender(signal), number);
            if let Some(id) = shown.ids.get(&number) {
                tell.event(NoteEvent::Clicked(*id));
            } else if let Some(early) = &mut shown.early {
                early.push_back(number);
                if early.len() > MAX_EARLY {
                    early.pop_front();
                }
            }
        }
        Some("NotificationClosed") => {
            if let Ok((number, _)) = signal.body().deserialize::<(u32, u32)>() {
                shown.ids.remove(&(sender(signal), number));
            }
        }
        _ => {}
    }
}

/// Escapes a text for a service that reads markup.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}
