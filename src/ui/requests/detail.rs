//! One exchange: the request at the top, the answer in the rest of the page.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, ScrollArea, TextStyle, Ui};

use super::{RequestsAct, RequestsState};
use crate::green_api::Exchange;
use crate::tr;
use crate::ui::json::{ExchangeAct, ExchangeStyle, Part, exchange_ui, json_view};
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{PAGE_END, card, link, optional};

/// Height of the request's body, in points.
const REQUEST_BODY: f32 = 130.0;
/// Height of the page where nothing limits it, in points.
const UNLIMITED: f32 = 700.0;

pub(super) fn detail_ui(
    ui: &mut Ui,
    exchanges: &[&Arc<Exchange>],
    index: usize,
    state: &mut RequestsState,
) -> Vec<RequestsAct> {
    let exchange = exchanges[index];
    let height = ui.available_height();
    let height = if height.is_finite() { height - PAGE_END } else { UNLIMITED };
    ScrollArea::vertical()
        .id_salt(("exchange", exchange.id))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            let top = ui.cursor().top();
            ui.spacing_mut().item_spacing.y = space::M;
            way_ui(ui, exchanges, index, state);
            let mut acts: Vec<RequestsAct> = card(ui, |ui| request_ui(ui, exchange, state)).inner.into_iter().collect();
            // The height that the card adds around the answer.
            let frame = 2.0 * space::L + 2.0;
            let room = height - (ui.cursor().top() - top) - frame;
            let answer = card(ui, |ui| exchange_ui(ui, exchange, &mut state.answers, ExchangeStyle::Full(room)));
            acts.extend(answer.inner);
            ui.add_space(PAGE_END - space::M);
            acts
        })
        .inner
}

/// Draws the links back to the list and to the neighbouring exchanges.
fn way_ui(ui: &mut Ui, exchanges: &[&Arc<Exchange>], index: usize, state: &mut RequestsState) {
    let id = exchanges[index].id;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let back = link(ui, format!("‹ {}", tr!("requests-back"))).accessible_name(tr!("requests-back"));
        if state.focus == Some(id) {
            state.focus = None;
            back.request_focus();
        }
        if back.clicked() {
            state.open = None;
            state.focus = Some(id);
        }
        let newer = index.checked_sub(1).and_then(|at| exchanges.get(at));
        let older = exchanges.get(index + 1);
        for (neighbour, name) in [(newer, tr!("requests-newer")), (older, tr!("requests-older"))] {
            if optional(ui, neighbour.is_some(), |ui| link(ui, name))
                && let Some(neighbour) = neighbour
            {
                state.open = Some(neighbour.id);
            }
        }
    });
}

fn request_ui(ui: &mut Ui, exchange: &Arc<Exchange>, state: &mut RequestsState) -> Option<RequestsAct> {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = space::S;
    let title = font::styled(tr!("requests-request"), font::small_strong());
    ui.label(title.color(t.muted));
    let mut job = LayoutJob::default();
    let mono = TextStyle::Monospace.resolve(ui.style());
    let verb = format!("{} ", exchange.verb.as_str());
    job.append(&verb, 0.0, TextFormat::simple(mono.clone(), t.muted));
    job.append(&exchange.url, 0.0, TextFormat::simple(mono, t.text));
    job.wrap.break_anywhere = true;
    ui.add(Label::new(job).wrap().selectable(true));
    exchange.request_body.as_ref()?;
    let document = state.answers.cache.document(ui.ctx(), exchange, Part::Request)?;
    let id = ui.scope_id().with(("request-body", exchange.id));
    let view = &mut state.answers.view(exchange.id).request;
    json_view(ui, id, &document, view, REQUEST_BODY).map(ExchangeAct::Copy)
}
