//! Turns failures of the disk into texts.

use super::Text;
use crate::store::{DatabaseFailure, DatabaseNotice, ExportFailure, StoreFailure, StoreWarning};

/// Explains why settings were not saved, and that only the change itself is lost.
pub fn explain_store(failure: &StoreFailure) -> Text {
    match failure {
        StoreFailure::ReadOnly => Text::new("store-read-only"),
        StoreFailure::DiskFull => Text::new("store-disk-full"),
        StoreFailure::Locked => Text::new("store-locked"),
        StoreFailure::NotAFile => Text::new("store-not-a-file"),
        StoreFailure::InUse => Text::new("store-in-use"),
        StoreFailure::Other { detail } => Text::new("store-other").with("detail", detail),
    }
}

/// Explains what was wrong with the settings file at startup.
pub fn explain_warning(warning: &StoreWarning) -> Text {
    match warning {
        StoreWarning::Damaged { kept_as } => Text::new("store-damaged").with("path", kept_as.display().to_string()),
        StoreWarning::Newer { kept_as, .. } => Text::new("store-newer").with("path", kept_as.display().to_string()),
        StoreWarning::NotKept { detail } => Text::new("store-not-kept").with("detail", detail),
        StoreWarning::NotAFile => Text::new("store-not-a-file"),
        StoreWarning::Unreadable { detail } => Text::new("store-unreadable").with("detail", detail),
        StoreWarning::BadSetting { key } => Text::new("store-bad-setting").with("key", key),
        StoreWarning::BadInstance { position, .. } => Text::new("store-bad-instance").with("position", *position),
    }
}

/// Explains why the database could not be read or written, and what to do about it.
pub fn explain_database(failure: &DatabaseFailure) -> Text {
    match failure {
        DatabaseFailure::ReadOnly => Text::new("database-read-only"),
        DatabaseFailure::DiskFull => Text::new("database-disk-full"),
        DatabaseFailure::Locked => Text::new("database-locked"),
        DatabaseFailure::Newer { .. } => Text::new("database-newer"),
        DatabaseFailure::OtherComputer { computer } => Text::new("database-other-computer").with("computer", computer),
        DatabaseFailure::NotAFile => Text::new("database-not-a-file"),
        DatabaseFailure::NoLocks => Text::new("database-no-locks"),
        DatabaseFailure::Damaged { .. } => Text::new("database-damaged"),
        DatabaseFailure::NotKept { detail } => Text::new("database-not-kept").with("detail", detail),
        DatabaseFailure::Other { detail } => Text::new("database-other").with("detail", detail),
    }
}

/// Explains what was found when the database was opened.
pub fn explain_notice(notice: &DatabaseNotice) -> Text {
    match notice {
        DatabaseNotice::Damaged { kept_as } => {
            Text::new("database-was-damaged").with("path", kept_as.display().to_string())
        }
        DatabaseNotice::Vanished { path } => Text::new("database-vanished").with("path", path.display().to_string()),
        DatabaseNotice::Upgraded { backup, .. } => {
            Text::new("database-upgraded").with("path", backup.display().to_string())
        }
        DatabaseNotice::CopiesDeleted { count } => Text::new("database-copies-deleted").with("count", *count as u64),
    }
}

/// Explains why messages were not written to a file.
pub fn explain_export(failure: &ExportFailure) -> Text {
    match failure {
        ExportFailure::ReadOnly => Text::new("export-read-only"),
        ExportFailure::NoFolder => Text::new("export-no-folder"),
        ExportFailure::NotAFile => Text::new("export-not-a-file"),
        ExportFailure::OwnFile => Text::new("export-own-file"),
        ExportFailure::InUse => Text::new("export-in-use"),
        ExportFailure::DiskFull => Text::new("export-disk-full"),
        ExportFailure::Unread(failure) => explain_database(failure),
        ExportFailure::Other { detail } => Text::new("export-other").with("detail", detail),
    }
}
