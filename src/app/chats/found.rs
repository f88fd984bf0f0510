//! The search index of the chats, and changes of their archived state. Both are computed off the drawing thread, since a
//! list may have a hundred thousand rows.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::App;
use crate::app::tasks::TaskLost;
use crate::green_api::now;
use crate::model::{Asked, FoundChats, InstanceKey, TaskId};
use crate::store::RowId;
use crate::work::chats::{ChatList, ChatRow};

/// The next search index, and what to search for in it.
#[derive(Debug, Default)]
pub(in crate::app) struct ChatSearch {
    /// Chats of lists and runs that the next index includes, even if the instance does not know them.
    adding: Vec<Arc<[RowId]>>,
    asked: Asked,
    /// Changes that the server's list may not have yet. Each index includes them, whatever list it is built from.
    changes: Vec<ArchivedChange>,
}

/// Chats by their ids, whether each is archived, and when this was known.
type ArchivedChange = (Timestamp, Arc<HashMap<String, bool>>);

impl ChatSearch {
    /// Drops the changes that a list requested at this time has.
    pub(super) fn forget_listed(&mut self, listed: Option<Timestamp>) {
        self.changes.retain(|(known, _)| listed.is_none_or(|listed| *known >= listed));
    }
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

    /// Rebuilds the search index, with the changes that the server's list does not have yet.
    pub(super) fn make_found(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let chats = &instance.chats;
        let known = chats.known.value().cloned().unwrap_or_default();
        let imported = chats.found.as_ref().map(FoundChats::imported).unwrap_or_default();
        let search = &self.parts.of(key).chats;
        let (adding, changes, asked) = (search.adding.clone(), search.changes.clone(), search.asked.clone());
        let build = move || {
            let changed = with_changes(&known, &changes).map(Arc::new);
            let found = FoundChats::new(changed.as_ref().unwrap_or(&known), &imported, &adding, asked);
            Ok((changed, found))
        };
        let task = self.tasks.next_id();
        self.spawn_blocking(key, build, move |app, built| app.on_found(key, task, built));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.chats.making = Some(task);
        }
    }

    fn on_found(
        &mut self,
        key: InstanceKey,
        task: TaskId,
        built: Result<(Option<Arc<ChatList>>, FoundChats), TaskLost>,
    ) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let (chats, search) = (&mut instance.chats, &mut self.parts.of(key).chats);
        // A newer index includes everything in this one.
        let is_newest = chats.making.take_if(|making| *making == task).is_some();
        let Some((changed, mut found)) = built.ok().filter(|_| is_newest) else { return };
        found.find(&search.asked);
        chats.found = Some(found);
        search.adding.clear();
        if let Some(changed) = changed {
            chats.known.replace(changed);
            self.keep_chats(key);
        }
    }

    /// Shows chats as archived or not before the server lists them as such.
    pub(in crate::app) fn patch_chats(&mut self, key: InstanceKey, archived: HashMap<String, bool>) {
        let Some(instance) = self.model.instance(key).filter(|_| !archived.is_empty()) else { return };
        self.parts.of(key).chats.changes.push((now(), Arc::new(archived)));
        if instance.chats.known.value().is_some() {
            self.make_found(key);
        }
    }
}

/// Returns the list with these changes, the last one of each chat; `None` if nothing differs.
fn with_changes(known: &ChatList, changes: &[ArchivedChange]) -> Option<ChatList> {
    let is_other = |row: &ChatRow| {
        let now = changes.iter().rev().find_map(|(_, archived)| archived.get(row.id.as_str()).copied());
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
