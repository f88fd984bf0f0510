//! The words of a row.

use jiff::Timestamp;

use super::next::Next;
use super::order::checked_at;
use super::row::RowShown;
use super::sparkline::Ends;
use crate::green_api::Moment;
use crate::model::{Instance, OLD_FROM};
use crate::tr;
use crate::ui::widgets::Tone;
use crate::ui::{labels, text};

/// The words of the cells.
pub struct Cells {
    pub state: String,
    /// The state's time, where it is old and not that of the check.
    pub state_age: Option<String>,
    pub state_tone: Tone,
    pub waiting: String,
    pub waiting_age: Option<String>,
    pub waiting_is_old: bool,
    pub checked: String,
    pub next: String,
    /// When the next fresh value becomes old.
    pub ages: Option<Timestamp>,
}

impl Cells {
    pub fn of(shown: &RowShown<'_>, next: &Next) -> Self {
        let RowShown { instance, now, .. } = *shown;
        let is_old = |at: Option<Timestamp>| at.is_some_and(|at| now.duration_since(at) >= OLD_FROM);
        let checked = checked_at(instance);
        // A cell has a time of its own only if it is another one than that of the check.
        let own_age = |at: Option<Timestamp>, old: bool| {
            let at = at.filter(|at| old && checked.is_some_and(|checked| checked.duration_since(*at) >= OLD_FROM))?;
            Some(tr!("header-as-of", time = text::age(at)))
        };
        let (state_at, waiting_at) = (instance.state.at(), instance.waiting_at());
        let state_is_old = instance.state.is_old() || is_old(state_at);
        let waiting_is_old = instance.waiting_is_old() || is_old(waiting_at);
        let tone = labels::state_shape(instance.state.value()).tone();
        let fresh = [(state_at, state_is_old), (waiting_at, waiting_is_old)];
        let ages = fresh.into_iter().filter(|(_, old)| !old).filter_map(|(at, _)| at?.checked_add(OLD_FROM).ok()).min();
        Self {
            state: state_words(instance, now),
            state_age: own_age(state_at, state_is_old),
            state_tone: if state_is_old { Tone::Plain } else { tone },
            waiting: labels::waiting_number(instance.waiting()),
            waiting_age: own_age(waiting_at, waiting_is_old),
            waiting_is_old,
            checked: checked.map_or_else(|| "—".to_owned(), text::recent),
            next: next.words(instance),
            ages,
        }
    }

    /// Returns the whole row in words, for assistive technology.
    pub fn label(&self, instance: &Instance) -> String {
        let options = &instance.record.options;
        let mut parts = vec![instance.record.name.clone()];
        parts.extend(labels::look_only_mark(instance));
        parts.extend(options.tags.iter().cloned());
        parts.push(format!("{} · {}", instance.id().as_str(), instance.messenger().name()));
        parts.push(self.state.clone());
        parts.extend(self.state_age.clone());
        parts.push(tr!("all-instances-waiting", count = &self.waiting));
        parts.extend(Ends::of(instance).map(Ends::words));
        parts.push(tr!("all-instances-checked-at", time = &self.checked));
        parts.push(self.next.clone());
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

/// Returns the word of the state, with the end of a suspension.
pub fn state_words(instance: &Instance, now: Timestamp) -> String {
    let (word, _) = labels::state_badge(instance.state.value(), instance.messenger());
    let Some(time) = end_of_suspension(instance, now) else { return word };
    match instance.state.value() {
        Some(state) if labels::restricts(state, instance.messenger()) => {
            tr!("all-instances-until", state = word, time = time)
        }
        Some(_) | None => tr!("all-instances-suspended-until", time = time),
    }
}

/// Returns the end of a suspension that is known and lies ahead.
pub fn end_of_suspension(instance: &Instance, now: Timestamp) -> Option<String> {
    match instance.suspension_ends()? {
        Moment::At(at) if *at > now => Some(text::age(*at)),
        Moment::At(_) | Moment::Unread(_) => None,
    }
}
