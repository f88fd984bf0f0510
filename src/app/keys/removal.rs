//! Removing an instance: its token first, then its record.

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::app::resend::stop_all_resends;
use crate::app::tasks::{Lost, Owner, Running};
use crate::explain::{Text, explain_database, explain_vault};
use crate::green_api::{ApiToken, IdInstance};
use crate::model::{Dialog, FormMode, History, Instance, InstanceKey, Page, Removal, Tab, TokenState};
use crate::store::{DatabaseResult, Tables};
use crate::vault::{Vault, VaultFailure};

/// The outcome of deleting the token of an instance that may be kept meanwhile.
enum Deletion {
    /// The instance was kept before its token was deleted.
    Cancelled,
    /// Nothing is left in the vault.
    Done { token: Option<ApiToken> },
}

/// Deletes a token, unless `kept` is cancelled first. Reads it before, so that it can be put back; this is also where
/// the system asks the user to unlock its token store. `deleted_late` receives a token that is deleted after this has
/// failed.
fn delete(
    vault: &Vault,
    id: &IdInstance,
    kept: &CancellationToken,
    deleted_late: impl FnOnce(ApiToken) + Send + 'static,
) -> Result<Deletion, VaultFailure> {
    let token = match vault.read(id) {
        Err(failure) if failure.is_of_one_entry() => None,
        read => read?,
    };
    if kept.is_cancelled() {
        return Ok(Deletion::Cancelled);
    }
    let deleted = token.clone();
    vault.delete_watched(id, move || _ = deleted.map(deleted_late))?;
    Ok(Deletion::Done { token })
}

impl App {
    pub(in crate::app) fn ask_remove(&mut self, key: InstanceKey) {
        self.keep_instance();
        if let Some(instance) = self.model.instance_mut(key) {
            // Its question may have given way to another page.
            instance.removal.take_if(|removal| matches!(removal, Removal::Failed(_)));
        }
        self.model.dialog = Some(Dialog::Remove(key));
    }

    /// Deletes the token of an instance, and then the instance, unless its question is closed meanwhile.
    pub(in crate::app) fn remove(&mut self, key: InstanceKey, history: History) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.is_working()) else { return };
        if instance.practice {
            return self.forget(key);
        }
        let id = instance.id().clone();
        let vault = self.keys.vault_to_delete_from(key).clone();
        self.drop_saves(key);
        let deletion = |task: Running| async move {
            let reports = task.clone();
            let late = move |token| reports.report(move |app| app.on_deleted_late(key, token));
            let deletion = tokio::task::spawn_blocking(move || delete(&vault, &id, &task.cancel, late));
            deletion.await.unwrap_or_else(|_| Err(VaultFailure::lost()))
        };
        let task = self.spawn(key, deletion, move |app, deletion| app.on_token_deleted(key, deletion));
        self.tasks.keep_window_open(task);
        if let Some(instance) = self.model.instance_mut(key) {
            instance.removal = Some(Removal::Deleting { task, history });
        }
    }

    /// Keeps the instance that the open question is about, if its removal has begun.
    pub(in crate::app) fn keep_instance(&mut self) {
        let Some(Dialog::Remove(key)) = self.model.dialog else { return };
        let Some(instance) = self.model.instance_mut(key) else { return };
        match instance.removal {
            Some(Removal::Deleting { task, .. }) => {
                instance.removal = Some(Removal::Keeping);
                self.cancel(task);
            }
            Some(Removal::Failed(_)) => instance.removal = None,
            Some(Removal::Keeping) | None => {}
        }
    }

    fn on_token_deleted(&mut self, key: InstanceKey, deletion: Result<Deletion, VaultFailure>) {
        self.learn_of_vault(&deletion);
        // The question may have been replaced by another one, which also means "no".
        let is_asked = matches!(self.model.dialog, Some(Dialog::Remove(of)) if of == key);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let wanted = match instance.removal.take() {
            Some(Removal::Deleting { history, .. }) if is_asked => Some(history),
            Some(Removal::Deleting { .. } | Removal::Keeping | Removal::Failed(_)) | None => None,
        };
        match (deletion, wanted) {
            (Ok(Deletion::Done { .. }), Some(history)) if !instance.is_working() => self.remove_here(key, history),
            (Ok(Deletion::Done { token: Some(token) }), _) => self.put_back(key, token),
            (Ok(Deletion::Done { token: None } | Deletion::Cancelled), _) => {}
            (Err(failure), Some(_)) => {
                instance.removal = Some(Removal::Failed(failure));
                self.window.effects.close = None;
            }
            // The instance is kept, and so is its token.
            (Err(_), None) => {}
        }
        self.put_back_late(key);
    }

    /// Handles a token that was deleted after its deletion had been given up.
    fn on_deleted_late(&mut self, key: InstanceKey, token: ApiToken) {
        let Some(instance) = self.model.instance(key) else { return };
        // A later save of the same instance decides.
        if self.keys.is_saving(instance.id()) {
            return;
        }
        let token = match &instance.token {
            TokenState::Ready(newer) => newer.clone(),
            TokenState::NotRead | TokenState::Reading(_) | TokenState::Missing | TokenState::Unreadable(_) => token,
        };
        self.keys.deleted_late.insert(key, token);
        self.put_back_late(key);
    }

    /// Stores a token again that was deleted late, unless a removal under way may still delete it.
    fn put_back_late(&mut self, key: InstanceKey) {
        if self.model.instance(key).is_some_and(Instance::is_being_removed) {
            return;
        }
        if let Some(token) = self.keys.deleted_late.remove(&key) {
            self.put_back(key, token);
        }
    }

    /// Stores the deleted token of an instance again.
    fn put_back(&mut self, key: InstanceKey, token: ApiToken) {
        let vault = self.keys.vault_to_delete_from(key).clone();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.removal = Some(Removal::Keeping);
        let id = instance.id().clone();
        let write = self.spawn_blocking(key, move || vault.write(&id, &token), move |app, kept| app.on_kept(key, kept));
        self.tasks.keep_window_open(write);
    }

    fn on_kept(&mut self, key: InstanceKey, kept: Result<(), VaultFailure>) {
        self.learn_of_vault(&kept);
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.removal = None;
        let what = Text::new("trouble-token-not-kept").with("name", &instance.record.name);
        if let Err(failure) = kept {
            self.report_error(what, explain_vault(&failure).texts());
        }
        self.put_back_late(key);
    }

    /// Removes an instance from the list, here and on disk. Its token is already deleted, or stays in the keyring.
    pub(in crate::app) fn remove_here(&mut self, key: InstanceKey, history: History) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.practice) else { return };
        let (id, name) = (instance.id().clone(), instance.record.name.clone());
        self.keys.forget_in_session(&id);
        self.forget_stored(id.clone(), name, history);
        self.change_store(move |contents| {
            contents.remove_instance(&id);
        });
        self.forget(key);
    }

    /// Deletes what is stored about an instance that is no longer listed and was called `name`, and ends the work that
    /// would resume if it were added again. The end of the program waits for it.
    pub(in crate::app) fn forget_stored(&mut self, id: IdInstance, name: String, history: History) {
        let what = match history {
            History::Keep => "trouble-chats-not-deleted",
            History::Delete => "trouble-history-not-deleted",
        };
        let deletion = self.ask_database(
            Owner::Program,
            move |tables| forget(tables, &id, history),
            move |app, deleted| {
                if let Err(failure) = deleted {
                    app.report_error(Text::new(what).with("name", name), vec![explain_database(&failure)]);
                }
            },
        );
        self.tasks.keep_window_open(deletion);
    }

    /// Removes an instance from the model with all its queries and tasks. If it was shown, its neighbour is shown
    /// instead.
    fn forget(&mut self, key: InstanceKey) {
        self.stop_all_of(key);
        let Some(index) = self.model.instances.iter().position(|instance| instance.key == key) else { return };
        let was_shown = self.is_shown(key);
        self.model.instances.remove(index);
        self.parts.forget(key);
        self.plan_watch();
        let next = self.model.instances.get(index).or(self.model.instances.last());
        match next.map(|instance| instance.key) {
            Some(next) if was_shown => self.show(Page::Instance(next, Tab::Queue)),
            None if was_shown || self.model.page != Page::Form => self.open_form(FormMode::Add),
            Some(_) | None => {}
        }
    }

    /// Cancels all queries and tasks of an instance, and closes its dialog.
    pub(in crate::app) fn stop_all_of(&mut self, key: InstanceKey) {
        self.cancel_queries(key);
        // A clearing whose request has not left does not leave any more.
        self.revoke_clearing(key);
        self.drop_notifications(key);
        self.tasks.forget_all_of(key);
        self.model.dialog.take_if(|dialog| dialog.instance() == Some(key));
    }
}

/// Deletes as much as can be deleted. Returns the first failure.
fn forget(tables: &mut Tables, id: &IdInstance, history: History) -> DatabaseResult<()> {
    let outcomes = [
        tables.forget_last_known(id),
        tables.forget_chats(id),
        stop_all_resends(tables, id),
        tables.end_replacement(id),
        match history {
            History::Keep => Ok(()),
            History::Delete => tables.forget_history(id),
        },
    ];
    outcomes.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::Bench;
    use crate::model::{Action, TaskId};

    /// Returns the answer of a deletion: the token was there, and is deleted.
    fn deleted() -> Result<Deletion, VaultFailure> {
        Ok(Deletion::Done { token: Some(ApiToken::parse(&"7".repeat(50)).unwrap()) })
    }

    fn begin(bench: &mut Bench, key: InstanceKey) {
        let instance = bench.app.model.instance_mut(key).unwrap();
        instance.removal = Some(Removal::Deleting { task: TaskId(99), history: History::Keep });
        bench.app.model.dialog = Some(Dialog::Remove(key));
    }

    fn token(bench: &Bench) -> Option<ApiToken> {
        bench.app.keys.keyring.read(bench.app.model.instances[0].id()).unwrap()
    }

    #[test]
    fn a_token_that_was_deleted_before_the_instance_was_kept_is_put_back() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.update(Action::CloseDialog);
        assert!(token(&bench).is_none());
        bench.app.on_token_deleted(key, deleted());
        assert!(bench.app.model.instances[0].is_being_removed(), "its token is not there yet");
        bench.until_it_may_close();
        assert!(token(&bench).is_some());
        assert!(bench.app.model.instances[0].removal.is_none());
    }

    #[test]
    fn an_instance_whose_question_gave_way_to_another_one_is_kept() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.model.dialog = Some(Dialog::Quit);
        bench.app.on_token_deleted(key, deleted());
        bench.until_it_may_close();
        assert!(token(&bench).is_some());
    }

    #[test]
    fn a_question_that_is_opened_again_does_not_begin_with_the_failure_of_the_last_one() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.on_token_deleted(key, Err(VaultFailure::Absent));
        assert!(matches!(bench.app.model.instances[0].removal, Some(Removal::Failed(_))));
        // The click on a notification.
        bench.app.update(Action::OpenAnnounced(None));
        bench.app.update(Action::AskRemove(key));
        assert!(bench.app.model.instances[0].removal.is_none());
    }

    #[test]
    fn an_instance_whose_token_is_deleted_is_removed() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.on_token_deleted(key, deleted());
        assert!(bench.app.model.instances.is_empty());
        bench.until_it_may_close();
    }

    #[test]
    fn a_keyring_that_refuses_a_deletion_is_known_to_be_unusable_until_it_answers_again() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.on_token_deleted(key, Err(VaultFailure::Absent));
        assert_eq!(bench.app.model.vault.failure, Some(VaultFailure::Absent));
        bench.app.on_kept(key, Err(VaultFailure::TooLong));
        assert_eq!(bench.app.model.vault.failure, Some(VaultFailure::Absent), "only one entry is at fault");
        bench.app.on_kept(key, Ok(()));
        assert_eq!(bench.app.model.vault.failure, None);
    }

    #[test]
    fn a_token_that_is_deleted_late_during_another_removal_is_stored_again_once_that_ends() {
        let (mut bench, key) = Bench::with_instance();
        begin(&mut bench, key);
        bench.app.on_deleted_late(key, ApiToken::parse(&"7".repeat(50)).unwrap());
        bench.until_it_may_close();
        assert!(token(&bench).is_none(), "this removal may delete it");
        bench.app.update(Action::CloseDialog);
        bench.app.on_token_deleted(key, Ok(Deletion::Done { token: None }));
        bench.until_it_may_close();
        assert!(token(&bench).is_some());
        begin(&mut bench, key);
        bench.app.on_deleted_late(key, ApiToken::parse(&"7".repeat(50)).unwrap());
        let keyring = bench.app.keys.keyring.clone();
        let id = bench.app.model.instances[0].id().clone();
        keyring.delete(&id).unwrap();
        bench.app.on_token_deleted(key, Ok(Deletion::Done { token: None }));
        bench.until_it_may_close();
        assert!(keyring.read(&id).unwrap().is_none(), "the instance is removed");
        assert!(bench.app.keys.deleted_late.is_empty());
    }

    #[test]
    fn a_deletion_that_was_cancelled_in_time_deletes_nothing() {
        let (vault, id) = (Vault::memory(), IdInstance::parse("7103004512").unwrap());
        vault.write(&id, &ApiToken::parse(&"7".repeat(50)).unwrap()).unwrap();
        let kept = CancellationToken::new();
        kept.cancel();
        assert!(matches!(delete(&vault, &id, &kept, |_| ()), Ok(Deletion::Cancelled)));
        assert!(vault.read(&id).unwrap().is_some());
        assert!(matches!(
            delete(&vault, &id, &CancellationToken::new(), |_| ()),
            Ok(Deletion::Done { token: Some(_) })
        ));
        assert!(vault.read(&id).unwrap().is_none());
    }

    #[test]
    fn what_is_stored_about_a_removed_instance_and_is_not_deleted_is_reported() {
        for (history, what) in
            [(History::Keep, "trouble-chats-not-deleted"), (History::Delete, "trouble-history-not-deleted")]
        {
            let (mut bench, key) = Bench::with_instance();
            bench.break_database();
            bench.app.remove_here(key, history);
            bench.until_it_may_close();
            let reported: Vec<_> = bench.app.model.lasting_notices.iter().map(|notice| notice.what.id).collect();
            assert_eq!(reported, [what]);
        }
    }
}
