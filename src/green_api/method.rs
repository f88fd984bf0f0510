//! What a method of GREEN-API is.

use std::time::Duration;

use super::{Failure, Messenger};

/// The HTTP verb of a method. Some GETs change the server (clearMessagesQueue, reboot, logout): see
/// [`Method::MUTATES`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verb {
    Get,
    Post,
    Delete,
}

impl Verb {
    /// As it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// One method of GREEN-API, with what a call of it needs; the type of its reply; and how to judge that reply.
pub trait Method: Clone + Send + Sync + 'static {
    /// The name in the path, in lower camel case.
    const NAME: &'static str;
    const VERB: Verb;
    /// Whether it changes anything on the server. Such a call whose answer did not come is of unknown outcome.
    const MUTATES: bool;
    /// The messengers that have it.
    const MESSENGERS: &'static [Messenger];
    /// Whether the reply is read as it came, and not without secrets as all others: it holds a secret that is to be used,
    /// or messages that are to be sent again word for word.
    const READS_SECRETS: bool = false;
    type Reply: Send + 'static;

    /// The least time between two calls for one instance, measured from sending
    /// (green-api.com/en/docs/api/ratelimiter).
    fn interval(messenger: Messenger) -> Duration;

    /// What stands after the question mark.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The JSON body; `None` sends no body and no content type.
    fn body(&self) -> Option<serde_json::Value> {
        None
    }

    /// A secret in the body, masked wherever the server repeats it.
    fn secret(&self) -> Option<&str> {
        None
    }

    /// Reads the body of a 2xx answer. Judges by its fields: a 200 alone is no success.
    fn read(body: &str) -> Result<Self::Reply, ReplyFault>;
}

/// Why the body of a 2xx answer is no success.
#[derive(Clone, PartialEq, Debug)]
pub enum ReplyFault {
    Empty,
    Null,
    Html,
    NotJson,
    /// JSON, but not this.
    Wrong {
        expected: &'static str,
    },
    /// The reply says itself that it failed.
    Failed(Failure),
}
