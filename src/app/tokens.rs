//! Tokens from the vault. Only "no entry" means that there is none; any other failure keeps the instance and can be
//! tried again.

use std::time::Instant;

use super::App;
use crate::{
    green_api::redact,
    model::{InstanceKey, TokenState},
    vault::Vault,
};

impl App {
    /// Reads an instance's token, unless that is under way or done.
    pub(super) fn read_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if matches!(instance.token, TokenState::Reading(_) | TokenState::Ready(_)) {
            return;
        }
        instance.token = TokenState::Reading(Instant::now());
        let promise = self.vault.start_read(instance.id().clone(), self.waker.clone());
        self.tokens.push((key, promise));
    }

    pub(super) fn settle_tokens(&mut self) {
        let done: Vec<_> = self.tokens.extract_if(.., |(_, promise)| promise.ready().is_some()).collect();
        for (key, promise) in done {
            let Ok(result) = promise.try_take() else { continue };
            match &result {
                Ok(_) => self.model.vault.failure = None,
                Err(failure) if failure.is_of_one_entry() => {}
                Err(failure) => self.model.vault.failure = Some(failure.clone()),
            }
            let Some(instance) = self.model.instance_mut(key) else { continue };
            // One that was entered meanwhile is newer than what the keyring holds.
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
            self.look_wanted(key);
        }
        self.settle_vault();
    }

    /// Tries the keyring again, and with it every instance whose token could not be read.
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
        self.plan_looks(others);
    }

    /// From now on tokens are kept until the program is closed, and nowhere else.
    pub(super) fn use_session_only(&mut self) {
        self.vault = Vault::memory();
        self.model.vault.session_only = true;
        self.model.vault.failure = None;
        self.vault_name = Some(self.vault.start_name(self.waker.clone()));
    }

    fn settle_vault(&mut self) {
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
