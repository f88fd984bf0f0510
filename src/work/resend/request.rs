//! Determines which messages can be resent, and by which method.

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::green_api::{
    Answer, Client, Credentials, MessageKind, Messenger, Method, QueuedMessage, SendContact, SendFileByUrl,
    SendLocation, SendMessage, SendPoll,
};

/// The request that resends a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Message(SendMessage),
    File(SendFileByUrl),
    Poll(SendPoll),
    Location(SendLocation),
    Contact(SendContact),
}

/// Why this program never resends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSendable {
    /// Statuses are only shown and exported.
    Status,
    /// The forwarded message belongs to the number that had the chat, and that number is gone.
    Forward,
    /// GREEN-API no longer has the method (sendLink).
    Outdated,
    /// A kind that this program does not know.
    UnknownKind,
    /// This messenger has no such method.
    NotOnMessenger,
    /// The item lacks this member, without which the server does not accept the message.
    Incomplete(&'static str),
}

/// Returns the request that resends this message (green-api.com/en/docs/api/sending), or the reason why there is none.
pub fn request(message: &QueuedMessage, messenger: Messenger) -> Result<Request, NotSendable> {
    let body = &message.body;
    match &message.kind {
        MessageKind::Text => {
            let call = SendMessage::from_queued(body);
            checked(call, messenger, &["chatId", "message"]).map(Request::Message)
        }
        MessageKind::File => {
            let call = SendFileByUrl::from_queued(body);
            checked(call, messenger, &["chatId", "urlFile", "fileName"]).map(Request::File)
        }
        MessageKind::Poll => {
            let call = SendPoll::from_queued(body);
            checked(call, messenger, &["chatId", "message", "options"]).map(Request::Poll)
        }
        MessageKind::Location => {
            let call = SendLocation::from_queued(body);
            checked(call, messenger, &["chatId", "latitude", "longitude"]).map(Request::Location)
        }
        MessageKind::Contact => {
            let call = SendContact::from_queued(body);
            checked(call, messenger, &["chatId", "contact"]).map(Request::Contact)
        }
        MessageKind::Forward => Err(NotSendable::Forward),
        MessageKind::TextStatus | MessageKind::MediaStatus | MessageKind::VoiceStatus => Err(NotSendable::Status),
        MessageKind::Link => Err(NotSendable::Outdated),
        MessageKind::Other(_) => Err(NotSendable::UnknownKind),
    }
}

/// Returns the call if the messenger has its method and none of these members is missing or empty.
fn checked<M: Method>(call: M, messenger: Messenger, members: &[&'static str]) -> Result<M, NotSendable> {
    if !M::MESSENGERS.contains(&messenger) {
        return Err(NotSendable::NotOnMessenger);
    }
    let body = call.body().unwrap_or_default();
    let says_nothing = |member: &&&str| match &body[**member] {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    match members.iter().find(says_nothing) {
        Some(missing) => Err(NotSendable::Incomplete(missing)),
        None => Ok(call),
    }
}

impl Request {
    /// Returns the method's name.
    pub fn method(&self) -> &'static str {
        match self {
            Self::Message(_) => SendMessage::NAME,
            Self::File(_) => SendFileByUrl::NAME,
            Self::Poll(_) => SendPoll::NAME,
            Self::Location(_) => SendLocation::NAME,
            Self::Contact(_) => SendContact::NAME,
        }
    }

    /// Sends it once. Returns the message's id.
    pub(super) async fn send(
        &self,
        client: &Client,
        credentials: &Credentials,
        cancel: &CancellationToken,
    ) -> Answer<String> {
        match self {
            Self::Message(call) => client.call(credentials, call, cancel).await,
            Self::File(call) => client.call(credentials, call, cancel).await,
            Self::Poll(call) => client.call(credentials, call, cancel).await,
            Self::Location(call) => client.call(credentials, call, cancel).await,
            Self::Contact(call) => client.call(credentials, call, cancel).await,
        }
    }
}

impl NotSendable {
    /// Returns the name that is stored with the message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Forward => "Forward",
            Self::Outdated => "Outdated",
            Self::UnknownKind => "UnknownKind",
            Self::NotOnMessenger => "NotOnMessenger",
            Self::Incomplete(_) => "Incomplete",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(kind: &str, body: Value, messenger: Messenger) -> Result<&'static str, NotSendable> {
        let message = QueuedMessage::read(json!({"messageID": "1", "type": kind, "body": body}));
        request(&message, messenger).map(|request| request.method())
    }

    fn bodies() -> [(&'static str, Value); 5] {
        let chat = "79992047718@c.us";
        [
            ("sendMessage", json!({"chatId": chat, "message": "Hello"})),
            ("sendFileByUrl", json!({"chatId": chat, "urlFile": "https://f.example/a.pdf", "fileName": "a.pdf"})),
            ("sendPoll", json!({"chatId": chat, "message": "?", "options": [{"optionName": "yes"}]})),
            ("sendLocation", json!({"chatId": chat, "latitude": 0.0, "longitude": 0})),
            ("sendContact", json!({"chatId": chat, "contact": {"phoneContact": 79992047718_u64}})),
        ]
    }

    #[test]
    fn each_messenger_sends_what_it_has_a_method_for() {
        for (kind, body) in bodies() {
            assert_eq!(check(kind, body.clone(), Messenger::WhatsApp), Ok(kind));
            let on_max = check(kind, body.clone(), Messenger::Max);
            let on_telegram = check(kind, body, Messenger::Telegram);
            assert_eq!(on_max.is_ok(), kind != "sendPoll", "{kind}");
            assert_eq!(on_telegram, Ok(kind));
        }
        assert_eq!(check("sendPoll", bodies()[2].1.clone(), Messenger::Max), Err(NotSendable::NotOnMessenger));
    }

    #[test]
    fn statuses_forwards_and_strange_kinds_are_never_sent() {
        let body = || json!({"chatId": "79992047718@c.us", "message": "x", "urlLink": "https://a.example"});
        for (kind, why) in [
            ("sendTextStatus", NotSendable::Status),
            ("sendMediaStatus", NotSendable::Status),
            ("sendVoiceStatus", NotSendable::Status),
            ("ForwardMessages", NotSendable::Forward),
            ("sendLink", NotSendable::Outdated),
            ("sendHologram", NotSendable::UnknownKind),
        ] {
            assert_eq!(check(kind, body(), Messenger::WhatsApp), Err(why), "{kind}");
        }
    }

    #[test]
    fn what_lacks_a_member_is_not_tried() {
        for (kind, body) in bodies() {
            for member in body.as_object().unwrap().keys().filter(|member| *member != "chatId").map(String::as_str) {
                let mut without = body.clone();
                without[member] = json!(null);
                let found = check(kind, without, Messenger::WhatsApp);
                assert!(matches!(found, Err(NotSendable::Incomplete(named)) if named == member), "{kind} {member}");
            }
        }
        let nulls = json!({"chatId": "1@c.us", "contact": {"phoneContact": null, "firstName": null}});
        assert_eq!(check("sendContact", nulls, Messenger::WhatsApp), Err(NotSendable::Incomplete("contact")));
        let empty = json!({"chatId": "", "message": "x"});
        assert_eq!(check("sendMessage", empty, Messenger::WhatsApp), Err(NotSendable::Incomplete("chatId")));
    }
}
