//! Tokens from the vault. Only "no entry" means that there is no token; any other failure keeps the instance and can be
//! retried.

use std::time::Instant;

use crate::app::App;
use crate::app::tasks::Owner;
use crate::explain::{Text, explain_vault};
use crate::green_api::{ApiToken, IdInstance, redact};
use crate::model::{InstanceKey, TokenState};
use crate::vault::{Vault, VaultFailure};

impl App {
    /// Reads the token of an instance, unless that is under way or done.
    pub(in crate::app) fn read_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if matches!(instance.token, TokenState::Reading(_) | TokenState::Ready(_)) {
            return;
        }
        instance.token = TokenState::Reading(Instant::now());
        let id = instance.id().clone();
        // A keyring that was given up in this session still holds the tokens of earlier sessions.
        let vault = self.keys.vault_to_read(&id, self.model.vault.can_return).clone();
        let wanted = self.keys.wanted;
        self.spawn_blocking(
            key,
            move || vault.read_wanted_at(&id, wanted),
            move |app, read| app.on_token_read(key, read),
        );
    }

    fn on_token_read(&mut self, key: InstanceKey, read: Result<Option<ApiToken>, VaultFailure>) {
        self.learn_of_vault(&read);
        let Some(instance) = self.model.instance_mut(key) else { return };
        // A token entered meanwhile is newer than the one in the keyring.
        if !matches!(instance.token, TokenState::Reading(_)) {
            return;
        }
        instance.token = match read {
            Ok(Some(token)) => {
                redact::register(&token);
                TokenState::Ready(token)
            }
            Ok(None) => TokenState::Missing,
            Err(failure) => TokenState::Unreadable(failure),
        };
        self.fetch_wanted(key);
        self.tell_of_folder();
    }

    /// Remembers whether the keyring could be used, for every place that says where tokens are kept.
    pub(super) fn learn_of_vault<T>(&mut self, outcome: &Result<T, VaultFailure>) {
        match outcome {
            Ok(_) => {
                if self.model.vault.failure.take().is_some_and(|failure| failure.may_end_by_unlocking()) {
                    self.read_what_was_locked();
                }
            }
            Err(failure) if failure.is_of_one_entry() => {}
            Err(failure) => self.model.vault.failure = Some(failure.clone()),
        }
    }

    /// Reads the tokens again that could not be read before the keyring was unlocked, for another instance or by a save.
    fn read_what_was_locked(&mut self) {
        let was_locked = |token: &TokenState| match token {
            TokenState::Unreadable(failure) => failure.may_end_by_unlocking(),
            TokenState::NotRead | TokenState::Reading(_) | TokenState::Ready(_) | TokenState::Missing => false,
        };
        let unread = self.model.instances.iter().filter(|instance| was_locked(&instance.token));
        let unread: Vec<_> = unread.map(|instance| instance.key).collect();
        self.plan_queries(unread);
    }

    /// Explains, once, that tokens are kept for each data folder apart, if none of this one's are found. They are not
    /// taken over from another folder, even if the user were asked: a folder received from another person could send the
    /// user's own tokens to the addresses in it.
    fn tell_of_folder(&mut self) {
        let mut own = self.model.instances.iter().filter(|instance| !instance.practice);
        let has_none = own.all(|instance| matches!(instance.token, TokenState::Missing));
        if !has_none || !self.keys.vault().is_of_folder() || std::mem::replace(&mut self.keys.told_of_folder, true) {
            return;
        }
        let why = Text::new("trouble-folder-tokens-text").with("path", &self.model.places.settings);
        self.report_error(Text::new("trouble-folder-tokens"), vec![why]);
    }

    /// Reads the name of the vault, and checks that it can be used.
    pub(in crate::app) fn probe_vault(&mut self) {
        if std::mem::replace(&mut self.model.vault.asking, true) {
            return;
        }
        let vault = self.keys.vault().clone();
        self.spawn_blocking(
            Owner::Program,
            move || Ok(vault.name()),
            |app, name: Result<_, VaultFailure>| {
                app.model.vault.name = name.ok();
            },
        );
        let vault = self.keys.vault().clone();
        self.spawn_blocking(
            Owner::Program,
            move || vault.probe(),
            |app, probed| {
                app.model.vault.asking = false;
                app.model.vault.failure = probed.err().filter(|failure| !failure.is_of_one_entry());
            },
        );
    }

    /// Lets the next reads show a prompt again although the user dismissed one.
    pub(in crate::app) fn want_keyring(&mut self) {
        self.keys.wanted = Instant::now();
    }

    /// Retries the keyring, and with it every instance whose token could not be read.
    pub(in crate::app) fn retry_vault(&mut self) {
        self.want_keyring();
        self.probe_vault();
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
    pub(in crate::app) fn use_session_only(&mut self) {
        if self.model.vault.session_only {
            return;
        }
        self.keys.session = Some(Vault::memory());
        self.model.vault.session_only = true;
        self.model.vault.can_return = true;
        self.model.vault.failure = None;
    }

    /// Keeps tokens in the keyring again from now on, including those of this session.
    pub(in crate::app) fn use_keyring_again(&mut self) {
        if !std::mem::take(&mut self.model.vault.can_return) {
            return;
        }
        self.model.vault.session_only = false;
        let Some(session) = self.keys.session.take() else { return };
        let kept = self.model.instances.iter().filter(|instance| !instance.practice);
        let kept: Vec<_> = kept.map(|instance| (instance.id().clone(), instance.record.name.clone())).collect();
        for (id, name) in kept {
            if let Ok(Some(token)) = session.read(&id) {
                self.move_to_keyring(id, token, name);
            }
        }
        self.keys.unkept.clear();
        self.retry_vault();
    }

    /// Stores a token of this session in the keyring. The end of the program waits for it.
    fn move_to_keyring(&mut self, id: IdInstance, token: ApiToken, name: String) {
        let keyring = self.keys.keyring.clone();
        let write = self.spawn_blocking(
            Owner::Program,
            move || keyring.write(&id, &token),
            |app, kept| {
                app.learn_of_vault(&kept);
                if let Err(failure) = kept {
                    let what = Text::new("trouble-token-not-kept").with("name", name);
                    app.report_error(what, explain_vault(&failure).texts());
                }
            },
        );
        self.tasks.keep_window_open(write);
    }

    /// Deletes a token, and reports no failure: a leftover token gives access to nothing that is listed. The end of the
    /// program waits for it.
    pub(super) fn delete_token(&mut self, vault: Vault, id: IdInstance) {
        let deletion =
            self.spawn_blocking(Owner::Program, move || vault.delete(&id), |app, deleted| app.learn_of_vault(&deleted));
        self.tasks.keep_window_open(deletion);
    }

    /// Deletes a token that was written for an instance that could then not be saved.
    pub(in crate::app) fn drop_orphan(&mut self) {
        let orphan = self.keys.orphan.take();
        self.delete_unlisted(orphan);
    }

    fn delete_unlisted(&mut self, id: Option<IdInstance>) {
        let mut kept = self.model.instances.iter().filter(|instance| !instance.practice);
        if let Some(id) = id.filter(|id| !kept.any(|instance| instance.id() == id)) {
            self.delete_token(self.keys.vault().clone(), id);
        }
    }
}
