//! The last known values of instances: stored, and shown at the next start until the server answers. Practice stores
//! nothing.

use std::collections::HashMap;

use jiff::SignedDuration;
use poll_promise::Promise;

use super::App;
use crate::green_api::IdInstance;
use crate::model::{Instance, InstanceKey};
use crate::store::{DatabaseResult, LastKnown};

/// Minimum time after which an unchanged value is stored again with its new time.
const SAME_FOR: SignedDuration = SignedDuration::from_mins(1);

type Read = DatabaseResult<Vec<(IdInstance, LastKnown)>>;

/// The content of the database, as far as this session knows.
#[derive(Default)]
pub(super) struct LastKnowns {
    reading: Option<Promise<Read>>,
    kept: HashMap<InstanceKey, LastKnown>,
}

impl App {
    pub(super) fn read_last_known(&mut self) {
        self.last_knowns.reading = Some(self.database.start(self.waker.clone(), |tables| tables.last_known()));
    }

    /// Shows stored values where nothing newer is known, and stores newer ones. A failure of the database is reported
    /// where more depends on it.
    pub(super) fn poll_last_known(&mut self) {
        if let Some(read) = self.last_knowns.reading.take_if(|reading| reading.ready().is_some()) {
            for (id, known) in read.try_take().ok().and_then(Result::ok).unwrap_or_default() {
                let mut instances = self.model.instances.iter_mut();
                let Some(instance) = instances.find(|of| !of.practice && *of.id() == id) else { continue };
                if let Some((state, at)) = known.state.clone() {
                    instance.state.recall(state, at);
                }
                if let Some((count, at)) = known.waiting.filter(|_| instance.queue.value().is_none()) {
                    instance.count.recall(count, at);
                }
                self.last_knowns.kept.insert(instance.key, known);
            }
        }
        for instance in self.model.instances.iter().filter(|instance| !instance.practice) {
            let now = told(instance);
            let kept = self.last_knowns.kept.entry(instance.key).or_default();
            if is_news(&now, kept) {
                kept.clone_from(&now);
                let id = instance.id().clone();
                drop(self.database.start(self.waker.clone(), move |tables| tables.keep_last_known(&id, &now)));
            }
        }
    }

    /// Deletes the last known values of a removed instance, its chats included.
    pub(super) fn forget_last_known(&self, id: IdInstance) {
        drop(self.database.start(self.waker.clone(), move |tables| {
            tables.forget_last_known(&id)?;
            tables.forget_chats(&id)
        }));
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
