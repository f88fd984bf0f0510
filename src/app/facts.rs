//! Facts about an instance: the one place that applies a value from the server and notifies the parts that depend on it.

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use crate::green_api::{Answer, Failure, InstanceSettings, InstanceState, Moment, QueuedMessage};
use crate::model::{InstanceKey, Query};
use crate::work::clear_queue::ClearEnding;
use crate::work::restart::{Change, RestartEnding};
use crate::work::saved_queues::{NotSaved, Saved};

/// A value of the server.
#[derive(Debug, Clone)]
pub(super) enum Fact {
    State(InstanceState),
    Settings(InstanceSettings),
    Count(u64),
    Queue(Arc<Vec<QueuedMessage>>),
    /// The end of the suspension; `None` if the server names no end.
    SuspendedUntil(Option<Moment>),
}

/// The end of an act, as the part that carried it out reports it.
#[derive(Debug)]
pub(super) enum ActEnd<'a> {
    Saved(&'a Result<Saved, NotSaved>),
    /// The saved queues were read from the database.
    SavedQueuesListed,
    Cleared(&'a ClearEnding),
    Restarted(Change, &'a RestartEnding),
    LoggedOut(&'a Result<(), Failure>),
    /// The server reports a linked phone.
    Linked,
}

/// News of an instance.
#[derive(Debug)]
pub(super) enum News<'a> {
    /// A fact that was true at this time. The model has it already.
    Fact(&'a Fact, Timestamp),
    End(ActEnd<'a>),
}

/// The parts that depend on news, in the order in which they are notified.
const SUBSCRIBERS: [fn(&mut App, InstanceKey, &News<'_>); 9] = [
    App::observe,
    App::follow_up,
    App::remember_values,
    App::list_new_copy,
    App::watch_news,
    App::plan_ageing,
    App::read_back,
    App::read_back_clearing,
    App::supersede_clear_result,
];

impl App {
    /// Notifies the subscribers.
    pub(super) fn tell(&mut self, key: InstanceKey, news: &News<'_>) {
        for hear in SUBSCRIBERS {
            hear(self, key, news);
        }
    }

    /// Applies a fact that was true at `at`, and notifies its subscribers. A fact that is older than the known one is
    /// ignored.
    pub(super) fn learn(&mut self, key: InstanceKey, fact: Fact, at: Timestamp) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let is_news = match fact.clone() {
            Fact::State(state) => {
                let before = instance.state.value().cloned();
                let is_news = instance.state.set(state, at);
                instance.record_state(before);
                is_news
            }
            Fact::Settings(settings) => instance.settings.set(settings, at),
            Fact::Count(count) => {
                let is_news = instance.count.set(count, at);
                instance.record_waiting();
                is_news
            }
            Fact::Queue(queue) => {
                let is_news = instance.queue.set(queue, at);
                instance.record_queue();
                is_news
            }
            Fact::SuspendedUntil(until) => instance.suspended_until.set(until, at),
        };
        if is_news {
            self.tell(key, &News::Fact(&fact, at));
        }
    }

    /// Learns a fact of an earlier session. It is shown until the server answers; no subscriber hears of it.
    pub(super) fn recall(&mut self, key: InstanceKey, fact: Fact, at: Timestamp) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        match fact {
            Fact::State(state) => instance.state.recall(state, at),
            Fact::Settings(settings) => instance.settings.recall(settings, at),
            Fact::Count(count) => instance.count.recall(count, at),
            Fact::Queue(queue) => instance.queue.recall(queue, at),
            Fact::SuspendedUntil(until) => instance.suspended_until.recall(until, at),
        }
    }

    /// Learns from the answer to a query. A failure keeps the known value, which is then old.
    pub(super) fn learn_answer(&mut self, key: InstanceKey, query: Query, answer: Answer<Fact>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let at = answer.at();
        let told = match query {
            Query::State => instance.state.record(answer),
            Query::Settings => instance.settings.record(answer),
            Query::Count => instance.count.record(answer),
            Query::Queue => instance.queue.record(answer),
            Query::SuspendedUntil => instance.suspended_until.record(answer),
        };
        if let Some(fact) = told {
            self.learn(key, fact, at);
        }
    }

    /// Learns from a reading that was made at `at`. A failure keeps the known value, which is then old.
    pub(super) fn learn_outcome(&mut self, key: InstanceKey, query: Query, read: Result<Fact, Failure>, at: Timestamp) {
        match (read, self.model.instance_mut(key)) {
            (Ok(fact), _) => self.learn(key, fact, at),
            (Err(failure), Some(instance)) => *instance.failure_mut(query) = Some(failure),
            (Err(_), None) => {}
        }
    }
}
