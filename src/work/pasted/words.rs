//! Lines and words: labels with values, env files, bare values.

use zeroize::Zeroizing;

use super::join::Found;
use super::keys::{KeyKind, is_instance, kind, kind_of_words, numbered_kind, owner};
use super::{Pasted, link};
use crate::green_api::{ApiToken, ApiUrl, IdInstance};

/// Maximum number of words in a label, as in "ID номер инстанса".
const MAX_LABEL_WORDS: usize = 3;

/// Minimum number of digits of an idInstance.
const MIN_DIGITS: usize = 5;

/// Number of digits of a usual token.
const TOKEN_DIGITS: usize = 50;

/// A word of the text.
#[derive(Debug)]
struct Word<'a> {
    text: &'a str,
    /// Index of its line; that of the text's first line is 0.
    line: usize,
    /// Whether `:`, `=` or the like follows it.
    is_announced: bool,
    /// Whether it was already read as a label or as a value.
    is_used: bool,
}

/// Finds the values by API calls first, then by labels, then by their appearance.
pub(super) fn read(text: &str) -> Pasted {
    let text = join_parts(text);
    let mut found = Pasted::default();
    let mut words = Vec::new();
    for (line, text) in text.lines().enumerate() {
        if let Some((name, is_whole_line)) = read_name(text) {
            found.name.get_or_insert(name);
            if is_whole_line {
                continue;
            }
        }
        split(text, line, &mut words);
    }
    read_calls(&mut words, &mut found);
    read_labelled(&mut words, &mut found);
    read_bare(&words, &mut found);
    found
}

/// Returns the name in a line `name: …`, and whether the line holds nothing else.
pub(super) fn read_name(line: &str) -> Option<(String, bool)> {
    let (label, value) = line.split_once([':', '=', '\t'])?;
    // Words after `Instance:` are its name.
    let is_words = |value: &str| {
        value.trim_start().starts_with(char::is_alphabetic)
            && !value.contains("//")
            && value.split(|digit: char| !digit.is_ascii_digit()).all(|number| number.len() < MIN_DIGITS)
    };
    match kind(label) {
        Some(KeyKind::Name) => {}
        Some(KeyKind::IdInstance) if is_instance(label) && is_words(value) => {}
        _ => return None,
    }
    let value = value.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| {
        let (name, _) = value.strip_prefix(quote)?.split_once(quote)?;
        Some(name)
    });
    let name = quoted.unwrap_or(value).trim().trim_end_matches([',', ';']);
    (!name.is_empty()).then(|| (name.to_owned(), quoted.is_none()))
}

fn split<'a>(text: &'a str, line: usize, words: &mut Vec<Word<'a>>) {
    let is_between = |character: char| character.is_whitespace() || "\"'`,;{}[]()<>|*\\№#".contains(character);
    // A query string, but not that of an address, whose values are another program's.
    let parts = |word: &'a str| word.split(move |character| character == '&' && !word.contains("://"));
    for mut word in text.split(is_between).flat_map(parts).flat_map(pieces) {
        loop {
            let trimmed = word.trim_start_matches([':', '=']);
            if trimmed.len() < word.len()
                && let Some(label) = words.last_mut()
                && label.line == line
            {
                label.is_announced = true;
            }
            word = trimmed;
            // `key=value` and `key:value`, but not the colon of `https://` or `localhost:8080`.
            let is_label = |at: &usize| {
                let (label, value) = word.split_at(*at);
                let number = value.get(1..).and_then(|value| value.split(|digit: char| !digit.is_ascii_digit()).next());
                numbered_kind(label).is_some() || (number.is_some_and(is_usual_id) && !label.contains("://"))
            };
            let cut = word.match_indices([':', '=']).map(|(at, _)| at).find(is_label);
            let (head, rest) = word.split_at(cut.unwrap_or(word.len()));
            let label = head.trim_end_matches([':', '=', '.']);
            if label.chars().any(char::is_alphanumeric) {
                words.push(Word { text: label, line, is_announced: head.ends_with([':', '=']), is_used: false });
            }
            if rest.is_empty() {
                break;
            }
            word = rest;
        }
    }
}

/// Cuts the tokens and the ids of a known pool out of a word, whatever joins them to the rest: `7103004512:d75b…`,
/// `Sales-7103004512`. An address of the API stays whole.
fn pieces(word: &str) -> Vec<&str> {
    let is_host = |host: &str| host.contains(['.', ':']);
    let is_other = word.starts_with('+')
        || word.split_once('/').is_some_and(|(host, _)| is_host(host))
        || word.split_once('@').is_some_and(|(_, host)| is_host(host));
    let is_known = |digits: &str| bare_id(digits).is_some_and(|id| ApiUrl::suggest_for(&id).is_some());
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    for part in word.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let run = part.trim_end_matches(|character: char| !character.is_ascii_alphanumeric());
        let digits = run.trim_start_matches(char::is_alphabetic);
        let id = Some(digits).filter(|_| !is_other && !word[..at].ends_with('+')).filter(|digits| is_known(digits));
        if let Some(value) = id.or(Some(run).filter(|run| is_usual_token(run))) {
            let start = at + run.len() - value.len();
            pieces.extend([&word[from..start], value]);
            from = start + value.len();
        }
        at += part.len();
    }
    if from == 0 || link::read_call(word).is_some() {
        return vec![word];
    }
    pieces.push(&word[from..]);
    pieces
}

/// Returns the id that a word without a label may be.
fn bare_id(word: &str) -> Option<IdInstance> {
    Some(word).filter(|word| is_usual_id(word) && !is_phone(word)).and_then(|word| IdInstance::parse(word).ok())
}

/// Whether a number of as many digits as an id is a phone number of Central Asia or the Caucasus.
fn is_phone(word: &str) -> bool {
    word.len() == 12 && word.starts_with("99")
}

/// Joins the parts of an idInstance, and those of a token that spaces or line breaks separate. Parts that are not
/// exactly one token are joined by a character that no token has, so that none of them is read as one.
pub(super) fn join_parts(text: &str) -> String {
    let text = join_groups(text);
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(start);
        joined.push_str(before);
        let (parts, after) = token_parts(from);
        let is_long = |part: &&&str| part.len() >= 8 && part.contains(|digit: char| digit.is_ascii_alphabetic());
        if parts.concat().len() == TOKEN_DIGITS {
            joined.push_str(&parts.concat());
        } else if parts.iter().filter(is_long).count() > 1 {
            joined.push_str(&parts.join("%"));
        } else {
            joined.push_str(&from[..from.len() - after.len()]);
        }
        rest = after;
    }
    joined.push_str(rest);
    joined
}

/// Returns the words at the beginning that may be parts of a token, and the text after them, or after the first word if
/// it is none. A long decimal number is an idInstance or a phone number.
fn token_parts(text: &str) -> (Vec<&str>, &str) {
    let is_part = |word: &str| {
        word.len() < TOKEN_DIGITS
            && word.bytes().all(|byte| byte.is_ascii_hexdigit())
            && word.contains(|digit: char| digit.is_ascii_digit())
            && (word.len() < 10 || word.contains(|digit: char| digit.is_ascii_alphabetic()))
    };
    let word = |text: &str| text.find(|character: char| !character.is_alphanumeric()).unwrap_or(text.len());
    let (mut parts, mut rest) = (Vec::new(), text);
    loop {
        let from = rest.trim_start_matches([' ', '\n']);
        let (next, after) = from.split_at(word(from));
        if !is_part(next) {
            break;
        }
        parts.push(next);
        rest = after;
    }
    if parts.is_empty() { (parts, &text[word(text)..]) } else { (parts, rest) }
}

/// Joins the digits of an idInstance that are grouped by spaces, as in `7103 004 512`. Phone numbers begin with a shorter
/// group.
fn join_groups(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        joined.push_str(before);
        let end = from.find(|character: char| !character.is_ascii_digit() && character != ' ').unwrap_or(from.len());
        let (run, after) = from.split_at(from.get(..end).unwrap_or_default().trim_end().len());
        let is_apart = !joined.ends_with(|character: char| character.is_alphanumeric() || character == '+')
            && !after.starts_with(char::is_alphanumeric);
        let mut groups = run.split(' ');
        let is_grouped =
            groups.next().is_some_and(|first| first.len() == 4) && groups.all(|group| (2..=4).contains(&group.len()));
        let digits = run.replace(' ', "");
        let is_id = is_apart && is_grouped && matches!(digits.len(), 10 | 12);
        joined.push_str(if is_id { &digits } else { run });
        rest = after;
    }
    joined.push_str(rest);
    joined
}

fn read_calls(words: &mut [Word<'_>], found: &mut Pasted) {
    for word in words {
        if let Some(call) = link::read_call(word.text) {
            word.is_used = true;
            if found.id_instance.is_none() || found.id_instance == call.id_instance {
                found.fill_from(call);
            }
        }
    }
}

fn read_labelled(words: &mut [Word<'_>], found: &mut Pasted) {
    let has_usual_token = words.iter().any(|word| is_usual_token(word.text));
    let mut at = 0;
    while at < words.len() {
        let Some((kind, length)) = label_at(words, at) else {
            at += 1;
            continue;
        };
        let value_at = at + length;
        let is_announced = words[value_at - 1].is_announced;
        at = value_at;
        // A label without a value is followed by the next label, or by nothing.
        if value_at >= words.len() || words[value_at].is_used || label_at(words, value_at).is_some() {
            continue;
        }
        if is_number_not_token(kind, words[value_at].text, has_usual_token) {
            continue;
        }
        let is_sure = is_announced && words[value_at].line == words[value_at - 1].line;
        if read_value(kind, words[value_at].text, is_sure, found) {
            words[at].is_used = true;
            at += 1;
        }
    }
}

/// Returns the longest label that begins at this word, and its number of words. A label ends at the end of its line and
/// at a `:`.
fn label_at(words: &[Word<'_>], at: usize) -> Option<(KeyKind, usize)> {
    let mut label = String::new();
    let mut longest = None;
    let is_value = |word: &Word<'_>| is_like_value(word.text) || word.text.starts_with(|c: char| c.is_ascii_digit());
    let max_words = if is_value(&words[at]) { 1 } else { MAX_LABEL_WORDS };
    for (length, word) in (1..).zip(words.iter().skip(at).take(max_words)) {
        if word.is_used || word.line != words[at].line || (length > 1 && is_like_value(word.text)) {
            break;
        }
        label.push_str(word.text);
        // Only a word that is a label itself may be numbered: elsewhere the digits are another word.
        let numbered = || {
            let named = || words.get(at + 1).and_then(|value| kind_before(&label, value.text));
            numbered_kind(&label).map(|(kind, _)| kind).or_else(named).filter(|_| length == 1)
        };
        longest = kind(&label).or_else(numbered).map(|kind| (kind, length)).or(longest);
        if word.is_announced {
            break;
        }
    }
    longest
}

/// Returns the kind of a label that has words of its instance, too, if this value shows that it is one. Other things than
/// instances have ids, too.
pub(super) fn kind_before(label: &str, value: &str) -> Option<KeyKind> {
    let is_id = |id: &IdInstance| {
        id.has_usual_length() && (ApiUrl::suggest_for(id).is_some() || label.to_lowercase().contains("instance"))
    };
    kind_of_words(label).filter(|kind| match kind {
        KeyKind::IdInstance => IdInstance::parse(value).is_ok_and(|id| is_id(&id)),
        KeyKind::Token => is_usual_token(value),
        KeyKind::ApiUrl | KeyKind::Host => Pasted::address(*kind, value).is_some(),
        KeyKind::Name | KeyKind::Foreign => false,
    })
}

/// Whether a word is a value by its look, and no part of a label of several words.
fn is_like_value(word: &str) -> bool {
    (word.len() >= MIN_DIGITS && IdInstance::parse(word).is_ok())
        || is_usual_token(word)
        || (word.contains('.') && link::read_gateway(word).is_some())
}

/// Whether a word after the label of a token is an idInstance or a phone number, as below the names of columns.
fn is_number_not_token(kind: KeyKind, word: &str, has_usual_token: bool) -> bool {
    has_usual_token && kind == KeyKind::Token && IdInstance::parse(word).is_ok()
}

pub(super) fn is_usual_token(word: &str) -> bool {
    ApiToken::parse(word).is_ok_and(|token| token.looks_usual())
}

pub(super) fn is_usual_id(word: &str) -> bool {
    // A long text is not even examined.
    word.len() <= TOKEN_DIGITS && IdInstance::parse(word).is_ok_and(|id| id.has_usual_length())
}

/// Returns a text without the lines that are commented out, unless it has no other values: `# API_TOKEN=…`. A heading of
/// Markdown and a row of CSV begin with such marks, too, but not with a label that `:` or `=` follows.
pub(super) fn without_comments(text: &str) -> Zeroizing<String> {
    let is_comment = |line: &&str| {
        let line = line.trim_start();
        let marked = ["#", ";", "//", "/*", "<!--"].into_iter().find_map(|mark| line.strip_prefix(mark));
        // A heading of Markdown may be a label.
        let is_after_label: &[char] = if line.starts_with("##") { &['='] } else { &[':', '='] };
        let label = marked.and_then(|line| line.trim_start_matches(['#', '/', ';']).split_once(is_after_label));
        label.is_some_and(|(label, _)| {
            let last = label.split_whitespace().next_back().unwrap_or_default();
            [label, last].into_iter().any(|label| numbered_kind(label).is_some() || kind_of_words(label).is_some())
        })
    };
    let live = Zeroizing::new(text.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n"));
    if read_all(&live).iter().any(Found::has_id_or_token) { live } else { Zeroizing::new(text.to_owned()) }
}

/// Stores the value that a label announced, if it is a possible one. Returns whether the word is used up.
fn read_value(kind: KeyKind, text: &str, is_sure: bool, found: &mut Pasted) -> bool {
    match kind {
        KeyKind::IdInstance => {
            let Ok(id_instance) = IdInstance::parse(text) else {
                return false;
            };
            found.id_instance.get_or_insert(id_instance);
        }
        KeyKind::Token => {
            let Ok(token) = ApiToken::parse(text) else {
                return false;
            };
            if !is_sure && !token.looks_likely() {
                return false;
            }
            found.token.get_or_insert(token);
        }
        KeyKind::ApiUrl | KeyKind::Host => {
            let Some(url) = Pasted::address(kind, text) else {
                return false;
            };
            found.api_url.get_or_insert(url);
        }
        KeyKind::Name => return false,
        KeyKind::Foreign => {}
    }
    true
}

/// Returns every value of the text in its order, also those that are given again.
pub(super) fn read_all(text: &str) -> Vec<Found> {
    let text = join_parts(text);
    let (mut found, mut words) = (Vec::new(), Vec::new());
    for (line, text) in text.lines().enumerate() {
        if let Some((name, is_whole_line)) = read_name(text) {
            let values = Pasted { name: Some(name), ..Pasted::default() };
            found.push((words.len(), Found::new(values)));
            if is_whole_line {
                continue;
            }
        }
        split(text, line, &mut words);
    }
    for (at, word) in words.iter_mut().enumerate() {
        if let Some(call) = link::read_call(word.text) {
            word.is_used = true;
            found.push((at, Found { is_call: true, ..Found::new(call) }));
        }
    }
    let has_usual_token = words.iter().any(|word| is_usual_token(word.text));
    let mut at = 0;
    while at < words.len() {
        let (found_here, next) = read_at(&words, at, has_usual_token);
        found.extend(found_here.map(|found| (at, found)));
        at = next;
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, found)| found).collect()
}

/// Reads the label with its value, or the value without a label, that begins at this word. Returns the word to go on
/// with, too.
fn read_at(words: &[Word<'_>], at: usize, has_usual_token: bool) -> (Option<Found>, usize) {
    let Some((kind, length)) = label_at(words, at) else {
        // A number before the label of the idInstance is something else, such as a phone number.
        let next = words.get(at + 1).filter(|next| next.line == words[at].line).and_then(|_| label_at(words, at + 1));
        let found = read_bare_word(&words[at]);
        let is_kept = |found: &Found| {
            found.values.id_instance.is_none() || !next.is_some_and(|(kind, _)| kind == KeyKind::IdInstance)
        };
        return (found.filter(is_kept), at + 1);
    };
    let value_at = at + length;
    let Some(value) = words.get(value_at).filter(|word| !word.is_used && label_at(words, value_at).is_none()) else {
        return (None, value_at);
    };
    if is_number_not_token(kind, value.text, has_usual_token) {
        return (None, value_at);
    }
    let label = &words[value_at - 1];
    let is_sure = label.is_announced && value.line == label.line;
    let mut found = Pasted::default();
    if read_value(kind, value.text, is_sure, &mut found) {
        let number = numbered_kind(words[at].text).map_or("", |(_, number)| number);
        let words: Vec<&str> = words[at..value_at].iter().map(|word| word.text).collect();
        let (number, owner) = (number.to_owned(), owner(&words.join(" ")));
        let found = Some(found).filter(|found| !found.is_empty());
        return (found.map(|found| Found { number, owner, ..Found::new(found) }), value_at + 1);
    }
    // A word of a sentence is no value; one beside its label is.
    if !is_sure {
        return (None, value_at);
    }
    let unreadable = Pasted::of_label(kind, value.text);
    (Some(Found::new(unreadable)).filter(|found| !found.values.unreadable.is_empty()), value_at + 1)
}

/// Reads a word without a label. Of numbers only those of a known pool are taken: any other may be a phone number.
fn read_bare_word(word: &Word<'_>) -> Option<Found> {
    if word.is_used {
        return None;
    }
    let mut found = Pasted { api_url: link::read_unannounced_gateway(word.text), ..Pasted::default() };
    found.token = ApiToken::parse(word.text).ok().filter(ApiToken::looks_likely);
    found.id_instance = bare_id(word.text).filter(|id| ApiUrl::suggest_for(id).is_some());
    Some(Found { is_bare: true, ..Found::new(found) }).filter(|found| !found.values.is_empty())
}

fn read_bare(words: &[Word<'_>], found: &mut Pasted) {
    let free = || words.iter().filter(|word| !word.is_used);
    if found.api_url.is_none() {
        found.api_url = free().find_map(|word| link::read_unannounced_gateway(word.text));
    }
    if found.token.is_none() {
        found.token = free().find_map(|word| ApiToken::parse(word.text).ok().filter(ApiToken::looks_likely));
    }
    if found.id_instance.is_none() {
        let usual = free().filter_map(|word| bare_id(word.text));
        // A phone number may have as many digits. Of equally likely ones the first is taken.
        let likely = usual.min_by_key(|id| unlikeliness(id, found));
        let is_sure = |id: &IdInstance| id.as_str().len() == 10 || found.token.is_some() || found.api_url.is_some();
        found.id_instance = likely.filter(is_sure).or_else(|| id_instance_alone_in_a_line(words));
    }
}

/// Returns the sort key of a number that may be the idInstance: first the one whose pool the address names, then one of
/// a known pool, then those of ten digits.
fn unlikeliness(id: &IdInstance, found: &Pasted) -> [bool; 3] {
    let pool = id.as_str().get(..4).unwrap_or_default();
    let is_in_address = found.api_url.as_ref().is_some_and(|url| url.host().split('.').next() == Some(pool));
    [!is_in_address, ApiUrl::suggest_for(id).is_none(), id.as_str().len() != 10]
}

/// Finds an idInstance alone in its line. Digits of an unusual length are accepted only there, because elsewhere they
/// could be a phone number.
fn id_instance_alone_in_a_line(words: &[Word<'_>]) -> Option<IdInstance> {
    words.iter().enumerate().find_map(|(at, word)| {
        let shares_line = |other: Option<&Word<'_>>| other.is_some_and(|other| other.line == word.line);
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let is_alone = !word.is_used && !shares_line(before) && !shares_line(words.get(at + 1));
        IdInstance::parse(word.text).ok().filter(|_| is_alone && !is_phone(word.text))
    })
}
