//! The values that give access to an instance: idInstance, apiTokenInstance and, in [`super::api_url`], apiUrl.

use std::fmt;
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{ApiUrl, Messenger, in_credential};

/// The number that identifies an instance, kept as its digits.
///
/// New instances have twelve digits and older ones ten (green-api.com/en/news, 2026-07-02), but the documentation is
/// inconsistent, so four to twenty are accepted (green-api.com/telegram/docs/partners/getInstances).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdInstance(String);

/// Reason why a text is not an idInstance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IdInstanceError {
    #[error("idInstance is empty")]
    Empty,
    /// `position` counts characters from 1, in the text without surrounding spaces and invisible characters.
    #[error("idInstance holds {character:?} at position {position}")]
    UnexpectedCharacter { character: char, position: usize },
    #[error("idInstance has only {digits} digits")]
    TooShort { digits: usize },
    #[error("idInstance has {digits} digits")]
    TooLong { digits: usize },
}

impl IdInstance {
    /// Parses an idInstance; surrounding spaces and invisible characters are ignored.
    ///
    /// # Errors
    /// Returns the reason why the text is not an idInstance.
    pub fn parse(text: &str) -> Result<Self, IdInstanceError> {
        let visible: String = text.chars().filter_map(in_credential).collect();
        let text = visible.trim();
        let odd = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit());
        match (odd, text.len()) {
            (_, 0) => Err(IdInstanceError::Empty),
            (Some((index, character)), _) => {
                Err(IdInstanceError::UnexpectedCharacter { character, position: index + 1 })
            }
            (None, digits @ ..4) => Err(IdInstanceError::TooShort { digits }),
            (None, digits @ 21..) => Err(IdInstanceError::TooLong { digits }),
            (None, _) => Ok(Self(text.to_owned())),
        }
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the ten digits of older instances or the twelve of new ones.
    pub fn has_usual_length(&self) -> bool {
        matches!(self.0.len(), 10 | 12)
    }
}

impl fmt::Display for IdInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for IdInstance {
    type Err = IdInstanceError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for IdInstance {
    type Error = IdInstanceError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<IdInstance> for String {
    fn from(id: IdInstance) -> Self {
        id.0
    }
}

/// apiTokenInstance, the secret of an instance. It has no `Display` and no `Serialize`, and its `Debug` is masked.
#[derive(Clone)]
pub struct ApiToken(SecretString);

/// Reason why a text is not an apiTokenInstance. Reveals nothing of the text except one unexpected character.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ApiTokenError {
    #[error("apiTokenInstance is empty")]
    Empty,
    #[error("apiTokenInstance is longer than {} characters", ApiToken::MAX_CHARACTERS)]
    TooLong,
    /// `position` counts characters from 1, in the text without surrounding spaces and invisible characters.
    #[error("apiTokenInstance holds {character:?} at position {position}")]
    UnexpectedCharacter { character: char, position: usize },
}

impl ApiToken {
    /// Maximum length of a token, in characters.
    pub const MAX_CHARACTERS: usize = 256;

    /// Parses a token; surrounding spaces and invisible characters are ignored.
    ///
    /// The allowed characters are not documented. Only those are refused that would change the request's address, that
    /// are copied along as quotes or brackets around the token, or that the redaction mask consists of.
    ///
    /// # Errors
    /// Returns the reason why the text is not a token.
    pub fn parse(text: &str) -> Result<Self, ApiTokenError> {
        // Has the capacity of the whole text, so that it never reallocates and leaves a copy behind.
        let mut visible = Zeroizing::new(String::with_capacity(text.len()));
        visible.extend(text.chars().filter_map(in_credential));
        let text = visible.trim();
        if text.is_empty() {
            return Err(ApiTokenError::Empty);
        }
        let fits = |c: char| c.is_ascii_graphic() && !"/?#%\\\"'`<>{}[]*,;".contains(c);
        if let Some((index, character)) = text.chars().enumerate().find(|(_, c)| !fits(*c)) {
            return Err(ApiTokenError::UnexpectedCharacter { character, position: index + 1 });
        }
        if text.len() > Self::MAX_CHARACTERS {
            return Err(ApiTokenError::TooLong);
        }
        if text.chars().all(|c| c == '.') {
            // A path segment of dots would be read as a relative step.
            return Err(ApiTokenError::UnexpectedCharacter { character: '.', position: 1 });
        }
        Ok(Self(SecretString::from(text)))
    }

    /// Returns the token itself. Only for the one function that builds a request's address, for the keyring, and for
    /// redaction.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Returns dots and the last four characters, which distinguish it from another token; only dots for a short one.
    pub fn masked(&self) -> String {
        let token = self.expose();
        let end = token.get(token.len().saturating_sub(4)..).filter(|_| self.has_length_of_token());
        format!("••••{}", end.unwrap_or_default())
    }

    /// Whether it is long enough for a token. GREEN-API's tokens have 50 characters; a shorter text may be a phone number
    /// in the wrong field, or an answer that only looks like a token.
    pub fn has_length_of_token(&self) -> bool {
        const SHORTEST: usize = 20;
        self.expose().len() >= SHORTEST
    }

    /// Whether it is almost certainly a token: it looks like every public example, or is a long mix of letters and digits.
    pub fn looks_likely(&self) -> bool {
        let token = self.expose();
        let is_mix = token.contains(|character: char| character.is_ascii_digit())
            && token.contains(|character: char| character.is_ascii_alphabetic())
            && token.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
        self.looks_usual() || (self.has_length_of_token() && is_mix)
    }

    /// Whether it looks like every public example: fifty hexadecimal digits.
    pub fn looks_usual(&self) -> bool {
        let token = self.expose();
        token.len() == 50 && token.chars().all(|c| c.is_ascii_hexdigit())
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken(***)")
    }
}

/// Everything that a request needs to reach one instance.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub messenger: Messenger,
    pub api_url: ApiUrl,
    pub id_instance: IdInstance,
    pub token: ApiToken,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_instance_is_four_to_twenty_digits() {
        assert_eq!(IdInstance::parse(" 1101822940\n").unwrap().as_str(), "1101822940");
        for (id, usual) in [("1101822940", true), ("410012345678", true), ("33012345", false), ("41001234567", false)] {
            assert_eq!(IdInstance::parse(id).unwrap().has_usual_length(), usual, "{id}");
        }
        assert_eq!(IdInstance::parse("  "), Err(IdInstanceError::Empty));
        assert_eq!(IdInstance::parse("110"), Err(IdInstanceError::TooShort { digits: 3 }));
        assert_eq!(IdInstance::parse(&"1".repeat(21)), Err(IdInstanceError::TooLong { digits: 21 }));
        assert_eq!(
            IdInstance::parse("1101б2"),
            Err(IdInstanceError::UnexpectedCharacter { character: 'б', position: 5 })
        );
        assert!(serde_json::from_str::<IdInstance>("\"11x\"").is_err());
    }

    #[test]
    fn what_nobody_sees_is_dropped() {
        for text in ["1101\u{a0}822\u{a0}940", "\u{feff}1101822940\u{200b}", "11018\u{2060}22940\u{a0}"] {
            assert_eq!(IdInstance::parse(text).unwrap().as_str(), "1101822940", "{text:?}");
        }
        for text in ["d75b3a66\u{200b}", "\u{feff}d75b3a66", "d75b\u{2060}3a66", "d75b3a66\u{a0}", "d75b\n3a66"] {
            assert_eq!(ApiToken::parse(text).unwrap().expose(), "d75b3a66", "{text:?}");
        }
        // The position counts visible characters only.
        assert_eq!(
            IdInstance::parse("\u{200b}1101 822"),
            Err(IdInstanceError::UnexpectedCharacter { character: ' ', position: 5 })
        );
        let odd = ApiToken::parse("d75\u{200b}b\u{430}").unwrap_err();
        assert_eq!(odd, ApiTokenError::UnexpectedCharacter { character: 'а', position: 5 });
    }

    #[test]
    fn a_token_refuses_what_would_change_the_address() {
        let sample = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
        assert!(ApiToken::parse(sample).unwrap().looks_usual());
        assert!(!ApiToken::parse("short").unwrap().looks_usual());
        for bad in ["a/b", "a?b", "a#b", "a%b", "a b", "\"ab\"", "aб", "a\u{7f}", "..", "a*"] {
            assert!(matches!(ApiToken::parse(bad), Err(ApiTokenError::UnexpectedCharacter { .. })), "{bad}");
        }
        assert_eq!(ApiToken::parse(" \t").unwrap_err(), ApiTokenError::Empty);
        assert_eq!(ApiToken::parse(&"a".repeat(257)).unwrap_err(), ApiTokenError::TooLong);
    }

    #[test]
    fn debug_shows_no_token() {
        let credentials = Credentials {
            messenger: Messenger::WhatsApp,
            api_url: ApiUrl::parse("api.green-api.com").unwrap(),
            id_instance: IdInstance::parse("1101822940").unwrap(),
            token: ApiToken::parse("canary0123").unwrap(),
        };
        assert!(!format!("{credentials:?}").contains("canary"));
        assert_eq!(credentials.token.masked(), "••••");
        assert_eq!(ApiToken::parse(&"0123456789".repeat(5)).unwrap().masked(), "••••6789");
    }
}
