//! Parses the bytes of the file into its contents.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::contents::{Kept, VERSION};
use super::salvage::{instances, salvage};
use super::{Contents, InstanceFault, InstanceRecord, Settings, StoreWarning};
use crate::green_api::without_lone_surrogates;

/// The result of parsing the bytes.
pub(super) enum Reading {
    /// One of our files; problems in it are recorded in the contents' warnings.
    Ours(Box<Contents>),
    /// One of our files, with bytes or halves of characters that are not text, each read as U+FFFD, or with numbers too
    /// large for any value, each read as null.
    Mended(Box<Contents>),
    /// One of our files, of which a part is lost. The contents are the parts that are whole.
    Part(Box<Contents>),
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
    let mut is_as_written = matches!((&text, &whole), (Cow::Borrowed(_), Cow::Borrowed(_)));
    let parsed = serde_json::from_str(&whole).or_else(|_| {
        is_as_written = false;
        serde_json::from_str(&without_huge_numbers(&without_stray_controls(&whole)))
    });
    let part = || {
        let part = salvage(&whole).and_then(read_version_1);
        part.map_or(Reading::Damaged, |part| Reading::Part(Box::new(part)))
    };
    let Ok(Value::Object(top)) = parsed else { return part() };
    let ours = if is_as_written { Reading::Ours } else { Reading::Mended };
    match top.get("version").map(Value::as_u64) {
        // The name of the list is damaged.
        Some(Some(VERSION)) if !top.contains_key("instances") && !instances(&whole).is_empty() => part(),
        Some(Some(VERSION)) => read_version_1(top).map_or_else(part, |contents| ours(Box::new(contents))),
        Some(Some(version)) if version > VERSION => Reading::Newer { version },
        _ => part(),
    }
}

/// Replaces each control character in a string by U+FFFD, such as a byte that became NUL: a parser refuses the whole text
/// because of it. Several beside each other stay, because anything may have been in their place.
fn without_stray_controls(json: &str) -> String {
    let is_stray = |character: char| character.is_ascii_control() && !"\t\n\r".contains(character);
    let mut mended = String::with_capacity(json.len());
    let mut characters = json.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_alone = !is_stray(before) && !characters.peek().is_some_and(|next| is_stray(*next));
        mended.push(if is_stray(character) && is_alone { char::REPLACEMENT_CHARACTER } else { character });
        before = character;
    }
    mended
}

/// Replaces each number beyond every float, such as `1e400`, by `null`: a parser refuses the whole text because of it.
fn without_huge_numbers(json: &str) -> String {
    let (mut mended, mut rest, mut in_string) = (String::with_capacity(json.len()), json, false);
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        if in_string && first == '\\' {
            length += rest[length..].chars().next().map_or(0, char::len_utf8);
        } else if first == '"' {
            in_string = !in_string;
        } else if !in_string && (first == '-' || first.is_ascii_digit()) {
            length = rest.find(|of: char| !of.is_ascii_digit() && !"+-.eE".contains(of)).unwrap_or(rest.len());
        }
        let (token, after) = rest.split_at(length);
        let is_huge = !in_string && token.parse().is_ok_and(f64::is_infinite);
        mended.push_str(if is_huge { "null" } else { token });
        rest = after;
    }
    mended
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
