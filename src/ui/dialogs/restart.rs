//! "Turn on incoming notifications for Support?", and the other acts that restart an instance.

use eframe::egui::Ui;

use super::{Choice, foot_ui, step_off, title_ui};
use crate::{
    model::{Action, Instance},
    tr,
    ui::{
        text,
        theme::{Tokens, font},
        widgets::ActButton,
    },
    work::{replace_number::Act, restart::Change},
};

pub fn restart_ui(ui: &mut Ui, instance: &Instance, change: Change, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let name = &instance.record.name;
    let (title, limits, keep, act) = match change {
        Change::Incoming(true) => (
            tr!("restart-title-incoming-on", name = name),
            tr!("restart-limits-incoming-on"),
            tr!("restart-keep-off"),
            tr!("restart-act-incoming-on"),
        ),
        Change::Incoming(false) => (
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
    title_ui(ui, &title);
    ui.label(font::running(tr!("restart-text")));
    ui.label(font::running(limits).color(t.muted));
    let off = match change {
        Change::Interval(to) => step_off(instance, Act::interval(to, None)),
        Change::Incoming(_) | Change::Reboot => None,
    };
    match foot_ui(ui, &keep, ActButton::plain(act).disabled_because(off)) {
        Choice::Safe => actions.push(Action::CloseDialog),
        Choice::Act => actions.push(Action::Restart(instance.key, change)),
        Choice::None => {}
    }
}
