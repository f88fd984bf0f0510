//! The head of the page.

use eframe::egui::{Align, Button, Label, Layout, RichText, TextStyle, Ui, Vec2};

use crate::model::{Action, Instance, Page, Tab};
use crate::tr;
use crate::ui::theme::{Tokens, font, size, space};
use crate::ui::widgets::{ActButton, Badge};
use crate::ui::{labels, text};

pub fn head_ui(ui: &mut Ui, instance: &Instance) -> Vec<Action> {
    let t = Tokens::of(ui);
    let mut actions = Vec::new();
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let over = instance.replace.as_ref().is_some_and(|replacing| replacing.plan.ended().is_some());
            if !over && ui.add(ActButton::plain(tr!("replace-number-leave"))).clicked() {
                actions.push(Action::Show(Page::Instance(instance.key, Tab::Queue)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (word, tone) = labels::state_badge(instance.state.value(), instance.messenger());
                let id = instance.id().as_str();
                // The name is truncated so that the state is never cut off; in a narrow window the id is left out too.
                let font = font::small_strong().resolve(ui.style());
                let badge = ui.painter().layout_no_wrap(word.clone(), font, t.text).size().x + 2.0 * space::S;
                let wide = ui.available_width() > 480.0;
                let rest = badge + space::M + if wide { 110.0 } else { 0.0 };
                ui.scope(|ui| {
                    ui.set_max_width((ui.available_width() - rest).max(60.0));
                    let title = font::styled(
                        tr!("replace-number-title", name = text::on_a_line(&instance.record.name).into_owned()),
                        font::title(),
                    );
                    ui.add(Label::new(title).truncate());
                });
                ui.add(Badge::new(word, tone));
                if wide {
                    let label = RichText::new(id).text_style(TextStyle::Monospace).color(t.faint);
                    let copy = ui.add(Button::new(label).frame(false).min_size(Vec2::new(0.0, size::HIT)));
                    if copy.on_hover_text(tr!("header-copy-id")).clicked() {
                        actions.push(Action::Copy(id.to_owned()));
                    }
                }
            });
        });
    });
    actions
}
