//! A text field with its label above it.

use std::any::TypeId;
use std::ops::Range;

use eframe::egui::text::{CCursor, CCursorRange, CharIndex};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align, Align2, Button, Context, Event, Id, Key, Layout, Margin, Modifiers, Popup, PopupKind, Response, RichText,
    Role, Sense, Stroke, TextBuffer, TextEdit, TextStyle, Ui, UiBuilder, Vec2, WidgetInfo,
};
use zeroize::Zeroizing;

use super::{Icon, icon_ui};
use crate::green_api::{in_credential, in_number};
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};

/// Maximum number of characters in a field. No value or query is this long, and egui lays out the whole text.
pub const MAX_CHARS: usize = 1_000;

/// Width reserved in a secret field for the button that shows its text, in points.
const REVEAL: f32 = 76.0;

/// The contents of a field, which determine the characters dropped on typing or pasting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contents {
    /// Any text, unchanged.
    Text,
    /// idInstance, apiUrl or apiTokenInstance: see [`in_credential`].
    Credential,
    /// A chatId or a phone number: see [`in_number`].
    Number,
}

impl Contents {
    fn keep(self, character: char) -> Option<char> {
        match self {
            Self::Text => Some(character),
            Self::Credential => in_credential(character),
            Self::Number => in_number(character),
        }
    }
}

/// A text that accepts only characters that belong to its contents, and [`MAX_CHARS`] of them, from any source: keys,
/// clipboard, assistive technology.
struct Cleaned<'a> {
    text: &'a mut String,
    contents: Contents,
    /// Whether an insertion was refused because the text would have been too long.
    is_refused: bool,
}

impl TextBuffer for Cleaned<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        self.text
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let room = MAX_CHARS.saturating_sub(self.text.chars().count());
        let kept = || text.chars().filter_map(|character| self.contents.keep(character));
        // Refused whole: a part of a token, an id or a chat would be another one.
        if kept().take(room + 1).count() > room {
            self.is_refused = true;
            return 0;
        }
        // The text may be a token.
        let mut inserted = Zeroizing::new(String::with_capacity(4 * room));
        inserted.extend(kept());
        self.text.insert_text(&inserted, char_index)
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        self.text.delete_char_range(char_range);
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Cleaned<'static>>()
    }
}

/// A text field. The label names it for assistive technology too.
#[must_use = "show it"]
pub struct Field<'a> {
    label: &'a str,
    id: Id,
    hint: &'a str,
    secret: Option<&'a mut bool>,
    bare: bool,
    searches: bool,
    height: f32,
    contents: Contents,
}

impl<'a> Field<'a> {
    pub fn new(label: &'a str, id: Id) -> Self {
        Self {
            label,
            id,
            hint: "",
            secret: None,
            bare: false,
            searches: false,
            height: size::CONTROL,
            contents: Contents::Text,
        }
    }

    /// Creates a field without a visible label: `name` is shown in it while it is empty, and names it for assistive
    /// technology.
    pub fn bare(name: &'a str, id: Id) -> Self {
        Self { bare: true, hint: name, ..Self::new(name, id) }
    }

    /// Creates a bare field to search with: a cross over its end empties it, and Esc does so before it leaves the field. A
    /// hint without room gives way to a shorter one.
    pub fn search(name: &'a str, id: Id) -> Self {
        Self { searches: true, ..Self::bare(name, id) }
    }

    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Sets the least height, in points.
    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    pub fn contents(mut self, contents: Contents) -> Self {
        self.contents = contents;
        self
    }

    /// Shows the text as dots until `shown` is set, with a button over the end of the field that sets and clears it.
    pub fn secret(mut self, shown: &'a mut bool) -> Self {
        self.secret = Some(shown);
        self
    }

    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let mut field = if self.bare {
            self.edit_ui(ui, text).accessible_name(self.label)
        } else {
            labelled(ui, self.label, |ui| self.edit_ui(ui, text))
        };
        if let Some(shown) = self.secret {
            reveal_ui(ui, &field, self.label, shown);
        }
        if self.searches && empty_ui(ui, &field, text) {
            field.mark_changed();
        }
        field
    }

    fn edit_ui(&self, ui: &mut Ui, text: &mut String) -> Response {
        if ui.memory(|memory| memory.has_focus(self.id)) {
            ui.input_mut(|input| input.events.iter_mut().for_each(trim_pasted));
        }
        let before = Zeroizing::new(text.clone());
        let mut cleaned = Cleaned { text, contents: self.contents, is_refused: false };
        let field = self.text_edit_ui(ui, &mut cleaned);
        let is_refused = cleaned.is_refused;
        if is_refused {
            // egui has already deleted the selected text that the insertion was to replace.
            text.clone_from(&before);
        }
        refusal_ui(&field, is_refused, *text != *before);
        select_if_tabbed(&field, text);
        field
    }

    fn text_edit_ui(&self, ui: &mut Ui, text: &mut Cleaned<'_>) -> Response {
        let t = Tokens::of(ui);
        ui.scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            for state in [&mut widgets.inactive, &mut widgets.hovered] {
                state.bg_stroke = Stroke::new(1.0, t.outline);
            }
            let padding = ui.spacing().button_padding;
            let mut margin = Margin::symmetric(11, padding.y as i8);
            if self.secret.is_some() {
                margin.right += REVEAL as i8;
            }
            if self.searches && !text.text.is_empty() {
                margin.right += size::HIT as i8;
            }
            let room = ui.available_width() - margin.sum().x;
            let short = if self.searches { tr!("field-search") } else { self.hint.to_owned() };
            let hint = font::fitting(ui, [self.hint, &short], TextStyle::Body, room).to_owned();
            ui.add(
                TextEdit::singleline(text)
                    .id(self.id)
                    .hint_text(hint)
                    .password(self.secret.as_deref() == Some(&false))
                    .margin(margin)
                    .align(Align2::LEFT_CENTER)
                    .desired_width(f32::INFINITY)
                    .min_size(Vec2::new(0.0, self.height)),
            )
        })
        .inner
    }
}

/// Drops the line breaks around a pasted text: egui makes spaces of them, and a space at its end changes a password.
fn trim_pasted(event: &mut Event) {
    if let Event::Paste(text) = event {
        let end = text.trim_end_matches(['\r', '\n']).len();
        text.truncate(end);
        let start = end - text.trim_start_matches(['\r', '\n']).len();
        text.drain(..start);
    }
}

/// Removes the text of a field that egui keeps for Ctrl+Z.
pub fn forget_typed(ctx: &Context, id: Id) {
    if let Some(mut state) = TextEditState::load(ctx, id) {
        state.clear_undoer();
        state.store(ctx, id);
    }
}

/// Selects the whole text of a field that Tab has reached, so that what is typed or pasted replaces it.
fn select_if_tabbed(field: &Response, text: &str) {
    let (ctx, id, pass) = (&field.ctx, Id::unique("tabbed"), field.ctx.cumulative_pass_nr());
    if ctx.input(|input| input.key_pressed(Key::Tab)) {
        ctx.data_mut(|data| data.insert_temp(id, pass));
    }
    // Backwards, the field is reached one pass after the key.
    let tabbed: Option<u64> = ctx.data(|data| data.get_temp(id));
    if field.gained_focus() && tabbed.is_some_and(|tabbed| tabbed + 1 >= pass) {
        let mut state = TextEditState::load(ctx, field.id).unwrap_or_default();
        let end = CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
        state.store(ctx, field.id);
    }
}

/// Says under the field that an insertion was refused, until its text changes or it loses the focus. Moves nothing on
/// the page.
fn refusal_ui(field: &Response, is_refused: bool, is_changed: bool) {
    let (ctx, id) = (&field.ctx, field.id.with("refusal"));
    let pass = ctx.cumulative_pass_nr();
    // The pass of the last message; a field that was not drawn in between starts without one.
    let last: Option<u64> = ctx.data(|data| data.get_temp(id));
    let goes_on = !is_changed && !field.lost_focus() && last.is_some_and(|last| last + 1 >= pass);
    let is_shown = is_refused || goes_on;
    if is_shown {
        ctx.data_mut(|data| data.insert_temp(id, pass));
    }
    Popup::from_response(field).id(id).kind(PopupKind::Tooltip).open(is_shown).interactable(false).show(|ui| {
        ui.label(RichText::new(tr!("field-too-long", count = MAX_CHARS)).color(Tokens::of(ui).warning));
    });
}

/// Draws the button that shows and hides the text of a field, over its end.
fn reveal_ui(ui: &mut Ui, field: &Response, label: &str, shown: &mut bool) {
    let layout = Layout::right_to_left(Align::Center);
    let mut over = ui.new_child(UiBuilder::new().max_rect(field.rect).layout(layout));
    over.add_space(space::S);
    let word = if *shown { tr!("form-hide") } else { tr!("form-show") };
    // "Show apiTokenInstance".
    let name = format!("{word} {label}");
    let words = RichText::new(word).color(Tokens::of(ui).muted);
    if over.add(Button::new(words).frame(false).min_size(Vec2::new(0.0, size::HIT))).accessible_name(&name).clicked() {
        *shown = !*shown;
    }
}

/// Empties a search field by Esc or by the cross over its end, and keeps the focus in it. Returns whether it did. Tab
/// does not lead to the cross: Esc does the same.
fn empty_ui(ui: &mut Ui, field: &Response, text: &mut String) -> bool {
    if text.is_empty() {
        return false;
    }
    // egui takes the focus away at this key before the field is drawn.
    let by_key = (field.has_focus() || field.lost_focus())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let side = size::HIT.min(field.rect.height());
    let place = Align2::RIGHT_CENTER.align_size_within_rect(Vec2::splat(side), field.rect);
    let name = tr!("field-empty");
    let cross = ui.interact(place, field.id.with("empty"), Sense::CLICK);
    let t = Tokens::of(ui);
    let colour = if cross.hovered() { t.text } else { t.muted };
    icon_ui(ui, Icon::Cross, place.shrink(space::S), colour);
    cross.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_emptied = by_key || cross.on_hover_text(name).clicked();
    if is_emptied {
        text.clear();
        field.request_focus();
    }
    is_emptied
}

/// Draws a label above a control, tied to it for assistive technology.
pub fn labelled(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let t = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let text = RichText::new(label).text_style(TextStyle::Body).color(t.muted);
        let label = ui.label(text);
        control(ui).labelled_by(label.id)
    })
    .inner
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    fn focused(contents: Contents, text: &str) -> Harness<'static, String> {
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui_state(
            move |ui, text: &mut String| {
                Field::new("Field", Id::unique("field")).contents(contents).show(ui, text);
            },
            text.to_owned(),
        );
        harness.get_by_label("Field").focus();
        harness.run();
        harness
    }

    /// Returns the contents of a field after these texts were pasted one after another.
    fn pasted(contents: Contents, texts: &[&str]) -> String {
        let mut harness = focused(contents, "");
        for text in texts {
            harness.event(Event::Paste((*text).to_owned()));
            harness.run();
        }
        harness.key_press(Key::Backspace);
        harness.run();
        harness.state().clone()
    }

    #[test]
    fn what_is_dropped_moves_no_cursor() {
        let texts = ["12\u{200b}", "\u{feff}3\u{a0}4", "5 6"];
        assert_eq!(pasted(Contents::Credential, &texts), "12345 ");
        assert_eq!(pasted(Contents::Number, &texts), "123 45 ");
        assert_eq!(pasted(Contents::Text, &texts), format!("{}5 ", "12\u{200b}\u{feff}3\u{a0}4"));
    }

    #[test]
    fn line_breaks_around_a_pasted_text_are_dropped_and_spaces_stay() {
        // Backspace deletes the last character.
        for text in ["\r\n two words .\n", "\n two words .\r\n\r\n", " two words ."] {
            assert_eq!(pasted(Contents::Text, &[text]), " two words ", "{text:?}");
        }
        assert_eq!(pasted(Contents::Text, &["one\ntwo .\n"]), "one two ");
        assert_eq!(pasted(Contents::Text, &["\n", "one .", "\r\n"]), "one ");
    }

    #[test]
    fn a_text_that_does_not_fit_is_refused_whole_with_a_reason() {
        let refusal = || tr!("field-too-long", count = MAX_CHARS);
        for contents in [Contents::Text, Contents::Credential, Contents::Number] {
            let mut harness = focused(contents, "12");
            for size in [MAX_CHARS - 1, 10 * MAX_CHARS, 40_000_000] {
                harness.event(Event::Paste("7".repeat(size)));
                harness.run();
                assert_eq!(harness.state(), "12", "{contents:?} {size}");
                harness.get_by_label(&refusal());
            }
            harness.event(Event::Paste("7".repeat(MAX_CHARS - 2)));
            harness.run();
            assert_eq!(harness.state().len(), MAX_CHARS, "{contents:?}");
            assert!(harness.query_by_label(&refusal()).is_none(), "{contents:?}");
            harness.event(Event::Text("7".to_owned()));
            harness.run();
            assert_eq!(harness.state().len(), MAX_CHARS, "{contents:?}");
            harness.get_by_label(&refusal());
        }
    }

    #[test]
    fn a_field_that_tab_reaches_is_replaced_and_one_that_a_click_reaches_is_not() {
        let two = |ui: &mut Ui, texts: &mut [String; 2]| {
            for (label, text) in ["First", "Second"].into_iter().zip(texts) {
                Field::new(label, Id::unique(label)).show(ui, text);
            }
        };
        let texts = [String::new(), "https://api.green-api.com".to_owned()];
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui_state(two, texts);
        let paste = |harness: &mut Harness<'_, [String; 2]>| {
            harness.event(Event::Paste("new".to_owned()));
            harness.run();
            harness.state().clone()
        };
        harness.get_by_label("First").focus();
        harness.run();
        harness.key_press(Key::Tab);
        harness.run();
        assert_eq!(paste(&mut harness)[1], "new");
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        harness.run();
        paste(&mut harness);
        harness.key_press(Key::Tab);
        harness.run();
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
        harness.run();
        assert_eq!(paste(&mut harness), ["new", "new"]);
        harness.get_by_label("Second").click();
        harness.run();
        assert_ne!(paste(&mut harness)[1], "new");
    }

    #[test]
    fn a_search_is_emptied_by_its_cross_or_by_escape_and_keeps_the_focus() {
        let draw = |ui: &mut Ui, state: &mut (String, usize)| {
            let field = Field::search("Search", Id::unique("search")).show(ui, &mut state.0);
            state.1 += usize::from(field.changed() && state.0.is_empty());
        };
        let cross = tr!("field-empty");
        let state = ("sales".to_owned(), 0);
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui_state(draw, state);
        harness.get_by_label("Search").focus();
        harness.run();
        harness.key_press(Key::Escape);
        harness.run();
        assert_eq!(harness.state(), &(String::new(), 1));
        assert!(harness.query_by_label(&cross).is_none());
        harness.event(Event::Text("x".to_owned()));
        harness.run();
        assert_eq!(harness.state().0, "x", "the field has kept the focus");
        harness.get_by_label(&cross).click();
        harness.run();
        assert_eq!(harness.state(), &(String::new(), 2));
        assert!(harness.get_by_label("Search").is_focused());
        harness.key_press(Key::Escape);
        harness.run();
        assert!(!harness.get_by_label("Search").is_focused(), "nothing is left to empty");
    }

    #[test]
    fn a_refused_text_replaces_nothing() {
        let mut harness = focused(Contents::Text, "the old name");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        harness.event(Event::Paste("я".repeat(MAX_CHARS + 1)));
        harness.run();
        assert_eq!(harness.state(), "the old name");
    }
}
