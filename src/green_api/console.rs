//! Pages of GREEN-API's console, which people open in the browser.

use reqwest::Url;

use super::IdInstance;
use super::redact::MASK;

/// GREEN-API's own domain and its mirrors.
const DOMAINS: [&str; 6] =
    ["green-api.com", "greenapi.com", "greenwaba.com", "green-api.com.kz", "green-api.org.il", "green-api.com.br"];

/// Punctuation of a sentence around an address, which is not part of it.
const OPENING: &[char] = &['(', '[', '{', '<', '«', '“', '„', '"', '\'', '‘'];
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', '…', ')', ']', '}', '>', '»', '”', '“', '"', '\'', '’'];

/// Returns the page of an instance in the console.
pub fn instance_page(id: &IdInstance) -> String {
    format!("https://console.green-api.com/instanceList/{}", id.as_str())
}

/// Returns the first https address in a server's message that is on a GREEN-API host; `None` if there is none. Ignores
/// every other address, because a message must not lead anywhere else, and any address in which a secret was masked.
pub fn page_in(message: &str) -> Option<String> {
    message.split_whitespace().filter(|word| !word.contains(MASK)).find_map(|word| {
        let word = word.trim_start_matches(OPENING).trim_end_matches(CLOSING);
        let url = Url::parse(word).ok()?;
        let is_own = |host: &str| DOMAINS.iter().any(|domain| host == *domain || host.ends_with(&format!(".{domain}")));
        let is_plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        (url.scheme() == "https" && is_plain && url.host_str().is_some_and(is_own)).then(|| url.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_encrypted_page_of_green_api_is_opened() {
        let page = "https://console.green-api.com/instance/7107000001";
        assert_eq!(page_in(page).as_deref(), Some(page));
        assert_eq!(page_in(&format!("Confirm it here: {page}")).as_deref(), Some(page));
        assert_eq!(
            page_in("https://console.green-api.com.kz/a?b=1").as_deref(),
            Some("https://console.green-api.com.kz/a?b=1")
        );
        for sentence in ["Open {}.", "({}), then", "[{}];", "«{}».", "“{}”", "<{}>", "See {}: it helps", "{}!"] {
            assert_eq!(page_in(&sentence.replace("{}", page)).as_deref(), Some(page), "{sentence}");
        }
        for other in [
            "",
            "Confirm it on the phone",
            "http://console.green-api.com/instance/7107000001",
            "https://green-api.com.evil.example/",
            "https://evilgreen-api.com/",
            "https://console.green-api.com@evil.example/",
            "https://user:secret@console.green-api.com/",
            "https://console.green-api.com:8443/",
            "javascript:alert(1)",
            "https://console.green-api.com/waInstance7107000001/qr/***",
        ] {
            assert_eq!(page_in(other), None, "{other}");
        }
    }
}
