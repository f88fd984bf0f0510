//! An instance as stored on disk.

use serde_json::{Map, Value};

use super::InstanceFault;
use crate::green_api::{ApiUrl, IdInstance, Messenger};

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
}

impl InstanceRecord {
    /// Reads one entry of the list. A missing `name` or `checked` is not a fault.
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
        let name = name.chars().take(MAX_NAME).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let checked = kept.get("checked").and_then(Value::as_bool);
        let record = Self { id_instance, name, messenger, api_url, checked: checked.unwrap_or(false) };
        Ok((record, kept.clone()))
    }

    /// Writes each value into this instance's object, keeping its other members.
    pub(super) fn write(&self, kept: &mut Map<String, Value>) -> serde_json::Result<()> {
        kept.insert("idInstance".to_owned(), self.id_instance.as_str().into());
        kept.insert("name".to_owned(), self.name.as_str().into());
        kept.insert("messenger".to_owned(), serde_json::to_value(self.messenger)?);
        kept.insert("apiUrl".to_owned(), self.api_url.as_str().into());
        kept.insert("checked".to_owned(), self.checked.into());
        Ok(())
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
