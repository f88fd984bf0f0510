//! An exchange with its answer: the outcome in one line, and the server's body under it.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, RichText, TextStyle, Ui};

use super::JsonDocument;
use super::cache::{JsonCache, Part};
use super::links::Links;
use super::search_bar::search_bar_ui;
use super::view::{JsonViewState, json_view};
use crate::green_api::{Exchange, Failure};
use crate::tr;
use crate::ui::text::{bytes, clock_time, duration};
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{Badge, Spinner, Tone};

/// The result of a click in an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExchangeAct {
    /// Copy this text to the clipboard.
    Copy(String),
    /// Copy this command to the clipboard; it contains `$TOKEN` instead of the token.
    CopyCurl(String),
}

/// Size and prominence of an exchange.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExchangeStyle {
    /// Within a page: status, method and figures; the body scrolls within 260 points.
    Inline,
    /// Under an error that is already explained: "The server's answer", then its text.
    Quiet,
    /// With its size and a search, all of it within this many points; the body is never lower than 200.
    Full(f32),
}

/// Height of a body within a page, in points.
const INLINE: f32 = 260.0;
/// Minimum height of a body that fills its page, in points.
const LEAST: f32 = 200.0;

/// View state of the exchanges that a page shows; never saved.
#[derive(Debug, Default)]
pub struct Answers {
    pub cache: JsonCache,
    views: HashMap<u64, ExchangeState>,
}

/// View state of one exchange.
#[derive(Debug, Default)]
pub struct ExchangeState {
    pub view: JsonViewState,
    /// View state of the request's own body.
    pub request: JsonViewState,
    pub shows_headers: bool,
}

impl Answers {
    /// Maximum number of view states kept. Only a long series of acts exceeds it; then all are dropped.
    const MAX: usize = 100;

    /// Returns the view state of the exchange with this id.
    pub fn view(&mut self, id: u64) -> &mut ExchangeState {
        if self.views.len() >= Self::MAX && !self.views.contains_key(&id) {
            self.views.clear();
        }
        self.views.entry(id).or_default()
    }
}

/// Draws an exchange and its answer. An exchange may be drawn only once in a scope of ids.
pub fn exchange_ui(
    ui: &mut Ui,
    exchange: &Arc<Exchange>,
    answers: &mut Answers,
    style: ExchangeStyle,
) -> Option<ExchangeAct> {
    let document = answers.cache.document(ui.ctx(), exchange, Part::Answer);
    let state = answers.view(exchange.id);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let top = ui.cursor().top();
        let act = head_ui(ui, exchange, document.as_deref(), state, style);
        let height = match style {
            ExchangeStyle::Inline | ExchangeStyle::Quiet => INLINE,
            ExchangeStyle::Full(whole) => {
                if let Some(document) = document.as_ref().filter(|_| shows_body(exchange, state)) {
                    let id = ui.scope_id().with("search");
                    search_bar_ui(ui, id, &tr!("json-search"), document, &mut state.view);
                }
                (whole - (ui.cursor().top() - top)).max(LEAST)
            }
        };
        let copied = body_ui(ui, exchange, document.as_deref(), state, height);
        act.or(copied.map(ExchangeAct::Copy))
    })
    .inner
}

fn shows_body(exchange: &Exchange, state: &ExchangeState) -> bool {
    exchange.status.is_some() && !state.shows_headers && !exchange.body.is_blank()
}

/// Returns the status in the server's words: "200 OK"; `None` if no answer came.
pub fn status_text(exchange: &Exchange) -> Option<String> {
    let status = exchange.status?;
    Some(match &exchange.reason {
        Some(reason) => format!("{status} {reason}"),
        None => status.to_string(),
    })
}

/// Returns green for 2xx, otherwise red. 200 alone is not success, so a failure reported with a 2xx is amber.
pub fn status_tone(exchange: &Exchange) -> Tone {
    match exchange.status {
        Some(200..=299) if exchange.failure.is_none() => Tone::Good,
        Some(200..=299) => Tone::Wait,
        _ => Tone::Bad,
    }
}

/// Returns the figures of an exchange, such as "GET · 184 ms · 09:52:07".
fn figures(exchange: &Exchange, style: ExchangeStyle) -> String {
    let took = duration(exchange.duration);
    let at = clock_time(exchange.at);
    let verb = exchange.verb.as_str();
    match style {
        ExchangeStyle::Inline => format!("{verb} · {took} · {at}"),
        ExchangeStyle::Full(_) => format!("{verb} · {took} · {} · {at}", bytes(exchange.body_bytes)),
        ExchangeStyle::Quiet => {
            let status = status_text(exchange).unwrap_or_else(|| tr!("json-no-answer"));
            format!("{verb} {} · {status} · {took} · {at}", exchange.method)
        }
    }
}

/// Draws the head in one line where there is room, otherwise with the links under the words.
fn head_ui(
    ui: &mut Ui,
    exchange: &Exchange,
    document: Option<&JsonDocument>,
    state: &mut ExchangeState,
    style: ExchangeStyle,
) -> Option<ExchangeAct> {
    let links = Links::of(exchange, document, style);
    let words = words_width(ui, exchange, style);
    let room = ui.available_width();
    let fitting = [space::L, space::M].into_iter().find(|gap| words + gap + links.width(ui, *gap) <= room);
    if let Some(gap) = fitting {
        let width = links.width(ui, gap);
        ui.horizontal(|ui| {
            words_ui(ui, exchange, style);
            let between = ui.available_width() - width;
            ui.add_space(between.max(0.0));
            links.show(ui, exchange, document, state, gap)
        })
        .inner
    } else {
        ui.horizontal_wrapped(|ui| words_ui(ui, exchange, style));
        ui.horizontal_wrapped(|ui| links.show(ui, exchange, document, state, space::L)).inner
    }
}

/// Returns who answered: a web page that is not the gateway's comes from something on the way to it.
fn whose(exchange: &Exchange) -> String {
    if matches!(exchange.failure, Some(Failure::Html { .. })) {
        tr!("json-not-servers-answer")
    } else {
        tr!("json-servers-answer")
    }
}

fn words_ui(ui: &mut Ui, exchange: &Exchange, style: ExchangeStyle) {
    let muted = Tokens::of(ui).muted;
    ui.spacing_mut().item_spacing.x = space::S;
    if style == ExchangeStyle::Quiet {
        ui.label(RichText::new(whose(exchange)).color(muted));
    } else {
        let status = status_text(exchange).unwrap_or_else(|| tr!("json-no-answer"));
        ui.add(Badge::new(status, status_tone(exchange)));
        ui.label(font::styled(exchange.method, font::strong()));
    }
    ui.label(RichText::new(figures(exchange, style)).color(muted));
}

/// Returns the width of the words in one line.
fn words_width(ui: &Ui, exchange: &Exchange, style: ExchangeStyle) -> f32 {
    let body = TextStyle::Body;
    let figures = font::text_width(ui, &figures(exchange, style), body.clone());
    let first = if style == ExchangeStyle::Quiet {
        font::text_width(ui, &whose(exchange), body)
    } else {
        let status = status_text(exchange).unwrap_or_else(|| tr!("json-no-answer"));
        font::text_width(ui, &status, font::small_strong())
            + 2.0 * space::S
            + space::S
            + font::text_width(ui, exchange.method, font::strong())
    };
    first + space::S + figures
}

fn body_ui(
    ui: &mut Ui,
    exchange: &Exchange,
    document: Option<&JsonDocument>,
    state: &mut ExchangeState,
    height: f32,
) -> Option<String> {
    if exchange.status.is_none() {
        note_ui(ui, tr!("json-no-answer-came"));
        return None;
    }
    if state.shows_headers {
        headers_ui(ui, &exchange.headers);
        return None;
    }
    let Some(document) = document else {
        ui.horizontal(|ui| {
            ui.add(Spinner::small());
            note_ui(ui, tr!("json-reading"));
        });
        return None;
    };
    if document.is_blank() {
        note_ui(ui, tr!("json-empty"));
        return None;
    }
    let id = ui.scope_id().with(("body", exchange.id));
    let copied = json_view(ui, id, document, &mut state.view, height);
    if document.is_cut_short() {
        note_ui(ui, tr!("json-cut-short"));
    }
    copied
}

pub(super) fn note_ui(ui: &mut Ui, text: String) {
    ui.label(RichText::new(text).color(Tokens::of(ui).muted));
}

fn headers_ui(ui: &mut Ui, headers: &[(String, String)]) {
    if headers.is_empty() {
        note_ui(ui, tr!("json-no-headers"));
    }
    let t = Tokens::of(ui);
    for (name, value) in headers {
        let mut job = LayoutJob::default();
        let font_id = TextStyle::Monospace.resolve(ui.style());
        job.append(&format!("{name}: "), 0.0, TextFormat::simple(font_id.clone(), t.muted));
        job.append(value, 0.0, TextFormat::simple(font_id, t.text));
        ui.add(Label::new(job).wrap().selectable(true));
    }
}
