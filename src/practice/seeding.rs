//! The initial state of an instance.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use serde_json::{Map, Value};

use super::chats::{Chat, Chats};
use super::instance::{AUTHORIZED, Instance, Messenger, Restart, STARTING};
use super::queue::{Feed, Queue, Queued};
use super::settings;

/// An instance before it is created, built up step by step.
#[derive(Clone, Debug)]
pub struct InstanceSeed {
    messenger: Messenger,
    pub(super) id: String,
    name: String,
    pub(super) token: Option<String>,
    wid: String,
    state: String,
    settings: Map<String, Value>,
    /// Each waiting message with its age.
    queue: Vec<(Duration, Value)>,
    feed: Option<(Duration, Vec<Value>)>,
    chats: Vec<Chat>,
    notices: Vec<Value>,
    tags: Vec<String>,
}

impl InstanceSeed {
    /// Creates an authorized instance with default settings, an empty queue and no chats.
    pub fn new(messenger: Messenger, id: &str, name: &str) -> Self {
        Self {
            messenger,
            id: id.to_owned(),
            name: name.to_owned(),
            token: None,
            wid: "79990001122@c.us".to_owned(),
            state: AUTHORIZED.to_owned(),
            settings: settings::new(messenger),
            queue: Vec::new(),
            feed: None,
            chats: Vec::new(),
            notices: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Returns fifty hexadecimal digits derived only from the id.
    pub fn fixed_token(id_instance: &str) -> String {
        let mut state: u64 = id_instance
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
        let mut token = String::new();
        while token.len() < 50 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            token += &format!("{:08x}", state >> 32);
        }
        token.truncate(50);
        token
    }

    #[must_use]
    pub fn token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// Sets the account, such as `79990001122@c.us`.
    #[must_use]
    pub fn wid(self, wid: &str) -> Self {
        Self { wid: wid.to_owned(), ..self }
    }

    /// Sets the state: `authorized`, `notAuthorized`, `blocked`, `suspended` …; `starting` hangs until a reboot, an
    /// empty text makes getStateInstance answer `null`.
    #[must_use]
    pub fn state(self, state: &str) -> Self {
        Self { state: state.to_owned(), ..self }
    }

    #[must_use]
    pub fn setting(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.settings.insert(name.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn interval_ms(self, ms: u64) -> Self {
        self.setting("delaySendMessagesMilliseconds", ms)
    }

    /// Sets the waiting messages, in the form of showMessagesQueue, queued just now.
    #[must_use]
    pub fn queue(self, items: Vec<Value>) -> Self {
        Self { queue: items.into_iter().map(|item| (Duration::ZERO, item)).collect(), ..self }
    }

    /// Sets the waiting messages, the first queued `oldest` ago, the others evenly until now.
    #[must_use]
    pub fn queue_since(self, oldest: Duration, items: Vec<Value>) -> Self {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX).max(1);
        let queue = items.into_iter().zip(0..).map(|(item, n)| (oldest - oldest / count * n, item)).collect();
        Self { queue, ..self }
    }

    /// Adds another program that sends these messages in turn through the instance, one every `every`.
    #[must_use]
    pub fn fed_every(self, every: Duration, items: Vec<Value>) -> Self {
        Self { feed: Some((every, items)), ..self }
    }

    #[must_use]
    pub fn chats(self, chats: Vec<Chat>) -> Self {
        Self { chats, ..self }
    }

    /// Sets the words by which an office would group it. GREEN-API knows no tags.
    #[must_use]
    pub fn tags(self, tags: &[&str]) -> Self {
        Self { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..self }
    }

    /// Sets the incoming notifications waiting to be read.
    #[must_use]
    pub fn notices(self, notices: Vec<Value>) -> Self {
        Self { notices, ..self }
    }

    pub(super) fn instance(&self, now: Duration, fixed_token: bool) -> Instance {
        let token = match &self.token {
            Some(token) => token.clone(),
            None if fixed_token => Self::fixed_token(&self.id),
            None => random_token(),
        };
        let queued = |(age, item): &(Duration, Value)| Queued { since: now.saturating_sub(*age), item: item.clone() };
        let feed = |(every, items): &(Duration, Vec<Value>)| Feed {
            every: *every,
            next: now + *every,
            items: items.clone(),
            turn: 0,
        };
        let hangs = Restart { until: None, then: AUTHORIZED.to_owned(), settings: Map::new() };
        // An active instance has just sent a message; the others have sent none for a long time.
        let last_left = if self.state == AUTHORIZED { now } else { Duration::ZERO };
        let mut instance = Instance {
            name: self.name.clone(),
            tags: self.tags.clone(),
            id: self.id.clone(),
            messenger: self.messenger,
            token,
            wid: self.wid.clone(),
            state: self.state.clone(),
            since: now,
            restart: (self.state == STARTING).then_some(hangs),
            settings: self.settings.clone(),
            queue: Queue::new(self.queue.iter().map(queued).collect(), self.feed.as_ref().map(feed), last_left),
            chats: Chats::new(self.chats.clone()),
            groups: Default::default(),
            calling: None,
            journal: Default::default(),
            notices: Default::default(),
            states: vec![(now, self.state.clone())],
            limits: Default::default(),
            linking: Default::default(),
        };
        for notice in &self.notices {
            instance.notices.push(notice.clone());
        }
        instance
    }
}

/// Returns fifty random hexadecimal digits, the form of apiTokenInstance.
pub fn random_token() -> String {
    let mut token: String = (0..4).map(|_| format!("{:016x}", RandomState::new().build_hasher().finish())).collect();
    token.truncate(50);
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_look_like_tokens_and_differ() {
        let tokens = [random_token(), random_token(), InstanceSeed::fixed_token("1"), InstanceSeed::fixed_token("2")];
        for token in &tokens {
            assert_eq!(token.len(), 50);
            assert!(token.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
            assert_eq!(tokens.iter().filter(|other| *other == token).count(), 1);
        }
        assert_eq!(InstanceSeed::fixed_token("1"), tokens[2]);
    }

    #[test]
    fn ages_run_from_the_oldest_to_now() {
        let items = (0..4).map(Value::from).collect();
        let hour = Duration::from_secs(3600);
        let seed = InstanceSeed::new(Messenger::WhatsApp, "1", "").queue_since(hour, items);
        assert_eq!(seed.queue[0].0, hour);
        assert_eq!(seed.queue[3].0, hour / 4);
    }
}
