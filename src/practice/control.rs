//! The hand on a running practice server: its clock, its faults, the messenger's part, and a look inside.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::chats::Chat;
use super::clock::Clock;
use super::faults::{Fault, Faults};
use super::instance::{AUTHORIZED, Instance, NOT_AUTHORIZED, PENDING_PASSWORD};

/// So long a connection may last after its program.
const PATIENCE: Duration = Duration::from_secs(30);

/// The oldest requests are forgotten beyond this.
const SEEN_KEPT: usize = 10_000;

/// A request that reached the server.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: Instant,
    pub verb: String,
    /// The path and query as they came, the token in them.
    pub path_with_token: String,
    /// The method's name as it came; empty for a path of another form.
    pub method: String,
    pub id_instance: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// None while the request is not answered, or when it never is.
    pub status: Option<u16>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Whether the paths of MAX begin with `/v3`. Its documentation calls the prefix optional since 2026-10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum V3Path {
    #[default]
    Optional,
    /// Without it the gateway has no such route.
    Required,
    /// With it nginx finds no gateway, and answers with its page.
    Absent,
}

/// What a server and its controls share.
pub struct Shared {
    pub api_url: String,
    pub clock: Clock,
    pub stop: CancellationToken,
    /// Held once more by each connection.
    pub open: Arc<()>,
    state: Mutex<State>,
}

pub struct State {
    pub instances: Vec<Instance>,
    pub faults: Faults,
    pub restart: Duration,
    /// Texts from the messenger's side come as the gateway's JSON object too.
    pub json_errors: bool,
    pub v3: V3Path,
    /// Requests beyond a method's limit are refused.
    pub keeps_limits: bool,
    pub seen: VecDeque<Seen>,
    /// How many requests were forgotten from `seen`.
    pub seen_dropped: usize,
}

impl Shared {
    pub fn new(api_url: String, clock: Clock, instances: Vec<Instance>, restart: Duration) -> Self {
        let state = State {
            instances,
            faults: Faults::default(),
            restart,
            json_errors: false,
            v3: V3Path::default(),
            keeps_limits: true,
            seen: VecDeque::new(),
            seen_dropped: 0,
        };
        Self { api_url, clock, stop: CancellationToken::new(), open: Arc::default(), state: Mutex::new(state) }
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request and gives its number.
    pub fn note(&self, seen: Seen) -> usize {
        let mut state = self.lock();
        state.seen.push_back(seen);
        if state.seen.len() > SEEN_KEPT {
            state.seen.pop_front();
            state.seen_dropped += 1;
        }
        state.seen_dropped + state.seen.len() - 1
    }

    pub fn note_status(&self, number: usize, status: u16) {
        let mut state = self.lock();
        let place = number.checked_sub(state.seen_dropped);
        if let Some(seen) = place.and_then(|place| state.seen.get_mut(place)) {
            seen.status = Some(status);
        }
    }
}

/// Steers and inspects a server from outside. Instances are named by idInstance; an unknown one is left alone, or
/// found empty.
#[derive(Clone)]
pub struct Control(pub(super) Arc<Shared>);

impl Control {
    /// Moves the clock forward: queues drain and expire, restarts end, limits are replenished.
    pub fn advance(&self, by: Duration) {
        self.0.clock.advance(by);
    }

    /// Lets `fault` happen to the next `times` requests of a method ([`ANY_METHOD`](super::ANY_METHOD) for every
    /// one); `u32::MAX` for ever.
    pub fn fault(&self, method: &str, fault: Fault, times: u32) {
        self.0.lock().faults.add(method, None, fault, times);
    }

    /// The same, for one instance.
    pub fn fault_for(&self, id_instance: &str, method: &str, fault: Fault, times: u32) {
        self.0.lock().faults.add(method, Some(id_instance), fault, times);
    }

    pub fn clear_faults(&self) {
        self.0.lock().faults.clear();
    }

    /// How long the restarts last that begin from now on.
    pub fn set_restart(&self, time: Duration) {
        self.0.lock().restart = time;
    }

    /// Whether texts such as `ArchiveChatError: …` come inside the gateway's JSON object; plain text at first.
    pub fn set_json_errors(&self, on: bool) {
        self.0.lock().json_errors = on;
    }

    /// Which paths MAX instances answer at from now on.
    pub fn set_v3(&self, path: V3Path) {
        self.0.lock().v3 = path;
    }

    /// Whether requests beyond a method's limit are refused with 429, as at first.
    pub fn set_limits(&self, on: bool) {
        self.0.lock().keeps_limits = on;
    }

    /// Whether getChats shows a change of `archive` a minute late.
    pub fn set_chats_lagging(&self, id_instance: &str, on: bool) {
        self.with(id_instance, |instance, _| instance.chats.lagging = on);
    }

    /// Ends a restart under way and sets the state; an empty text makes getStateInstance answer `null`.
    pub fn set_state(&self, id_instance: &str, state: &str) {
        self.with(id_instance, |instance, now| {
            instance.restart = None;
            instance.set_state(state, now);
        });
    }

    /// Somebody scans the QR code: this account is linked, and whatever waits in the queue begins to go out.
    pub fn authorize(&self, id_instance: &str, wid: &str) {
        self.with(id_instance, |instance, now| {
            if instance.state == NOT_AUTHORIZED {
                instance.wid = wid.to_owned();
                instance.linking.passkey = None;
                instance.set_state(AUTHORIZED, now);
            }
        });
    }

    /// WhatsApp asks for a passkey, with this message, until an account is linked.
    pub fn ask_passkey(&self, id_instance: &str, message: &str) {
        self.with(id_instance, |instance, _| instance.linking.passkey = Some(message.to_owned()));
    }

    /// Sets the time within which several codes to type restart the instance.
    pub fn set_codes_in_a_row(&self, id_instance: &str, within: Duration) {
        self.with(id_instance, |instance, _| instance.linking.in_a_row = Some(within));
    }

    /// WhatsApp asks for no passkey any more.
    pub fn forget_passkey(&self, id_instance: &str) {
        self.with(id_instance, |instance, _| instance.linking.passkey = None);
    }

    /// Somebody scans the QR code, and the messenger asks for the password of two-step verification.
    pub fn ask_password(&self, id_instance: &str) {
        self.with(id_instance, |instance, now| {
            if instance.state == NOT_AUTHORIZED {
                instance.set_state(PENDING_PASSWORD, now);
            }
        });
    }

    /// getAuthorizationCode answers `false` until a restart or a QR code.
    pub fn refuse_codes(&self, id_instance: &str) {
        self.with(id_instance, |instance, _| instance.linking.codes_refused = true);
    }

    /// Sets a setting at once, without a restart.
    pub fn set_setting(&self, id_instance: &str, name: &str, value: impl Into<Value>) {
        self.with(id_instance, |instance, _| instance.settings.insert(name.to_owned(), value.into()));
    }

    /// Appends a message as showMessagesQueue gives it.
    pub fn enqueue(&self, id_instance: &str, item: Value) {
        self.with(id_instance, |instance, now| instance.queue.push(item, now));
    }

    /// Somebody writes to the account. Recorded only while `incomingWebhook` is on.
    pub fn receive(&self, id_instance: &str, chat_id: &str, sender: &str, text: &str) {
        self.with(id_instance, |instance, now| instance.receive(now, chat_id, sender, text));
    }

    /// Adds a chat, or puts it in the place of the one with its id.
    pub fn set_chat(&self, id_instance: &str, chat: Chat) {
        self.with(id_instance, |instance, _| {
            if let Some(place) = instance.chats.ensure(chat.clone()) {
                *place = chat;
            }
        });
    }

    /// Waits until every connection so far has ended. What a killed program had sent is noted then, and has had its
    /// effect, however late the server came to read it.
    ///
    /// # Errors
    /// A connection is still open after half a minute: its program runs.
    pub fn wait_for_hang_up(&self) -> io::Result<()> {
        // One more connection, which ends when the server has taken in all before it.
        let mut last = TcpStream::connect(self.0.api_url.trim_start_matches("http://"))?;
        last.shutdown(Shutdown::Write)?;
        last.read_to_end(&mut Vec::new())?;
        let from = Instant::now();
        while Arc::strong_count(&self.0.open) > 1 {
            if from.elapsed() > PATIENCE {
                return Err(io::ErrorKind::TimedOut.into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// The requests so far, the oldest first (the last 10,000).
    pub fn requests(&self) -> Vec<Seen> {
        self.0.lock().seen.iter().cloned().collect()
    }

    /// The requests of one method, in any spelling of its name.
    pub fn requests_of(&self, method: &str) -> Vec<Seen> {
        self.requests().into_iter().filter(|seen| seen.method.eq_ignore_ascii_case(method)).collect()
    }

    /// What waits in the queue now.
    pub fn queue(&self, id_instance: &str) -> Vec<Value> {
        self.with(id_instance, |instance, _| instance.queue.items().cloned().collect()).unwrap_or_default()
    }

    pub fn chat(&self, id_instance: &str, chat_id: &str) -> Option<Chat> {
        self.with(id_instance, |instance, _| instance.chats.get(chat_id).cloned()).flatten()
    }

    /// The state now, empty for `null`.
    pub fn state(&self, id_instance: &str) -> Option<String> {
        self.with(id_instance, |instance, _| instance.state.clone())
    }

    pub fn setting(&self, id_instance: &str, name: &str) -> Option<Value> {
        self.with(id_instance, |instance, _| instance.settings.get(name).cloned()).flatten()
    }

    /// The token in force: updateApiToken changes it.
    pub fn token(&self, id_instance: &str) -> Option<String> {
        self.with(id_instance, |instance, _| instance.token.clone())
    }

    fn with<T>(&self, id_instance: &str, act: impl FnOnce(&mut Instance, Duration) -> T) -> Option<T> {
        let now = self.0.clock.now();
        let mut state = self.0.lock();
        let instance = state.instances.iter_mut().find(|instance| instance.id == id_instance)?;
        instance.settle(now);
        Some(act(instance, now))
    }
}
