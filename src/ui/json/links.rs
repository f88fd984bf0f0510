//! The links in the head of an exchange: modes of viewing it, and texts to copy from it.

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Button, Response, RichText, Sense, Stroke, TextStyle, Ui, Vec2, WidgetText};

use super::{ExchangeAct, ExchangeState, ExchangeStyle, JsonDocument, JsonMode};
use crate::green_api::Exchange;
use crate::tr;
use crate::ui::theme::{Tokens, font, size};
use crate::ui::widgets::{link, optional};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Tree,
    Raw,
    Headers,
    Copy,
    Curl,
}

impl Link {
    fn text(self) -> String {
        match self {
            Self::Tree => tr!("json-tree"),
            Self::Raw => tr!("json-raw"),
            Self::Headers => tr!("json-headers"),
            Self::Copy => tr!("json-copy"),
            Self::Curl => tr!("json-copy-curl"),
        }
    }
}

/// The links that make sense for an exchange.
pub(super) struct Links {
    modes: Vec<Link>,
    acts: Vec<Link>,
}

impl Links {
    pub fn of(exchange: &Exchange, document: Option<&JsonDocument>, style: ExchangeStyle) -> Self {
        let has_text = document.is_some_and(|document| !document.is_blank());
        let mut modes = Vec::new();
        if document.is_some_and(JsonDocument::is_json) {
            modes.push(Link::Tree);
        }
        if has_text {
            modes.push(Link::Raw);
        }
        if exchange.status.is_some() && style != ExchangeStyle::Quiet {
            modes.push(Link::Headers);
        }
        if modes.len() == 1 && has_text {
            modes.clear();
        }
        let mut acts = Vec::new();
        if has_text {
            acts.push(Link::Copy);
        }
        if style != ExchangeStyle::Quiet {
            acts.push(Link::Curl);
        }
        Self { modes, acts }
    }

    /// Returns the width of the links in one line, `gap` apart.
    pub fn width(&self, ui: &Ui, gap: f32) -> f32 {
        let all = self.modes.iter().chain(&self.acts);
        let widths = all.map(|link| font::text_width(ui, &link.text(), TextStyle::Button).ceil() + gap);
        (widths.sum::<f32>() - gap).max(0.0)
    }

    pub fn show(
        &self,
        ui: &mut Ui,
        exchange: &Exchange,
        document: Option<&JsonDocument>,
        state: &mut ExchangeState,
        gap: f32,
    ) -> Option<ExchangeAct> {
        ui.spacing_mut().item_spacing.x = gap;
        for mode in [Link::Tree, Link::Raw, Link::Headers] {
            let current = match mode {
                Link::Headers => state.shows_headers,
                Link::Raw => !state.shows_headers && !self.shows_tree(state),
                _ => !state.shows_headers && self.shows_tree(state),
            };
            if optional(ui, self.modes.contains(&mode), |ui| mode_link(ui, mode.text(), current)) {
                // Headers replace the body, so a second click brings it back.
                state.shows_headers = mode == Link::Headers && !state.shows_headers;
                match mode {
                    Link::Tree => state.view.mode = JsonMode::Tree,
                    Link::Raw => state.view.mode = JsonMode::Raw,
                    _ => {}
                }
            }
        }
        let mut act = None;
        for link_of_act in [Link::Copy, Link::Curl] {
            if optional(ui, self.acts.contains(&link_of_act), |ui| link(ui, link_of_act.text())) {
                act = Some(match link_of_act {
                    Link::Curl => ExchangeAct::CopyCurl(exchange.curl()),
                    _ => ExchangeAct::Copy(copied(exchange, document, state)),
                });
            }
        }
        act
    }

    fn shows_tree(&self, state: &ExchangeState) -> bool {
        self.modes.contains(&Link::Tree) && state.view.mode == JsonMode::Tree
    }
}

/// Returns the shown content in full: the headers, or the body as received.
fn copied(exchange: &Exchange, document: Option<&JsonDocument>, state: &ExchangeState) -> String {
    if state.shows_headers {
        let lines = exchange.headers.iter();
        return lines.map(|(name, value)| format!("{name}: {value}\n")).collect();
    }
    document.map_or_else(|| exchange.body.text().into_owned(), |document| document.text().to_owned())
}

/// Draws a link that selects a mode; the selected one is underlined text.
pub(super) fn mode_link(ui: &mut Ui, text: String, current: bool) -> Response {
    let t = Tokens::of(ui);
    let colour = if current { t.text } else { t.info };
    let label = RichText::new(text).text_style(TextStyle::Button).color(colour);
    let response = ui.add(
        Button::new(WidgetText::from(label)).frame(false).min_size(Vec2::new(0.0, size::HIT)).sense(Sense::click()),
    );
    if current || response.hovered() {
        let line = if current { Stroke::new(2.0, t.accent) } else { Stroke::new(1.0, t.info) };
        let y = response.rect.bottom() - 3.0;
        ui.painter().hline(response.rect.x_range(), y, line);
    }
    let toggled = if current { Toggled::True } else { Toggled::False };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(toggled));
    response
}
