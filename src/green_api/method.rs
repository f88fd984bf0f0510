//! The trait that every GREEN-API method implements, and the macro that implements it.

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
    /// Returns the verb as sent in the request.
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

    /// Returns the minimum time between two calls for one instance, measured from sending
    /// (green-api.com/en/docs/api/ratelimiter).
    fn interval(messenger: Messenger) -> Duration;

    /// Returns the query parameters.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Returns the JSON body; `None` sends neither body nor content type.
    fn body(&self) -> Option<serde_json::Value> {
        None
    }

    /// Returns a secret in the body, masked wherever the server repeats it.
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

/// Implements [`Method`] for a type. `per_second` holds the documented limits of WhatsApp, MAX and Telegram, or
/// 1 where none is documented (green-api.com/en/docs/api/ratelimiter).
macro_rules! method {
    (
        $type:ty: $verb:ident $name:literal, mutates: $mutates:literal, messengers: $messengers:expr, per_second: $limits:expr,
        $(reads_secrets: $reads_secrets:literal,)? $(query: $query:expr,)? $(body: $body:expr,)?
        $(secret: $secret:expr,)?
        reply: $reply:ty = $read:expr
    ) => {
        impl $crate::green_api::Method for $type {
            const NAME: &'static str = $name;
            const VERB: $crate::green_api::Verb = $crate::green_api::Verb::$verb;
            const MUTATES: bool = $mutates;
            const MESSENGERS: &'static [$crate::green_api::Messenger] = $messengers;
            $(const READS_SECRETS: bool = $reads_secrets;)?
            type Reply = $reply;

            fn interval(messenger: $crate::green_api::Messenger) -> std::time::Duration {
                $crate::green_api::method::interval($limits, messenger)
            }
            $(fn query(&self) -> Vec<(&'static str, String)> {
                let query: fn(&Self) -> Vec<(&'static str, String)> = $query;
                query(self)
            })?
            $(fn body(&self) -> Option<serde_json::Value> {
                let body: fn(&Self) -> serde_json::Value = $body;
                Some(body(self))
            })?
            $(fn secret(&self) -> Option<&str> {
                let secret: fn(&Self) -> &str = $secret;
                Some(secret(self))
            })?
            fn read(body: &str) -> Result<Self::Reply, $crate::green_api::ReplyFault> {
                let read: fn(&str) -> Result<Self::Reply, $crate::green_api::ReplyFault> = $read;
                read(body)
            }
        }
    };
}

/// Returns slightly more than the limit's interval, so that a difference between the two clocks does not cause a 429.
pub(super) fn interval([whatsapp, max, telegram]: [f64; 3], messenger: Messenger) -> Duration {
    let per_second = match messenger {
        Messenger::WhatsApp => whatsapp,
        Messenger::Max => max,
        Messenger::Telegram => telegram,
    };
    Duration::from_secs_f64(1.01 / per_second)
}
