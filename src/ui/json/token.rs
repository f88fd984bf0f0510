//! The tokens of JSON text, read one after another from any position in it.
//!
//! `serde_json::Value` would lose what a reader needs to see: how a number was written, duplicate members, and where an
//! answer breaks off.

use std::ops::Range;

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Text in quotes, including a member's name.
    String,
    Number,
    /// `true`, `false` or `null`.
    Literal,
    /// One of `{ } [ ] : ,`
    Punctuation(u8),
}

/// A token and its range in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub range: Range<usize>,
}

/// The result of reading a token at a position in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Token(Token),
    End,
    /// No token of JSON begins here.
    Nothing,
}

/// Returns the token at or after `at`. A token that the end of the text cuts short counts as one.
pub fn next_token(text: &str, at: usize) -> Next {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    let Some(blank) = blank else {
        return Next::End;
    };
    let (start, rest) = (at + blank, &rest[blank..]);
    let Some((kind, length)) = token_of(rest) else {
        return Next::Nothing;
    };
    Next::Token(Token { kind, range: start..start + length })
}

/// Returns the kind and length of the token that `rest` begins with.
fn token_of(rest: &[u8]) -> Option<(TokenKind, usize)> {
    let first = *rest.first()?;
    match first {
        b'{' | b'}' | b'[' | b']' | b':' | b',' => Some((TokenKind::Punctuation(first), 1)),
        b'"' => Some((TokenKind::String, string_length(rest))),
        b'-' | b'0'..=b'9' => {
            let of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
            Some((TokenKind::Number, run(rest, of_number)))
        }
        _ => {
            let length = run(rest, u8::is_ascii_lowercase);
            let word = &rest[..length];
            let cut_short = length == rest.len() && length > 0;
            [&b"true"[..], b"false", b"null"]
                .iter()
                .any(|literal| *literal == word || (cut_short && literal.starts_with(word)))
                .then_some((TokenKind::Literal, length))
        }
    }
}

fn run(rest: &[u8], belongs: impl Fn(&u8) -> bool) -> usize {
    rest.iter().position(|byte| !belongs(byte)).unwrap_or(rest.len())
}

/// Returns the length of the string that `rest` begins with, both quotes included.
fn string_length(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (index, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Next::Token(token) = next_token(text, at) {
            at = token.range.end;
            found.push((token.kind, &text[token.range]));
        }
        found
    }

    #[test]
    fn tokens_keep_their_text() {
        use TokenKind::*;
        assert_eq!(
            kinds(r#" {"a\"":-1.0e+5 , "б":[true]}"#),
            [
                (Punctuation(b'{'), "{"),
                (String, r#""a\"""#),
                (Punctuation(b':'), ":"),
                (Number, "-1.0e+5"),
                (Punctuation(b','), ","),
                (String, "\"б\""),
                (Punctuation(b':'), ":"),
                (Punctuation(b'['), "["),
                (Literal, "true"),
                (Punctuation(b']'), "]"),
                (Punctuation(b'}'), "}"),
            ]
        );
    }

    #[test]
    fn what_the_end_cuts_short_is_still_a_token() {
        assert_eq!(kinds("\"abc\\"), [(TokenKind::String, "\"abc\\")]);
        assert_eq!(kinds("fal"), [(TokenKind::Literal, "fal")]);
    }

    #[test]
    fn other_words_are_no_tokens() {
        for text in ["nul,", "truely", "Bad Request", "<html>", "\u{feff}", "é"] {
            assert_eq!(next_token(text, 0), Next::Nothing, "{text}");
        }
        assert_eq!(next_token("  ", 7), Next::End);
    }
}
