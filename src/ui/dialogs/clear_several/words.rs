//! The words of a queue's row.

use crate::model::{Beyond, ClearSeveral, Instance, SeveralRow, SeveralStage, Standing, Waiting};
use crate::tr;
use crate::ui::failure::{FailureView, failure_texts};
use crate::ui::labels;
use crate::ui::queue::not_saved_text;
use crate::ui::widgets::Tone;
use crate::work::clear_queue::{ClearEnding, ClearPhase, Refusal};
use crate::work::clear_several::{LeftOut, Part, PartEnd};

/// The words of one row.
pub struct RowWords {
    /// The number of messages; empty for a queue that is left out.
    pub messages: String,
    /// The state of the instance, or how far its queue is.
    pub status: String,
    pub tone: Tone,
    /// How much a copy can hold, or why the queue was not cleared; empty if there is nothing to say.
    pub detail: String,
    pub is_left_out: bool,
}

impl RowWords {
    pub fn of(several: &ClearSeveral, row: &SeveralRow, instance: &Instance) -> Self {
        if several.stage() == SeveralStage::Question {
            return match several.standing(instance) {
                Standing::Asking => Self::plain(tr!("clear-several-asking-one")),
                Standing::Ready => Self::ready(instance),
                Standing::LeftOut(reason) => Self::left_out(&reason, instance),
            };
        }
        match &row.part {
            Part::Ended(PartEnd::LeftOut(reason)) => Self::left_out(reason, instance),
            part => Self { messages: number_words(row.before), ..Self::of_part(part, instance) },
        }
    }

    /// Returns "Left out: nothing waits", instead of the number and the state.
    pub fn left_out_line(&self) -> String {
        tr!("clear-several-left-out-because", why = &self.detail)
    }

    fn plain(status: String) -> Self {
        Self::new(status, Tone::Plain)
    }

    fn new(status: String, tone: Tone) -> Self {
        Self { messages: String::new(), status, tone, detail: String::new(), is_left_out: false }
    }

    fn because(self, detail: String) -> Self {
        Self { detail, ..self }
    }

    fn ready(instance: &Instance) -> Self {
        let waiting = instance.whole_queue();
        let (status, tone) = labels::state_badge(instance.state.value(), instance.messenger());
        let (shown, beyond) = instance.beyond_copy();
        let detail = match (beyond, waiting.number()) {
            (Beyond::Nothing, _) => String::new(),
            (Beyond::Exactly(_), Some(count)) => tr!("clear-several-holds", shown = shown, count = count),
            (Beyond::Exactly(_) | Beyond::Unknown, _) => tr!("clear-several-holds-first", shown = shown),
        };
        Self { messages: number_words(waiting), detail, ..Self::new(status, tone) }
    }

    fn left_out(reason: &LeftOut, instance: &Instance) -> Self {
        let why = match reason {
            LeftOut::LookOnly => tr!("clear-several-look-only"),
            LeftOut::BeingReplaced => tr!("clear-several-replaced"),
            LeftOut::Working => tr!("clear-several-working"),
            LeftOut::NoToken => tr!("clear-several-no-token"),
            LeftOut::Unanswered(failure) => failure_texts(&FailureView::about(failure, instance)).title,
            LeftOut::NumberUnknown => tr!("clear-several-number-unknown"),
            LeftOut::Empty => tr!("clear-several-empty"),
        };
        Self { is_left_out: true, ..Self::plain(tr!("clear-several-left-out")).because(why) }
    }

    fn of_part(part: &Part, instance: &Instance) -> Self {
        match part {
            Part::NotBegun | Part::Ended(PartEnd::Stopped) => Self::plain(tr!("clear-several-not-begun")),
            Part::Clearing => {
                let phase = instance.clear.as_ref().map(|clear| clear.progress.machine.phase());
                Self::plain(if phase == Some(ClearPhase::Saving) {
                    tr!("saved-queues-saving")
                } else {
                    tr!("clear-several-clearing")
                })
            }
            Part::Counting => Self::new(tr!("clear-several-checking"), Tone::Wait),
            Part::Ended(PartEnd::Cleared(ending)) => Self::of_ending(ending, instance),
            Part::Ended(PartEnd::NotSaved(refusal)) => {
                let why = match refusal {
                    Refusal::Copy(not_saved) => not_saved_text(not_saved, instance),
                    Refusal::Step(..) => tr!("clear-queue-step-failed"),
                };
                Self::new(tr!("clear-several-not-saved"), Tone::Bad).because(why)
            }
            Part::Ended(PartEnd::RestAppeared) => {
                Self::new(tr!("clear-several-not-cleared"), Tone::Bad).because(tr!("clear-queue-rest-appeared"))
            }
            Part::Ended(PartEnd::LeftOut(reason)) => Self::left_out(reason, instance),
        }
    }

    fn of_ending(ending: &ClearEnding, instance: &Instance) -> Self {
        let why = |failure| failure_texts(&FailureView::clearing(failure, instance)).title;
        match ending {
            ClearEnding::Kept => Self::plain(tr!("clear-several-not-cleared")),
            ClearEnding::Empty { .. } => Self::new(tr!("clear-several-cleared"), Tone::Good),
            ClearEnding::StillWaiting { left, full: false } => {
                Self::new(tr!("clear-several-still", count = *left), Tone::Bad)
            }
            ClearEnding::StillWaiting { left, full: true } => {
                Self::new(tr!("clear-several-still-many", count = *left), Tone::Bad)
            }
            ClearEnding::NotYetKnown(_) => {
                Self::new(tr!("clear-several-doubt"), Tone::Wait).because(tr!("clear-queue-not-yet-known"))
            }
            ClearEnding::Refused(failure) => {
                Self::new(tr!("clear-several-not-cleared"), Tone::Bad).because(why(failure))
            }
            ClearEnding::Unknown { failure, .. } => {
                Self::new(tr!("clear-several-unknown"), Tone::Wait).because(why(failure))
            }
        }
    }
}

/// Whether the queue of this row is left out.
pub fn is_left_out(several: &ClearSeveral, row: &SeveralRow, instance: &Instance) -> bool {
    match several.stage() {
        SeveralStage::Question => matches!(several.standing(instance), Standing::LeftOut(_)),
        SeveralStage::Running | SeveralStage::Ended => matches!(row.part, Part::Ended(PartEnd::LeftOut(_))),
    }
}

/// Whether the row has a second line. That a queue is left out, and why, is in the first one.
pub fn has_detail(several: &ClearSeveral, row: &SeveralRow, instance: &Instance) -> bool {
    if several.stage() == SeveralStage::Question {
        return match several.standing(instance) {
            Standing::Asking | Standing::LeftOut(_) => false,
            Standing::Ready => instance.beyond_copy().1 != Beyond::Nothing,
        };
    }
    match &row.part {
        Part::NotBegun | Part::Clearing | Part::Counting | Part::Ended(PartEnd::Stopped | PartEnd::LeftOut(_)) => false,
        Part::Ended(PartEnd::Cleared(ending)) => match ending {
            ClearEnding::Kept | ClearEnding::Empty { .. } | ClearEnding::StillWaiting { .. } => false,
            ClearEnding::NotYetKnown(_) | ClearEnding::Refused(_) | ClearEnding::Unknown { .. } => true,
        },
        Part::Ended(PartEnd::NotSaved(_) | PartEnd::RestAppeared) => true,
    }
}

/// Returns "205 messages".
pub fn number_words(waiting: Waiting) -> String {
    match waiting {
        Waiting::Unknown => "—".to_owned(),
        Waiting::Exactly(count) => tr!("saved-queues-count", count = count),
        Waiting::AtLeast(count) => tr!("clear-several-at-least", count = count),
    }
}
