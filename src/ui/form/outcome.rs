//! The result of the check, and the reason why saving failed.

use eframe::egui::Ui;

use crate::explain::{Remedy, explain_vault};
use crate::green_api::Messenger;
use crate::model::{Action, AfterForm, CheckState, FormValues, Model, SaveState, Waiting};
use crate::tr;
use crate::ui::failure::{FailureView, failure_ui};
use crate::ui::text::{self, say};
use crate::ui::widgets::{ActButton, Banner, Mark, Tone};
use crate::ui::{ViewState, labels};

pub fn outcome_ui(ui: &mut Ui, model: &Model, view: &mut ViewState, actions: &mut Vec<Action>) {
    match &model.form.check {
        CheckState::Not => {}
        CheckState::Running(_) => {
            Banner::new(Tone::Wait, Mark::Waiting, tr!("check-running"), "").show(ui, |_| {});
        }
        CheckState::Done(check) => match &check.outcome {
            Ok(checked) => {
                let messenger = checked.messenger.name();
                let title = match &checked.phone {
                    Some(digits) => {
                        tr!("check-connected-number", messenger = messenger, number = text::phone(digits))
                    }
                    None => tr!("check-connected", messenger = messenger),
                };
                let state = labels::state_badge(Some(&checked.state), checked.messenger).0;
                let text = match checked.waiting {
                    Waiting::Exactly(count) => tr!("check-state-count", state = &state, count = count),
                    Waiting::AtLeast(count) => tr!("check-state-count-or-more", state = &state, count = count),
                    Waiting::Unknown => state,
                };
                Banner::new(Tone::Good, Mark::Done, title, text).show(ui, |_| {});
            }
            Err(failure) => {
                let guess = crate::green_api::IdInstance::parse(&view.form.id_instance)
                    .ok()
                    .and_then(|id| Messenger::guess(&id))
                    .unwrap_or(Messenger::WhatsApp);
                let told = FailureView::checking_instance(failure, guess);
                let remedy = failure_ui(ui, told, check.exchange.as_ref(), view, actions);
                match remedy {
                    Some(Remedy::TryAgain | Remedy::Refresh) => {
                        actions.extend(view.form.values(model.form.mode).ok().map(Action::CheckForm));
                    }
                    Some(Remedy::OpenConsole) => actions.push(Action::OpenConsole),
                    _ => {}
                }
            }
        },
    }
    save_ui(ui, model, view, actions);
}

fn save_ui(ui: &mut Ui, model: &Model, view: &ViewState, actions: &mut Vec<Action>) {
    match &model.form.save {
        SaveState::Not => {}
        SaveState::Running => {
            Banner::new(Tone::Wait, Mark::Waiting, tr!("form-saving"), tr!("form-saving-text")).show(ui, |ui| {
                if let Ok(values) = view.form.values(model.form.mode)
                    && !model.vault.session_only
                {
                    for_session_ui(ui, values, actions);
                }
                if ui.add(ActButton::plain(tr!("form-cancel-save"))).clicked() {
                    actions.push(Action::CancelSave);
                }
            });
        }
        SaveState::VaultFailed(failure) => {
            let told = explain_vault(failure);
            let text = text::sentences([say(&told.what).as_str(), &say(&told.why), &say(&told.todo)]);
            not_saved(text).with_details([&told.why]).show_closable(ui, None, actions, |_, _| {});
            ui.horizontal_wrapped(|ui| {
                let Ok(values) = view.form.values(model.form.mode) else { return };
                if ui.add(ActButton::plain(tr!("try-again"))).clicked() {
                    actions.push(Action::SaveDoubted { values: values.clone(), then: AfterForm::OpenInstance });
                }
                for_session_ui(ui, values, actions);
            });
        }
        SaveState::TokenNeeded => {
            not_saved(tr!("form-needs-token")).show_closable(ui, None, actions, |_, _| {});
        }
        SaveState::StoreFailed(why) => {
            not_saved(say(why)).with_details([why]).show_closable(ui, None, actions, |ui, actions| {
                if let Ok(values) = view.form.values(model.form.mode)
                    && ui.add(ActButton::plain(tr!("try-again"))).clicked()
                {
                    actions.push(Action::SaveDoubted { values, then: AfterForm::OpenInstance });
                }
            });
        }
    }
}

fn not_saved(why: String) -> Banner {
    Banner::new(Tone::Bad, Mark::Failed, tr!("form-not-saved"), why)
}

/// Draws the button that keeps the token in memory only.
fn for_session_ui(ui: &mut Ui, values: FormValues, actions: &mut Vec<Action>) {
    let session = ui.add(ActButton::plain(tr!("form-for-session")));
    if session.on_hover_text(tr!("form-for-session-hint")).clicked() {
        actions.push(Action::SaveForSession { values, then: AfterForm::OpenInstance });
    }
}
