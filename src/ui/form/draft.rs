//! The text being typed into the form.

use eframe::egui::{Context, Event, Id};
use secrecy::SecretString;
use zeroize::{Zeroize as _, Zeroizing};

use crate::green_api::{ApiToken, ApiTokenError, ApiUrl, ApiUrlError, IdInstance, IdInstanceError};
use crate::model::{FormMode, FormValues, Instance};
use crate::tr;
use crate::ui::instance_options::OptionsDraft;
use crate::ui::text;
use crate::ui::widgets::{MAX_CHARS, forget_typed};
use crate::work::pasted::{self, Pasted, holds_token, read_pasted};

/// Id of the token field in egui's memory.
const TOKEN_FIELD: &str = "form-token";

/// Id of the field for idInstance in egui's memory.
const ID_FIELD: &str = "form-id";

/// Ids of the fields in egui's memory.
pub const FIELDS: [&str; 4] = ["form-name", ID_FIELD, "form-url", TOKEN_FIELD];

/// Removes the text of the fields that egui keeps for Ctrl+Z.
fn forget_undo(ctx: &Context) {
    FIELDS.map(Id::unique).into_iter().for_each(|id| forget_typed(ctx, id));
}

/// The result of a paste into the form.
pub enum SpreadPaste {
    /// No paste, or one for the focused field.
    Nothing,
    /// The values of one instance, which are in their fields.
    Filled,
    /// Several instances, or values of which it is not sure that they are of one.
    Several(SecretString),
}

/// Takes the paste from the focused field.
fn drop_paste(ctx: &Context) {
    ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Paste(_))));
}

/// The text fields of the form. The token's text is wiped when the form is filled again or closed.
#[derive(Default)]
pub struct FormDraft {
    /// The opening of the form that this text belongs to.
    opened: Option<u64>,
    pub name: String,
    /// The name as it was pasted.
    pasted_name: String,
    pub id_instance: String,
    /// The id of the last paste, to which the values of the other fields belong.
    pasted_id: Option<IdInstance>,
    pub api_url: String,
    pub token: String,
    pub show_token: bool,
    pub options: OptionsDraft,
    /// Whether the address was derived from idInstance, not entered by the user.
    pub url_is_suggested: bool,
}

impl std::fmt::Debug for FormDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormDraft").field("id_instance", &self.id_instance).finish_non_exhaustive()
    }
}

impl Drop for FormDraft {
    fn drop(&mut self) {
        self.token.zeroize();
    }
}

impl FormDraft {
    /// Fills the fields when the form was opened again. Returns `true` in that frame.
    pub fn follow(&mut self, ctx: &Context, opened: u64, edited: Option<&Instance>) -> bool {
        if self.opened == Some(opened) {
            return false;
        }
        self.forget(ctx);
        self.opened = Some(opened);
        if let Some(instance) = edited {
            self.name = instance.record.name.clone();
            self.id_instance = instance.id().as_str().to_owned();
            self.api_url = instance.record.api_url.as_str().to_owned();
            self.options = OptionsDraft::of(&instance.record.options);
        }
        true
    }

    /// Wipes the text once the form is no longer on the screen, and egui's memory of it, too.
    pub fn forget(&mut self, ctx: &Context) {
        if self.opened.is_some() {
            *self = Self::default();
            forget_undo(ctx);
        }
    }

    /// Fills in the address that fits idInstance, unless the user entered one.
    pub fn suggest_url(&mut self) {
        if !self.api_url.is_empty() && !self.url_is_suggested {
            return;
        }
        match IdInstance::parse(&self.id_instance).ok().and_then(|id| super::suggested(&id)) {
            Some(url) => {
                self.api_url = url;
                self.url_is_suggested = true;
            }
            None if self.url_is_suggested => {
                self.api_url.clear();
                self.url_is_suggested = false;
            }
            None => {}
        }
    }

    /// Distributes a paste to the fields it belongs to, before the focused field has seen it. Applies to a paste that
    /// is more than the field's own value, or a token that would be visible as plain text. A list of several instances
    /// goes to a dialog of its own.
    pub fn spread_paste(&mut self, ctx: &Context) -> SpreadPaste {
        let Some(field) = FIELDS.into_iter().find(|field| ctx.memory(|memory| memory.has_focus(Id::unique(field))))
        else {
            return SpreadPaste::Nothing;
        };
        let paste = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                // The field refuses a longer one.
                Event::Paste(text) if text.len() <= pasted::MAX_BYTES => Some(Zeroizing::new(text.clone())),
                _ => None,
            })
        });
        let Some(text) = paste else { return SpreadPaste::Nothing };
        let Some(pasted) = read_pasted(&text) else {
            drop_paste(ctx);
            return SpreadPaste::Several(SecretString::from(text.as_str()));
        };
        let is_whole = pasted.is_more_than_one_value();
        let is_stray_token = !is_whole && field != TOKEN_FIELD && pasted.token.is_some() && holds_token(&text);
        // A value with its label, as it is copied from a table or a letter.
        let is_labelled = match field {
            TOKEN_FIELD => pasted.token.as_ref().is_some_and(|token| token.expose() != text.trim()),
            ID_FIELD => {
                pasted.id_instance.as_ref().is_some_and(|id| id.as_str() != text.trim() || self.has_other_id(id))
            }
            _ => false,
        };
        let is_for_more = is_whole || is_stray_token || is_labelled;
        if is_for_more {
            drop_paste(ctx);
            self.fill(pasted);
            // A field alone must not go back to the instance of an earlier paste.
            forget_undo(ctx);
        }
        if is_stray_token {
            ctx.memory_mut(|memory| memory.request_focus(Id::unique(TOKEN_FIELD)));
        }
        if is_for_more { SpreadPaste::Filled } else { SpreadPaste::Nothing }
    }

    fn fill(&mut self, pasted: Pasted) {
        if let Some(id) = pasted.id_instance {
            if self.has_other_id(&id) {
                self.forget_other_instance();
            }
            self.id_instance = id.as_str().to_owned();
            self.pasted_id = Some(id);
        }
        if let Some(url) = pasted.api_url {
            self.api_url = url.as_str().to_owned();
            self.url_is_suggested = false;
        }
        if let Some(token) = pasted.token {
            self.token.zeroize();
            self.token = token.expose().to_owned();
        }
        let fits = |name: &String| name.chars().count() <= MAX_CHARS;
        if let Some(name) = pasted.name.filter(fits).filter(|_| self.name.is_empty()) {
            self.name.clone_from(&name);
            self.pasted_name = name;
        }
        self.suggest_url();
    }

    /// Whether the fields are about another instance than this one, even if its id was deleted.
    fn has_other_id(&self, id: &IdInstance) -> bool {
        let typed = IdInstance::parse(&self.id_instance).ok().filter(IdInstance::has_usual_length);
        id.has_usual_length() && typed.as_ref().or(self.pasted_id.as_ref()).is_some_and(|known| known != id)
    }

    /// Removes the token, the address and the pasted name of an instance whose id is replaced.
    fn forget_other_instance(&mut self) {
        self.token.zeroize();
        self.api_url.clear();
        self.url_is_suggested = false;
        if self.name == self.pasted_name {
            self.name.clear();
        }
    }

    /// Returns the values, or what is missing. When editing, an empty token keeps the existing one.
    pub fn values(&self, mode: FormMode) -> Result<FormValues, String> {
        if holds_token(&self.name) {
            return Err(tr!("form-token-as-name"));
        }
        let id_instance = IdInstance::parse(&self.id_instance).map_err(|_| tr!("form-needs-id"))?;
        let api_url = ApiUrl::parse(&self.api_url).map_err(|_| tr!("form-needs-url"))?;
        if holds_token(api_url.as_str()) {
            return Err(tr!("form-token-in-url"));
        }
        let token = match self.token.trim() {
            "" if matches!(mode, FormMode::Edit(_)) => None,
            "" => return Err(tr!("form-needs-token")),
            text => Some(ApiToken::parse(text).map_err(token_words)?),
        };
        Ok(FormValues { name: self.name.clone(), api_url, id_instance, token, options: self.options.options() })
    }

    /// Describes the problems of the fields that are not empty.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if holds_token(&self.name) {
            problems.push(tr!("form-token-as-name"));
        }
        if holds_token(&self.api_url) {
            problems.push(tr!("form-token-in-url"));
        }
        let id = IdInstance::parse(&self.id_instance).err().and_then(id_words);
        let url = ApiUrl::parse(&self.api_url).err().and_then(url_words);
        let token = ApiToken::parse(&self.token).err().filter(|error| *error != ApiTokenError::Empty);
        problems.extend([id, url, token.map(token_words)].into_iter().flatten());
        problems
    }

    /// Lets a name that is only the idInstance follow another idInstance.
    pub fn rename(&mut self, edited: Option<&Instance>, id_before: &str) {
        let is_unnamed = edited.is_some_and(|instance| instance.record.name == instance.id().as_str());
        if is_unnamed && self.name == id_before {
            self.name.clone_from(&self.id_instance);
        }
    }

    /// Describes the values that are possible, but rarely correct.
    pub fn doubts(&self, edited: Option<&Instance>) -> Vec<String> {
        let before = edited.map(|instance| instance.id().as_str());
        let id = IdInstance::parse(&self.id_instance).ok();
        let other = before.filter(|before| id.as_ref().is_some_and(|id| id.as_str() != *before));
        let other = other.map(|before| tr!("form-other-id", before = before));
        let id = id.filter(|id| !id.has_usual_length());
        let token = ApiToken::parse(&self.token).ok().filter(|token| !token.looks_usual());
        let url = ApiUrl::parse(&self.api_url).ok().filter(ApiUrl::is_foreign);
        let unusual = [
            id.map(|_| tr!("form-unusual-id")),
            url.map(|url| tr!("add-many-foreign-host", host = url.host())),
            token.map(|_| tr!("form-unusual-token")),
        ];
        other.into_iter().chain(unusual.into_iter().flatten()).collect()
    }
}

/// Describes the problem of idInstance. `None` while it is empty: the button that is disabled then gives that reason.
fn id_words(error: IdInstanceError) -> Option<String> {
    match error {
        IdInstanceError::Empty => None,
        IdInstanceError::UnexpectedCharacter { character, position } => {
            Some(tr!("form-id-character", character = text::character(character), position = position))
        }
        IdInstanceError::TooShort { .. } | IdInstanceError::TooLong { .. } => Some(tr!("form-bad-id")),
    }
}

/// Describes the problem of apiUrl. `None` while it is empty.
fn url_words(error: ApiUrlError) -> Option<String> {
    match error {
        ApiUrlError::Empty => None,
        ApiUrlError::UnexpectedCharacter { character, position } => {
            Some(tr!("form-url-character", character = text::character(character), position = position))
        }
        ApiUrlError::NotEncrypted => Some(tr!("form-not-https")),
        ApiUrlError::NotAnAddress
        | ApiUrlError::UnknownScheme { .. }
        | ApiUrlError::HasUserInfo
        | ApiUrlError::HasQuery
        | ApiUrlError::HasInstance => Some(tr!("form-bad-url")),
    }
}

/// Describes the problem of apiTokenInstance. Reveals nothing of it except the one unexpected character.
pub fn token_words(error: ApiTokenError) -> String {
    match error {
        ApiTokenError::Empty => tr!("form-needs-token"),
        ApiTokenError::UnexpectedCharacter { character, position } => {
            tr!("form-token-character", character = text::character(character), position = position)
        }
        ApiTokenError::TooLong => tr!("form-bad-token"),
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, Modifiers};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::Field;

    #[test]
    fn ctrl_z_after_a_paste_mixes_no_two_instances() {
        let [first, second] = [("7103004512", "a0"), ("3100128844", "b1")].map(|(id, half)| (id, half.repeat(25)));
        let mut harness = Harness::builder().with_context_setup(crate::ui::theme::apply).build_ui_state(
            |ui, draft: &mut FormDraft| {
                draft.spread_paste(ui.ctx());
                Field::new("Id", Id::unique(ID_FIELD)).show(ui, &mut draft.id_instance);
                Field::new("Token", Id::unique(TOKEN_FIELD)).show(ui, &mut draft.token);
            },
            FormDraft::default(),
        );
        for field in ["Id", "Token"] {
            harness.get_by_label(field).focus();
            harness.run();
            for (id, token) in [&first, &second] {
                harness.event(Event::Paste(format!("idInstance: {id}\napiTokenInstance: {token}")));
                harness.run_steps(60);
            }
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
            harness.run();
            let draft = harness.state();
            assert_eq!((&*draft.id_instance, &draft.token), (second.0, &second.1), "{field}");
        }
    }

    #[test]
    fn nothing_of_an_instance_that_was_pasted_before_stays_with_another_id() {
        let fill = |draft: &mut FormDraft, text: &str| draft.fill(read_pasted(text).unwrap());
        let token = "a0".repeat(25);
        let first = format!(
            "name: Samara\nidInstance: 7103004512\napiUrl: https://7103.api.greenapi.com\napiTokenInstance: {token}"
        );
        let mut draft = FormDraft::default();
        fill(&mut draft, &first);
        assert_eq!((draft.name.as_str(), draft.token.as_str()), ("Samara", token.as_str()));
        fill(&mut draft, "idInstance: 7103004512\nname: Kazan");
        assert_eq!(draft.token, token, "the same instance keeps it");
        fill(&mut draft, "name: Ufa\nidInstance: 3100128844");
        assert_eq!((draft.name.as_str(), draft.token.as_str()), ("Ufa", ""));
        assert_eq!(draft.api_url, "https://3100.api.green-api.com");
        // The user deletes the id before the next paste.
        fill(&mut draft, &first);
        draft.id_instance.clear();
        fill(&mut draft, "idInstance: 3100128844");
        assert_eq!((draft.name.as_str(), draft.token.as_str()), ("", ""));
        // A name that the user has typed is that of the instance to come.
        draft.name = "Support".to_owned();
        fill(&mut draft, "name: Samara\nidInstance: 7103004512");
        assert_eq!(draft.name, "Support");
    }
}
