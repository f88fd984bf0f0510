//! The keyring entries of one settings folder among those of all.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::green_api::IdInstance;

/// The service name of the entries of the user's own folder; their user is the idInstance.
///
/// Earlier versions used it for every folder.
pub(super) const SERVICE: &str = "instance-desk";

/// The settings folder whose tokens a vault keeps. Two folders never share an entry.
#[derive(Clone)]
pub struct VaultScope {
    pub(super) service: String,
    /// `None` for the user's own folder.
    is_listed_by_user: Option<IsListed>,
}

/// Whether the user's own folder lists an instance.
type IsListed = Arc<dyn Fn(&IdInstance) -> bool + Send + Sync>;

impl VaultScope {
    /// The folder at the system's standard location.
    pub fn of_user() -> Self {
        Self { service: SERVICE.to_owned(), is_listed_by_user: None }
    }

    /// Another folder, whose path is part of the entries' names. An entry of an earlier version is adopted when it is
    /// read; it is deleted only if `is_listed_by_user` denies that the user's own folder lists the instance.
    pub fn of_folder(folder: &Path, is_listed_by_user: impl Fn(&IdInstance) -> bool + Send + Sync + 'static) -> Self {
        Self {
            service: format!("{SERVICE} {}", folder.display()),
            is_listed_by_user: Some(Arc::new(is_listed_by_user)),
        }
    }

    /// Returns the service name of the entries of earlier versions, if it was another one.
    pub(super) fn earlier_service(&self) -> Option<&'static str> {
        self.is_listed_by_user.is_some().then_some(SERVICE)
    }

    /// Whether the entry of an earlier version belongs to this folder alone.
    pub(super) fn owns_earlier(&self, id_instance: &IdInstance) -> bool {
        self.is_listed_by_user.as_ref().is_some_and(|is_listed| !is_listed(id_instance))
    }
}

impl fmt::Debug for VaultScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VaultScope").field(&self.service).finish()
    }
}
