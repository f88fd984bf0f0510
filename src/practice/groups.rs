//! Groups (`green-api.com/docs/api/groups/CreateGroup` and related methods). WhatsApp identifies a group by `groupId`,
//! MAX and Telegram by `chatId`; their public libraries use both.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::chats::Chat;
use super::instance::Messenger;

/// An instance's information about its groups beyond the chats.
pub type Groups = HashMap<String, Group>;

#[derive(Clone, Debug, Default)]
pub struct Group {
    created: u64,
    /// The chatId, and whether it is an administrator.
    participants: Vec<(String, bool)>,
    settings: Map<String, Value>,
}

/// Returns the chatId of the group in the request. A known group without details gets its owner as the only
/// participant.
fn named(call: &mut Call) -> Result<String, Refusal> {
    let key = if call.body.contains_key("chatId") { "chatId" } else { "groupId" };
    let id = call.chat_id(key)?;
    call.account_ready()?;
    if !call.instance.chats.get(&id).is_some_and(|chat| chat.group) {
        return Err(Refusal::bad_request("Group not found"));
    }
    let (owner, created) = (call.instance.wid.clone(), call.now.as_secs());
    let group = Group { created, participants: vec![(owner, true)], settings: Map::new() };
    call.instance.groups.entry(id.clone()).or_insert(group);
    Ok(id)
}

fn group<'a>(call: &'a mut Call, id: &str) -> &'a mut Group {
    call.instance.groups.entry(id.to_owned()).or_default()
}

fn invite_link(id: &str) -> String {
    format!("https://chat.whatsapp.com/practice{}", id.trim_end_matches("@g.us").trim_start_matches('-'))
}

pub fn create(call: &mut Call) -> Result<Answer, Refusal> {
    let name = call.text("groupName")?.to_owned();
    let invited = call.body.get("chatIds").and_then(Value::as_array);
    let invited = invited.ok_or_else(|| Refusal::invalid("'chatIds' is required"))?.clone();
    call.account_ready()?;
    let number = call.now.as_millis() % 100_000_000_000;
    let id = match call.instance.messenger {
        Messenger::WhatsApp => format!("1203634{number:011}@g.us"),
        _ => format!("-7{number:013}"),
    };
    let mut participants = vec![(call.instance.wid.clone(), true)];
    participants.extend(invited.iter().filter_map(Value::as_str).map(|chat_id| (chat_id.to_owned(), false)));
    let created = call.now.as_secs();
    call.instance.groups.insert(id.clone(), Group { created, participants, settings: Map::new() });
    call.instance.chats.ensure(Chat::group(&id, name).silent());
    Ok(Answer::ok(json!({"created": true, "chatId": id, "groupInviteLink": invite_link(&id)})))
}

pub fn rename(call: &mut Call) -> Result<Answer, Refusal> {
    let id = named(call)?;
    let name = call.text("groupName")?.to_owned();
    if let Some(chat) = call.instance.chats.get_mut(&id) {
        chat.name = name;
    }
    Ok(Answer::ok(json!({"updateGroupName": true})))
}

pub fn data(call: &mut Call) -> Result<Answer, Refusal> {
    let id = named(call)?;
    let name = call.instance.chats.get(&id).map(|chat| chat.name.clone());
    let (key, owner) = (if id.ends_with("@g.us") { "groupId" } else { "chatId" }, call.instance.wid.clone());
    let group = group(call, &id);
    let person =
        |(chat_id, admin): &(String, bool)| json!({"id": chat_id, "isAdmin": admin, "isSuperAdmin": *chat_id == owner});
    let participants: Value = group.participants.iter().map(person).collect();
    let mut data = json!({
        key: id, "owner": owner, "subject": name, "creation": group.created, "participants": participants,
        "subjectTime": group.created, "subjectOwner": owner, "groupInviteLink": invite_link(&id),
        "size": group.participants.len(), "allowParticipantsEditGroupSettings": true,
        "allowParticipantsSendMessages": true,
    });
    if let Value::Object(data) = &mut data {
        data.extend(group.settings.clone());
    }
    Ok(Answer::ok(data))
}

pub fn add_participant(call: &mut Call) -> Result<Answer, Refusal> {
    let (id, person) = (named(call)?, call.chat_id("participantChatId")?);
    let group = group(call, &id);
    let new = !group.participants.iter().any(|(chat_id, _)| *chat_id == person);
    if new {
        group.participants.push((person, false));
    }
    Ok(Answer::ok(json!({"addParticipant": new})))
}

pub fn remove_participant(call: &mut Call) -> Result<Answer, Refusal> {
    let (id, person) = (named(call)?, call.chat_id("participantChatId")?);
    let group = group(call, &id);
    let before = group.participants.len();
    group.participants.retain(|(chat_id, _)| *chat_id != person);
    Ok(Answer::ok(json!({"removeParticipant": group.participants.len() < before})))
}

pub fn set_admin(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!({"setGroupAdmin": change_admin(call, true)?})))
}

pub fn remove_admin(call: &mut Call) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!({"removeAdmin": change_admin(call, false)?})))
}

fn change_admin(call: &mut Call, admin: bool) -> Result<bool, Refusal> {
    let (id, person) = (named(call)?, call.chat_id("participantChatId")?);
    let place = group(call, &id).participants.iter_mut().find(|(chat_id, _)| *chat_id == person);
    Ok(place.map(|place| place.1 = admin).is_some())
}

pub fn set_picture(call: &mut Call) -> Result<Answer, Refusal> {
    named(call)?;
    call.file()?;
    let url = "https://files.example.com/avatars/group.jpg";
    Ok(Answer::ok(json!({"setGroupPicture": true, "urlAvatar": url, "reason": ""})))
}

pub fn leave(call: &mut Call) -> Result<Answer, Refusal> {
    let id = named(call)?;
    let owner = call.instance.wid.clone();
    group(call, &id).participants.retain(|(chat_id, _)| *chat_id != owner);
    Ok(Answer::ok(json!({"leaveGroup": true})))
}

pub fn set_settings(call: &mut Call) -> Result<Answer, Refusal> {
    let id = named(call)?;
    let wanted: Vec<(String, Value)> = call
        .body
        .iter()
        .filter(|(key, value)| key.starts_with("allowParticipants") && value.is_boolean())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    group(call, &id).settings.extend(wanted);
    Ok(Answer::ok(json!({"updateGroupSettings": true, "reason": ""})))
}
