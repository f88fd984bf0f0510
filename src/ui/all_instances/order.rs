//! Which instances the page shows, and in which order.

use std::cmp::Ordering::{self, Equal};
use std::cmp::Reverse;

use super::next::Next;
use crate::green_api::InstanceState;
use crate::model::{Instance, InstanceKey, Model};
use crate::store::{ListSettings, SortBy, SortOrder, StateFilter};
use crate::ui::instance_search::FoldedTexts;
use crate::work::watch::Trouble;

/// Returns the shown instances with their indices. `typed` is the search text, in lower case.
fn shown<'a>(
    instances: &'a [Instance],
    list: &'a ListSettings,
    typed: &'a str,
    texts: &'a FoldedTexts,
) -> impl Iterator<Item = (usize, &'a Instance)> {
    instances.iter().enumerate().filter(move |(_, instance)| passes(instance, list) && texts.holds(instance, typed))
}

/// Returns how many instances are shown, if a search or a filter narrows the list.
pub fn narrowed(instances: &[Instance], list: &ListSettings, typed: &str, texts: &FoldedTexts) -> Option<usize> {
    let is_whole = typed.is_empty() && list.state == StateFilter::Any && list.messenger.is_none() && list.tag.is_none();
    (!is_whole).then(|| shown(instances, list, typed, texts).count())
}

/// Returns the indices of the shown instances, in their order.
pub fn arranged(instances: &[Instance], list: &ListSettings, typed: &str, texts: &FoldedTexts) -> Vec<usize> {
    let shown = shown(instances, list, typed, texts);
    let mut shown: Vec<(SortKey, &str, usize)> =
        shown.map(|(index, instance)| (SortKey::of(instance, list.sort), texts.name(instance.key), index)).collect();
    shown.sort_by(|(key, name, index), (other_key, other_name, other)| {
        let by_key = key.cmp(other_key).then(if list.sort == SortBy::Name { name.cmp(other_name) } else { Equal });
        let by_key = match list.order {
            SortOrder::Forwards => by_key,
            SortOrder::Backwards => by_key.reverse(),
        };
        by_key.then(name.cmp(other_name)).then(index.cmp(other))
    });
    shown.into_iter().map(|(.., index)| index).collect()
}

/// The rows as they were when the pointer came over them, or when the first one was selected: an answer that sorts or
/// filters them differently does not move them.
#[derive(Debug)]
pub struct HeldOrder {
    list: ListSettings,
    sought: String,
    /// All instances, shown or not.
    instances: Vec<InstanceKey>,
    shown: Vec<usize>,
}

impl HeldOrder {
    pub fn new(model: &Model, sought: String, shown: &[usize]) -> Self {
        let instances = model.instances.iter().map(|instance| instance.key).collect();
        Self { list: model.settings.list.clone(), sought, instances, shown: shown.to_vec() }
    }

    /// Returns the shown instances; `None` if the user has changed what is shown.
    pub fn of(&self, model: &Model, sought: &str) -> Option<Vec<usize>> {
        let same_instances = self.instances.iter().eq(model.instances.iter().map(|instance| &instance.key));
        (same_instances && self.list == model.settings.list && self.sought == sought).then(|| self.shown.clone())
    }
}

/// The value that an instance is sorted by before its name.
#[derive(Debug, PartialEq, Eq)]
enum SortKey {
    Name,
    Rank(u8),
    /// How soon it needs the user, the lowest first; between equals, the longest queue.
    Need(u8, Reverse<Option<u64>>),
    /// The longest queue first; an unknown number last.
    Waiting(Reverse<Option<u64>>),
    /// The oldest check first, one that was never checked before all others.
    Checked(Option<jiff::Timestamp>),
}

impl SortKey {
    fn of(instance: &Instance, sort: SortBy) -> Self {
        match sort {
            SortBy::Name => Self::Name,
            SortBy::Need => need(instance),
            SortBy::State => Self::Rank(state_rank(instance.state.value())),
            SortBy::Queue => Self::Waiting(Reverse(instance.waiting().number())),
            SortBy::Checked => Self::Checked(checked_at(instance)),
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Rank(one), Self::Rank(other)) => one.cmp(other),
            (Self::Need(one, waiting), Self::Need(other, others)) => one.cmp(other).then(waiting.cmp(others)),
            (Self::Waiting(one), Self::Waiting(other)) => one.cmp(other),
            (Self::Checked(one), Self::Checked(other)) => one.cmp(other),
            (Self::Name | Self::Rank(_) | Self::Need(..) | Self::Waiting(_) | Self::Checked(_), _) => Equal,
        }
    }
}

/// Returns how soon an instance needs the user. The number of waiting messages matters only where
/// none can leave.
fn need(instance: &Instance) -> SortKey {
    const UNANSWERED: u8 = 100;
    if let Some(trouble) = instance.trouble() {
        let waiting = match trouble {
            Trouble::Blocked | Trouble::Suspended | Trouble::Unlinked | Trouble::WaitsInVain => {
                instance.waiting().number()
            }
            Trouble::Expired | Trouble::TokenRefused | Trouble::NotMoving | Trouble::Growing => None,
        };
        return SortKey::Need(trouble as u8, Reverse(waiting));
    }
    let rank = match Next::of(instance) {
        next if next.is_unanswered() => UNANSWERED,
        Next::Nothing => UNANSWERED + 2,
        _ => UNANSWERED + 1,
    };
    SortKey::Need(rank, Reverse(None))
}

fn state_rank(state: Option<&InstanceState>) -> u8 {
    use InstanceState as S;
    match state {
        Some(S::Blocked) => 0,
        Some(S::Suspended) => 1,
        Some(S::NotAuthorized) => 2,
        Some(S::PendingCode) => 3,
        Some(S::PendingPassword) => 4,
        Some(S::Starting) => 5,
        Some(S::BeingCreated) => 6,
        Some(S::SleepMode) => 7,
        Some(S::Authorized) => 8,
        Some(S::Other(_)) => 9,
        None => 10,
    }
}

/// Returns when the state or the number of waiting messages was read last.
pub fn checked_at(instance: &Instance) -> Option<jiff::Timestamp> {
    instance.state.at().max(instance.waiting_at())
}

fn passes(instance: &Instance, list: &ListSettings) -> bool {
    use InstanceState as S;
    let state = instance.state.value();
    let state_fits = match list.state {
        StateFilter::Any => true,
        StateFilter::Attention => instance.trouble().is_some(),
        StateFilter::Authorized => state == Some(&S::Authorized),
        StateFilter::NotAuthorized => {
            matches!(state, Some(S::NotAuthorized | S::PendingCode | S::PendingPassword))
        }
        StateFilter::Blocked => state == Some(&S::Blocked),
        StateFilter::Suspended => state == Some(&S::Suspended),
        StateFilter::Starting => matches!(state, Some(S::Starting | S::BeingCreated)),
        StateFilter::Unknown => matches!(state, None | Some(S::Other(_) | S::SleepMode)),
    };
    let has = |tag: &String| instance.record.options.tags.contains(tag);
    state_fits
        && list.messenger.is_none_or(|messenger| messenger == instance.messenger())
        && list.tag.as_ref().is_none_or(has)
}
