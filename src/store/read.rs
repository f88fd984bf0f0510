//! From the bytes of the file to its contents.

use serde_json::{Map, Value};

use super::contents::{Kept, VERSION};
use super::{Contents, InstanceFault, InstanceRecord, Settings, StoreWarning};

/// What the bytes are.
pub(super) enum Reading {
    /// A file of ours; what is odd in it stands in the contents' warnings.
    Ours(Box<Contents>),
    /// A file of a newer version.
    Newer { version: u64 },
    /// Anything else.
    Damaged,
}

/// Reads the whole file. Every part that makes sense is used, whatever the others are.
pub(super) fn read(bytes: &[u8]) -> Reading {
    // Editors of Windows put a mark in front.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(Value::Object(top)) = serde_json::from_slice(bytes) else {
        return Reading::Damaged;
    };
    match top.get("version").map(Value::as_u64) {
        Some(Some(VERSION)) => {
            read_version_1(top).map_or(Reading::Damaged, |contents| Reading::Ours(Box::new(contents)))
        }
        Some(Some(version)) if version > VERSION => Reading::Newer { version },
        _ => Reading::Damaged,
    }
}

/// `None` when a whole part is not what it should be: saving would replace it, so the file has to be kept aside.
fn read_version_1(top: Map<String, Value>) -> Option<Contents> {
    let kept_settings = match top.get("settings") {
        Some(kept) => kept.as_object()?.clone(),
        None => Map::new(),
    };
    let list = match top.get("instances") {
        Some(list) => list.as_array()?.as_slice(),
        None => &[],
    };
    let mut warnings = Vec::new();
    let settings = Settings::read(&kept_settings, &mut warnings);
    let mut contents =
        Contents { settings, kept: Kept { settings: kept_settings, ..Kept::default() }, ..Contents::default() };
    for (index, entry) in list.iter().enumerate() {
        if let Err(fault) = read_instance(entry, &mut contents) {
            contents.kept.strange.push(entry.clone());
            warnings.push(StoreWarning::BadInstance { position: index + 1, fault });
        }
    }
    contents.kept.top = top;
    contents.warnings = warnings;
    Some(contents)
}

fn read_instance(entry: &Value, contents: &mut Contents) -> Result<(), InstanceFault> {
    let (record, kept) = InstanceRecord::read(entry)?;
    if contents.kept.instances.contains_key(&record.id_instance) {
        return Err(InstanceFault::Duplicate);
    }
    let id_instance = record.id_instance.clone();
    contents.instances.push(record);
    contents.kept.instances.insert(id_instance, kept);
    Ok(())
}
