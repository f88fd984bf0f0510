//! Words and shapes for states, kinds of messages and recipients.

use super::text;
use super::widgets::{StateShape, Tone};
use crate::green_api::{
    Access, ChatId, ChatKind, Delivery, Failure, InstanceState, MessageKind, Messenger, Moment, QueuedMessage,
    for_system, now, redact, sought_digits,
};
use crate::model::{Instance, Model, TokenState, Waiting};
use crate::tr;
use crate::work::link_phone::has_password;

/// Returns the shape of a state; unknown until the state was read.
pub fn state_shape(state: Option<&InstanceState>) -> StateShape {
    use InstanceState as S;
    match state {
        Some(S::Authorized) => StateShape::Working,
        Some(S::Blocked) => StateShape::Stopped,
        Some(
            S::NotAuthorized
            | S::Starting
            | S::Suspended
            | S::PendingCode
            | S::PendingPassword
            | S::BeingCreated
            | S::SleepMode,
        ) => StateShape::Act,
        Some(S::Other(_)) | None => StateShape::Unknown,
    }
}

/// Returns the word of a state for a badge: "Number blocked".
pub fn state_badge(state: Option<&InstanceState>, messenger: Messenger) -> (String, Tone) {
    use InstanceState as S;
    let word = match state {
        None => tr!("state-unknown"),
        Some(S::Authorized) => tr!("state-authorized"),
        Some(S::NotAuthorized) => tr!("state-not-authorized"),
        Some(S::Blocked) if messenger == Messenger::Max => tr!("state-unavailable"),
        Some(S::Blocked) => tr!("state-blocked"),
        Some(S::Starting) => tr!("state-starting"),
        Some(S::SleepMode) => tr!("state-sleep"),
        Some(state @ S::Suspended) if restricts(state, messenger) => tr!("state-restricted"),
        Some(S::Suspended) => tr!("state-suspended"),
        Some(S::PendingCode) => tr!("state-pending-code"),
        Some(S::PendingPassword) => tr!("state-pending-password"),
        Some(S::BeingCreated) => tr!("state-being-created"),
        Some(S::Other(raw)) => raw.clone(),
    };
    (word, state_shape(state).tone())
}

/// Returns the words of a refused access for a badge: "Token refused". `None` while the server answers.
pub fn refusal_badge(instance: &Instance) -> Option<String> {
    let refusal = instance.refusal()?;
    Some(if matches!(refusal, Failure::BadToken(_)) {
        tr!("state-token-refused")
    } else if matches!(refusal, Failure::Expired(_)) {
        tr!("state-expired")
    } else if matches!(refusal, Failure::Deleted(_)) {
        tr!("state-deleted")
    } else {
        tr!("state-access-refused")
    })
}

/// Whether only saved contacts receive messages in this state.
pub fn restricts(state: &InstanceState, messenger: Messenger) -> bool {
    state.delivery(messenger) == Delivery::SavedContacts
}

/// Says that the messenger has restricted the account.
pub fn restricted_title(instance: &Instance) -> String {
    tr!("warning-restricted", messenger = instance.messenger().name())
}

/// Says that the number works, and whether its queue is empty.
pub fn works(instance: &Instance) -> String {
    if instance.waiting().number() == Some(0) { tr!("meaning-authorized-empty") } else { tr!("meaning-authorized") }
}

/// Returns why nothing that changes the server can be done to an instance that is set to look only. Every such act asks
/// here.
pub fn look_only(instance: &Instance) -> Option<String> {
    look_only_mark(instance).map(|_| tr!("look-only-is-on"))
}

/// Returns why nothing that changes the server can be done now, unless the act has a reason of its own.
pub fn change_off(instance: &Instance) -> Option<String> {
    look_only(instance).or_else(|| instance.is_working().then(|| tr!("account-off-working")))
}

/// Returns the mark of an instance that is set to look only.
pub fn look_only_mark(instance: &Instance) -> Option<String> {
    (instance.record.options.access == Access::LookOnly).then(|| tr!("look-only"))
}

/// Returns the name of the button that links a phone, or goes on with linking one.
pub fn link_name(instance: &Instance) -> String {
    let awaits_password = instance.state.value() == Some(&InstanceState::PendingPassword);
    if awaits_password && has_password(instance.messenger()) {
        tr!("account-enter-password")
    } else {
        tr!("account-link")
    }
}

/// Returns when the suspension of an account ends or should have ended; `None` if it is not suspended or no end is
/// known.
pub fn suspension_end(instance: &Instance) -> Option<String> {
    Some(match instance.suspension_ends()? {
        Moment::At(at) if *at > now() => tr!("suspension-ends", time = text::date_time(*at)),
        Moment::At(at) => tr!("suspension-ended", time = text::date_time(*at)),
        Moment::Unread(raw) => tr!("suspension-ends-unread", time = raw),
    })
}

/// Appends the end of the suspension to a text about the state.
pub fn with_suspension_end(instance: &Instance, text: String) -> String {
    match suspension_end(instance) {
        Some(end) => format!("{text} {end}"),
        None => text,
    }
}

/// Returns the word of a state within a line, short enough for the sidebar: "blocked".
pub fn state_word(state: Option<&InstanceState>, messenger: Messenger) -> String {
    match state {
        Some(InstanceState::Blocked) if messenger == Messenger::Max => tr!("state-unavailable-short"),
        Some(InstanceState::Blocked) => tr!("state-blocked-short"),
        Some(state @ InstanceState::Suspended) if !restricts(state, messenger) => tr!("state-suspended-short"),
        Some(InstanceState::Other(raw)) => raw.clone(),
        _ => lower_first(&state_badge(state, messenger).0),
    }
}

/// Returns the state of an instance within a line: its word with the time of an old one, or why it is not known.
pub fn state_line(instance: &Instance) -> String {
    let state = instance.state.value();
    let told = state.is_some() && !instance.state.is_recalled();
    match &instance.token {
        TokenState::Missing if !told => return tr!("state-no-token"),
        TokenState::Unreadable(_) if !told => return tr!("state-unread-token"),
        TokenState::Missing
        | TokenState::Unreadable(_)
        | TokenState::NotRead
        | TokenState::Reading(_)
        | TokenState::Ready(_) => {}
    }
    if let Some(refused) = refusal_badge(instance) {
        return lower_first(&refused);
    }
    let word = state_word(state, instance.messenger());
    match instance.state.at().filter(|_| instance.state.is_old()) {
        Some(at) => tr!("sidebar-state-as-of", state = word, time = text::age(at)),
        None => word,
    }
}

/// Returns the same short word with a capital letter, for a badge with little room.
pub fn state_word_alone(state: Option<&InstanceState>, messenger: Messenger) -> String {
    let word = state_word(state, messenger);
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns the number of waiting messages for a badge: "128", "500+", a dash.
pub fn waiting_number(waiting: Waiting) -> String {
    match waiting {
        Waiting::Unknown => "—".to_owned(),
        Waiting::Exactly(number) => text::number(number),
        Waiting::AtLeast(number) => format!("{}+", text::number(number)),
    }
}

/// Returns a name in two letters or digits, for the folded sidebar. Signs such as "№" and "·" are no words.
pub fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter_map(|word| word.chars().find(|sign| sign.is_alphanumeric()));
    let letters: String = words.take(2).collect();
    if letters.chars().count() == 2 { letters.to_uppercase() } else { name.chars().take(2).collect() }
}

/// Returns the name of a kind of message for a table cell.
pub fn kind_word(kind: &MessageKind) -> String {
    match kind {
        MessageKind::Text => tr!("kind-text"),
        MessageKind::File => tr!("kind-file"),
        MessageKind::Poll => tr!("kind-poll"),
        MessageKind::Location => tr!("kind-location"),
        MessageKind::Contact => tr!("kind-contact"),
        MessageKind::Link => tr!("kind-link"),
        MessageKind::Forward => tr!("kind-forward"),
        MessageKind::TextStatus => tr!("kind-text-status"),
        MessageKind::MediaStatus => tr!("kind-media-status"),
        MessageKind::VoiceStatus => tr!("kind-voice-status"),
        MessageKind::Other(raw) if raw.is_empty() => tr!("kind-unknown"),
        MessageKind::Other(raw) => raw.clone(),
    }
}

/// Returns a number of messages of a kind: "91 texts".
pub fn kind_count(kind: &MessageKind, count: u64) -> String {
    match kind {
        MessageKind::Text => tr!("kinds-text", count = count),
        MessageKind::File => tr!("kinds-file", count = count),
        MessageKind::Poll => tr!("kinds-poll", count = count),
        MessageKind::Location => tr!("kinds-location", count = count),
        MessageKind::Contact => tr!("kinds-contact", count = count),
        MessageKind::Link => tr!("kinds-link", count = count),
        MessageKind::Forward => tr!("kinds-forward", count = count),
        MessageKind::TextStatus | MessageKind::MediaStatus | MessageKind::VoiceStatus => {
            tr!("kinds-status", count = count)
        }
        MessageKind::Other(_) => tr!("kinds-other", count = count),
    }
}

/// Returns the name of an instance in quotation marks, with its id if another instance has the same name.
pub fn quoted_name(model: &Model, instance: &Instance) -> String {
    let name = tr!("quoted", name = &instance.record.name);
    if model.shares_name(instance) { format!("{name} ({})", instance.id()) } else { name }
}

/// Returns the recipient of a message: a formatted number, a group with its name if that is known, or the id with its
/// kind.
pub fn recipient(message: &QueuedMessage, instance: &Instance) -> String {
    let Some(chat) = message.chat_id() else {
        return match message.kind {
            MessageKind::TextStatus | MessageKind::MediaStatus | MessageKind::VoiceStatus => tr!("recipient-status"),
            _ => tr!("recipient-none"),
        };
    };
    let shown = one_line(chat);
    match ChatId::parse(&shown, instance.messenger()) {
        Ok(id) if id.as_str() == chat => match id.kind() {
            ChatKind::Group => {
                let id = id.as_str();
                match instance.chats.groups.name(id) {
                    Some(name) => tr!("recipient-group-named", name = one_line(name)),
                    None => tr!("recipient-group", id = id.strip_suffix("@g.us").unwrap_or(id)),
                }
            }
            ChatKind::Person | ChatKind::Lid => text::chat(id.as_str()),
        },
        _ => shown,
    }
}

/// Returns a group without a known name as a narrow cell shows it: by the end of its id, since the ids of all groups
/// begin alike. `None` for any other recipient.
pub fn unnamed_group(message: &QueuedMessage, instance: &Instance) -> Option<String> {
    const SHOWN: usize = 8;
    let id = message.chat_id()?.strip_suffix("@g.us").filter(|id| id.is_ascii() && id.len() > SHOWN)?;
    let is_named = instance.chats.groups.name(message.chat_id()?).is_some();
    (!is_named).then(|| tr!("recipient-group", id = format!("…{}", &id[id.len() - SHOWN..])))
}

/// Returns the content of a message, in one line.
pub fn content(message: &QueuedMessage) -> String {
    let pair = |first: Option<String>, second: Option<&str>| match (first, second) {
        (Some(first), Some(second)) => format!("{first} · {second}"),
        (Some(first), None) => first,
        (None, Some(second)) => second.to_owned(),
        (None, None) => String::new(),
    };
    let text = match &message.kind {
        MessageKind::File | MessageKind::MediaStatus | MessageKind::VoiceStatus => {
            let name = message.file_name().or_else(|| message.file_url()).map(str::to_owned);
            pair(name, message.caption())
        }
        MessageKind::Poll => {
            let answers = message.poll_options().len();
            pair(message.text().map(str::to_owned), Some(&tr!("content-answers", count = answers)))
        }
        MessageKind::Location => {
            let place = message.coordinates().map(|(lat, long)| format!("{lat}, {long}"));
            pair(place, message.place_name().or_else(|| message.address()))
        }
        MessageKind::Contact => {
            let phone = message.contact_phone().map(|digits| text::phone(&digits));
            pair(message.contact_name(), phone.as_deref())
        }
        MessageKind::Link => pair(message.link().map(str::to_owned), message.text()),
        MessageKind::Forward => {
            tr!("content-forward", count = message.forwarded_count(), from = message.forwarded_from().unwrap_or("—"))
        }
        MessageKind::Text | MessageKind::TextStatus | MessageKind::Other(_) => {
            message.text().map(str::to_owned).unwrap_or_default()
        }
    };
    let text = if text.is_empty() { message.raw.to_string() } else { text };
    one_line(&text)
}

/// Returns how often the server lists a message, if more than once.
pub fn repeated(message: &QueuedMessage) -> Option<String> {
    (message.listed > 1).then(|| tr!("queue-note-repeated", times = message.listed))
}

/// Whether a message matches the typed number, text or kind; every message does while nothing is typed.
pub fn holds(message: &QueuedMessage, instance: &Instance, typed: &str) -> bool {
    let sought = typed.trim().to_lowercase();
    let numbers = sought_digits(&sought);
    let line = || format!("{} {} {}", kind_word(&message.kind), recipient(message, instance), content(message));
    sought.is_empty()
        || line().to_lowercase().contains(&sought)
        || message.chat_id().is_some_and(|chat| numbers.iter().any(|digits| chat.contains(digits)))
}

/// Returns a text of a queue for display: line breaks become spaces, and only as much is kept as a cell can show.
pub fn one_line(text: &str) -> String {
    // Redacted before it is cut short; otherwise the beginning of a token could remain.
    let near: String = text.chars().take(3000).collect();
    redact::all(&near).chars().take(300).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Returns the title of the window while this instance is shown.
pub fn window_title(instance: Option<&Instance>) -> String {
    match instance {
        Some(instance) => for_system(&format!("{} — Instance Desk", instance.record.name)),
        None => "Instance Desk".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_words_and_numbers_not_of_signs() {
        let names = ["Sales", "Night shift", "Салон № 3", "Клиника · регистратура", "«Ромашка» склад", "★"];
        assert_eq!(names.map(initials), ["Sa", "NS", "С3", "КР", "РС", "★"]);
    }
}
