//! The trait that every GREEN-API method implements.

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
    /// The verb as sent in the request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// One GREEN-API method: the parameters of a call, the type of its reply, and the rules that judge that reply.
pub trait Method: Clone + Send + Sync + 'static {
    /// The name in the path, in lower camel case.
    const NAME: &'static str;
    const VERB: Verb;
    /// Whether it changes anything on the server. If no response to such a call arrives, its outcome is unknown.
    const MUTATES: bool;
    /// The messengers that have this method.
    const MESSENGERS: &'static [Messenger];
    /// Whether the reply is read from the raw body instead of the redacted one: it holds a secret that the program
    /// uses, or messages to resend word for word.
    const READS_SECRETS: bool = false;
    type Reply: Send + 'static;

    /// Minimum time between two calls for one instance, measured from sending (green-api.com/en/docs/api/ratelimiter).
    fn interval(messenger: Messenger) -> Duration;

    /// The query parameters.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The JSON body; `None` sends neither body nor content type.
    fn body(&self) -> Option<serde_json::Value> {
        None
    }

    /// A secret in the body, masked wherever the server repeats it.
    fn secret(&self) -> Option<&str> {
        None
    }

    /// Parses the body of a 2xx response. Judges by its fields: a 200 alone is not a success.
    ///
    /// # Errors
    /// Returns the reason why the body is not a success.
    fn read(body: &str) -> Result<Self::Reply, ReplyFault>;
}

/// Reason why the body of a 2xx response is not a success.
#[derive(Clone, PartialEq, Debug)]
pub enum ReplyFault {
    Empty,
    Null,
    Html,
    NotJson,
    /// JSON, but not the expected value.
    Wrong {
        expected: &'static str,
    },
    /// The reply itself reports a failure.
    Failed(Failure),
}
