//! Removes secrets from text before it is shown or stored.
//!
//! The server echoes the token in its error bodies, and the token is part of every request's address. Known tokens are
//! therefore masked everywhere, in every layer of escapes of a text, and whatever is between their letters and digits.
//! Text in a request address's token position and the JSON values of secret members are masked even if they are unknown.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use super::ApiToken;
use super::secrets::Secrets;

/// Replaces a secret.
pub const MASK: &str = "***";

/// JSON members with secret text. A number in `code` is a status, not a pairing code.
const SECRET_MEMBERS: [&str; 4] = ["apiTokenInstance", "webhookUrlToken", "code", "password"];

/// Masks a set of known tokens, and everything in the form of a secret.
#[derive(Clone, Default)]
pub struct Redactor {
    secrets: Arc<Secrets>,
}

impl Redactor {
    /// Creates a redactor for these tokens and every registered one.
    pub fn new(tokens: &[&ApiToken]) -> Self {
        let mut secrets = known();
        for token in tokens {
            if !secrets.contains(token.expose()) {
                Arc::make_mut(&mut secrets).add(token.expose());
            }
        }
        Self { secrets }
    }

    /// Adds another secret, such as a password. One of fewer than four characters is masked only in its JSON member:
    /// masking it everywhere would reveal it.
    #[must_use]
    pub fn with(mut self, secret: Option<&str>) -> Self {
        if let Some(secret) = secret.filter(|secret| secret.chars().count() >= SHORTEST_SECRET) {
            Arc::make_mut(&mut self.secrets).add(secret);
        }
        self
    }

    /// Returns the text without secrets. Redacting twice has no further effect. A text without any is not copied: it may
    /// have many megabytes.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        masked(text, &self.secrets)
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} tokens)", self.secrets.len())
    }
}

/// Every token registered in this process. Nothing panics while it is locked, so a panic report may wait for it.
static KNOWN: LazyLock<RwLock<Arc<Secrets>>> = LazyLock::new(RwLock::default);

const SHORTEST_SECRET: usize = 4;

/// Registers a token, so that [`all`] masks it. Once per token is enough. Ignores a text too short for a token: it
/// would be masked everywhere from then on.
pub fn register(token: &ApiToken) {
    if !token.has_length_of_token() {
        return;
    }
    if known().contains(token.expose()) {
        return;
    }
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if !known.contains(token.expose()) {
        Arc::make_mut(&mut known).add(token.expose());
    }
}

fn known() -> Arc<Secrets> {
    KNOWN.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Masks every registered token and everything in the form of a secret. For short texts: logs, titles and panic
/// reports.
pub fn all(text: &str) -> String {
    masked(text, &known()).into_owned()
}

fn masked<'t>(text: &'t str, secrets: &Secrets) -> Cow<'t, str> {
    let text = mask_members(text);
    let text = further(text, mask_addresses);
    further(text, |text| mask_secrets(text, secrets))
}

/// Masks a text that may be masked already.
fn further<'t>(text: Cow<'t, str>, mask: impl Fn(&str) -> Cow<'_, str>) -> Cow<'t, str> {
    match text {
        Cow::Borrowed(text) => mask(text),
        Cow::Owned(text) => match mask(&text) {
            Cow::Owned(masked) => Cow::Owned(masked),
            Cow::Borrowed(_) => Cow::Owned(text),
        },
    }
}

/// A text in which parts are replaced by [`MASK`], from the start to the end.
struct Masking<'t> {
    text: &'t str,
    masked: String,
    /// The end of the last replaced part.
    copied: usize,
}

impl<'t> Masking<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, masked: String::new(), copied: 0 }
    }

    fn mask(&mut self, part: Range<usize>) {
        self.masked.push_str(&self.text[self.copied..part.start]);
        self.masked.push_str(MASK);
        self.copied = part.end;
    }

    fn finish(mut self) -> Cow<'t, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.text);
        }
        self.masked.push_str(&self.text[self.copied..]);
        Cow::Owned(self.masked)
    }
}

/// Replaces every occurrence of the secrets.
fn mask_secrets<'t>(text: &'t str, secrets: &Secrets) -> Cow<'t, str> {
    let mut masking = Masking::new(text);
    for place in secrets.places(text) {
        if !is_own_word(text, place.clone()) {
            masking.mask(place);
        }
    }
    masking.finish()
}

/// Whether a part of the text belongs to a word with which the gateway answers to a password, in its usual place. Such
/// a part is no echo, and masking it would reveal a password such as `timeout`.
fn is_own_word(text: &str, part: Range<usize>) -> bool {
    const KEYS: [&str; 4] = ["password", "status", "data", "reason"];
    const VALUES: [&str; 7] = [
        "success",
        "fail",
        "already_registered",
        "invalid_password",
        "rate_limit_exceeded",
        "authorization_not_started",
        "timeout",
    ];
    const LONGEST: usize = 32;
    let near = text.floor_char_boundary(part.start.saturating_sub(LONGEST));
    let Some(start) = text[near..part.start].rfind('"').map(|quote| near + quote) else { return false };
    let near = &text[part.end..text.floor_char_boundary(part.end + LONGEST)];
    let Some(end) = near.find('"').map(|quote| part.end + quote) else { return false };
    let (word, before, after) = (&text[start + 1..end], text[..start].trim_end(), text[end + 1..].trim_start());
    let is_value_of = |key: &str| before.strip_suffix(':').is_some_and(|before| before.trim_end().ends_with(key));
    (KEYS.contains(&word) && after.starts_with(':'))
        || (VALUES.contains(&word) && (is_value_of("\"reason\"") || is_value_of("\"status\"")))
}

/// Masks the segment after `/waInstance<digits>/<method>/`.
fn mask_addresses(text: &str) -> Cow<'_, str> {
    const FRONT: &[u8] = b"wainstance";
    let is_front = |part: &[u8]| part.get(..FRONT.len()).is_some_and(|front| front.eq_ignore_ascii_case(FRONT));
    let mut masking = Masking::new(text);
    for start in memchr::memchr2_iter(b'w', b'W', text.as_bytes()) {
        if start < masking.copied || !is_front(&text.as_bytes()[start..]) {
            continue;
        }
        let after = start + FRONT.len();
        let Some(start) = segment_after_method(&text[after..]).map(|offset| after + offset) else {
            continue;
        };
        let ends = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'' | '\\' | '<' | '>' | '`') || c.is_whitespace();
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        if end > start {
            masking.mask(start..end);
        }
    }
    masking.finish()
}

/// Returns the start of the segment after `<digits>/<method>/`. The slashes may be escaped for JSON or for a URL.
fn segment_after_method(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let slash = |text: &str| match text.as_bytes() {
        [b'/', ..] => Some(1),
        [b'\\', b'/', ..] => Some(2),
        [b'%', b'2', b'f' | b'F', ..] => Some(3),
        _ => None,
    };
    let first = digits + slash(&text[digits..])?;
    let letters = text[first..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let second = first + letters;
    (digits > 0 && letters > 0).then_some(second + slash(&text[second..])?)
}

/// Masks the text values of secret members, and the image in a reply of qr. Handles JSON inside a JSON string.
fn mask_members(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let has_qr = is_qr(text);
    let mut masking = Masking::new(text);
    let mut at = 0;
    while let Some(quote) = bytes[at..].iter().position(|byte| *byte == b'"').map(|offset| at + offset) {
        at = quote + 1;
        let rest = &bytes[at..];
        let is_key =
            |key: &&&str| rest.get(..key.len()).is_some_and(|front| front.eq_ignore_ascii_case(key.as_bytes()));
        let Some(key) = SECRET_MEMBERS.iter().chain(has_qr.then_some(&"message")).find(is_key) else {
            continue;
        };
        let Some((start, slashes)) = text_value(bytes, at + key.len()) else {
            continue;
        };
        let end = end_of_text(bytes, start, slashes);
        if end > start {
            masking.mask(start..end);
        }
        at = end;
    }
    masking.finish()
}

/// Whether the text is a reply of qr that holds a code. A waiting message may also mention a qrCode.
fn is_qr(text: &str) -> bool {
    text.match_indices("\"type").any(|(at, key)| {
        let value = text_value(text.as_bytes(), at + key.len());
        value.is_some_and(|(start, _)| text.as_bytes()[start..].starts_with(b"qrCode"))
    })
}

/// Parses what follows a key: its closing quote, a colon, and the opening quote of a text. Returns the start of the
/// text and the number of backslashes before its quotes.
fn text_value(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let slashes_at = |at: usize| bytes[at..].iter().take_while(|byte| **byte == b'\\').count();
    let spaces_at = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    at += slashes_at(at);
    at += (bytes.get(at) == Some(&b'"')).then_some(1)?;
    at += spaces_at(at);
    at += (bytes.get(at) == Some(&b':')).then_some(1)?;
    at += spaces_at(at);
    let slashes = slashes_at(at);
    at += slashes;
    at += (bytes.get(at) == Some(&b'"')).then_some(1)?;
    Some((at, slashes))
}

/// Returns the position of the quote that closes a text opened after this many backslashes, without the closing quote's
/// own backslashes; the end of the input if there is none, as in a response that was cut off.
fn end_of_text(bytes: &[u8], start: usize, slashes: usize) -> usize {
    let mut run = 0;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'\\' => run += 1,
            b'"' if slashes == 0 && run % 2 == 0 => return at,
            b'"' if slashes > 0 && run <= slashes => return at - run,
            _ => run = 0,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn a_text_is_whole_although_a_token_is_being_registered() {
        let registering = KNOWN.write().unwrap();
        let (sender, masked) = mpsc::channel();
        let masking = thread::spawn(move || sender.send(all("Order 1")).unwrap());
        // Time for a text that does not wait.
        for _ in 0..1000 {
            thread::yield_now();
        }
        assert_eq!(masked.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(registering);
        assert_eq!(masked.recv().unwrap(), "Order 1");
        masking.join().unwrap();
    }
}
