//! Checks whether a newer version of the program was released: one request to the repository's public list of releases,
//! which reveals nothing about the user.
//!
//! The request is "Get the latest release" of GitHub's REST API, <https://docs.github.com/rest/releases/releases>.

use std::time::Duration;

use reqwest::header::ACCEPT;
use reqwest::redirect::Policy;
use semver::Version;
use serde::Deserialize;

use crate::green_api::Proxies;

/// Addresses of the list of releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Releases {
    /// Address of the latest release as JSON.
    pub api: String,
    /// Address of its web page.
    pub page: String,
    /// Maximum time for the whole answer.
    pub timeout: Duration,
}

/// A released version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: Version,
    /// The release notes as its makers wrote them; at most [`NOTES`] characters.
    pub notes: String,
}

/// Why the latest version is unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKnown {
    #[error("the list of releases could not be reached: {0}")]
    Unreached(String),
    #[error("the list of releases answered with status {0}")]
    Refused(u16),
    #[error("the answer of the list of releases is larger than {LIMIT} bytes")]
    TooLarge,
    #[error("the answer of the list of releases is not understood: {0}")]
    NotUnderstood(String),
}

/// Maximum size of an answer, in bytes.
pub const LIMIT: usize = 512 * 1024;

/// Maximum length of the notes, in characters.
pub const NOTES: usize = 4000;

/// The members read from an answer.
#[derive(Deserialize)]
struct Answer {
    tag_name: String,
    body: Option<String>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    prerelease: bool,
}

impl Releases {
    /// Returns the addresses for a repository on GitHub; `None` for an address that is empty or elsewhere.
    pub fn of_repository(address: &str) -> Option<Self> {
        let path = address.strip_prefix("https://github.com/")?.trim_end_matches('/');
        let (owner, name) = path.split_once('/')?;
        if owner.is_empty() || name.is_empty() || name.contains('/') {
            return None;
        }
        Some(Self {
            api: format!("https://api.github.com/repos/{owner}/{name}/releases/latest"),
            page: format!("https://github.com/{owner}/{name}/releases/latest"),
            timeout: Duration::from_secs(20),
        })
    }

    /// Requests the latest release.
    pub async fn latest(&self, proxies: &Proxies) -> Result<Release, NotKnown> {
        let unreached = |error: reqwest::Error| NotKnown::Unreached(error.without_url().to_string());
        let client = self.client(proxies).map_err(unreached)?;
        let mut response =
            client.get(&self.api).header(ACCEPT, "application/vnd.github+json").send().await.map_err(unreached)?;
        if !response.status().is_success() {
            return Err(NotKnown::Refused(response.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreached)? {
            if body.len() + chunk.len() > LIMIT {
                return Err(NotKnown::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        read(&body)
    }

    /// Builds the client. The user agent is the minimum that GitHub requires of a client; no version of ours, no
    /// cookies and no token are sent.
    fn client(&self, proxies: &Proxies) -> reqwest::Result<reqwest::Client> {
        let host = reqwest::Url::parse(&self.api).ok();
        let is_loopback = host.as_ref().and_then(reqwest::Url::host_str) == Some("127.0.0.1");
        let builder = reqwest::Client::builder()
            .user_agent(env!("CARGO_PKG_NAME"))
            .timeout(self.timeout)
            .redirect(Policy::limited(3)) // a repository that was renamed
            .referer(false)
            .retry(reqwest::retry::never());
        if is_loopback { builder.no_proxy().build() } else { proxies.apply(builder).https_only(true).build() }
    }
}

fn read(body: &[u8]) -> Result<Release, NotKnown> {
    let answer: Answer = serde_json::from_slice(body).map_err(|error| NotKnown::NotUnderstood(error.to_string()))?;
    if answer.draft || answer.prerelease {
        return Err(NotKnown::NotUnderstood("it is not a release".to_owned()));
    }
    let tag = answer.tag_name.trim_start_matches('v');
    let version = Version::parse(tag).map_err(|error| NotKnown::NotUnderstood(error.to_string()))?;
    let notes = answer.body.unwrap_or_default();
    Ok(Release { version, notes: notes.trim().chars().take(NOTES).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_on_github_has_releases_and_others_have_none() {
        let releases = Releases::of_repository("https://github.com/some-one/desk").unwrap();
        assert_eq!(releases.api, "https://api.github.com/repos/some-one/desk/releases/latest");
        assert_eq!(releases.page, "https://github.com/some-one/desk/releases/latest");
        assert_eq!(Releases::of_repository("https://github.com/some-one/desk/"), Some(releases));
        for address in [
            "",
            "https://github.com/",
            "https://github.com/some-one",
            "https://example.com/some-one/desk",
            "https://github.com/a/b/c",
            "http://github.com/a/b",
        ] {
            assert_eq!(Releases::of_repository(address), None, "{address}");
        }
    }

    #[test]
    fn a_tag_is_a_version_with_or_without_a_v() {
        for tag in ["v1.2.3", "1.2.3"] {
            let body = format!(r#"{{"tag_name":"{tag}","body":null,"draft":false}}"#);
            assert_eq!(read(body.as_bytes()).unwrap().version, Version::new(1, 2, 3));
        }
        for body in ["", "{}", "<html></html>", r#"{"tag_name":"newest"}"#, r#"{"tag_name":"v2.0.0","draft":true}"#] {
            assert!(matches!(read(body.as_bytes()), Err(NotKnown::NotUnderstood(_))), "{body}");
        }
    }
}
