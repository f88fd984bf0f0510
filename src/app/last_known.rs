//! The last known values of instances: stored, and shown at the next start until the server answers. Practice stores
//! nothing.

use jiff::SignedDuration;

use super::App;
use super::facts::{ActEnd, Fact, News};
use super::tasks::{Owner, or_logged};
use crate::green_api::IdInstance;
use crate::model::{Instance, InstanceKey, OLD_FROM};
use crate::store::{DatabaseResult, LastKnown};

/// Minimum time after which an unchanged value is stored again with its new time. Each time is a commit that reaches the
/// disk, and the watch reads every value once a minute.
const SAME_FOR: SignedDuration = OLD_FROM;

impl App {
    pub(super) fn read_last_known(&mut self) {
        self.ask_database(Owner::Program, |tables| tables.last_known(), Self::on_last_known);
    }

    /// Shows stored values where nothing newer is known.
    fn on_last_known(&mut self, read: DatabaseResult<Vec<(IdInstance, LastKnown)>>) {
        for (id, known) in or_logged(read, "nothing is shown until the server answers") {
            let mut instances = self.model.instances.iter_mut();
            let Some(instance) = instances.find(|of| !of.practice && *of.id() == id) else { continue };
            let (key, has_list) = (instance.key, instance.queue.value().is_some());
            if let Some((state, at)) = known.state.clone() {
                self.recall(key, Fact::State(state), at);
            }
            if let Some((count, at)) = known.waiting.filter(|_| !has_list) {
                self.recall(key, Fact::Count(count), at);
            }
            self.parts.of(key).last_known = known;
            self.watch_from_here(key);
        }
    }

    pub(super) fn remember_values(&mut self, key: InstanceKey, news: &News<'_>) {
        match news {
            News::Fact(Fact::State(_) | Fact::Count(_) | Fact::Queue(_), _) => self.keep_last_known(key),
            // While a clearing is checked, the number is unknown.
            News::End(ActEnd::Cleared(_)) => self.keep_last_known(key),
            News::Fact(Fact::Settings(_) | Fact::SuspendedUntil(_), _)
            | News::End(
                ActEnd::Saved(_)
                | ActEnd::SavedQueuesListed
                | ActEnd::Restarted(..)
                | ActEnd::LoggedOut(_)
                | ActEnd::Linked,
            ) => {}
        }
    }

    /// Stores the values of an instance if they are news.
    fn keep_last_known(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.practice) else { return };
        let now = told(instance);
        let kept = &mut self.parts.of(key).last_known;
        if is_news(&now, kept) {
            kept.clone_from(&now);
            let id = instance.id().clone();
            let consequence = "the next start shows older values until the server answers";
            self.services.database.queue_logged(consequence, move |tables| tables.keep_last_known(&id, &now));
        }
    }
}

fn told(instance: &Instance) -> LastKnown {
    LastKnown {
        state: instance.state.value().cloned().zip(instance.state.at()),
        waiting: instance.waiting().exact().zip(instance.waiting_at()),
    }
}

fn is_news(now: &LastKnown, kept: &LastKnown) -> bool {
    fn differs<T: PartialEq>(now: &Option<(T, jiff::Timestamp)>, kept: &Option<(T, jiff::Timestamp)>) -> bool {
        match (now, kept) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some((now, at)), Some((kept, kept_at))) => now != kept || at.duration_since(*kept_at) > SAME_FOR,
        }
    }
    differs(&now.state, &kept.state) || differs(&now.waiting, &kept.waiting)
}
