//! Querying an instance, and applying the answers.

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::facts::{Fact, News};
use super::scheduler::Due;
use crate::green_api::{
    Answer, ChatId, CheckWhatsapp, GetAccountSettings, GetMessagesCount, GetSettings, GetStateInstance, GetWaSettings,
    InstanceState, Messenger, Method, Purpose, ShowMessagesQueue,
};
use crate::model::{Instance, InstanceKey, NumberCheck, Query, TaskId, TokenState};
use crate::work::clear_queue;
use crate::work::queue_reading::Trust;

impl App {
    /// Queries everything that the pages of an instance show.
    pub(super) fn refresh(&mut self, key: InstanceKey) {
        self.scheduler.cancel(Due::Query(key));
        self.fetch(key, &Query::ALL);
        let state = self.model.instance(key).and_then(|instance| instance.state.value());
        if state == Some(&InstanceState::Suspended) {
            self.fetch(key, &[Query::SuspendedUntil]);
        }
    }

    /// Sends queries once the token is available. A query that is already in flight is not repeated.
    pub(super) fn fetch(&mut self, key: InstanceKey, queries: &[Query]) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if !instance.has_token() {
            for query in queries {
                if !instance.wanted.contains(query) {
                    instance.wanted.push(*query);
                }
            }
            self.read_token(key);
            return;
        }
        for query in queries {
            self.start_query(key, *query, Purpose::Asked);
        }
    }

    /// Sends a query that follows from a check of the watch, unless it is already in flight. The next look handles its
    /// answer.
    pub(super) fn fetch_routinely(&mut self, key: InstanceKey, query: Query) {
        self.start_query(key, query, Purpose::Routine);
        self.schedule_checks();
    }

    fn start_query(&mut self, key: InstanceKey, query: Query, purpose: Purpose) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.asking_mut(query).is_some() {
            return;
        }
        let messenger = instance.messenger();
        let about = (key, query, purpose);
        let task = match query {
            Query::State => self.query(about, GetStateInstance, Fact::State),
            Query::Settings => self.query(about, GetSettings, Fact::Settings),
            Query::Count => self.query(about, GetMessagesCount, Fact::Count),
            Query::Queue => self.query(about, ShowMessagesQueue, |list| Fact::Queue(Arc::new(list))),
            Query::SuspendedUntil if messenger == Messenger::WhatsApp => {
                self.query(about, GetWaSettings, |account| Fact::SuspendedUntil(account.suspended_until))
            }
            Query::SuspendedUntil => {
                self.query(about, GetAccountSettings, |account| Fact::SuspendedUntil(account.suspended_until))
            }
        };
        if let Some(instance) = self.model.instance_mut(key) {
            *instance.asking_mut(query) = task;
        }
    }

    fn query<M: Method>(
        &mut self,
        (key, query, purpose): (InstanceKey, Query, Purpose),
        method: M,
        fact: fn(M::Reply) -> Fact,
    ) -> Option<TaskId> {
        self.ask(key, purpose, method, move |app, answer| app.on_query(key, query, answer.map(fact)))
    }

    /// Cancels the queries of an instance. The requests may still reach the server; their answers are dropped.
    pub(super) fn cancel_queries(&mut self, key: InstanceKey) {
        self.scheduler.cancel(Due::Query(key));
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.wanted.clear();
        for query in Query::ALL.into_iter().chain([Query::SuspendedUntil]) {
            if let Some(task) = instance.asking_mut(query).take() {
                self.tasks.forget(task);
            }
        }
    }

    fn on_query(&mut self, key: InstanceKey, query: Query, answer: Answer<Fact>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        *instance.asking_mut(query) = None;
        let is_known = answer.outcome.is_ok();
        self.learn_answer(key, query, answer);
        // A count that cannot be read is read again on request only.
        if is_known && matches!(query, Query::Count | Query::Queue) {
            self.plan_recount(key);
        }
    }

    /// Plans to read the count again once it can be trusted, if it may date from before the queue was emptied.
    fn plan_recount(&mut self, key: InstanceKey) {
        let lags = self.model.instance(key).is_some_and(Instance::count_may_lag);
        if lags && !self.scheduler.is_scheduled(Due::Recount(key)) {
            self.after(clear_queue::TRUST_COUNT_AFTER, Due::Recount(key));
        }
    }

    pub(super) fn recount(&mut self, key: InstanceKey) {
        if self.model.instance(key).is_some_and(Instance::count_may_lag) {
            self.fetch(key, &[Query::Count]);
        }
    }

    /// Queries the end of a suspension and the number that is linked now, and stores the messenger that the settings
    /// name.
    pub(super) fn follow_up(&mut self, key: InstanceKey, news: &News<'_>) {
        match news {
            News::Fact(Fact::State(InstanceState::Suspended), _) => self.read_suspension_end(key),
            News::Fact(Fact::Settings(settings), _) => {
                self.keep_messenger(key, settings.messenger);
                self.cancel_foreign_verification(key);
                self.pause_foreign_run(key);
                self.pause_foreign_resend(key);
            }
            News::Fact(Fact::State(InstanceState::Authorized), at) => self.read_new_number(key, *at),
            News::Fact(Fact::State(_) | Fact::Count(_) | Fact::Queue(_) | Fact::SuspendedUntil(_), _)
            | News::End(_) => {}
        }
    }

    /// Queries the settings again if the number has been authorized since they were read: it may be another number.
    fn read_new_number(&mut self, key: InstanceKey, at: Timestamp) {
        let Some(instance) = self.model.instance(key) else { return };
        if instance.state_since == Some(at) && instance.settings.at().is_some_and(|read| read < at) {
            self.fetch_routinely(key, Query::Settings);
        }
    }

    /// Queries the end of a suspension, unless the known one is fresh. One that could not be read is read again on
    /// request only: the watch learns the state every minute.
    fn read_suspension_end(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let known = &instance.suspended_until;
        if known.failure.is_none() && known.read().is_none_or(|read| read.trust != Trust::Fresh) {
            self.fetch_routinely(key, Query::SuspendedUntil);
        }
    }

    /// Stores the messenger that the instance reports. Without a check, the stored one was a guess.
    fn keep_messenger(&mut self, key: InstanceKey, messenger: Option<Messenger>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(messenger) = messenger.filter(|told| *told != instance.messenger()) else { return };
        instance.record.messenger = messenger;
        if instance.practice {
            return;
        }
        let id = instance.id().clone();
        self.change_store(move |contents| {
            if let Some(record) = contents.instances.iter_mut().find(|record| record.id_instance == id) {
                record.messenger = messenger;
            }
        });
    }

    pub(super) fn check_number(&mut self, key: InstanceKey, chat: ChatId) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| instance.has_token()) else {
            return;
        };
        if instance.number_check.as_ref().is_some_and(|check| check.outcome.is_none()) {
            return;
        }
        instance.number_check = Some(NumberCheck { chat: chat.clone(), outcome: None, exchange: None });
        let method = CheckWhatsapp { chat_id: chat.clone() };
        self.ask(key, Purpose::Asked, method, move |app, answer| {
            let check = app.model.instance_mut(key).and_then(|instance| instance.number_check.as_mut());
            if let Some(check) = check.filter(|check| check.chat == chat) {
                check.exchange = answer.exchange;
                check.outcome = Some(answer.outcome);
            }
        });
    }

    /// Sends the queries that were requested while the token was being read.
    pub(super) fn fetch_wanted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let wanted = std::mem::take(&mut instance.wanted);
        if matches!(instance.token, TokenState::Ready(_)) {
            self.fetch(key, &wanted);
            self.read_wanted(key);
        }
        self.load_wanted_chats(key);
        self.check_after_token(key);
    }
}
