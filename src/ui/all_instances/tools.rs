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
/// Its least width with the selection beside the filters: there is room for the short hint.
const SEARCH_LEAST: f32 = 160.0;
/// Width of the filters, in points.
const FILTERS: [f32; 3] = [150.0, 160.0, 120.0];
const NARROW_FILTERS: [f32; 3] = [140.0, 140.0, 110.0];
const NARROWEST_FILTERS: [f32; 3] = [126.0, 140.0, 92.0];

/// Where the number of selected instances and their act are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelectionPlace {
    BesideFilters,
    BelowFilters,
}

/// The widths of the search field and of the filters, in points.
pub struct Layout {
    search: f32,
    filters: [f32; 3],
    pub selection: SelectionPlace,
}

impl Layout {
    /// Lays out the controls in the available width. `whole` and `short` are the widths that the selection may take beside
    /// them. They must not depend on what is selected: the table under the controls keeps its place.
    pub fn within(ui: &Ui, model: &Model, [whole, short]: [f32; 2]) -> Self {
        let is_shown = [true, !messengers(model).is_empty(), !tags(model).is_empty()];
        let left = |filters: [f32; 3]| {
            let shown = filters.into_iter().zip(is_shown).filter(|(_, is_shown)| *is_shown);
            // A point less, because sizes are rounded: the words of the last filter would be cut off.
            ui.available_width() - 1.0 - shown.map(|(width, _)| width + space::S).sum::<f32>()
        };
        let beside = |selection: f32, filters, least: f32| {
            let search = left(filters) - selection;
            let selection = SelectionPlace::BesideFilters;
            (search >= least).then_some(Self { search: search.min(SEARCH), filters, selection })
        };
        let narrow = |selection| beside(selection, NARROW_FILTERS, SEARCH_LEAST);
        beside(whole, FILTERS, SEARCH).or_else(|| narrow(whole)).or_else(|| narrow(short)).unwrap_or_else(|| {
            let all = if ui.available_width() < NARROW { [NARROW_FILTERS, NARROWEST_FILTERS] } else { [FILTERS; 2] };
            let filters = if left(all[0]) >= SEARCH_LEAST { all[0] } else { all[1] };
            let search = left(filters).clamp(2.0 * size::HIT, SEARCH);
            Self { search, filters, selection: SelectionPlace::BelowFilters }
        })
    }
}

/// Draws the controls in a row.
pub fn tools_ui(ui: &mut Ui, model: &Model, layout: &Layout, view: &mut AllInstancesView, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    ui.spacing_mut().item_spacing.x = space::S;
    ui.scope(|ui| {
        ui.set_max_width(layout.search);
        let name = tr!("all-instances-search");
        let short = tr!("all-instances-search-short");
        let hint = font::fitting(ui, [name.as_str(), &short], TextStyle::Body, layout.search - 2.0 * space::M);
        let field = Field::search(&name, Id::unique("all-instances-search")).hint(hint).show(ui, &mut view.typed);
        report_search(ui.ctx(), field.id);
        // The Down key leads from the field into the table.
        if field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
            (view.cursor.goes_there, view.cursor.by_key) = (true, true);
        }
    });
    let name = tr!("all-instances-state");
    let states = StateFilter::ALL.map(|state| (state, state_name(state)));
    let [state, messenger, tag] = layout.filters;
    if let Some(state) = filter_ui(ui, "state", &name, state, &list.state, states) {
        actions.push(Action::ArrangeInstances(ListSettings { state, ..list.clone() }));
    }
    slot(ui, |ui| messenger_ui(ui, model, messenger, actions));
    slot(ui, |ui| tag_ui(ui, model, tag, actions));
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

/// Returns the messengers to filter by, if there are several.
fn messengers(model: &Model) -> BTreeSet<Messenger> {
    let list = &model.settings.list;
    let used: BTreeSet<Messenger> = model.instances.iter().map(|instance| instance.messenger()).collect();
    if used.len() < 2 && list.messenger.is_none() {
        BTreeSet::new()
    } else {
        used.into_iter().chain(list.messenger).collect()
    }
}

/// Returns the tags to filter by.
fn tags(model: &Model) -> BTreeSet<&String> {
    let tags = model.instances.iter().flat_map(|instance| &instance.record.options.tags);
    tags.chain(&model.settings.list.tag).collect()
}

fn messenger_ui(ui: &mut Ui, model: &Model, width: f32, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    let used = messengers(model);
    if used.is_empty() {
        return;
    }
    let any = std::iter::once((None, tr!("all-instances-any-messenger")));
    let entries = any.chain(used.into_iter().map(|messenger| (Some(messenger), messenger.name().to_owned())));
    let name = tr!("all-instances-messenger");
    if let Some(messenger) = filter_ui(ui, "messenger", &name, width, &list.messenger, entries) {
        actions.push(Action::ArrangeInstances(ListSettings { messenger, ..list.clone() }));
    }
}

fn tag_ui(ui: &mut Ui, model: &Model, width: f32, actions: &mut Vec<Action>) {
    let list = &model.settings.list;
    let tags = tags(model);
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
