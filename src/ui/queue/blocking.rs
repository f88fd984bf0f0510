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
    let title = tr!("queue-blocking", to = labels::recipient(message, instance));
    let wrong = wrong_recipient(message, messenger).map(|why| say(&explain_wrong_recipient(why)));
    let wrong = wrong.map(|why| tr!("queue-blocking-wrong", why = why));
    let text = wrong.into_iter().chain([tr!("queue-blocking-text")]).collect::<Vec<_>>().join("\n");
    Banner::new(Tone::Wait, Mark::Warning, title, text).show(ui, |_| {});
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use serde_json::{Value, json};

    use crate::green_api::{Method as _, SendMessage};
    use crate::model::Instance;
    use crate::model::instance_tests::{authorized, later, read_list};
    use crate::ui::ViewState;
    use crate::ui::queue::queue_ui;
    use crate::ui::text::{Language, set_language};

    /// Whether a label or button on the queue page contains the words.
    fn says(instance: &Instance, words: &str) -> bool {
        set_language(Language::English);
        let harness = Harness::builder().with_size([900.0, 2000.0]).with_context_setup(crate::ui::theme::apply);
        let mut harness = harness.build_ui_state(
            |ui, view: &mut ViewState| {
                queue_ui(ui, instance, view);
            },
            ViewState::default(),
        );
        harness.run_steps(2);
        harness.query_all_by_label_contains(words).next().is_some()
    }

    fn text(id: &str, chat: &str, message: &str) -> Value {
        json!({"messageID": id, "type": SendMessage::NAME, "body": {"chatId": chat, "message": message}})
    }

    #[test]
    fn the_first_message_of_a_queue_that_does_not_move_is_pointed_at() {
        let (stuck, behind) = (text("1", "9123456789@c.us", "stuck"), text("2", "79992047718@c.us", "behind"));
        let mut instance = authorized(1);
        let note = "stuck. May hold up the queue";
        read_list(&mut instance, [stuck.clone(), behind.clone()], later(0));
        assert!(says(&instance, "stuck") && !says(&instance, note));
        read_list(&mut instance, [stuck, behind.clone()], later(60));
        for words in [
            note,
            "The first message may hold up all others: no. 1, to ",
            "Not an international number: this recipient cannot be right",
            "GREEN-API cannot remove a single message",
        ] {
            assert!(says(&instance, words), "{words}");
        }
        assert!(!says(&instance, "behind. May hold up the queue"));
        // Another message is the first now, and it is not known to block.
        read_list(&mut instance, [behind], later(120));
        assert!(says(&instance, "behind") && !says(&instance, "hold up"));
    }
}
