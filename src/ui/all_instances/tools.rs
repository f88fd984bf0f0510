//! The controls above the table: the search and the filters.

use std::collections::BTreeSet;

use eframe::egui::{ComboBox, Id, Key, Modifiers, TextStyle, Ui};

use super::{AllInstancesView, NARROW};
use crate::green_api::Messenger;
use crate::model::{Action, Model};
use crate::store::{ListSettings, StateFilter};
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Field, drop_down, report_search, slot};

/// Greatest width of the search field, in points.
const SEARCH: f32 = 230.0;
/// Width of the filters, in points.
const FILTERS: [f32; 3] = [150.0, 160.0, 120.0];
const NARROW_FILTERS: [f32; 3] = [140.0, 140.0, 110.0];
pub fn tools_ui(ui: &mut Ui, model: &Model, view: &mut AllInstancesView, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let is_narrow = ui.available_width() < NARROW;
        let widths = if is_narrow { NARROW_FILTERS } else { FILTERS };
        let filters = widths.iter().sum::<f32>() + 3.0 * space::S;
        let width = (ui.available_width() - filters).clamp(2.0 * size::HIT, SEARCH);
        ui.scope(|ui| {
            ui.set_max_width(width);
            let name = tr!("all-instances-search");
            let short = tr!("all-instances-search-short");
            let hint = font::fitting(ui, [name.as_str(), &short], TextStyle::Body, width - 2.0 * space::M);
            let field = Field::search(&name, Id::unique("all-instances-search")).hint(hint).show(ui, &mut view.typed);
            report_search(ui.ctx(), field.id);
            // The Down key leads from the field into the table.
            if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
                (view.cursor.goes_there, view.cursor.by_key) = (true, true);
            }
        });
        let name = tr!("all-instances-state");
        let states = StateFilter::ALL.map(|state| (state, state_name(state)));
        if let Some(state) = filter_ui(ui, "state", &name, widths[0], &list.state, states) {
            actions.push(Action::ArrangeInstances(ListSettings { state, ..list.clone() }));
        }
        slot(ui, |ui| messenger_ui(ui, model, widths[1], actions));
        slot(ui, |ui| tag_ui(ui, model, widths[2], actions));
    });
}

fn filter_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    salt: &str,
    name: &str,
    width: f32,
    now: &T,
    entries: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let t = Tokens::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = t.outline;
        let entries: Vec<(T, String)> = entries.into_iter().collect();
        // The first entry is "any".
        let is_unused = entries.first().is_some_and(|(any, _)| any == now);
        let word = entries.iter().find(|(entry, _)| entry == now).map(|(_, word)| word.as_str()).unwrap_or_default();
        let room = width - 2.0 * ui.spacing().button_padding.x - size::ICON - space::S;
        let short = if is_unused { name } else { word };
        let word = font::fitting(ui, [word, short], TextStyle::Button, room).to_owned();
        let combo = ComboBox::from_id_salt(("all-instances", salt)).width(width).truncate().selected_text(word);
        let (button, selected) = drop_down(ui, combo, now, entries);
        button.accessible_name(name);
        selected.filter(|selected| selected != now)
    })
    .inner
}

/// Draws the filter by messenger, if there are several messengers.
fn messenger_ui(ui: &mut Ui, model: &Model, width: f32, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    let used: BTreeSet<Messenger> = model.instances.iter().map(|instance| instance.messenger()).collect();
    if used.len() < 2 && list.messenger.is_none() {
        return;
    }
    let any = std::iter::once((None, tr!("all-instances-any-messenger")));
    let used = used.into_iter().chain(list.messenger).collect::<BTreeSet<_>>();
    let entries = any.chain(used.into_iter().map(|messenger| (Some(messenger), messenger.name().to_owned())));
    let name = tr!("all-instances-messenger");
    if let Some(messenger) = filter_ui(ui, "messenger", &name, width, &list.messenger, entries) {
        actions.push(Action::ArrangeInstances(ListSettings { messenger, ..list.clone() }));
    }
}

/// Draws the filter by tag, if there are tags.
fn tag_ui(ui: &mut Ui, model: &Model, width: f32, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    let tags = model.instances.iter().flat_map(|instance| &instance.record.options.tags).chain(&list.tag);
    let tags: BTreeSet<&String> = tags.collect();
    if tags.is_empty() {
        return;
    }
    let any = std::iter::once((None, tr!("all-instances-any-tag")));
    let entries = any.chain(tags.into_iter().map(|tag| (Some(tag.clone()), tag.clone())));
    if let Some(tag) = filter_ui(ui, "tag", &tr!("all-instances-tag"), width, &list.tag, entries) {
        actions.push(Action::ArrangeInstances(ListSettings { tag, ..list.clone() }));
    }
}

fn state_name(state: StateFilter) -> String {
    match state {
        StateFilter::Any => tr!("all-instances-any-state"),
        StateFilter::Attention => tr!("all-instances-attention"),
        StateFilter::Authorized => tr!("state-authorized"),
        StateFilter::NotAuthorized => tr!("state-not-authorized"),
        StateFilter::Blocked => tr!("state-blocked"),
        StateFilter::Suspended => tr!("state-suspended"),
        StateFilter::Starting => tr!("state-starting"),
        StateFilter::Unknown => tr!("all-instances-unknown"),
    }
}
