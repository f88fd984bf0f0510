//! Lists in texts that are neither JSON nor a table: the parts of a text that are about one instance each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use zeroize::Zeroizing;

use super::join::{Found, join};
use super::keys::{KeyKind, is_of_service, kind};
use super::many::ENOUGH;
use super::words::{is_usual_id, is_usual_token};
use super::{Pasted, holds_token, words};
use crate::green_api::{ApiUrl, IdInstance};

/// Maximum length in bytes of a name that no label announces.
const MAX_HEADING: usize = 120;

/// Maximum number of words beside a value that are compared with those beside others.
const MAX_NAMES: usize = 20;

/// A part of a text.
#[derive(Debug, Default)]
struct Part {
    text: String,
    /// The first of each of its values.
    values: Pasted,
    /// The heading of the part, as a name.
    name: Option<String>,
}

impl Part {
    /// Whether it has an id and a token, other than in the address of a request.
    fn is_whole(&self) -> bool {
        !is_call(&self.text) && self.values.is_whole()
    }

    fn is_of_instance(&self) -> bool {
        self.values.id_instance.is_some() || self.values.token.is_some()
    }
}

/// Divisions of a text, from the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Division {
    /// `[moscow]`
    Sections,
    /// `moscow:` or `-` with indented lines below.
    Items,
    Paragraphs,
    /// A line without a value, and the lines below.
    Headings,
    Lines,
}

/// The order in which the divisions are tried. Items may contain items.
const DIVISIONS: [Division; 7] = [
    Division::Sections,
    Division::Items,
    Division::Items,
    Division::Items,
    Division::Paragraphs,
    Division::Headings,
    Division::Lines,
];

/// Returns the instances of a text.
pub(super) fn read(text: &str) -> Vec<Pasted> {
    let text = Zeroizing::new(words::join_parts(text));
    let has_row = text.lines().any(|line| !is_call(line) && words::read(line).is_whole()) || has_gaps(&text);
    separate_misnamed(Reader { has_row }.read_by(&DIVISIONS, &text), &text)
}

/// Whether two lines are rows of as many cells, of which each lacks the value of the other: `Sales;7103004512;`.
fn has_gaps(text: &str) -> bool {
    let has_gaps = |between: char| {
        let cells = |line| str::split(line, between).map(|cell| cell.trim_matches(['"', ' '])).collect::<Vec<_>>();
        let value = |row: &[&str]| row.iter().position(|cell| is_usual_id(cell) || is_usual_token(cell));
        let rows: Vec<_> = text.lines().map(cells).filter_map(|row| Some((value(&row)?, row))).collect();
        rows.windows(2).any(|two| {
            let [(at, row), (below_at, below)] = two else { return false };
            row.len() > 2 && row.len() == below.len() && row[*below_at].is_empty() && below[*at].is_empty()
        })
    };
    ['\t', ';', ',', '|'].into_iter().any(has_gaps)
}

/// Separates each token from its id if the words beside it are those of another id, as in `токен Омск: …` below `Уфа`.
fn separate_misnamed(list: Vec<Pasted>, text: &str) -> Vec<Pasted> {
    let ids = list.iter().filter_map(|values| values.id_instance.as_ref()).map(IdInstance::as_str);
    let tokens = list.iter().filter_map(|values| values.token.as_ref()).map(|token| token.expose());
    let values: HashSet<&str> = ids.chain(tokens).collect();
    let (mut of_values, mut above) = (HashMap::<&str, BTreeSet<String>>::new(), BTreeSet::new());
    for line in text.lines() {
        let own = if is_call(line) { BTreeSet::new() } else { names_in(line) };
        let names = if own.is_empty() { &above } else { &own };
        let words = line.split(|character: char| !character.is_alphanumeric());
        let of_line: Vec<&str> = words.filter(|word| values.contains(word)).collect();
        for value in &of_line {
            let known = of_values.entry(value).or_default();
            if known.len() < MAX_NAMES {
                known.extend(names.iter().cloned());
            }
        }
        // A label may be above its value.
        above = if of_line.is_empty() { own } else { BTreeSet::new() };
    }
    let names_of = |value: Option<&str>| value.and_then(|value| of_values.get(value)).cloned().unwrap_or_default();
    let names = |values: &Pasted| {
        let beside = names_of(values.id_instance.as_ref().map(IdInstance::as_str));
        &beside | &names_in(values.name.as_deref().unwrap_or_default())
    };
    let all: HashSet<String> = list.iter().flat_map(names).collect();
    let separate = |values: Pasted| {
        let token = values.token.clone().filter(|_| values.id_instance.is_some());
        let beside = names_of(token.as_ref().map(|token| token.expose()));
        let own = names(&values);
        let is_number = |name: &&String| name.starts_with(|digit: char| digit.is_ascii_digit());
        let has_other_number = own.iter().any(|name| is_number(&name))
            && beside.iter().filter(is_number).any(|number| !own.contains(number));
        let is_of_other = has_other_number || beside.difference(&own).any(|name| all.contains(name));
        let token = token.filter(|_| is_of_other).map(|token| Pasted { token: Some(token), ..Pasted::default() });
        let own = Pasted { token: values.token.filter(|_| token.is_none()), ..values };
        [Some(own), token].into_iter().flatten()
    };
    list.into_iter().flat_map(separate).collect()
}

/// Returns the words of a line that may name an instance, other than those of an address. A number is one after a label
/// only, as in `token 2:`.
fn names_in(line: &str) -> BTreeSet<String> {
    let texts = line.split_whitespace().filter(|text| !text.contains("//") && !text.contains(".com"));
    let words = texts.flat_map(|text| text.split(|character: char| !character.is_alphanumeric()));
    let mut is_after_label = false;
    let is_name = |word: &&str| {
        let is_after_label = std::mem::replace(&mut is_after_label, kind(word).is_some());
        let is_number = is_after_label && word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_word = word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic) && !is_of_service(word);
        is_word || is_number
    };
    words.filter(|word| !word.is_empty()).filter(is_name).take(MAX_NAMES).map(str::to_lowercase).collect()
}

/// Reads a text and its parts.
struct Reader {
    /// Whether the lines of bare values are rows, as a line with a whole instance shows, or [`has_gaps`]: a value does not
    /// continue the line above.
    has_row: bool,
}

impl Reader {
    fn read_by(&self, divisions: &[Division], text: &str) -> Vec<Pasted> {
        let Some((division, finer)) = divisions.split_first() else { return self.in_order(text) };
        let mut parts = division.parts(text);
        parts.iter_mut().for_each(|part| part.values = words::read(&part.text));
        if !division.tells_apart(&parts) {
            return self.read_by(finer, text);
        }
        let list = self.read_parts(*division, finer, &parts);
        // The parts of two divisions may overlap: then neither is known to be the right one.
        let is_sure =
            matches!(division, Division::Sections | Division::Items) || !contradicts(&list, &alternating(text));
        if is_sure { list } else { apart(text) }
    }

    /// Reads parts of a text, each about one instance or several.
    fn read_parts(&self, division: Division, finer: &[Division], parts: &[Part]) -> Vec<Pasted> {
        let mut list: Vec<Pasted> = Vec::new();
        for part in parts {
            if list.len() > ENOUGH {
                break;
            }
            let [ids, tokens] = different(&part.text);
            // In a row with a gap, a token may belong to the id before it or to the one after it.
            if (division == Division::Lines && ids != tokens && ids + tokens > 2) || self.is_of_rows(&part.text) {
                list.extend(apart(&part.text));
                continue;
            }
            // Beside a whole row, another value is that of another row.
            if self.is_row_and_more(&part.text) && division != Division::Lines {
                list.extend(self.read_by(&[Division::Lines], &part.text));
                continue;
            }
            if ids > 1 || tokens > 1 {
                list.extend(self.read_by(finer, &part.text));
                continue;
            }
            let mut values = part.values.clone();
            let is_known = |known: &Pasted| {
                let token = |values: &Pasted| values.token.as_ref().map(|token| token.expose().to_owned());
                known.id_instance == values.id_instance && token(known) == token(&values)
            };
            let is_call = is_call(&part.text);
            // One instance may be asked any number of times.
            if is_call && list.iter().any(is_known) {
                continue;
            }
            let name = || match division {
                Division::Lines => name_before(&part.text, &values),
                Division::Sections | Division::Items | Division::Paragraphs | Division::Headings => part.name.clone(),
            };
            values.name = values.name.clone().or_else(|| name().filter(|name| !is_call && !holds_token(name)));
            if !is_name_alone(&values) {
                list.push(values);
            }
        }
        list
    }

    /// Whether a text has a whole row, and values in other lines.
    fn is_row_and_more(&self, text: &str) -> bool {
        let read = |line: &str| (!is_call(line)).then(|| words::read(line));
        let lines: Vec<Pasted> = text.lines().filter_map(read).collect();
        let has_value = |values: &&Pasted| values.id_instance.is_some() || values.token.is_some();
        self.has_row && lines.iter().any(Pasted::is_whole) && lines.iter().filter(has_value).nth(1).is_some()
    }

    /// Whether a text is several incomplete rows.
    fn is_of_rows(&self, text: &str) -> bool {
        let is_bare = |found: &Found| found.is_bare && found.has_id_or_token();
        let is_whole = |line: &str| words::read(line).is_whole();
        self.has_row
            && text.trim().contains('\n')
            && !text.lines().any(is_whole)
            && words::read_all(text).iter().any(is_bare)
    }

    /// Returns the instances of a text, joined by the order of the values.
    fn in_order(&self, text: &str) -> Vec<Pasted> {
        if self.is_of_rows(text) {
            return apart(text);
        }
        let joined = join(words::read_all(text));
        let is_too_long = joined.len() > ENOUGH;
        let values = joined.into_iter().map(|found| found.values);
        values.filter(|values| is_too_long || !is_name_alone(values)).collect()
    }
}

fn is_name_alone(values: &Pasted) -> bool {
    values.id_instance.is_none() && values.token.is_none() && values.api_url.is_none() && values.unreadable.is_empty()
}

fn is_call(text: &str) -> bool {
    text.to_ascii_lowercase().contains("/wainstance")
}

/// Returns each id and each token of a text as an instance of its own.
fn apart(text: &str) -> Vec<Pasted> {
    words::read_all(text).into_iter().filter(Found::has_id_or_token).map(|found| found.values).collect()
}

/// Returns how many different usual ids and tokens a text has.
fn different(text: &str) -> [usize; 2] {
    let found = words::read_all(text);
    let ids = found.iter().filter_map(|found| found.values.id_instance.as_ref()).filter(|id| id.has_usual_length());
    let tokens = found.iter().filter_map(|found| found.values.token.as_ref()).filter(|token| token.looks_usual());
    let ids: BTreeSet<&str> = ids.map(IdInstance::as_str).collect();
    let tokens: BTreeSet<&str> = tokens.map(|token| token.expose()).collect();
    [ids.len(), tokens.len()]
}

/// Returns the token of each id if all ids and tokens of a text alternate; otherwise nothing.
fn alternating(text: &str) -> BTreeMap<String, String> {
    let found = words::read_all(text);
    let lone: Vec<&Pasted> =
        found.iter().filter(|found| !found.is_call && found.has_id_or_token()).map(|found| &found.values).collect();
    let pair = |pair: &[&Pasted]| {
        let id = pair.iter().find_map(|values| values.id_instance.as_ref())?;
        let token = pair.iter().find_map(|values| values.token.as_ref())?;
        Some((id.as_str().to_owned(), token.expose().to_owned()))
    };
    let is_id = |values: &&Pasted| values.id_instance.is_some();
    let alternate = lone.windows(2).all(|two| is_id(&two[0]) != is_id(&two[1])) && lone.len().is_multiple_of(2);
    let pairs = lone.chunks_exact(2).filter(|_| alternate).map(pair);
    pairs.collect::<Option<_>>().unwrap_or_default()
}

fn contradicts(list: &[Pasted], tokens: &BTreeMap<String, String>) -> bool {
    list.iter().any(|values| {
        let (Some(id), Some(token)) = (&values.id_instance, &values.token) else { return false };
        tokens.get(id.as_str()).is_some_and(|other| other != token.expose())
    })
}

impl Division {
    fn parts(self, text: &str) -> Vec<Part> {
        match self {
            Division::Sections => sections(text),
            Division::Items => items(text),
            Division::Paragraphs => paragraphs(text),
            Division::Headings => below_headings(text),
            Division::Lines => text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Part { text: line.to_owned(), name: name_of_line(line), ..Part::default() })
                .collect(),
        }
    }

    /// Whether the parts are about different instances: one of them is whole, or each says which instance it is.
    fn tells_apart(self, parts: &[Part]) -> bool {
        let mut of_instance = parts.iter().filter(|part| part.is_of_instance());
        if of_instance.clone().nth(1).is_none() {
            return false;
        }
        let named = of_instance.clone().filter(|part| part.name.is_some()).count();
        let is_named = match self {
            Division::Sections => true,
            Division::Items | Division::Paragraphs => named > 1,
            Division::Headings | Division::Lines => are_named_records(of_instance.clone()),
        };
        is_named || of_instance.clone().any(Part::is_whole) || of_instance.all(|part| part.values.is_whole())
    }
}

/// Whether each part has a name, and a label with a value below or after it. A comment in an env file is no name.
fn are_named_records<'a>(parts: impl Iterator<Item = &'a Part>) -> bool {
    let names = parts.map(|part| {
        let mut lines = part.text.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default().trim();
        let is_comment = (first.starts_with('#') && !first.starts_with("##")) || first.starts_with("//");
        let has_label = |line: &str| {
            line.split_once([':', '=']).is_some_and(|(label, value)| kind(label).is_some() && !value.is_empty())
        };
        part.name.as_deref().filter(|_| !is_comment && lines.next().is_none_or(has_label))
    });
    names.collect::<Option<BTreeSet<_>>>().is_some_and(|names| names.len() > 1)
}

/// Returns the name in a line `Sales: id 7103004512`.
fn name_of_line(line: &str) -> Option<String> {
    let (name, value) = line.split_once(':')?;
    let label = value.split_whitespace().next()?;
    heading(name).filter(|name| kind(name).is_none() && kind(label).is_some())
}

/// Returns the parts of a text that begin with such lines, and the one before the first of them.
fn parts_at<'a>(text: &'a str, mut begins: impl FnMut(&'a str) -> bool) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for line in text.lines() {
        if begins(line) {
            parts.push(Part::default());
        }
        if let Some(last) = parts.last_mut() {
            last.text.push_str(line);
            last.text.push('\n');
        }
    }
    parts.retain(|part| !part.text.trim().is_empty());
    parts
}

fn sections(text: &str) -> Vec<Part> {
    let mut parts = parts_at(text, |line| section(line).is_some());
    for part in &mut parts {
        part.name = part.text.lines().next().and_then(section).filter(|name| !name.starts_with('[')).and_then(heading);
    }
    parts
}

/// Returns the name in the heading of a section.
fn section(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    let is_name = name.contains(char::is_alphabetic) && !name.contains(['"', '\'', ',']) && kind(name).is_none();
    (is_name && words::read(name).is_empty()).then_some(name)
}

/// Returns the items of the first level that has several. The lines between them that are no items are one part.
fn items(text: &str) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut rest = &lines[..];
    loop {
        let (mut parts, mut at) = (Vec::<Part>::new(), 0);
        let mut is_plain = false;
        let is_marked = |line: &str| line.trim_start().starts_with("- ");
        // A list of items of several lines may have items of one line, too.
        let are_long = rest.windows(2).any(|two| is_marked(two[0]) && indent(two[1]) > indent(two[0]));
        while at < rest.len() {
            let below = rest[at + 1..].iter().take_while(|line| indent(line) > indent(rest[at])).count();
            let head = rest[at].trim_start();
            let is_item = (below > 0 && head.ends_with(':')) || (are_long && is_marked(head));
            let lines = if is_item { &rest[at..=at + below] } else { &rest[at..=at] };
            if is_item || !is_plain {
                parts.push(Part { name: is_item.then(|| item_name(head)).flatten(), ..Part::default() });
            }
            if let Some(part) = parts.last_mut() {
                // The mark of an item is no part of its first line.
                part.text.push_str(&lines[0].replacen("- ", "  ", usize::from(is_item && is_marked(head))));
                lines[1..].iter().for_each(|line| part.text.extend(["\n", line]));
                part.text.push('\n');
            }
            is_plain = !is_item;
            at += lines.len();
        }
        let is_nested = parts.len() == 1 && !is_plain && rest[0].trim_end().ends_with(':');
        if !is_nested {
            return parts;
        }
        rest = &rest[1..];
    }
}

/// Returns the name of an item `moscow:`.
fn item_name(head: &str) -> Option<String> {
    let name = head.trim_start_matches("- ").trim_end().strip_suffix(':')?;
    heading(name).filter(|_| kind(name).is_none() && words::read(name).is_empty())
}

fn paragraphs(text: &str) -> Vec<Part> {
    let mut is_between = false;
    let mut parts = parts_at(text, |line| {
        let begins = is_between && !line.trim().is_empty();
        is_between = line.trim().is_empty();
        begins
    });
    for part in &mut parts {
        part.name = part.text.lines().next().filter(|line| is_heading(line)).and_then(heading);
    }
    parts
}

/// Returns the parts below the headings of a text that begins with one. A heading of several lines is no name.
fn below_headings(text: &str) -> Vec<Part> {
    let begins = |line: &str| is_heading(line) || words::read_name(line).is_some();
    if !text.lines().find(|line| !line.trim().is_empty()).is_some_and(begins) {
        return Vec::new();
    }
    let mut is_above = false;
    let mut parts = parts_at(text, |line| {
        let is_first = begins(line) && !is_above;
        is_above = begins(line);
        is_first
    });
    // Words after the last instance may be about the one above them.
    let has_value = |part: &Part| !words::read(&part.text).is_empty();
    if parts.last().is_some_and(has_value) {
        for part in &mut parts {
            let mut headings =
                part.text.lines().filter(|line| !line.trim().is_empty()).take_while(|line| is_heading(line));
            let only = headings.next().filter(|_| headings.next().is_none());
            part.name = only.and_then(heading);
        }
    }
    parts
}

/// Whether a line has neither a value nor a label.
fn is_heading(line: &str) -> bool {
    let line = line.trim().trim_matches('=');
    let is_labelled = line.trim_end_matches(':').contains([':', '=', '\t']);
    line.chars().any(char::is_alphanumeric)
        && !is_labelled
        && words::read(line).is_empty()
        && kind(line).is_none_or(|kind| kind == KeyKind::Name)
        && !line.ends_with('.')
}

/// Returns the words before the first value of a line.
fn name_before(line: &str, values: &Pasted) -> Option<String> {
    let id = values.id_instance.as_ref().map(IdInstance::as_str);
    let token = values.token.as_ref().map(|token| token.expose());
    let host = values.api_url.as_ref().map(ApiUrl::host);
    let first = [id, token, host].into_iter().flatten().filter_map(|value| line.find(value)).min()?;
    let before = line.get(..first)?.trim_end_matches("https://").trim_end_matches("http://");
    let cell = before.split([';', '\t', '|']).find(|cell| cell.chars().any(char::is_alphanumeric))?;
    heading(without_label(cell))
}

/// Returns the words before the label at the end, as in `Sales, idInstance:`.
fn without_label(text: &str) -> &str {
    let text = text.trim_end();
    for words in 0..3 {
        let space = text.char_indices().rev().filter(|(_, character)| character.is_whitespace()).nth(words);
        let (before, label) = text.split_at(space.map_or(0, |(at, _)| at));
        if kind(label).is_some() {
            return before.trim_end().strip_suffix(" API").unwrap_or(before);
        }
    }
    text
}

/// Returns a text as a name: without the number of a list before it, and without what ends it.
fn heading(text: &str) -> Option<String> {
    let text = text.trim();
    let after = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let text = after.strip_prefix([')', '.']).filter(|_| after.len() < text.len()).unwrap_or(text);
    let is_edge = |character: char| character.is_whitespace() || "\"'`,;:|-–—*#•(<[{=".contains(character);
    let text = text.trim_matches(is_edge);
    let is_name = text.len() <= MAX_HEADING && text.chars().any(char::is_alphabetic);
    is_name.then(|| text.to_owned())
}
