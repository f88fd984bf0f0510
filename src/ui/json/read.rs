//! Turns text into the outline of its pretty lines, in one pass, at any depth.

use super::document::Line;
use super::token::{Next, Token, TokenKind, next_token};

/// Items of an array with more items than this begin folded.
const LONG_ARRAY: u32 = 10;

/// A body with more lines is shown as plain text: its tree would take more memory than it is worth. No answer that
/// lists messages comes near this within the size limit of bodies.
const MAX_LINES: usize = 4_000_000;

/// The pretty lines of a text; none if it is not JSON.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub lines: Vec<Line>,
    pub cut_short: bool,
}

/// Parses `text`. A single wrong token means that it is not JSON; an early end only cuts it short.
pub(super) fn outline(text: &str) -> Outline {
    let mut reader = Reader::default();
    // A byte order mark is not part of JSON, yet some servers send one.
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    loop {
        match next_token(text, at) {
            Next::Token(token) => {
                at = token.range.end;
                if !reader.take(&token) || reader.lines.len() > MAX_LINES {
                    return Outline::default();
                }
            }
            Next::End => break reader.finish(),
            Next::Nothing => return Outline::default(),
        }
    }
}

/// The kind of token allowed next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Expect {
    #[default]
    Value,
    /// After `[`.
    ValueOrEnd,
    Name,
    /// After `{`.
    NameOrEnd,
    Colon,
    CommaOrEnd,
    /// After the outermost value.
    End,
}

/// An object or array that is not closed yet.
#[derive(Debug)]
struct Open {
    line: u32,
    is_array: bool,
    count: u32,
}

#[derive(Debug, Default)]
struct Reader {
    lines: Vec<Line>,
    open: Vec<Open>,
    expect: Expect,
    /// Whether the next value is on the line of its name.
    after_name: bool,
}

impl Reader {
    /// Handles the next token. Returns whether it is allowed here.
    fn take(&mut self, token: &Token) -> bool {
        match (self.expect, token.kind) {
            (Expect::ValueOrEnd, TokenKind::Punctuation(b']'))
            | (Expect::NameOrEnd, TokenKind::Punctuation(b'}'))
            | (Expect::CommaOrEnd, TokenKind::Punctuation(b']' | b'}')) => self.close(token),
            (Expect::Value | Expect::ValueOrEnd, kind) => self.value(token, kind),
            (Expect::Name | Expect::NameOrEnd, TokenKind::String) => {
                self.new_line(token);
                self.count_one();
                self.expect = Expect::Colon;
                true
            }
            (Expect::Colon, TokenKind::Punctuation(b':')) => {
                self.after_name = true;
                self.expect = Expect::Value;
                true
            }
            (Expect::CommaOrEnd, TokenKind::Punctuation(b',')) => {
                let in_array = self.open.last().is_some_and(|open| open.is_array);
                self.expect = if in_array { Expect::Value } else { Expect::Name };
                true
            }
            _ => false,
        }
    }

    fn value(&mut self, token: &Token, kind: TokenKind) -> bool {
        if matches!(kind, TokenKind::Punctuation(byte) if !matches!(byte, b'{' | b'[')) {
            return false;
        }
        if !std::mem::take(&mut self.after_name) {
            self.new_line(token);
            self.count_one();
        }
        if let TokenKind::Punctuation(bracket) = kind {
            let is_array = bracket == b'[';
            self.open.push(Open { line: self.last_line(), is_array, count: 0 });
            self.expect = if is_array { Expect::ValueOrEnd } else { Expect::NameOrEnd };
        } else {
            self.after_value();
        }
        true
    }

    fn close(&mut self, token: &Token) -> bool {
        let Some(open) = self.open.pop() else {
            return false;
        };
        if open.is_array != (token.kind == TokenKind::Punctuation(b']')) {
            return false;
        }
        if open.count > 0 {
            self.new_line(token);
            self.settle(&open, self.last_line());
        }
        self.after_value();
        true
    }

    fn after_value(&mut self) {
        self.expect = if self.open.is_empty() { Expect::End } else { Expect::CommaOrEnd };
    }

    fn count_one(&mut self) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        if parent.is_array
            && let Some(line) = self.lines.last_mut()
        {
            line.index = parent.count;
        }
        parent.count += 1;
    }

    fn new_line(&mut self, token: &Token) {
        let line = self.lines.len() as u32;
        self.lines.push(Line {
            start: token.range.start as u32,
            depth: self.open.len() as u32,
            index: Line::NO_INDEX,
            closes_at: line,
            count: 0,
            begins_folded: false,
        });
    }

    fn last_line(&self) -> u32 {
        (self.lines.len() as u32).saturating_sub(1)
    }

    /// Records on the opening line where it is closed, and folds the items of a long array. Visits each item once.
    fn settle(&mut self, open: &Open, closes_at: u32) {
        if let Some(line) = self.lines.get_mut(open.line as usize) {
            line.closes_at = closes_at;
            line.count = open.count;
        }
        if !open.is_array || open.count <= LONG_ARRAY {
            return;
        }
        let mut item = open.line as usize + 1;
        while item < closes_at as usize {
            let Some(line) = self.lines.get_mut(item) else {
                break;
            };
            line.begins_folded = line.closes_at as usize > item;
            item = line.closes_at as usize + 1;
        }
    }

    fn finish(mut self) -> Outline {
        let cut_short = self.expect != Expect::End;
        // Text with nothing but blanks is not JSON.
        if self.lines.is_empty() {
            return Outline::default();
        }
        let end = self.lines.len() as u32;
        while let Some(open) = self.open.pop() {
            if open.count > 0 {
                self.settle(&open, end);
            }
        }
        Outline { lines: self.lines, cut_short }
    }
}
