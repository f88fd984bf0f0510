//! The instance's states of the last days, for messengers that have this history.

use eframe::egui::{Grid, RichText, Ui};

use crate::green_api::{GetStateInstanceHistory, Method as _};
use crate::model::{Action, Instance};
use crate::tr;
use crate::ui::failure::{FailureView, failure_ui, remedy_act};
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{Spinner, card, card_heading, link, state_mark};
use crate::ui::{ViewState, labels, text};

pub fn history_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    if !GetStateInstanceHistory::MESSENGERS.contains(&instance.messenger()) || !instance.has_token() {
        return;
    }
    let t = Tokens::of(ui);
    let history = &instance.account.history;
    if let Some((failure, exchange)) = history.failed() {
        let told = FailureView::other(failure, GetStateInstanceHistory::NAME, instance);
        let remedy = failure_ui(ui, told, exchange, view, actions);
        actions.extend(remedy.and_then(|remedy| remedy_act(remedy, instance.key)));
    }
    let account = view.account.entry(instance.key).or_default();
    card(ui, |ui| {
        ui.horizontal(|ui| {
            card_heading(ui, &tr!("history-heading"));
            let name = if account.shows_history { tr!("history-hide") } else { tr!("history-show") };
            if link(ui, name).clicked() {
                account.shows_history = !account.shows_history;
                if account.shows_history {
                    actions.push(Action::History(instance.key));
                }
            }
            if history.is_asking() {
                ui.add(Spinner::new());
            }
        });
        let Some(states) = history.value().filter(|_| account.shows_history) else { return };
        if states.is_empty() {
            ui.label(font::running(tr!("history-empty")).color(t.muted));
        }
        Grid::new(("history", instance.key)).spacing([space::L, space::XS]).show(ui, |ui| {
            for past in states {
                let time = past.since.map_or_else(|| "—".to_owned(), text::date_time);
                ui.label(RichText::new(time).color(t.muted));
                ui.horizontal(|ui| {
                    state_mark(ui, labels::state_shape(Some(&past.state)), false);
                    ui.label(labels::state_badge(Some(&past.state), instance.messenger()).0);
                });
                let number = past.phone_number.as_deref().map(text::phone).unwrap_or_default();
                ui.label(RichText::new(number).color(t.muted));
                ui.end_row();
            }
        });
    });
}
