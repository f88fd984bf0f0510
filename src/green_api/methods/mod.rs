//! One type per GREEN-API method. Adding a method is one short item in the file of its subject.
//!
//! Every reply is parsed leniently: unknown values of an enumeration keep their text, and a number may arrive as a
//! string. Only the fields that decide success are parsed strictly.

/// Implements [`super::Method`] for a type. `per_second` holds the documented limits of WhatsApp, MAX and Telegram, or
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
                $crate::green_api::methods::interval($limits, messenger)
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

mod account;
mod authorization;
mod chats;
mod contacts;
mod instance;
mod mutating;
mod queues;
mod reading;
mod sending;
mod settings;

use std::time::Duration;

use super::Messenger;

pub use account::{AccountSettings, GetAccountSettings, GetWaSettings, WaSettings};
pub use authorization::{
    GetAuthorizationCode, Logout, PasswordRefusal, Qr, QrReply, Reboot, SendAuthorizationPassword, UpdateApiToken,
};
pub use chats::{ArchiveChat, ArchiveDirection, Chat, ChatType, GetChats, ReadChat, UnarchiveChat};
pub use contacts::{CheckWhatsapp, CheckedNumber, Contact, ContactInfo, GetContactInfo, GetContacts};
pub use instance::{Delivery, GetStateInstance, GetStateInstanceHistory, InstanceState, PastState};
pub use mutating::MutatingMethod;
pub use queues::{
    ClearMessagesQueue, ClearWebhooksQueue, GetMessagesCount, GetWebhooksCount, MessageKind, QueuedMessage,
    ShowMessagesQueue, join_repeats,
};
pub use reading::Moment;
pub use sending::{SendContact, SendFileByUrl, SendLocation, SendMessage, SendPoll};
pub use settings::{GetSettings, InstanceSettings, SetSettings};

/// Slightly longer than the limit's interval, so that a difference between the two clocks does not cause a 429.
fn interval([whatsapp, max, telegram]: [f64; 3], messenger: Messenger) -> Duration {
    let per_second = match messenger {
        Messenger::WhatsApp => whatsapp,
        Messenger::Max => max,
        Messenger::Telegram => telegram,
    };
    Duration::from_secs_f64(1.01 / per_second)
}

const ALL: &[Messenger] = &Messenger::ALL;
const WHATSAPP: &[Messenger] = &[Messenger::WhatsApp];
const WHATSAPP_TELEGRAM: &[Messenger] = &[Messenger::WhatsApp, Messenger::Telegram];
const MAX_TELEGRAM: &[Messenger] = &[Messenger::Max, Messenger::Telegram];
