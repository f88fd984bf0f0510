//! The keyring entries of one settings folder among those of all.

use std::path::Path;

/// The service name of the entries of the user's own folder; their user is the idInstance.
pub(super) const SERVICE: &str = "instance-desk";

/// The settings folder whose tokens a vault keeps. Two folders never share an entry, and none takes over another's: a
/// folder received from another person could send the user's own tokens to the addresses in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultScope {
    pub(super) service: String,
}

impl VaultScope {
    /// Returns the folder at the system's standard location.
    pub fn of_user() -> Self {
        Self { service: SERVICE.to_owned() }
    }

    /// Returns another folder, whose path is part of the entries' names.
    pub fn of_folder(folder: &Path) -> Self {
        // Written with its quotation marks, a path with bytes that are no text differs from every other path.
        let path = folder.to_str().map_or_else(|| format!("{folder:?}"), str::to_owned);
        Self { service: format!("{SERVICE} {path}") }
    }
}
