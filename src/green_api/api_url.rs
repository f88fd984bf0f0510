//! The apiUrl: the address that an instance's requests are sent to.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::{IdInstance, in_credential};

/// An instance's apiUrl, normalised: with a scheme, without a trailing `/` or `/v3`.
///
/// The `/v3` prefix of MAX belongs to a request's path, but the official SDK keeps it in the base address, so people
/// paste it. It is removed here and added once when a request is built.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiUrl {
    text: String,
    host: String,
}

/// The host of instances without a pool of their own.
pub const DEFAULT_HOST: &str = "api.green-api.com";

/// Reason why a text is not an apiUrl.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ApiUrlError {
    #[error("apiUrl is empty")]
    Empty,
    /// `position` counts characters from 1, in the text without surrounding spaces and invisible characters.
    #[error("apiUrl holds {character:?} at position {position}")]
    UnexpectedCharacter { character: char, position: usize },
    #[error("apiUrl is no web address")]
    NotAnAddress,
    /// Requests carry the token, so they go encrypted unless they stay on this computer.
    #[error("apiUrl must begin with https://")]
    NotEncrypted,
    #[error("apiUrl begins with {scheme}:")]
    UnknownScheme { scheme: String },
    #[error("apiUrl holds a user name or password")]
    HasUserInfo,
    #[error("apiUrl holds a question mark or a hash sign")]
    HasQuery,
    /// A whole request address was entered, with its instance and perhaps its token.
    #[error("apiUrl goes on after the host with an instance")]
    HasInstance,
}

impl ApiUrl {
    /// Parses an apiUrl. `https://` may be omitted; surrounding spaces and invisible characters are ignored.
    ///
    /// Only ASCII is accepted: a host with a look-alike letter is a different host, and the token would be sent there.
    ///
    /// # Errors
    /// Returns the reason why the text is not a usable apiUrl.
    pub fn parse(text: &str) -> Result<Self, ApiUrlError> {
        let visible: String = text.chars().filter_map(in_credential).collect();
        let text = visible.trim();
        if text.is_empty() {
            return Err(ApiUrlError::Empty);
        }
        let fits = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c);
        if let Some((index, character)) = text.chars().enumerate().find(|(_, c)| !fits(*c)) {
            return Err(ApiUrlError::UnexpectedCharacter { character, position: index + 1 });
        }
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&with_scheme).map_err(|_| ApiUrlError::NotAnAddress)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        match url.scheme() {
            _ if host.is_empty() => return Err(ApiUrlError::NotAnAddress),
            "https" => {}
            "http" if is_loopback(&host) => {}
            "http" => return Err(ApiUrlError::NotEncrypted),
            scheme => {
                return Err(ApiUrlError::UnknownScheme { scheme: scheme.to_owned() });
            }
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ApiUrlError::HasUserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ApiUrlError::HasQuery);
        }
        if url.path().to_ascii_lowercase().contains("/wainstance") {
            return Err(ApiUrlError::HasInstance);
        }
        Ok(Self { text: without_v3(url.as_str()).to_owned(), host })
    }

    /// Returns the address, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host alone, for use in a sentence.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is a gateway of GREEN-API: `api.green-api.com`, `7103.api.greenapi.com`, `api.p03.green-api.com`. Other
    /// names of these domains are the site, the console and the files.
    pub fn is_usual_gateway(&self) -> bool {
        self.is_of_vendor() && self.host.split('.').any(|label| label == "api")
    }

    /// Whether the token would be sent to someone else: neither to GREEN-API nor to this computer.
    pub fn is_foreign(&self) -> bool {
        !self.is_of_vendor() && !self.is_loopback()
    }

    fn is_of_vendor(&self) -> bool {
        [".green-api.com", ".greenapi.com"].iter().any(|domain| self.host.ends_with(domain))
    }

    /// Whether it points to this computer. Requests to this computer use no proxy.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// Suggests the usual address for instances with these first digits. Prefers the direct host where it is known,
    /// because the vendor recommends it against time-outs. This is a convention, not documented: the value in the
    /// console is authoritative.
    pub fn suggest_for(id: &IdInstance) -> Option<Self> {
        let pool = id.as_str().get(..4)?;
        let host = match (pool.get(..2)?, pool) {
            (_, "1101" | "1102") | ("33" | "55", _) => DEFAULT_HOST.to_owned(),
            (_, "2204") => "api.greenapi.com".to_owned(),
            (_, "1103" | "3502" | "4100" | "4500" | "9903" | "9906") => {
                format!("{pool}.api.green-api.com")
            }
            ("71", _) => format!("{pool}.api.greenapi.com"),
            ("77", _) => "7700.api.greenapi.com".to_owned(),
            ("57", _) => "5700.api.green-api.com".to_owned(),
            ("99", _) => "api.p03.green-api.com".to_owned(),
            ("31", _) => "3100.api.green-api.com".to_owned(),
            ("35", _) => "3500.api.green-api.com".to_owned(),
            _ => return None,
        };
        Self::parse(&host).ok()
    }
}

/// Removes all trailing slashes and `/v3` segments, so that a stored address parses back to itself.
fn without_v3(url: &str) -> &str {
    let mut rest = url.trim_end_matches('/');
    while let Some((front, last)) = rest.rsplit_once('/')
        && last.eq_ignore_ascii_case("v3")
        && !front.ends_with('/')
    {
        rest = front.trim_end_matches('/');
    }
    rest
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl fmt::Display for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for ApiUrl {
    type Err = ApiUrlError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ApiUrl {
    type Error = ApiUrlError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ApiUrl> for String {
    fn from(url: ApiUrl) -> Self {
        url.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_slash_and_v3_are_normalised() {
        for text in [
            "3100.api.green-api.com",
            "https://3100.api.green-api.com",
            " https://3100.api.green-api.com/ ",
            "https://3100.api.green-api.com/v3",
            "https://3100.API.green-api.com/v3/",
            "\u{feff}https://3100.api.\u{200b}green-api.com\u{a0}",
        ] {
            let url = ApiUrl::parse(text).unwrap();
            assert_eq!(url.as_str(), "https://3100.api.green-api.com", "{text}");
            assert_eq!(url.host(), "3100.api.green-api.com");
            assert!(!url.is_loopback());
        }
        assert_eq!(ApiUrl::parse("https://gate.example/green/v3").unwrap().as_str(), "https://gate.example/green");
    }

    #[test]
    fn plain_http_only_on_this_computer() {
        for text in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
            let url = ApiUrl::parse(text).unwrap();
            assert_eq!(url.as_str(), text);
            assert!(url.is_loopback());
        }
        assert_eq!(ApiUrl::parse("http://api.green-api.com"), Err(ApiUrlError::NotEncrypted));
        assert_eq!(ApiUrl::parse("http://localhost.example"), Err(ApiUrlError::NotEncrypted));
        assert_eq!(ApiUrl::parse("http://127.0.0.1.example"), Err(ApiUrlError::NotEncrypted));
    }

    #[test]
    fn what_is_no_address_says_why() {
        assert_eq!(ApiUrl::parse(" \u{feff}"), Err(ApiUrlError::Empty));
        let odd = |character, position| Err(ApiUrlError::UnexpectedCharacter { character, position });
        assert_eq!(ApiUrl::parse("\u{feff}https://4100.\u{430}pi.green-api.com"), odd('а', 14));
        assert_eq!(ApiUrl::parse("https://h.example x"), odd(' ', 18));
        assert_eq!(ApiUrl::parse("https://"), Err(ApiUrlError::NotAnAddress));
        assert_eq!(ApiUrl::parse("https://me:secret@h.example"), Err(ApiUrlError::HasUserInfo));
        assert_eq!(ApiUrl::parse("https://h.example/?a=b"), Err(ApiUrlError::HasQuery));
        assert_eq!(ApiUrl::parse("https://h.example/#a"), Err(ApiUrlError::HasQuery));
        assert_eq!(ApiUrl::parse("https://h.example/waInstance11/qr/t"), Err(ApiUrlError::HasInstance));
        assert_eq!(ApiUrl::parse("ftp://h.example"), Err(ApiUrlError::UnknownScheme { scheme: "ftp".into() }));
    }

    #[test]
    fn a_host_is_suggested_from_the_first_digits() {
        let host = |id| ApiUrl::suggest_for(&IdInstance::parse(id).unwrap()).map(|url| url.host().to_owned());
        assert_eq!(host("7105660021").as_deref(), Some("7105.api.greenapi.com"));
        assert_eq!(host("1101822940").as_deref(), Some("api.green-api.com"));
        assert_eq!(host("1103822940").as_deref(), Some("1103.api.green-api.com"));
        assert_eq!(host("3100077318").as_deref(), Some("3100.api.green-api.com"));
        assert_eq!(host("3502000000").as_deref(), Some("3502.api.green-api.com"));
        assert_eq!(host("410012345678").as_deref(), Some("4100.api.green-api.com"));
        assert_eq!(host("110312345678").as_deref(), Some("1103.api.green-api.com"));
        assert_eq!(host("9910000000").as_deref(), Some("api.p03.green-api.com"));
        assert_eq!(host("1234567890"), None);
    }
}
