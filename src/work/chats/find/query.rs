//! The query made from a typed text.

use crate::green_api::sought_digits;
use crate::work::chats::fold::fold;

/// The terms of a search. A row matches if it contains at least one needle of every term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// The terms, those with the longest needles first.
    terms: Vec<Vec<String>>,
}

impl Query {
    pub fn new(text: &str) -> Self {
        let folded = fold(text);
        // A number is one word, however it is written: spaces in it do not separate words.
        let mut terms: Vec<Vec<String>> = if sought_digits(&folded).is_empty() {
            folded.split(' ').filter(|word| !word.is_empty()).map(needles).collect()
        } else {
            vec![needles(&folded)]
        };
        terms.sort_by_key(|needles| std::cmp::Reverse(shortest(needles)));
        Self { terms }
    }

    pub fn terms(&self) -> &[Vec<String>] {
        &self.terms
    }

    /// Whether it can find only rows that `wider` finds: each term of `wider` is contained in a term of this query.
    pub fn narrows(&self, wider: &Self) -> bool {
        let holds = |needles: &[String], term: &[String]| {
            needles.iter().all(|needle| term.iter().any(|part| needle.contains(part.as_str())))
        };
        wider.terms.iter().all(|term| self.terms.iter().any(|needles| holds(needles, term)))
    }
}

/// Returns the word as typed and, if it is a number, its digits as they are in an id.
fn needles(word: &str) -> Vec<String> {
    let mut needles = vec![word.to_owned()];
    needles.extend(sought_digits(word).into_iter().filter(|digits| digits != word));
    needles
}

fn shortest(needles: &[String]) -> usize {
    needles.iter().map(String::len).min().unwrap_or_default()
}
