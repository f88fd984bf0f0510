//! The first message of a queue that does not move, and what can be done about it.

use eframe::egui::Ui;

use crate::explain::explain_wrong_recipient;
use crate::model::Instance;
use crate::tr;
use crate::ui::labels;
use crate::ui::text::say;
use crate::ui::widgets::{Banner, Mark, Tone};
use crate::work::resend::wrong_recipient;

pub fn blocking_ui(ui: &mut Ui, instance: &Instance) {
    let Some(message) = instance.blocking_message() else { return };
    let messenger = instance.messenger();
    let title = tr!("queue-blocking", to = labels::recipient(message, messenger));
    let wrong = wrong_recipient(message, messenger).map(|why| say(&explain_wrong_recipient(why)));
    let wrong = wrong.map(|why| tr!("queue-blocking-wrong", why = why));
    let text = wrong.into_iter().chain([tr!("queue-blocking-text")]).collect::<Vec<_>>().join("\n");
    Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |_| {});
}
