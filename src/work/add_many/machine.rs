//! The order in which the instances of a list are checked and saved. Does nothing itself.

/// Maximum number of checks in flight.
pub const MAX_CHECKS: usize = 8;

/// How far an instance is. `F` is the reason why it was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<F> {
    Waiting,
    Checking,
    /// The gateway knows it, or the user wants it unchecked.
    Checked,
    Saving,
    Added,
    Failed(F),
    /// The user has closed the list before its turn.
    Left,
}

/// Where a failed instance begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    Check,
    Save,
}

/// The next thing to do, by the index of its instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    Check(usize),
    Save(usize),
}

/// The instances that are being added, by their index.
#[derive(Clone, Debug)]
pub struct Adding<F> {
    steps: Vec<Step<F>>,
}

impl<F> Adding<F> {
    pub fn new(count: usize) -> Self {
        Self { steps: (0..count).map(|_| Step::Waiting).collect() }
    }

    pub fn steps(&self) -> &[Step<F>] {
        &self.steps
    }

    /// Returns what to do next, and counts it as begun. Saves come one after another: the keyring may ask the user.
    pub fn next_step(&mut self) -> Option<NextStep> {
        if !self.is_saving()
            && let Some(row) = self.first(|step| matches!(step, Step::Checked))
        {
            self.steps[row] = Step::Saving;
            return Some(NextStep::Save(row));
        }
        if self.count(|step| matches!(step, Step::Checking)) < MAX_CHECKS
            && let Some(row) = self.first(|step| matches!(step, Step::Waiting))
        {
            self.steps[row] = Step::Checking;
            return Some(NextStep::Check(row));
        }
        None
    }

    /// Records the end of a check.
    pub fn on_checked(&mut self, row: usize, outcome: Result<(), F>) {
        if let Some(step) = self.steps.get_mut(row).filter(|step| matches!(step, Step::Checking)) {
            *step = outcome.map_or_else(Step::Failed, |()| Step::Checked);
        }
    }

    /// Records the end of a save.
    pub fn on_saved(&mut self, row: usize, outcome: Result<(), F>) {
        if let Some(step) = self.steps.get_mut(row).filter(|step| matches!(step, Step::Saving)) {
            *step = outcome.map_or_else(Step::Failed, |()| Step::Added);
        }
    }

    /// Fails every instance that waits to be saved: what prevented one prevents all.
    pub fn fail_unsaved(&mut self, why: impl Fn() -> F) {
        for step in self.steps.iter_mut().filter(|step| matches!(step, Step::Checked)) {
            *step = Step::Failed(why());
        }
    }

    /// Begins failed instances again, each where `from` says, if anywhere.
    pub fn retry(&mut self, from: impl Fn(usize, &F) -> Option<Retry>) {
        for (row, step) in self.steps.iter_mut().enumerate() {
            let Step::Failed(why) = step else { continue };
            match from(row, why) {
                Some(Retry::Check) => *step = Step::Waiting,
                Some(Retry::Save) => *step = Step::Checked,
                None => {}
            }
        }
    }

    /// Leaves everything that is not being saved.
    pub fn stop(&mut self) {
        for step in &mut self.steps {
            if matches!(step, Step::Waiting | Step::Checking | Step::Checked) {
                *step = Step::Left;
            }
        }
    }

    /// Whether an instance is being saved.
    pub fn is_saving(&self) -> bool {
        self.count(|step| matches!(step, Step::Saving)) > 0
    }

    /// Whether nothing is under way or waits.
    pub fn is_at_rest(&self) -> bool {
        self.steps.iter().all(|step| matches!(step, Step::Added | Step::Failed(_) | Step::Left))
    }

    pub fn added(&self) -> usize {
        self.count(|step| matches!(step, Step::Added))
    }

    pub fn failed(&self) -> usize {
        self.count(|step| matches!(step, Step::Failed(_)))
    }

    fn count(&self, is_such: fn(&Step<F>) -> bool) -> usize {
        self.steps.iter().filter(|step| is_such(step)).count()
    }

    fn first(&self, is_such: fn(&Step<F>) -> bool) -> Option<usize> {
        self.steps.iter().position(is_such)
    }
}
