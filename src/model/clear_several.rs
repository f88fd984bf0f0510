//! Clearing several queues at once: the question about them, and how far each one is.

use std::collections::VecDeque;

use super::{Beyond, Instance, InstanceKey, Model, Query, TaskId, TokenState, Waiting};
use crate::green_api::Access;
use crate::store::ClearedTogether;
use crate::work::clear_queue::Rest;
use crate::work::clear_several::{LeftOut, Part, PartEnd, total};

/// Queries to each instance before the question can be answered.
const QUERIES: [Query; 3] = [Query::State, Query::Queue, Query::Count];

/// The selected queues, from the question to the result.
#[derive(Debug)]
pub struct ClearSeveral {
    /// In the order of the page.
    pub rows: Vec<SeveralRow>,
    /// Queries for the question that are not sent yet.
    pub unasked: VecDeque<(InstanceKey, Query)>,
    /// The user's consent; `None` while the question is open.
    pub consent: Option<ClearedTogether>,
}

/// One queue.
#[derive(Debug)]
pub struct SeveralRow {
    pub key: InstanceKey,
    /// Number of messages that waited when the user agreed.
    pub before: Waiting,
    /// Whether the user knows that not all of them can be saved.
    pub rest: Rest,
    /// Its clearing, once it has begun.
    pub task: Option<TaskId>,
    pub part: Part,
}

/// The stage of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SeveralStage {
    Question,
    Running,
    Ended,
}

/// Whether a selected queue can be cleared, before the user has agreed.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The server is being asked.
    Asking,
    Ready,
    LeftOut(LeftOut),
}

impl ClearSeveral {
    pub fn new(keys: Vec<InstanceKey>) -> Self {
        let unasked = keys.iter().flat_map(|key| QUERIES.map(|query| (*key, query))).collect();
        let row = |key| SeveralRow {
            key,
            before: Waiting::Unknown,
            rest: Rest::NotExpected,
            task: None,
            part: Part::NotBegun,
        };
        Self { rows: keys.into_iter().map(row).collect(), unasked, consent: None }
    }

    pub fn stage(&self) -> SeveralStage {
        if self.consent.is_none() {
            SeveralStage::Question
        } else if self.rows.iter().all(|row| row.part.has_ended()) {
            SeveralStage::Ended
        } else {
            SeveralStage::Running
        }
    }

    /// Returns the queues that the user agreed to clear, without those that were left out.
    pub fn agreed(&self) -> impl Iterator<Item = &SeveralRow> {
        self.rows.iter().filter(|row| !matches!(row.part, Part::Ended(PartEnd::LeftOut(_))))
    }

    /// Returns how many messages waited in them.
    pub fn total_before(&self) -> Waiting {
        total(self.agreed().map(|row| row.before))
    }

    /// Returns those of them that have begun, or will: all unless the user has stopped it.
    pub fn going_on(&self) -> impl Iterator<Item = &SeveralRow> {
        self.agreed().filter(|row| row.part != Part::Ended(PartEnd::Stopped))
    }

    /// Returns how many of these have ended.
    pub fn done(&self) -> usize {
        self.going_on().filter(|row| row.part.has_ended()).count()
    }

    /// Whether no further queue begins, because the user has stopped it.
    pub fn is_stopping(&self) -> bool {
        self.rows.iter().any(|row| row.part == Part::Ended(PartEnd::Stopped))
    }

    /// Stops the queues that have not begun.
    pub fn stop(&mut self) {
        for row in self.rows.iter_mut().filter(|row| row.part == Part::NotBegun) {
            row.part = Part::Ended(PartEnd::Stopped);
        }
    }

    /// Returns whether a selected queue can be cleared.
    pub fn standing(&self, instance: &Instance) -> Standing {
        match instance.never_with_others() {
            Some(reason) => Standing::LeftOut(reason),
            None if self.is_asking(instance) => Standing::Asking,
            None => instance.standing_as_read(),
        }
    }

    /// Returns how many queries about an instance are in flight, or wait for its token.
    pub fn queries_in_flight(instance: &Instance) -> usize {
        QUERIES.into_iter().filter(|query| instance.is_queried(*query)).count()
    }

    fn is_asking(&self, instance: &Instance) -> bool {
        self.unasked.iter().any(|(key, _)| *key == instance.key) || Self::queries_in_flight(instance) > 0
    }
}

impl Instance {
    /// Whether a query is in flight, or waits for the token.
    pub fn is_queried(&self, query: Query) -> bool {
        let asking = match query {
            Query::State => self.state.asking,
            Query::Settings => self.settings.asking,
            Query::Count => self.count.asking,
            Query::Queue => self.queue.asking,
            Query::SuspendedUntil => self.suspended_until.asking,
        };
        asking.is_some() || self.wanted.contains(&query)
    }

    /// Returns why its queue is not cleared with others, whatever the server says.
    pub fn never_with_others(&self) -> Option<LeftOut> {
        if self.record.options.access == Access::LookOnly {
            Some(LeftOut::LookOnly)
        } else if self.is_being_replaced() {
            Some(LeftOut::BeingReplaced)
        } else {
            self.is_working().then_some(LeftOut::Working)
        }
    }

    /// Judges the answers to [`QUERIES`].
    fn standing_as_read(&self) -> Standing {
        let unanswered = self.state.failure.as_ref().or(self.queue.failure.as_ref());
        let left_out = match (&self.token, unanswered) {
            (TokenState::Missing | TokenState::Unreadable(_) | TokenState::NotRead, _) => LeftOut::NoToken,
            (TokenState::Reading(_), _) => return Standing::Asking,
            (TokenState::Ready(_), Some(failure)) => LeftOut::Unanswered(failure.clone()),
            (TokenState::Ready(_), None) => match self.waiting() {
                Waiting::Unknown => LeftOut::NumberUnknown,
                Waiting::Exactly(0) => LeftOut::Empty,
                Waiting::Exactly(_) | Waiting::AtLeast(_) => return Standing::Ready,
            },
        };
        Standing::LeftOut(left_out)
    }
}

impl Model {
    /// Returns the queues that can be cleared now, of those that the open question is about.
    pub fn ready_to_clear(&self) -> Vec<&Instance> {
        let Some(several) = &self.clear_several else { return Vec::new() };
        let instances = several.rows.iter().filter_map(|row| self.instance(row.key));
        instances.filter(|instance| several.standing(instance) == Standing::Ready).collect()
    }

    /// Returns how many messages a question about these queues names.
    pub fn total_waiting(queues: &[&Instance]) -> Waiting {
        total(queues.iter().map(|instance| instance.whole_queue()))
    }

    /// Returns how many messages of these queues no copy can hold.
    pub fn total_beyond_copies(queues: &[&Instance]) -> Beyond {
        queues.iter().fold(Beyond::Nothing, |sum, instance| match (sum, instance.beyond_copy().1) {
            (Beyond::Unknown, _) | (_, Beyond::Unknown) => Beyond::Unknown,
            (Beyond::Nothing, more) => more,
            (sum, Beyond::Nothing) => sum,
            (Beyond::Exactly(sum), Beyond::Exactly(more)) => Beyond::Exactly(sum + more),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::green_api::{ApiToken, Detail, Failure, InstanceState};
    use crate::model::instance_tests::{instance, later, read_list};
    use crate::model::{Kept, ReplaceState, Saving};
    use crate::work::replace_number::{Act, Replacement};

    /// Returns an instance of which everything was read: this number of messages wait.
    fn read(messages: usize) -> (ClearSeveral, Instance) {
        let mut instance = instance();
        instance.token =
            TokenState::Ready(ApiToken::parse("d75b3a66374942c5b3c019c698abc2067e151558acbd412345").unwrap());
        instance.state.set(InstanceState::Blocked, later(0));
        read_list(
            &mut instance,
            (0..messages).map(|n| json!({"type": "sendMessage", "messageID": n.to_string()})),
            later(0),
        );
        instance.count.set(messages as u64, later(0));
        let mut several = ClearSeveral::new(vec![instance.key]);
        several.unasked.clear();
        (several, instance)
    }

    fn left_out(several: &ClearSeveral, instance: &Instance) -> LeftOut {
        match several.standing(instance) {
            Standing::LeftOut(reason) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_names_no_total_that_is_too_small() {
        let ((_, listed), (_, mut partly)) = (read(3), read(100));
        partly.count.set(128, later(0));
        assert_eq!(Model::total_waiting(&[&listed, &listed]), Waiting::Exactly(6));
        assert_eq!(Model::total_waiting(&[&listed, &partly]), Waiting::AtLeast(103));
    }

    #[test]
    fn a_queue_is_ready_once_state_list_and_count_were_read() {
        let (mut several, instance) = read(3);
        assert_eq!(several.standing(&instance), Standing::Ready);
        several.unasked.push_back((instance.key, Query::Count));
        assert_eq!(several.standing(&instance), Standing::Asking);
        several.unasked.clear();
        let asking = Instance { wanted: vec![Query::State], ..instance };
        assert_eq!(several.standing(&asking), Standing::Asking);
    }

    #[test]
    fn an_empty_queue_is_left_out() {
        let (several, instance) = read(0);
        assert_eq!(left_out(&several, &instance), LeftOut::Empty);
    }

    #[test]
    fn an_instance_that_may_not_be_changed_now_is_left_out_without_being_asked() {
        let (several, mut look_only) = read(3);
        look_only.record.options.access = Access::LookOnly;
        assert_eq!(left_out(&several, &look_only), LeftOut::LookOnly);

        let (several, mut replaced) = read(3);
        let mut plan = Replacement::new(later(0));
        plan.begin(Act::Unlink, later(0));
        replaced.replace = Some(ReplaceState::new(plan, Kept::InMemory));
        assert_eq!(left_out(&several, &replaced), LeftOut::BeingReplaced);

        let (mut several, mut working) = read(3);
        working.saved_queues.saving = Some(Saving { task: TaskId(1), report: None });
        several.unasked.push_back((working.key, Query::Count));
        assert_eq!(left_out(&several, &working), LeftOut::Working);
    }

    #[test]
    fn an_instance_that_does_not_answer_is_left_out_with_the_reason() {
        let lost = Failure::ConnectionLost { cause: Detail::words("reset") };
        let (several, mut silent) = read(3);
        silent.state.failure = Some(lost.clone());
        assert_eq!(left_out(&several, &silent), LeftOut::Unanswered(lost.clone()));
        let (several, mut unlisted) = read(3);
        unlisted.queue.failure = Some(lost.clone());
        assert_eq!(left_out(&several, &unlisted), LeftOut::Unanswered(lost.clone()));
        // The list alone does not show that nothing waits.
        let (several, mut uncounted) = read(0);
        uncounted.count.failure = Some(lost);
        uncounted.count.forget_before(later(1));
        assert_eq!(left_out(&several, &uncounted), LeftOut::NumberUnknown);
        let (several, mut locked) = read(3);
        locked.token = TokenState::Missing;
        assert_eq!(left_out(&several, &locked), LeftOut::NoToken);
    }

    #[test]
    fn stopping_ends_only_the_queues_that_have_not_begun() {
        let (mut several, _) = read(3);
        several.rows.extend(ClearSeveral::new(vec![InstanceKey(2), InstanceKey(3)]).rows);
        several.consent = Some(ClearedTogether(later(0)));
        several.rows[0].part = Part::Clearing;
        several.rows[2].part = Part::Ended(PartEnd::LeftOut(LeftOut::Empty));
        several.stop();
        assert_eq!((several.stage(), several.is_stopping()), (SeveralStage::Running, true));
        assert_eq!((several.done(), several.going_on().count(), several.agreed().count()), (0, 1, 2));
        several.rows[0].part = Part::Ended(PartEnd::RestAppeared);
        assert_eq!((several.stage(), several.done()), (SeveralStage::Ended, 1));
    }
}
