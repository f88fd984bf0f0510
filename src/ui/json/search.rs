//! Case-insensitive search in a body.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::Context;

use super::JsonDocument;
use super::cache::LARGE;
use crate::ui::background::Background;
use crate::ui::text::{self, SearchStep};

/// Maximum number of matches searched for.
pub const MAX_FOUND: usize = 9_999;

/// A search in one body: the query, its matches, and the current one of them.
#[derive(Debug, Default)]
pub(super) struct JsonSearch {
    query: String,
    /// The document that was searched.
    document: u64,
    found: Option<Background<Vec<Range<usize>>>>,
    current: usize,
    /// Whether the view has gone to the first match.
    arrived: bool,
}

impl JsonSearch {
    /// Starts a new search; an empty query ends it.
    pub fn start(&mut self, ctx: &Context, document: &Arc<JsonDocument>, query: &str) {
        *self = Self { query: query.to_owned(), document: document.id(), ..Self::default() };
        if !query.is_empty() {
            let (document, query) = (document.clone(), query.to_owned());
            let is_small = document.text().len() <= LARGE;
            let find = move || document.find(&query);
            self.found = Some(if is_small { Background::compute_small(find) } else { Background::compute(ctx, find) });
        }
    }

    /// Whether the matches belong to another document.
    pub fn is_of_other(&self, document: &JsonDocument) -> bool {
        self.document != document.id()
    }

    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether the body is still being searched.
    pub fn is_running(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.get().is_none())
    }

    /// Returns the matches in this document.
    pub fn places_in(&self, document: &JsonDocument) -> &[Range<usize>] {
        if self.is_of_other(document) { &[] } else { self.places() }
    }

    /// Returns the matches, in order; none while the search is running.
    pub fn places(&self) -> &[Range<usize>] {
        self.found.as_ref().and_then(Background::get).map_or(&[], Vec::as_slice)
    }

    /// Returns the index of the current match, from 0.
    pub fn current(&self) -> usize {
        self.current
    }

    /// Returns the byte where the first match begins, once, as soon as it is known.
    pub fn arrive(&mut self) -> Option<usize> {
        let first = self.places().first()?.start;
        (!std::mem::replace(&mut self.arrived, true)).then_some(first)
    }

    /// Goes to another match.
    pub fn step(&mut self, step: SearchStep) -> Option<usize> {
        let count = self.places().len();
        if count == 0 {
            return None;
        }
        self.current = step.from(self.current, count);
        self.places().get(self.current).map(|place| place.start)
    }
}

impl JsonDocument {
    /// Returns the first [`MAX_FOUND`] matches of `query` in the body, in bytes. Ignores case.
    pub fn find(&self, query: &str) -> Vec<Range<usize>> {
        text::find(&self.text, query, MAX_FOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_letters_does_not_matter() {
        let document = JsonDocument::parse(r#"["Заказ", "ЗАКАЗ", "order", "зака"]"#);
        let found = document.find("заказ");
        assert_eq!(found.len(), 2);
        assert_eq!(&document.text()[found[1].clone()], "ЗАКАЗ");
        assert_eq!(document.find("ORDER").len(), 1);
        assert!(document.find("").is_empty() && document.find("none").is_empty());
    }

    #[test]
    fn places_do_not_overlap_and_are_not_endless() {
        assert_eq!(JsonDocument::parse("aaaa").find("aa"), [0..2, 2..4]);
        let long = "a".repeat(20_000);
        assert_eq!(JsonDocument::parse(&long).find("a").len(), MAX_FOUND);
    }
}
