//! The query made from a typed text.

use crate::green_api::{ChatId, Messenger};
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
        let mut terms = match digits(&folded) {
            Some(_) => vec![needles(&folded)],
            None => folded.split(' ').filter(|word| !word.is_empty()).map(needles).collect(),
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
    if let Some(digits) = digits(word) {
        // 8 is dialled inside Russia and Kazakhstan; the id has 7 instead.
        let international = digits.strip_prefix('8').filter(|rest| rest.starts_with(['3', '4', '7', '8', '9']));
        needles.extend(international.map(|rest| format!("7{rest}")));
        let chat = ChatId::exact(&format!("{digits}@c.us"), Messenger::WhatsApp);
        let other = chat.and_then(|chat| chat.other_spelling());
        needles.extend(other.and_then(|other| other.phone_digits().map(str::to_owned)));
        if digits != word {
            needles.push(digits);
        }
    }
    needles
}

/// Returns the digits of a word written like a number or a part of one: "+7 (912) 345".
fn digits(word: &str) -> Option<String> {
    let is_of_a_number =
        |character: char| character.is_ascii_digit() || " +-()./\u{2010}\u{2013}\u{2014}".contains(character);
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty() && word.chars().all(is_of_a_number)).then_some(digits)
}

fn shortest(needles: &[String]) -> usize {
    needles.iter().map(String::len).min().unwrap_or_default()
}
