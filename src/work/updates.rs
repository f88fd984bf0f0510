//! Whether a newer version of the program was released: one question to the repository's public list of releases, which
//! says nothing of whoever asks.
//!
//! What is asked for: "Get the latest release" of GitHub's REST API, <https://docs.github.com/rest/releases/releases>.

use std::time::Duration;

use reqwest::{header::ACCEPT, redirect::Policy};
use semver::Version;
use serde::Deserialize;

/// Where releases are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Releases {
    /// What gives the latest release as JSON.
    pub api: String,
    /// The same for people.
    pub page: String,
    /// How long the whole answer may take.
    pub timeout: Duration,
}

/// A released version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: Version,
    /// What is new in it, as its makers wrote it; at most [`NOTES`] letters.
    pub notes: String,
}

/// Why it is not known which version is the latest.
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

/// No answer is read further, in bytes.
pub const LIMIT: usize = 512 * 1024;

/// No notes are longer, in letters.
pub const NOTES: usize = 4000;

/// What is read of an answer.
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
    /// Those of a repository on GitHub; none for an address that is empty or elsewhere.
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

    /// Asks for the latest release.
    pub async fn latest(&self) -> Result<Release, NotKnown> {
        let unreached = |error: reqwest::Error| NotKnown::Unreached(error.without_url().to_string());
        let client = self.client().map_err(unreached)?;
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

    /// The name is the least that GitHub asks of a client. No version of ours, no cookies, no token goes along.
    fn client(&self) -> reqwest::Result<reqwest::Client> {
        let host = reqwest::Url::parse(&self.api).ok();
        let is_loopback = host.as_ref().and_then(reqwest::Url::host_str) == Some("127.0.0.1");
        let builder = reqwest::Client::builder()
            .user_agent(env!("CARGO_PKG_NAME"))
            .timeout(self.timeout)
            .redirect(Policy::limited(3)) // a repository that was renamed
            .referer(false)
            .retry(reqwest::retry::never());
        if is_loopback { builder.no_proxy().build() } else { builder.https_only(true).build() }
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
