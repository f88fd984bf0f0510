//! Linux and its kin: a Secret Service on the session bus.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use zbus::blocking::{Connection, fdo::DBusProxy};
use zbus::names::BusName;

use super::{VaultFailure, VaultName};

/// The name under which a Secret Service answers on the session bus.
const BUS_NAME: &str = "org.freedesktop.secrets";

/// Connects anew. The library's own set-up tries once per process, so a keyring that starts later would never be found.
pub(super) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// What an error of the Secret Service or of the bus means, when it is one of those with a meaning of their own.
pub(super) fn failure_of(error: &(dyn Error + Send + Sync + 'static)) -> Option<VaultFailure> {
    match error.downcast_ref::<ServiceError>()? {
        ServiceError::Locked => Some(VaultFailure::Locked),
        ServiceError::Prompt => Some(prompt_dismissed()),
        // "No result" is a keyring without a default collection: nobody has set one up.
        ServiceError::NoResult | ServiceError::Unavailable => Some(VaultFailure::Absent),
        ServiceError::Zbus(error) => failure_of_bus(error),
        ServiceError::ZbusFdo(error) => failure_of_name(zbus::DBusError::name(error).as_str()),
        _ => None,
    }
}

/// A prompt that ended without an unlock. Without a display it was never shown, so nobody refused anything.
fn prompt_dismissed() -> VaultFailure {
    let has_display =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if has_display { VaultFailure::Denied } else { VaultFailure::Locked }
}

fn failure_of_bus(error: &zbus::Error) -> Option<VaultFailure> {
    match error {
        // Every way in which there is no bus to ask.
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

/// The error names of D-Bus and of the Secret Service API that have a meaning of their own.
fn failure_of_name(name: &str) -> Option<VaultFailure> {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => Some(VaultFailure::Locked),
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.NoServer"
        | "org.freedesktop.DBus.Error.Spawn.ServiceNotFound" => Some(VaultFailure::Absent),
        "org.freedesktop.DBus.Error.AccessDenied" => Some(VaultFailure::Denied),
        _ => None,
    }
}

/// Asks, without a prompt, whether the collection where entries are kept is locked.
pub(super) fn refuse_if_locked() -> Result<(), VaultFailure> {
    match default_collection_is_locked() {
        Ok(true) => Err(VaultFailure::Locked),
        // No default collection: nothing is kept, so nothing is locked.
        Ok(false) | Err(ServiceError::NoResult) => Ok(()),
        Err(error) => {
            let error = keyring_core::Error::PlatformFailure(Box::new(error));
            Err(VaultFailure::from_keyring(&error))
        }
    }
}

fn default_collection_is_locked() -> Result<bool, ServiceError> {
    // Nothing secret passes in this question, so it needs no key exchange.
    let service = SecretService::connect(EncryptionType::Plain)?;
    service.get_default_collection()?.is_locked()
}

/// Who answers for the Secret Service on this session's bus.
pub(super) fn name() -> VaultName {
    let process = owner_process().unwrap_or_default();
    VaultName::of_process(process.trim())
}

/// The name of the process that owns [`BUS_NAME`]; `None` when there is none or it cannot be seen from here.
fn owner_process() -> Option<String> {
    let connection = Connection::session().ok()?;
    let bus = DBusProxy::new(&connection).ok()?;
    let owner = bus.get_name_owner(BusName::try_from(BUS_NAME).ok()?).ok()?;
    let process = bus.get_connection_unix_process_id(BusName::Unique(owner.into_inner())).ok()?;
    std::fs::read_to_string(format!("/proc/{process}/comm")).ok()
}
