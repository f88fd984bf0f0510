//! Questions before an act. The safe button has the focus when a question opens; closing it by any route means "no".

mod account;
mod add_many;
mod bulk_archive;
mod clear_queue;
mod clear_several;
mod import_chats;
mod instance_options;
mod number_hold;
mod remove;
mod replace_number;
mod resend;
mod restart;
mod saved_queues;
mod unsaved;
mod watch;

use std::mem::discriminant;

use eframe::egui::os::OperatingSystem;
use eframe::egui::{
    CornerRadius, Frame, Id, Margin, Modal, PointerButton, RichText, ScrollArea, Stroke, TextStyle, Ui, Vec2,
};

pub use add_many::AddManyView;
pub use clear_queue::ClearDialogView;
pub use clear_several::{ClearSeveralView, number_words};
pub use remove::RemoveDialogView;

use super::ViewState;
use super::instance_options::paint_colour;
use super::theme::{Tokens, font, radius, size, space};
use super::widgets::{ActButton, Badge, Tone, heading, name_label, quiet_box, row_with_end};
use crate::model::{Action, ClearSeveral, Dialog, Instance, Model};
use crate::tr;
use crate::work::replace_number::Act;

pub fn dialog_ui(ui: &Ui, model: &Model, view: &mut ViewState) -> Vec<Action> {
    let Some(dialog) = &model.dialog else {
        view.dialog = None;
        view.dialog_covered = false;
        view.add_many_dialog.forget(ui.ctx());
        return Vec::new();
    };
    // Each stage of a dialog begins with the focus on its safe button.
    let stage =
        model.clear_several.as_ref().filter(|_| matches!(dialog, Dialog::ClearSeveral)).map(ClearSeveral::stage);
    let drawn = (discriminant(dialog), stage);
    let first = view.dialog.replace(drawn) != Some(drawn);
    let is_back = std::mem::take(&mut view.dialog_covered);
    if first {
        view.clear_dialog = ClearDialogView::default();
        view.clear_several = ClearSeveralView::default();
        view.remove_dialog = RemoveDialogView::default();
        view.options_dialog = None;
        view.add_many_dialog.forget(ui.ctx());
    }
    let mut actions = Vec::new();
    let t = Tokens::of(ui);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(radius::DIALOG))
        .shadow(ui.visuals().window_shadow)
        .inner_margin(Margin::same(space::XL as i8));
    // Each question has a separate id; otherwise it would open in the size of the previous one.
    let shown = Modal::new(Id::unique(("dialog", drawn))).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width() - 4.0 * space::XL;
        let is_wide = stage.is_some() || matches!(dialog, Dialog::AddMany | Dialog::ImportChats(_));
        let width = if is_wide { size::WIDE_DIALOG } else { size::DIALOG };
        ui.set_width(width.min(room) - 2.0 * space::XL);
        ui.spacing_mut().item_spacing.y = space::M;
        let asked_about = dialog.instance().and_then(|key| model.instance(key));
        match (dialog, asked_about) {
            (Dialog::Clear(_), Some(instance)) => {
                clear_queue::clear_queue_ui(ui, instance, &mut view.clear_dialog, &mut actions)
            }
            (Dialog::ClearSeveral, _) => {
                clear_several::clear_several_ui(ui, model, &mut view.clear_several, &mut actions)
            }
            (Dialog::Remove(_), Some(instance)) => {
                remove::remove_ui(ui, instance, &mut view.remove_dialog, &mut actions)
            }
            (Dialog::Restart(_, change), Some(instance)) => restart::restart_ui(ui, instance, *change, &mut actions),
            (Dialog::Options(_), Some(instance)) => {
                instance_options::instance_options_ui(ui, instance, &mut view.options_dialog, &mut actions)
            }
            (Dialog::DeleteSavedQueue(_, id), Some(instance)) => {
                saved_queues::delete_saved_queue_ui(ui, instance, *id, &mut actions)
            }
            (Dialog::Logout(_), Some(instance)) => account::logout_ui(ui, instance, &mut actions),
            (Dialog::NewToken(_), Some(instance)) => account::new_token_ui(ui, instance, &mut actions),
            (Dialog::BulkArchive(_), Some(instance)) => bulk_archive::bulk_archive_ui(ui, instance, &mut actions),
            (Dialog::UndoBulkArchive(_), Some(instance)) => {
                bulk_archive::undo_bulk_archive_ui(ui, instance, &mut actions)
            }
            (Dialog::ImportChats(key), Some(instance)) => {
                import_chats::import_chats_ui(ui, instance, view.chats.entry(*key).or_default(), &mut actions)
            }
            (Dialog::SkipStep(_, step), Some(instance)) => replace_number::skip_ui(ui, instance, *step, &mut actions),
            (Dialog::ClearSaved(_), Some(instance)) => replace_number::clear_saved_ui(ui, instance, &mut actions),
            (Dialog::ClearNotifications(_), Some(instance)) => {
                replace_number::clear_notifications_ui(ui, instance, &mut actions)
            }
            (Dialog::EndReplacement(_), Some(instance)) => replace_number::end_ui(ui, instance, &mut actions),
            (Dialog::Resend(_, order), Some(instance)) => resend::resend_ui(ui, instance, order, &mut actions),
            (Dialog::StopResend(_, run), Some(instance)) => resend::stop_ui(ui, instance, *run, &mut actions),
            (Dialog::AddMany, _) => add_many::add_many_ui(ui, model, &mut view.add_many_dialog, &mut actions),
            (Dialog::Unsaved { then }, _) => unsaved::unsaved_ui(ui, then, &mut actions),
            (Dialog::SaveForm { values, then, doubt }, _) => {
                unsaved::save_form_ui(ui, values, *then, doubt, &mut actions)
            }
            (Dialog::Close, _) => watch::close_ui(ui, model, &mut actions),
            (Dialog::Quit, _) => unsaved::quit_ui(ui, model, &mut actions),
            // The instance is gone, and with it what was asked.
            (_, None) => {}
        }
        if let Some(instance) = asked_about {
            colour_ui(ui, instance);
        }
    });
    if (first || is_back)
        && let Some(safe) = ui.data(|data| data.get_temp(safe_button()))
    {
        ui.memory_mut(|memory| memory.request_focus(safe));
    }
    if shown.should_close() && actions.is_empty() {
        actions.push(Action::CloseDialog);
    }
    // The second half of a double click was meant for the button that opened the dialog.
    if ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary)) {
        actions.clear();
    }
    actions
}

/// Draws the colour of the instance over the height of the question that was drawn, left of its words.
fn colour_ui(ui: &Ui, instance: &Instance) {
    let question = ui.min_rect().translate(Vec2::new(-space::L, 0.0));
    paint_colour(ui, question, &instance.record.options);
}

/// The look of a paragraph.
#[derive(Clone, Copy)]
enum Look {
    Plain,
    Strong,
    Muted,
    Danger,
}

/// A question that consists of text and two buttons. The dialogs with other content draw the same parts themselves.
#[must_use = "ask it"]
struct Question<'a> {
    title: String,
    /// The instance that the question is about.
    about: Option<&'a Instance>,
    body: Vec<(Look, String)>,
}

impl<'a> Question<'a> {
    fn new(title: String) -> Self {
        Self { title, about: None, body: Vec::new() }
    }

    fn about(instance: &'a Instance, title: String) -> Self {
        Self { about: Some(instance), ..Self::new(title) }
    }

    /// Adds a paragraph, if there is one.
    fn add(mut self, look: Look, words: impl Into<Option<String>>) -> Self {
        self.body.extend(words.into().map(|words| (look, words)));
        self
    }

    /// Draws the question. The button `act` pushes `action`; the button `safe` closes the dialog.
    fn ask(self, ui: &mut Ui, safe: &str, act: ActButton, action: Action, actions: &mut Vec<Action>) {
        let t = Tokens::of(ui);
        body_ui(ui, |ui| {
            title_ui(ui, &self.title);
            if let Some(instance) = self.about {
                whose_ui(ui, instance);
            }
            for (look, words) in self.body {
                ui.label(match look {
                    Look::Plain => font::running(words),
                    Look::Strong => font::styled(words, font::strong()),
                    Look::Muted => font::running(words).color(t.muted),
                    Look::Danger => font::running(words).color(t.danger),
                });
            }
        });
        if foot_ui(ui, safe, act, actions) {
            actions.push(action);
        }
    }
}

/// Draws the title of a dialog.
fn title_ui(ui: &mut Ui, text: &str) {
    heading(ui, text);
}

/// Draws the name and id of the instance below the title: two instances may have the same name.
fn whose_ui(ui: &mut Ui, instance: &Instance) {
    let muted = Tokens::of(ui).muted;
    ui.horizontal_wrapped(|ui| {
        name_label(ui, &instance.record.name, TextStyle::Body, muted);
        ui.label(RichText::new(instance.id().as_str()).text_style(TextStyle::Monospace).color(muted));
    });
}

/// Draws the content above the foot. It scrolls where the window is too low for it; the foot stays in sight.
fn body_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    body_above(ui, 0, add)
}

/// Like `body_ui`, with `rows` rows of controls between the content and the foot. They stay in sight, too.
fn body_above<R>(ui: &mut Ui, rows: usize, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = room_above(ui, rows);
    // Otherwise it would keep the height of the previous frame.
    ui.set_max_height(room);
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, add).inner
}

/// Draws a list between what the dialog has drawn and its foot, with `rows` rows of controls under it. It scrolls where
/// the window is too low for it.
fn list_above<R>(ui: &mut Ui, rows: usize, add: impl FnOnce(&mut Ui) -> R) -> R {
    let above = ui.cursor().top() - ui.min_rect().top();
    let room = room_above(ui, rows) - above;
    ui.scope(|ui| {
        ui.set_max_height(room);
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, add).inner
    })
    .inner
}

/// Returns the height that is left above the foot of a dialog and `rows` rows of controls.
fn room_above(ui: &Ui, rows: usize) -> f32 {
    let foot = size::CONTROL + space::XS + space::M + rows as f32 * (size::CONTROL + space::M);
    let margins = 2.0 * (space::XL + space::S);
    ui.ctx().content_rect().height() - foot - margins
}

/// Draws the name, messenger and id of the instance, and `words` below them.
fn instance_ui(ui: &mut Ui, instance: &Instance, words: String) {
    let t = Tokens::of(ui);
    quiet_box(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            name_label(ui, &instance.record.name, font::strong(), t.text);
            ui.add(Badge::new(instance.messenger().name(), Tone::Plain));
            ui.label(RichText::new(instance.id().as_str()).text_style(TextStyle::Monospace).color(t.muted));
        });
        ui.label(font::running(words).color(t.muted));
    });
}

/// Draws the two buttons at the foot: the safe one, focused when the dialog opens, which closes it, and the act. The act
/// is last, except on Windows, where it is first. Returns whether the act was clicked.
fn foot_ui(ui: &mut Ui, safe: &str, act: ActButton, actions: &mut Vec<Action>) -> bool {
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.x = space::M;
    let safe = ActButton::plain(safe);
    let act_first = ui.ctx().os() == OperatingSystem::Windows;
    let buttons = if act_first { [act, safe] } else { [safe, act] };
    let draw = |ui: &mut Ui| buttons.map(|button| ui.add(button));
    let (_, [first, last]) = row_with_end(ui, size::CONTROL, |_| {}, draw);
    let (act, safe) = if act_first { (first, last) } else { (last, first) };
    ui.data_mut(|data| data.insert_temp(safe_button(), safe.id));
    if safe.clicked() {
        actions.push(Action::CloseDialog);
    }
    act.clicked()
}

/// Draws the only button at the foot, which is the safe one. Returns whether it was clicked.
fn only_button_ui(ui: &mut Ui, button: ActButton) -> bool {
    ui.add_space(space::XS);
    let (_, shown) = row_with_end(ui, size::CONTROL, |_| {}, |ui| ui.add(button));
    ui.data_mut(|data| data.insert_temp(safe_button(), shown.id));
    shown.clicked()
}

/// Returns where egui keeps the id of the dialog's safe button.
fn safe_button() -> Id {
    Id::unique("safe-button")
}

/// Returns why an act is disabled that would be a step of the open replacement.
fn step_off(instance: &Instance, act: Act) -> Option<String> {
    instance.holds_up(act).then(|| tr!("replace-number-step-waits"))
}
