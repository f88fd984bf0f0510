//! getSettings and setSettings (`green-api.com/docs/api/account/SetSettings`): a change restarts the instance and takes
//! effect when the restart ends.

use serde_json::{Map, Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;

/// The flags with the values `yes` and `no`, and the messengers that have them.
const FLAGS: [(&str, &str); 20] = [
    ("markIncomingMessagesReaded", "wmt"),
    ("markIncomingMessagesReadedOnReply", "wmt"),
    ("outgoingWebhook", "wmt"),
    ("outgoingMessageWebhook", "wmt"),
    ("outgoingAPIMessageWebhook", "wmt"),
    ("stateWebhook", "wmt"),
    ("incomingWebhook", "wmt"),
    ("deviceWebhook", "w"),
    ("statusInstanceWebhook", "w"),
    ("enableMessagesHistory", "w"),
    ("keepOnlineStatus", "w"),
    ("pollMessageWebhook", "wm"),
    ("editedMessageWebhook", "wm"),
    ("deletedMessageWebhook", "wm"),
    ("incomingCallWebhook", "w"),
    ("incomingBlockWebhook", "w"),
    ("avatarInfoWebhook", "w"),
    ("linkPreview", "w"),
    ("enableLidMode", "w"),
    ("downloadUrlJpeg", "m"),
];

/// Texts that are empty in a new instance; the last four are deprecated, but still present.
const TEXTS: [&str; 6] =
    ["webhookUrl", "webhookUrlToken", "countryInstance", "typeAccount", "proxyInstance", "sharedSession"];

const INTERVAL: &str = "delaySendMessagesMilliseconds";

fn has(messenger: Messenger, letters: &str) -> bool {
    letters.contains(match messenger {
        Messenger::WhatsApp => 'w',
        Messenger::Max => 'm',
        Messenger::Telegram => 't',
    })
}

/// Returns the settings of a new instance, with all flags off.
pub fn new(messenger: Messenger) -> Map<String, Value> {
    let mut settings = Map::new();
    let texts = if messenger == Messenger::WhatsApp { &TEXTS[..] } else { &TEXTS[..2] };
    settings.extend(texts.iter().map(|name| ((*name).to_owned(), json!(""))));
    settings.insert(INTERVAL.into(), json!(500));
    let flags = FLAGS.iter().filter(|(_, letters)| has(messenger, letters));
    settings.extend(flags.map(|(name, _)| ((*name).to_owned(), json!("no"))));
    if messenger == Messenger::WhatsApp {
        settings.insert("linkPreview".into(), json!("yes"));
        settings.insert("autoTyping".into(), json!(0));
    }
    settings
}

pub fn get(call: &mut Call) -> Result<Answer, Refusal> {
    let mut all = Map::new();
    all.insert("wid".into(), json!(call.instance.wid));
    all.insert("typeInstance".into(), json!(call.instance.messenger.type_instance()));
    all.extend(call.instance.settings.clone());
    Ok(Answer::ok(all.into()))
}

pub fn set(call: &mut Call) -> Result<Answer, Refusal> {
    call.at_least(1)?;
    for (key, value) in &call.body {
        check(call.instance.messenger, key, value).map_err(Refusal::invalid)?;
    }
    let (wanted, then) = (call.body.clone(), call.instance.state.clone());
    call.instance.begin_restart(call.now, call.restart, &then, wanted);
    Ok(Answer::ok(json!({"saveSettings": true})))
}

/// Checks one requested setting.
fn check(messenger: Messenger, key: &str, value: &Value) -> Result<(), String> {
    let most_ms = if messenger == Messenger::Telegram { 300_000 } else { 600_000 };
    if key == INTERVAL {
        return within(key, value, 500, most_ms);
    }
    if key == "autoTyping" && messenger == Messenger::WhatsApp {
        return within(key, value, 0, 10);
    }
    if TEXTS.contains(&key) {
        return if value.is_string() { Ok(()) } else { Err(format!("'{key}' must be a string")) };
    }
    if FLAGS.iter().any(|(name, letters)| *name == key && has(messenger, letters)) {
        let good = matches!(value.as_str(), Some("yes" | "no"));
        return if good { Ok(()) } else { Err(format!("'{key}' must be one of [yes, no]")) };
    }
    Err(format!("'{key}' is not allowed"))
}

fn within(key: &str, value: &Value, least: i64, most: i64) -> Result<(), String> {
    match value.as_i64() {
        None => Err(format!("'{key}' must be a number")),
        Some(number) if number < least => Err(format!("'{key}' must be greater than or equal to {least}")),
        Some(number) if number > most => Err(format!("'{key}' must be less than or equal to {most}")),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_instance_has_its_flags_off_and_its_messengers_settings() {
        let whatsapp = new(Messenger::WhatsApp);
        assert_eq!(whatsapp["incomingWebhook"], "no");
        assert_eq!(whatsapp["autoTyping"], 0);
        let max = new(Messenger::Max);
        assert!(max.contains_key("downloadUrlJpeg") && !max.contains_key("keepOnlineStatus"));
    }

    #[test]
    fn wrong_values_are_named() {
        let whatsapp = |key: &str, value: Value| check(Messenger::WhatsApp, key, &value);
        assert_eq!(whatsapp("incomingWebhook", json!("yes")), Ok(()));
        assert_eq!(whatsapp("incomingWebhook", json!(true)), Err("'incomingWebhook' must be one of [yes, no]".into()));
        assert_eq!(whatsapp(INTERVAL, json!(499)), Err(format!("'{INTERVAL}' must be greater than or equal to 500")));
        assert_eq!(whatsapp(INTERVAL, json!("x")), Err(format!("'{INTERVAL}' must be a number")));
        assert_eq!(whatsapp("wid", json!("")), Err("'wid' is not allowed".into()));
        assert!(check(Messenger::Telegram, INTERVAL, &json!(300_001)).is_err());
        assert!(check(Messenger::Max, "keepOnlineStatus", &json!("yes")).is_err());
    }
}
