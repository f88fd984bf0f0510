//! The known path prefix of each instance: the part of a request's path before `/waInstance`.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{ApiUrl, Credentials, Exchange, IdInstance, Messenger, classify};

/// The prefix of MAX (green-api.com/v3/docs/api/queues/ClearMessagesQueue). Since 2026-10 the documentation calls it
/// optional (v3/docs/request-format), so a gateway may some day accept only the path without it.
const V3: &str = "/v3";

/// The MAX instances whose gateway answers only without `/v3`. Clones share them.
#[derive(Clone, Default)]
pub struct Prefixes {
    bare: Arc<Mutex<HashSet<(IdInstance, ApiUrl)>>>,
}

impl Prefixes {
    /// Returns the prefix to use for this instance.
    pub fn of(&self, credentials: &Credentials) -> &'static str {
        match credentials.messenger {
            Messenger::Max if !self.lock().contains(&key(credentials)) => V3,
            Messenger::Max | Messenger::WhatsApp | Messenger::Telegram => "",
        }
    }

    /// Returns the prefix to try after this response to a read-only method; `None` if the prefix does not look wrong.
    pub fn second(messenger: Messenger, sent: &'static str, answer: &Exchange) -> Option<&'static str> {
        let is_missing = answer.status == Some(404) && classify::is_html(&answer.body.text());
        (messenger == Messenger::Max && is_missing).then_some(if sent == V3 { "" } else { V3 })
    }

    /// Whether the gateway itself answered, which means that the path was right.
    pub fn worked(answer: &Exchange) -> bool {
        answer.status.is_some_and(|status| status < 500) && !classify::is_html(&answer.body.text())
    }

    /// Remembers the prefix that worked for this instance at this address.
    pub fn remember(&self, credentials: &Credentials, prefix: &'static str) {
        match prefix {
            V3 => self.lock().remove(&key(credentials)),
            _ => self.lock().insert(key(credentials)),
        };
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<(IdInstance, ApiUrl)>> {
        self.bare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(credentials: &Credentials) -> (IdInstance, ApiUrl) {
    (credentials.id_instance.clone(), credentials.api_url.clone())
}
