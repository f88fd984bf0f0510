//! GREEN-API as types: ids and credentials, chatId, one type per method, the client with its pacing, the recorded
//! exchange, redaction, and the failures.
//!
//! Knows nothing of storage or screens. Everything for use by other modules is exported here; [`methods`] holds one
//! short item per method, and [`redact`] is for code that writes text that might contain a token.

mod access;
mod api_url;
mod body;
mod cause;
mod chat_id;
mod classify;
mod client;
mod clock;
pub mod console;
mod detail;
mod doubt;
mod exchange;
mod failure;
mod failure_table;
mod ids;
mod link;
mod messenger;
#[macro_use]
mod method;
pub mod methods;
mod pacing;
mod phone;
mod prefixes;
mod proxies;
pub mod redact;
mod secrets;
mod spelling;
mod surrogates;
mod transport;
mod visible;

pub use access::Access;
pub use api_url::{ApiUrl, ApiUrlError, DEFAULT_HOST};
pub use body::Body;
pub use cause::Cause;
pub use chat_id::{ChatId, ChatIdError, ChatKind};
pub use client::{Answer, Client, ClientOptions, Turn, Waker};
pub use clock::{now, told};
pub use detail::Detail;
pub use doubt::{Doubt, country_code_length};
pub use exchange::{Exchange, ExchangeLog, Purpose};
pub use failure::{ErrorReply, Failure, NotRecorded, ProxyRefusal, Quota};
pub use failure_table::{FailureOutcome, FailureTraits, Retry, Scope};
pub use ids::{ApiToken, ApiTokenError, Credentials, IdInstance, IdInstanceError};
pub use link::number_in_link;
pub use messenger::Messenger;
pub use method::{Method, ReplyFault, Verb};
pub use methods::*;
pub use phone::{chat_for_reading, phone_for_reading, sought_digits, wid_digits, without_device};
pub use proxies::{DesktopProxies, DesktopSettings, Proxies, ProxySource, Route};
pub use redact::Redactor;
pub use surrogates::without_lone_surrogates;
pub use visible::{for_system, in_credential, in_number, is_blank, is_invisible, plain_digit};

#[cfg(test)]
mod tests;
