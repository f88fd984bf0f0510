//! The licences of the program's components: its fonts, and its libraries as `assets/licences` lists them.

use std::sync::Arc;

use eframe::egui::{Align, Id, Key, Layout, Modifiers, Ui};

use super::background::Background;
use super::embedded::embedded_text;
use super::json::{JsonDocument, JsonViewState, json_view, search_bar_ui};
use super::theme::{size, space};
use super::widgets::{ActButton, Spinner, card, link, row_with_end, title};
use crate::model::{Action, Model, Page};
use crate::tr;

const FONTS: [(&str, &str); 2] = [
    ("Inter", include_str!("../../assets/fonts/OFL-Inter.txt")),
    ("JetBrains Mono", include_str!("../../assets/fonts/OFL-JetBrainsMono.txt")),
];

/// The text, which is laid out line by line as it becomes visible, and the state of its view. Throw-away state.
#[derive(Debug, Default)]
pub struct LicencesView {
    document: Option<Background<Arc<JsonDocument>>>,
    state: JsonViewState,
}

/// Returns the fonts' licences, then the list of all libraries, then the text of each licence.
fn text() -> String {
    let fonts = FONTS.map(|(name, licence)| format!("{name}\n\n{}\n\n", licence.trim()));
    fonts.concat() + &embedded_text!("libraries.txt")
}

pub fn head_ui(ui: &mut Ui) -> Option<Action> {
    let (_, back) = row_with_end(
        ui,
        size::CONTROL,
        |ui| title(ui, &tr!("licences-title")),
        |ui| ui.add(ActButton::plain(tr!("help-back"))).on_hover_text("Esc").clicked(),
    );
    back.then_some(Action::Show(Page::Preferences))
}

pub fn licences_ui(ui: &mut Ui, model: &Model, view: &mut LicencesView) -> Vec<Action> {
    let search = Id::unique("licences-search");
    let mut actions = Vec::new();
    // As in the guide, Esc empties the search before it leaves the page. egui has taken the focus away by it.
    if model.dialog.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        if view.state.end_search() {
            ui.memory_mut(|memory| memory.request_focus(search));
        } else {
            actions.push(Action::Show(Page::Preferences));
        }
    }
    let read = || Background::compute(ui.ctx(), || Arc::new(JsonDocument::parse(&text())));
    let document = view.document.get_or_insert_with(read).get().cloned();
    let mut copied = None;
    card(ui, |ui| {
        let Some(document) = document else {
            ui.add(Spinner::new());
            return;
        };
        ui.horizontal(|ui| {
            search_bar_ui(ui, search, &tr!("licences-search"), &document, &mut view.state);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if link(ui, tr!("licences-copy")).clicked() {
                    copied = Some(document.text().to_owned());
                }
            });
        });
        let height = ui.available_height() - space::L - space::M;
        copied = copied.take().or(json_view(ui, Id::unique("licences"), &document, &mut view.state, height));
    });
    actions.extend(copied.map(Action::Copy));
    actions
}
