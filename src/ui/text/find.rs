//! Case-insensitive search for words in a text.

use std::ops::Range;

use eframe::egui::Ui;

/// The step from one match to another. The first follows the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchStep {
    Next,
    Previous,
}

impl SearchStep {
    /// Returns the step that Enter takes: the next match, with Shift the previous one.
    pub fn of_enter(ui: &Ui) -> Self {
        if ui.input(|input| input.modifiers.shift) { Self::Previous } else { Self::Next }
    }

    /// Returns the index of the match after this step; there are `count`, at least one.
    pub fn from(self, current: usize, count: usize) -> usize {
        let forwards = match self {
            Self::Next => 1,
            Self::Previous => count - 1,
        };
        (current + forwards) % count
    }
}

/// Returns the byte ranges of the first `most` occurrences of `query` in `text`, ignoring case. A no-break space equals a
/// space.
pub fn find(text: &str, query: &str, most: usize) -> Vec<Range<usize>> {
    let query: Vec<char> = query.chars().map(lower).collect();
    let Some(&first) = query.first() else {
        return Vec::new();
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut past = 0;
    for (at, character) in text.char_indices() {
        if at < past || lower(character) != first {
            continue;
        }
        if let Some(length) = length_at(&text[at..], &query) {
            past = at + length;
            found.push(at..past);
            if found.len() == most {
                break;
            }
        }
    }
    found
}

/// Returns the number of bytes of `text` that the query covers, if the text begins with it.
fn length_at(text: &str, query: &[char]) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in query {
        if lower(rest.next()?) != *wanted {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn lower(character: char) -> char {
    match character {
        '\u{a0}' => ' ',
        _ if character.is_ascii() => character.to_ascii_lowercase(),
        // A few letters become two characters; comparing the first of them is enough.
        _ => character.to_lowercase().next().unwrap_or(character),
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_no_break_space_is_found_as_a_space() {
        let text = "До 5\u{a0}минут, затем ещё 5 минут";
        let found: Vec<&str> = find(text, "5 МИНУТ", 9).into_iter().map(|within| &text[within]).collect();
        assert_eq!(found, ["5\u{a0}минут", "5 минут"]);
    }
}
