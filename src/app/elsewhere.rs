//! Writing the queue to a file of somebody's choice before it is cleared, when the database refuses the copy.

use jiff::Zoned;

use super::App;
use crate::{
    model::{Beyond, Elsewhere, ElsewhereStep, Event, InstanceKey, Look, RunId},
    work::save_queue::{self, FileNotSaved},
};

impl App {
    /// Asks where to, writes the queue there as the server shows it then, and clears it once the file is on the disk.
    pub(super) fn save_elsewhere(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let Some(credentials) = instance.credentials() else { return };
        if instance.copies.is_saving() || instance.is_clearing() {
            return;
        }
        let knows_rest = instance.beyond_copy().1 != Beyond::Nothing;
        // No other file has this name, so that none is replaced unasked.
        let name = format!("queue-{}-{}.json", instance.id(), Zoned::now().strftime("%Y-%m-%d-%H%M%S"));
        let place = self.ask_for_place(name);
        let (run, cancel) = self.new_run();
        let Some(instance) = self.model.instance_mut(key) else { return };
        let step = ElsewhereStep::Choosing;
        instance.copies.elsewhere = Some(Elsewhere { run, then_clear: true, knows_rest, step });
        let (client, sender, waker) = (self.client.clone(), self.sender.clone(), self.waker.clone());
        self.runtime.spawn(async move {
            let report = |step: Option<ElsewhereStep>| {
                let _ = sender.send(Event::Elsewhere(key, run, step.map(Box::new)));
                waker();
            };
            let place = tokio::select! {
                place = place => place,
                // The question behind it was closed: an answer that comes later is nobody's wish.
                () = cancel.cancelled() => return,
            };
            match place {
                Ok(None) => report(None),
                Err(failure) => {
                    let outcome = Err(FileNotSaved::Unwritten(failure));
                    report(Some(ElsewhereStep::Ended { fell_back: true, outcome }));
                }
                Ok(Some(place)) => {
                    let fell_back = place.fell_back;
                    report(Some(ElsewhereStep::Writing { fell_back }));
                    let outcome = save_queue::run_to_file(&client, &credentials, place.path, &cancel).await;
                    report(Some(ElsewhereStep::Ended { fell_back, outcome }));
                }
            }
        });
    }

    /// The same rules as for a copy in the database: nothing is cleared that was not saved, nor more than was asked about.
    pub(super) fn take_elsewhere(&mut self, key: InstanceKey, run: RunId, step: Option<ElsewhereStep>) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(elsewhere) = instance.copies.elsewhere.as_mut().filter(|elsewhere| elsewhere.run == run) else {
            return;
        };
        let Some(step) = step else {
            instance.copies.elsewhere = None;
            self.cancels.remove(&run);
            return;
        };
        elsewhere.step = step;
        if elsewhere.is_under_way() {
            return;
        }
        let stopped = elsewhere.is_stopped_by_rest();
        let clears = elsewhere.then_clear && elsewhere.saved().is_some() && !stopped;
        if clears {
            // The copy that the database refused is no longer missed.
            instance.copies.saving = None;
        }
        self.cancels.remove(&run);
        if stopped {
            self.look(key, &[Look::Count, Look::Queue]);
        }
        if clears {
            self.close_dialog_of(key);
            self.clear_unrecorded(key);
        }
    }

    /// The question was closed while the file was being chosen or written: nothing is cleared. A file that is being
    /// written is finished.
    pub(super) fn forget_elsewhere(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance_mut(key) else { return };
        let Some(elsewhere) = instance.copies.elsewhere.as_mut() else { return };
        elsewhere.then_clear = false;
        if matches!(elsewhere.step, ElsewhereStep::Choosing) {
            let run = elsewhere.run;
            instance.copies.elsewhere = None;
            self.cancel(run);
        }
    }
}
