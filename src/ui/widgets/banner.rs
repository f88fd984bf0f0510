//! Banners: something to know now, with the acts that it calls for.

use eframe::egui::{Align, Color32, Id, InnerResponse, Label, Layout, Rect, Sense, TextStyle, Ui, UiBuilder, Vec2};

use super::card::framed;
use super::{Icon, Spinner, Tone, announce, icon_only, icon_ui, link, optional, slot};
use crate::explain::Text;
use crate::model::Action;
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};

/// The mark at the start of a banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Something is asked, and nothing is wrong.
    Question,
    Warning,
    Done,
    Failed,
    Waiting,
}

/// A soft box with a title, a sentence or two, and acts at its end (below the text if both do not fit).
#[must_use = "show it"]
pub struct Banner {
    tone: Tone,
    mark: Mark,
    title: String,
    text: String,
    /// Copied with the words, and not shown.
    details: String,
}

/// Width left for the words from which the acts are placed beside them, in points. Shorter words need less.
const WORDS_AT_LEAST: f32 = 420.0;

/// Boxed, as egui does it: what draws them is compiled once.
type Acts<'a, R> = Box<dyn FnOnce(&mut Ui) -> R + 'a>;

impl Banner {
    pub fn new(tone: Tone, mark: Mark, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { tone, mark, title: title.into(), text: text.into(), details: String::new() }
    }

    /// Adds the words in which the system or a library reported the causes that these texts name: to the copy alone.
    pub fn with_details<'a>(mut self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        for words in texts.into_iter().filter_map(Text::reported) {
            self.details.push('\n');
            self.details.push_str(words);
        }
        self
    }

    /// Draws the banner with a cross after its acts, which pushes `close`. Without `close`, there is no cross. An error
    /// can be copied whole.
    pub fn show_closable(
        self,
        ui: &mut Ui,
        close: Option<Action>,
        actions: &mut Vec<Action>,
        acts: impl FnOnce(&mut Ui, &mut Vec<Action>),
    ) {
        let is_bad = self.tone == Tone::Bad;
        let whole = is_bad.then(|| format!("{}\n{}{}", self.title, self.text, self.details));
        let acts = |ui: &mut Ui| {
            slot(ui, |ui| acts(ui, actions));
            let copies = optional(ui, is_bad, |ui| link(ui, tr!("copy")));
            actions.extend(whole.filter(|_| copies).map(Action::Copy));
            actions.extend(close.filter(|_| icon_only(ui, Icon::Cross, &tr!("close")).clicked()));
        };
        self.show_boxed(ui, Box::new(acts));
    }

    /// Draws the banner with these acts. Not for an error, which must have the button that copies it.
    pub fn show<R>(self, ui: &mut Ui, acts: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        debug_assert!(self.mark != Mark::Failed, "an error is shown by show_closable");
        self.show_boxed(ui, Box::new(acts))
    }

    fn show_boxed<R>(self, ui: &mut Ui, acts: Acts<'_, R>) -> InnerResponse<R> {
        let t = Tokens::of(ui);
        let (strong, fill) = self.tone.colours(t);
        framed(ui, fill, t.soft_edge(strong), |ui| {
            // The width of the acts is known from the previous pass; the first pass is drawn again.
            let key = ui.next_auto_id().with("banner-acts");
            let known: Option<f32> = ui.data(|data| data.get_temp(key));
            let beside = known.is_none_or(|acts| {
                let left = ui.available_width() - acts;
                left >= WORDS_AT_LEAST || left - space::XL >= self.words_width(ui)
            });
            // The acts keep their ids in either place.
            let acts_id = ui.unique_id().with("acts");
            let (result, used) = if beside {
                self.side_by_side(ui, known.unwrap_or(0.0), acts_id, acts)
            } else {
                self.words(ui, ui.available_width());
                below(ui, known.unwrap_or(0.0), acts_id, acts)
            };
            if known != Some(used) {
                ui.data_mut(|data| data.insert_temp(key, used));
                ui.ctx().request_discard("the acts of a banner changed their width");
            }
            result
        })
    }

    /// Draws the words on the left and the acts on the right, both centred vertically. Returns the width of the acts.
    fn side_by_side<R>(&self, ui: &mut Ui, acts_width: f32, acts_id: Id, acts: Acts<'_, R>) -> (R, f32) {
        let width = ui.available_width() - acts_width - if acts_width > 0.0 { space::XL } else { 0.0 };
        let height = self.words_height(ui, width).max(size::ICON);
        let full = Vec2::new(ui.available_width(), height.max(if acts_width > 0.0 { size::CONTROL } else { 0.0 }));
        let (rect, _) = ui.allocate_exact_size(full, Sense::hover());

        let words = Rect::from_min_size(rect.min + Vec2::new(0.0, (full.y - height) / 2.0), Vec2::new(width, height));
        ui.scope_builder(UiBuilder::new().max_rect(words), |ui| self.words(ui, width));
        let at_end = rect.with_min_x(rect.right() - acts_width);
        let place = UiBuilder::new().max_rect(at_end).layout(Layout::left_to_right(Align::Center)).scope_id(acts_id);
        let mut row = ui.new_child(place);
        let result = acts(&mut row);
        (result, row.min_rect().width())
    }

    /// Returns the width of the words with their mark, if no line of them wraps.
    fn words_width(&self, ui: &Ui) -> f32 {
        let title = font::text_width(ui, &self.title, font::strong());
        let text = font::text_width(ui, &self.text, TextStyle::Body);
        size::ICON + space::M + title.max(text)
    }

    fn words_height(&self, ui: &Ui, width: f32) -> f32 {
        let width = width - size::ICON - space::M;
        let height = |text: &str, style: TextStyle| {
            let font = style.resolve(ui.style());
            let rows = ui.painter().layout(text.to_owned(), font, Color32::PLACEHOLDER, width).rows.len();
            rows as f32 * font::LINE
        };
        let title = height(&self.title, font::strong());
        if self.text.is_empty() { title } else { title + height(&self.text, TextStyle::Body) }
    }

    fn words(&self, ui: &mut Ui, width: f32) {
        let t = Tokens::of(ui);
        let (strong, _) = self.tone.colours(t);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let (place, _) = ui.allocate_exact_size(Vec2::new(size::ICON, font::LINE), Sense::hover());
            if self.mark == Mark::Waiting {
                ui.put(place, Spinner::small());
            } else {
                icon_ui(ui, self.icon(), place, strong);
            }
            ui.vertical(|ui| {
                ui.set_max_width(width - size::ICON - space::M);
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = font::running(&self.title).text_style(font::strong());
                let title = ui.add(Label::new(title).selectable(true));
                announce(ui, &title);
                if !self.text.is_empty() {
                    let text = font::running(&self.text).color(t.muted);
                    let text = ui.add(Label::new(text).selectable(true));
                    announce(ui, &text);
                }
            });
        });
    }

    fn icon(&self) -> Icon {
        match self.mark {
            Mark::Question => Icon::Question,
            Mark::Warning => Icon::Exclamation,
            Mark::Done => Icon::Check,
            Mark::Failed => Icon::Cross,
            Mark::Waiting => Icon::Refresh,
        }
    }
}

/// Draws the acts in a separate row, at its end if they fit into it. The row takes no space when there are none. Returns
/// the width of the acts.
fn below<R>(ui: &mut Ui, acts_width: f32, acts_id: Id, acts: Acts<'_, R>) -> (R, f32) {
    let mut place = ui.available_rect_before_wrap();
    place.min.x = place.min.x.max(place.max.x - acts_width);
    // Limited to the height of one row; otherwise the acts would be centred in the rest of the page.
    place.max.y = place.min.y + size::CONTROL;
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(layout).scope_id(acts_id));
    let result = acts(&mut row);
    if row.min_rect().width() > 0.0 {
        ui.advance_cursor_after_rect(row.min_rect());
    }
    (result, row.min_rect().width())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use eframe::egui::{Event, OutputCommand, Role};
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::theme;
    use crate::ui::widgets::ActButton;

    #[test]
    fn acts_keep_their_ids_when_others_move_them_below_the_words() {
        let draw = |ui: &mut Ui, acts: &mut usize| {
            let text = "A sentence of a banner that has more to say. ".repeat(3);
            Banner::new(Tone::Wait, Mark::Warning, "A title", text).show(ui, |ui| {
                for act in 0..*acts {
                    ui.add(ActButton::plain(format!("Act {act}")));
                }
            });
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(640.0, 300.0))
            .with_context_setup(theme::apply)
            .build_ui_state(draw, 1);
        harness.run();
        let first = |harness: &Harness<'_, usize>| {
            let node = harness.get_by_label("Act 0");
            (node.accesskit_node().id(), node.rect().top())
        };
        let beside = first(&harness);
        *harness.state_mut() = 5;
        harness.run();
        let below = first(&harness);
        assert!(below.1 > beside.1, "they have not moved");
        assert_eq!(below.0, beside.0);
    }

    #[test]
    fn acts_stay_beside_words_that_fit_in_one_line() {
        let draw = |ui: &mut Ui, text: &mut String| {
            Banner::new(Tone::Wait, Mark::Warning, "A title", text.clone()).show(ui, |ui| {
                ui.add(ActButton::plain("An act with a long name"));
            });
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(560.0, 300.0))
            .with_context_setup(theme::apply)
            .build_ui_state(draw, "Short.".to_owned());
        let top = |harness: &mut Harness<'_, String>| {
            harness.run();
            harness.get_by_label("An act with a long name").rect().top()
        };
        let beside = top(&mut harness);
        *harness.state_mut() = "A sentence of a banner that has more to say. ".repeat(3);
        assert!(top(&mut harness) > beside + font::LINE);
    }

    #[test]
    fn the_cross_keeps_its_id_when_good_news_turn_bad() {
        let draw = |ui: &mut Ui, tone: &mut Tone| {
            let banner = Banner::new(*tone, Mark::Done, "A title", "A sentence.");
            banner.show_closable(ui, Some(Action::CloseDialog), &mut Vec::new(), |_, _| {});
        };
        let mut harness = Harness::builder().with_context_setup(theme::apply).build_ui_state(draw, Tone::Good);
        let cross = |harness: &Harness<'_, Tone>| harness.get_by_label(&tr!("close")).accesskit_node().id();
        harness.run();
        let good = cross(&harness);
        *harness.state_mut() = Tone::Bad;
        harness.run();
        assert!(harness.query_by_label(&tr!("copy")).is_some());
        assert_eq!(cross(&harness), good);
    }

    const TITLE: &str = "Not archived";
    const WHY: &str = "The server does not know this chat.";

    /// Draws the banner of an error; its state is what the banner wants to be done.
    fn failed() -> Harness<'static, Vec<Action>> {
        let draw = |ui: &mut Ui, actions: &mut Vec<Action>| {
            Banner::new(Tone::Bad, Mark::Failed, TITLE, WHY).show_closable(ui, None, actions, |_, _| {});
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(640.0, 100.0))
            .with_context_setup(theme::apply)
            .build_ui_state(draw, Vec::new());
        harness.run();
        harness
    }

    #[test]
    fn an_error_is_copied_whole() {
        let mut harness = failed();
        harness.get_by_role_and_label(Role::Button, &tr!("copy")).click();
        harness.run();
        assert!(matches!(&harness.state()[..], [Action::Copy(copied)] if *copied == format!("{TITLE}\n{WHY}")));
    }

    #[test]
    fn the_words_of_a_banner_can_be_selected_and_copied() {
        for words in [TITLE, WHY] {
            let mut harness = failed();
            let place = harness.get_by_label(words).rect();
            harness.drag_at(place.left_center());
            harness.step();
            harness.hover_at(place.right_center() + Vec2::new(20.0, 0.0));
            harness.step();
            harness.drop_at(place.right_center() + Vec2::new(20.0, 0.0));
            harness.step();
            harness.event(Event::Copy);
            harness.step();
            let commands = &harness.output().platform_output.commands;
            assert!(commands.contains(&OutputCommand::CopyText(words.to_owned())), "{words}: {commands:?}");
        }
    }
}
