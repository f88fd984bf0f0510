//! The vault against the system's own keyring: the Credential Manager of Windows, the Keychain of macOS. Linux has
//! `tests/storage/keyring.rs`, with a keyring of its own.
//!
//! This file is compiled only on those systems. It writes to the user's real keyring, under an unused idInstance that
//! is deleted before and after.
#![cfg(any(windows, target_os = "macos"))]

use instance_desk::green_api::{ApiToken, IdInstance};
use instance_desk::vault::{Vault, VaultScope};

/// Deletes the entry when dropped, even if the test fails.
struct Entry(IdInstance);

impl Drop for Entry {
    fn drop(&mut self) {
        let _ = Vault::system(VaultScope::of_user()).delete(&self.0);
    }
}

/// Reads the token like another session of the program.
fn read(entry: &Entry) -> Option<String> {
    Vault::system(VaultScope::of_user()).read(&entry.0).unwrap().map(|token| token.expose().to_owned())
}

#[test]
fn a_token_is_kept_for_the_next_start_replaced_and_deleted() {
    // Unique to this process, so that two test runs at once do not collide.
    let entry = Entry(IdInstance::parse(&format!("99{:08}", std::process::id())).unwrap());
    let vault = Vault::system(VaultScope::of_user());
    vault.probe().unwrap();
    vault.delete(&entry.0).unwrap();
    assert_eq!(read(&entry), None);

    let token = "5ca1ab1e".repeat(6) + "42";
    vault.write(&entry.0, &ApiToken::parse(&token).unwrap()).unwrap();
    assert_eq!(read(&entry), Some(token));

    vault.write(&entry.0, &ApiToken::parse("newer").unwrap()).unwrap();
    assert_eq!(read(&entry), Some("newer".to_owned()));

    vault.delete(&entry.0).unwrap();
    assert_eq!(read(&entry), None);
    vault.delete(&entry.0).unwrap(); // deleting again does no harm
}
