//! Journal entries: one change, or all changes of a run that did the same.

use std::collections::HashMap;

use eframe::egui::{Id, Label, Rect, RichText, Role, Sense, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::labels::{outcome, outcome_of_many, title};
use crate::green_api::IdInstance;
use crate::store::{JournalRow, Outcome, Why};
use crate::tr;
use crate::ui::text;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{Badge, Icon};

/// Lines of the journal about the same thing, newest first. Never empty.
pub struct Entry<'a>(Vec<&'a JournalRow>);

impl Entry<'_> {
    pub fn instance(&self) -> &IdInstance {
        &self.0[0].instance
    }

    /// Returns an id that stays the same while newer and older lines arrive.
    fn id(&self) -> Id {
        let row = self.0[0];
        match &row.run {
            Some(run) => Id::unique(("journal-run", run, &row.method, day_of(row))),
            None => Id::unique(("journal", row.id.0)),
        }
    }
}

fn day_of(row: &JournalRow) -> Date {
    row.begun.to_zoned(TimeZone::system()).date()
}

/// Groups the lines by day, newest first. Lines of a run that ask for the same form one entry per day, at the position
/// of the newest.
pub fn entries(rows: &[JournalRow]) -> Vec<(Date, Vec<Entry<'_>>)> {
    let mut days: Vec<(Date, Vec<Entry<'_>>)> = Vec::new();
    let mut runs = HashMap::new();
    for row in rows {
        let date = day_of(row);
        if days.last().is_none_or(|(last, _)| *last != date) {
            days.push((date, Vec::new()));
            runs.clear();
        }
        let Some((_, entries)) = days.last_mut() else { continue };
        let of_run = row.run.as_ref().map(|run| (&row.instance, run, &row.method));
        match of_run.and_then(|run| runs.get(&run).copied()) {
            Some(index) => {
                let entry: &mut Entry<'_> = &mut entries[index];
                entry.0.push(row);
            }
            None => {
                runs.extend(of_run.map(|run| (run, entries.len())));
                entries.push(Entry(vec![row]));
            }
        }
    }
    days
}

/// Draws an entry as one line: time, change, instance, outcome. Once opened, its requests are shown under it.
pub fn entry_ui(ui: &mut Ui, entry: &Entry<'_>, instance: &str) {
    let id = entry.id();
    let mut open: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let (word, tone) = match entry.0.as_slice() {
        [row] => outcome(&row.outcome),
        rows => outcome_of_many(rows),
    };
    let (title, time) = (title(&entry.0), text::clock_time(entry.0[0].begun));
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
    let is_cut_off =
        |row: &&JournalRow| matches!(&row.outcome, Outcome::Unknown(why) if why.name == Why::PROGRAM_ENDED);
    if entry.0.iter().any(is_cut_off) {
        ui.label(RichText::new(tr!("journal-program-ended")).color(Tokens::of(ui).muted));
    }
    if open {
        ui.indent(id, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            entry.0.iter().for_each(|row| request_ui(ui, row, entry.0.len() > 1));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::MutatingMethod;
    use crate::store::JournalId;

    fn row(id: i64, begun: &str, instance: &str, run: Option<&str>) -> JournalRow {
        JournalRow {
            id: JournalId(id),
            begun: begun.parse().unwrap(),
            ended: None,
            instance: IdInstance::parse(instance).unwrap(),
            method: MutatingMethod::ArchiveChat,
            asked: String::new(),
            run: run.map(str::to_owned),
            outcome: Outcome::Done,
        }
    }

    #[test]
    fn a_run_is_one_entry_a_day_also_beside_another_run() {
        let today = "2026-11-22T12:00:00Z";
        let rows = [
            row(7, today, "7103004512", None),
            row(6, today, "7103004512", Some("archive chats 2")),
            row(5, today, "1101822940", Some("archive chats 1")),
            row(4, today, "7103004512", Some("archive chats 2")),
            row(3, today, "7103004512", None),
            row(2, "2026-11-20T12:00:00Z", "7103004512", Some("archive chats 2")),
            row(1, "2026-11-20T12:00:00Z", "7103004512", Some("archive chats 2")),
        ];
        let lengths: Vec<Vec<usize>> =
            entries(&rows).iter().map(|(_, entries)| entries.iter().map(|entry| entry.0.len()).collect()).collect();
        assert_eq!(lengths, [vec![1, 2, 1, 1], vec![2]]);
    }
}
