//! "Turn on incoming notifications for Support?", and the other acts that restart an instance.

use eframe::egui::Ui;

use super::{Look, Question, step_off};
use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::text;
use crate::ui::widgets::ActButton;
use crate::work::replace_number::Act;
use crate::work::restart::Change;

pub fn restart_ui(ui: &mut Ui, instance: &Instance, change: Change, actions: &mut Vec<Action>) {
    let name = &instance.record.name;
    let (title, limits, keep, act) = match change {
        Change::IncomingOn => (
            tr!("restart-title-incoming-on", name = name),
            tr!("restart-limits-incoming-on"),
            tr!("restart-keep-off"),
            tr!("restart-act-incoming-on"),
        ),
        Change::IncomingOff => (
            tr!("restart-title-incoming-off", name = name),
            tr!("restart-limits-incoming-off"),
            tr!("restart-keep-on"),
            tr!("restart-act-incoming-off"),
        ),
        Change::Interval(interval) => (
            tr!("restart-title-interval", name = name, interval = text::interval(interval)),
            tr!("restart-limits-interval"),
            tr!("restart-keep-interval"),
            tr!("restart-act-interval"),
        ),
        Change::Reboot => (
            tr!("restart-title-reboot", name = name),
            tr!("restart-limits-reboot"),
            tr!("restart-keep-running"),
            tr!("restart-act-reboot"),
        ),
    };
    let off = match change {
        Change::Interval(to) => step_off(instance, Act::interval(to, None)),
        Change::IncomingOn | Change::IncomingOff | Change::Reboot => None,
    };
    let act = ActButton::plain(act).disabled_because(look_only(instance).or(off));
    let question = Question::about(instance, title).add(Look::Plain, tr!("restart-text")).add(Look::Muted, limits);
    question.ask(ui, &keep, act, Action::Restart(instance.key, change), actions);
}
