//! The acts of the Account page: linking and unlinking a phone, a new token, past states.

use std::time::{Duration, Instant};

use poll_promise::Promise;
use secrecy::SecretString;

use super::App;
use crate::explain::Text;
use crate::green_api::{
    Answer, ApiToken, Call, GetStateInstanceHistory, Logout as LogoutCall, PastState, SendAuthorizationPassword,
    UpdateApiToken, now, redact,
};
use crate::model::{
    Event, InstanceKey, LinkState, Logout, Page, PasswordState, PracticePhone, Query, Tab, TaskId, TokenChange,
    TokenState,
};
use crate::store::JournalId;
use crate::vault::VaultFailure;
use crate::work::link_phone::{self, Shown, Way};

/// Number of past states to query.
const HISTORY: u32 = 100;

/// Time for which an accepted password may take to change the state. After that it can be entered again.
const ACCEPTED_WAITS: Duration = Duration::from_secs(30);

/// The wids of practice phones. There are two, so that the number that is linked differs from the one before.
const PRACTICE_PHONES: [&str; 2] = ["79161234567@c.us", "79031112233@c.us"];

/// An act in flight.
pub(super) enum AccountCall {
    Logout(Call<()>),
    Password(TaskId, Call<()>),
    NewToken(Call<(ApiToken, Option<JournalId>)>),
    KeepToken(Promise<Result<(), VaultFailure>>),
    History(Call<Vec<PastState>>),
}

impl AccountCall {
    fn is_ready(&self) -> bool {
        match self {
            Self::Logout(call) | Self::Password(_, call) => call.ready().is_some(),
            Self::NewToken(call) => call.ready().is_some(),
            Self::KeepToken(promise) => promise.ready().is_some(),
            Self::History(call) => call.ready().is_some(),
        }
    }

    /// Whether a token is being changed or a new one stored. It would be lost with the program.
    pub(super) fn is_of_token(&self) -> bool {
        matches!(self, Self::NewToken(_) | Self::KeepToken(_))
    }
}

impl App {
    pub(super) fn logout(&mut self, key: InstanceKey) {
        self.pause_resend(key);
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) else {
            return;
        };
        let Some(credentials) = instance.credentials() else { return };
        instance.account.logout = Some(Logout { outcome: None, exchange: None });
        let waker = self.waker.clone();
        let call = self.recorder_of(key).start(&self.runtime, &self.client, credentials, LogoutCall, waker);
        self.account_calls.push((key, AccountCall::Logout(call)));
    }

    pub(super) fn link_phone(&mut self, key: InstanceKey, way: Way) {
        self.stop_linking(key);
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else { return };
        let (task, cancel) = self.new_task();
        let progress = link_phone::LinkProgress::new(way, credentials.messenger);
        if let Some(instance) = self.model.instance_mut(key) {
            instance.account.link = Some(LinkState { task, progress, password: PasswordState::NotSent, at: now() });
        }
        let (client, recorder) = (self.client.clone(), self.recorder_of(key));
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            link_phone::run(&recorder, &client, &credentials, way, &cancel, |progress| {
                let _ = sender.send(Event::Link(key, task, Box::new(progress)));
                waker();
            })
            .await;
        });
    }

    pub(super) fn stop_linking(&mut self, key: InstanceKey) {
        let link = self.model.instance_mut(key).and_then(|instance| instance.account.link.take());
        if let Some(link) = link {
            self.cancel(link.task);
        }
    }

    /// Stops linking when its page is left, because its code is no longer visible.
    pub(super) fn leave_linking(&mut self) {
        match self.model.page {
            Page::Replace(key) => self.hide_code(key),
            Page::Instance(key, Tab::Account) if self.is_linking(key) => self.stop_linking(key),
            _ => {}
        }
    }

    fn is_linking(&self, key: InstanceKey) -> bool {
        self.model.instance(key).is_some_and(|instance| instance.account.is_linking())
    }

    /// Stops linking once the window has not been drawn for `LONGEST_UNSEEN`. Returns when that will be.
    pub(super) fn stop_unseen_linking(&mut self) -> Option<Instant> {
        let stops = self.drawn + self.client.paced(link_phone::LONGEST_UNSEEN);
        let is_over = Instant::now() >= stops;
        let mut stopped = Vec::new();
        let mut linking = false;
        for instance in &mut self.model.instances {
            let Some(link) = instance.account.link.as_mut().filter(|link| !link.progress.is_over()) else { continue };
            linking = true;
            if is_over {
                link.progress.shown = Shown::Stopped;
                stopped.push(link.task);
            }
        }
        stopped.into_iter().for_each(|run| self.cancel(run));
        (linking && !is_over).then_some(stops)
    }

    pub(super) fn send_password(&mut self, key: InstanceKey, password: SecretString) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) else {
            return;
        };
        let Some(credentials) = instance.credentials() else { return };
        let Some(link) = instance.account.link.as_mut() else { return };
        link.password = PasswordState::Sending;
        let run = link.task;
        let (method, waker) = (SendAuthorizationPassword { password }, self.waker.clone());
        let call = self.recorder_of(key).start(&self.runtime, &self.client, credentials, method, waker);
        self.account_calls.push((key, AccountCall::Password(run, call)));
    }

    fn take_password(&mut self, key: InstanceKey, task: TaskId, answer: Answer<()>) {
        let until = Instant::now() + self.client.paced(ACCEPTED_WAITS);
        let link = self.model.instance_mut(key).and_then(|instance| instance.account.link.as_mut());
        let Some(link) = link.filter(|link| link.task == task) else { return };
        link.password = match answer.outcome {
            Ok(()) => PasswordState::Accepted { until },
            Err(failure) => PasswordState::Failed { failure, exchange: answer.exchange },
        };
    }

    /// Makes the simulated phone act, since a practice instance has no real one.
    pub(super) fn use_practice_phone(&mut self, key: InstanceKey, phone: PracticePhone) {
        let Some(instance) = self.model.instance(key).filter(|instance| instance.practice) else { return };
        let Some(server) = &self.practice else { return };
        let (control, id) = (server.control(), instance.id().as_str());
        match phone {
            PracticePhone::Links | PracticePhone::LinksSuspended => {
                let old = instance.replace.as_ref().and_then(|replacing| replacing.plan.old_number());
                let is_new = |wid: &&&str| old.is_none_or(|old| !wid.starts_with(old));
                let wid = PRACTICE_PHONES.iter().find(is_new).unwrap_or(&PRACTICE_PHONES[0]);
                let state = if phone == PracticePhone::Links { "authorized" } else { "suspended" };
                control.link_into(id, wid, state);
            }
            PracticePhone::AsksPasskey => control.ask_passkey(id, ""),
            PracticePhone::AsksPassword => control.ask_password(id),
        }
    }

    pub(super) fn on_link(&mut self, key: InstanceKey, task: TaskId, progress: link_phone::LinkProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(link) = instance.account.link.as_mut().filter(|link| link.task == task) else { return };
        let over = progress.is_over();
        // A report repeats the last known state when the state could not be read; such a repeat is not news.
        let state = progress.state_at.filter(|at| link.progress.state_at != Some(*at));
        let state = state.and(progress.state.clone());
        (link.progress, link.at) = (progress, now());
        if let Some(state) = state {
            self.take_state(key, state, now());
        }
        self.notify_link(key);
        if over {
            self.cancels.remove(&task);
            self.fetch(key, &[Query::Settings, Query::Count, Query::Queue]);
        }
    }

    pub(super) fn new_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) else {
            return;
        };
        let Some(credentials) = instance.credentials() else { return };
        instance.account.token = Some(TokenChange::Asking);
        let waker = self.waker.clone();
        let call = self.recorder_of(key).start_to_keep(&self.runtime, &self.client, credentials, UpdateApiToken, waker);
        self.account_calls.push((key, AccountCall::NewToken(call)));
    }

    /// Stores the new token: in memory at once, in the keyring before anything else happens to the instance.
    fn keep_token(&mut self, key: InstanceKey, token: ApiToken) {
        redact::register(&token);
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.token = TokenState::Ready(token.clone());
        instance.account.token = Some(TokenChange::Keeping(token.clone()));
        if instance.practice {
            instance.account.token = Some(TokenChange::Done);
            return;
        }
        let promise = self.vault.start_write(instance.id().clone(), token, self.waker.clone());
        self.account_calls.push((key, AccountCall::KeepToken(promise)));
    }

    pub(super) fn keep_new_token(&mut self, key: InstanceKey) {
        let token = self.model.instance(key).and_then(|instance| instance.account.token.clone());
        if let Some(TokenChange::NotKept { token, .. }) = token {
            self.keep_token(key, token);
        }
    }

    /// Records that a token change is over: the new token is stored, or the user has copied it. Until then the journal
    /// lists the change as under way, so that the next session reports it if the program ends.
    fn end_token_change(&mut self, key: InstanceKey) {
        if let Some(id) = self.open_token_changes.remove(&key) {
            self.recorder_of(key).done(id);
        }
    }

    pub(super) fn close_new_token(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.account.is_working()) else {
            return;
        };
        instance.account.token = None;
        self.end_token_change(key);
    }

    pub(super) fn ask_history(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if std::mem::replace(&mut instance.account.history.asking, true) {
            return;
        }
        let method = GetStateInstanceHistory { count: Some(HISTORY) };
        let call = self.client.start(&self.runtime, credentials, method, self.waker.clone());
        self.account_calls.push((key, AccountCall::History(call)));
    }

    pub(super) fn poll_account(&mut self) {
        let done: Vec<_> = self.account_calls.extract_if(.., |(_, call)| call.is_ready()).collect();
        for (key, call) in done {
            match call {
                AccountCall::Logout(call) => {
                    let (Ok(answer), Some(instance)) = (call.take(), self.model.instance_mut(key)) else { continue };
                    let outcome = answer.outcome;
                    instance.account.logout =
                        Some(Logout { outcome: Some(outcome.clone()), exchange: answer.exchange });
                    self.notify_logout(key, &outcome);
                    self.fetch(key, &[Query::State, Query::Settings]);
                }
                AccountCall::Password(run, call) => {
                    if let Ok(answer) = call.take() {
                        self.take_password(key, run, answer);
                    }
                }
                AccountCall::NewToken(call) => {
                    let Ok(answer) = call.take() else { continue };
                    match answer.outcome {
                        Ok((token, open)) => {
                            self.end_token_change(key);
                            self.open_token_changes.extend(open.map(|id| (key, id)));
                            self.keep_token(key, token);
                        }
                        Err(failure) => {
                            if let Some(instance) = self.model.instance_mut(key) {
                                let exchange = answer.exchange;
                                instance.account.token = Some(TokenChange::Failed { failure, exchange });
                            }
                        }
                    }
                }
                AccountCall::KeepToken(promise) => {
                    let (Ok(kept), Some(instance)) = (promise.try_take(), self.model.instance_mut(key)) else {
                        continue;
                    };
                    let Some(TokenChange::Keeping(token)) = instance.account.token.clone() else { continue };
                    instance.account.token = Some(match kept {
                        Ok(()) => TokenChange::Done,
                        Err(failure) => {
                            self.effects.close = None;
                            TokenChange::NotKept { token, failure }
                        }
                    });
                    if matches!(instance.account.token, Some(TokenChange::Done)) {
                        self.end_token_change(key);
                        self.notice(Text::new("notice-token-kept"));
                    }
                }
                AccountCall::History(call) => {
                    let (Ok(answer), Some(instance)) = (call.take(), self.model.instance_mut(key)) else { continue };
                    instance.account.history.take(answer);
                }
            }
        }
    }
}
