//! archiveChat, unarchiveChat and setDisappearingChat: methods that change a chat itself.

use serde_json::{Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;

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
    let chat = call.instance.chats.get_mut(&id).ok_or_else(|| refuse(format!("chat with id {id} not found")))?;
    if chat.archived == archived {
        return Err(refuse(format!("chat with id {id} already archive={archived}")));
    }
    if !chat.incoming_seen {
        return Err(refuse("cannot archive chat cause last message not found in chat".into()));
    }
    chat.archived = archived;
    chat.archived_at = Some(now);
    Ok(Answer::empty())
}

/// `green-api.com/docs/api/service/SetDisappearingChat`
pub fn set_disappearing(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(2)?;
    let id = call.chat_id_unchecked_type("chatId")?;
    let seconds = call.body.get("ephemeralExpiration").and_then(Value::as_u64);
    let Some(seconds @ (0 | 86_400 | 604_800 | 7_776_000)) = seconds else {
        return Err(Refusal::invalid("'ephemeralExpiration' must be one of [0, 86400, 604800, 7776000]"));
    };
    call.only(&["chatId", "ephemeralExpiration"])?;
    call.account_ready()?;
    let now = call.now.as_secs();
    if let Some(chat) = call.instance.chats.get_mut(&id) {
        chat.ephemeral = u32::try_from(seconds).unwrap_or_default();
        chat.ephemeral_set_at = now;
    }
    Ok(Answer::ok(json!({"chatId": id, "disappearingMessagesInChat": seconds > 0, "ephemeralExpiration": seconds})))
}
