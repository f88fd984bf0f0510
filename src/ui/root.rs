//! The whole window: sidebar, head, page, foot, and the overlays above them.

use eframe::egui::{Align2, CentralPanel, Frame, Margin, Panel, Ui};

use super::sidebar::{Fold, sidebar_ui};
use super::theme::{Tokens, size};
use super::widgets::{OpenQuestion, paint_focus_ring, side_margin, slot, start_at_top};
use super::{
    ViewState, account, all_instances, chats, dialogs, form, header, help, journal, licences, link_phone, notices,
    preferences, queue, replace_number, requests, resend, shortcuts, status_line, updates, watch,
};
use crate::model::{Action, Model, Page, Tab};

/// Draws everything and returns the requested actions.
pub fn root_ui(ui: &mut Ui, model: &Model, view: &mut ViewState) -> Vec<Action> {
    let t = Tokens::of(ui);
    let (mut actions, to_list) = shortcuts::pressed(ui.ctx(), model, &view.filter);
    let page_margin = Margin::symmetric(side_margin(ui.available_width()), 0);
    if model.page != Page::Form {
        view.form.forget(ui.ctx());
    }
    link_phone::forget_left(ui.ctx(), model, &mut view.link);
    view.forget_removed(model);
    view.focus_list |= to_list;
    view.texts.bring_up(&model.instances);
    if !model.instances.is_empty() {
        let (fold, width, side) = if ui.available_width() < size::FOLD_BELOW {
            (Fold::Folded, size::SIDEBAR_FOLDED, 6)
        } else {
            (Fold::Open, size::SIDEBAR, 9)
        };
        Panel::left("sidebar")
            .exact_size(width)
            .resizable(false)
            .frame(Frame::new().fill(t.sidebar).inner_margin(Margin::symmetric(side, 8)))
            .show(ui, |ui| actions.extend(sidebar_ui(ui, model, view, fold)));
        Panel::bottom("status")
            .exact_size(size::STATUS_LINE)
            .resizable(false)
            .frame(Frame::new().fill(t.sidebar).inner_margin(page_margin))
            .show(ui, |ui| status_line::status_line_ui(ui, model));
    }
    // Another instance is looked at from the top, where its warnings are.
    if view.page.is_some_and(|(page, _)| page != model.page && page.instance() != model.page.instance()) {
        start_at_top(ui.ctx());
    }
    let head = Frame::new().fill(t.background).inner_margin(Margin { top: 16, ..page_margin });
    head_ui(ui, model, view, head, &mut actions);
    CentralPanel::default()
        .frame(Frame::new().fill(t.background).inner_margin(Margin { top: 18, ..Margin::ZERO }))
        .show(ui, |ui| {
            let sides = Frame::new().inner_margin(page_margin);
            sides.show(ui, |ui| {
                slot(ui, |ui| notices::warnings_ui(ui, model, &mut actions));
                slot(ui, |ui| updates::updates_ui(ui, model, &mut actions));
                slot(ui, |ui| watch::watch_ui(ui, model, &mut actions));
            });
            match model.help {
                Some(topic) => actions.extend(help::help_ui(ui, topic, &mut view.help)),
                None => actions.extend(page_ui(ui, model, view, sides)),
            }
        });
    view.dialog_covered |= model.help.is_some();
    if model.help.is_none() {
        view.help = help::HelpView::default();
        if model.page != Page::Journal {
            view.journal = journal::JournalView::default();
        }
        if model.page != Page::Licences {
            view.licences = licences::LicencesView::default();
        }
        actions.extend(dialogs::dialog_ui(ui, model, view));
    }
    // Over the status line, or over the title of a dialog, whose buttons may be at the bottom.
    let has_dialog = model.dialog.is_some() && model.help.is_none();
    let side = if has_dialog { Align2::CENTER_TOP } else { Align2::CENTER_BOTTOM };
    notices::notices_ui(ui, &model.notices, side);
    let shown = (model.page, model.help.is_some());
    match view.page.replace(shown) {
        Some(before) if before == shown => {}
        Some((page, false)) if page == model.page => view.focus.cover(),
        Some((page, true)) if page == model.page => view.focus.uncover(),
        Some(_) => view.focus.leave_page(),
        None => {}
    }
    view.focus.follow(ui.ctx(), open_question(model, &actions));
    paint_focus_ring(ui.ctx());
    actions
}

fn open_question(model: &Model, actions: &[Action]) -> OpenQuestion {
    if model.dialog.is_none() || model.help.is_some() {
        OpenQuestion::None
    } else if actions.iter().any(|action| matches!(action, Action::CloseDialog)) {
        OpenQuestion::Refused
    } else {
        OpenQuestion::Asked
    }
}

/// Draws the head of the page. The form has none, and neither has a page whose instance is gone.
fn head_ui(ui: &mut Ui, model: &Model, view: &ViewState, frame: Frame, actions: &mut Vec<Action>) {
    let apart = Margin { bottom: 12, ..frame.inner_margin };
    let mut show = |frame: Frame, draw: &dyn Fn(&mut Ui) -> Vec<Action>| {
        // The cards of a replacement begin right under its head.
        let line = model.help.is_some() || !matches!(model.page, Page::Replace(_));
        let panel = Panel::top("head").resizable(false).show_separator_line(line).frame(frame);
        panel.show(ui, |ui| actions.extend(draw(ui)));
    };
    let with_gap = frame.inner_margin(apart);
    match (model.help.is_some(), model.page, model.shown_instance()) {
        (true, ..) => show(with_gap, &|ui| help::head_ui(ui).into_iter().collect()),
        (false, Page::Instance(_, tab), Some(instance)) => show(frame, &|ui| header::header_ui(ui, instance, tab)),
        (false, Page::Replace(_), Some(instance)) => show(frame, &|ui| replace_number::head_ui(ui, instance)),
        (false, Page::Resend(..), Some(instance)) => show(with_gap, &|ui| resend::head_ui(ui, instance)),
        (false, Page::Licences, _) => show(with_gap, &|ui| licences::head_ui(ui).into_iter().collect()),
        (false, Page::AllInstances, _) => show(with_gap, &|ui| all_instances::head_ui(ui, model, view)),
        (false, Page::Journal, _) => show(with_gap, &|ui| journal::head_ui(ui)),
        (false, Page::Preferences, _) => show(with_gap, &|ui| preferences::head_ui(ui, model).into_iter().collect()),
        (false, Page::Form, _) | (false, Page::Instance(..) | Page::Replace(_) | Page::Resend(..), None) => {}
    }
}

/// Draws the page itself. Pages that scroll as a whole apply the margins of `sides` themselves, so that their scroll
/// bar is outside them.
fn page_ui(ui: &mut Ui, model: &Model, view: &mut ViewState, sides: Frame) -> Vec<Action> {
    match model.page {
        Page::Form => form::form_ui(ui, model, view),
        Page::AllInstances => sides.show(ui, |ui| all_instances::all_instances_ui(ui, model, view)).inner,
        Page::Journal => journal::journal_ui(ui, model, &mut view.journal),
        Page::Preferences => preferences::preferences_ui(ui, model),
        Page::Licences => sides.show(ui, |ui| licences::licences_ui(ui, model, &mut view.licences)).inner,
        Page::Replace(key) => match model.instance(key) {
            Some(instance) => replace_number::replace_number_ui(ui, instance, view),
            None => Vec::new(),
        },
        Page::Resend(key, queue) => match model.instance(key) {
            Some(instance) => resend::resend_ui(ui, instance, queue, view),
            None => Vec::new(),
        },
        Page::Instance(key, tab) => {
            let Some(instance) = model.instance(key) else { return Vec::new() };
            match tab {
                Tab::Queue => queue::queue_ui(ui, instance, view),
                Tab::Chats => chats::chats_ui(ui, instance, view),
                Tab::Account => account::account_ui(ui, instance, view),
                Tab::Requests => {
                    let state = view.requests.entry(key).or_default();
                    let acts = sides.show(ui, |ui| {
                        requests::requests_ui(ui, &model.exchanges, model.exchanges_dropped, instance.id(), state)
                    });
                    acts.inner.into_iter().map(super::answer::act).collect()
                }
            }
        }
    }
}
