//! The search index of the chats, and changes of their archived state. Both are computed off the drawing thread, since a
//! list may have a hundred thousand rows.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::App;
use crate::app::tasks::TaskLost;
use crate::model::{Asked, FoundChats, InstanceKey};
use crate::store::RowId;
use crate::work::chats::{ChatList, ChatRow};

/// The next search index, and what to search for in it.
#[derive(Debug, Default)]
pub(in crate::app) struct ChatSearch {
    /// Chats of lists and runs that the next index includes, even if the instance does not know them.
    adding: Vec<Arc<[RowId]>>,
    asked: Asked,
}

impl App {
    pub(super) fn find_chats(&mut self, key: InstanceKey, asked: Asked) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if let Some(found) = &mut instance.chats.found {
            found.find(&asked);
        }
        self.parts.of(key).chats.asked = asked;
    }

    /// Shows these chats too. Those that the instance does not know become rows of their own.
    pub(in crate::app) fn add_chats(&mut self, key: InstanceKey, ids: Arc<[RowId]>) {
        if self.model.instance(key).is_some() && !ids.is_empty() {
            self.parts.of(key).chats.adding.push(ids);
            self.make_found(key);
        }
    }

    /// Rebuilds the search index.
    pub(super) fn make_found(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let chats = &instance.chats;
        let known = chats.known.value().cloned().unwrap_or_default();
        let imported = chats.found.as_ref().map(FoundChats::imported).unwrap_or_default();
        let search = &self.parts.of(key).chats;
        let (adding, asked) = (search.adding.clone(), search.asked.clone());
        let build = move || Ok(FoundChats::new(&known, &imported, &adding, asked));
        let task = self.tasks.next_id();
        self.spawn_blocking(key, build, move |app, found: Result<FoundChats, TaskLost>| {
            let Some(instance) = app.model.instance_mut(key) else { return };
            let (chats, search) = (&mut instance.chats, &mut app.parts.of(key).chats);
            // A newer index includes everything in this one.
            if chats.making.take_if(|making| *making == task).is_some()
                && let Ok(mut found) = found
            {
                found.find(&search.asked);
                chats.found = Some(found);
                search.adding.clear();
            }
        });
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.making = Some(task);
        }
    }

    /// Shows chats as archived or not before the server lists them as such.
    pub(in crate::app) fn patch_chats(&mut self, key: InstanceKey, archived: HashMap<String, bool>) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(known) = instance.chats.known.value().cloned().filter(|_| !archived.is_empty()) else { return };
        let patch = move || Ok(patched(&known, &archived).map(Arc::new));
        self.spawn_blocking(key, patch, move |app, list: Result<Option<Arc<ChatList>>, TaskLost>| {
            if let Ok(Some(list)) = list {
                app.on_patched(key, list);
            }
        });
    }

    fn on_patched(&mut self, key: InstanceKey, list: Arc<ChatList>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let known = &mut instance.chats.known;
        // The server may have sent a newer list meanwhile.
        let is_same = known.value().is_some_and(|known| known.chats_at == list.chats_at);
        if let Some(at) = known.at().filter(|_| is_same) {
            known.set(list, at);
            self.keep_chats(key);
            self.make_found(key);
        }
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
