//! The queue of messages waiting to be sent, and the queue of incoming notifications.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use serde_json::{Map, Value};

use super::{ALL, reading};
use crate::green_api::transport::LONGEST_WAIT;
use crate::green_api::{Failure, ReplyFault, classify, is_blank, redact, without_device};

/// Deletes every message waiting to be sent, without a filter or undo.
/// green-api.com/docs/api/queues/ClearMessagesQueue, green-api.com/v3/docs/api/queues/ClearMessagesQueue
#[derive(Clone, Debug)]
pub struct ClearMessagesQueue;
method! {
    ClearMessagesQueue: Get "clearMessagesQueue", mutates: true, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: () = cleared
}

/// Returns the first 500 waiting messages, in the order of sending, each once.
/// green-api.com/docs/api/queues/ShowMessagesQueue
#[derive(Clone, Debug)]
pub struct ShowMessagesQueue;
method! {
    ShowMessagesQueue: Get "showMessagesQueue", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reads_secrets: true,
    reply: Vec<QueuedMessage> = queue
}

fn queue(body: &str) -> Result<Vec<QueuedMessage>, ReplyFault> {
    // Ten times the documented maximum.
    const MAX: usize = 5000;
    let expected = "a list of messages";
    let items = reading::array(body, expected)?;
    if items.len() > MAX {
        return Err(ReplyFault::Wrong { expected });
    }
    Ok(join_repeats(items.into_iter().map(QueuedMessage::read), |message| message, |first, _| first.listed += 1))
}

/// Joins items about the same message, by its ids and its chat, into the first of them: a list may hold a message more
/// than once (green-api/issues #104). Items without an id stay separate.
pub fn join_repeats<T>(
    items: impl IntoIterator<Item = T>,
    message: impl Fn(&T) -> &QueuedMessage,
    join: impl Fn(&mut T, T),
) -> Vec<T> {
    let mut places: HashMap<(Vec<String>, Option<String>), usize> = HashMap::new();
    let mut joined: Vec<T> = Vec::new();
    for item in items {
        let (ids, chat) = (&message(&item).ids, message(&item).chat_id());
        let same = (ids.clone(), chat.map(str::to_owned));
        let first = places.get(&same).and_then(|place| joined.get_mut(*place));
        match first {
            Some(first) => join(first, item),
            None => {
                if !same.0.is_empty() {
                    places.insert(same, joined.len());
                }
                joined.push(item);
            }
        }
    }
    joined
}

/// Counts the waiting messages. Refreshed every ten seconds. green-api.com/docs/api/queues/GetMessagesCount
#[derive(Clone, Debug)]
pub struct GetMessagesCount;
method! {
    GetMessagesCount: Get "getMessagesCount", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: u64 = count
}

/// Counts the waiting incoming notifications; known to return 0 wrongly. green-api.com/docs/api/queues/GetWebhooksCount
#[derive(Clone, Debug)]
pub struct GetWebhooksCount;
method! {
    GetWebhooksCount: Get "getWebhooksCount", mutates: false, messengers: ALL, per_second: [1.0, 1.0, 1.0],
    reply: u64 = count
}

/// Deletes every waiting incoming notification; allowed once a minute. green-api.com/docs/api/queues/ClearWebhooksQueue
#[derive(Clone, Debug)]
pub struct ClearWebhooksQueue;
method! {
    ClearWebhooksQueue: Delete "clearWebhooksQueue", mutates: true, messengers: ALL,
    per_second: [1.0 / 60.0, 1.0 / 60.0, 1.0 / 60.0], reply: () = webhooks_cleared
}

/// Accepts only `true` as "cleared". An instance that was not authorized has answered 200 with the bare word `false`
/// and cleared nothing.
fn cleared(body: &str) -> Result<(), ReplyFault> {
    let not_cleared = || ReplyFault::Failed(Failure::NotCleared { reply: classify::cut(body.trim()) });
    match reading::done(body, "isCleared") {
        Err(ReplyFault::Empty | ReplyFault::Null | ReplyFault::Failed(Failure::NotDone { .. })) => Err(not_cleared()),
        other => other,
    }
}

fn webhooks_cleared(body: &str) -> Result<(), ReplyFault> {
    let left = reading::object(body, "isCleared").ok().and_then(|object| {
        let refused = reading::flag(&object, "isCleared") == Some(false);
        let too_many = reading::text(&object, "reason").is_some_and(|r| r.eq_ignore_ascii_case("Too many requests"));
        let left = reading::seconds(&object, "leftTime");
        (refused && (too_many || left.is_some())).then(|| left.unwrap_or(Duration::from_secs(60)).min(LONGEST_WAIT))
    });
    match left {
        Some(left) => Err(ReplyFault::Failed(Failure::TooManyRequestsLeft { left })),
        None => cleared(body),
    }
}

/// Parses a count. The documentation prints the key with a Cyrillic с, the service with a Latin c.
fn count(body: &str) -> Result<u64, ReplyFault> {
    let expected = "count";
    // The page of getWebhooksCount says "array of objects", but its example is one object.
    let object = match reading::value(body)? {
        Value::Object(object) => object,
        Value::Array(items) => match <[Value; 1]>::try_from(items) {
            Ok([Value::Object(object)]) => object,
            _ => return Err(ReplyFault::Wrong { expected }),
        },
        _ => return Err(ReplyFault::Wrong { expected }),
    };
    let count = reading::amount(&object, "count").or_else(|| reading::amount(&object, "сount"));
    count.ok_or(ReplyFault::Wrong { expected })
}

/// A message waiting to be sent. It carries neither time nor position: its position is its index.
#[derive(Clone, PartialEq, Debug)]
pub struct QueuedMessage {
    /// One id, several for a forward, none if the server sent none.
    pub ids: Vec<String>,
    pub kind: MessageKind,
    /// The body of the request that queued the message. A chat's id is without the device that the server may name.
    pub body: Map<String, Value>,
    /// The whole item as received.
    pub raw: Value,
    /// Number of times that the list holds the message; it waits only once.
    pub listed: u32,
}

/// The kind of a waiting message, named after the method that queued it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum MessageKind {
    Text,
    File,
    Poll,
    Location,
    Contact,
    Link,
    Forward,
    TextStatus,
    MediaStatus,
    VoiceStatus,
    /// An unknown kind, as the server names it; empty if it named none.
    Other(String),
}

impl MessageKind {
    /// Converts `type`, or `typeMessage` of the flat items described on pages of 2022.
    pub fn from_type(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "sendmessage" | "textmessage" | "extendedtextmessage" => Self::Text,
            "sendfilebyurl" | "sendfilebyupload" | "imagemessage" | "videomessage" | "documentmessage"
            | "audiomessage" => Self::File,
            "sendpoll" | "pollmessage" => Self::Poll,
            "sendlocation" | "locationmessage" => Self::Location,
            "sendcontact" | "contactmessage" => Self::Contact,
            "sendlink" => Self::Link,
            "forwardmessages" => Self::Forward,
            "sendtextstatus" => Self::TextStatus,
            "sendmediastatus" => Self::MediaStatus,
            "sendvoicestatus" => Self::VoiceStatus,
            // Redacted here: of these words only this one is shown, and a queue is read from the raw body.
            _ => Self::Other(reading::line(&redact::all(name))),
        }
    }
}

impl QueuedMessage {
    /// Parses an item. Never fails: an unexpected item stays in the list with its raw value.
    pub fn read(raw: Value) -> Self {
        let nothing = Map::new();
        let item = raw.as_object().unwrap_or(&nothing);
        let strings = |key: &str| -> Vec<String> {
            let values = item.get(key).and_then(Value::as_array);
            values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let one = ["messageID", "idMessage", "messageId"].iter().find_map(|key| reading::text(item, key));
        let ids = one.map_or_else(|| strings("messagesIDs"), |id| vec![id]);
        let named = |key| reading::text(item, key).filter(|name| !is_blank(name));
        let name = named("type").or_else(|| named("typeMessage"));
        let kind = MessageKind::from_type(&name.unwrap_or_default());
        // The flat form has no body: its own members are the body.
        let mut body = item.get("body").and_then(Value::as_object).unwrap_or(item).clone();
        for key in ["chatId", "chatIdFrom"] {
            if let Some(Value::String(id)) = body.get_mut(key) {
                *id = without_device(id).into_owned();
            }
        }
        Self { ids, kind, body, raw, listed: 1 }
    }

    /// Returns all ids of these messages; `None` if a message has no id and so cannot be told apart from another.
    pub fn ids_of(messages: &[Self]) -> Option<BTreeSet<String>> {
        let known = messages.iter().all(|message| !message.ids.is_empty());
        known.then(|| messages.iter().flat_map(|message| message.ids.iter().cloned()).collect())
    }

    /// Returns the recipient's chat; `None` for a status.
    pub fn chat_id(&self) -> Option<&str> {
        self.member("chatId")
    }

    /// Returns the text of a message or of a text status, or the question of a poll.
    pub fn text(&self) -> Option<&str> {
        self.member("message").or_else(|| self.member("textMessage"))
    }

    /// Returns the caption of a file.
    pub fn caption(&self) -> Option<&str> {
        self.member("caption")
    }

    pub fn file_name(&self) -> Option<&str> {
        self.member("fileName")
    }

    pub fn file_url(&self) -> Option<&str> {
        self.member("urlFile")
    }

    /// Returns the URL of a link message.
    pub fn link(&self) -> Option<&str> {
        self.member("urlLink")
    }

    /// Returns the options of a poll.
    pub fn poll_options(&self) -> Vec<&str> {
        let options = self.body.get("options").and_then(Value::as_array);
        let name = |option| Value::as_str(option).or_else(|| option.get("optionName")?.as_str());
        options.into_iter().flatten().filter_map(name).collect()
    }

    /// Returns latitude and longitude in degrees.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let degrees = |key: &str| match self.body.get(key)? {
            Value::String(text) => text.trim().parse::<f64>().ok().filter(|degrees| degrees.is_finite()),
            value => value.as_f64(),
        };
        Some((degrees("latitude")?, degrees("longitude")?))
    }

    pub fn place_name(&self) -> Option<&str> {
        self.member("nameLocation")
    }

    pub fn address(&self) -> Option<&str> {
        self.member("address")
    }

    /// Returns the names of a contact, joined by spaces; else its company.
    pub fn contact_name(&self) -> Option<String> {
        let contact = self.body.get("contact")?.as_object()?;
        let names = ["firstName", "middleName", "lastName"].iter().filter_map(|key| reading::text(contact, key));
        let name = names.collect::<Vec<_>>().join(" ");
        if name.is_empty() { reading::text(contact, "company") } else { Some(name) }
    }

    /// Returns a contact's phone number, digits only.
    pub fn contact_phone(&self) -> Option<String> {
        reading::text(self.body.get("contact")?.as_object()?, "phoneContact")
    }

    /// Returns the chat that forwarded messages come from.
    pub fn forwarded_from(&self) -> Option<&str> {
        self.member("chatIdFrom")
    }

    /// Returns the number of messages in a forward.
    pub fn forwarded_count(&self) -> usize {
        self.body.get("messages").and_then(Value::as_array).map_or(self.ids.len(), Vec::len)
    }

    fn member(&self, key: &str) -> Option<&str> {
        self.body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }
}
