//! Parses the bytes of the file into its contents.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::contents::{Kept, VERSION};
use super::{Contents, InstanceFault, InstanceRecord, Settings, StoreWarning};
use crate::green_api::without_lone_surrogates;

/// The result of parsing the bytes.
pub(super) enum Reading {
    /// One of our files; problems in it are recorded in the contents' warnings.
    Ours(Box<Contents>),
    /// One of our files, with bytes or halves of characters that are not text; each was read as U+FFFD.
    Mended(Box<Contents>),
    /// A file of a newer version.
    Newer { version: u64 },
    /// Anything else.
    Damaged,
}

/// Parses the whole file. Every valid part is used, even if others are invalid.
pub(super) fn read(bytes: &[u8]) -> Reading {
    // Windows editors prepend a byte order mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    // Half an emoji in a name, which another program may have cut off.
    let whole = without_lone_surrogates(&text);
    let Ok(Value::Object(top)) = serde_json::from_str(&whole) else {
        return Reading::Damaged;
    };
    let is_as_written = matches!((&text, &whole), (Cow::Borrowed(_), Cow::Borrowed(_)));
    let ours = if is_as_written { Reading::Ours } else { Reading::Mended };
    match top.get("version").map(Value::as_u64) {
        Some(Some(VERSION)) => read_version_1(top).map_or(Reading::Damaged, |contents| ours(Box::new(contents))),
        Some(Some(version)) if version > VERSION => Reading::Newer { version },
        _ => Reading::Damaged,
    }
}

/// Returns `None` if a whole part has the wrong type: saving would replace it, so the file must be kept aside.
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
