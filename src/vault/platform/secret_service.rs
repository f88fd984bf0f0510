//! Linux and similar systems: a Secret Service on the session bus.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use zbus::blocking::Connection;
use zbus::blocking::fdo::DBusProxy;
use zbus::names::BusName;
use zbus_secret_service_keyring_store::cred::Specifier;

use super::{VaultFailure, VaultName};

/// The bus name of the Secret Service.
const BUS_NAME: &str = "org.freedesktop.secrets";

/// Maximum wait for the name of the program behind the Secret Service.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether a program keeps the entries.
pub(super) const CAN_RESTART: bool = true;

/// Options of a new entry.
pub(super) const MODIFIERS: &[(&str, &str)] = &[];

/// Opens a new connection. The library's own set-up runs once per process, so it would never find a keyring that starts
/// later.
pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Maps errors of the Secret Service or the bus that have their own failure.
pub(super) fn failure_of(error: &(dyn StdError + Send + Sync + 'static)) -> Option<VaultFailure> {
    match error.downcast_ref::<ServiceError>()? {
        ServiceError::Locked => Some(VaultFailure::Locked),
        ServiceError::Prompt => Some(prompt_dismissed()),
        // "No result" means a keyring without a default collection: none has been set up.
        ServiceError::NoResult | ServiceError::Unavailable => Some(VaultFailure::Absent),
        // The service has ended.
        ServiceError::PromptDisconnected => Some(VaultFailure::Absent),
        ServiceError::Zbus(error) => failure_of_bus(error),
        ServiceError::ZbusFdo(error) => failure_of_name(zbus::DBusError::name(error).as_str()),
        _ => None,
    }
}

/// Returns the failure for a prompt that ended without an unlock. Without a display it was never shown, so the user
/// refused nothing.
fn prompt_dismissed() -> VaultFailure {
    let has_display =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if has_display { VaultFailure::Denied } else { VaultFailure::Locked }
}

fn failure_of_bus(error: &zbus::Error) -> Option<VaultFailure> {
    match error {
        // All cases in which there is no bus.
        zbus::Error::Address(_)
        | zbus::Error::Connection(..)
        | zbus::Error::Handshake(_)
        | zbus::Error::InputOutput(_)
        | zbus::Error::InterfaceNotFound => Some(VaultFailure::Absent),
        zbus::Error::MethodError(name, ..) => failure_of_name(name.as_str()),
        zbus::Error::FDO(error) => failure_of_name(zbus::DBusError::name(&**error).as_str()),
        _ => None,
    }
}

/// Maps the error names of D-Bus and of the Secret Service API that have their own failure.
fn failure_of_name(name: &str) -> Option<VaultFailure> {
    if name == "org.freedesktop.Secret.Error.IsLocked" {
        return Some(VaultFailure::Locked);
    }
    match name.strip_prefix("org.freedesktop.DBus.Error.")? {
        "ServiceUnknown" | "NameHasNoOwner" | "NoServer" | "Disconnected" => Some(VaultFailure::Absent),
        // The bus could not start the service.
        start if start.starts_with("Spawn.") => Some(VaultFailure::Absent),
        // A service that ended during the call has not answered either.
        "NoReply" | "Timeout" | "TimedOut" => Some(VaultFailure::NoAnswer),
        "AccessDenied" => Some(VaultFailure::Denied),
        _ => None,
    }
}

/// Refuses an entry that another program made: an item matches if it has the names of this program's entry, and may
/// carry attributes of its own besides.
pub(super) fn refuse_foreign(entry: &Entry) -> Result<(), VaultFailure> {
    // An entry of a mock has no attributes.
    if entry.as_any().downcast_ref::<Specifier>().is_none() {
        return Ok(());
    }
    match entry.get_attributes() {
        Ok(attributes) if is_foreign(&attributes) => Err(VaultFailure::Foreign),
        Ok(_) | Err(Error::NoEntry) => Ok(()),
        // The act would only show the dismissed prompt again.
        Err(error) => Err(VaultFailure::from_keyring(&error)),
    }
}

/// Whether attributes name another program: libraries such as Python's keyring write `application`, and libsecret's
/// schemas `xdg:schema` (specifications.freedesktop.org/secret-service/latest/lookup-attributes.html).
fn is_foreign(attributes: &HashMap<String, String>) -> bool {
    attributes.contains_key("application") || attributes.get("xdg:schema").is_some_and(|schema| !is_of_service(schema))
}

/// Whether a token store itself gives this schema to an entry that was written without one: GNOME Keyring the generic
/// one, KWallet one of its own types.
fn is_of_service(schema: &str) -> bool {
    schema == "org.freedesktop.Secret.Generic" || schema.starts_with("org.kde.KWallet.")
}

/// Unlocks the wallet of KDE, with a prompt: while it is closed, a search finds nothing in it, not even locked entries.
pub(super) fn unlock_to_search() -> Result<(), VaultFailure> {
    if name() != VaultName::KWallet {
        return Ok(());
    }
    let unlocked = SecretService::connect(EncryptionType::Plain).and_then(|service| {
        let wallet = service.get_default_collection()?;
        if wallet.is_locked()? { wallet.unlock() } else { Ok(()) }
    });
    match unlocked {
        // Without a wallet there is nothing to find.
        Ok(()) | Err(ServiceError::NoResult) => Ok(()),
        Err(error) => Err(VaultFailure::from_keyring(&failed(error))),
    }
}

/// Creates the collection for new entries, with a prompt, if storing failed because there is none: the first program
/// that stores something on a new desktop does so.
///
/// # Errors
/// Returns any other error of storing, and that of the creation.
pub(super) fn make_place(error: Error) -> keyring_core::Result<()> {
    let (Error::PlatformFailure(cause) | Error::NoStorageAccess(cause)) = &error else { return Err(error) };
    let Some(ServiceError::NoResult) = cause.downcast_ref() else { return Err(error) };
    let made = SecretService::connect(EncryptionType::Plain)
        .and_then(|service| service.create_collection("Default", "default").map(|_| ()));
    made.map_err(failed)
}

fn failed(error: ServiceError) -> Error {
    Error::PlatformFailure(Box::new(error))
}

/// Checks, without a prompt, whether the collection for new entries is locked.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    refuse_if(|service| service.get_default_collection()?.is_locked())
}

/// Checks, without a prompt, whether a locked collection may hide an entry. A search of KeePassXC finds nothing in a
/// locked database, and only KeePassXC commonly has several; other programs find their locked entries.
pub(super) fn refuse_if_hidden() -> Result<(), VaultFailure> {
    if name() != VaultName::KeePassXc {
        return refuse_if_locked();
    }
    refuse_if(|service| {
        for collection in service.get_all_collections()? {
            if collection.is_locked()? {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

fn refuse_if(is_locked: impl Fn(&SecretService<'_>) -> Result<bool, ServiceError>) -> Result<(), VaultFailure> {
    // This question transfers no secret, so it needs no key exchange.
    let asked = SecretService::connect(EncryptionType::Plain).and_then(|service| is_locked(&service));
    match asked {
        Ok(true) => Err(VaultFailure::Locked),
        // Without a default collection nothing is stored, so nothing is locked.
        Ok(false) | Err(ServiceError::NoResult) => Ok(()),
        Err(error) => Err(VaultFailure::from_keyring(&failed(error))),
    }
}

/// Returns the name of the program that provides the Secret Service on this session's bus. A bus that does not answer
/// within [`PATIENCE`] has none.
pub(super) fn name() -> VaultName {
    let (sender, answer) = mpsc::channel();
    // The library waits for a silent bus for ever.
    let asking = thread::Builder::new().spawn(move || sender.send(owner_process()).unwrap_or_default());
    if let Err(error) = asking {
        tracing::warn!("the program behind the Secret Service is not known: {error}");
    }
    let process = answer.recv_timeout(PATIENCE).ok().flatten().unwrap_or_default();
    VaultName::of_process(process.trim())
}

/// Returns the name of the process that owns [`BUS_NAME`]; `None` if there is none or it is not visible.
fn owner_process() -> Option<String> {
    let connection = Connection::session().ok()?;
    let bus = DBusProxy::new(&connection).ok()?;
    let owner = bus.get_name_owner(BusName::try_from(BUS_NAME).ok()?).ok()?;
    let process = bus.get_connection_unix_process_id(BusName::Unique(owner.into_inner())).ok()?;
    std::fs::read_to_string(format!("/proc/{process}/comm")).ok()
}

/// Returns the unique name of the connection that owns [`BUS_NAME`], which no other connection ever gets.
pub(super) fn owner() -> Option<String> {
    let connection = Connection::session().ok()?;
    let owner = DBusProxy::new(&connection).ok()?.get_name_owner(BusName::try_from(BUS_NAME).ok()?).ok()?;
    Some(owner.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_bus_and_of_the_service_has_its_failure() {
        let of = |error: ServiceError| VaultFailure::from_keyring(&failed(error));
        assert_eq!(of(ServiceError::Locked), VaultFailure::Locked);
        for error in [ServiceError::NoResult, ServiceError::Unavailable, ServiceError::PromptDisconnected] {
            assert_eq!(of(error), VaultFailure::Absent);
        }
        let bus = "org.freedesktop.DBus.Error";
        for (name, failure) in [
            (format!("{bus}.ServiceUnknown"), VaultFailure::Absent),
            (format!("{bus}.Spawn.ChildExited"), VaultFailure::Absent),
            (format!("{bus}.Spawn.ServiceNotFound"), VaultFailure::Absent),
            (format!("{bus}.Disconnected"), VaultFailure::Absent),
            (format!("{bus}.NoReply"), VaultFailure::NoAnswer),
            (format!("{bus}.TimedOut"), VaultFailure::NoAnswer),
            (format!("{bus}.AccessDenied"), VaultFailure::Denied),
            ("org.freedesktop.Secret.Error.IsLocked".to_owned(), VaultFailure::Locked),
        ] {
            assert_eq!(failure_of_name(&name), Some(failure), "{name}");
        }
        for name in [format!("{bus}.Failed"), "org.example.ServiceUnknown".to_owned()] {
            assert_eq!(failure_of_name(&name), None, "{name}");
        }
    }
}
