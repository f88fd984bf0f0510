//! The acts of the Account page: linking and unlinking a phone, past states.

use std::time::{Duration, Instant};

use secrecy::SecretString;

use super::App;
use super::facts::{ActEnd, Fact, News};
use super::journal::Unread;
use super::scheduler::Due;
use super::tasks::{Lost, Running};
use crate::green_api::{
    Answer, Failure, GetStateInstanceHistory, Logout as LogoutCall, PastState, Purpose, SendAuthorizationPassword, now,
};
use crate::model::{
    Dialog, Instance, InstanceKey, LinkState, Logout, PasswordState, PracticePhone, Query, ReplaceAction, TaskId,
};
use crate::work::link_phone::{self, LinkProgress, Shown, Way};
use crate::work::replace_number::Act;

/// Number of past states to query.
const HISTORY: u32 = 100;

/// Time for which an accepted password may take to change the state. After that it can be entered again.
const ACCEPTED_WAITS: Duration = Duration::from_secs(30);

/// The wids of practice phones. There are two, so that the number that is linked differs from the one before.
const PRACTICE_PHONES: [&str; 2] = ["79161234567@c.us", "79031112233@c.us"];

impl App {
    pub(super) fn ask_logout(&mut self, key: InstanceKey) {
        self.fetch(key, &[Query::State, Query::Count, Query::Queue]);
        self.model.dialog = Some(Dialog::Logout(key));
    }

    /// Unlinks the phone after the question was answered with yes: as a step of an open replacement, if there is one.
    pub(super) fn logout_as_asked(&mut self, key: InstanceKey) {
        self.model.dialog = None;
        if !self.does_as_step(key, Act::Unlink) {
            self.logout(key);
        }
    }

    pub(super) fn logout(&mut self, key: InstanceKey) {
        self.pause_resend(key);
        // The result of an earlier linking no longer applies.
        self.stop_linking(key);
        let idle = self.model.instance_mut(key).filter(|instance| !instance.account.is_working());
        let Some(instance) = idle.filter(|instance| instance.has_token()) else { return };
        instance.account.logout = Some(Logout { outcome: None, exchange: None });
        self.ask_recorded(key, self.recorder_of(key), LogoutCall, move |app, answer| app.on_logout(key, answer));
    }

    /// Drops the result of the last logout.
    pub(super) fn close_logout(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.account.logout.take_if(|logout| logout.outcome.is_some());
        }
    }

    fn on_logout(&mut self, key: InstanceKey, answer: Answer<()>) {
        let outcome = answer.outcome;
        if may_be_done(&outcome) {
            self.read_back_later(key, Unread::Logout);
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        instance.account.logout = Some(Logout { outcome: Some(outcome.clone()), exchange: answer.exchange });
        self.tell(key, &News::End(ActEnd::LoggedOut(&outcome)));
        self.fetch(key, &[Query::State, Query::Settings]);
    }

    /// Links a phone from the Account page. An open replacement has a step for it, which counts the queue first.
    pub(super) fn link_phone_as_asked(&mut self, key: InstanceKey, way: Way) {
        if self.model.instance(key).is_some_and(Instance::is_being_replaced) {
            self.replace(key, ReplaceAction::Open);
        } else {
            self.link_phone(key, way);
        }
    }

    pub(super) fn link_phone(&mut self, key: InstanceKey, way: Way) {
        self.stop_linking(key);
        self.close_logout(key);
        let Some(credentials) = self.model.instance(key).and_then(|instance| instance.credentials()) else { return };
        let (client, recorder) = (self.services.client.clone(), self.recorder_of(key));
        let progress = LinkProgress::new(way, credentials.messenger);
        let work = |task: Running| async move {
            let mut before: Option<LinkProgress> = None;
            let report = |progress: LinkProgress| {
                let before = before.replace(progress.clone());
                let confirms = before.is_some_and(|before| progress.confirms(&before, Instant::now()));
                let apply = move |app: &mut Self| app.on_link(key, task.id, progress);
                if confirms { task.report_unseen(apply) } else { task.report(apply) }
            };
            link_phone::run(&recorder, &client, &credentials, way, &task.cancel, report).await;
        };
        let task = self.spawn_reporting(key, work, move |app, task| app.on_link_lost(key, task));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.account.link = Some(LinkState { task, progress, password: PasswordState::NotSent, at: now() });
        }
        self.time_unseen_linking(key);
    }

    pub(super) fn on_link_lost(&mut self, key: InstanceKey, task: TaskId) {
        let link = self.model.instance(key).and_then(|instance| instance.account.link.as_ref());
        if let Some(mut progress) = link.map(|link| link.progress.clone()) {
            progress.shown = Shown::Failed(Failure::lost());
            self.on_link(key, task, progress);
        }
    }

    pub(super) fn stop_linking(&mut self, key: InstanceKey) {
        let link = self.model.instance_mut(key).and_then(|instance| instance.account.link.take());
        if let Some(link) = link {
            self.cancel(link.task);
        }
    }

    /// Schedules the end of linking a phone whose code is out of sight from now on.
    pub(super) fn time_unseen_linking(&mut self, key: InstanceKey) {
        self.after(link_phone::LONGEST_UNSEEN, Due::UnseenLinking(key));
    }

    /// Stops linking once its page or the window has not been seen for `LONGEST_UNSEEN`.
    pub(super) fn stop_unseen_linking(&mut self, key: InstanceKey, now: Instant) {
        let is_left = self.model.page.links() != Some(key);
        let unseen = self.window.seen + self.services.client.paced(link_phone::LONGEST_UNSEEN);
        let stops = if is_left { now } else { unseen };
        let link = self.model.instance_mut(key).and_then(|instance| instance.account.link.as_mut());
        let Some(link) = link.filter(|link| !link.progress.is_over()) else { return };
        if now < stops {
            return self.scheduler.at(stops, Due::UnseenLinking(key));
        }
        link.progress.shown = Shown::Stopped;
        let task = link.task;
        self.cancel(task);
    }

    pub(super) fn send_password(&mut self, key: InstanceKey, password: SecretString) {
        let idle = self.model.instance_mut(key).filter(|instance| !instance.account.is_working());
        let Some(instance) = idle.filter(|instance| instance.has_token()) else { return };
        let Some(link) = instance.account.link.as_mut() else { return };
        link.password = PasswordState::Sending;
        let task = link.task;
        let method = SendAuthorizationPassword { password };
        self.ask_recorded(key, self.recorder_of(key), method, move |app, answer| app.on_password(key, task, answer));
    }

    fn on_password(&mut self, key: InstanceKey, task: TaskId, answer: Answer<()>) {
        let until = Instant::now() + self.services.client.paced(ACCEPTED_WAITS);
        if may_be_done(&answer.outcome) {
            self.read_back_later(key, Unread::Password);
        }
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
        let Some(server) = &self.services.practice else { return };
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
            PracticePhone::IsSuspended => control.set_state(id, "suspended"),
            PracticePhone::IsReleased => control.set_state(id, "authorized"),
        }
        if matches!(phone, PracticePhone::IsSuspended | PracticePhone::IsReleased) {
            self.fetch(key, &[Query::State, Query::Settings]);
        }
    }

    pub(super) fn on_link(&mut self, key: InstanceKey, task: TaskId, progress: LinkProgress) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(link) = instance.account.link.as_mut().filter(|link| link.task == task) else { return };
        let (over, is_linked) = (progress.is_over(), matches!(progress.shown, Shown::Linked));
        // A report repeats the last known state when the state could not be read; such a repeat is not news.
        let at = progress.state_at.filter(|at| link.progress.state_at != Some(*at));
        let told = progress.state.clone().zip(at);
        (link.progress, link.at) = (progress, now());
        if let Some((state, at)) = told {
            self.learn(key, Fact::State(state), at);
        }
        if is_linked {
            self.tell(key, &News::End(ActEnd::Linked));
        }
        if over {
            self.fetch(key, &[Query::Settings, Query::Count, Query::Queue]);
        }
        // The count of the queue may be too old by now.
        self.stop_hidden_codes(key);
    }

    pub(super) fn ask_history(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        if instance.account.history.is_asking() {
            return;
        }
        let method = GetStateInstanceHistory { count: Some(HISTORY) };
        let asking = self.ask(key, Purpose::Asked, method, move |app, answer| app.on_history(key, answer));
        if let Some(instance) = self.model.instance_mut(key) {
            instance.account.history.asking = asking;
        }
    }

    fn on_history(&mut self, key: InstanceKey, answer: Answer<Vec<PastState>>) {
        if let Some(instance) = self.model.instance_mut(key) {
            instance.account.history.take(answer);
        }
    }
}

/// Whether a change was made, or may have been.
fn may_be_done(outcome: &Result<(), Failure>) -> bool {
    outcome.as_ref().err().is_none_or(Failure::is_outcome_unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::Bench;
    use crate::green_api::Messenger;
    use crate::model::{Page, Tab};

    #[test]
    fn linking_ends_once_its_window_was_unseen_for_long() {
        let (mut bench, key) = Bench::with_instance();
        let app = &mut bench.app;
        let progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
        let link = LinkState { task: TaskId(99), progress, password: PasswordState::NotSent, at: now() };
        app.model.instance_mut(key).unwrap().account.link = Some(link);
        app.model.page = Page::Instance(key, Tab::Account);
        let is_over = |app: &App| app.model.instance(key).unwrap().account.link.as_ref().unwrap().progress.is_over();
        let (limit, moment) = (link_phone::LONGEST_UNSEEN, Duration::from_secs(1));
        let begun = app.window.seen;
        app.stop_unseen_linking(key, begun + limit - moment);
        assert!(!is_over(app));
        assert!(app.scheduler.is_scheduled(Due::UnseenLinking(key)));
        // The window was drawn meanwhile, and seen.
        app.window.seen = begun + limit - moment;
        app.stop_unseen_linking(key, begun + limit);
        assert!(!is_over(app));
        app.stop_unseen_linking(key, begun + limit + limit - moment);
        assert!(is_over(app));
    }
}
