//! The common mark of queues that are cleared together: on their copies, and in the journal.

use jiff::Timestamp;

/// How the journal names the run of such a clearing, before its time.
const RUN: &str = "clear together ";

/// Identifies one clearing of several queues by the time at which the user agreed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearedTogether(pub Timestamp);

impl ClearedTogether {
    /// Returns the name of the run in the journal.
    pub fn in_journal(self) -> String {
        format!("{RUN}{}", self.0.as_millisecond())
    }

    /// Whether the journal's run of this name cleared several queues.
    pub(super) fn is_run(run: &str) -> bool {
        run.starts_with(RUN)
    }
}
