//! Characters that take no place on the screen, and come along when a value is copied from a page, a mail or a table.

/// Whether a character is seen by nobody: soft hyphens, joiners, direction marks, selectors of an emoji's look, the byte
/// order mark.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Returns a character of idInstance, apiUrl or apiTokenInstance as it is read. `None` drops it: it is invisible, a line
/// break, a tab, a no-break space or the like. The plain space stays, to be refused by its name.
pub fn in_credential(character: char) -> Option<char> {
    let dropped = is_invisible(character) || (character.is_whitespace() && character != ' ');
    (!dropped).then_some(character)
}

/// Returns a character of a chatId or a phone number as it is read. Spaces of every kind part digits, so they become
/// plain ones. `None` drops the character: it is invisible.
pub fn in_number(character: char) -> Option<char> {
    match character {
        _ if is_invisible(character) => None,
        _ if character.is_whitespace() => Some(' '),
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_that_nobody_sees() {
        let read = |text: &str, keep: fn(char) -> Option<char>| text.chars().filter_map(keep).collect::<String>();
        let given = "\u{feff}1101\u{a0}82\u{200b}2\u{202f}9\u{2060}4\u{ad}0\u{200e} \t\n";
        assert_eq!(read(given, in_credential), "1101822940 ");
        assert_eq!(read(given, in_number), "1101 822 940   ");
    }
}
