//! The list of instances and their tokens: connecting, editing and removing an instance, and where its token is kept.

mod form_save;
mod new_token;
mod removal;
mod tokens;

use std::collections::{HashMap, HashSet};
use std::time::Instant;

pub(super) use self::form_save::ListedRow;

use self::form_save::Save;
use crate::green_api::{ApiToken, IdInstance};
use crate::model::{InstanceKey, TaskId};
use crate::store::JournalId;
use crate::vault::Vault;

/// Where tokens are kept, and the changes of the list that are under way.
pub(super) struct Keys {
    keyring: Vault,
    /// The tokens of this session, in use instead of the keyring.
    session: Option<Vault>,
    /// When the user last wanted the keyring to be read: at the start, or by a retry. A prompt that was dismissed since
    /// is not shown again for tokens that the program reads by itself.
    wanted: Instant,
    /// Instances whose token was never in the keyring, because they were added while tokens are kept for the session
    /// only.
    unkept: HashSet<InstanceKey>,
    saves: HashMap<TaskId, Save>,
    /// Whether the notice that this data folder has no tokens was shown.
    told_of_folder: bool,
    /// The idInstance of a token that was written for an instance that could then not be saved.
    orphan: Option<IdInstance>,
    /// The tokens that were deleted after their deletion had been given up, while another removal is under way.
    deleted_late: HashMap<InstanceKey, ApiToken>,
    /// Token changes that the journal lists as under way until the new token is safe.
    open_token_changes: HashMap<InstanceKey, JournalId>,
    /// Number of changes of the settings file under way. The file may contain what a later one removes.
    pub changes: usize,
    last_key: u64,
}

impl Keys {
    pub fn new(keyring: Vault, session_only: bool) -> Self {
        Self {
            keyring,
            session: session_only.then(Vault::memory),
            wanted: Instant::now(),
            unkept: HashSet::new(),
            saves: HashMap::new(),
            told_of_folder: false,
            orphan: None,
            deleted_late: HashMap::new(),
            open_token_changes: HashMap::new(),
            changes: 0,
            last_key: 0,
        }
    }

    /// Returns the key of an instance that is listed next.
    pub fn new_key(&mut self) -> InstanceKey {
        self.last_key += 1;
        InstanceKey(self.last_key)
    }

    /// Whether an instance with this idInstance is being saved.
    pub fn is_saving(&self, id: &IdInstance) -> bool {
        self.saves.values().any(|save| save.id() == id)
    }

    /// Returns the vault that receives tokens.
    fn vault(&self) -> &Vault {
        self.session.as_ref().unwrap_or(&self.keyring)
    }

    /// Returns the vault to read a token from. With `with_keyring`, a token that this session does not have is looked
    /// for in the keyring.
    fn vault_to_read(&self, id: &IdInstance, with_keyring: bool) -> &Vault {
        match &self.session {
            Some(session) if !with_keyring || matches!(session.read(id), Ok(Some(_))) => session,
            _ => &self.keyring,
        }
    }

    /// Returns the vault that keeps the token of an instance beyond this session, or its only one.
    fn vault_to_delete_from(&self, key: InstanceKey) -> &Vault {
        if self.unkept.contains(&key) { self.vault() } else { &self.keyring }
    }

    /// Deletes a token of this session.
    fn forget_in_session(&self, id: &IdInstance) {
        if let Some(session) = &self.session {
            // Memory cannot refuse.
            let _ = session.delete(id);
        }
    }
}
