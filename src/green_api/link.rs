//! Links that contain a phone number, as messengers, sites and phone books write them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The schemes of such links.
const SCHEMES: [&str; 4] = ["https://", "http://", "whatsapp://", "viber://"];

/// Links that contain the number itself.
const NUMBER_FOLLOWS: [&str; 3] = ["wa.me/", "www.wa.me/", "whatsapp.me/"];

/// Links that begin a call or a message of the phone.
const PHONE_LINKS: [&str; 4] = ["tel://", "tel:", "callto:", "sms:"];

/// Links with parameters, one of which is the number.
const PARAMETERS_FOLLOW: [&str; 8] = [
    "api.whatsapp.com/send?",
    "api.whatsapp.com/send/?",
    "web.whatsapp.com/send?",
    "web.whatsapp.com/send/?",
    "send?",
    "send/?",
    "chat?",
    "wa.me/?",
];

/// Returns the number in a link with its percent escapes decoded (rfc-editor.org/rfc/rfc3986, 2.1), and how many
/// characters precede it; `None` if the text has no such link. A text to send may follow the number, and words may
/// precede the link.
pub fn number_in_link(text: &str) -> Option<(usize, Cow<'_, str>)> {
    let words = text.find(|character: char| character.is_ascii_digit()).unwrap_or(text.len());
    let begins = |character: char| character.is_whitespace() || "(<\"".contains(character);
    let after_words = text[..words].rmatch_indices(begins).map(|(at, before)| &text[at + before.len()..]);
    let (number, ends) = [text].into_iter().chain(after_words).find_map(number_at_start)?;
    let before = text.len() - number.len();
    let number = number.split(ends).next().unwrap_or_default();
    let number = number.strip_suffix('/').unwrap_or(number);
    Some((text[..before].chars().count(), percent_decode_str(number).decode_utf8_lossy()))
}

/// Returns the text that begins with the number of a link, and the characters at which the number ends.
fn number_at_start(link: &str) -> Option<(&str, &'static [char])> {
    let link = SCHEMES.into_iter().find_map(|scheme| without(link, scheme)).unwrap_or(link);
    let after = |starts: &[&str]| starts.iter().find_map(|start| without(link, start));
    if let Some(parameters) = after(&PARAMETERS_FOLLOW) {
        let number = value(parameters, "phone=").or_else(|| value(parameters, "number="))?;
        return Some((number, &['&', '#']));
    }
    // An extension may follow the number of a phone link.
    let phone = || after(&PHONE_LINKS).map(|number| (number, &['?'][..]));
    after(&NUMBER_FOLLOWS).map(|number| (number, &['?', '&', '#'][..])).or_else(phone)
}

/// Returns the text that begins with the value of a parameter.
fn value<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let mut found = parameters.match_indices(name).map(|(at, _)| parameters.split_at(at));
    found.find(|(before, _)| before.is_empty() || before.ends_with('&'))?.1.get(name.len()..)
}

/// Returns the text after `start`, whatever its case.
fn without<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (front, rest) = text.split_at_checked(start.len())?;
    front.eq_ignore_ascii_case(start).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_link_is_found_and_decoded() {
        for (link, before, number) in [
            ("wa.me/%2B79123456789", 6, "+79123456789"),
            ("https://wa.me/+79123456789/", 14, "+79123456789"),
            (" HTTPS://WA.ME/79123456789?text=a+b", 15, "79123456789"),
            ("https://api.whatsapp.com/send?phone=%2B7%20912&text=8", 36, "+7 912"),
            ("https://api.whatsapp.com/send/?text=%D0%90&phone=79123456789&app_absent=0", 49, "79123456789"),
            ("whatsapp://send?phone=79123456789", 22, "79123456789"),
            ("viber://chat?number=%2B79123456789", 20, "+79123456789"),
            ("tel:+7-912", 4, "+7-912"),
            ("tel:+78129990000#4048", 4, "+78129990000#4048"),
            ("https://wa.me/qr/ABC", 14, "qr/ABC"),
            ("Анна: https://wa.me/79123456789", 20, "79123456789"),
            ("[Анна](https://wa.me/79123456789)", 21, "79123456789)"),
        ] {
            assert_eq!(number_in_link(link), Some((before, Cow::Borrowed(number))), "{link}");
        }
        for text in [
            "79123456789",
            "https://example.com/79123456789",
            "send?text=1",
            "wa.me",
            "",
            "я:",
            "89031182004 wa.me/79123456789",
        ] {
            assert_eq!(number_in_link(text), None, "{text}");
        }
    }
}
