//! The same checks for failures of the keyring and the disk.

use std::collections::BTreeSet;

use super::{
    Explained, Text, bundle, detail_text, explain_database, explain_export, explain_notice, explain_store,
    explain_vault, explain_warning, say, variables,
};
use crate::green_api::{Cause, Detail};
use crate::store::{DatabaseFailure, DatabaseNotice, ExportFailure, InstanceFault, StoreFailure, StoreWarning};
use crate::vault::VaultFailure;

const ENGLISH: &str = include_str!("../../../assets/locales/en/storage.ftl");
const RUSSIAN: &str = include_str!("../../../assets/locales/ru/storage.ftl");

/// Prefixes of the ids of these texts; the other ids in the file belong to screens.
const OURS: [&str; 6] = ["vault-", "store-", "database-", "export-", "detail-", "cause-"];

/// Every cause; the test for unused texts fails if one is missing here.
const CAUSES: [Cause; 30] = [
    Cause::Refused,
    Cause::Closed,
    Cause::Unreachable,
    Cause::TimedOut,
    Cause::NameNotFound,
    Cause::NotHttp,
    Cause::Garbled,
    Cause::CertificateExpired,
    Cause::CertificateNotYetValid,
    Cause::CertificateUnknown,
    Cause::CertificateOfOther,
    Cause::CertificateBad,
    Cause::NotEncrypted,
    Cause::AccessDenied,
    Cause::NotFound,
    Cause::DiskFull,
    Cause::FileTooLarge,
    Cause::ReadOnly,
    Cause::InUse,
    Cause::TooManyFiles,
    Cause::OutOfMemory,
    Cause::Device,
    Cause::NetworkDrive,
    Cause::NotText,
    Cause::BadName,
    Cause::WrongKind,
    Cause::TooManyLinks,
    Cause::CannotOpen,
    Cause::Service,
    Cause::Unknown,
];

/// Returns the texts of every failure. `explain_vault` and similar functions match without `_`, so that a new variant
/// must be given words there; the test for unused texts fails if the variant is missing here.
fn every_text() -> Vec<Text> {
    let detail = || Detail::words("x");
    let vault = [
        VaultFailure::Locked,
        VaultFailure::Absent,
        VaultFailure::Forbidden,
        VaultFailure::Denied,
        VaultFailure::NoAnswer,
        VaultFailure::Unreadable,
        VaultFailure::TooLong,
        VaultFailure::Foreign,
        VaultFailure::Ambiguous,
        VaultFailure::Other { detail: detail() },
    ];
    let store = [
        StoreFailure::ReadOnly,
        StoreFailure::DiskFull,
        StoreFailure::Locked,
        StoreFailure::NotAFile,
        StoreFailure::InUse,
        StoreFailure::Other { detail: detail() },
    ];
    let warnings = [
        StoreWarning::Damaged { kept_as: "settings.old".into() },
        StoreWarning::Newer { version: 9, kept_as: "settings.old".into() },
        StoreWarning::NotKept { detail: detail() },
        StoreWarning::NotAFile,
        StoreWarning::Unreadable { detail: detail() },
        StoreWarning::BadSetting { key: "settings.theme".into() },
        StoreWarning::BadInstance { position: 3, fault: InstanceFault::ApiUrl },
    ];
    let database = [
        DatabaseFailure::ReadOnly,
        DatabaseFailure::DiskFull,
        DatabaseFailure::Locked,
        DatabaseFailure::Newer { version: 9 },
        DatabaseFailure::OtherComputer { computer: "x".to_owned() },
        DatabaseFailure::NotAFile,
        DatabaseFailure::NoLocks,
        DatabaseFailure::Damaged { detail: "x".to_owned() },
        DatabaseFailure::NotKept { detail: detail() },
        DatabaseFailure::Other { detail: detail() },
    ];
    let notices = [
        DatabaseNotice::Damaged { kept_as: "database.old".into() },
        DatabaseNotice::Vanished { path: "database.db".into() },
        DatabaseNotice::Upgraded { from: 1, backup: "database.old".into() },
        DatabaseNotice::CopiesDeleted { count: 2 },
    ];
    let export = [
        ExportFailure::ReadOnly,
        ExportFailure::NoFolder,
        ExportFailure::NotAFile,
        ExportFailure::OwnFile,
        ExportFailure::InUse,
        ExportFailure::DiskFull,
        ExportFailure::Other { detail: detail() },
    ];
    let of_files = store.iter().map(explain_store).chain(warnings.iter().map(explain_warning));
    let of_database = database.iter().map(explain_database).chain(notices.iter().map(explain_notice));
    let of_vault = vault.iter().flat_map(|failure| {
        let Explained { what, why, todo, .. } = explain_vault(failure);
        [what, why, todo]
    });
    let details = [
        Detail::PartFailed,
        Detail::TooLarge,
        Detail::ForeignLink,
        Detail::TooManyLinks,
        Detail::TooManyCopies,
        Detail::FolderName,
        Detail::Damaged,
        Detail::Changed,
        Detail::EntryVanished,
    ];
    let reported = CAUSES.map(|cause| Detail::Reported { cause, words: "x".to_owned() });
    let of_details = details.iter().chain(&reported).map(|detail| Text::new(detail_text(detail)));
    let of_export = export.iter().map(explain_export);
    of_vault.chain(of_files).chain(of_database).chain(of_export).chain(of_details).collect()
}

#[test]
fn every_refusal_has_words_in_both_languages() {
    for bundle in [bundle("en", ENGLISH), bundle("ru", RUSSIAN)] {
        for text in every_text() {
            assert!(!say(&bundle, &text).trim().is_empty(), "{}", text.id);
        }
    }
    assert_eq!(variables(ENGLISH), variables(RUSSIAN));
}

#[test]
fn no_refusal_is_forgotten() {
    let used: BTreeSet<&str> = every_text().iter().map(|text| text.id).collect();
    let written = variables(ENGLISH);
    let written = written.keys().map(String::as_str);
    let ours: BTreeSet<&str> = written.filter(|id| OURS.iter().any(|prefix| id.starts_with(prefix))).collect();
    assert_eq!(ours, used);
}
