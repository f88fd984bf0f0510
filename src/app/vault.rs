//! Tokens from the vault. Only "no entry" means that there is no token; any other failure keeps the instance and can be
//! retried.

use std::time::Instant;

use poll_promise::Promise;

use super::App;
use crate::explain::{Text, explain_vault};
use crate::green_api::{IdInstance, redact};
use crate::model::{InstanceKey, TokenState};
use crate::vault::{Vault, VaultFailure};

/// A vault operation that no page waits for. The end of the program waits for it briefly.
pub(super) struct VaultCleanup {
    promise: Promise<Result<(), VaultFailure>>,
    /// Text to show if it fails.
    failed: Option<Text>,
}

impl App {
    /// Reads the token of an instance, unless that is under way or done.
    pub(super) fn read_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if matches!(instance.token, TokenState::Reading(_) | TokenState::Ready(_)) {
            return;
        }
        instance.token = TokenState::Reading(Instant::now());
        let id = instance.id().clone();
        // A keyring that was given up in this session still holds the tokens of earlier sessions.
        let in_session = matches!(self.vault, Vault::Memory(_)) && matches!(self.vault.read(&id), Ok(Some(_)));
        let vault = if self.model.vault.can_return && !in_session { &self.keyring } else { &self.vault };
        let promise = vault.start_read(id, self.waker.clone());
        self.tokens.push((key, promise));
    }

    pub(super) fn poll_tokens(&mut self) {
        let done: Vec<_> = self.tokens.extract_if(.., |(_, promise)| promise.ready().is_some()).collect();
        for (key, promise) in done {
            let Ok(result) = promise.try_take() else { continue };
            match &result {
                Ok(_) => self.model.vault.failure = None,
                Err(failure) if failure.is_of_one_entry() => {}
                Err(failure) => self.model.vault.failure = Some(failure.clone()),
            }
            let Some(instance) = self.model.instance_mut(key) else { continue };
            // A token entered meanwhile is newer than the one in the keyring.
            if !matches!(instance.token, TokenState::Reading(_)) {
                continue;
            }
            instance.token = match result {
                Ok(Some(token)) => {
                    redact::register(&token);
                    TokenState::Ready(token)
                }
                Ok(None) => TokenState::Missing,
                Err(failure) => TokenState::Unreadable(failure),
            };
            self.fetch_wanted(key);
        }
        self.poll_vault();
    }

    /// Retries the keyring, and with it every instance whose token could not be read.
    pub(super) fn retry_vault(&mut self) {
        if self.vault_probe.is_none() {
            self.model.vault.asking = true;
            self.vault_probe = Some(self.vault.start_probe(self.waker.clone()));
            self.vault_name = Some(self.vault.start_name(self.waker.clone()));
        }
        let shown = self.model.shown().map(|(instance, _)| instance.key);
        let unread = self.model.instances.iter().filter(|instance| matches!(instance.token, TokenState::Unreadable(_)));
        let (shown, others): (Vec<_>, Vec<_>) =
            unread.map(|instance| instance.key).partition(|key| Some(*key) == shown);
        for key in shown {
            self.refresh(key);
        }
        self.plan_queries(others);
    }

    /// Keeps tokens until the program is closed, and nowhere else, from now on.
    pub(super) fn use_session_only(&mut self) {
        if self.model.vault.session_only {
            return;
        }
        self.vault = Vault::memory();
        self.model.vault.session_only = true;
        self.model.vault.can_return = true;
        self.model.vault.failure = None;
    }

    /// Keeps tokens in the keyring again from now on, including those of this session.
    pub(super) fn use_keyring_again(&mut self) {
        if !std::mem::take(&mut self.model.vault.can_return) {
            return;
        }
        self.model.vault.session_only = false;
        let memory = std::mem::replace(&mut self.vault, self.keyring.clone());
        for instance in self.model.instances.iter().filter(|instance| !instance.practice) {
            if let Ok(Some(token)) = memory.read(instance.id()) {
                let promise = self.keyring.start_write(instance.id().clone(), token, self.waker.clone());
                let failed = Text::new("trouble-token-not-kept").with("name", &instance.record.name);
                self.vault_cleanup.push(VaultCleanup { promise, failed: Some(failed) });
            }
        }
        self.unkept.clear();
        self.retry_vault();
    }

    /// Deletes the token of an instance wherever it is kept.
    pub(super) fn start_delete(&self, key: InstanceKey, id: IdInstance) -> Promise<Result<(), VaultFailure>> {
        let mut vault = &self.vault;
        if matches!(self.vault, Vault::Memory(_)) && !self.unkept.contains(&key) {
            // Memory cannot refuse.
            let _ = self.vault.delete(&id);
            vault = &self.keyring;
        }
        vault.start_delete(id, self.waker.clone())
    }

    /// Ignores the outcome of a deletion, except that the end of the program waits for it. A leftover token gives
    /// access to nothing that is listed.
    pub(super) fn let_go(&mut self, deletion: Promise<Result<(), VaultFailure>>) {
        self.vault_cleanup.push(VaultCleanup { promise: deletion, failed: None });
    }

    pub(super) fn poll_vault_cleanup(&mut self) {
        let done: Vec<_> = self.vault_cleanup.extract_if(.., |cleanup| cleanup.promise.ready().is_some()).collect();
        for VaultCleanup { promise, failed } in done {
            if let (Some(Err(failure)), Some(what)) = (promise.ready(), failed) {
                self.report_error(what, explain_vault(failure).texts());
            }
        }
    }

    fn poll_vault(&mut self) {
        if let Some(Ok(name)) = self.vault_name.take_if(|promise| promise.ready().is_some()).map(taken) {
            self.model.vault.name = name.ok();
        }
        if let Some(Ok(result)) = self.vault_probe.take_if(|promise| promise.ready().is_some()).map(taken) {
            self.model.vault.asking = false;
            self.model.vault.failure = result.err().filter(|failure| !failure.is_of_one_entry());
        }
    }
}

fn taken<T: Send + 'static>(promise: poll_promise::Promise<T>) -> Result<T, ()> {
    promise.try_take().map_err(|_| ())
}
