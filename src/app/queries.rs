//! Querying an instance, and applying the answers.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use tokio::runtime::Handle;

use super::App;
use crate::green_api::{
    AccountSettings, Answer, Call, CheckWhatsapp, Client, Credentials, GetAccountSettings, GetMessagesCount,
    GetSettings, GetStateInstance, GetWaSettings, InstanceSettings, InstanceState, Messenger, Moment, QueuedMessage,
    ShowMessagesQueue, WaSettings, Waker,
};
use crate::model::{Instance, InstanceKey, NumberCheck, Query, TokenState};
use crate::work::clear_queue;
use crate::work::replace_number::Seen;

/// A query in flight.
pub(super) struct PendingQuery {
    key: InstanceKey,
    call: QueryCall,
}

enum QueryCall {
    State(Call<InstanceState>),
    Settings(Call<InstanceSettings>),
    Count(Call<u64>),
    Queue(Call<Vec<QueuedMessage>>),
    WaSettings(Call<WaSettings>),
    AccountSettings(Call<AccountSettings>),
}

enum QueryAnswer {
    State(Answer<InstanceState>),
    Settings(Answer<InstanceSettings>),
    Count(Answer<u64>),
    Queue(Answer<Vec<QueuedMessage>>),
    SuspendedUntil(Answer<Option<Moment>>),
}

impl App {
    /// Queries everything that the pages of an instance show.
    pub(super) fn refresh(&mut self, key: InstanceKey) {
        self.due.retain(|(_, due)| *due != key);
        self.fetch(key, &Query::ALL);
    }

    /// Sends queries once the token is available. A query that is already in flight is not repeated.
    pub(super) fn fetch(&mut self, key: InstanceKey, queries: &[Query]) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(credentials) = instance.credentials() else {
            for query in queries {
                if !instance.wanted.contains(query) {
                    instance.wanted.push(*query);
                }
            }
            self.read_token(key);
            return;
        };
        for query in queries {
            let asking = match query {
                Query::State => &mut instance.state.asking,
                Query::Settings => &mut instance.settings.asking,
                Query::Count => &mut instance.count.asking,
                Query::Queue => &mut instance.queue.asking,
                Query::SuspendedUntil => &mut instance.suspended_until.asking,
            };
            if std::mem::replace(asking, true) {
                continue;
            }
            let call = QueryCall::start(*query, &self.client, &self.runtime, credentials.clone(), self.waker.clone());
            self.queries.push(PendingQuery { key, call });
        }
    }

    /// Cancels the queries of an instance. The requests may still reach the server; their answers are dropped.
    pub(super) fn cancel_queries(&mut self, key: InstanceKey) {
        self.due.retain(|(_, due)| *due != key);
        for query in self.queries.extract_if(.., |query| query.key == key) {
            query.call.cancel();
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.wanted.clear();
        instance.state.asking = false;
        instance.settings.asking = false;
        instance.count.asking = false;
        instance.queue.asking = false;
        instance.suspended_until.asking = false;
    }

    /// Applies finished queries. An answer for an instance that is gone is dropped.
    pub(super) fn poll_queries(&mut self) {
        let done: Vec<_> = self.queries.extract_if(.., |query| query.call.is_ready()).collect();
        for query in done {
            if let Some(answer) = query.call.take() {
                self.on_query_answer(query.key, answer);
            }
        }
        self.poll_numbers();
    }

    fn on_query_answer(&mut self, key: InstanceKey, answer: QueryAnswer) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        match answer {
            QueryAnswer::State(answer) => {
                let before = instance.state.value().cloned();
                let (at, told) = (answer.at(), answer.outcome.as_ref().ok().cloned());
                instance.state.take(answer);
                instance.record_state(before);
                if let Some(state) = told {
                    self.see(key, &Seen::State(state), at);
                    self.ask_suspension_end(key);
                }
                self.halt_resend(key);
            }
            QueryAnswer::Settings(answer) => {
                let told = answer.outcome.as_ref().ok().and_then(|settings| settings.messenger);
                let interval = answer.outcome.as_ref().ok().and_then(|settings| settings.sending_interval);
                let at = answer.at();
                instance.settings.take(answer);
                if let Some(messenger) = told.filter(|told| *told != instance.record.messenger) {
                    instance.record.messenger = messenger;
                    self.keep_messenger(key, messenger);
                }
                if let Some(interval) = interval {
                    self.see_interval(key, interval, at);
                }
                self.notify_wid(key);
            }
            QueryAnswer::Count(answer) => instance.count.take(answer),
            QueryAnswer::Queue(answer) => {
                let Answer { exchange, outcome } = answer;
                instance.queue.take(Answer { exchange, outcome: outcome.map(Arc::new) });
                instance.record_queue();
            }
            QueryAnswer::SuspendedUntil(answer) => instance.suspended_until.take(answer),
        }
        if let Some(instance) = self.model.instance_mut(key) {
            instance.record_waiting();
            // The count may date from before the queue was emptied; it is read again once it can be trusted.
            if instance.count_may_lag() && !self.recounts.iter().any(|(_, of)| *of == key) {
                self.recounts.push((Instant::now() + self.client.paced(clear_queue::TRUST_COUNT_AFTER), key));
            }
        }
    }

    /// Applies a state that another task has read.
    pub(super) fn take_state(&mut self, key: InstanceKey, state: InstanceState, at: Timestamp) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let before = instance.state.value().cloned();
        instance.state.set(state, at);
        instance.record_state(before);
        self.ask_suspension_end(key);
    }

    /// Queries the end of the suspension if the account is suspended.
    fn ask_suspension_end(&mut self, key: InstanceKey) {
        let state = self.model.instance(key).and_then(|instance| instance.state.value());
        if state == Some(&InstanceState::Suspended) {
            self.fetch(key, &[Query::SuspendedUntil]);
        }
    }

    /// Stores the messenger that the instance reports. Without a check, the stored one was a guess.
    fn keep_messenger(&mut self, key: InstanceKey, messenger: Messenger) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.practice) else { return };
        let id = instance.id().clone();
        self.change_store(move |contents| {
            if let Some(record) = contents.instances.iter_mut().find(|record| record.id_instance == id) {
                record.messenger = messenger;
            }
        });
    }

    pub(super) fn check_number(&mut self, key: InstanceKey, chat: crate::green_api::ChatId) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.number_check.as_ref().is_some_and(|check| check.outcome.is_none()) {
            return;
        }
        instance.number_check = Some(NumberCheck { chat: chat.clone(), outcome: None, exchange: None });
        let method = CheckWhatsapp { chat_id: chat };
        let call = self.client.start(&self.runtime, credentials, method, self.waker.clone());
        self.cancel_number(key);
        self.numbers.push((key, call));
    }

    pub(super) fn cancel_number(&mut self, key: InstanceKey) {
        for (_, call) in self.numbers.extract_if(.., |(of, _)| *of == key) {
            call.cancel();
        }
    }

    fn poll_numbers(&mut self) {
        for (key, call) in std::mem::take(&mut self.numbers) {
            match call.take() {
                Err(call) => self.numbers.push((key, call)),
                Ok(answer) => {
                    let check = self.model.instance_mut(key).and_then(|instance| instance.number_check.as_mut());
                    if let Some(check) = check {
                        check.exchange = answer.exchange;
                        check.outcome = Some(answer.outcome);
                    }
                }
            }
        }
    }

    /// Sends the queries that are due. Returns when the next one is.
    pub(super) fn start_due_queries(&mut self) -> Option<Instant> {
        let now = Instant::now();
        let recounts: Vec<InstanceKey> =
            self.recounts.extract_if(.., |(at, _)| *at <= now).map(|(_, key)| key).collect();
        for key in recounts {
            if self.model.instance(key).is_some_and(Instance::count_may_lag) {
                self.fetch(key, &[Query::Count]);
            }
        }
        let ready: Vec<InstanceKey> = self.due.extract_if(.., |(at, _)| *at <= now).map(|(_, key)| key).collect();
        for key in ready {
            self.fetch(key, &[Query::State, Query::Count]);
        }
        self.due.iter().chain(&self.recounts).map(|(at, _)| *at).min()
    }

    /// Sends the queries that were requested while the token was being read.
    pub(super) fn fetch_wanted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let wanted = std::mem::take(&mut instance.wanted);
        if matches!(instance.token, TokenState::Ready(_)) {
            self.fetch(key, &wanted);
        }
    }
}

impl QueryCall {
    fn start(query: Query, client: &Client, runtime: &Handle, credentials: Credentials, waker: Waker) -> Self {
        match query {
            Query::State => Self::State(client.start(runtime, credentials, GetStateInstance, waker)),
            Query::Settings => Self::Settings(client.start(runtime, credentials, GetSettings, waker)),
            Query::Count => Self::Count(client.start(runtime, credentials, GetMessagesCount, waker)),
            Query::Queue => Self::Queue(client.start(runtime, credentials, ShowMessagesQueue, waker)),
            Query::SuspendedUntil => match credentials.messenger {
                Messenger::WhatsApp => Self::WaSettings(client.start(runtime, credentials, GetWaSettings, waker)),
                Messenger::Max | Messenger::Telegram => {
                    Self::AccountSettings(client.start(runtime, credentials, GetAccountSettings, waker))
                }
            },
        }
    }

    fn is_ready(&self) -> bool {
        match self {
            Self::State(call) => call.ready().is_some(),
            Self::Settings(call) => call.ready().is_some(),
            Self::Count(call) => call.ready().is_some(),
            Self::Queue(call) => call.ready().is_some(),
            Self::WaSettings(call) => call.ready().is_some(),
            Self::AccountSettings(call) => call.ready().is_some(),
        }
    }

    fn cancel(&self) {
        match self {
            Self::State(call) => call.cancel(),
            Self::Settings(call) => call.cancel(),
            Self::Count(call) => call.cancel(),
            Self::Queue(call) => call.cancel(),
            Self::WaSettings(call) => call.cancel(),
            Self::AccountSettings(call) => call.cancel(),
        }
    }

    fn take(self) -> Option<QueryAnswer> {
        match self {
            Self::State(call) => call.take().ok().map(QueryAnswer::State),
            Self::Settings(call) => call.take().ok().map(QueryAnswer::Settings),
            Self::Count(call) => call.take().ok().map(QueryAnswer::Count),
            Self::Queue(call) => call.take().ok().map(QueryAnswer::Queue),
            Self::WaSettings(call) => {
                call.take().ok().map(|answer| suspended_until(answer, |account| account.suspended_until))
            }
            Self::AccountSettings(call) => {
                call.take().ok().map(|answer| suspended_until(answer, |account| account.suspended_until))
            }
        }
    }
}

fn suspended_until<T>(answer: Answer<T>, of: impl FnOnce(T) -> Option<Moment>) -> QueryAnswer {
    let Answer { exchange, outcome } = answer;
    QueryAnswer::SuspendedUntil(Answer { exchange, outcome: outcome.map(of) })
}
