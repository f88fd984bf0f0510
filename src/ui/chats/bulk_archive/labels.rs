//! The words of a run.

use crate::green_api::ArchiveDirection;
use crate::model::CurrentRun;
use crate::store::{ArchiveCounts, ArchiveRun, ChatState};
use crate::tr;
use crate::ui::text;
use crate::ui::widgets::Tone;

/// Returns the result of a chat, in one word or a few.
pub fn state_word(state: &ChatState, direction: ArchiveDirection) -> (String, Tone) {
    use ArchiveDirection::{Archive, Unarchive};
    match (state, direction) {
        (ChatState::Waiting, _) => (tr!("chat-state-waiting"), Tone::Plain),
        (ChatState::Changing, Archive) => (tr!("chat-state-archiving"), Tone::Wait),
        (ChatState::Changing, Unarchive) => (tr!("chat-state-unarchiving"), Tone::Wait),
        (ChatState::Changed, Archive) => (tr!("chat-state-archived"), Tone::Good),
        (ChatState::Changed, Unarchive) => (tr!("chat-state-unarchived"), Tone::Good),
        (ChatState::AlreadySo | ChatState::FoundSo, Archive) => (tr!("chat-state-already-archived"), Tone::Plain),
        (ChatState::AlreadySo | ChatState::FoundSo, Unarchive) => (tr!("chat-state-already-open"), Tone::Plain),
        (ChatState::NotSeen, _) => (tr!("chat-state-not-seen"), Tone::Wait),
        (ChatState::NoIncomingMessage, _) => (tr!("chat-state-no-incoming"), Tone::Bad),
        (ChatState::NotInContacts, _) => (tr!("chat-state-no-contact"), Tone::Bad),
        (ChatState::Invalid(_), _) => (tr!("chat-state-invalid"), Tone::Bad),
        (ChatState::Failed(_), _) => (tr!("chat-state-failed"), Tone::Bad),
        (ChatState::Unknown(_), _) => (tr!("chat-state-unknown"), Tone::Wait),
    }
}

/// Returns a further explanation of the result, if there is one.
pub fn state_hint(state: &ChatState, direction: ArchiveDirection) -> Option<String> {
    Some(match state {
        ChatState::FoundSo => tr!("chat-hint-found-so"),
        ChatState::NotSeen if direction == ArchiveDirection::Archive => tr!("chats-not-seen-text"),
        ChatState::NotSeen => tr!("chat-hint-not-seen"),
        ChatState::NoIncomingMessage => tr!("chat-hint-no-incoming"),
        ChatState::NotInContacts => tr!("chat-hint-no-contact"),
        ChatState::Invalid(_) => tr!("chat-hint-invalid"),
        ChatState::Failed(why) if why.said.is_empty() => return None,
        ChatState::Failed(why) => tr!("chat-hint-failed", said = &why.said),
        ChatState::Unknown(_) => tr!("chat-hint-unknown"),
        _ => return None,
    })
}

/// Returns "Archiving 37 chats" during the run, "30 of 37 chats archived" afterwards.
pub fn title(current: &CurrentRun) -> String {
    let run = &current.run;
    let count = to_change(&run.counts);
    use ArchiveDirection::{Archive, Unarchive};
    match (current.is_running(), run.direction, run.undoes.is_some()) {
        (true, Archive, false) => tr!("bulk-archive-archiving", count = count),
        (true, Unarchive, false) => tr!("bulk-archive-unarchiving", count = count),
        (true, Archive, true) => tr!("bulk-archive-undoing-archives", count = count),
        (true, Unarchive, true) => tr!("bulk-archive-undoing-unarchives", count = count),
        (false, ..) => progress_title(run),
    }
}

/// Returns how many chats of a run are not yet as wanted when it begins: the number in its question.
fn to_change(counts: &ArchiveCounts) -> u32 {
    counts.total() - counts.already_so - counts.invalid
}

/// Returns how far a run has come: "30 of 37 chats archived".
pub fn progress_title(run: &ArchiveRun) -> String {
    use ArchiveDirection::{Archive, Unarchive};
    let (done, count) = (run.counts.changed + run.counts.found_so, to_change(&run.counts));
    match (run.direction, run.undoes.is_some()) {
        (Archive, false) => tr!("bulk-archive-archived", done = done, count = count),
        (Unarchive, false) => tr!("bulk-archive-unarchived", done = done, count = count),
        (Archive, true) => tr!("bulk-archive-undo-archived", done = done, count = count),
        (Unarchive, true) => tr!("bulk-archive-undo-unarchived", done = done, count = count),
    }
}

/// Returns the counts, such as "2 archived · 1 needed no change · 1 failed · 33 to do".
pub fn counts(counts: &ArchiveCounts, direction: ArchiveDirection) -> Vec<String> {
    let done = |count: u32| match direction {
        ArchiveDirection::Archive => tr!("bulk-archive-count-archived", count = count),
        ArchiveDirection::Unarchive => tr!("bulk-archive-count-unarchived", count = count),
    };
    let parts = [
        (counts.changed, done(counts.changed)),
        (
            counts.already_so + counts.found_so,
            tr!("bulk-archive-count-already", count = counts.already_so + counts.found_so),
        ),
        (
            counts.not_done() - counts.not_seen,
            tr!("bulk-archive-count-failed", count = counts.not_done() - counts.not_seen),
        ),
        (counts.not_seen, tr!("bulk-archive-count-not-seen", count = counts.not_seen)),
        (counts.unknown, tr!("bulk-archive-count-unknown", count = counts.unknown)),
    ];
    parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect()
}

/// Returns all counts of the shown run, with the time left while it is running.
pub fn details(current: &CurrentRun) -> String {
    let mut parts = counts(&current.run.counts, current.run.direction);
    let left = current.run.counts.left();
    if left > 0 {
        parts.push(if current.is_running() && !current.interval.is_zero() {
            let time = text::rough_duration(current.time_left().max(std::time::Duration::from_secs(1)));
            tr!("bulk-archive-count-left-time", count = left, time = time)
        } else {
            tr!("bulk-archive-count-left", count = left)
        });
    }
    parts.join(" · ")
}
