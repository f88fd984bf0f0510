//! The search field of a body, with the number of matches and the links from one to the next.

use std::sync::Arc;

use eframe::egui::{Id, Key, Label, RichText, Ui};

use super::search::MAX_FOUND;
use super::{JsonDocument, JsonViewState};
use crate::tr;
use crate::ui::text::{SearchStep, number};
use crate::ui::theme::{Tokens, size, space};
use crate::ui::widgets::{Field, Spinner, link, report_search};

/// Maximum width of the field, in points.
const FIELD: f32 = 260.0;

/// Draws the search field with the accessible name `name`. Searches as the user types; Enter goes to the next match,
/// Shift+Enter to the previous one.
pub fn search_bar_ui(ui: &mut Ui, id: Id, name: &str, document: &Arc<JsonDocument>, state: &mut JsonViewState) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let mut query = state.search.query().to_owned();
        let width = FIELD.min(ui.available_width() / 2.0);
        let field = ui.scope(|ui| {
            ui.set_max_width(width);
            Field::search(name, id).height(size::HIT).show(ui, &mut query)
        });
        let field = field.inner;
        report_search(ui.ctx(), field.id);
        let is_other = state.search.is_of_other(document);
        if field.changed() || (is_other && !query.is_empty()) {
            state.search.start(ui.ctx(), document, &query);
        }
        if let Some(first) = state.search.arrive() {
            state.go_to = Some(first);
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            let step = SearchStep::of_enter(ui);
            state.go_to = state.search.step(step).or(state.go_to);
            field.request_focus();
        }
        found_ui(ui, state);
    });
}

fn found_ui(ui: &mut Ui, state: &mut JsonViewState) {
    let t = Tokens::of(ui);
    if state.search.query().is_empty() {
        return;
    }
    if state.search.is_running() {
        ui.add(Spinner::small());
        return;
    }
    let count = state.search.places().len();
    let current = number(state.search.current() as i64 + 1);
    let text = match count {
        0 => tr!("json-found-none"),
        MAX_FOUND => tr!("json-found-many", current = current, count = count),
        _ => tr!("json-found", current = current, count = count),
    };
    ui.add(Label::new(RichText::new(text).color(t.muted)));
    if count > 1 {
        for (name, step) in
            [(tr!("json-found-previous"), SearchStep::Previous), (tr!("json-found-next"), SearchStep::Next)]
        {
            if link(ui, name).clicked() {
                state.go_to = state.search.step(step);
            }
        }
    }
}
