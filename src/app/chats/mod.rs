//! The chats of an instance. The stored list is shown at once; then the server is queried, at most as often as it renews
//! its list.

mod found;
mod groups;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use found::ChatSearch;

use super::App;
use super::tasks::{Running, TaskLost, or_logged};
use crate::explain::Text;
use crate::green_api::Failure;
use crate::model::{ChatsAction, InstanceKey, Page, StoredList, Tab};
use crate::store::{Database, DatabaseResult, Tables};
use crate::work::chats::{self, ChatList, Load};

impl App {
    pub(super) fn on_chats_action(&mut self, key: InstanceKey, action: ChatsAction) {
        match action {
            ChatsAction::Find(asked) => self.find_chats(key, asked),
            ChatsAction::PasteList => self.paste_list(key),
            ChatsAction::ReadPasted(text) => self.read_pasted(key, text),
            ChatsAction::OpenList => self.open_list(key),
            ChatsAction::ReadFile(path) => self.read_file(key, path),
            ChatsAction::CorrectList(corrections) => self.correct_list(key, corrections),
            ChatsAction::AcceptList => self.accept_list(key),
            ChatsAction::Plan { direction, selected } => self.plan_run(key, direction, selected),
            ChatsAction::Begin => self.begin_run(key),
            ChatsAction::Pause => self.pause_run(key),
            ChatsAction::Resume => self.resume_run(key),
            ChatsAction::Stop => self.stop_run(key),
            ChatsAction::GiveUp => self.give_up_run(key),
            ChatsAction::Verify => self.verify_run(key),
            ChatsAction::CancelVerifying => self.cancel_verifying(key),
            ChatsAction::RetryFailed => self.retry_failed(key),
            ChatsAction::Undo => self.undo_run(key),
            ChatsAction::SaveResults => self.save_results(key),
            ChatsAction::OpenRun(run) => self.open_run(key, run),
            ChatsAction::CloseRun => self.close_run(key),
        }
    }

    /// Returns the database for the data of an instance. Practice has one in memory, so that it leaves nothing behind.
    pub(super) fn database_of(&self, key: InstanceKey) -> Database {
        match self.model.instance(key) {
            Some(instance) if instance.practice => self.services.practice_database.clone(),
            _ => self.services.database.clone(),
        }
    }

    /// Reloads the chats on request if their page is shown. If the server has not renewed its list yet, says when it
    /// will.
    pub(super) fn renew_chats(&mut self, key: InstanceKey) {
        if !self.shows_chats(key) {
            return;
        }
        let known = self.model.instance(key).and_then(|instance| instance.chats.known.value());
        match known.and_then(|known| chats::due_at(&self.services.client, known)) {
            Some(due) => self.notice(Text::new("chats-list-holds").with("time", due)),
            None => self.load_chats(key),
        }
    }

    pub(super) fn shows_chats(&self, key: InstanceKey) -> bool {
        matches!(self.model.page, Page::Instance(shown, Tab::Chats) if shown == key)
    }

    /// Loads the chats when their page is shown. The first time, the stored list is read before the server is queried.
    pub(super) fn open_chats(&mut self, key: InstanceKey) {
        if !self.shows_chats(key) {
            return;
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.chats.stored != StoredList::Unread {
            let known = instance.chats.known.value();
            if instance.chats.wanted || known.is_some_and(|known| chats::due_at(&self.services.client, known).is_none())
            {
                self.load_chats(key);
            }
            return;
        }
        instance.chats.stored = StoredList::Reading;
        let (id, messenger) = (instance.id().clone(), instance.messenger());
        let job = move |tables: &mut Tables| {
            or_logged(tables.expect_chats(&id), "the chats are shown but not stored");
            tables.chats(&id, messenger)
        };
        self.ask_database(key, job, move |app, stored| app.on_stored_chats(key, stored));
        self.list_archive_runs(key);
    }

    /// Shows the stored list and queries the server, unless that was cancelled.
    fn on_stored_chats(&mut self, key: InstanceKey, stored: DatabaseResult<Option<ChatList>>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let chats = &mut instance.chats;
        let is_cancelled = std::mem::replace(&mut chats.stored, StoredList::Read) == StoredList::Read;
        let stored = or_logged(stored, "the stored chats are not shown until the server lists them");
        let at = stored.as_ref().and_then(|stored| stored.chats_at.or(stored.contacts_at));
        if let Some((stored, at)) = stored.zip(at) {
            chats.known.recall(Arc::new(stored), at);
            self.name_groups(key);
            self.make_found(key);
            self.compare_list(key);
        }
        if !is_cancelled {
            self.load_chats(key);
        }
    }

    fn load_chats(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.chats.is_asking()) else {
            return;
        };
        let Some(credentials) = instance.credentials() else {
            instance.chats.wanted = true;
            self.read_token(key);
            return;
        };
        let before = instance.chats.known.value().cloned().unwrap_or_default();
        let client = self.services.client.clone();
        let work = |task: Running| async move { Ok(chats::load(&client, &credentials, before, &task.cancel).await) };
        let task = self.spawn(key, work, move |app, load| app.on_load(key, load));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.wanted = false;
            instance.chats.known.asking = Some(task);
        }
    }

    /// Loads the chats if they were requested before the token was available.
    pub(super) fn load_wanted_chats(&mut self, key: InstanceKey) {
        if self.model.instance(key).is_some_and(|instance| instance.chats.wanted && instance.has_token()) {
            self.load_chats(key);
        }
    }

    pub(super) fn cancel_loading_chats(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.wanted = false;
        if instance.chats.stored == StoredList::Reading {
            instance.chats.stored = StoredList::Read;
        }
        let task = instance.chats.known.asking;
        self.cancel_of(task);
    }

    fn on_load(&mut self, key: InstanceKey, load: Result<Load, TaskLost>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let known = &mut instance.chats.known;
        known.asking = None;
        let Ok(load) = load else {
            known.failure = Some(Failure::ProgramFault);
            return;
        };
        known.exchange = load.exchange().cloned().or(known.exchange.take());
        let failure = load.failure().filter(|failure| !matches!(failure, Failure::Cancelled { .. })).cloned();
        let is_news = load.is_news();
        // Chats may have been archived since the query began, so what holds is the known list.
        let list = known.value().cloned().filter(|_| !is_news).unwrap_or(load.list);
        if let Some(at) = list.chats_at.or(list.contacts_at).filter(|_| is_news || failure.is_none()) {
            self.parts.of(key).chats.forget_listed(list.chats_at);
            known.set(list, at);
        }
        known.failure = failure;
        if is_news {
            self.keep_chats(key);
            self.name_groups(key);
            self.make_found(key);
            self.compare_list(key);
        }
    }

    /// Stores the chats for the next start.
    fn keep_chats(&self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(list) = instance.chats.known.value().cloned() else { return };
        let id = instance.id().clone();
        let consequence = "the next start shows older chats, or none, until the server lists them";
        self.database_of(key).queue_logged(consequence, move |tables| tables.keep_chats(&id, &list));
    }
}
