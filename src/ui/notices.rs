//! Brief notices of success, and warnings about the settings file.

use eframe::egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui};

use super::text::say;
use super::theme::{Tokens, radius, size, space};
use super::widgets::{ActButton, Banner, Mark, Tone, announce};
use crate::explain::explain_warning;
use crate::model::{Action, Model, Notice, NoticeKind, Page, SaveState};
use crate::tr;

/// Draws notices such as "Copied", a line each, at a side of the window where one covers no control. They disappear
/// automatically.
pub fn notices_ui(ui: &Ui, notices: &[Notice], side: Align2) {
    if notices.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    Area::new(Id::unique("notice")).order(Order::Tooltip).interactable(false).anchor(side, -2.0 * side.to_sign()).show(
        ui.ctx(),
        |ui| {
            let room = ui.ctx().content_rect().width() - 4.0 * space::L;
            ui.set_max_width(size::WIDE_DIALOG.min(room)); // otherwise an area is as narrow as the previous notice
            Frame::new()
                .fill(t.surface)
                .stroke(Stroke::new(1.0, t.border))
                .corner_radius(CornerRadius::same(radius::CARD))
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::symmetric(space::L as i8, space::XS as i8))
                .show(ui, |ui| {
                    for notice in notices {
                        let text = say(&notice.text);
                        ui.push_id(text.clone(), |ui| {
                            let text = ui.label(text);
                            announce(ui, &text);
                        });
                    }
                });
        },
    );
}

/// Draws warnings about the settings file or the disk, and lasting notices, over every page until closed.
pub fn warnings_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    for (index, notice) in model.lasting_notices.iter().enumerate() {
        let why: Vec<String> = notice.why.iter().map(say).collect();
        let (title, text) = (say(&notice.what), why.join(" "));
        ui.push_id(("trouble", index), |ui| {
            let close = Some(Action::CloseNotice(index));
            let (tone, mark) = match notice.kind {
                NoticeKind::Failure => (Tone::Bad, Mark::Failed),
                NoticeKind::Success => (Tone::Good, Mark::Done),
            };
            let details = notice.why.iter().chain([&notice.what]);
            let banner = Banner::new(tone, mark, title, text).with_details(details);
            banner.show_closable(ui, close, actions, |ui, actions| {
                if let Some(folder) = &notice.folder
                    && ui.add(ActButton::plain(tr!("crash-open-folder"))).clicked()
                {
                    actions.push(Action::OpenFolder(folder.clone()));
                }
            });
        });
        ui.add_space(space::XS);
    }
    let mut texts: Vec<String> = model.warnings.iter().map(|warning| say(&explain_warning(warning))).collect();
    // The form says itself that it was not saved.
    let is_said = matches!(model.form.save, SaveState::StoreFailed(_)) && model.page == Page::Form;
    let unsaved = model.unsaved.as_ref().filter(|_| !is_said);
    texts.extend(unsaved.map(|why| tr!("notices-not-saved", why = say(why))));
    if texts.is_empty() {
        return;
    }
    let banner = Banner::new(Tone::Wait, Mark::Warning, tr!("notices-settings"), texts.join("\n"));
    banner.show_closable(ui, Some(Action::CloseWarnings), actions, |_, _| {});
    ui.add_space(space::XS);
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::explain::Text;
    use crate::ui::theme;

    #[test]
    fn notices_of_the_same_moment_are_shown_under_each_other() {
        let notices = ["notice-no-paste", "notice-copied"].map(|id| Notice { text: Text::new(id), until: None });
        let draw = |ui: &mut Ui| notices_ui(ui, &notices, Align2::CENTER_BOTTOM);
        let harness = Harness::builder().with_context_setup(theme::apply).build_ui(draw);
        let [upper, lower] = notices.clone().map(|notice| harness.get_by_label(&say(&notice.text)).rect());
        assert!(upper.bottom() < lower.top(), "{upper:?} {lower:?}");
    }

    #[test]
    fn a_long_notice_is_whole_in_a_narrow_window() {
        let notice = Notice { text: Text::new("notice-no-paste"), until: None };
        let draw = |ui: &mut Ui| notices_ui(ui, std::slice::from_ref(&notice), Align2::CENTER_TOP);
        let harness = Harness::builder().with_size([300.0, 200.0]).with_context_setup(theme::apply).build_ui(draw);
        let (shown, window) = (harness.get_by_label(&say(&notice.text)).rect(), harness.ctx.content_rect());
        assert!(window.contains_rect(shown), "{shown:?}");
    }
}
