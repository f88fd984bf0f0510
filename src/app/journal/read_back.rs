//! Reading back into the journal: the state or the list that arrives after an act that reads nothing itself.

use jiff::Timestamp;

use crate::app::App;
use crate::app::facts::{Fact, News};
use crate::green_api::{InstanceState, Logout, SendAuthorizationPassword, now};
use crate::model::InstanceKey;
use crate::store::{ReadBack, ResendRunId};
use crate::work::queue_reading::is_full;

/// An act whose result is read by a later query.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) enum Unread {
    Logout,
    Password,
    Resend(ResendRunId),
}

impl App {
    /// Lets the journal have what is read after this act, which has just ended.
    pub(in crate::app) fn read_back_later(&mut self, key: InstanceKey, act: Unread) {
        self.parts.of(key).unread.push((act, now()));
    }

    /// Records a fact that shows the result of an act.
    pub(in crate::app) fn read_back(&mut self, key: InstanceKey, news: &News<'_>) {
        let News::Fact(fact, at) = news else { return };
        let read = self.parts.of(key).unread.extract_if(.., |(act, since)| shows(fact, *act) && *at >= *since);
        let read: Vec<(Unread, Timestamp)> = read.collect();
        let Some(instance) = self.model.instance(key) else { return };
        let (of, recorder) = (instance.id(), self.recorder_of(key));
        for (act, _) in read {
            match (act, fact) {
                (Unread::Logout, Fact::State(state)) => {
                    recorder.read_back_last::<Logout>(of, ReadBack::State(state.clone()));
                }
                (Unread::Password, Fact::State(state)) => {
                    recorder.read_back_last::<SendAuthorizationPassword>(of, ReadBack::State(state.clone()));
                }
                (Unread::Resend(run), Fact::Queue(list)) => {
                    let found = if list.is_empty() { ReadBack::Empty } else { ReadBack::Waiting(list.len() as u64) };
                    recorder.read_back_resend(of, run, found);
                }
                (
                    Unread::Logout | Unread::Password | Unread::Resend(_),
                    Fact::State(_) | Fact::Settings(_) | Fact::Count(_) | Fact::Queue(_) | Fact::SuspendedUntil(_),
                ) => {}
            }
        }
    }
}

/// Whether a fact shows the result of an act. A full list does not show how many messages wait.
fn shows(fact: &Fact, act: Unread) -> bool {
    match act {
        Unread::Logout => matches!(fact, Fact::State(_)),
        Unread::Password => matches!(fact, Fact::State(state) if *state != InstanceState::PendingPassword),
        Unread::Resend(_) => matches!(fact, Fact::Queue(list) if !is_full(list)),
    }
}
