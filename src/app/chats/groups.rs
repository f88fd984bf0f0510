//! The names of groups, for the queue, saved copies and the journal, which show them before the Chats page is opened.

use crate::app::App;
use crate::app::tasks::Owner;
use crate::green_api::IdInstance;
use crate::model::InstanceKey;
use crate::store::{DatabaseResult, RowKind};

impl App {
    /// Reads the stored names of the groups of all instances.
    pub(in crate::app) fn read_group_names(&mut self) {
        self.ask_database(Owner::Program, |tables| tables.group_names(), Self::on_group_names);
    }

    /// Applies the names of the groups. A failure of the database is reported where more depends on it.
    fn on_group_names(&mut self, read: DatabaseResult<Vec<(IdInstance, String, String)>>) {
        let names = read.unwrap_or_default();
        for instance in self.model.instances.iter_mut().filter(|instance| !instance.practice) {
            // Chats that were loaded meanwhile are newer.
            if instance.chats.known.value().is_none() {
                let own = names.iter().filter(|(of, ..)| of == instance.id());
                instance.chats.groups = own.map(|(_, id, name)| (id.clone(), name.clone())).collect();
            }
        }
    }

    /// Takes the names of the groups from the known chats.
    pub(super) fn name_groups(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(list) = instance.chats.known.value() else { return };
        let groups = list.rows.iter().filter(|row| row.kind == RowKind::Group);
        let named = groups.filter_map(|row| Some((row.id.as_str().to_owned(), row.name.clone()?)));
        instance.chats.groups = named.collect();
    }
}
