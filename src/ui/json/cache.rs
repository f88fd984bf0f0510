//! The documents of the most recently viewed exchanges.

use std::borrow::Cow;
use std::sync::Arc;

use eframe::egui::Context;

use super::JsonDocument;
use crate::green_api::Exchange;
use crate::ui::background::Background;

/// Bodies with more bytes than this are parsed and searched on a separate thread.
pub(super) const LARGE: usize = 200_000;
/// Maximum number of documents kept.
const MAX: usize = 20;

/// The two bodies of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Request,
    Answer,
}

type Key = (u64, Part);

/// Holds the documents of the most recently requested bodies. Part of a page's view state, which is never saved.
#[derive(Debug, Default)]
pub struct JsonCache {
    /// The most recently requested document is last.
    kept: Vec<(Key, Background<Arc<JsonDocument>>)>,
}

impl JsonCache {
    /// Returns the document of a body; `None` while a large body is being parsed, which ends with a repaint.
    pub fn document(&mut self, ctx: &Context, exchange: &Arc<Exchange>, part: Part) -> Option<Arc<JsonDocument>> {
        let key = (exchange.id, part);
        let entry = match self.kept.iter().position(|(kept, _)| *kept == key) {
            Some(index) => self.kept.remove(index),
            None => (key, read(ctx, exchange, part)),
        };
        let document = entry.1.get().cloned();
        self.kept.push(entry);
        if self.kept.len() > MAX {
            self.kept.remove(0);
        }
        document
    }
}

fn read(ctx: &Context, exchange: &Arc<Exchange>, part: Part) -> Background<Arc<JsonDocument>> {
    let exchange = exchange.clone();
    let is_small = length(&exchange, part) <= LARGE;
    let parse = move || Arc::new(JsonDocument::parse(&body(&exchange, part)));
    if is_small { Background::compute_small(parse) } else { Background::compute(ctx, parse) }
}

fn length(exchange: &Exchange, part: Part) -> usize {
    match part {
        Part::Request => exchange.request_body.as_ref().map_or(0, String::len),
        Part::Answer => exchange.body.length(),
    }
}

fn body(exchange: &Exchange, part: Part) -> Cow<'_, str> {
    match part {
        Part::Request => exchange.request_body.as_deref().unwrap_or_default().into(),
        Part::Answer => exchange.body.text(),
    }
}
