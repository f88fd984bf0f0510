//! A failure on screen: what happened, why, what to do, the server's own words last.

use std::sync::Arc;

use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, Stroke, Ui};

use super::ViewState;
use super::answer::answer_ui;
use super::json::ExchangeStyle;
use super::labels::look_only;
use super::text::say;
use super::theme::{Tokens, font, radius, space};
use super::widgets::{
    ActButton, Icon, StateShape, announce, card_heading, divider, icon_only, keyed, link, state_mark,
};
use crate::explain::{Act, Context, Remedy, explain};
use crate::green_api::{ArchiveDirection, ChatId, Exchange, Failure, InstanceState, Messenger, Method as _, Reboot};
use crate::model::{Action, FormMode, Instance, InstanceKey, Page, ReplaceAction, Tab};
use crate::tr;
use crate::work::restart::Change;

/// A failure with its context.
pub struct FailureView<'a> {
    failure: &'a Failure,
    context: Context,
    /// Whether there is an instance that can be opened in the form.
    editable: bool,
    /// Why the remedies that change the server are disabled.
    off: Option<String>,
}

impl<'a> FailureView<'a> {
    fn of(failure: &'a Failure, act: Act, instance: &Instance) -> Self {
        let incoming = instance.settings.value().and_then(|settings| settings.incoming_webhook);
        let context = Context {
            incoming_webhook: incoming,
            state: fresh_state(instance),
            ..Context::new(act, instance.messenger())
        };
        Self { failure, context, editable: !instance.practice, off: look_only(instance) }
    }

    /// Creates the view of a failed query, which changes nothing.
    pub fn about(failure: &'a Failure, instance: &Instance) -> Self {
        Self::of(failure, Act::Query, instance)
    }

    /// Creates the view of a failed query in the list of all instances.
    pub fn at_a_glance(failure: &'a Failure, instance: &Instance) -> Self {
        Self::of(failure, Act::Overview, instance)
    }

    pub fn clearing(failure: &'a Failure, instance: &Instance) -> Self {
        Self::of(failure, Act::ClearQueue, instance)
    }

    pub fn restarting(failure: &'a Failure, change: Change, instance: &Instance) -> Self {
        let act = match change {
            Change::Reboot => Act::Other(Reboot::NAME),
            Change::IncomingOn | Change::IncomingOff | Change::Interval(_) => Act::SetSettings,
        };
        Self::of(failure, act, instance)
    }

    pub fn sending_again(failure: &'a Failure, instance: &Instance) -> Self {
        Self::of(failure, Act::SendAgain, instance)
    }

    /// Creates the view of a failed act that is identified by its method alone.
    pub fn other(failure: &'a Failure, method: &'static str, instance: &Instance) -> Self {
        Self::of(failure, Act::Other(method), instance)
    }

    pub fn checking_number(failure: &'a Failure, instance: &Instance) -> Self {
        Self::of(failure, Act::CheckNumber, instance)
    }

    pub fn archiving(
        failure: &'a Failure,
        direction: ArchiveDirection,
        chat: &ChatId,
        incoming: Option<bool>,
        instance: &Instance,
    ) -> Self {
        let act = match direction {
            ArchiveDirection::Archive => Act::Archive,
            ArchiveDirection::Unarchive => Act::Unarchive,
        };
        let view = Self::of(failure, act, instance);
        Self { context: Context { incoming_webhook: incoming, chat_id: Some(chat.clone()), ..view.context }, ..view }
    }

    /// Creates the view of a failed check in the form, where there is no instance yet. The wrong values are edited
    /// right there.
    pub fn checking_instance(failure: &'a Failure, messenger: crate::green_api::Messenger) -> Self {
        Self { failure, context: Context::new(Act::CheckInstance, messenger), editable: false, off: None }
    }

    /// Returns the remedies that the failure's card offers.
    pub fn remedies(&self) -> Vec<Remedy> {
        let mut remedies = explain(self.failure, &self.context).remedies;
        let tries_again = remedies.contains(&Remedy::TryAgain);
        remedies.retain(|remedy| match remedy {
            Remedy::EditInstance => self.editable,
            // Its blocks are often temporary.
            Remedy::ReplaceNumber => self.context.messenger != Messenger::Max,
            // For a query, trying again and refreshing are the same act.
            Remedy::Refresh => !(tries_again && self.context.act == Act::Query),
            // There is no Account page yet, or it is the page being shown.
            Remedy::OpenAccount => !matches!(self.context.act, Act::CheckInstance | Act::Other(_)),
            _ => true,
        });
        remedies
    }
}

/// The texts of a failure.
pub struct FailureTexts {
    pub title: String,
    /// The cause, and what to do.
    pub text: String,
    /// The cause alone.
    pub cause: String,
    /// The cause as the system or a library reported it.
    pub reported: Option<String>,
}

impl FailureTexts {
    /// Returns everything that support needs.
    pub fn for_support<'a>(&self, exchanges: impl IntoIterator<Item = &'a Arc<Exchange>>) -> String {
        let text = [Some(self.text.as_str()), self.reported.as_deref()];
        let text = text.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        for_support(&self.title, &text, exchanges)
    }
}

pub fn failure_texts(told: &FailureView<'_>) -> FailureTexts {
    let explained = explain(told.failure, &told.context);
    let (cause, todo) = (say(&explained.why), say(&explained.todo));
    let text =
        [cause.as_str(), todo.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let reported = explained.why.reported().map(str::to_owned);
    FailureTexts { title: say(&explained.what), text, cause, reported }
}

/// Draws the reason why the shown values of an instance could not be refreshed, if there is one.
pub fn query_failure_ui(ui: &mut Ui, instance: &Instance, view: &mut ViewState, actions: &mut Vec<Action>) {
    let Some((failure, exchange)) = instance.query_failure() else { return };
    let remedy = failure_ui(ui, FailureView::about(failure, instance), exchange, view, actions);
    actions.extend(remedy.and_then(|remedy| remedy_act(remedy, instance.key)));
}

/// Draws a card around a failure, with the server's answer under it. Returns the remedy that was clicked.
pub fn failure_ui(
    ui: &mut Ui,
    told: FailureView<'_>,
    exchange: Option<&Arc<Exchange>>,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
) -> Option<Remedy> {
    failure_card(ui, told, exchange, view, actions, None)
}

/// Draws the same card with a button that closes it.
pub fn failure_card(
    ui: &mut Ui,
    told: FailureView<'_>,
    exchange: Option<&Arc<Exchange>>,
    view: &mut ViewState,
    actions: &mut Vec<Action>,
    close: Option<Action>,
) -> Option<Remedy> {
    let t = Tokens::of(ui);
    let texts = failure_texts(&told);
    let mut selected = None;
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.soft_edge(t.danger)))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(space::L as i8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::S;
            head_ui(ui, &texts.title, close, actions);
            if !texts.text.is_empty() {
                ui.label(font::running(&texts.text).color(t.muted));
            }
            ui.horizontal_wrapped(|ui| {
                selected = remedies_ui(ui, &told);
                if copy_ui(ui) {
                    actions.push(Action::Copy(texts.for_support(exchange)));
                }
            });
            if let Some(exchange) = exchange {
                ui.add_space(space::XS);
                divider(ui);
                answer_ui(ui, exchange, view, ExchangeStyle::Quiet, actions);
            }
        });
    selected
}

fn head_ui(ui: &mut Ui, title: &str, close: Option<Action>, actions: &mut Vec<Action>) {
    ui.horizontal_top(|ui| {
        ui.add_space(1.0);
        ui.vertical(|ui| {
            ui.add_space(5.0);
            state_mark(ui, StateShape::Stopped, false);
        });
        ui.vertical(|ui| {
            ui.set_max_width(ui.available_width() - 36.0);
            let heading = card_heading(ui, title);
            announce(ui, &heading);
        });
        if let Some(close) = close {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if icon_only(ui, Icon::Cross, &tr!("close")).clicked() {
                    actions.push(close);
                }
            });
        }
    });
}

/// Draws the buttons of the remedies. Returns the one that was clicked.
fn remedies_ui(ui: &mut Ui, told: &FailureView<'_>) -> Option<Remedy> {
    let remedies = told.remedies();
    let count = remedies.len();
    let mut selected = None;
    for remedy in remedies {
        let off = told.off.clone().filter(|_| changes_server(remedy, told.context.act));
        let button = ActButton::plain(remedy_name(remedy)).disabled_because(off);
        button.break_row(ui);
        if keyed(ui, remedy, |ui| ui.add(button)).clicked() {
            selected = Some(remedy);
        }
    }
    ui.skip_ahead_auto_ids(MAX_REMEDIES.saturating_sub(count));
    selected
}

/// Draws the link that copies the failure: at the end of the row if there is room for it, otherwise in the flow.
fn copy_ui(ui: &mut Ui) -> bool {
    let room = ui.available_size_before_wrap().x > 220.0;
    let copy = |ui: &mut Ui| link(ui, tr!("copy-for-support")).clicked();
    let at_end = Layout::right_to_left(Align::Center);
    if room { ui.with_layout(at_end, copy).inner } else { copy(ui) }
}

fn fresh_state(instance: &Instance) -> Option<InstanceState> {
    instance.state.value().filter(|_| !instance.state.is_old()).cloned()
}

/// Upper bound of the remedies of a failure, so that the link after them keeps its id whichever are offered.
const MAX_REMEDIES: usize = 16;

/// Returns the action of a remedy that does not concern a chat.
pub fn remedy_act(remedy: Remedy, key: InstanceKey) -> Option<Action> {
    match remedy {
        Remedy::TryAgain | Remedy::Refresh => Some(Action::Refresh(key)),
        Remedy::EditInstance => Some(Action::OpenForm(FormMode::Edit(key))),
        Remedy::OpenAccount => Some(Action::Show(Page::Instance(key, Tab::Account))),
        Remedy::ReplaceNumber => Some(Action::Replace(key, ReplaceAction::Open)),
        Remedy::OpenConsole => Some(Action::OpenConsole),
        Remedy::TurnOnIncoming => Some(Action::AskRestart(key, Change::IncomingOn)),
        Remedy::CheckNumber | Remedy::UnarchiveAndArchiveAgain => None,
    }
}

/// Whether a remedy of this act changes the server.
fn changes_server(remedy: Remedy, act: Act) -> bool {
    match remedy {
        Remedy::TurnOnIncoming | Remedy::UnarchiveAndArchiveAgain | Remedy::ReplaceNumber => true,
        Remedy::TryAgain => act.changes(),
        Remedy::Refresh | Remedy::CheckNumber | Remedy::EditInstance | Remedy::OpenAccount | Remedy::OpenConsole => {
            false
        }
    }
}

/// Returns the words on the button of a remedy.
fn remedy_name(remedy: Remedy) -> String {
    match remedy {
        Remedy::TryAgain => tr!("try-again"),
        Remedy::Refresh => tr!("header-refresh"),
        Remedy::CheckNumber => tr!("remedy-check-number"),
        Remedy::TurnOnIncoming => tr!("remedy-turn-on-incoming"),
        Remedy::UnarchiveAndArchiveAgain => tr!("remedy-archive-again"),
        Remedy::EditInstance => tr!("remedy-edit"),
        Remedy::OpenAccount => tr!("remedy-account"),
        Remedy::ReplaceNumber => tr!("replace-number-entry"),
        Remedy::OpenConsole => tr!("header-open-console"),
    }
}

/// Returns everything that support needs, as text: the version and the system, the words shown, and the exchanges as
/// sent and received, without the token.
fn for_support<'a>(title: &str, text: &str, exchanges: impl IntoIterator<Item = &'a Arc<Exchange>>) -> String {
    use std::env::consts::{ARCH, OS};
    let version = env!("CARGO_PKG_VERSION");
    let mut all = format!("Instance Desk {version}, {OS} {ARCH}\n{title}\n{text}\n");
    for exchange in exchanges {
        let status = exchange.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        all.push_str(&format!(
            "\n{} {} {}\n{} {}\n",
            exchange.at,
            exchange.verb.as_str(),
            exchange.url,
            status,
            exchange.reason.as_deref().unwrap_or_default()
        ));
        for (name, value) in &exchange.headers {
            all.push_str(&format!("{name}: {value}\n"));
        }
        if let Some(body) = &exchange.request_body {
            all.push_str(&format!("> {body}\n"));
        }
        all.push_str(&exchange.body.front(20_000));
        all.push('\n');
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::instance_tests::instance;

    #[test]
    fn the_text_for_support_begins_with_the_version_and_the_system() {
        let text = for_support("Title", "Words", []);
        let start = format!("Instance Desk {}, {} ", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
        assert!(text.starts_with(&start) && text.ends_with("Title\nWords\n"), "{text}");
    }

    #[test]
    fn a_practice_instance_is_not_to_be_edited() {
        let failure = Failure::NameNotFound { host: "api.green-api.com".to_owned() };
        for practice in [false, true] {
            let mut instance = instance();
            instance.practice = practice;
            let remedies = FailureView::about(&failure, &instance).remedies();
            assert_eq!(remedies.contains(&Remedy::EditInstance), !practice);
            assert!(remedies.contains(&Remedy::TryAgain));
        }
    }
}
