//! Recorded requests and responses, redacted, for users and for support.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Body, Failure, IdInstance, Verb};

/// One request and its response. Every text in it is redacted.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Unique within this session; later requests have higher numbers.
    pub id: u64,
    pub instance: IdInstance,
    pub purpose: Purpose,
    /// The method's name as in the path.
    pub method: &'static str,
    pub verb: Verb,
    /// The address with `***` in place of the token.
    pub url: String,
    pub request_body: Option<String>,
    /// `None` if no response arrived.
    pub status: Option<u16>,
    /// The status's reason phrase, such as "Bad Request".
    pub reason: Option<String>,
    /// content-type, content-length, date, retry-after and x-ratelimit-*, in the order received.
    pub headers: Vec<(String, String)>,
    /// The response body as received; bytes that are not UTF-8 are shown as `�`.
    pub body: Body,
    /// Number of body bytes received.
    pub body_bytes: usize,
    /// Time from sending to the end of the response, or to the failure.
    pub duration: Duration,
    /// When it was sent.
    pub at: jiff::Timestamp,
    pub failure: Option<Failure>,
}

/// Why a request was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Purpose {
    /// The user asked for it, or it belongs to what the user asked for.
    #[default]
    Asked,
    /// The watch asks it in every round.
    Routine,
}

impl Exchange {
    /// Returns a curl command for a POSIX shell that sends the same request, with `$TOKEN` in place of the token.
    pub fn curl(&self) -> String {
        let (before, after) = self.url.split_once(super::redact::MASK).unwrap_or((&self.url, ""));
        let token = if self.url.contains(super::redact::MASK) { "\"$TOKEN\"" } else { "" };
        let mut command = format!("curl -X {} {}{token}", self.verb.as_str(), quoted(before));
        if !after.is_empty() {
            command.push_str(&quoted(after));
        }
        if let Some(body) = &self.request_body {
            command.push_str(" -H 'Content-Type: application/json' --data-raw ");
            command.push_str(&quoted(body));
        }
        command
    }
}

/// Quotes a text for a shell. A shell changes nothing between single quotes; a single quote itself must be outside
/// them.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The exchanges of this session: the last 500, with at most 64 MiB of bodies. Of the routine ones only the last 100 are
/// kept, and theirs are the first bodies to make room, so that they do not push out the others. Clones share one log.
#[derive(Clone, Debug, Default)]
pub struct ExchangeLog {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    kept: VecDeque<Arc<Exchange>>,
    routine: usize,
    bytes: usize,
    dropped: u64,
    revision: u64,
    last_id: u64,
}

impl ExchangeLog {
    /// Maximum number of exchanges kept.
    pub const MAX: usize = 500;
    /// Maximum number of routine exchanges kept.
    pub const MAX_ROUTINE: usize = 100;
    /// Maximum number of bytes of request and response bodies kept, large ones compressed.
    pub const MAX_BYTES: usize = 64 << 20;

    /// Creates an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an exchange. Drops the oldest ones if the log is full.
    pub fn push(&self, exchange: Exchange) -> Arc<Exchange> {
        let exchange = Arc::new(exchange);
        let mut inner = self.lock();
        inner.bytes += weight(&exchange);
        inner.routine += usize::from(exchange.purpose == Purpose::Routine);
        inner.kept.push_back(exchange.clone());
        if inner.routine > Self::MAX_ROUTINE {
            inner.drop_oldest_routine();
        }
        while inner.kept.len() > Self::MAX {
            inner.drop_at(0);
        }
        while inner.bytes > Self::MAX_BYTES && inner.kept.len() > 1 {
            inner.drop_oldest_routine();
        }
        inner.revision += 1;
        exchange
    }

    /// Returns all kept exchanges, the newest first.
    pub fn newest_first(&self) -> Vec<Arc<Exchange>> {
        self.lock().kept.iter().rev().cloned().collect()
    }

    /// Returns the number of exchanges dropped because the log was full.
    pub fn dropped(&self) -> u64 {
        self.lock().dropped
    }

    /// Changes with every push, so that a view can detect new exchanges.
    pub fn revision(&self) -> u64 {
        self.lock().revision
    }

    /// Returns the number for a new exchange.
    pub(super) fn next_id(&self) -> u64 {
        let mut inner = self.lock();
        inner.last_id += 1;
        inner.last_id
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere must not make the log unusable: its data is consistent after every step.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Drops the oldest routine exchange, or the oldest of all if none is routine.
    fn drop_oldest_routine(&mut self) {
        let oldest = self.kept.iter().position(|kept| kept.purpose == Purpose::Routine);
        self.drop_at(oldest.unwrap_or_default());
    }

    fn drop_at(&mut self, index: usize) {
        let Some(exchange) = self.kept.remove(index) else { return };
        self.bytes -= weight(&exchange);
        self.routine -= usize::from(exchange.purpose == Purpose::Routine);
        self.dropped += 1;
    }
}

fn weight(exchange: &Exchange) -> usize {
    exchange.body.kept_bytes() + exchange.request_body.as_ref().map_or(0, String::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(log: &ExchangeLog, body: String) -> Exchange {
        Exchange {
            id: log.next_id(),
            instance: IdInstance::parse("1101822940").unwrap(),
            purpose: Purpose::Asked,
            method: "archiveChat",
            verb: Verb::Post,
            url: "https://api.example/waInstance1101822940/archiveChat/***".into(),
            request_body: Some("{\"chatId\":\"it's\"}".into()),
            status: Some(200),
            reason: Some("OK".into()),
            headers: Vec::new(),
            body_bytes: body.len(),
            body: body.into(),
            duration: Duration::from_millis(96),
            at: jiff::Timestamp::UNIX_EPOCH,
            failure: None,
        }
    }

    #[test]
    fn the_last_500_are_kept_newest_first() {
        let log = ExchangeLog::new();
        for _ in 0..503 {
            let next = exchange(&log, String::new());
            log.push(next);
        }
        let kept = log.newest_first();
        assert_eq!((kept.len(), kept[0].id, kept[499].id), (500, 503, 4));
        assert_eq!((log.dropped(), log.revision()), (3, 503));
    }

    #[test]
    fn routine_exchanges_push_out_only_each_other() {
        let log = ExchangeLog::new();
        let asked = log.push(exchange(&log, String::new()));
        for _ in 0..2_000 {
            let routine = Exchange { purpose: Purpose::Routine, ..exchange(&log, String::new()) };
            log.push(routine);
        }
        let kept = log.newest_first();
        assert_eq!(kept.len(), ExchangeLog::MAX_ROUTINE + 1);
        assert_eq!((kept[0].id, kept.last().map(|last| last.id)), (2_001, Some(asked.id)));
    }

    #[test]
    fn bodies_fill_at_most_64_mib_but_the_newest_stays() {
        // Blank bodies are not compressed.
        let log = ExchangeLog::new();
        for _ in 0..3 {
            let next = exchange(&log, " ".repeat(30 << 20));
            log.push(next);
        }
        assert_eq!((log.newest_first().len(), log.dropped()), (2, 1));
        let next = exchange(&log, " ".repeat(65 << 20));
        log.push(next);
        assert_eq!(log.newest_first().len(), 1);
    }

    #[test]
    fn large_routine_bodies_push_out_only_each_other() {
        let log = ExchangeLog::new();
        let asked = log.push(exchange(&log, String::new()));
        for _ in 0..5 {
            let body = " ".repeat(30 << 20);
            log.push(Exchange { purpose: Purpose::Routine, ..exchange(&log, body) });
        }
        let kept: Vec<u64> = log.newest_first().iter().map(|kept| kept.id).collect();
        assert_eq!(kept, [6, 5, asked.id]);
    }

    #[test]
    fn curl_names_the_token_and_quotes_the_rest() {
        let log = ExchangeLog::new();
        assert_eq!(
            exchange(&log, String::new()).curl(),
            "curl -X POST 'https://api.example/waInstance1101822940/archiveChat/'\"$TOKEN\" \
             -H 'Content-Type: application/json' --data-raw '{\"chatId\":\"it'\\''s\"}'"
        );
    }
}
