//! Asking the server how an instance is, and taking the answers in.

use std::{sync::Arc, time::Instant};

use jiff::Timestamp;
use tokio::runtime::Handle;

use super::App;
use crate::{
    green_api::{
        AccountSettings, Answer, Call, CheckWhatsapp, Client, Credentials, GetAccountSettings, GetMessagesCount,
        GetSettings, GetStateInstance, GetWaSettings, InstanceSettings, InstanceState, Messenger, QueuedMessage,
        ShowMessagesQueue, WaSettings, Waker,
    },
    model::{Instance, InstanceKey, Look, NumberCheck, TokenState},
    work::{clear_queue, replace_number::Seen},
};

/// A question on its way.
pub(super) struct PendingLook {
    key: InstanceKey,
    call: LookCall,
}

enum LookCall {
    State(Call<InstanceState>),
    Settings(Call<InstanceSettings>),
    Count(Call<u64>),
    Queue(Call<Vec<QueuedMessage>>),
    WaSettings(Call<WaSettings>),
    AccountSettings(Call<AccountSettings>),
}

enum LookAnswer {
    State(Answer<InstanceState>),
    Settings(Answer<InstanceSettings>),
    Count(Answer<u64>),
    Queue(Answer<Vec<QueuedMessage>>),
    SuspendedUntil(Answer<Option<Timestamp>>),
}

impl App {
    /// Asks for everything that the pages of an instance show.
    pub(super) fn refresh(&mut self, key: InstanceKey) {
        self.due.retain(|(_, due)| *due != key);
        self.look(key, &Look::ALL);
    }

    /// Asks, once the token is there; what is being asked already is not asked twice.
    pub(super) fn look(&mut self, key: InstanceKey, looks: &[Look]) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(credentials) = instance.credentials() else {
            for look in looks {
                if !instance.wanted.contains(look) {
                    instance.wanted.push(*look);
                }
            }
            self.read_token(key);
            return;
        };
        for look in looks {
            let asking = match look {
                Look::State => &mut instance.state.asking,
                Look::Settings => &mut instance.settings.asking,
                Look::Count => &mut instance.count.asking,
                Look::Queue => &mut instance.queue.asking,
                Look::SuspendedUntil => &mut instance.suspended_until.asking,
            };
            if std::mem::replace(asking, true) {
                continue;
            }
            let call = LookCall::start(*look, &self.client, &self.runtime, credentials.clone(), self.waker.clone());
            self.looks.push(PendingLook { key, call });
        }
    }

    /// Gives up waiting for what an instance was asked. The questions may still reach the server; nobody takes the answers.
    pub(super) fn cancel_looks(&mut self, key: InstanceKey) {
        self.due.retain(|(_, due)| *due != key);
        for look in self.looks.extract_if(.., |look| look.key == key) {
            look.call.cancel();
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.wanted.clear();
        instance.state.asking = false;
        instance.settings.asking = false;
        instance.count.asking = false;
        instance.queue.asking = false;
        instance.suspended_until.asking = false;
    }

    /// Takes in what was answered; an answer for an instance that is gone is dropped.
    pub(super) fn settle_looks(&mut self) {
        let done: Vec<_> = self.looks.extract_if(.., |look| look.call.is_ready()).collect();
        for look in done {
            if let Some(answer) = look.call.take() {
                self.take_answer(look.key, answer);
            }
        }
        self.settle_numbers();
    }

    fn take_answer(&mut self, key: InstanceKey, answer: LookAnswer) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        match answer {
            LookAnswer::State(answer) => {
                let before = instance.state.value().cloned();
                let (at, told) = (answer.at(), answer.outcome.as_ref().ok().cloned());
                instance.state.take(answer);
                instance.note_state(before);
                if let Some(state) = told {
                    self.see(key, &Seen::State(state), at);
                    self.ask_suspension_end(key);
                }
                self.halt_sending(key);
            }
            LookAnswer::Settings(answer) => {
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
                self.note_wid(key);
            }
            LookAnswer::Count(answer) => instance.count.take(answer),
            LookAnswer::Queue(answer) => {
                let Answer { exchange, outcome } = answer;
                instance.queue.take(Answer { exchange, outcome: outcome.map(Arc::new) });
                instance.note_queue();
            }
            LookAnswer::SuspendedUntil(answer) => instance.suspended_until.take(answer),
        }
        if let Some(instance) = self.model.instance_mut(key) {
            instance.note_waiting();
            if instance.count_may_lag() && !self.recounts.iter().any(|(_, of)| *of == key) {
                self.recounts.push((Instant::now() + self.client.paced(clear_queue::COUNT_LAG), key));
            }
        }
    }

    /// Takes in a state that another act has read.
    pub(super) fn take_state(&mut self, key: InstanceKey, state: InstanceState, at: Timestamp) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let before = instance.state.value().cloned();
        instance.state.set(state, at);
        instance.note_state(before);
        self.ask_suspension_end(key);
    }

    /// Asks when the suspension ends, if the account is suspended.
    fn ask_suspension_end(&mut self, key: InstanceKey) {
        let state = self.model.instance(key).and_then(|instance| instance.state.value());
        if state == Some(&InstanceState::Suspended) {
            self.look(key, &[Look::SuspendedUntil]);
        }
    }

    /// The messenger of an instance saved without a check was a guess; the instance itself knows.
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

    fn settle_numbers(&mut self) {
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

    /// Starts the looks whose moment has come, and says when the next one is due.
    pub(super) fn start_due_looks(&mut self) -> Option<Instant> {
        let now = Instant::now();
        let recounts: Vec<InstanceKey> =
            self.recounts.extract_if(.., |(at, _)| *at <= now).map(|(_, key)| key).collect();
        for key in recounts {
            if self.model.instance(key).is_some_and(Instance::count_may_lag) {
                self.look(key, &[Look::Count]);
            }
        }
        let ready: Vec<InstanceKey> = self.due.extract_if(.., |(at, _)| *at <= now).map(|(_, key)| key).collect();
        for key in ready {
            self.look(key, &[Look::State, Look::Count]);
        }
        self.due.iter().chain(&self.recounts).map(|(at, _)| *at).min()
    }

    /// Asks what was wanted while the token was being read.
    pub(super) fn look_wanted(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let wanted = std::mem::take(&mut instance.wanted);
        if matches!(instance.token, TokenState::Ready(_)) {
            self.look(key, &wanted);
        }
    }
}

impl LookCall {
    fn start(look: Look, client: &Client, runtime: &Handle, credentials: Credentials, waker: Waker) -> Self {
        match look {
            Look::State => Self::State(client.start(runtime, credentials, GetStateInstance, waker)),
            Look::Settings => Self::Settings(client.start(runtime, credentials, GetSettings, waker)),
            Look::Count => Self::Count(client.start(runtime, credentials, GetMessagesCount, waker)),
            Look::Queue => Self::Queue(client.start(runtime, credentials, ShowMessagesQueue, waker)),
            Look::SuspendedUntil => match credentials.messenger {
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

    fn take(self) -> Option<LookAnswer> {
        match self {
            Self::State(call) => call.take().ok().map(LookAnswer::State),
            Self::Settings(call) => call.take().ok().map(LookAnswer::Settings),
            Self::Count(call) => call.take().ok().map(LookAnswer::Count),
            Self::Queue(call) => call.take().ok().map(LookAnswer::Queue),
            Self::WaSettings(call) => {
                call.take().ok().map(|answer| suspended_until(answer, |account| account.suspended_until))
            }
            Self::AccountSettings(call) => {
                call.take().ok().map(|answer| suspended_until(answer, |account| account.suspended_until))
            }
        }
    }
}

fn suspended_until<T>(answer: Answer<T>, of: impl FnOnce(T) -> Option<Timestamp>) -> LookAnswer {
    let Answer { exchange, outcome } = answer;
    LookAnswer::SuspendedUntil(Answer { exchange, outcome: outcome.map(of) })
}
