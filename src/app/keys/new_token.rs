//! A new token of an instance: requested from the server, and stored before anything else happens to the instance.

use crate::app::App;
use crate::explain::Text;
use crate::green_api::{Answer, ApiToken, UpdateApiToken, redact};
use crate::model::{Instance, InstanceKey, TokenChange, TokenState};
use crate::store::JournalId;
use crate::vault::VaultFailure;

impl App {
    pub(in crate::app) fn new_token(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        let idle = |instance: &&mut Instance| !instance.account.is_working() && !instance.is_being_removed();
        let Some(instance) = self.model.instance_mut(key).filter(idle) else { return };
        let Some(credentials) = instance.credentials() else { return };
        instance.account.token = Some(TokenChange::Asking);
        let (client, recorder) = (self.services.client.clone(), self.recorder_of(key));
        let change = self.spawn(
            key,
            |task| async move { recorder.call_to_keep(&client, &credentials, &UpdateApiToken, &task.cancel).await },
            move |app, answer| app.on_new_token(key, answer),
        );
        self.tasks.keep_window_open(change);
    }

    fn on_new_token(&mut self, key: InstanceKey, answer: Answer<(ApiToken, Option<JournalId>)>) {
        match answer.outcome {
            Ok((token, open)) => {
                self.end_token_change(key);
                self.keys.open_token_changes.extend(open.map(|id| (key, id)));
                self.keep_token(key, token);
            }
            Err(failure) => {
                if let Some(instance) = self.model.instance_mut(key) {
                    instance.account.token = Some(TokenChange::Failed { failure, exchange: answer.exchange });
                }
            }
        }
    }

    /// Stores the new token: in memory at once, in the keyring before anything else happens to the instance.
    fn keep_token(&mut self, key: InstanceKey, token: ApiToken) {
        redact::register(&token);
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.token = TokenState::Ready(token.clone());
        instance.account.token = Some(TokenChange::Keeping(token.clone()));
        if instance.practice {
            instance.account.token = Some(TokenChange::Done);
            return;
        }
        let (vault, id) = (self.keys.vault().clone(), instance.id().clone());
        let write =
            self.spawn_blocking(key, move || vault.write(&id, &token), move |app, kept| app.on_token_kept(key, kept));
        self.tasks.keep_window_open(write);
    }

    fn on_token_kept(&mut self, key: InstanceKey, kept: Result<(), VaultFailure>) {
        self.learn_of_vault(&kept);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(TokenChange::Keeping(token)) = instance.account.token.clone() else { return };
        match kept {
            Ok(()) => {
                instance.account.token = Some(TokenChange::Done);
                self.end_token_change(key);
                self.notice(Text::new("notice-token-kept"));
            }
            Err(failure) => {
                instance.account.token = Some(TokenChange::NotKept { token, failure });
                self.window.effects.close = None;
            }
        }
    }

    /// Copies a new token that the vault refused: it is on the screen only.
    pub(in crate::app) fn copy_new_token(&mut self, key: InstanceKey) {
        let change = self.model.instance(key).and_then(|instance| instance.account.token.as_ref());
        if let Some(TokenChange::NotKept { token, .. }) = change {
            self.copy(token.expose().to_owned());
        }
    }

    pub(in crate::app) fn keep_new_token(&mut self, key: InstanceKey) {
        let token = self.model.instance(key).and_then(|instance| instance.account.token.clone());
        if let Some(TokenChange::NotKept { token, .. }) = token {
            self.keep_token(key, token);
        }
    }

    /// Records that a token change is over: the new token is stored, or the user has copied it. Until then the journal
    /// lists the change as under way, so that the next session reports it if the program ends.
    fn end_token_change(&mut self, key: InstanceKey) {
        if let Some(id) = self.keys.open_token_changes.remove(&key) {
            self.recorder_of(key).done(id);
        }
    }

    pub(in crate::app) fn close_new_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) else {
            return;
        };
        instance.account.token = None;
        self.end_token_change(key);
    }
}
