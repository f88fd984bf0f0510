//! The pieces of a pretty line, with the kind of each, for colouring.

use std::borrow::Cow;
use std::ops::Range;

use super::JsonDocument;
use super::document::Line;
use super::token::{Next, TokenKind, next_token};

/// The kind of a piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Key,
    String,
    Number,
    Literal,
    Punctuation,
    /// Added by the viewer: the index in an array, spaces, `…`
    Added,
    /// Text that is not JSON.
    Plain,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub kind: PieceKind,
    pub text: Cow<'a, str>,
    /// Its byte range in the body; `None` if the viewer added it.
    pub source: Option<Range<usize>>,
}

/// Maximum bytes of a string in the tree; a longer one is cut there, while Raw shows all of it.
const MAX_OF_A_STRING: usize = 4_000;
/// Maximum bytes of a string in the summary of a folded line.
const MAX_IN_SUMMARY: usize = 60;

impl JsonDocument {
    /// Returns the pieces of `line`, with very long strings cut.
    pub(super) fn pieces(&self, line: usize) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        self.index_piece(line, &mut pieces);
        self.token_pieces(line, MAX_OF_A_STRING, &mut pieces);
        pieces
    }

    /// Returns the content of a folded `line` in one line: all of it, or at least `most` characters.
    pub(super) fn summary(&self, line: usize, most: usize) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        self.index_piece(line, &mut pieces);
        self.token_pieces(line, MAX_IN_SUMMARY, &mut pieces);
        let closes_at = self.lines.get(line).map_or(line, |l| l.closes_at as usize);
        let mut length: usize = pieces.iter().map(|piece| piece.text.len()).sum();
        let mut item = line + 1;
        while let Some(found) = self.lines.get(item).filter(|_| item < closes_at) {
            let from = pieces.len();
            pieces.push(added(" "));
            self.token_pieces(item, MAX_IN_SUMMARY, &mut pieces);
            let item_closes_at = found.closes_at as usize;
            if item_closes_at > item {
                pieces.push(added(" … "));
                self.token_pieces(item_closes_at, MAX_IN_SUMMARY, &mut pieces);
            }
            length += pieces[from..].iter().map(|p| p.text.chars().count()).sum::<usize>();
            if length > most {
                return pieces;
            }
            item = item_closes_at + 1;
        }
        pieces.push(added(" "));
        self.token_pieces(closes_at, MAX_IN_SUMMARY, &mut pieces);
        pieces
    }

    /// Adds the index of an object or array in the array around it.
    fn index_piece(&self, line: usize, pieces: &mut Vec<Piece<'_>>) {
        let opens = |line: &&Line| matches!(self.text.as_bytes().get(line.start as usize), Some(b'{' | b'['));
        if let Some(found) = self.lines.get(line).filter(opens)
            && found.index != Line::NO_INDEX
        {
            pieces.push(added(format!("{}: ", found.index)));
        }
    }

    fn token_pieces<'a>(&'a self, line: usize, most: usize, pieces: &mut Vec<Piece<'a>>) {
        let Some(found) = self.lines.get(line) else {
            return;
        };
        let (mut at, end) = (found.start as usize, self.line_end(line));
        // The name, the colon, the value and the comma. A very long string is not read to its end in every frame.
        let first = pieces.len();
        while at < end {
            let rest = &self.text[at..end];
            at += rest.len() - rest.trim_start().len();
            let token_before = |limit: usize| {
                let limit = self.text.floor_char_boundary(limit.min(end));
                match next_token(&self.text[..limit], at) {
                    Next::Token(token) => Some(token),
                    Next::End | Next::Nothing => None,
                }
            };
            let Some(token) = token_before(at + most) else {
                break;
            };
            let is_cut =
                token.kind == TokenKind::String && token_before(at + most + 4).is_some_and(|wider| wider != token);
            let kind = match token.kind {
                TokenKind::String => PieceKind::String,
                TokenKind::Number => PieceKind::Number,
                TokenKind::Literal => PieceKind::Literal,
                TokenKind::Punctuation(_) => PieceKind::Punctuation,
            };
            at = token.range.end;
            let is_colon = token.kind == TokenKind::Punctuation(b':');
            if is_colon && let Some(name) = pieces[first..].last_mut() {
                name.kind = PieceKind::Key;
            }
            pieces.push(Piece {
                kind,
                text: Cow::Borrowed(&self.text[token.range.clone()]),
                source: Some(token.range),
            });
            if is_cut {
                pieces.push(added("…"));
                at = end;
            } else if is_colon {
                pieces.push(added(" "));
            }
        }
    }
}

pub(super) fn added<'a>(text: impl Into<Cow<'a, str>>) -> Piece<'a> {
    Piece { kind: PieceKind::Added, text: text.into(), source: None }
}
