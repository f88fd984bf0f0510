//! The troubles of an instance, and which of them are news.

use std::collections::BTreeSet;

use crate::green_api::{Failure, InstanceState, Messenger};

/// Something that needs the user's attention, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    Blocked,
    Suspended,
    Expired,
    TokenRefused,
    Unlinked,
    /// Messages wait on a number that cannot send.
    WaitsInVain,
    /// The number could send, and no message has left for too long.
    NotMoving,
    /// More and more messages wait.
    Growing,
}

impl Trouble {
    const ALL: [Self; 8] = [
        Self::Blocked,
        Self::Suspended,
        Self::Expired,
        Self::TokenRefused,
        Self::Unlinked,
        Self::WaitsInVain,
        Self::NotMoving,
        Self::Growing,
    ];

    /// Whether the state of the instance shows it, and not its queue.
    fn is_of_state(self) -> bool {
        match self {
            Self::Blocked | Self::Suspended | Self::Expired | Self::TokenRefused | Self::Unlinked => true,
            Self::WaitsInVain | Self::NotMoving | Self::Growing => false,
        }
    }
}

/// An instance as the last check found it.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    pub messenger: Messenger,
    /// The state, unless its last query failed.
    pub state: Option<&'a InstanceState>,
    /// Why the last query of the state failed.
    pub failure: Option<&'a Failure>,
    /// The number of waiting messages; `None` if unknown.
    pub waiting: Option<u64>,
    /// Whether nothing has left the queue for so long that messages are stuck.
    pub is_stuck: bool,
    /// Whether the queue has only risen for half an hour.
    pub is_growing: bool,
}

impl Observation<'_> {
    /// Returns what is wrong, as far as the check shows.
    pub fn troubles(&self) -> BTreeSet<Trouble> {
        Trouble::ALL.into_iter().filter(|trouble| self.shows(*trouble) == Some(true)).collect()
    }

    /// Returns the most urgent thing that is wrong. Cheaper than all of them.
    pub fn worst(&self) -> Option<Trouble> {
        Trouble::ALL.into_iter().find(|trouble| self.shows(*trouble) == Some(true))
    }

    /// Whether the check shows `trouble`; `None` if it shows neither that nor the opposite.
    fn shows(&self, trouble: Trouble) -> Option<bool> {
        if !trouble.is_of_state() {
            return self.queue_shows(trouble);
        }
        match (self.state, self.failure) {
            (_, Some(Failure::Expired(_) | Failure::Deleted(_))) => Some(trouble == Trouble::Expired),
            (_, Some(Failure::BadToken(_))) => Some(trouble == Trouble::TokenRefused),
            (Some(state), None) => Some(Some(trouble) == of_state(state)?),
            (None, _) | (Some(_), Some(_)) => None,
        }
    }

    /// Whether anything is known of the state.
    fn has_state(&self) -> bool {
        self.state.is_some() || self.shows(Trouble::Blocked).is_some()
    }

    fn queue_shows(&self, trouble: Trouble) -> Option<bool> {
        let waits = self.waiting? > 0;
        let can_send = self.state.map(|state| state.delivery(self.messenger).can_send());
        // A number that restarts sends again in minutes.
        let passes = matches!(self.state, Some(InstanceState::Starting | InstanceState::BeingCreated));
        Some(match trouble {
            _ if !waits => false,
            _ if passes => return None,
            Trouble::WaitsInVain => !can_send?,
            Trouble::NotMoving => can_send? && self.is_stuck,
            Trouble::Growing => self.is_growing,
            Trouble::Blocked | Trouble::Suspended | Trouble::Expired | Trouble::TokenRefused | Trouble::Unlinked => {
                return None;
            }
        })
    }
}

/// Returns the trouble that a state is; the inner value is `None` for a state that is none. Returns `None` for a state
/// that passes by itself or is unknown.
fn of_state(state: &InstanceState) -> Option<Option<Trouble>> {
    match state {
        InstanceState::Authorized => Some(None),
        InstanceState::Blocked => Some(Some(Trouble::Blocked)),
        InstanceState::Suspended => Some(Some(Trouble::Suspended)),
        InstanceState::NotAuthorized | InstanceState::PendingCode | InstanceState::PendingPassword => {
            Some(Some(Trouble::Unlinked))
        }
        InstanceState::Starting | InstanceState::SleepMode | InstanceState::BeingCreated | InstanceState::Other(_) => {
            None
        }
    }
}

/// News about an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Nothing,
    /// These began. Never empty.
    Began(BTreeSet<Trouble>),
    /// The last one ended.
    WellAgain,
}

/// The troubles of one instance that are already known, so that each is reported once.
#[derive(Debug, Clone, Default)]
pub struct Alerts {
    known: BTreeSet<Trouble>,
    /// Whether the state was not known yet, so that the first one is no news.
    lacks_state: bool,
    /// The same for the number of waiting messages.
    lacks_waiting: bool,
}

impl Alerts {
    /// Creates alerts that know what an earlier session saw.
    pub fn knowing(last: &Observation<'_>) -> Self {
        let (lacks_state, lacks_waiting) = (!last.has_state(), last.waiting.is_none());
        Self { known: last.troubles(), lacks_state, lacks_waiting }
    }

    pub fn known(&self) -> &BTreeSet<Trouble> {
        &self.known
    }

    /// Takes a check. What it shows nothing of remains as it was.
    pub fn observe(&mut self, seen: &Observation<'_>) -> News {
        let completes = (self.lacks_state && seen.has_state()) || (self.lacks_waiting && seen.waiting.is_some());
        if completes {
            self.known.extend(seen.troubles());
            self.lacks_state &= !seen.has_state();
            self.lacks_waiting &= seen.waiting.is_none();
        }
        let was_well = self.known.is_empty();
        let mut began = BTreeSet::new();
        for trouble in Trouble::ALL {
            match seen.shows(trouble) {
                Some(true) if self.known.insert(trouble) => {
                    began.insert(trouble);
                }
                Some(false) => {
                    self.known.remove(&trouble);
                }
                Some(true) | None => {}
            }
        }
        // The news of a state includes how many messages wait.
        if began.first().is_some_and(|first| first.is_of_state()) {
            began.retain(|trouble| trouble.is_of_state());
        }
        match (began.is_empty(), was_well, self.known.is_empty()) {
            (false, _, _) => News::Began(began),
            (true, false, true) => News::WellAgain,
            (true, _, _) => News::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::ErrorReply;

    fn seen(state: &InstanceState, waiting: u64) -> Observation<'_> {
        Observation {
            messenger: Messenger::WhatsApp,
            state: Some(state),
            failure: None,
            waiting: Some(waiting),
            is_stuck: false,
            is_growing: false,
        }
    }

    fn began<const N: usize>(troubles: [Trouble; N]) -> News {
        News::Began(troubles.into())
    }

    #[test]
    fn a_change_is_news_once() {
        let mut alerts = Alerts::default();
        for (state, waiting, news) in [
            (InstanceState::Authorized, 0, News::Nothing),
            (InstanceState::Authorized, 128, News::Nothing),
            (InstanceState::Blocked, 128, began([Trouble::Blocked])),
            (InstanceState::Blocked, 128, News::Nothing),
            (InstanceState::Blocked, 0, News::Nothing),
            (InstanceState::NotAuthorized, 0, began([Trouble::Unlinked])),
            (InstanceState::NotAuthorized, 3, began([Trouble::WaitsInVain])),
            (InstanceState::NotAuthorized, 4, News::Nothing),
            (InstanceState::Authorized, 4, News::WellAgain),
            (InstanceState::Authorized, 4, News::Nothing),
            (InstanceState::Suspended, 4, began([Trouble::Suspended])),
        ] {
            assert_eq!(alerts.observe(&seen(&state, waiting)), news, "{state:?} {waiting}");
        }
    }

    #[test]
    fn the_first_state_and_the_first_count_are_no_news_whichever_comes_first() {
        let (blocked, nothing) =
            (InstanceState::Blocked, Observation { waiting: None, ..seen(&InstanceState::Blocked, 0) });
        let (no_state, all) = (Observation { state: None, ..seen(&blocked, 5) }, seen(&blocked, 5));
        let neither = Observation { state: None, ..nothing };
        for [before, then] in [[nothing, all], [no_state, all], [neither, nothing], [neither, no_state]] {
            let mut alerts = Alerts::knowing(&before);
            assert_eq!(alerts.observe(&then), News::Nothing);
            assert_eq!(alerts.observe(&all), News::Nothing);
            assert_eq!(alerts.known(), &[Trouble::Blocked, Trouble::WaitsInVain].into());
            assert_eq!(alerts.observe(&seen(&InstanceState::Suspended, 5)), began([Trouble::Suspended]));
        }
    }

    #[test]
    fn a_restart_between_two_equal_states_is_no_news() {
        let mut alerts = Alerts::default();
        assert_eq!(alerts.observe(&seen(&InstanceState::Blocked, 5)), began([Trouble::Blocked]));
        assert_eq!(alerts.observe(&seen(&InstanceState::Starting, 5)), News::Nothing);
        assert_eq!(alerts.observe(&seen(&InstanceState::Blocked, 5)), News::Nothing);
        assert_eq!(alerts.observe(&seen(&InstanceState::Starting, 5)), News::Nothing);
        assert_eq!(alerts.observe(&seen(&InstanceState::Authorized, 5)), News::WellAgain);
    }

    #[test]
    fn an_answer_that_does_not_come_is_no_news() {
        let mut alerts = Alerts::default();
        alerts.observe(&seen(&InstanceState::Blocked, 5));
        let failure = Failure::NameNotFound { host: "api.green-api.com".into() };
        let unseen = Observation { failure: Some(&failure), waiting: None, ..seen(&InstanceState::Blocked, 0) };
        assert_eq!(alerts.observe(&unseen), News::Nothing);
        assert_eq!(alerts.known(), &[Trouble::Blocked, Trouble::WaitsInVain].into());
    }

    #[test]
    fn a_refused_token_and_an_expired_instance_are_news() {
        let reply = || ErrorReply { status: 401, text: String::new() };
        for (failure, trouble) in
            [(Failure::BadToken(reply()), Trouble::TokenRefused), (Failure::Expired(reply()), Trouble::Expired)]
        {
            let mut alerts = Alerts::default();
            let refused = Observation { failure: Some(&failure), ..seen(&InstanceState::Authorized, 0) };
            assert_eq!(alerts.observe(&refused), began([trouble]));
            assert_eq!(alerts.observe(&refused), News::Nothing);
            assert_eq!(alerts.observe(&seen(&InstanceState::Authorized, 0)), News::WellAgain);
        }
    }

    #[test]
    fn a_queue_that_stops_or_grows_is_news() {
        let mut alerts = Alerts::default();
        let stuck = Observation { is_stuck: true, ..seen(&InstanceState::Authorized, 31) };
        assert_eq!(alerts.observe(&stuck), began([Trouble::NotMoving]));
        let growing = Observation { is_growing: true, ..stuck };
        assert_eq!(alerts.observe(&growing), began([Trouble::Growing]));
        assert_eq!(alerts.observe(&growing), News::Nothing);
        assert_eq!(alerts.observe(&seen(&InstanceState::Authorized, 0)), News::WellAgain);
    }

    #[test]
    fn a_suspended_account_that_sends_to_its_contacts_does_not_wait_in_vain() {
        let whatsapp = seen(&InstanceState::Suspended, 5);
        assert_eq!(whatsapp.troubles(), [Trouble::Suspended, Trouble::WaitsInVain].into());
        let max = Observation { messenger: Messenger::Max, ..whatsapp };
        assert_eq!(max.troubles(), [Trouble::Suspended].into());
        assert_eq!([whatsapp.worst(), max.worst()], [Some(Trouble::Suspended); 2]);
    }

    #[test]
    fn what_an_earlier_session_saw_is_no_news() {
        let last = seen(&InstanceState::Blocked, 5);
        assert_eq!(Alerts::knowing(&last).observe(&last), News::Nothing);
    }

    #[test]
    fn an_unknown_number_is_not_zero() {
        let mut alerts = Alerts::default();
        alerts.observe(&seen(&InstanceState::NotAuthorized, 5));
        let uncounted = Observation { waiting: None, ..seen(&InstanceState::NotAuthorized, 0) };
        assert_eq!(alerts.observe(&uncounted), News::Nothing);
        assert_eq!(alerts.observe(&seen(&InstanceState::NotAuthorized, 5)), News::Nothing);
    }
}
