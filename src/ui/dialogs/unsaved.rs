//! Questions about the text of the form, and before leaving work that is still running.

use eframe::egui::Ui;

use super::{Look, Question};
use crate::model::{Action, AfterForm, FormValues, Instance, Model, SaveDoubt};
use crate::tr;
use crate::ui::labels;
use crate::ui::widgets::ActButton;
use crate::work::clear_several::Part;

pub fn unsaved_ui(ui: &mut Ui, then: &Action, actions: &mut Vec<Action>) {
    let act = ActButton::danger(tr!("unsaved-drop"));
    let question = Question::new(tr!("unsaved-title")).add(Look::Plain, tr!("unsaved-text"));
    question.ask(ui, &tr!("unsaved-keep"), act, Action::DropUnsaved(Box::new(then.clone())), actions);
}

pub fn save_form_ui(ui: &mut Ui, values: &FormValues, then: AfterForm, doubt: &SaveDoubt, actions: &mut Vec<Action>) {
    let (question, act) = match doubt {
        SaveDoubt::OtherInstance(before) => {
            let (before, id) = (before.as_str(), values.id_instance.as_str());
            let question = Question::new(tr!("save-other-title", id = id));
            (question.add(Look::Plain, tr!("save-other-text", before = before)), tr!("save-other-act"))
        }
        SaveDoubt::Refused => {
            let question = Question::new(tr!("save-refused-title"));
            (question.add(Look::Plain, tr!("save-refused-text")), tr!("save-refused-act"))
        }
    };
    let action = Action::SaveDoubted { values: values.clone(), then };
    question.ask(ui, &tr!("unsaved-keep"), ActButton::danger(act), action, actions);
}

pub fn quit_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let names = |of: fn(&Instance) -> bool| {
        let names = model.instances.iter().filter(|one| of(one)).map(|one| labels::quoted_name(model, one));
        names.collect::<Vec<_>>().join(", ")
    };
    let (works, unkept) = (model.is_changing_server(), model.has_unkept_token());
    let sends = model.instances.iter().any(|instance| instance.resend.is_sending());
    let archives = model.instances.iter().any(|instance| instance.chats.runs.is_running());
    let queues = model.clear_several.iter().flat_map(|several| &several.rows);
    let waiting = queues.filter(|row| row.part == Part::NotBegun).count();
    let token = |instance: &Instance| instance.account.has_unkept_token();
    Question::new(if unkept && !works { tr!("quit-token-title") } else { tr!("quit-title") })
        .add(Look::Plain, works.then(|| tr!("quit-text", names = names(Instance::is_changing_server))))
        .add(Look::Plain, (waiting > 0).then(|| tr!("clear-several-quit", count = waiting)))
        .add(Look::Plain, unkept.then(|| tr!("quit-token-text", names = names(token))))
        .add(Look::Plain, sends.then(|| tr!("resend-quit")))
        .add(Look::Plain, archives.then(|| tr!("bulk-archive-quit")))
        .ask(ui, &tr!("quit-stay"), ActButton::danger(tr!("quit-act")), Action::Quit, actions);
}
