//! Clearing several queues: asking about them, beginning one after the other, and following each to its end.
//!
//! Each queue is cleared as if it were the only one (`clear_queue.rs`); [`App::go_on_clearing_several`] looks at them
//! after every action and every answer.

use super::App;
use crate::green_api::now;
use crate::model::{ClearSeveral, Dialog, InstanceKey, SeveralStage, Standing};
use crate::store::ClearedTogether;
use crate::work::clear_queue::{CopyPlace, Rest};
use crate::work::clear_several::{LeftOut, MAX_IN_FLIGHT, Part, PartEnd, next};

impl App {
    /// Opens the question. Its numbers must be fresh, so they are queried now.
    pub(super) fn ask_clear_several(&mut self, keys: Vec<InstanceKey>) {
        if self.model.clear_several.is_some() {
            return;
        }
        keys.iter().for_each(|key| self.forget_saving(*key));
        self.model.clear_several = Some(ClearSeveral::new(keys));
        self.model.dialog = Some(Dialog::ClearSeveral);
    }

    /// Begins, with the user's consent to clear the queues that are ready.
    pub(super) fn clear_several(&mut self) {
        let model = &mut self.model;
        let Some(mut several) = model.clear_several.take_if(|several| several.stage() == SeveralStage::Question) else {
            return;
        };
        let standings: Vec<_> = several
            .rows
            .iter()
            .filter_map(|row| model.instance(row.key))
            .map(|instance| (several.standing(instance), instance.whole_queue(), instance.beyond_copy().1))
            .collect();
        let is_ready = standings.iter().any(|(standing, ..)| *standing == Standing::Ready)
            && standings.iter().all(|(standing, ..)| *standing != Standing::Asking);
        if is_ready {
            several.consent = Some(ClearedTogether(now()));
            for (row, (standing, waiting, beyond)) in several.rows.iter_mut().zip(standings) {
                (row.before, row.rest) = (waiting, Rest::accepted(beyond));
                if let Standing::LeftOut(reason) = standing {
                    row.part = Part::Ended(PartEnd::LeftOut(reason));
                }
            }
        }
        model.clear_several = Some(several);
    }

    /// Revokes the consent to clear the queues that have not begun.
    pub(super) fn stop_clear_several(&mut self) {
        if let Some(several) = self.model.clear_several.as_mut() {
            several.stop();
        }
    }

    /// Heeds that the user closes the dialog: a question is answered with "no", a running clearing stops after the queue
    /// that has begun, and a result was seen.
    pub(super) fn heed_closed_clearing(&mut self) {
        let several = self.model.clear_several.as_ref();
        let several = several.filter(|_| matches!(self.model.dialog, Some(Dialog::ClearSeveral)));
        match several.map(ClearSeveral::stage) {
            Some(SeveralStage::Running) => self.stop_clear_several(),
            Some(SeveralStage::Question | SeveralStage::Ended) => self.model.clear_several = None,
            None => {}
        }
    }

    /// Does what can be done now. The dialog stays in sight from the consent until the result is closed; another
    /// question may cover it.
    pub(super) fn go_on_clearing_several(&mut self) {
        self.forget_removed_queues();
        let is_asked = matches!(self.model.dialog, Some(Dialog::ClearSeveral));
        let stage = self.model.clear_several.as_ref().map(ClearSeveral::stage);
        match stage {
            Some(SeveralStage::Question) if is_asked => self.ask_about_several(),
            // The question was closed by another way than its own.
            Some(SeveralStage::Question) => self.model.clear_several = None,
            Some(SeveralStage::Running) => {
                self.follow_clearings();
                self.begin_clearings();
            }
            Some(SeveralStage::Ended) | None => {}
        }
        let stage = self.model.clear_several.as_ref().map(ClearSeveral::stage);
        if matches!(stage, Some(SeveralStage::Running | SeveralStage::Ended)) {
            self.model.dialog.get_or_insert(Dialog::ClearSeveral);
        }
        let is_busy = matches!(stage, Some(SeveralStage::Question | SeveralStage::Running));
        self.leave_room_for(if is_busy { MAX_IN_FLIGHT } else { 0 });
    }

    fn forget_removed_queues(&mut self) {
        let Some(several) = self.model.clear_several.as_mut() else { return };
        let instances = &self.model.instances;
        several.rows.retain(|row| instances.iter().any(|instance| instance.key == row.key));
    }

    /// Sends the next queries.
    fn ask_about_several(&mut self) {
        loop {
            let Some(several) = &self.model.clear_several else { return };
            let instances = several.rows.iter().filter_map(|row| self.model.instance(row.key));
            let in_flight: usize = instances.map(ClearSeveral::queries_in_flight).sum();
            let several = self.model.clear_several.as_mut().filter(|_| in_flight < MAX_IN_FLIGHT);
            let Some((key, query)) = several.and_then(|several| several.unasked.pop_front()) else { return };
            self.fetch(key, &[query]);
        }
    }

    /// Looks how far each clearing has got. One that waits for the user ends here, and its queue is kept.
    fn follow_clearings(&mut self) {
        let mut kept = Vec::new();
        let Some(several) = self.model.clear_several.as_mut() else { return };
        for row in several.rows.iter_mut().filter(|row| !row.part.has_ended()) {
            let instance = self.model.instances.iter().find(|instance| instance.key == row.key);
            let clear = instance.and_then(|instance| instance.clear.as_ref());
            if let Some(clear) = clear.filter(|clear| Some(clear.task) == row.task) {
                (row.part, row.before) = (Part::of(&clear.progress), clear.before);
                if clear.progress.machine.stop().is_some() {
                    kept.push(row.key);
                }
            }
        }
        kept.into_iter().for_each(|key| self.revoke_clearing(key));
    }

    /// Begins the clearings that may begin now, unless something else has begun on their instances meanwhile.
    fn begin_clearings(&mut self) {
        loop {
            let Some(several) = &self.model.clear_several else { return };
            let index = next(several.rows.iter().map(|row| &row.part));
            let Some((index, row)) = index.and_then(|index| Some((index, several.rows.get(index)?))) else { return };
            let (key, rest, consent) = (row.key, row.rest, several.consent);
            let reason = self.model.instance(key).and_then(|instance| instance.never_with_others());
            let task = match reason {
                None => self.clear(key, CopyPlace::Database, rest, consent),
                Some(_) => None,
            };
            let part = match task {
                Some(_) => Part::Clearing,
                None => Part::Ended(PartEnd::LeftOut(reason.unwrap_or(LeftOut::NoToken))),
            };
            if let Some(row) = self.model.clear_several.as_mut().and_then(|several| several.rows.get_mut(index)) {
                (row.task, row.part) = (task, part);
            }
        }
    }
}
