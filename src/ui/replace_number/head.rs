//! The head of the page.

use eframe::egui::Ui;

use crate::model::{Action, Instance, Page, Tab};
use crate::tr;
use crate::ui::header::errand_head_ui;

pub fn head_ui(ui: &mut Ui, instance: &Instance) -> Vec<Action> {
    let over = instance.replace.as_ref().is_some_and(|replacing| replacing.plan.ended().is_some());
    let back = (tr!("replace-number-leave"), Page::Instance(instance.key, Tab::Queue));
    let title = tr!("replace-number-title", name = &instance.record.name);
    errand_head_ui(ui, instance, &title, (!over).then_some(back))
}
