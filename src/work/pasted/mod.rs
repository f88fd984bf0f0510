//! Reading an instance's values out of pasted text, or those of several instances: [`read_many`].
//!
//! The console, the partner API, a colleague's message, an env file and a link from the documentation all carry the
//! same three values in different forms. [`read_pasted`] takes the values it recognises and guesses nothing: an
//! uncertain value is left out, because a wrong one in the form costs more than an empty field. Three invariants:
//!
//! * [`read_pasted`] gives values only if the text has one id and one token at most.
//! * A token is joined to an id only if the structure of the text allows no other pairing: in the same object, row,
//!   section, paragraph or line ([`text_parts`]), or by the order of all values ([`join`](join::join)).
//! * An address is that of an instance only in its record, and only if it is a usual gateway or its name says that it
//!   serves the API.

#[cfg(test)]
mod apart_tests;
mod join;
mod json;
mod keys;
#[cfg(test)]
mod layout_tests;
mod link;
mod many;
#[cfg(test)]
mod many_tests;
mod table;
#[cfg(test)]
mod tests;
mod text_parts;
mod words;

pub use many::{ListRefused, MAX_INSTANCES, MAX_LIST_BYTES, read_many};

use self::keys::KeyKind;
use crate::green_api::{ApiToken, ApiUrl, IdInstance, is_invisible};

/// Maximum length of a text that is read, in bytes. Nothing is found in a longer one.
pub const MAX_BYTES: usize = 200_000;

/// The values found in a pasted text. The token is masked in `Debug`.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The gateway's address, never a `mediaUrl`.
    pub api_url: Option<ApiUrl>,
    /// The instance's id.
    pub id_instance: Option<IdInstance>,
    /// The instance's apiTokenInstance.
    pub token: Option<ApiToken>,
    /// The instance's name in the text.
    pub name: Option<String>,
    /// The values that the text has and that are not what their label says.
    pub unreadable: Vec<Part>,
}

/// A value of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    ApiUrl,
    IdInstance,
    Token,
}

impl Pasted {
    /// Whether this fills more than the one field that the text is pasted into.
    pub fn is_more_than_one_value(&self) -> bool {
        let found = [self.api_url.is_some(), self.id_instance.is_some(), self.token.is_some(), self.name.is_some()];
        found.into_iter().filter(|found| *found).count() > 1
    }

    fn is_empty(&self) -> bool {
        self.api_url.is_none() && self.id_instance.is_none() && self.token.is_none() && self.name.is_none()
    }

    /// Fills the missing values from `other`.
    fn fill_from(&mut self, other: Self) {
        self.api_url = self.api_url.take().or(other.api_url);
        self.id_instance = self.id_instance.take().or(other.id_instance);
        self.token = self.token.take().or(other.token);
        self.name = self.name.take().or(other.name);
        self.unreadable.extend(other.unreadable);
    }

    /// Whether it has what only one instance can have.
    fn is_whole(&self) -> bool {
        self.id_instance.is_some() && self.token.is_some()
    }

    /// Reads the address that a label or a column of this kind announces.
    fn address(kind: KeyKind, text: &str) -> Option<ApiUrl> {
        if kind == KeyKind::ApiUrl { link::read_gateway(text) } else { link::read_usual_gateway(text) }
    }

    /// Reads the value that a label or a column announces. One that is not such a value is noted as unreadable.
    fn of_label(kind: KeyKind, text: &str) -> Self {
        let mut found = Self::default();
        let text = text.trim();
        match kind {
            KeyKind::IdInstance => found.id_instance = IdInstance::parse(text).ok(),
            KeyKind::Token => found.token = ApiToken::parse(text).ok(),
            KeyKind::ApiUrl | KeyKind::Host => match link::read_call(text) {
                Some(call) => return call,
                None => found.api_url = Self::address(kind, text),
            },
            KeyKind::Name => found.name = Some(text.to_owned()).filter(|_| !holds_token(text)),
            KeyKind::Foreign => return found,
        }
        let part = match kind {
            KeyKind::IdInstance => Part::IdInstance,
            KeyKind::Token => Part::Token,
            KeyKind::ApiUrl | KeyKind::Host => Part::ApiUrl,
            KeyKind::Name | KeyKind::Foreign => return found,
        };
        if found.is_empty() {
            found.unreadable.push(part);
        }
        found
    }
}

/// Finds apiUrl, idInstance, apiTokenInstance and the name in a text of any usual form, in any order; `None` if the text
/// has two different ids or tokens, or does not say that its id and its token belong together. Never panics.
pub fn read_pasted(text: &str) -> Option<Pasted> {
    if text.len() > MAX_BYTES {
        return Some(Pasted::default());
    }
    let (list, is_structured) = many::read(text).unwrap_or_default();
    // Below the names of its columns, the words of a table would be read as values of the wrong names.
    let first = list.iter().find(|row| row.id_instance.is_some() || row.token.is_some()).filter(|_| is_structured);
    let found = first.cloned().unwrap_or_else(|| words::read(&words::without_comments(&clean(text))));
    let other_id = |id: &IdInstance| found.id_instance.as_ref() != Some(id);
    let other_token = |token: &ApiToken| found.token.as_ref().is_none_or(|own| own.expose() != token.expose());
    let is_other = |values: &Pasted| {
        values.id_instance.as_ref().filter(|id| id.has_usual_length()).is_some_and(other_id)
            || values.token.as_ref().filter(|token| token.looks_likely()).is_some_and(other_token)
    };
    let has = |part: fn(&Pasted) -> bool| list.iter().any(part);
    let is_apart =
        has(|values| values.id_instance.is_some()) && has(|values| values.token.is_some()) && !has(Pasted::is_whole);
    let is_one = !many::are_several(&list) && !list.iter().any(is_other) && !is_apart;
    is_one.then_some(found)
}

/// Whether a text contains a token, even one joined to the text beside it. Tokens have fifty hexadecimal digits; a few
/// more may be letters of the adjoining word, while 64 are a checksum. Invisible characters do not separate the digits.
pub fn holds_token(text: &str) -> bool {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    let mut digits = 0;
    visible.chain(['\n']).any(|character| {
        if character.is_ascii_hexdigit() {
            digits += 1;
            false
        } else {
            (50..64).contains(&std::mem::take(&mut digits))
        }
    })
}

/// Returns the text without invisible characters, and with plain spaces, quotes and line ends.
fn clean(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        // A line ends once, not twice, where a program writes both characters.
        .filter(|character| (std::mem::replace(&mut before, *character), *character) != ('\r', '\n'))
        .filter_map(|character| match character {
            _ if is_invisible(character) => None,
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' => Some('"'),
            '\n' | '\t' => Some(character),
            character if character.is_whitespace() || character.is_control() => {
                Some(if character == '\r' { '\n' } else { ' ' })
            }
            character => Some(character),
        })
        .collect()
}
