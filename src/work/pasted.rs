//! Reading an instance's values out of whatever was pasted.
//!
//! The console, the partner API, a colleague's message, an env file and a link from the documentation all carry the same
//! three values in different clothes. [`read_pasted`] takes what it recognises and guesses nothing: a value it is not sure
//! of is left out, as a wrong one in the form costs more than an empty field.

mod json;
mod keys;
mod link;
#[cfg(test)]
mod tests;
mod words;

use crate::green_api::{ApiToken, ApiUrl, IdInstance, is_invisible};

/// The longest text that is looked at, in characters.
const MAX_CHARS: usize = 200_000;

/// What was found in a pasted text. The token is masked in `Debug`.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The gateway's address, never a `mediaUrl`.
    pub api_url: Option<ApiUrl>,
    /// The instance.
    pub id_instance: Option<IdInstance>,
    /// Its apiTokenInstance.
    pub token: Option<ApiToken>,
    /// What it is called there.
    pub name: Option<String>,
}

impl Pasted {
    /// Whether this fills more than the one field that a text is pasted into.
    pub fn is_more_than_one_value(&self) -> bool {
        let found = [self.api_url.is_some(), self.id_instance.is_some(), self.token.is_some(), self.name.is_some()];
        found.into_iter().filter(|found| *found).count() > 1
    }

    fn is_empty(&self) -> bool {
        self.api_url.is_none() && self.id_instance.is_none() && self.token.is_none() && self.name.is_none()
    }

    /// Takes from `other` what is still missing here.
    fn fill_from(&mut self, other: Self) {
        self.api_url = self.api_url.take().or(other.api_url);
        self.id_instance = self.id_instance.take().or(other.id_instance);
        self.token = self.token.take().or(other.token);
        self.name = self.name.take().or(other.name);
    }
}

/// Finds apiUrl, idInstance, apiTokenInstance and the name in a text of any usual form, in any order.
///
/// Where the text tells of several instances, the first counts. Never panics.
pub fn read_pasted(text: &str) -> Pasted {
    let text = clean(text);
    let found = json::read(&text);
    if found.is_empty() { words::read(&text) } else { found }
}

/// Whether a text holds a token, be it grown together with what stands beside it. Tokens have fifty hexadecimal digits;
/// a few more may be letters of the word before, while 64 are a checksum. Invisible characters do not part them.
pub fn holds_token(text: &str) -> bool {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    let mut digits = 0;
    visible.chain(['\n']).any(|character| match character.is_ascii_hexdigit() {
        true => {
            digits += 1;
            false
        }
        false => (50..64).contains(&std::mem::take(&mut digits)),
    })
}

/// The text without characters that nobody sees, and with plain spaces and quotes.
fn clean(text: &str) -> String {
    text.chars()
        .take(MAX_CHARS)
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
