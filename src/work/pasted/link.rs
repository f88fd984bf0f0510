//! Addresses: an API call that contains every value, or the gateway alone.

use super::Pasted;
use crate::green_api::{ApiToken, ApiUrl, IdInstance};

/// The text before the idInstance in every address of the API, in lower case.
const INSTANCE_MARK: &str = "/wainstance";

/// Returns the values in an address of the API: `{apiUrl}/waInstance{idInstance}/{method}/{apiTokenInstance}`.
///
/// Returns `None` if this is no such address.
pub(super) fn read_call(address: &str) -> Option<Pasted> {
    // Lowercasing only ASCII keeps every byte at its index.
    let mark = address.to_ascii_lowercase().find(INSTANCE_MARK)?;
    let gateway = address.get(..mark)?;
    let path = address.get(mark + INSTANCE_MARK.len()..)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/');
    let id_instance = IdInstance::parse(parts.next()?).ok()?;
    let token = parts.nth(1).and_then(|token| ApiToken::parse(token).ok());
    Some(Pasted { api_url: read_gateway(gateway), id_instance: Some(id_instance), token, ..Pasted::default() })
}

/// Returns the gateway's address after a name that announced it.
pub(super) fn read_gateway(address: &str) -> Option<ApiUrl> {
    let looks_like_one = address.contains("://") || address.contains('.') || address.starts_with("localhost");
    let url = ApiUrl::parse(address).ok().filter(|_| looks_like_one)?;
    // The hosts of files and of the console never serve an instance.
    let is_foreign = url.host().split('.').any(|label| matches!(label, "media" | "console" | "www"));
    (!is_foreign).then_some(url)
}

/// Returns the gateway's address in a word without a label: one of GREEN-API's own hosts, or a bare host with a scheme.
pub(super) fn read_unannounced_gateway(address: &str) -> Option<ApiUrl> {
    let url = read_gateway(address)?;
    let host = url.host();
    let is_theirs = [".green-api.com", ".greenapi.com"].iter().any(|domain| host.ends_with(domain));
    let site = matches!(host, "green-api.com" | "greenapi.com");
    let path = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .is_some_and(|(_, path)| !matches!(path.trim_end_matches('/'), "" | "v3"));
    (is_theirs || (address.contains("://") && !site && !path)).then_some(url)
}
