//! A body, parsed once and cut into lines: pretty lines if it is JSON, its own lines in any case.

use std::sync::atomic::{AtomicU64, Ordering};

use super::read::{Outline, outline};
use super::token::{Next, Token, TokenKind, next_token};

/// A body that is ready to be shown. It is parsed once, in linear time, and off the drawing thread if it is large.
#[derive(Debug)]
pub struct JsonDocument {
    id: u64,
    pub(super) text: Box<str>,
    /// The pretty lines; empty if the body is not JSON.
    pub(super) lines: Vec<Line>,
    cut_short: bool,
}

/// One pretty line. It ends where the next begins, so its tokens are read from the text when it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Position of its first token in the text, in bytes.
    pub start: u32,
    /// Number of objects and arrays around it.
    pub depth: u32,
    /// Index in its array; [`Line::NO_INDEX`] for everything else.
    pub index: u32,
    /// The line that closes the object or array that this line opens; the line itself if it opens none, or an empty
    /// one. One past the last line if the body breaks off before.
    pub closes_at: u32,
    /// Number of items or members in the object or array that it opens.
    pub count: u32,
    /// Whether the line begins folded: items of long arrays do, so that each is shown in one line.
    pub begins_folded: bool,
}

impl Line {
    pub const NO_INDEX: u32 = u32::MAX;
}

impl JsonDocument {
    /// Parses a body. A body that is not JSON stays plain text; JSON that breaks off is shown up to that point.
    pub fn parse(body: &str) -> Self {
        static LAST_ID: AtomicU64 = AtomicU64::new(0);
        // Positions are kept in 32 bits; no body comes near that size.
        let text = &body[..body.floor_char_boundary(u32::MAX as usize)];
        let Outline { lines, cut_short } = outline(text);
        Self { id: LAST_ID.fetch_add(1, Ordering::Relaxed), text: text.into(), lines, cut_short }
    }

    /// Returns an id that is different for every document of this session.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Returns the body as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the body is JSON, whole or cut short.
    pub fn is_json(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Whether the body is JSON that breaks off before its end.
    pub fn is_cut_short(&self) -> bool {
        self.cut_short
    }

    /// Whether there is anything to fold.
    pub(super) fn folds(&self) -> bool {
        self.lines.first().is_some_and(|line| line.closes_at > 0)
    }

    /// Whether the body has no visible content.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns the number of lines when nothing is folded.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Returns the source of the value on `line`, for copying: the whole of an object or array; the value of a member.
    pub fn value_source(&self, line: usize) -> &str {
        let Some(found) = self.lines.get(line) else {
            return "";
        };
        let first = self.value_token(line);
        let start = first.as_ref().map_or(found.start as usize, |t| t.range.start);
        let closing = found.closes_at as usize;
        let end = if closing == line {
            let opens = first.as_ref().is_some_and(Token::opens);
            let last = match &first {
                Some(token) if opens => match next_token(&self.text, token.range.end) {
                    Next::Token(close) => Some(close),
                    Next::End | Next::Nothing => first,
                },
                _ => first,
            };
            last.map_or(self.text.len(), |token| token.range.end)
        } else {
            // A closing line begins with its bracket.
            self.lines.get(closing).map_or(self.text.len(), |line| line.start as usize + 1)
        };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns the first token of the value on `line`, after a member's name.
    fn value_token(&self, line: usize) -> Option<Token> {
        let end = self.line_end(line);
        let at = |place: usize| match next_token(&self.text[..end], place) {
            Next::Token(token) => Some(token),
            Next::End | Next::Nothing => None,
        };
        let first = at(self.lines.get(line)?.start as usize)?;
        match at(first.range.end) {
            Some(colon) if colon.kind == TokenKind::Punctuation(b':') => at(colon.range.end),
            _ => Some(first),
        }
    }

    /// Returns where the source of `line` ends, in bytes.
    pub(super) fn line_end(&self, line: usize) -> usize {
        self.lines.get(line + 1).map_or(self.text.len(), |next| next.start as usize)
    }

    /// Returns the pretty line that contains the byte `at` of the text.
    pub(super) fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start as usize <= at).saturating_sub(1)
    }
}

impl Token {
    pub(super) fn opens(&self) -> bool {
        matches!(self.kind, TokenKind::Punctuation(b'{' | b'['))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_a_value_is_what_is_copied() {
        let document = JsonDocument::parse(r#"{"a": {"b": 1.0}, "c":[ ], "d" : "x"}"#);
        let sources: Vec<&str> = (0..document.line_count()).map(|line| document.value_source(line)).collect();
        assert_eq!(
            sources,
            [r#"{"a": {"b": 1.0}, "c":[ ], "d" : "x"}"#, r#"{"b": 1.0}"#, "1.0", "}", "[ ]", r#""x""#, "}",]
        );
        assert_eq!(document.value_source(99), "");
    }

    #[test]
    fn a_broken_off_value_is_copied_as_far_as_it_goes() {
        let document = JsonDocument::parse(r#"{"a": [1, "x"#);
        assert!(document.is_json() && document.is_cut_short());
        assert_eq!(document.value_source(1), r#"[1, "x"#);
        assert_eq!(document.value_source(3), r#""x"#);
    }
}
