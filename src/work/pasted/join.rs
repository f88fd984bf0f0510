//! Joining the values of a text to instances.
//!
//! Only the order of the values shows here to which instance each belongs. A token is joined to an id only if that
//! order allows no other pairing; all others stay instances of their own, which the list then shows as incomplete.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Part, Pasted};
use crate::green_api::IdInstance;

/// Values found at one place of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub values: Pasted,
    /// The number in the label, as in `ID_INSTANCE_2`; mostly empty.
    pub number: String,
    /// The words of the label that name the instance, see [`owner`](super::keys::owner); mostly empty.
    pub owner: String,
    /// Whether they come from the address of a request, of which there may be any number for one instance.
    pub is_call: bool,
    /// Whether no label announces them.
    pub is_bare: bool,
    /// Whether they are all values of their instance, so that no id and no token completes them.
    pub is_record: bool,
}

/// Values that a sequence is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Id,
    Token,
    Both,
    Address,
    Name,
}

impl Found {
    pub fn new(values: Pasted) -> Self {
        Self { values, ..Self::default() }
    }

    pub fn has_id_or_token(&self) -> bool {
        self.values.id_instance.is_some() || self.values.token.is_some()
    }

    /// Returns its kind. A value that cannot be read counts as one.
    fn kind(&self) -> Kind {
        let has = |part| self.values.unreadable.contains(&part);
        let has_id = self.values.id_instance.is_some() || has(Part::IdInstance);
        let has_token = self.values.token.is_some() || has(Part::Token);
        match (has_id, has_token) {
            (true, true) => Kind::Both,
            (true, false) => Kind::Id,
            (false, true) => Kind::Token,
            (false, false) if self.values.api_url.is_some() || has(Part::ApiUrl) => Kind::Address,
            (false, false) => Kind::Name,
        }
    }

    fn id(&self) -> Option<&str> {
        self.values.id_instance.as_ref().map(IdInstance::as_str)
    }

    fn token(&self) -> Option<&str> {
        self.values.token.as_ref().map(|token| token.expose())
    }
}

/// Joins the values of each instance, in the order of the text.
pub(super) fn join(found: Vec<Found>) -> Vec<Found> {
    let leaders = Groups::of(&found).leaders;
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut joined: Vec<Found> = Vec::new();
    for (at, next) in found.into_iter().enumerate() {
        let leader = leader_of(&leaders, at);
        let Some(place) = places.get(&leader) else {
            places.insert(leader, joined.len());
            joined.push(next);
            continue;
        };
        let known = &mut joined[*place];
        known.is_call &= next.is_call;
        known.is_record |= next.is_record;
        known.values.fill_from(next.values);
    }
    joined
}

/// Follows the values to the one that leads their instance.
fn leader_of(leaders: &[usize], mut at: usize) -> usize {
    while leaders[at] != at {
        at = leaders[at];
    }
    at
}

/// The instances to which the values belong.
struct Groups<'a> {
    found: &'a [Found],
    /// For each value, the index of one value of its instance.
    leaders: Vec<usize>,
}

impl<'a> Groups<'a> {
    fn of(found: &'a [Found]) -> Self {
        let mut groups = Self { found, leaders: (0..found.len()).collect() };
        groups.join_calls();
        let leading = (0..found.len()).filter(|at| groups.leaders[*at] == *at);
        let mut parts: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        let owners = owners(found);
        for at in leading.collect::<Vec<_>>() {
            let Found { number, owner, .. } = &found[at];
            let owner = if owners.contains(owner.as_str()) && number.is_empty() { owner } else { "" };
            parts.entry((number, owner)).or_default().push(at);
        }
        parts.into_values().for_each(|part| groups.join_segments(&part));
        groups
    }

    /// Joins the requests of one instance, and the values that repeat what is in them.
    fn join_calls(&mut self) {
        let found = self.found;
        let (mut calls, mut by_id, mut by_token) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, call) in found.iter().enumerate().filter(|(_, found)| found.is_call) {
            if let (Some(id), Some(token)) = (call.id(), call.token()) {
                let first = *calls.entry((id, token)).or_insert(at);
                self.leaders[at] = first;
                by_id.entry(id).or_insert(first);
                by_token.entry(token).or_insert(first);
            }
        }
        for (at, lone) in found.iter().enumerate() {
            let known = match (lone.id(), lone.token()) {
                (Some(id), None) if lone.is_call => Some(by_id.entry(id).or_insert(at)),
                (Some(id), None) => by_id.get_mut(id),
                (None, Some(token)) => by_token.get_mut(token),
                _ => None,
            };
            if let Some(known) = known {
                self.leaders[at] = *known;
            }
        }
    }

    /// Joins a sequence in which every instance may begin with its name or its address.
    fn join_segments(&mut self, part: &[usize]) {
        let Some(begin) = part.first().map(|at| self.found[*at].kind()) else { return };
        if !matches!(begin, Kind::Name | Kind::Address) {
            return self.join_sequence(part);
        }
        let found = self.found;
        let segments = || part.chunk_by(|_, next| found[*next].kind() != begin);
        let is_of_instance = |at: &usize| !matches!(found[*at].kind(), Kind::Name | Kind::Address);
        let has = |segment: &[usize], kind| segment.iter().any(|at| [kind, Kind::Both].contains(&found[*at].kind()));
        let is_whole = |segment: &[usize]| has(segment, Kind::Id) && has(segment, Kind::Token);
        // Where a value is missing, the first address may be in the middle of an instance.
        if begin == Kind::Address && segments().nth(1).is_some() && !segments().all(is_whole) {
            return self.join_sequence(part);
        }
        // After the last instance, it is the end of each: which one the first belongs to is unknown.
        let leads = segments().next_back().is_some_and(|last| last.iter().any(is_of_instance));
        for segment in segments() {
            let (head, rest) = (segment[0], &segment[1..]);
            self.join_segments(rest);
            let instances: BTreeSet<usize> =
                rest.iter().filter(|at| is_of_instance(at)).map(|at| leader_of(&self.leaders, *at)).collect();
            // The only one of a text with several instances is that of all.
            let is_of_one = instances.len() == 1 || segment.len() < part.len();
            if let Some(first) = instances.first().filter(|_| leads && is_of_one) {
                self.leaders[head] = *first;
            }
        }
    }

    /// Joins a sequence that begins with an id or a token.
    fn join_sequence(&mut self, part: &[usize]) {
        let found = self.found;
        let of_instance: Vec<usize> =
            part.iter().copied().filter(|at| !matches!(found[*at].kind(), Kind::Name | Kind::Address)).collect();
        // Where one instance is complete by itself, the others are too, or lack something.
        let has_whole = of_instance.iter().any(|at| found[*at].kind() == Kind::Both && !found[*at].is_call);
        if !has_whole {
            self.join_pairs(&of_instance);
        }
        self.join_others(part, &of_instance);
    }

    /// Joins the ids and tokens that alternate. Beside two ids in succession, a token may belong to either of them.
    fn join_pairs(&mut self, of_instance: &[usize]) {
        let found = self.found;
        let has_usual = |at: &usize| found[*at].values.id_instance.as_ref().is_some_and(IdInstance::has_usual_length);
        let any_usual = of_instance.iter().any(has_usual);
        // Other numbers have such labels too, as `id` of a message.
        let is_stray = |at: &usize| any_usual && found[*at].values.id_instance.is_some() && !has_usual(at);
        let is_lone = |at: &usize| found[*at].kind() != Kind::Both && !found[*at].is_record && !is_stray(at);
        let mut lone: Vec<usize> = of_instance.iter().copied().filter(is_lone).collect();
        // A heading or a later line may name an instance again.
        let mut first: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
        lone.retain(|at| {
            let values = (found[*at].id(), found[*at].token());
            let leader = if values == (None, None) { *at } else { *first.entry(values).or_insert(*at) };
            self.leaders[*at] = leader;
            leader == *at
        });
        let ends = (lone.first().map(|at| found[*at].kind()), lone.last().map(|at| found[*at].kind()));
        // A sequence of pairs begins and ends with values of different kinds.
        if ends.0 == ends.1 {
            return;
        }
        let runs: Vec<&[usize]> = lone.chunk_by(|at, next| found[*at].kind() == found[*next].kind()).collect();
        for pair in runs.chunks_exact(2) {
            if let ([first], [second]) = (pair[0], pair[1]) {
                self.leaders[*second] = *first;
            }
        }
    }

    /// Joins the names and addresses to the instance in which they are, or else to the one before them if the sequence
    /// ends with them.
    fn join_others(&mut self, part: &[usize], of_instance: &[usize]) {
        let found = self.found;
        let is_other = |at: usize| matches!(found[at].kind(), Kind::Name | Kind::Address);
        let ends_with_other = part.last().is_some_and(|at| is_other(*at));
        let all: HashSet<usize> = of_instance.iter().map(|at| self.leaders[*at]).collect();
        let has_address = |at: &&usize| found[**at].values.api_url.is_some();
        let has_name = |at: &&usize| found[**at].values.name.is_some();
        let mut taken: HashSet<(usize, Kind)> = HashSet::new();
        taken.extend(of_instance.iter().filter(has_address).map(|at| (self.leaders[*at], Kind::Address)));
        taken.extend(of_instance.iter().filter(has_name).map(|at| (self.leaders[*at], Kind::Name)));
        let mut next_leaders = vec![None; part.len()];
        let mut next = None;
        for (place, at) in part.iter().enumerate().rev() {
            next_leaders[place] = next;
            if !is_other(*at) {
                next = Some(self.leaders[*at]);
            }
        }
        let mut before = None;
        for (at, next) in part.iter().zip(next_leaders) {
            if !is_other(*at) {
                before = Some(self.leaders[*at]);
                continue;
            }
            let is_sure = before == next || ends_with_other || all.len() == 1;
            if let Some(leader) = before.filter(|_| is_sure)
                && taken.insert((leader, found[*at].kind()))
            {
                self.leaders[*at] = leader;
            }
        }
    }
}

/// Returns the words in labels that tell the instances apart. If each id has a token with the same words, all do: other
/// tokens are for something else, as `TELEGRAM_TOKEN`. So they do if ids and tokens have several each. Else only those
/// do that both have: the words of `SHOP_INSTANCE_ID` and `WHATSAPP_TOKEN` may be about one instance.
fn owners(found: &[Found]) -> BTreeSet<&str> {
    let with = |has: fn(&Pasted) -> bool| -> BTreeSet<&str> {
        found.iter().filter(|found| has(&found.values)).map(|found| &*found.owner).collect()
    };
    let (of_ids, of_tokens) = (with(|values| values.id_instance.is_some()), with(|values| values.token.is_some()));
    let are_several = |owners: &BTreeSet<&str>| owners.iter().filter(|owner| !owner.is_empty()).nth(1).is_some();
    let tell_all = of_ids.is_subset(&of_tokens) || (are_several(&of_ids) && are_several(&of_tokens));
    if tell_all { &of_ids | &of_tokens } else { &of_ids & &of_tokens }
}
