//! An instance as stored on disk.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::InstanceFault;
use crate::green_api::{Access, ApiUrl, IdInstance, Messenger};

/// Maximum length of a name in characters, as in the form. Of a longer one in the file, the beginning is used.
const MAX_NAME: usize = 1_000;

/// The data kept about an instance between sessions. Its token is in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceRecord {
    /// The instance's id.
    pub id_instance: IdInstance,
    /// The name chosen by the user.
    pub name: String,
    /// The instance's messenger.
    pub messenger: Messenger,
    /// The gateway's address.
    pub api_url: ApiUrl,
    /// Whether these values were found to work before they were saved.
    pub checked: bool,
    pub options: InstanceOptions,
}

/// Settings of the user about an instance. None of them is needed to reach the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceOptions {
    /// The words by which the user groups instances, each once.
    pub tags: Vec<String>,
    /// The colour that marks the instance on the screen.
    pub colour: Option<InstanceColour>,
    /// Whether the program may change anything on the server.
    pub access: Access,
}

impl InstanceOptions {
    /// Reads the options of an entry. An access that is unknown to this version counts as the one that changes nothing.
    fn read(kept: &Map<String, Value>) -> Self {
        let words = kept.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let access =
            kept.get("access").map(|access| serde_json::from_value(access.clone()).unwrap_or(Access::LookOnly));
        Self {
            tags: tags(words),
            colour: kept.get("colour").and_then(|colour| serde_json::from_value(colour.clone()).ok()),
            access: access.unwrap_or_default(),
        }
    }

    /// Writes what is set, and removes the rest.
    fn write(&self, kept: &mut Map<String, Value>) -> serde_json::Result<()> {
        let access = Some(self.access).filter(|access| *access != Access::default());
        for (member, value) in [
            ("tags", Some(&self.tags).filter(|tags| !tags.is_empty()).map(serde_json::to_value)),
            ("colour", self.colour.map(serde_json::to_value)),
            ("access", access.map(serde_json::to_value)),
        ] {
            match value {
                Some(value) => kept.insert(member.to_owned(), value?),
                None => kept.remove(member),
            };
        }
        Ok(())
    }
}

/// A colour of an instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum InstanceColour {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Violet,
    Pink,
}

impl InstanceColour {
    pub const ALL: [Self; 8] =
        [Self::Red, Self::Orange, Self::Yellow, Self::Green, Self::Teal, Self::Blue, Self::Violet, Self::Pink];
}

/// Maximum number of tags of an instance.
pub const MAX_TAGS: usize = 12;

/// Maximum length of a tag, in characters.
pub const MAX_TAG: usize = 40;

/// Returns the tags in a list of any words: trimmed, each once, in their order.
pub fn tags<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in words {
        let tag: String = printable(word.trim()).chars().take(MAX_TAG).collect();
        let is_known = tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
        if !tag.is_empty() && !is_known && tags.len() < MAX_TAGS {
            tags.push(tag);
        }
    }
    tags
}

/// Returns a text with a space in place of each control character.
fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

impl InstanceRecord {
    /// Reads one entry of the list. Only the values that a request needs can be at fault.
    pub(super) fn read(kept: &Value) -> Result<(Self, Map<String, Value>), InstanceFault> {
        let kept = kept.as_object().ok_or(InstanceFault::NotAnObject)?;
        let id_instance = id_instance_in(kept).ok_or(InstanceFault::IdInstance)?;
        let messenger = kept
            .get("messenger")
            .and_then(|messenger| serde_json::from_value(messenger.clone()).ok())
            .ok_or(InstanceFault::Messenger)?;
        let api_url = kept
            .get("apiUrl")
            .and_then(Value::as_str)
            .and_then(|url| ApiUrl::parse(url).ok())
            .ok_or(InstanceFault::ApiUrl)?;
        // The name appears in the window's title, which some systems refuse if it contains a NUL.
        let name = kept.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = printable(name).chars().take(MAX_NAME).collect();
        let checked = kept.get("checked").and_then(Value::as_bool).unwrap_or(false);
        let options = InstanceOptions::read(kept);
        let record = Self { id_instance, name, messenger, api_url, checked, options };
        Ok((record, kept.clone()))
    }

    /// Writes each value into this instance's object, keeping its other members.
    pub(super) fn write(&self, kept: &mut Map<String, Value>) -> serde_json::Result<()> {
        kept.insert("idInstance".to_owned(), self.id_instance.as_str().into());
        kept.insert("name".to_owned(), self.name.as_str().into());
        kept.insert("messenger".to_owned(), serde_json::to_value(self.messenger)?);
        kept.insert("apiUrl".to_owned(), self.api_url.as_str().into());
        kept.insert("checked".to_owned(), self.checked.into());
        self.options.write(kept)
    }
}

/// Returns the idInstance of an entry, which may be a number if the file was edited by hand.
pub(super) fn id_instance_in(kept: &Map<String, Value>) -> Option<IdInstance> {
    match kept.get("idInstance")? {
        Value::String(digits) => IdInstance::parse(digits).ok(),
        Value::Number(number) => IdInstance::parse(&number.to_string()).ok(),
        _ => None,
    }
}
