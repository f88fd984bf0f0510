//! The instances that are being added, and those that were not.

use eframe::egui::{Id, Key, RichText, Role, TextStyle, Ui, WidgetInfo};

use super::words::failure_words;
use super::{AddManyView, Correction, Foot};
use crate::green_api::{ApiToken, Failure};
use crate::model::{Action, AddFailure, AddManyAction, AddRow, AddingInstances};
use crate::tr;
use crate::ui::dialogs::{list_above, title_ui};
use crate::ui::form::token_words;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{
    ActButton, Contents, Field, Spinner, divider, forget_typed, keyed, name_label, optional, slot,
};
use crate::work::add_many::Step;

/// Usual height of a row, in points.
const ROW: f32 = 52.0;

pub(super) fn adding_ui(
    ui: &mut Ui,
    adding: &AddingInstances,
    view: &mut AddManyView,
    actions: &mut Vec<Action>,
) -> Foot {
    let t = Tokens::of(ui);
    let progress = &adding.progress;
    let (added, failed, all) = (progress.added(), progress.failed(), adding.rows.len());
    let is_at_rest = progress.is_at_rest();
    if is_at_rest {
        title_ui(ui, &tr!("add-many-result", added = added, count = all));
    } else {
        title_ui(ui, &tr!("add-many-adding", count = all));
        ui.horizontal(|ui| {
            ui.add(Spinner::small());
            ui.label(tr!("add-many-progress", added = added, failed = failed, left = all - added - failed));
        });
    }
    ui.label(font::running(tr!("add-many-closing")).color(t.muted));
    let [unchecked, refused] = failed_by(adding);
    let remedies = usize::from(unchecked > 1 || refused > 0);
    list_above(ui, remedies, |ui| {
        let order = in_order(adding);
        let AddManyView { heights, correction, .. } = view;
        heights.show(ui, order.len(), ROW, |ui, at| {
            keyed(ui, order[at], |ui| row_ui(ui, adding, order[at], correction, actions));
        });
    });
    slot(ui, |ui| remedies_ui(ui, unchecked, refused, actions));
    let working = tr!("add-many-adding", count = all);
    let safe = tr!("close");
    if is_at_rest {
        let (act, action) = (tr!("add-many-retry", count = failed), Ok(AddManyAction::Retry));
        return Foot { safe, act, action, is_hopeless: is_hopeless(adding) };
    }
    Foot { safe, act: working.clone(), action: Err(working), is_hopeless: false }
}

/// Whether another attempt would give the same answers.
fn is_hopeless(adding: &AddingInstances) -> bool {
    adding.progress.steps().iter().all(|step| match step {
        Step::Failed(AddFailure::Check(failure)) => !failure.may_retry(),
        Step::Failed(AddFailure::Vault(_) | AddFailure::Store(_)) => false,
        Step::Waiting | Step::Checking | Step::Checked | Step::Saving | Step::Added | Step::Left => true,
    })
}

/// Returns the rows that are not added: those that have failed first, then those that are being added.
fn in_order(adding: &AddingInstances) -> Vec<usize> {
    let place = |step: &Step<AddFailure>| match step {
        Step::Failed(_) => Some(0),
        Step::Saving | Step::Checked => Some(1),
        Step::Checking => Some(2),
        Step::Waiting => Some(3),
        Step::Added | Step::Left => None,
    };
    let mut rows: Vec<_> =
        adding.progress.steps().iter().enumerate().filter_map(|(row, step)| Some((place(step)?, row))).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row_ui(
    ui: &mut Ui,
    adding: &AddingInstances,
    at: usize,
    correction: &mut Option<Correction>,
    actions: &mut Vec<Action>,
) {
    let (Some(row), Some(step)) = (adding.rows.get(at), adding.progress.steps().get(at)) else { return };
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.horizontal(|ui| {
        let id = row.candidate.id_instance.as_ref().map(|id| id.as_str()).unwrap_or_default();
        if !row.name.is_empty() {
            let room = ui.available_width() - font::text_width(ui, id, TextStyle::Monospace) - space::M;
            ui.scope(|ui| {
                ui.set_max_width(room);
                name_label(ui, &row.name, font::strong(), t.text);
            });
        }
        ui.label(RichText::new(id).text_style(TextStyle::Monospace).color(t.muted));
    });
    match step {
        Step::Failed(why) => failed_ui(ui, row, at, why, correction, actions),
        Step::Checking | Step::Saving => {
            ui.horizontal(|ui| {
                ui.add(Spinner::small());
                let is_saving = matches!(step, Step::Saving);
                ui.label(if is_saving { tr!("form-saving") } else { tr!("check-running") });
            });
        }
        Step::Waiting | Step::Checked => {
            ui.label(RichText::new(tr!("add-many-waiting")).color(t.muted));
        }
        Step::Added | Step::Left => {}
    }
    ui.add_space(space::XS);
    divider(ui);
}

fn failed_ui(
    ui: &mut Ui,
    row: &AddRow,
    at: usize,
    why: &AddFailure,
    correction: &mut Option<Correction>,
    actions: &mut Vec<Action>,
) {
    let t = Tokens::of(ui);
    let [what, more] = failure_words(why, &row.candidate);
    ui.label(font::running(what).color(t.danger));
    if !more.is_empty() {
        ui.label(RichText::new(more).text_style(TextStyle::Small).color(t.muted));
    }
    let AddFailure::Check(failure) = why else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let name = tr!("add-many-anyway-of", name = name_of(row));
        if row_button(ui, "anyway", tr!("add-many-anyway"), &name) {
            actions.push(Action::AddMany(AddManyAction::AddAnyway(Some(at))));
        }
        let name = tr!("add-many-correct-of", name = name_of(row));
        let is_token = matches!(failure, Failure::BadToken(_));
        if is_token && row_button(ui, "correct", tr!("add-many-correct"), &name) {
            if let Some(before) = correction.replace(Correction::new(at)) {
                forget_typed(ui.ctx(), token_field(before.row));
            }
            ui.memory_mut(|memory| memory.request_focus(token_field(at)));
        }
    });
    if let Some(token) = correction.as_mut().filter(|correction| correction.row == at).and_then(|it| correct_ui(ui, it))
    {
        *correction = None;
        forget_typed(ui.ctx(), token_field(at));
        actions.push(Action::AddMany(AddManyAction::Correct(at, token)));
    }
}

/// Draws a button of a row. `name` is its accessible name, unique among the rows.
fn row_button(ui: &mut Ui, key: &str, words: String, name: &str) -> bool {
    keyed(ui, key, |ui| {
        let button = ui.add(ActButton::plain(words));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if button.gained_focus() {
            button.scroll_to_me(None);
        }
        button.clicked()
    })
}

/// Returns the id of the field for the token of a row.
pub(super) fn token_field(row: usize) -> Id {
    Id::unique(("add-many-token", row))
}

/// Draws the field for a corrected token. Returns the token once the user asks for its check.
fn correct_ui(ui: &mut Ui, correction: &mut Correction) -> Option<ApiToken> {
    let Correction { row, typed, shown } = correction;
    ui.add_space(space::XS);
    let label = tr!("add-many-new-token");
    let field = Field::new(&label, token_field(*row)).contents(Contents::Credential).secret(shown).show(ui, typed);
    let parsed = ApiToken::parse(typed);
    let refused = parsed.as_ref().err().map(|error| token_words(*error));
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::XS);
    let check = ActButton::plain(tr!("add-many-check-again")).disabled_because(refused);
    let is_asked = ui.add(check).clicked() || is_entered;
    parsed.ok().filter(|_| is_asked)
}

fn name_of(row: &AddRow) -> &str {
    let id = row.candidate.id_instance.as_ref().map(|id| id.as_str()).unwrap_or_default();
    if row.name.is_empty() { id } else { &row.name }
}

/// Returns how many were refused by their check, and by the keyring.
fn failed_by(adding: &AddingInstances) -> [usize; 2] {
    let count = |is_such: fn(&AddFailure) -> bool| {
        let steps = adding.progress.steps().iter();
        steps.filter(|step| matches!(step, Step::Failed(why) if is_such(why))).count()
    };
    [count(|why| matches!(why, AddFailure::Check(_))), count(|why| matches!(why, AddFailure::Vault(_)))]
}

/// Draws the buttons for all that have failed in one way.
fn remedies_ui(ui: &mut Ui, unchecked: usize, refused: usize, actions: &mut Vec<Action>) {
    if unchecked < 2 && refused == 0 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let anyway = ActButton::plain(tr!("add-many-anyway-all", count = unchecked));
        if optional(ui, unchecked > 1, |ui| ui.add(anyway)) {
            actions.push(Action::AddMany(AddManyAction::AddAnyway(None)));
        }
        let session = ActButton::plain(tr!("form-for-session"));
        let hint = tr!("form-for-session-hint");
        if optional(ui, refused > 0, |ui| ui.add(session).on_hover_text(hint)) {
            actions.push(Action::AddMany(AddManyAction::ForSession));
        }
    });
}
