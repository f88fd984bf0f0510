//! A list of chats from outside: how it was read, what it holds, and what is wrong in it.

use eframe::egui::{
    Align, ComboBox, Event, Label, Layout, Rect, RichText, ScrollArea, Sense, TextStyle, TextWrapMode, Ui, UiBuilder,
    Vec2, ViewportCommand,
};

use super::{Choice, body_ui, foot_ui, title_ui};
use crate::{
    model::{Action, ChatsAction, Instance, NotRead, ReadList, ReadingList},
    store::RowId,
    tr,
    ui::{
        chats::ChatsView,
        numbers::{doubt_words, wrong_part},
        text,
        theme::{Tokens, font, size, space},
        widgets::{ActButton, drop_down, quiet_box},
    },
    work::chat_list::outside::{Cells, Corrections, Delimiter, Encoding, Entry, Found, Mistake, Refused},
};

/// So many lines with mistakes are seen at once.
const LINES_SEEN: f32 = 4.0;
/// How high each of them is, in points.
const LINE: f32 = 44.0;

pub fn list_ui(ui: &mut Ui, instance: &Instance, view: &mut ChatsView, first: bool, actions: &mut Vec<Action>) {
    let reading = instance.chats.reading.as_ref();
    // What is pasted anywhere in this dialog is a list.
    if let Some(text) = pasted(ui) {
        actions.push(Action::Chats(instance.key, ChatsAction::ReadPasted(text)));
    }
    let read = reading.and_then(|reading| reading.outcome.as_ref()).and_then(|outcome| outcome.as_ref().ok());
    let count = read.map_or(0, |read| read.chats);
    let off = body_ui(ui, |ui| {
        match reading.and_then(|reading| reading.name.as_deref()) {
            Some(name) => title_ui(ui, &tr!("list-title-file", name = name)),
            None => title_ui(ui, &tr!("list-title")),
        }
        match reading {
            None => paste_ui(ui),
            Some(ReadingList { outcome: None, .. }) => {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(tr!("list-reading"));
                });
                Some(tr!("list-reading"))
            }
            Some(ReadingList { outcome: Some(Err(not_read)), .. }) => {
                let words = not_read_words(not_read);
                ui.label(font::running(&words).color(Tokens::of(ui).danger));
                Some(words)
            }
            Some(reading @ ReadingList { outcome: Some(Ok(read)), .. }) => {
                shape_ui(ui, instance, reading, read, actions);
                counts_ui(ui, read);
                odd_ui(ui, read);
                (read.chats + read.doubtful == 0).then(|| tr!("list-no-chats"))
            }
        }
    });
    let shows = count == 0 && read.is_some_and(|read| read.doubtful > 0);
    let act = if shows { tr!("list-act-show") } else { tr!("list-act", count = count) };
    match foot_ui(ui, &tr!("list-keep"), ActButton::accent(act).off_because(off), first) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => {
            if let Some(read) = read {
                view.choose(read.list.chats().map(|chat| RowId::Chat(chat.clone())));
                view.find(instance, actions);
            }
            actions.push(Action::Chats(instance.key, ChatsAction::TakeList));
        }
        Choice::None => {}
    }
}

fn pasted(ui: &Ui) -> Option<String> {
    ui.input_mut(|input| {
        let place = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
        match input.events.remove(place) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })
}

/// Nothing was pasted yet. Gives why the act is off.
fn paste_ui(ui: &mut Ui) -> Option<String> {
    let t = Tokens::of(ui);
    ui.label(font::running(tr!("list-paste-text")));
    ui.label(font::running(tr!("list-paste-kinds")).color(t.muted));
    if ui.add(ActButton::plain(tr!("list-paste"))).clicked() {
        ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
    }
    Some(tr!("list-off-empty"))
}

/// How the list was found to be written, to be corrected.
fn shape_ui(ui: &mut Ui, instance: &Instance, reading: &ReadingList, read: &ReadList, actions: &mut Vec<Action>) {
    let shape = read.list.shape;
    let mut corrections = reading.corrections;
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = size::CONTROL;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = Tokens::of(ui).outline;
        if let Some(encoding) = shape.encoding {
            let entries = Encoding::ALL.map(|entry| (entry, entry.name().to_owned()));
            if let Some(chosen) = choice(ui, "list-encoding", tr!("list-encoding"), encoding, &entries) {
                corrections.encoding = Some(chosen);
                changed = true;
            }
        }
        let entries = Delimiter::ALL.map(|entry| (entry, delimiter_name(entry)));
        if let Some(chosen) = choice(ui, "list-delimiter", tr!("list-delimiter"), shape.delimiter, &entries) {
            // Other cells stand in other columns.
            corrections = Corrections { delimiter: Some(chosen), chats: None, ..corrections };
            changed = true;
        }
        let entries = [(true, tr!("list-header-yes")), (false, tr!("list-header-no"))];
        if let Some(chosen) = choice(ui, "list-header", tr!("list-header"), shape.header, &entries) {
            corrections.header = Some(chosen);
            changed = true;
        }
        let entries: Vec<(Cells, String)> = (0..read.list.columns.len())
            .map(|column| (Cells::Column(column), column_name(read, column)))
            .chain([(Cells::Every, tr!("list-every-cell"))])
            .collect();
        if let Some(chosen) = choice(ui, "list-column", tr!("list-column"), shape.chats, &entries) {
            corrections.chats = Some(chosen);
            changed = true;
        }
    });
    if changed {
        actions.push(Action::Chats(instance.key, ChatsAction::CorrectList(corrections)));
    }
    if read.list.garbled {
        ui.label(font::running(tr!("list-garbled")).color(Tokens::of(ui).warning));
    }
}

/// A choice among a few. Gives another one than `now`, if it was made.
fn choice<T: Copy + PartialEq>(ui: &mut Ui, id: &str, name: String, now: T, entries: &[(T, String)]) -> Option<T> {
    let shown = entries.iter().find(|(entry, _)| *entry == now).map(|(_, name)| name.clone()).unwrap_or_default();
    // Whole: what parts the cells stands at its end.
    let combo = ComboBox::from_id_salt(id).wrap_mode(TextWrapMode::Extend).selected_text(shown);
    let (button, chosen) = drop_down(ui, combo, &now, entries.iter().cloned());
    button.accessible_name(&name).on_hover_text(name);
    chosen.filter(|chosen| *chosen != now)
}

fn delimiter_name(delimiter: Delimiter) -> String {
    match delimiter {
        Delimiter::Nothing => tr!("list-delimiter-nothing"),
        Delimiter::Tab => tr!("list-delimiter-tab"),
        Delimiter::Semicolon => tr!("list-delimiter-semicolon"),
        Delimiter::Comma => tr!("list-delimiter-comma"),
        Delimiter::Bar => tr!("list-delimiter-bar"),
    }
}

/// "Column 2: Phone", or with its first cell where it has no title.
fn column_name(read: &ReadList, column: usize) -> String {
    let known = read.list.columns.get(column);
    let said = known.and_then(|known| known.title.as_ref().or(known.samples.first()));
    let number = column + 1;
    match said {
        Some(said) => {
            let short: String = said.chars().take(24).collect();
            tr!("list-column-named", number = number, title = text::on_a_line(&short).into_owned())
        }
        None => tr!("list-column-number", number = number),
    }
}

fn counts_ui(ui: &mut Ui, read: &ReadList) {
    let t = Tokens::of(ui);
    quiet_box(ui, |ui| {
        ui.label(font::styled(tr!("list-chats", count = read.chats), font::strong()));
        if read.doubtful > 0 {
            ui.label(font::running(tr!("list-doubtful", count = read.doubtful)).color(t.warning));
        }
        if read.duplicates > 0 {
            ui.label(font::running(tr!("list-duplicates", count = read.duplicates)).color(t.muted));
        }
        if read.mistakes > 0 {
            ui.label(font::running(tr!("list-mistakes", count = read.mistakes)).color(t.warning));
        }
    });
}

/// The lines that are mistakes, duplicates or doubtful. Only those that can be seen are drawn.
fn odd_ui(ui: &mut Ui, read: &ReadList) {
    if read.odd.is_empty() {
        return;
    }
    let height = (read.odd.len() as f32).min(LINES_SEEN) * LINE;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("list-odd")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, read.odd.len(), |ui, range| {
            for place in read.odd.get(range).unwrap_or_default() {
                if let Some(entry) = read.list.entries.get(*place) {
                    line_ui(ui, entry);
                }
            }
        });
}

fn line_ui(ui: &mut Ui, entry: &Entry) {
    let t = Tokens::of(ui);
    let (why, colour) = match &entry.found {
        Found::Mistake(mistake) => (mistake_words(mistake), t.warning),
        Found::Doubtful(_, doubt) => (doubt_words(doubt), t.warning),
        Found::Duplicate { of, .. } => (tr!("list-duplicate-of", line = *of), t.muted),
        Found::Chat(_) => return,
    };
    // What was given, and under it what is wrong with it: both have room in any language.
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), Sense::hover());
    let (given, wrong) = rect.shrink2(Vec2::new(0.0, space::XS)).split_top_bottom_at_fraction(0.5);
    let mut row = |place: Rect, texts: &[RichText]| {
        let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
        row.spacing_mut().item_spacing.x = space::M;
        for text in texts {
            row.add(Label::new(text.clone()).truncate());
        }
    };
    let small = |text: String| RichText::new(text).text_style(TextStyle::Small);
    let cell = RichText::new(text::on_a_line(entry.given.trim()).into_owned()).text_style(TextStyle::Monospace);
    row(given, &[small(tr!("list-line", line = entry.lines.first)).color(t.faint), cell]);
    row(wrong, &[small(why).color(colour)]);
}

fn mistake_words(mistake: &Mistake) -> String {
    match mistake {
        Mistake::ChatId(error) => wrong_part(error),
        Mistake::Shortened => tr!("list-mistake-shortened"),
        Mistake::Rounded => tr!("list-mistake-rounded"),
        Mistake::Decimal => tr!("list-mistake-decimal"),
    }
}

fn not_read_words(not_read: &NotRead) -> String {
    match not_read {
        NotRead::Refused(Refused::Empty) => tr!("list-refused-empty"),
        NotRead::Refused(Refused::TooLarge { bytes }) => tr!("list-refused-large", size = text::bytes(*bytes)),
        NotRead::Refused(Refused::TooManyLines) => tr!("list-refused-lines"),
        NotRead::Refused(Refused::Workbook) => tr!("list-refused-workbook"),
        NotRead::Refused(Refused::Token) => tr!("list-refused-token"),
        NotRead::Refused(Refused::NotText) => tr!("list-refused-not-text"),
        NotRead::Unreadable(detail) => tr!("list-unreadable", detail = detail),
        NotRead::NoDialog => tr!("list-no-dialog"),
    }
}
