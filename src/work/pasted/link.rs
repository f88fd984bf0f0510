//! Addresses: an API call that contains every value, or the gateway alone.

use std::net::Ipv4Addr;

use super::Pasted;
use crate::green_api::{ApiToken, ApiUrl, IdInstance};

/// The text before the idInstance in every address of the API, in lower case.
const INSTANCE_MARK: &str = "/wainstance";

/// Sites of the links to a chat, which lists of instances have beside the numbers.
const MESSENGERS: [&str; 5] = ["wa.me", "whatsapp.com", "t.me", "telegram.me", "max.ru"];

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

/// Returns the gateway's address after a name that announces an address of the API.
pub(super) fn read_gateway(address: &str) -> Option<ApiUrl> {
    let looks_like_one = address.contains("://") || address.contains('.') || address.starts_with("localhost");
    let url = ApiUrl::parse(address).ok().filter(|_| looks_like_one)?;
    let host = url.host();
    // The hosts of files, of the console and of the messengers never serve an instance.
    let is_foreign = host.split('.').any(|label| matches!(label, "media" | "console" | "www"))
        || MESSENGERS.iter().any(|site| host == *site || host.strip_suffix(site).is_some_and(|of| of.ends_with('.')));
    // A date or a version is completed to an IPv4 address, as in `31.12.2026` to `31.12.7.234`.
    let is_completed = host.parse::<Ipv4Addr>().is_ok() && !address.contains(host);
    (!is_foreign && !is_completed).then_some(url)
}

/// Returns the address of a gateway that anyone may have written: one of GREEN-API's, or on this computer. Other hosts are
/// somebody's site, unless a name says that they serve the API.
pub(super) fn read_usual_gateway(address: &str) -> Option<ApiUrl> {
    read_gateway(address).filter(|url| url.is_usual_gateway() || url.is_loopback())
}

/// Returns the gateway's address in a word without a label. On this computer, it has a scheme.
pub(super) fn read_unannounced_gateway(address: &str) -> Option<ApiUrl> {
    read_usual_gateway(address).filter(|url| !url.is_loopback() || address.contains("://"))
}
