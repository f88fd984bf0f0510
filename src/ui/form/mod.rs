//! The form that connects or edits an instance; also the screen of the first start.

mod draft;
mod outcome;

use eframe::egui::{Align, Id, Key, Layout, Response, RichText, ScrollArea, TextStyle, Ui, UiBuilder, Vec2};

pub use draft::{FormDraft, token_words};

use super::ViewState;
use super::instance_options::options_ui;
use super::theme::{Tokens, font, size, space};
use super::widgets::{ActButton, Contents, Field, card, large_title, link, optional, row_with_end, slot};
use crate::green_api::{ApiUrl, Failure};
use crate::model::{
    Action, AddManyAction, AfterForm, CheckState, FormMode, Instance, Model, Page, SaveState, TokenState,
};
use crate::tr;
use crate::vault::{VaultFailure, VaultName};
use draft::{FIELDS, SpreadPaste};

/// Height of the form with an answer and the content under it, in points.
const CHECKED: f32 = 520.0;

pub fn form_ui(ui: &mut Ui, model: &Model, view: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let edited = match model.form.mode {
        FormMode::Edit(key) => model.instance(key),
        FormMode::Add => None,
    };
    let opened = view.form.follow(ui.ctx(), model.form.opened, edited);
    let full = ui.available_size();
    ScrollArea::vertical().id_salt("form").auto_shrink([false, false]).show(ui, |ui| {
        // Centred for the height after a connection check, so that nothing moves when the answer comes.
        let top = ((full.y - CHECKED) / 2.0 - space::XL).max(space::XL);
        let width = size::FORM.min(full.x - 2.0 * space::L);
        ui.add_space(top);
        let left = ui.max_rect().left() + (full.x - width) / 2.0;
        let mut place = ui.available_rect_before_wrap();
        place.min.x = left;
        place.set_width(width);
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            slot(ui, |ui| head_ui(ui, model, edited));
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::M;
                // Text typed while the keyring waits for the user would be neither saved nor shown.
                let saving = matches!(model.form.save, SaveState::Running);
                ui.add_enabled_ui(!saving, |ui| fields_ui(ui, model, edited, view, opened, &mut actions));
                slot(ui, |ui| outcome::outcome_ui(ui, model, view, &mut actions));
                foot_ui(ui, model, edited, view, &mut actions);
            });
            under_ui(ui, model, view, &mut actions);
        });
        ui.add_space(space::L);
    });
    actions
}

fn head_ui(ui: &mut Ui, model: &Model, edited: Option<&Instance>) {
    let t = Tokens::of(ui);
    let (words, text) = match edited {
        Some(instance) => {
            let text = if has_no_token(instance) { tr!("form-edit-without") } else { tr!("form-edit-text") };
            (tr!("form-edit", name = &instance.record.name), text)
        }
        None if model.instances.is_empty() => (tr!("form-first"), tr!("form-text")),
        None => (tr!("form-add"), tr!("form-text")),
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        large_title(ui, &words);
        ui.label(font::running(text).color(t.muted));
    });
}

/// Whether there is no token that an empty field could keep.
fn has_no_token(instance: &Instance) -> bool {
    matches!(instance.token, TokenState::Missing)
}

/// Returns the index of the field that the user needs first: the token's if the existing token is not available or is
/// refused.
fn first_field(edited: Option<&Instance>) -> usize {
    let token = edited.map(|instance| &instance.token);
    let is_absent = matches!(token, Some(TokenState::Missing | TokenState::Reading(_) | TokenState::Unreadable(_)));
    let is_refused = edited.and_then(Instance::refusal).is_some_and(|refusal| matches!(refusal, Failure::BadToken(_)));
    if is_absent || is_refused { 3 } else { 0 }
}

fn fields_ui(
    ui: &mut Ui,
    model: &Model,
    edited: Option<&Instance>,
    view: &mut ViewState,
    opened: bool,
    actions: &mut Vec<Action>,
) {
    let draft = &mut view.form;
    let id_before = draft.id_instance.clone();
    let mut edits = Edits::default();
    let paste = if ui.is_enabled() { draft.spread_paste(ui.ctx()) } else { SpreadPaste::Nothing };
    let spread = matches!(paste, SpreadPaste::Filled);
    if let SpreadPaste::Several(list) = paste {
        actions.push(Action::AddMany(AddManyAction::Read(list)));
    }
    let [name_id, id_id, url_id, token_id] = FIELDS.map(Id::unique);
    if opened {
        ui.memory_mut(|memory| memory.request_focus(Id::unique(FIELDS[first_field(edited)])));
    }
    let name = Field::new(&tr!("form-name"), name_id).show(ui, &mut draft.name);
    edits.left |= name.lost_focus();
    if ui.available_width() < NARROW {
        address_ui(ui, draft, &mut edits, [id_id, url_id], 0.0);
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let id_width = (ui.available_width() - space::M) * ID_SHARE;
            address_ui(ui, draft, &mut edits, [id_id, url_id], id_width);
        });
    }
    edits.note(&token_ui(ui, edited, draft, token_id));
    draft.rename(edited, &id_before);
    slot(ui, |ui| problems_ui(ui, edited, draft));
    // The first instance is connected without them: there is nothing to tell it from.
    let shows_options = edited.is_some() || !model.instances.is_empty();
    let options_changed = slot(ui, |ui| shows_options && options_ui(ui, &mut draft.options, "form"));

    if edits.changed || name.changed() || options_changed || spread {
        actions.push(if edits.changed || spread { Action::FormEdited } else { Action::FormRenamed });
    }
    let enter = edits.left && ui.input(|input| input.key_pressed(Key::Enter));
    if enter
        && !matches!(model.form.save, SaveState::Running)
        && let Ok(values) = draft.values(model.form.mode)
    {
        actions.push(Action::SaveForm { values, then: AfterForm::OpenInstance });
    }
}

/// Below this width of the card, apiUrl is placed under idInstance.
const NARROW: f32 = 440.0;
/// Share of the width that idInstance takes beside apiUrl.
const ID_SHARE: f32 = 0.45;

/// Changes to the fields in this frame.
#[derive(Default)]
struct Edits {
    /// Whether a value that a check uses was changed: any field but the name.
    changed: bool,
    /// Whether a field lost the keyboard focus, as it does on Enter.
    left: bool,
}

impl Edits {
    fn note(&mut self, field: &Response) {
        self.changed |= field.changed();
        self.left |= field.lost_focus();
    }
}

/// Draws idInstance and apiUrl. With an `id_width` of zero, idInstance takes the whole width.
fn address_ui(ui: &mut Ui, draft: &mut FormDraft, edits: &mut Edits, [id_id, url_id]: [Id; 2], id_width: f32) {
    ui.scope(|ui| {
        if id_width > 0.0 {
            ui.set_max_width(id_width);
        }
        let id = Field::new("idInstance", id_id).contents(Contents::Credential).show(ui, &mut draft.id_instance);
        edits.note(&id);
        if id.changed() {
            draft.suggest_url();
        }
    });
    let label = if draft.url_is_suggested { tr!("form-api-url-suggested") } else { "apiUrl".to_owned() };
    let url = Field::new(&label, url_id).contents(Contents::Credential).show(ui, &mut draft.api_url);
    edits.note(&url);
    draft.url_is_suggested &= !url.changed();
}

/// Draws the token's field, with the button that shows the token.
fn token_ui(ui: &mut Ui, edited: Option<&Instance>, draft: &mut FormDraft, id: Id) -> Response {
    let keeps = edited.is_some_and(|instance| !has_no_token(instance));
    let hint = if keeps { tr!("form-token-keep") } else { String::new() };
    let field = Field::new("apiTokenInstance", id).contents(Contents::Credential);
    field.secret(&mut draft.show_token).hint(&hint).show(ui, &mut draft.token)
}

/// Lists the invalid and the rarely correct values, once something was typed.
fn problems_ui(ui: &mut Ui, edited: Option<&Instance>, draft: &FormDraft) {
    let t = Tokens::of(ui);
    let small = |text: String| RichText::new(text).text_style(TextStyle::Small);
    for problem in draft.problems() {
        ui.label(small(problem).color(t.danger));
    }
    for doubt in draft.doubts(edited) {
        ui.label(small(doubt).color(t.warning));
    }
}

fn foot_ui(ui: &mut Ui, model: &Model, edited: Option<&Instance>, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let draft = &view.form;
    let values = draft.values(model.form.mode);
    let saving = matches!(model.form.save, SaveState::Running);
    let missing = values.as_ref().err().cloned();
    let no_token = values.as_ref().is_ok_and(|values| values.token.is_none()) && edited.is_some_and(has_no_token);
    let no_check = missing.clone().or(no_token.then(|| tr!("form-needs-token")));
    let kept = |ui: &mut Ui| {
        let kept = RichText::new(kept_text(model)).text_style(TextStyle::Small).color(t.faint);
        ui.add(eframe::egui::Label::new(kept).wrap());
    };
    row_with_end(ui, size::CONTROL, kept, |ui| {
        if matches!(model.form.check, CheckState::Running(_)) {
            if ui.add(ActButton::plain(tr!("cancel"))).clicked() {
                actions.push(Action::CancelCheck);
            }
        } else if ui.add(ActButton::plain(tr!("form-check")).disabled_because(no_check)).clicked()
            && let Ok(values) = values.clone()
        {
            actions.push(Action::CheckForm(values));
        }
        let off = if saving { Some(tr!("form-saving")) } else { missing.clone() };
        let name = if edited.is_some() { tr!("form-save-changes") } else { tr!("form-save") };
        // Not the main act while the server refuses the values.
        let save = if model.form.is_refused() { ActButton::plain(name) } else { ActButton::accent(name) };
        if ui.add(save.disabled_because(off)).clicked()
            && let Ok(values) = values
        {
            actions.push(Action::SaveForm { values, then: AfterForm::OpenInstance });
        }
    });
}

/// Says where the token will be kept.
pub fn kept_text(model: &Model) -> String {
    if model.vault.session_only {
        return tr!("form-kept-session");
    }
    match (model.vault_failure(), model.vault.name) {
        (Some(VaultFailure::Locked | VaultFailure::Denied), Some(name)) => {
            tr!("form-kept-locked", store = name.as_str())
        }
        (Some(_), _) => tr!("form-kept-nowhere"),
        (None, Some(VaultName::Memory)) => tr!("form-kept-session"),
        (None, Some(name)) => tr!("form-kept", store = name.as_str()),
        (None, None) => tr!("form-kept-unknown"),
    }
}

fn under_ui(ui: &mut Ui, model: &Model, view: &mut ViewState, actions: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        if model.form.mode == FormMode::Add {
            let values = view.form.values(FormMode::Add);
            if optional(ui, values.is_ok(), |ui| link(ui, tr!("form-save-another")))
                && let Ok(values) = values
            {
                actions.push(Action::SaveForm { values, then: AfterForm::AddAnother });
            }
            if link(ui, tr!("form-several")).clicked() {
                actions.push(Action::AddMany(AddManyAction::Open));
            }
            if link(ui, tr!("header-open-console")).clicked() {
                actions.push(Action::OpenConsole);
            }
            if optional(ui, model.instances.is_empty(), |ui| link(ui, tr!("sidebar-help"))) {
                actions.push(Action::OpenHelp);
            }
            if optional(ui, model.instances.is_empty(), |ui| link(ui, tr!("sidebar-preferences"))) {
                actions.push(Action::Show(Page::Preferences));
            }
            if !model.instances.iter().any(|instance| instance.practice) {
                let (question, practice) = (tr!("form-no-account"), tr!("form-practice"));
                let width = font::text_width(ui, &question, TextStyle::Body)
                    + space::M
                    + font::text_width(ui, &practice, TextStyle::Button);
                // The question and its answer are on one line.
                ui.allocate_ui_with_layout(Vec2::new(width, size::HIT), Layout::left_to_right(Align::Center), |ui| {
                    ui.label(RichText::new(question).color(t.muted));
                    if link(ui, practice).clicked() {
                        actions.push(Action::TryPractice);
                    }
                });
            }
        }
        if !model.instances.is_empty() && link(ui, tr!("form-leave")).clicked() {
            actions.push(Action::LeaveForm);
        }
    });
}

/// Returns the address that fits these digits, as text.
fn suggested(id: &crate::green_api::IdInstance) -> Option<String> {
    ApiUrl::suggest_for(id).map(|url| url.as_str().to_owned())
}
