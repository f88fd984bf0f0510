//! From the failures of the disk to texts.

use super::Text;
use crate::store::{StoreFailure, StoreWarning};

/// Why settings were not saved, and that nothing is lost but the change itself.
pub fn explain_store(failure: &StoreFailure) -> Text {
    match failure {
        StoreFailure::ReadOnly => Text::new("store-read-only"),
        StoreFailure::DiskFull => Text::new("store-disk-full"),
        StoreFailure::Locked => Text::new("store-locked"),
        StoreFailure::Other { detail } => Text::new("store-other").with("detail", detail),
    }
}

/// What was wrong with the file of settings at the start.
pub fn explain_warning(warning: &StoreWarning) -> Text {
    match warning {
        StoreWarning::Damaged { kept_as } => Text::new("store-damaged").with("path", kept_as.display().to_string()),
        StoreWarning::Newer { kept_as, .. } => Text::new("store-newer").with("path", kept_as.display().to_string()),
        StoreWarning::NotKept { detail } => Text::new("store-not-kept").with("detail", detail),
        StoreWarning::Unreadable { detail } => Text::new("store-unreadable").with("detail", detail),
        StoreWarning::BadSetting { key } => Text::new("store-bad-setting").with("key", key),
        StoreWarning::BadInstance { position, .. } => Text::new("store-bad-instance").with("position", *position),
    }
}
