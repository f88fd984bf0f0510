//! A number that holds the button of a question while it changes, so that the user does not confirm a number without
//! reading it.

use std::time::Duration;

use crate::model::Waiting;

/// Time for which a changed number disables the button.
pub const HOLD: Duration = Duration::from_secs(1);

/// The number that was shown last.
#[derive(Debug, Default)]
pub struct NumberHold {
    /// Since when it is shown, in egui's seconds.
    shown: Option<(Waiting, f64)>,
    held: bool,
}

impl NumberHold {
    /// Returns the number that the question is about: the last one while none is known.
    pub fn asked(&self, waiting: Waiting) -> Waiting {
        match (waiting, self.shown) {
            (Waiting::Unknown, Some((last, _))) => last,
            (waiting, _) => waiting,
        }
    }

    /// Whether the number has just changed, which disables the button. The first number does not disable it. `now` is
    /// in egui's seconds.
    pub fn holds(&mut self, waiting: Waiting, now: f64) -> bool {
        match self.shown {
            Some((last, since)) if last == waiting => self.held && now - since < HOLD.as_secs_f64(),
            last => {
                self.held = last.is_some();
                self.shown = Some((waiting, now));
                self.held
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_changed_number_holds_the_button() {
        let mut number = NumberHold::default();
        assert!(!number.holds(Waiting::Exactly(128), 5.0));
        assert!(!number.holds(Waiting::Exactly(128), 5.1));
        assert!(number.holds(Waiting::Exactly(129), 5.2));
        assert!(number.holds(Waiting::Exactly(129), 6.1));
        assert!(!number.holds(Waiting::Exactly(129), 6.2));
    }

    #[test]
    fn a_question_goes_on_naming_its_number_while_the_present_one_is_unknown() {
        let mut number = NumberHold::default();
        assert_eq!(number.asked(Waiting::Unknown), Waiting::Unknown);
        number.holds(Waiting::Exactly(128), 5.0);
        assert_eq!(number.asked(Waiting::Unknown), Waiting::Exactly(128));
        assert_eq!(number.asked(Waiting::Exactly(0)), Waiting::Exactly(0));
    }
}
