//! The watch over all instances: checks them in rounds, and notifies the user of what changed.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Zoned;
use serde_json::{Value, json};

use super::App;
use super::facts::{Fact, News as FactNews};
use super::scheduler::Due;
use super::tasks::{Lost, Wake};
use crate::explain::Text;
use crate::green_api::{Answer, Failure, InstanceState, now};
use crate::model::{Announcement, Instance, InstanceKey, Query, TokenState};
use crate::store::{JOURNAL_WATCH, JournalEntry, Notify, Outcome, Tables, WatchSettings};
use crate::work::watch::{Alerts, CheckResult, Checked, News, Notification, Outbox, Rounds, Subject, Trouble, check};

/// Minimum time between two looks: a look begins the checks that are due and handles the answers that have arrived, in
/// one frame. With hundreds of instances each of these would otherwise draw the window.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// The rounds of checks, and the notifications that wait.
pub(super) struct Watch {
    rounds: Rounds<InstanceKey>,
    outbox: Outbox<InstanceKey>,
    /// Instances to check once their token is read.
    awaiting_token: BTreeSet<InstanceKey>,
    looked_at: Instant,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            rounds: Rounds::new(fastrand::u64(..)),
            outbox: Outbox::default(),
            awaiting_token: BTreeSet::new(),
            looked_at: Instant::now(),
        }
    }
}

impl Lost for Checked {
    fn lost() -> Self {
        Self { state: Answer::lost(), count: None }
    }
}

impl App {
    pub(super) fn set_watch(&mut self, watch: WatchSettings) {
        self.change_settings(move |settings| settings.watch = watch);
        self.plan_watch();
    }

    /// Plans the rounds by the settings and the list of instances. Called when either has changed.
    pub(super) fn plan_watch(&mut self) {
        let settings = self.model.settings.watch;
        let interval = settings.choice.interval().map(|interval| self.services.client.paced(interval.duration()));
        let keys: Vec<_> = self.model.instances.iter().map(|instance| instance.key).collect();
        self.watch.awaiting_token.retain(|key| keys.contains(key));
        self.watch.rounds.set(interval, keys, Instant::now());
        self.watch.outbox.set_quiet(settings.quiet);
        self.schedule_checks();
    }

    pub(super) fn check_all(&mut self) {
        self.watch.rounds.check_all(Instant::now());
        self.schedule_checks();
    }

    /// Checks the instances that are due.
    pub(super) fn check_due(&mut self, now: Instant) {
        self.watch.looked_at = now;
        for key in self.watch.rounds.take_due(now) {
            self.check(key);
        }
        self.schedule_checks();
    }

    /// Leaves room for this number of requests of other work.
    pub(super) fn leave_room_for(&mut self, requests: usize) {
        if self.watch.rounds.leave_room_for(requests) {
            self.schedule_checks();
        }
    }

    /// Schedules the next look, also for answers that schedule no frame. A check begins a pause late at most, and at once if the user asked for it.
    pub(super) fn schedule_checks(&mut self) {
        let Watch { rounds, looked_at, .. } = &self.watch;
        let pause = self.services.client.paced(LOOK_PAUSE);
        let next_look = *looked_at + pause;
        let begins = |at: Instant| if rounds.asked() > 0 { at } else { at.max(next_look).min(at + pause) };
        let answers = self.tasks.await_frame().then_some(next_look);
        match rounds.next().map(begins).into_iter().chain(answers).min() {
            Some(at) => self.scheduler.at(at, Due::Checks),
            None => self.scheduler.cancel(Due::Checks),
        }
        self.model.watch.checking = rounds.asked();
        self.model.watch.is_network_away = rounds.is_network_away();
    }

    /// Checks an instance, after its token is read.
    fn check(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else {
            self.watch.awaiting_token.insert(key);
            self.read_token(key);
            return;
        };
        let client = self.services.client.clone();
        let rounds = &self.watch.rounds;
        // Where checks wait for room, an answer makes it.
        let wake = if rounds.asked() > 0 || rounds.is_full() { Wake::AtOnce } else { Wake::NextFrame };
        self.spawn_waking(
            wake,
            key,
            move |task| async move { check(&client, &credentials, &task.cancel).await },
            move |app, checked: Checked| app.on_checked(key, checked),
        );
    }

    /// Continues a check that waited for the token. Without one, nothing can be checked.
    pub(super) fn check_after_token(&mut self, key: InstanceKey) {
        if !self.watch.awaiting_token.remove(&key) {
            return;
        }
        match self.model.instance(key).map(|instance| &instance.token) {
            Some(TokenState::Ready(_)) => {
                self.check(key);
                self.schedule_checks();
            }
            Some(TokenState::NotRead | TokenState::Reading(_) | TokenState::Missing | TokenState::Unreadable(_))
            | None => {
                self.watch.rounds.record(key, CheckResult::Refused, Instant::now());
                self.schedule_checks();
            }
        }
    }

    fn on_checked(&mut self, key: InstanceKey, checked: Checked) {
        let result = checked.result();
        self.learn_answer(key, Query::State, checked.state.map(Fact::State));
        if let Some(count) = checked.count {
            self.learn_answer(key, Query::Count, count.map(Fact::Count));
        }
        self.watch.rounds.record(key, result, Instant::now());
        self.observe_troubles(key);
        self.look_closer(key);
        self.schedule_checks();
    }

    /// Reads what shows whether a queue is moving: the sending interval, and its first message.
    fn look_closer(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let can_send = instance.delivery().is_some_and(|delivery| delivery.can_send());
        if !can_send || instance.waiting().number().is_none_or(|number| number == 0) {
            return;
        }
        let has_interval = instance.settings.value().is_some() || instance.settings.failure.is_some();
        if !has_interval {
            self.fetch_routinely(key, Query::Settings);
        } else if instance.is_not_moving() {
            self.fetch_routinely(key, Query::Queue);
        }
    }

    /// Regards the recalled values of an instance as known, so that only a change since then is news.
    pub(super) fn watch_from_here(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance(key) {
            self.parts.of(key).alerts.get_or_insert_with(|| Alerts::knowing(&instance.observation()));
        }
    }

    /// Takes news of an instance, from any query.
    pub(super) fn watch_news(&mut self, key: InstanceKey, news: &FactNews<'_>) {
        match news {
            FactNews::Fact(Fact::State(_) | Fact::Count(_) | Fact::Queue(_), _) => self.observe_troubles(key),
            FactNews::Fact(Fact::Settings(_) | Fact::SuspendedUntil(_), _) | FactNews::End(_) => {}
        }
    }

    /// Finds what is news about an instance. The first observation is not.
    fn observe_troubles(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let seen = instance.observation();
        let Some(alerts) = self.parts.of(key).alerts.as_mut() else { return self.watch_from_here(key) };
        let settings = self.model.settings.watch;
        let news = alerts.observe(&seen);
        let now = in_journal(instance);
        let before = self.parts.of(key).last_seen.replace(now.clone());
        if news != News::Nothing && settings.choice.interval().is_some() {
            self.note_change(key, json!({"before": before, "now": now}));
        }
        if news == News::WellAgain && !settings.notify.well {
            self.watch.outbox.drop(key);
        }
        let news = wanted(news, settings.notify);
        if settings.choice.interval().is_some() {
            self.watch.outbox.add(key, &news, Instant::now());
            self.schedule_notifications();
        }
    }

    /// Records in the journal the state and the count of an instance before and after a change.
    fn note_change(&mut self, key: InstanceKey, seen: Value) {
        let Some(instance) = self.model.instance(key) else { return };
        let entry =
            JournalEntry { instance: instance.id().clone(), method: JOURNAL_WATCH, asked: seen.to_string(), run: None };
        let write = move |tables: &mut Tables| {
            let id = tables.begin_entry(&entry)?;
            tables.end_entry(id, &Outcome::Done)
        };
        self.ask_database(key, write, |_, written| {
            if let Err(failure) = written {
                tracing::warn!("a change seen by the watch is missing in the journal: {failure:?}");
            }
        });
    }

    /// Drops the pending notifications about an instance.
    pub(super) fn drop_notifications(&mut self, key: InstanceKey) {
        self.watch.outbox.drop(key);
        self.schedule_notifications();
    }

    fn schedule_notifications(&mut self) {
        match self.watch.outbox.next() {
            Some(at) => self.scheduler.at(at, Due::Notifications),
            None => self.scheduler.cancel(Due::Notifications),
        }
    }

    /// Shows the notifications that are due.
    pub(super) fn announce(&mut self, now: Instant) {
        for notification in self.watch.outbox.take(now, Zoned::now().time()) {
            let announcement = self.announcement(notification);
            self.window.effects.notifications.push(announcement);
        }
        self.schedule_notifications();
    }

    fn announcement(&self, notification: Notification<InstanceKey>) -> Announcement {
        match notification {
            Notification::One(key, subject) => {
                let body = self.waiting_text(key, &subject);
                Announcement { instance: Some(key), at: now(), title: self.subject_text(key, &subject), body }
            }
            Notification::Several(all) => self.announcement_of_many("notification-several", &all),
            Notification::Meanwhile(all) => self.announcement_of_many("notification-meanwhile", &all),
        }
    }

    fn announcement_of_many(&self, title: &'static str, all: &[(InstanceKey, Subject)]) -> Announcement {
        let body = all.iter().take(MAX_NAMED).map(|(key, subject)| self.subject_text(*key, subject));
        let more = all.len().saturating_sub(MAX_NAMED);
        let rest = (more > 0).then(|| Text::new("notification-more").with("count", more));
        let body = body.chain(rest).collect();
        Announcement { instance: None, at: now(), title: Text::new(title).with("count", all.len()), body }
    }

    /// Returns what happened to an instance, with its name.
    fn subject_text(&self, key: InstanceKey, subject: &Subject) -> Text {
        let name = self.model.instance(key).map(|instance| instance.record.name.as_str()).unwrap_or_default();
        let id = match subject {
            Subject::Trouble(Trouble::Blocked) => "notification-blocked",
            Subject::Trouble(Trouble::Suspended) => "notification-suspended",
            Subject::Trouble(Trouble::Expired) => "notification-expired",
            Subject::Trouble(Trouble::TokenRefused) => "notification-token-refused",
            Subject::Trouble(Trouble::Unlinked) => "notification-unlinked",
            Subject::Trouble(Trouble::WaitsInVain) => "notification-waits-in-vain",
            Subject::Trouble(Trouble::NotMoving) => "notification-not-moving",
            Subject::Trouble(Trouble::Growing) => "notification-growing",
            Subject::WellAgain => "notification-well-again",
        };
        Text::new(id).with("name", name)
    }

    /// Returns how many messages wait, and what to do about them.
    fn waiting_text(&self, key: InstanceKey, subject: &Subject) -> Vec<Text> {
        let Some(instance) = self.model.instance(key) else { return Vec::new() };
        let waiting = instance.waiting();
        if waiting.number().is_none_or(|number| number == 0) {
            return Vec::new();
        }
        let mut texts = vec![Text::new("notification-waiting").with("count", waiting)];
        match subject {
            Subject::Trouble(Trouble::Blocked) => texts.push(Text::new("notification-clear-first")),
            Subject::Trouble(Trouble::NotMoving) => {
                let first = instance.queue.value().and_then(|list| list.first()).and_then(|first| first.chat_id());
                texts.extend(first.map(|chat| Text::new("notification-first-message").with("chat", chat)));
            }
            Subject::Trouble(
                Trouble::Suspended
                | Trouble::Expired
                | Trouble::TokenRefused
                | Trouble::Unlinked
                | Trouble::WaitsInVain
                | Trouble::Growing,
            )
            | Subject::WellAgain => {}
        }
        texts
    }
}

/// Maximum number of instances that one notification names.
const MAX_NAMED: usize = 4;

/// Describes what is known of an instance for the journal, in GREEN-API's words.
fn in_journal(instance: &Instance) -> Value {
    json!({
        "stateInstance": instance.state.value().and_then(InstanceState::name),
        "failure": instance.state.failure.as_ref().map(Failure::name),
        "count": instance.waiting().number(),
        "at": instance.state.at().map(|at| at.to_string()),
    })
}

/// Returns the part of the news that the user wants to be notified of.
fn wanted(news: News, notify: Notify) -> News {
    match news {
        News::Began(troubles) => {
            let wanted: BTreeSet<Trouble> = troubles
                .into_iter()
                .filter(|trouble| match trouble {
                    Trouble::Blocked
                    | Trouble::Suspended
                    | Trouble::Expired
                    | Trouble::TokenRefused
                    | Trouble::Unlinked => notify.state,
                    Trouble::WaitsInVain => notify.waiting,
                    Trouble::NotMoving | Trouble::Growing => notify.queue,
                })
                .collect();
            if wanted.is_empty() { News::Nothing } else { News::Began(wanted) }
        }
        News::WellAgain if !notify.well => News::Nothing,
        News::WellAgain => News::WellAgain,
        News::Nothing => News::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::app::tests::Bench;
    use crate::green_api::{ApiToken, GetSettings, Method as _, Purpose};
    use crate::model::{Action, Model, Page};
    use crate::store::{WatchChoice, WatchInterval};

    const MINUTE: Duration = Duration::from_mins(1);

    /// Starts the program with one watched instance, whose number works.
    fn watched() -> (Bench, InstanceKey) {
        let (mut bench, key) = Bench::with_instance();
        let choice = WatchChoice::Every(WatchInterval::OneMinute);
        bench.app.update(Action::SetWatch(WatchSettings { choice, ..WatchSettings::default() }));
        bench.app.learn(key, Fact::State(InstanceState::Authorized), now());
        bench.app.learn(key, Fact::Count(128), now());
        (bench, key)
    }

    /// Returns the ids of the texts of the notifications that are due in a minute.
    fn announced(bench: &mut Bench) -> Vec<(Option<InstanceKey>, Vec<&'static str>)> {
        bench.app.announce(Instant::now() + MINUTE);
        let shown = std::mem::take(&mut bench.app.window.effects.notifications);
        let ids = |shown: &Announcement| std::iter::once(&shown.title).chain(&shown.body).map(|text| text.id).collect();
        shown.iter().map(|shown| (shown.instance, ids(shown))).collect()
    }

    #[test]
    fn a_number_that_is_blocked_is_announced_once() {
        let (mut bench, key) = watched();
        assert_eq!(announced(&mut bench), []);
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        let words = vec!["notification-blocked", "notification-waiting", "notification-clear-first"];
        assert_eq!(announced(&mut bench), [(Some(key), words)]);
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        bench.app.learn(key, Fact::Count(129), now());
        assert_eq!(announced(&mut bench), []);
    }

    #[test]
    fn the_journal_has_what_was_seen_last_before_a_change() {
        let (mut bench, key) = watched();
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        bench.app.update(Action::Show(Page::Journal));
        bench.until_so(|model| model.journal.list.is_some());
        let list = bench.app.model.journal.list.as_ref().unwrap();
        let row = &list.days[0].groups[0].newest;
        let asked: Value = serde_json::from_str(&row.asked).unwrap();
        let of = |when: &str| (asked[when]["stateInstance"].clone(), asked[when]["count"].clone());
        assert_eq!(of("before"), (json!("authorized"), json!(128)));
        assert_eq!(of("now"), (json!("blocked"), json!(128)));
        assert_eq!((row.method.name(), &row.outcome), (JOURNAL_WATCH, &Outcome::Done));
    }

    #[test]
    fn a_number_that_works_again_at_once_is_not_announced() {
        let (mut bench, key) = watched();
        bench.app.learn(key, Fact::State(InstanceState::NotAuthorized), now());
        bench.app.learn(key, Fact::State(InstanceState::Authorized), now());
        assert_eq!(announced(&mut bench), []);
    }

    #[test]
    fn an_instance_that_is_no_longer_listed_is_not_announced() {
        let (mut bench, key) = watched();
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        bench.app.stop_all_of(key);
        assert_eq!(announced(&mut bench), []);
    }

    #[test]
    fn only_the_kinds_that_are_wanted_are_announced() {
        let (mut bench, key) = watched();
        let watch = bench.app.model.settings.watch;
        let notify = Notify { state: false, well: true, ..watch.notify };
        bench.app.update(Action::SetWatch(WatchSettings { notify, ..watch }));
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        assert_eq!(announced(&mut bench), []);
        bench.app.learn(key, Fact::State(InstanceState::Authorized), now());
        let words = vec!["notification-well-again", "notification-waiting"];
        assert_eq!(announced(&mut bench), [(Some(key), words)]);
    }

    #[test]
    fn nothing_is_announced_or_checked_while_the_watch_is_off() {
        let (mut bench, key) = watched();
        assert!(bench.app.scheduler.is_scheduled(Due::Checks));
        bench.app.update(Action::SetWatch(WatchSettings { choice: WatchChoice::Off, ..WatchSettings::default() }));
        assert!(!bench.app.scheduler.is_scheduled(Due::Checks));
        bench.app.learn(key, Fact::State(InstanceState::Blocked), now());
        assert_eq!(announced(&mut bench), []);
    }

    #[test]
    fn what_a_check_leads_to_is_routine_too_and_draws_no_frame_of_its_own() {
        let (mut bench, key) = watched();
        let token = ApiToken::parse(&"5f".repeat(25)).unwrap();
        bench.app.model.instance_mut(key).unwrap().token = TokenState::Ready(token);
        bench.app.look_closer(key);
        assert!(bench.app.tasks.await_frame(), "the answer draws a frame of its own");
        assert!(bench.app.scheduler.is_scheduled(Due::Checks), "no frame handles the answer");
        let settings = |model: &Model| model.exchanges.iter().find(|one| one.method == GetSettings::NAME).cloned();
        while settings(&bench.app.model).is_none() {
            std::thread::yield_now();
            bench.app.poll();
        }
        assert_eq!(settings(&bench.app.model).map(|one| one.purpose), Some(Purpose::Routine));
    }

    #[test]
    fn an_instance_without_a_token_does_not_hold_up_the_check_of_all() {
        let (mut bench, key) = Bench::with_instance();
        bench.app.update(Action::CheckAll);
        assert_eq!(bench.app.model.watch.checking, 1);
        bench.until_so(|model| model.watch.checking == 0);
        assert!(matches!(bench.app.model.instance(key).unwrap().token, TokenState::Missing));
    }
}
