//! Turns failures of the keyring into texts.

use super::{Explained, Text};
use crate::vault::VaultFailure;

/// Explains why a keyring operation failed, and what helps.
pub fn explain_vault(failure: &VaultFailure) -> Explained {
    let [what, why, todo] = match failure {
        VaultFailure::Locked => ["vault-locked", "vault-locked-why", "vault-locked-todo"],
        VaultFailure::Absent => ["vault-absent", "vault-absent-why", "vault-absent-todo"],
        VaultFailure::Forbidden => ["vault-forbidden", "vault-forbidden-why", "vault-forbidden-todo"],
        VaultFailure::Denied => ["vault-denied", "vault-denied-why", "vault-denied-todo"],
        VaultFailure::NoAnswer => ["vault-no-answer", "vault-no-answer-why", "vault-no-answer-todo"],
        VaultFailure::Unreadable => ["vault-unreadable", "vault-unreadable-why", "vault-unreadable-todo"],
        VaultFailure::TooLong => ["vault-too-long", "vault-too-long-why", "vault-too-long-todo"],
        VaultFailure::Foreign => ["vault-foreign", "vault-foreign-why", "vault-foreign-todo"],
        VaultFailure::Ambiguous => ["vault-ambiguous", "vault-ambiguous-why", "vault-ambiguous-todo"],
        VaultFailure::Other { .. } => ["vault-other", "vault-other-why", "vault-other-todo"],
    }
    .map(Text::new);
    let why = match failure {
        VaultFailure::Other { detail } => why.with("detail", detail),
        _ => why,
    };
    Explained { what, why, todo, remedies: Vec::new() }
}
