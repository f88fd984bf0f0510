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
    let any = |of: fn(&Instance) -> bool| model.instances.iter().any(of);
    // While a token is being kept, nothing else is changed at its instance.
    let changes = |instance: &Instance| instance.is_changing_server() && !instance.account.is_keeping_token();
    let keeps = |instance: &Instance| instance.account.is_keeping_token();
    let (works, keeping, unkept) = (any(changes), any(keeps), model.has_unkept_token());
    let sends = any(|instance| instance.resend.is_sending());
    let archives = any(|instance| instance.chats.runs.is_running());
    let queues = model.clear_several.iter().flat_map(|several| &several.rows);
    let waiting = queues.filter(|row| row.part == Part::NotBegun).count();
    let token = |instance: &Instance| instance.account.has_unkept_token();
    Question::new(match (works, keeping, unkept) {
        (true, ..) | (false, false, false) => tr!("quit-title"),
        (false, true, _) => tr!("quit-keeping-title"),
        (false, false, true) => tr!("quit-token-title"),
    })
    .add(Look::Plain, works.then(|| tr!("quit-text", names = names(changes))))
    .add(Look::Plain, (waiting > 0).then(|| tr!("clear-several-quit", count = waiting)))
    .add(Look::Plain, keeping.then(|| tr!("quit-keeping-text", names = names(keeps))))
    .add(Look::Plain, unkept.then(|| tr!("quit-token-text", names = names(token))))
    .add(Look::Plain, sends.then(|| tr!("resend-quit")))
    .add(Look::Plain, archives.then(|| tr!("bulk-archive-quit")))
    .ask(ui, &tr!("quit-stay"), ActButton::danger(tr!("quit-act")), Action::Quit, actions);
}
