//! The import of a list of chats: how it was read, what it contains, and which lines are wrong.

use eframe::egui::{
    Align, ComboBox, Event, Label, Layout, Rect, RichText, ScrollArea, Sense, TextStyle, Ui, UiBuilder, Vec2,
};

use super::{body_ui, foot_ui, room_above, title_ui, whose_ui};
use crate::green_api::ChatIdError;
use crate::model::{Action, ChatsAction, Instance, NotRead, ReadList, ReadingList};
use crate::store::RowId;
use crate::tr;
use crate::ui::chats::ChatsView;
use crate::ui::numbers::{doubt_words, wrong_part};
use crate::ui::text;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Spinner, drop_down, keyed, labelled, quiet_box};
use crate::work::chats::import_chats::workbook::Workbook;
use crate::work::chats::import_chats::{
    Cells, Corrections, Delimiter, Encoding, Entry, EntryKind, HiddenRows, Mistake, Refused,
};

/// Fewest and most lines with mistakes that are visible at once.
const LINES_SEEN: [f32; 2] = [4.0, 10.0];
/// Height of such a line, in points.
const LINE: f32 = 44.0;

pub fn import_chats_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, actions: &mut Vec<Action>) {
    let reading = instance.chats.reading.as_ref();
    // Anything pasted in this dialog is a list.
    if let Some(text) = pasted(ui) {
        actions.push(Action::Chats(instance.key, ChatsAction::ReadPasted(text)));
    }
    let read = reading.and_then(|reading| reading.outcome.as_ref()).and_then(|outcome| outcome.as_ref().ok());
    let count = read.map_or(0, |read| read.chats);
    let off = body_ui(ui, |ui| {
        match reading.and_then(|reading| reading.name.as_deref()) {
            Some(name) => title_ui(ui, &tr!("import-chats-title-file", name = name)),
            None => title_ui(ui, &tr!("import-chats-title")),
        }
        whose_ui(ui, instance);
        match reading {
            None => paste_ui(ui, actions),
            Some(ReadingList { outcome: None, .. }) => {
                ui.horizontal(|ui| {
                    ui.add(Spinner::new());
                    ui.label(tr!("import-chats-reading"));
                });
                Some(tr!("import-chats-reading"))
            }
            Some(reading @ ReadingList { outcome: Some(Err(not_read)), .. }) => {
                keyed(ui, "refused", |ui| workbook_ui(ui, instance, reading, actions));
                let words = not_read_words(not_read);
                ui.label(font::running(&words).color(Tokens::of(ui).danger));
                Some(words)
            }
            Some(reading @ ReadingList { outcome: Some(Ok(read)), .. }) => {
                shape_ui(ui, instance, reading, read, actions);
                counts_ui(ui, instance, read);
                hidden_ui(ui, reading);
                odd_ui(ui, read);
                read.ids.is_empty().then(|| tr!("import-chats-no-chats"))
            }
        }
    });
    let shows = count == 0 && read.is_some_and(|read| !read.ids.is_empty());
    let act = if shows { tr!("import-chats-act-show") } else { tr!("import-chats-act", count = count) };
    if foot_ui(ui, &tr!("import-chats-keep"), ActButton::accent(act).disabled_because(off), actions) {
        if let Some(read) = read {
            view.select(read.list.chats().map(|chat| RowId::Chat(chat.clone())));
            view.find(instance, actions);
        }
        actions.push(Action::Chats(instance.key, ChatsAction::AcceptList));
    }
}

fn pasted(ui: &Ui) -> Option<String> {
    ui.input_mut(|input| {
        let index = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
        match input.events.remove(index) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })
}

/// Draws the content before anything is pasted. Returns why the act is disabled.
fn paste_ui(ui: &mut Ui, actions: &mut Vec<Action>) -> Option<String> {
    let t = Tokens::of(ui);
    ui.label(font::running(tr!("import-chats-paste-text")));
    ui.label(font::running(tr!("import-chats-paste-kinds")).color(t.muted));
    if ui.add(ActButton::plain(tr!("import-chats-paste"))).clicked() {
        actions.push(Action::Paste);
    }
    Some(tr!("import-chats-off-empty"))
}

/// Shows how the list was read, so that the user can correct it.
fn shape_ui(ui: &mut Ui, instance: &Instance, reading: &ReadingList, read: &ReadList, actions: &mut Vec<Action>) {
    let shape = read.list.shape;
    let mut corrections = reading.corrections;
    let encodings = Encoding::ALL.map(|entry| (entry, entry.name().to_owned()));
    let workbook = reading.source.as_ref().and_then(|source| source.workbook());
    let headers = [(true, tr!("import-chats-header-yes")), (false, tr!("import-chats-header-no"))];
    let columns: Vec<(Cells, String)> = (0..read.list.columns.len())
        .map(|column| (Cells::Column(column), column_name(read, column)))
        .chain([(Cells::Every, tr!("import-chats-every-cell"))])
        .collect();
    ui.spacing_mut().item_spacing.x = space::M;
    ui.columns(2, |sides| {
        let [left, right] = sides else { return };
        match workbook {
            Some(workbook) => {
                corrections = sheet_choice(left, reading, workbook).unwrap_or(corrections);
            }
            None => {
                let name = tr!("import-chats-delimiter");
                if let Some(selected) = choice(left, "import-chats-delimiter", &name, shape.delimiter, &delimiters()) {
                    // Another delimiter results in other columns, so a selected column no longer applies.
                    corrections = Corrections { delimiter: Some(selected), chats: None, ..corrections };
                }
            }
        }
        let column = choice(right, "import-chats-column", &tr!("import-chats-column"), shape.chats, &columns);
        corrections.chats = column.or(corrections.chats);
        let header = choice(left, "import-chats-header", &tr!("import-chats-header"), shape.header, &headers);
        corrections.header = header.or(corrections.header);
        if let Some(encoding) = shape.encoding {
            let name = tr!("import-chats-encoding");
            corrections.encoding =
                choice(right, "import-chats-encoding", &name, encoding, &encodings).or(corrections.encoding);
        }
        if let Some(workbook) = workbook {
            corrections = hidden_rows_choice(right, corrections, workbook);
        }
    });
    if corrections != reading.corrections {
        actions.push(Action::Chats(instance.key, ChatsAction::CorrectList(corrections)));
    }
    if read.list.garbled {
        ui.label(font::running(tr!("import-chats-garbled")).color(Tokens::of(ui).warning));
    }
}

/// Lets the user select other rows of a workbook when those that were selected are refused.
fn workbook_ui(ui: &mut Ui, instance: &Instance, reading: &ReadingList, actions: &mut Vec<Action>) {
    let Some(workbook) = reading.source.as_ref().and_then(|source| source.workbook()) else { return };
    let corrections = sheet_choice(ui, reading, workbook).unwrap_or(reading.corrections);
    let corrections = hidden_rows_choice(ui, corrections, workbook);
    if corrections != reading.corrections {
        actions.push(Action::Chats(instance.key, ChatsAction::CorrectList(corrections)));
    }
}

/// Returns the corrections with another sheet, if the user selects one.
fn sheet_choice(ui: &mut Ui, reading: &ReadingList, workbook: &Workbook) -> Option<Corrections> {
    let sheets: Vec<(usize, String)> = workbook.sheets.iter().cloned().enumerate().collect();
    // A sheet that cannot be read is selected all the same.
    let now = reading.corrections.sheet.unwrap_or(workbook.sheet);
    choice(ui, "import-chats-sheet", &tr!("import-chats-sheet"), now, &sheets)
        .map(|sheet| Corrections { sheet: Some(sheet), ..Corrections::default() })
}

fn hidden_rows_choice(ui: &mut Ui, corrections: Corrections, workbook: &Workbook) -> Corrections {
    if workbook.hidden_count() == 0 {
        return corrections;
    }
    let now = corrections.hidden_rows;
    let rows = [
        (HiddenRows::LeaveOut, tr!("import-chats-hidden-leave-out")),
        (HiddenRows::Include, tr!("import-chats-hidden-include")),
    ];
    let selected = choice(ui, "import-chats-hidden", &tr!("import-chats-hidden"), now, &rows);
    Corrections { hidden_rows: selected.unwrap_or(now), ..corrections }
}

/// Draws a drop-down list under its label. Returns the selected entry if it is not `now`.
fn choice<T: Copy + PartialEq>(ui: &mut Ui, id: &str, label: &str, now: T, entries: &[(T, String)]) -> Option<T> {
    ui.spacing_mut().interact_size.y = size::CONTROL;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
    let shown = entries.iter().find(|(entry, _)| *entry == now).map(|(_, name)| name.clone()).unwrap_or_default();
    let combo = ComboBox::from_id_salt(id).width(ui.available_width()).truncate().selected_text(shown);
    let mut selected = None;
    labelled(ui, label, |ui| {
        let (button, chosen) = drop_down(ui, combo, &now, entries.iter().cloned());
        selected = chosen;
        button.accessible_name(label)
    });
    selected.filter(|selected| *selected != now)
}

fn delimiters() -> [(Delimiter, String); 5] {
    let name = |delimiter| match delimiter {
        Delimiter::Nothing => tr!("import-chats-delimiter-nothing"),
        Delimiter::Tab => tr!("import-chats-delimiter-tab"),
        Delimiter::Semicolon => tr!("import-chats-delimiter-semicolon"),
        Delimiter::Comma => tr!("import-chats-delimiter-comma"),
        Delimiter::Bar => tr!("import-chats-delimiter-bar"),
    };
    Delimiter::ALL.map(|delimiter| (delimiter, name(delimiter)))
}

/// Returns "Column 2: Phone", or with its first cell if it has no title.
fn column_name(read: &ReadList, column: usize) -> String {
    let known = read.list.columns.get(column);
    let said = known.and_then(|known| known.title.as_ref().or(known.samples.first()));
    let number = column + 1;
    match said {
        Some(said) => {
            let short: String = said.chars().take(24).collect();
            tr!("import-chats-column-named", number = number, title = short)
        }
        None => tr!("import-chats-column-number", number = number),
    }
}

fn counts_ui(ui: &mut Ui, instance: &Instance, read: &ReadList) {
    let t = Tokens::of(ui);
    quiet_box(ui, |ui| {
        ui.label(font::styled(tr!("import-chats-chats", count = read.chats), font::strong()));
        if read.doubtful > 0 {
            ui.label(font::running(tr!("import-chats-doubtful", count = read.doubtful)).color(t.warning));
        }
        if read.not_among_chats > 0 {
            let words = tr!("import-chats-not-among-chats", count = read.not_among_chats);
            ui.label(font::running(words).color(t.warning));
            if instance.chats.known.value().is_none_or(|known| known.chats_at.is_none()) {
                ui.label(font::running(tr!("import-chats-not-loaded")).color(t.muted));
            }
        }
        if read.duplicates > 0 {
            ui.label(font::running(tr!("import-chats-duplicates", count = read.duplicates)).color(t.muted));
        }
        if read.mistakes > 0 {
            ui.label(font::running(tr!("import-chats-mistakes", count = read.mistakes)).color(t.warning));
        }
    });
}

/// Says how many rows of the sheet are hidden, and whether they are in the list.
fn hidden_ui(ui: &mut Ui, reading: &ReadingList) {
    let t = Tokens::of(ui);
    let Some(workbook) = reading.source.as_ref().and_then(|source| source.workbook()) else { return };
    let count = workbook.hidden_count();
    let (words, colour) = match reading.corrections.hidden_rows {
        HiddenRows::LeaveOut if count > 0 => (tr!("import-chats-hidden-left-out", count = count), t.muted),
        HiddenRows::Include if count > 0 => (tr!("import-chats-hidden-included", count = count), t.warning),
        HiddenRows::LeaveOut | HiddenRows::Include if workbook.hidden.is_some() => return,
        HiddenRows::LeaveOut | HiddenRows::Include => (tr!("import-chats-hidden-unknown"), t.muted),
    };
    ui.label(font::running(words).color(colour));
}

/// Draws the lines that are mistakes, duplicates or doubtful; only the visible ones are drawn.
fn odd_ui(ui: &mut Ui, read: &ReadList) {
    if read.odd.is_empty() {
        return;
    }
    // Between the counts and the foot.
    let [least, most] = LINES_SEEN;
    let lines = (room_above(ui, 1) - (ui.cursor().top() - ui.min_rect().top())) / LINE;
    let height = (read.odd.len() as f32).min(lines.floor().clamp(least, most)) * LINE;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("list-odd")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, read.odd.len(), |ui, range| {
            for index in read.odd.get(range).unwrap_or_default() {
                if let Some(entry) = read.list.entries.get(*index) {
                    line_ui(ui, entry);
                }
            }
        });
}

fn line_ui(ui: &mut Ui, entry: &Entry) {
    let t = Tokens::of(ui);
    let (why, colour) = match &entry.found {
        EntryKind::Mistake(mistake) => (mistake_words(mistake), t.warning),
        EntryKind::Doubtful(_, doubt) => (doubt_words(doubt), t.warning),
        EntryKind::Duplicate { of, .. } => (tr!("import-chats-duplicate-of", line = *of), t.muted),
        EntryKind::Chat(_) => return,
    };
    // The given text, with the problem under it: there is room for both in any language.
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), Sense::hover());
    let (given, wrong) = rect.shrink2(Vec2::new(0.0, space::XS)).split_top_bottom_at_fraction(0.5);
    let mut row = |place: Rect| {
        let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
        row.spacing_mut().item_spacing.x = space::M;
        row
    };
    let small =
        |text: String, colour| Label::new(RichText::new(text).text_style(TextStyle::Small).color(colour)).truncate();
    let mut left = row(given);
    left.add(small(tr!("import-chats-line", line = entry.lines.first), t.faint));
    left.add(Label::new(RichText::new(entry.given.trim()).text_style(TextStyle::Monospace)).truncate());
    row(wrong).add(small(why, colour));
}

fn mistake_words(mistake: &Mistake) -> String {
    match mistake {
        Mistake::ChatId(ChatIdError::Empty) => tr!("import-chats-mistake-empty"),
        Mistake::ChatId(error) => wrong_part(error),
        Mistake::Shortened => tr!("import-chats-mistake-shortened"),
        Mistake::Rounded => tr!("import-chats-mistake-rounded"),
        Mistake::Decimal => tr!("import-chats-mistake-decimal"),
        Mistake::Several => tr!("import-chats-mistake-several"),
        Mistake::Extension => tr!("import-chats-mistake-extension"),
        Mistake::OtherDigits => tr!("import-chats-mistake-other-digits"),
        Mistake::Date => tr!("import-chats-mistake-date"),
        Mistake::TooLong => tr!("import-chats-mistake-long"),
    }
}

pub(super) fn not_read_words(not_read: &NotRead) -> String {
    match not_read {
        NotRead::Refused(Refused::Empty) => tr!("import-chats-refused-empty"),
        NotRead::Refused(Refused::TooLarge { bytes }) => tr!("import-chats-refused-large", size = text::bytes(*bytes)),
        NotRead::Refused(Refused::TooManyLines) => tr!("import-chats-refused-lines"),
        NotRead::Refused(Refused::LongLine) => tr!("import-chats-refused-long-line"),
        NotRead::Refused(Refused::Password) => tr!("import-chats-refused-password"),
        NotRead::Refused(Refused::NoWorkbook) => tr!("import-chats-refused-no-workbook"),
        NotRead::Refused(Refused::HugeWorkbook) => tr!("import-chats-refused-huge"),
        NotRead::Refused(Refused::Token) => tr!("import-chats-refused-token"),
        NotRead::Refused(Refused::AllHidden) => tr!("import-chats-refused-hidden"),
        NotRead::Refused(Refused::Folder) => tr!("import-chats-refused-folder"),
        NotRead::Refused(Refused::NotText) => tr!("import-chats-refused-not-text"),
        NotRead::Refused(Refused::Sylk) => tr!("import-chats-refused-sylk"),
        NotRead::Refused(Refused::Json) => tr!("import-chats-refused-json"),
        NotRead::Refused(Refused::GoogleSheet) => tr!("import-chats-refused-google-sheet"),
        NotRead::Refused(Refused::Messages) => tr!("import-chats-refused-messages"),
        NotRead::Unreadable(detail) => tr!("import-chats-unreadable", detail = detail),
        NotRead::NoDialog => tr!("import-chats-no-dialog"),
    }
}
