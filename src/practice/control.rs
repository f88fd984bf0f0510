//! Controls a running practice server: its clock, its faults, the messenger's actions, and inspection.

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
use super::faults::{Fault, Faults, Gate};
use super::instance::{AUTHORIZED, Instance, NOT_AUTHORIZED, PENDING_PASSWORD};

/// Maximum time that a connection may outlast its program.
const PATIENCE: Duration = Duration::from_secs(30);

/// Maximum number of requests kept, about 10 MB; older ones are forgotten.
const SEEN_KEPT: usize = 10_000;

/// A request that reached the server.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: Instant,
    pub verb: String,
    /// The path and query as received, including the token.
    pub path_with_token: String,
    /// The method's name as received; empty for a path of another form.
    pub method: String,
    pub id_instance: String,
    /// Names are in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// `None` while the request is unanswered, or if it is never answered.
    pub status: Option<u16>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Whether the paths of MAX begin with `/v3`. Its documentation has called the prefix optional since 2026-10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum V3Path {
    #[default]
    Optional,
    /// Without the prefix the gateway has no such route.
    Required,
    /// With the prefix nginx finds no gateway, and answers with its page.
    Absent,
}

/// State shared by a server and its controls.
pub struct Shared {
    pub api_url: String,
    pub clock: Clock,
    pub stop: CancellationToken,
    /// Each open connection holds another reference.
    pub open: Arc<()>,
    state: Mutex<State>,
}

pub struct State {
    pub instances: Vec<Instance>,
    pub faults: Faults,
    pub restart: Duration,
    /// Whether texts from the messenger's side are also wrapped in the gateway's JSON object.
    pub json_errors: bool,
    pub v3: V3Path,
    /// Whether requests beyond a method's limit are refused.
    pub keeps_limits: bool,
    pub seen: VecDeque<Seen>,
    /// Number of requests forgotten from `seen`.
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

    /// Records a request and returns its number.
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

/// Controls and inspects a server from outside. Instances are identified by idInstance; for an unknown one, changes do
/// nothing and queries return nothing.
#[derive(Clone)]
pub struct Control(pub(super) Arc<Shared>);

impl Control {
    /// Moves the clock forward: queues drain and expire, restarts end, limits are replenished.
    pub fn advance(&self, by: Duration) {
        self.0.clock.advance(by);
    }

    /// Applies `fault` to the next `times` requests of a method ([`ANY_METHOD`](super::ANY_METHOD) for all methods);
    /// `u32::MAX` applies it forever.
    pub fn fault(&self, method: &str, fault: Fault, times: u32) {
        self.0.lock().faults.add(method, None, fault, times);
    }

    /// Like [`Control::fault`], for one instance.
    pub fn fault_for(&self, id_instance: &str, method: &str, fault: Fault, times: u32) {
        self.0.lock().faults.add(method, Some(id_instance), fault, times);
    }

    /// Holds back the answer to the next request of a method until the gate is opened.
    pub fn hold(&self, method: &str) -> Gate {
        let gate = Gate::default();
        self.fault(method, Fault::Hold(gate.clone()), 1);
        gate
    }

    pub fn clear_faults(&self) {
        self.0.lock().faults.clear();
    }

    /// Sets the duration of future restarts.
    pub fn set_restart(&self, time: Duration) {
        self.0.lock().restart = time;
    }

    /// Whether texts such as `ArchiveChatError: …` are wrapped in the gateway's JSON object; initially they are plain
    /// text.
    pub fn set_json_errors(&self, on: bool) {
        self.0.lock().json_errors = on;
    }

    /// Sets the paths at which MAX instances answer from now on.
    pub fn set_v3(&self, path: V3Path) {
        self.0.lock().v3 = path;
    }

    /// Whether requests beyond a method's limit are refused with 429; initially they are.
    pub fn set_limits(&self, on: bool) {
        self.0.lock().keeps_limits = on;
    }

    /// Whether getChats shows a change of `archive` a minute late.
    pub fn set_chats_lagging(&self, id_instance: &str, on: bool) {
        self.with(id_instance, |instance, _| instance.chats.lagging = on);
    }

    /// Ends a restart in progress and sets the state; an empty text makes getStateInstance answer `null`.
    pub fn set_state(&self, id_instance: &str, state: &str) {
        self.with(id_instance, |instance, now| {
            instance.restart = None;
            instance.set_state(state, now);
        });
    }

    /// Simulates scanning the QR code: this account is linked, and its waiting messages begin to be sent.
    pub fn authorize(&self, id_instance: &str, wid: &str) {
        self.link_into(id_instance, wid, AUTHORIZED);
    }

    /// Simulates scanning the QR code with a phone whose account the messenger restricts at once: the state becomes
    /// `suspended`, `yellowCard` or `blocked` and is never `authorized`.
    pub fn link_into(&self, id_instance: &str, wid: &str, state: &str) {
        self.with(id_instance, |instance, now| {
            if instance.state == NOT_AUTHORIZED {
                instance.link(wid, state, now);
            }
        });
    }

    /// Makes WhatsApp ask for a passkey, with this message, until an account is linked.
    pub fn ask_passkey(&self, id_instance: &str, message: &str) {
        self.with(id_instance, |instance, _| instance.linking.passkey = Some(message.to_owned()));
    }

    /// Sets the time within which several codes to type restart the instance.
    pub fn set_codes_in_a_row(&self, id_instance: &str, within: Duration) {
        self.with(id_instance, |instance, _| instance.linking.in_a_row = Some(within));
    }

    /// Makes WhatsApp stop asking for a passkey.
    pub fn forget_passkey(&self, id_instance: &str) {
        self.with(id_instance, |instance, _| instance.linking.passkey = None);
    }

    /// Simulates scanning the QR code, after which the messenger asks for the password of two-step verification.
    pub fn ask_password(&self, id_instance: &str) {
        self.with(id_instance, |instance, now| {
            if instance.state == NOT_AUTHORIZED {
                instance.set_state(PENDING_PASSWORD, now);
            }
        });
    }

    /// Makes getAuthorizationCode answer `false` until a restart or a QR code.
    pub fn refuse_codes(&self, id_instance: &str) {
        self.with(id_instance, |instance, _| instance.linking.codes_refused = true);
    }

    /// Sets a setting at once, without a restart.
    pub fn set_setting(&self, id_instance: &str, name: &str, value: impl Into<Value>) {
        self.with(id_instance, |instance, _| instance.settings.insert(name.to_owned(), value.into()));
    }

    /// Appends a message in the form of showMessagesQueue.
    pub fn enqueue(&self, id_instance: &str, item: Value) {
        self.with(id_instance, |instance, now| instance.queue.push(item, now));
    }

    /// Simulates an incoming message. Recorded only while `incomingWebhook` is on.
    pub fn receive(&self, id_instance: &str, chat_id: &str, sender: &str, text: &str) {
        self.with(id_instance, |instance, now| instance.receive(now, chat_id, sender, text));
    }

    /// Adds a chat, or replaces the one with the same id.
    pub fn set_chat(&self, id_instance: &str, chat: Chat) {
        self.with(id_instance, |instance, _| {
            if let Some(place) = instance.chats.ensure(chat.clone()) {
                *place = chat;
            }
        });
    }

    /// Waits until every connection so far has ended. All requests that a killed program had sent are then recorded and
    /// have taken effect, no matter how late the server read them.
    ///
    /// # Errors
    /// Returns an error if a connection is still open after half a minute: its program is running.
    pub fn wait_for_hang_up(&self) -> io::Result<()> {
        // One more connection, which ends when the server has accepted all earlier ones.
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

    /// Returns the requests so far, the oldest first (the last 10,000).
    pub fn requests(&self) -> Vec<Seen> {
        self.0.lock().seen.iter().cloned().collect()
    }

    /// Returns the requests of one method, with its name in any case.
    pub fn requests_of(&self, method: &str) -> Vec<Seen> {
        self.requests().into_iter().filter(|seen| seen.method.eq_ignore_ascii_case(method)).collect()
    }

    /// Returns the messages waiting in the queue.
    pub fn queue(&self, id_instance: &str) -> Vec<Value> {
        self.with(id_instance, |instance, _| instance.queue.items().cloned().collect()).unwrap_or_default()
    }

    pub fn chat(&self, id_instance: &str, chat_id: &str) -> Option<Chat> {
        self.with(id_instance, |instance, _| instance.chats.get(chat_id).cloned()).flatten()
    }

    /// Returns the current state, empty for `null`.
    pub fn state(&self, id_instance: &str) -> Option<String> {
        self.with(id_instance, |instance, _| instance.state.clone())
    }

    pub fn setting(&self, id_instance: &str, name: &str) -> Option<Value> {
        self.with(id_instance, |instance, _| instance.settings.get(name).cloned()).flatten()
    }

    /// Returns the valid token, which updateApiToken changes.
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
