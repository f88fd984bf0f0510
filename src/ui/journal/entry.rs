//! Journal entries: one change, or all changes of a run that did the same.

use std::collections::HashMap;

use eframe::egui::{Id, Label, Rect, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo};
use jiff::civil::Date;

use super::labels::{outcome, outcome_of_all, title};
use super::{instance_of, name_of};
use crate::model::{JournalGroup, Model};
use crate::store::{JournalRow, Outcome};
use crate::tr;
use crate::ui::text;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Badge, Icon, RowHeights, keyed};

/// Returns an id of an entry of this day that stays the same while newer and older lines arrive.
pub fn id_of(day: Date, entry: &JournalGroup) -> Id {
    let line = entry.newest();
    match &line.run {
        Some(run) => Id::unique(("journal-run", run, &line.method, day)),
        None => Id::unique(("journal", line.id.0)),
    }
}

/// Draws an entry as one line: time, change, instance, outcome. Once opened, its requests are shown under it; `heights`
/// has theirs.
pub fn entry_ui(ui: &mut Ui, id: Id, entry: &JournalGroup, model: &Model, heights: &mut HashMap<Id, RowHeights>) {
    let of = &entry.newest().instance;
    let instance = &name_of(model, of);
    let mut open: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let (word, tone) = outcome_of_all(entry);
    let (title, time) = (title(entry, instance_of(model, of)), text::clock_time(entry.newest().begun));
    let head = ui.scope_builder(UiBuilder::new().sense(Sense::click()), |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        ui.horizontal_wrapped(|ui| {
            ui.set_min_size(Vec2::new(ui.available_width(), size::HIT));
            let t = Tokens::of(ui);
            let (mark, _) = ui.allocate_exact_size(Vec2::splat(size::ICON), Sense::hover());
            let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
            icon.paint(ui.painter(), Rect::from_center_size(mark.center(), Vec2::splat(12.0)), t.faint);
            ui.label(RichText::new(&time).color(t.muted));
            ui.label(font::styled(&title, font::strong()));
            ui.label(RichText::new(instance).color(t.muted));
            ui.add(Badge::new(&word, tone));
        });
    });
    let head = head.response;
    head.widget_info(|| {
        WidgetInfo::selected(Role::DisclosureTriangle, true, open, format!("{time} {title}, {instance}: {word}"))
    });
    if head.gained_focus() {
        head.scroll_to_me(None);
    }
    if head.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(id, open));
    }
    if entry.was_cut_off {
        ui.label(RichText::new(tr!("journal-program-ended")).color(Tokens::of(ui).muted));
    }
    if open {
        ui.indent(id, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            let lines = entry.lines();
            heights.entry(id).or_default().show(ui, lines.len(), size::HIT, |ui, index| {
                keyed(ui, lines[index].id, |ui| request_ui(ui, &lines[index], lines.len() > 1));
            });
        });
    }
}

/// Draws a request as it was sent, with the server's words. `one_of_many` adds the time and the outcome, because the
/// line of an entry with several requests only sums them up.
fn request_ui(ui: &mut Ui, row: &JournalRow, one_of_many: bool) {
    let t = Tokens::of(ui);
    let mono = |text: &str| RichText::new(text).text_style(TextStyle::Monospace);
    ui.horizontal_wrapped(|ui| {
        if one_of_many {
            let (word, tone) = outcome(&row.outcome);
            ui.label(RichText::new(text::clock_time(row.begun)).color(t.muted));
            ui.add(Badge::new(word, tone));
        }
        ui.label(mono(row.method.name()).color(t.text));
        ui.add(Label::new(mono(&row.asked).color(t.muted)).wrap().selectable(true));
    });
    let said = match &row.outcome {
        Outcome::Refused(why) | Outcome::NotSent(why) | Outcome::Unknown(why) => why.said.as_str(),
        Outcome::Done | Outcome::UnderWay => "",
    };
    if !said.is_empty() {
        ui.label(mono(said).color(t.faint));
    }
}
