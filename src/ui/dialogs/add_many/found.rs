//! The instances that were found in a list, before anything is saved.

use eframe::egui::{Id, Label, Rect, Response, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo};

use super::words::doubt_words;
use super::{AddManyView, Foot};
use crate::model::{AddManyAction, FoundInstances, Model};
use crate::tr;
use crate::ui::dialogs::{list_above, title_ui};
use crate::ui::form::kept_text;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Field, divider, keyed, link, name_label, paint_box};
use crate::work::add_many::{AddressOrigin, Candidate};
use crate::work::pasted::holds_token;

/// Usual height of a row, in points.
const ROW: f32 = 78.0;
/// Share of the width that a name takes beside its id.
const NAME_SHARE: f32 = 0.6;

impl AddManyView {
    /// Takes the names and the ticks of a new list, and shows the doubtful instances first.
    fn follow(&mut self, found: &FoundInstances) {
        if self.of == Some(found.opened) {
            return;
        }
        let mut order: Vec<usize> = (0..found.list.len()).collect();
        order.sort_by_key(|&at| found.list.get(at).is_some_and(|candidate| candidate.doubts.is_empty()));
        *self = Self {
            of: Some(found.opened),
            names: found.list.iter().map(|candidate| candidate.name.clone()).collect(),
            ticked: found.list.iter().map(Candidate::is_wanted).collect(),
            order,
            ..Self::default()
        };
    }

    /// Ticks or unticks an instance. Of several with one idInstance, at most one is ticked.
    fn toggle(&mut self, found: &FoundInstances, row: usize) {
        let id = found.list.get(row).and_then(|candidate| candidate.id_instance.as_ref());
        for (at, ticked) in self.ticked.iter_mut().enumerate() {
            let is_same = found.list.get(at).is_some_and(|other| other.id_instance.as_ref() == id);
            *ticked = if at == row { !*ticked } else { *ticked && !is_same };
        }
    }

    /// Ticks all instances but those that the user has to want one by one, such as one whose token would be sent to a
    /// server that is not GREEN-API's.
    fn tick_all(&mut self, found: &FoundInstances) {
        self.ticked = found.list.iter().map(Candidate::is_wanted).collect();
    }

    fn ticked(&self) -> impl Iterator<Item = (usize, &String)> {
        let rows = self.ticked.iter().zip(&self.names).enumerate();
        rows.filter(|(_, (ticked, _))| **ticked).map(|(row, (_, name))| (row, name))
    }
}

pub(super) fn found_ui(ui: &mut Ui, model: &Model, found: &FoundInstances, view: &mut AddManyView) -> Foot {
    view.follow(found);
    head_ui(ui, model, found);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if link(ui, tr!("add-many-select-all")).clicked() {
            view.tick_all(found);
        }
        if link(ui, tr!("add-many-select-none")).clicked() {
            view.ticked.fill(false);
        }
    });
    list_above(ui, 0, |ui| {
        let order = std::mem::take(&mut view.order);
        let mut heights = std::mem::take(&mut view.heights);
        heights.show(ui, order.len(), ROW, |ui, at| row_ui(ui, found, view, order[at]));
        (view.order, view.heights) = (order, heights);
    });
    let rows: Vec<(usize, String)> = view.ticked().map(|(row, name)| (row, name.clone())).collect();
    if rows.is_empty() {
        return Foot::idle(tr!("add-many-off-none"));
    }
    let act = tr!("add-many-act", count = rows.len());
    let has_token = rows.iter().any(|(_, name)| holds_token(name));
    let action = if has_token { Err(tr!("form-token-as-name")) } else { Ok(AddManyAction::Add(rows)) };
    Foot { safe: tr!("cancel"), act, action, is_hopeless: false }
}

fn head_ui(ui: &mut Ui, model: &Model, found: &FoundInstances) {
    let t = Tokens::of(ui);
    let count = |is_such: &dyn Fn(&Candidate) -> bool| found.list.iter().filter(|it| is_such(it)).count();
    title_ui(ui, &tr!("add-many-found", count = found.list.len()));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if let Some(name) = &found.file {
            ui.add(Label::new(RichText::new(tr!("add-many-file", name = name)).color(t.muted)).truncate());
        }
        if found.hidden > 0 {
            let words = tr!("import-chats-hidden-left-out", count = found.hidden);
            ui.label(font::running(words).color(t.muted));
        }
        let doubtful = count(&|candidate| !candidate.doubts.is_empty());
        if doubtful > 0 {
            ui.label(font::running(tr!("add-many-doubtful", count = doubtful)).color(t.warning));
        }
        ui.label(RichText::new(kept_text(model)).text_style(TextStyle::Small).color(t.faint));
    });
}

fn row_ui(ui: &mut Ui, found: &FoundInstances, view: &mut AddManyView, row: usize) {
    let Some(candidate) = found.list.get(row) else { return };
    let can_add = candidate.obstacle().is_none();
    let is_ticked = view.ticked.get(row).copied().unwrap_or_default();
    let sense = if can_add { Sense::click() } else { Sense::hover() };
    let tick = keyed(ui, row, |ui| {
        let id = Id::unique(("add-many-row", row));
        let scope = ui.scope_builder(UiBuilder::new().scope_id(id).sense(sense), |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::S + 2.0;
                let (place, _) = ui.allocate_exact_size(Vec2::new(size::ICON, size::CONTROL), Sense::hover());
                if can_add {
                    paint_box(ui, Rect::from_center_size(place.center(), Vec2::splat(size::ICON)), is_ticked);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space::XS;
                    values_ui(ui, candidate, view, row);
                });
            });
        });
        scope.response
    });
    if can_add {
        tick_ui(&tick, &label(candidate, view, row), is_ticked);
    }
    if tick.clicked() && can_add {
        view.toggle(found, row);
    }
    divider(ui);
}

fn tick_ui(tick: &Response, label: &str, is_ticked: bool) {
    if tick.gained_focus() {
        tick.scroll_to_me(None);
    }
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, label));
}

/// Returns the words for assistive technology: the name, the id and the doubts.
fn label(candidate: &Candidate, view: &AddManyView, row: usize) -> String {
    let name = view.names.get(row).map(|name| name.trim()).filter(|name| !name.is_empty());
    let id = candidate.id_instance.as_ref().map(|id| id.as_str());
    let doubts = candidate.doubts.iter().map(|doubt| doubt_words(doubt, candidate));
    let words = name.into_iter().chain(id).map(str::to_owned).chain(doubts);
    words.collect::<Vec<_>>().join(", ")
}

/// Draws the name, the values as they were read, and the doubts.
fn values_ui(ui: &mut Ui, candidate: &Candidate, view: &mut AddManyView, row: usize) {
    let t = Tokens::of(ui);
    let small = |text: String| RichText::new(text).text_style(TextStyle::Small);
    let number = candidate.id_instance.as_ref().map(|id| id.as_str().to_owned());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if let Some(name) = view.names.get_mut(row).filter(|_| candidate.is_new()) {
            ui.scope(|ui| {
                ui.set_max_width(ui.available_width() * NAME_SHARE);
                let hint = number.clone().map_or_else(|| tr!("form-name"), |id| tr!("add-many-name-of", id = id));
                let field = Field::bare(&hint, Id::unique(("add-many-name", row))).show(ui, name);
                if field.gained_focus() {
                    field.scroll_to_me(None);
                }
            });
        } else if !candidate.name.is_empty() {
            name_label(ui, &candidate.name, TextStyle::Body, t.text);
        }
        if let Some(id) = number {
            ui.label(RichText::new(id).text_style(TextStyle::Monospace));
        }
    });
    let address = candidate.api_url.as_ref().map(|url| match candidate.origin {
        AddressOrigin::Listed => url.host().to_owned(),
        AddressOrigin::Suggested => tr!("add-many-suggested", host = url.host()),
    });
    let token = candidate.token.as_ref().map(|token| format!("apiTokenInstance {}", token.masked()));
    let line: Vec<_> = address.into_iter().chain(token).collect();
    if !line.is_empty() {
        ui.add(Label::new(small(line.join(" · ")).color(t.muted)).wrap());
    }
    for doubt in &candidate.doubts {
        let colour = if doubt.prevents() { t.danger } else { t.warning };
        ui.add(Label::new(small(doubt_words(doubt, candidate)).color(colour)).wrap());
    }
}
