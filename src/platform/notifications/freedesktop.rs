//! The Desktop Notifications service of Linux: <https://specifications.freedesktop.org/notification-spec/latest/>.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::{Connection, MessageIterator, connection};
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{MatchRule, Message};

use super::{Note, NoteEvent, Tell};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Maximum wait for the service: it may have to start first.
const PATIENCE: Duration = Duration::from_secs(10);

/// The key of the action that a click on the notification itself means.
const DEFAULT_ACTION: &str = "default";

/// The notifications on the screen: the service's number of each, with ours.
type Shown = Arc<Mutex<HashMap<u32, u64>>>;

pub(super) fn run(notes: &Receiver<Note>, tell: &Tell) {
    let mut service = Service::find(tell);
    while let Ok(note) = notes.recv() {
        // A service that was missing, or has gone, may be there now.
        let shown = match &service {
            Ok(found) => found.show(&note).or_else(|_| {
                service = Service::find(tell);
                service.as_ref().map_err(Clone::clone)?.show(&note)
            }),
            Err(_) => {
                service = Service::find(tell);
                service.as_ref().map_err(Clone::clone).and_then(|found| found.show(&note))
            }
        };
        if let Err(error) = shown {
            tracing::warn!("a notification was not shown: {error}");
            tell.event(NoteEvent::NotShown(note.id));
        }
    }
}

struct Service {
    bus: Connection,
    /// Whether it takes the body for markup.
    reads_markup: bool,
    shown: Shown,
}

impl Service {
    /// Connects to the service, and sends whether there is one.
    fn find(tell: &Tell) -> zbus::Result<Self> {
        let found = Self::connect(tell);
        if let Err(error) = &found {
            tracing::info!("no service for notifications: {error}");
        }
        tell.event(if found.is_ok() { NoteEvent::Available } else { NoteEvent::Unavailable });
        found
    }

    fn connect(tell: &Tell) -> zbus::Result<Self> {
        let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
        let reply = bus.call_method(Some(NAME), PATH, Some(NAME), "GetCapabilities", &())?;
        let capabilities: Vec<String> = reply.body().deserialize()?;
        let reads_markup = capabilities.iter().any(|capability| capability == "body-markup");
        let shown = Shown::default();
        let rule = MatchRule::builder().msg_type(Type::Signal).sender(NAME)?.interface(NAME)?.build();
        let signals = MessageIterator::for_match_rule(rule, &bus, None)?;
        let (clicks, tell) = (shown.clone(), tell.clone());
        thread::Builder::new()
            .name("notification clicks".to_owned())
            .spawn(move || signals.flatten().for_each(|signal| heed(&signal, &clicks, &tell)))?;
        Ok(Self { bus, reads_markup, shown })
    }

    fn show(&self, note: &Note) -> zbus::Result<()> {
        let body = if self.reads_markup { escaped(&note.body) } else { Cow::Borrowed(note.body.as_str()) };
        // The desktop shows the program's icon by the name of its desktop file.
        let hints = HashMap::from([("desktop-entry", Value::from("instance-desk"))]);
        let actions = [DEFAULT_ACTION, ""];
        let notify = ("Instance Desk", 0u32, "instance-desk", &note.title, body, &actions[..], hints, -1i32);
        // Held until the number is known: a click may come before.
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = self.bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &notify)?;
        shown.insert(reply.body().deserialize()?, note.id);
        Ok(())
    }
}

/// Passes a click on, and forgets a notification that was closed.
fn heed(signal: &Message, shown: &Shown, tell: &Tell) {
    let header = signal.header();
    let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
    match header.member().map(|member| member.as_str()) {
        Some("ActionInvoked") => {
            let Ok((number, action)) = signal.body().deserialize::<(u32, String)>() else { return };
            if let Some(id) = shown.get(&number).filter(|_| action == DEFAULT_ACTION) {
                tell.event(NoteEvent::Clicked(*id));
            }
        }
        Some("NotificationClosed") => {
            if let Ok((number, _)) = signal.body().deserialize::<(u32, u32)>() {
                shown.remove(&number);
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
