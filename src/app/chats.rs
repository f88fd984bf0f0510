//! The chats of an instance. The stored list is shown at once; then the server is queried, at most as often as it renews
//! its list. The search index is built off the drawing thread.

use std::collections::HashMap;
use std::sync::Arc;

use super::App;
use crate::explain::Text;
use crate::green_api::Failure;
use crate::model::{Asked, ChatsAction, ChatsEvent, Event, FoundChats, InstanceKey, Page, StoredList, Tab};
use crate::store::Database;
use crate::work::chats::{self, ChatList, ChatRow, Load, RowId};

/// Sends events about the chats of an instance to the window. If the window is gone, the event is dropped.
pub(super) type Tell = Arc<dyn Fn(ChatsEvent) + Send + Sync>;

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
            ChatsAction::Verify => self.verify_run(key),
            ChatsAction::CancelVerifying => self.cancel_verifying(key),
            ChatsAction::RetryFailed => self.retry_failed(key),
            ChatsAction::Undo => self.undo_run(key),
            ChatsAction::SaveResults => self.save_results(key),
            ChatsAction::OpenRun(run) => self.open_run(key, run),
            ChatsAction::CloseRun => self.close_run(key),
        }
    }

    pub(super) fn tell_chats(&self, key: InstanceKey) -> Tell {
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        Arc::new(move |event| {
            let _ = sender.send(Event::Chats(key, Box::new(event)));
            waker();
        })
    }

    /// Returns the database for the data of an instance. Practice has one in memory, so that it leaves nothing behind.
    pub(super) fn database_of(&self, key: InstanceKey) -> Database {
        match self.model.instance(key) {
            Some(instance) if instance.practice => self.practice_database.clone(),
            _ => self.database.clone(),
        }
    }

    /// Reloads the chats on request if their page is shown. If the server has not renewed its list yet, says when it
    /// will.
    pub(super) fn renew_chats(&mut self, key: InstanceKey) {
        if !matches!(self.model.page, Page::Instance(shown, Tab::Chats) if shown == key) {
            return;
        }
        let known = self.model.instance(key).and_then(|instance| instance.chats.known.value());
        match known.and_then(|known| chats::due_at(&self.client, known)) {
            Some(due) => self.notice(Text::new("chats-list-holds").with("time", due)),
            None => self.load_chats(key),
        }
    }

    /// Loads the chats when their page is shown. The first time, the stored list is read before the server is queried.
    pub(super) fn open_chats(&mut self, key: InstanceKey) {
        if !matches!(self.model.page, Page::Instance(shown, Tab::Chats) if shown == key) {
            return;
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.chats.stored != StoredList::Unread {
            let known = instance.chats.known.value();
            if known.is_some_and(|known| chats::due_at(&self.client, known).is_none()) {
                self.load_chats(key);
            }
            return;
        }
        instance.chats.stored = StoredList::Reading;
        let (id, messenger) = (instance.id().clone(), instance.messenger());
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let kept = database.run(move |tables| tables.chats(&id, messenger)).await;
            // An unreadable list counts as a missing one, since the server sends it again.
            tell(ChatsEvent::Recalled(kept.ok().flatten().map(Arc::new)));
        });
        self.list_archive_runs(key);
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
        let (task, cancel) = self.new_task();
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.wanted = false;
        instance.chats.known.asking = Some(task);
        instance.chats.loading = Some(task);
        let before = instance.chats.known.value().cloned().unwrap_or_default();
        let id = instance.id().clone();
        let (client, database, tell) = (self.client.clone(), self.database_of(key), self.tell_chats(key));
        self.runtime.spawn(async move {
            let load = chats::load(&client, &credentials, before, &cancel).await;
            let list = load.is_news().then(|| load.list.clone());
            tell(ChatsEvent::Loaded(task, load));
            if let Some(list) = list {
                // Stored for the next start only; without it, that start queries the server.
                let _ = database.run(move |tables| tables.keep_chats(&id, &list)).await;
            }
        });
    }

    /// Loads the chats that were requested before the token was available.
    pub(super) fn load_wanted_chats(&mut self) {
        let ready = |instance: &&crate::model::Instance| instance.chats.wanted && instance.credentials().is_some();
        let ready: Vec<_> = self.model.instances.iter().filter(ready).map(|instance| instance.key).collect();
        ready.into_iter().for_each(|key| self.load_chats(key));
    }

    pub(super) fn cancel_loading_chats(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.wanted = false;
        if instance.chats.stored == StoredList::Reading {
            instance.chats.stored = StoredList::Read;
        }
        let run = instance.chats.loading;
        self.cancel_of(run);
    }

    /// Applies an event, unless its instance is gone.
    pub(super) fn on_chats(&mut self, key: InstanceKey, event: ChatsEvent) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let chats = &mut instance.chats;
        match event {
            ChatsEvent::Recalled(kept) => {
                let is_cancelled = std::mem::replace(&mut chats.stored, StoredList::Read) == StoredList::Read;
                let at = kept.as_ref().and_then(|kept| kept.chats_at.or(kept.contacts_at));
                if let Some((kept, at)) = kept.zip(at) {
                    chats.known.recall(kept, at);
                    self.make_found(key);
                }
                if !is_cancelled {
                    self.load_chats(key);
                }
            }
            ChatsEvent::Loaded(task, load) => self.on_load(key, task, load),
            ChatsEvent::Patched(list) => {
                // The server may have sent a newer list meanwhile.
                let is_same = chats.known.value().is_some_and(|known| known.chats_at == list.chats_at);
                if let Some(at) = chats.known.at().filter(|_| is_same) {
                    chats.known.set(list, at);
                    self.make_found(key);
                }
            }
            ChatsEvent::Found(task, mut found) => {
                if chats.making == Some(task) {
                    chats.making = None;
                    found.find(&chats.asked);
                    chats.found = Some(found);
                }
            }
            ChatsEvent::Import(event) => self.on_import(key, event),
            ChatsEvent::Run(event) => self.on_bulk_archive(key, event),
        }
    }

    fn on_load(&mut self, key: InstanceKey, task: crate::model::TaskId, load: Load) {
        self.cancels.remove(&task);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let chats = &mut instance.chats;
        if chats.loading.take_if(|loading| *loading == task).is_none() {
            return;
        }
        chats.known.asking = None;
        chats.known.exchange = load.exchanges.last().cloned().or(chats.known.exchange.take());
        let failure = load.failure().filter(|failure| !matches!(failure, Failure::Cancelled { .. })).cloned();
        let is_news = load.is_news();
        if let Some(at) = load.list.chats_at.or(load.list.contacts_at).filter(|_| is_news || failure.is_none()) {
            chats.known.set(load.list, at);
            if is_news {
                let known: std::collections::HashSet<&RowId> =
                    chats.known.value().iter().flat_map(|list| &list.rows).map(|row| &row.id).collect();
                let is_unknown = |row: &ChatRow| !known.contains(&row.id);
                let imported = std::mem::take(&mut chats.imported);
                let imported = imported.into_iter().filter(is_unknown).collect();
                drop(known);
                chats.imported = imported;
                self.make_found(key);
            }
        }
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.known.failure = failure;
        }
    }

    fn find_chats(&mut self, key: InstanceKey, asked: Asked) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.chats.asked = asked;
        if let Some(found) = &mut instance.chats.found {
            found.find(&instance.chats.asked);
        }
    }

    /// Rebuilds the search index.
    pub(super) fn make_found(&mut self, key: InstanceKey) {
        let task = self.new_task().0;
        self.cancels.remove(&task);
        let Some(instance) = self.model.instance_mut(key) else { return };
        let known = instance.chats.known.value().cloned().unwrap_or_default();
        let (imported, asked) = (instance.chats.imported.clone(), instance.chats.asked.clone());
        instance.chats.making = Some(task);
        let tell = self.tell_chats(key);
        self.runtime.spawn_blocking(move || tell(ChatsEvent::Found(task, FoundChats::new(&known, &imported, asked))));
    }

    /// Shows chats as archived or not before the server lists them as such.
    pub(super) fn patch_chats(&mut self, key: InstanceKey, archived: HashMap<String, bool>) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(known) = instance.chats.known.value().cloned().filter(|_| !archived.is_empty()) else { return };
        let id = instance.id().clone();
        let (database, tell) = (self.database_of(key), self.tell_chats(key));
        self.runtime.spawn_blocking(move || {
            let Some(list) = patched(&known, &archived) else { return };
            let list = Arc::new(list);
            tell(ChatsEvent::Patched(list.clone()));
            drop(database.start(Arc::new(|| ()), move |tables| tables.keep_chats(&id, &list)));
        });
    }
}

/// Returns the list with these chats archived or not; `None` if nothing differs.
fn patched(known: &ChatList, archived: &HashMap<String, bool>) -> Option<ChatList> {
    let is_other = |row: &ChatRow| {
        let now = archived.get(row.id.as_str()).copied();
        now.filter(|now| row.archived != Some(*now))
    };
    known.rows.iter().find_map(is_other)?;
    let mut list = known.clone();
    for row in &mut list.rows {
        if let Some(now) = is_other(row) {
            row.archived = Some(now);
        }
    }
    Some(list)
}
