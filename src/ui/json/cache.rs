//! The documents of the exchanges that were looked at last.

use std::sync::Arc;

use eframe::egui::Context;

use super::JsonDocument;
use crate::{green_api::Exchange, ui::background::Background};

/// Bodies of more bytes are read and searched on a thread of their own.
pub(super) const LARGE: usize = 200_000;
/// How many documents are kept.
const MAX: usize = 20;

/// Which body of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Request,
    Answer,
}

type Key = (u64, Part);

/// Holds the documents of the bodies that were asked for last. Part of a page's throw-away state.
#[derive(Debug, Default)]
pub struct JsonCache {
    /// The one asked for last stands last.
    kept: Vec<(Key, Background<Arc<JsonDocument>>)>,
}

impl JsonCache {
    /// The document of a body; none yet while a large body is being read, which ends with a repaint.
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
    let is_small = body(&exchange, part).len() <= LARGE;
    Background::compute(ctx, is_small, move || Arc::new(JsonDocument::parse(body(&exchange, part))))
}

fn body(exchange: &Exchange, part: Part) -> &str {
    match part {
        Part::Request => exchange.request_body.as_deref().unwrap_or_default(),
        Part::Answer => &exchange.body,
    }
}
