//! An instance as it is kept on disk.

use serde_json::{Map, Value};

use super::InstanceFault;
use crate::green_api::{ApiUrl, IdInstance, Messenger};

/// What is known of an instance between two runs. Its token is in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceRecord {
    /// Who it is.
    pub id_instance: IdInstance,
    /// What the user calls it.
    pub name: String,
    /// Which messenger it serves.
    pub messenger: Messenger,
    /// Where its gateway is.
    pub api_url: ApiUrl,
    /// Whether these values were seen to work before they were saved.
    pub checked: bool,
}

impl InstanceRecord {
    /// Reads one entry of the list. A missing name or mark is no fault.
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
        // It stands in the window's title, which some systems refuse with a NUL in it.
        let name = kept.get("name").and_then(Value::as_str).unwrap_or_default().replace(char::is_control, " ");
        let checked = kept.get("checked").and_then(Value::as_bool);
        let record = Self { id_instance, name, messenger, api_url, checked: checked.unwrap_or(false) };
        Ok((record, kept.clone()))
    }

    /// Puts each value in its place among what else is kept of this instance.
    pub(super) fn write(&self, kept: &mut Map<String, Value>) -> serde_json::Result<()> {
        kept.insert("idInstance".to_owned(), self.id_instance.as_str().into());
        kept.insert("name".to_owned(), self.name.as_str().into());
        kept.insert("messenger".to_owned(), serde_json::to_value(self.messenger)?);
        kept.insert("apiUrl".to_owned(), self.api_url.as_str().into());
        kept.insert("checked".to_owned(), self.checked.into());
        Ok(())
    }
}

/// The idInstance of an entry, which a hand that edits the file may write as a number.
pub(super) fn id_instance_in(kept: &Map<String, Value>) -> Option<IdInstance> {
    match kept.get("idInstance")? {
        Value::String(digits) => IdInstance::parse(digits).ok(),
        Value::Number(number) => IdInstance::parse(&number.to_string()).ok(),
        _ => None,
    }
}
