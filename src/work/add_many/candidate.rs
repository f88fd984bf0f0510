//! Instances of a list, with what is doubtful about each.

use crate::green_api::{ApiToken, ApiUrl, DEFAULT_HOST, IdInstance};
use crate::work::pasted::{Part, Pasted};

/// An instance of a list.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name in the list; empty if the list gives none.
    pub name: String,
    pub id_instance: Option<IdInstance>,
    pub api_url: Option<ApiUrl>,
    pub origin: AddressOrigin,
    pub token: Option<ApiToken>,
    /// The doubts, those that prevent adding it first.
    pub doubts: Vec<ListDoubt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressOrigin {
    /// The list gives it.
    Listed,
    /// It is the usual one for this idInstance.
    Suggested,
}

/// An instance that the program has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    WithToken {
        name: String,
    },
    /// Its token is not on this computer, so that the one of the list is kept for it.
    WithoutToken {
        name: String,
    },
}

/// Something that is missing or doubtful about an instance of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListDoubt {
    NoId,
    /// The list has something else in its place, such as `7,1E+09`.
    UnreadableId,
    NoToken,
    UnreadableToken,
    NoAddress,
    Known(Known),
    /// The list has it before, too.
    Duplicate,
    /// The list has its idInstance with another token, too.
    OtherToken,
    /// The address is that of another pool; this one is usual.
    OtherPool(ApiUrl),
    /// The address is not one of GREEN-API's: the token would be sent to someone else.
    ForeignHost,
    /// The list has an address that serves no instance, such as `mediaUrl`. The usual one is used.
    UnusableAddress,
    UnusualId,
    UnusualToken,
}

impl ListDoubt {
    /// Whether the instance cannot be added.
    pub fn prevents(&self) -> bool {
        match self {
            Self::NoId | Self::UnreadableId | Self::NoToken | Self::UnreadableToken | Self::NoAddress => true,
            Self::Known(Known::WithToken { .. }) => true,
            Self::Known(Known::WithoutToken { .. })
            | Self::Duplicate
            | Self::OtherToken
            | Self::OtherPool(_)
            | Self::ForeignHost
            | Self::UnusableAddress
            | Self::UnusualId
            | Self::UnusualToken => false,
        }
    }

    /// Whether the user has to want the instance in spite of it.
    fn unticks(&self) -> bool {
        self.prevents() || matches!(self, Self::Duplicate | Self::OtherToken | Self::ForeignHost)
    }
}

impl Candidate {
    /// Returns why it cannot be added.
    pub fn obstacle(&self) -> Option<&ListDoubt> {
        self.doubts.iter().find(|doubt| doubt.prevents())
    }

    /// Whether adding it lists it under a name.
    pub fn is_new(&self) -> bool {
        self.obstacle().is_none() && !self.doubts.iter().any(|doubt| matches!(doubt, ListDoubt::Known(_)))
    }

    /// Whether it is added unless the user decides otherwise.
    pub fn is_wanted(&self) -> bool {
        !self.doubts.iter().any(ListDoubt::unticks)
    }

    fn of(values: Pasted) -> Self {
        let usual = values.id_instance.as_ref().and_then(ApiUrl::suggest_for);
        let origin = if values.api_url.is_some() { AddressOrigin::Listed } else { AddressOrigin::Suggested };
        let mut candidate = Self {
            name: values.name.unwrap_or_default(),
            id_instance: values.id_instance,
            api_url: values.api_url.or(usual.clone()),
            origin,
            token: values.token,
            doubts: Vec::new(),
        };
        candidate.doubts = candidate.own_doubts(&values.unreadable, usual);
        candidate
    }

    fn own_doubts(&self, unreadable: &[Part], usual: Option<ApiUrl>) -> Vec<ListDoubt> {
        let or = |part, unread, missing| if unreadable.contains(&part) { unread } else { missing };
        let no_id = or(Part::IdInstance, ListDoubt::UnreadableId, ListDoubt::NoId);
        let no_token = or(Part::Token, ListDoubt::UnreadableToken, ListDoubt::NoToken);
        let (id, token) = (self.id_instance.as_ref(), self.token.as_ref());
        let has_other = unreadable.contains(&Part::ApiUrl);
        let listed = self.api_url.as_ref().filter(|_| self.origin == AddressOrigin::Listed);
        let doubts = [
            id.is_none().then_some(no_id),
            token.is_none().then_some(no_token),
            (id.is_some() && self.api_url.is_none()).then_some(ListDoubt::NoAddress),
            (has_other && self.api_url.is_some()).then_some(ListDoubt::UnusableAddress),
            listed.filter(|url| url.is_foreign()).map(|_| ListDoubt::ForeignHost),
            listed
                .zip(usual)
                .filter(|(url, usual)| is_other_pool(url, usual, id))
                .map(|(_, usual)| ListDoubt::OtherPool(usual)),
            id.filter(|id| !id.has_usual_length()).map(|_| ListDoubt::UnusualId),
            token.filter(|token| !token.looks_usual()).map(|_| ListDoubt::UnusualToken),
        ];
        doubts.into_iter().flatten().collect()
    }

    fn is_same_as(&self, other: &Self) -> bool {
        match (&self.token, &other.token) {
            (Some(own), Some(other)) => own.expose() == other.expose(),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

/// Whether an address names a pool by its number, and the instance is of another one. Hosts without a number serve
/// several pools.
fn is_other_pool(url: &ApiUrl, usual: &ApiUrl, id: Option<&IdInstance>) -> bool {
    let pool = |url: &ApiUrl| url.host().split('.').next().map(str::to_owned).unwrap_or_default();
    let named = pool(url);
    let is_number = named.len() == 4 && named.bytes().all(|byte| byte.is_ascii_digit());
    let is_own = id.is_some_and(|id| id.as_str().starts_with(&named));
    is_number && !is_own && named != pool(usual) && usual.host() != DEFAULT_HOST
}

/// Doubts the token of the only idInstance of a list that has another token, too: which of them is its own is unknown.
fn doubt_only_id(all: &mut [Candidate]) {
    let is_lone = |one: &Candidate| one.id_instance.is_none() && one.token.as_ref().is_some_and(ApiToken::looks_usual);
    let has_other = all.iter().any(is_lone);
    let mut with_id = all.iter_mut().filter(|one| one.id_instance.is_some());
    if let (Some(only), None) = (with_id.next(), with_id.next())
        && has_other
        && only.token.is_some()
    {
        only.doubts.push(ListDoubt::OtherToken);
    }
}

/// Judges a list. `known` tells which instances the program has.
pub fn candidates(list: Vec<Pasted>, known: impl Fn(&IdInstance) -> Option<Known>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = list.into_iter().map(Candidate::of).collect();
    for at in 0..all.len() {
        let Some(id) = all[at].id_instance.clone() else { continue };
        let first = all[..at].iter().position(|before| before.id_instance.as_ref() == Some(&id));
        let mut doubts: Vec<_> = known(&id).map(ListDoubt::Known).into_iter().collect();
        if let Some(first) = first {
            let is_same = all[at].is_same_as(&all[first]);
            if !is_same && !all[first].doubts.contains(&ListDoubt::OtherToken) {
                // Neither is known to be right.
                all[first].doubts.push(ListDoubt::OtherToken);
            }
            doubts.push(if is_same { ListDoubt::Duplicate } else { ListDoubt::OtherToken });
        }
        all[at].doubts.splice(0..0, doubts);
    }
    doubt_only_id(&mut all);
    for candidate in &mut all {
        candidate.doubts.sort_by_key(|doubt| !doubt.prevents());
    }
    all
}
