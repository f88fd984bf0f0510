//! Chats of an instance, and the methods about them: archive, unarchive, lists, contacts, checks of numbers.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;

/// getChats is refreshed as often as this.
const LIST_REFRESH: Duration = Duration::from_secs(60);

/// A chat, which is at the same time a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    pub id: String,
    /// The name its owner gave it; empty when unknown.
    pub name: String,
    /// The name in this account's phone book.
    pub contact_name: String,
    pub group: bool,
    pub archived: bool,
    /// Whether an incoming message was recorded; a chat without one cannot be archived.
    pub incoming_seen: bool,
    /// Seconds after which messages disappear, 0 for never.
    pub ephemeral: u32,
    pub ephemeral_set_at: u64,
    pub unread: u32,
    /// MAX and Telegram: the phone behind the chat, 0 when hidden.
    pub phone: u64,
    pub archived_at: Option<Duration>,
}

impl Chat {
    /// A chat with one person, who has written.
    pub fn person(id: impl Into<String>, name: impl Into<String>) -> Self {
        let (id, name) = (id.into(), name.into());
        let phone = id
            .strip_suffix("@c.us")
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        Self {
            id,
            contact_name: name.clone(),
            name,
            group: false,
            archived: false,
            incoming_seen: true,
            ephemeral: 0,
            ephemeral_set_at: 0,
            unread: 0,
            phone,
            archived_at: None,
        }
    }

    /// A group in which somebody has written.
    pub fn group(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            group: true,
            contact_name: String::new(),
            phone: 0,
            ..Self::person(id, name)
        }
    }

    #[must_use]
    pub fn archived(self) -> Self {
        Self {
            archived: true,
            ..self
        }
    }

    /// Known, but without a recorded incoming message.
    #[must_use]
    pub fn silent(self) -> Self {
        Self {
            incoming_seen: false,
            ..self
        }
    }

    #[must_use]
    pub fn phone(self, phone: u64) -> Self {
        Self { phone, ..self }
    }

    fn kind(&self) -> &'static str {
        if self.group { "group" } else { "user" }
    }

    fn shows_archived(&self, now: Duration, lagging: bool) -> bool {
        let recent = self.archived_at.is_some_and(|at| now < at + LIST_REFRESH);
        if lagging && recent {
            !self.archived
        } else {
            self.archived
        }
    }
}

/// The chats in order of activity, found by id.
#[derive(Clone, Debug, Default)]
pub struct Chats {
    list: Vec<Chat>,
    places: HashMap<String, usize>,
    /// lid to phone id, for lids given out by checkWhatsapp.
    lids: HashMap<String, String>,
    /// getChats shows a change of `archive` up to a minute late.
    pub lagging: bool,
}

impl Chats {
    pub fn new(list: Vec<Chat>) -> Self {
        let places = list
            .iter()
            .enumerate()
            .map(|(place, chat)| (chat.id.clone(), place))
            .collect();
        Self {
            list,
            places,
            ..Self::default()
        }
    }

    pub fn get(&self, id: &str) -> Option<&Chat> {
        let id = self.lids.get(id).map_or(id, String::as_str);
        self.places.get(id).and_then(|place| self.list.get(*place))
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Chat> {
        let id = self.lids.get(id).map_or(id, String::as_str);
        self.places
            .get(id)
            .and_then(|place| self.list.get_mut(*place))
    }

    /// Adds the chat if it is new.
    pub fn ensure(&mut self, chat: Chat) -> Option<&mut Chat> {
        let place = *self.places.entry(chat.id.clone()).or_insert_with(|| {
            self.list.push(chat);
            self.list.len() - 1
        });
        self.list.get_mut(place)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Chat> {
        self.list.iter()
    }
}

/// `green-api.com/docs/api/service/archiveChat`
pub fn archive(call: &mut Call) -> Result<Answer, Refusal> {
    set_archived(call, true, "ArchiveChatError")
}

/// `green-api.com/docs/api/service/unarchiveChat`
pub fn unarchive(call: &mut Call) -> Result<Answer, Refusal> {
    set_archived(call, false, "UnarchiveChatError")
}

fn set_archived(call: &mut Call, archived: bool, error: &str) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    let id = call.chat_id_unchecked_type("chatId")?;
    call.only(&["chatId"])?;
    call.account_ready()?;
    let refuse = |reason: String| Refusal::bad_request(format!("{error}: {reason}"));
    let now = call.now;
    let chat = call
        .instance
        .chats
        .get_mut(&id)
        .ok_or_else(|| refuse(format!("chat with id {id} not found")))?;
    if chat.archived == archived {
        return Err(refuse(format!(
            "chat with id {id} already archive={archived}"
        )));
    }
    if !chat.incoming_seen {
        return Err(refuse(
            "cannot archive chat cause last message not found in chat".into(),
        ));
    }
    chat.archived = archived;
    chat.archived_at = Some(now);
    Ok(Answer::empty())
}

/// `green-api.com/docs/api/service/GetChats`
pub fn list(call: &mut Call) -> Result<Answer, Refusal> {
    let most = call.query_number("count", usize::MAX);
    let (messenger, lagging) = (call.instance.messenger, call.instance.chats.lagging);
    let row = |chat: &Chat| match messenger {
        Messenger::WhatsApp => json!({
            "archive": chat.shows_archived(call.now, lagging),
            "id": chat.id,
            "ephemeralExpiration": chat.ephemeral,
            "ephemeralSettingTimestamp": chat.ephemeral_set_at,
            "name": chat.name,
            "type": chat.kind(),
            "unreadCount": chat.unread,
        }),
        _ => {
            json!({"chatId": chat.id, "name": chat.name, "type": chat.kind(), "phoneNumber": chat.phone})
        }
    };
    Ok(Answer::ok(
        call.instance.chats.iter().take(most).map(row).collect(),
    ))
}

/// `green-api.com/docs/api/service/GetContacts`
pub fn contacts(call: &mut Call) -> Result<Answer, Refusal> {
    let most = call.query_number("count", usize::MAX);
    let messenger = call.instance.messenger;
    let group = call
        .query
        .get("group")
        .map(|group| group.eq_ignore_ascii_case("true"));
    let group = group.filter(|_| messenger == Messenger::WhatsApp);
    let row = |chat: &Chat| {
        let mut row = match messenger {
            Messenger::WhatsApp => json!({"id": chat.id, "name": chat.name}),
            _ => json!({"chatId": chat.id, "name": chat.name, "phoneNumber": chat.phone}),
        };
        if !chat.group {
            row["contactName"] = json!(chat.contact_name);
        }
        row["type"] = json!(chat.kind());
        row
    };
    let chats = call
        .instance
        .chats
        .iter()
        .filter(|chat| group.is_none_or(|group| chat.group == group));
    Ok(Answer::ok(chats.take(most).map(row).collect()))
}

/// `green-api.com/docs/api/service/GetContactInfo`
pub fn contact_info(call: &mut Call) -> Result<Answer, Refusal> {
    let id = call.chat_id("chatId")?;
    call.only(&["chatId"])?;
    let messenger = call.instance.messenger;
    if messenger != Messenger::WhatsApp && id.starts_with('-') {
        return Err(Refusal::invalid(
            "The method GetContactInfo does not support group chats, to work with groups, use the GetGroupData method",
        ));
    }
    call.account_ready()?;
    let unknown = Chat::person(id.clone(), "");
    let chat = call.instance.chats.get(&id).unwrap_or(&unknown);
    let last_seen = call.now.as_secs().saturating_sub(1800);
    let mut info = json!({
        "avatar": "", "name": chat.name, "contactName": chat.contact_name, "chatId": chat.id, "lastSeen": last_seen,
    });
    match messenger {
        Messenger::WhatsApp => merge(
            &mut info,
            json!({
                "email": "", "category": "", "description": "", "products": [],
                "lastSeen": null, "isArchive": chat.archived, "isDisappearing": chat.ephemeral > 0, "isMute": false,
                "isBusiness": false, "messageExpiration": chat.ephemeral, "muteExpiration": null,
            }),
        ),
        Messenger::Max => merge(
            &mut info,
            json!({"chatType": "user", "phoneNumber": chat.phone}),
        ),
        Messenger::Telegram => merge(&mut info, json!({"phoneNumber": chat.phone})),
    }
    Ok(Answer::ok(info))
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

/// `green-api.com/docs/api/service/CheckWhatsapp`. A number exists if it is a chat or does not end in 0.
pub fn check_whatsapp(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    call.only(&["phoneNumber", "chatId"])?;
    if call.body.contains_key("chatId") {
        if call.body.len() > 1 {
            return Err(Refusal::invalid(
                "'value' contains a conflict between exclusive peers ['phoneNumber', 'chatId']",
            ));
        }
        const FORMATS: &str =
            "'chatId' must be one of the next formats: 'phone_number@c.us' or 'chat_id@lid'";
        let id = call
            .chat_id("chatId")
            .map_err(|_| Refusal::invalid(FORMATS))?;
        if id.ends_with("@g.us") {
            return Err(Refusal::invalid(FORMATS));
        }
        call.account_ready()?;
        return Ok(existence(call, &id));
    }
    let phone = phone_number(call)?;
    call.account_ready()?;
    Ok(existence(call, &format!("{phone}@c.us")))
}

fn existence(call: &mut Call, id: &str) -> Answer {
    let known = call.instance.chats.get(id).map(|chat| chat.id.clone());
    let from_cache = known.is_some();
    let phone_id = known.unwrap_or_else(|| id.to_owned());
    if !from_cache && (id.ends_with("@lid") || id.ends_with("0@c.us")) {
        return Answer::ok(json!({
            "existsWhatsapp": false, "chatId": "", "username": "", "phoneNumber": "", "fromCache": false}));
    }
    let digits: u64 = phone_id
        .strip_suffix("@c.us")
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0);
    let lid = format!(
        "{:015}@lid",
        digits.wrapping_mul(7919) % 900_000_000_000_000 + 100_000_000_000_000
    );
    call.instance
        .chats
        .lids
        .insert(lid.clone(), phone_id.clone());
    Answer::ok(json!({
        "existsWhatsapp": true, "chatId": lid, "username": "", "phoneNumber": phone_id, "fromCache": from_cache}))
}

/// The member `phoneNumber`, 11 or 12 digits.
pub fn phone_number(call: &Call) -> Result<u64, Refusal> {
    let phone = match call.body.get("phoneNumber") {
        None => return Err(Refusal::invalid("'phoneNumber' is required")),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    let phone = phone
        .ok_or_else(|| Refusal::invalid("Wrong format. 'phoneNumber' must contain only digits"))?;
    if !(10_000_000_000..1_000_000_000_000).contains(&phone) {
        return Err(Refusal::bad_request(
            "bad phone number, valid 11 or 12 digits",
        ));
    }
    Ok(phone)
}

/// `green-api.com/v3/docs/api/service/CheckAccount`: a refused check is a 200 that says `"status":false`.
pub fn check_account(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    call.only(&["phoneNumber", "force", "username"])?;
    let force = call.flag("force")?.unwrap_or(false);
    let known = if let Some(username) = call.optional_text("username")? {
        let wanted = username.trim_start_matches('@');
        call.instance
            .chats
            .iter()
            .find(|chat| chat.name == wanted)
            .map(|chat| chat.id.clone())
    } else {
        let phone = phone_number(call)?;
        let text = phone.to_string();
        if call.instance.messenger == Messenger::Max
            && !text.starts_with('7')
            && !text.starts_with("375")
        {
            return Err(Refusal::bad_request(
                "bad phone number, valid 11 or 12 digits",
            ));
        }
        let known = call
            .instance
            .chats
            .iter()
            .find(|chat| chat.phone == phone)
            .map(|chat| chat.id.clone());
        known.or_else(|| (phone % 10 != 0).then(|| (phone % 100_000_000).to_string()))
    };
    if !call.instance.is_authorized() {
        return Ok(Answer::ok(
            json!({"status": false, "reason": "instance is starting or not authorized"}),
        ));
    }
    let exist = known.is_some();
    Ok(Answer::ok(
        json!({"exist": exist, "chatId": known.unwrap_or_default(), "fromCache": exist && !force}),
    ))
}

/// `green-api.com/docs/api/service/SetDisappearingChat`
pub fn set_disappearing(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(2)?;
    let id = call.chat_id_unchecked_type("chatId")?;
    let seconds = call.body.get("ephemeralExpiration").and_then(Value::as_u64);
    let Some(seconds @ (0 | 86_400 | 604_800 | 7_776_000)) = seconds else {
        return Err(Refusal::invalid(
            "'ephemeralExpiration' must be one of [0, 86400, 604800, 7776000]",
        ));
    };
    call.only(&["chatId", "ephemeralExpiration"])?;
    call.account_ready()?;
    let now = call.now.as_secs();
    if let Some(chat) = call.instance.chats.get_mut(&id) {
        chat.ephemeral = u32::try_from(seconds).unwrap_or_default();
        chat.ephemeral_set_at = now;
    }
    Ok(Answer::ok(
        json!({"chatId": id, "disappearingMessagesInChat": seconds > 0, "ephemeralExpiration": seconds}),
    ))
}
