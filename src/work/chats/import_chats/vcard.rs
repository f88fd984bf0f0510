//! vCards, in which phones and mail programs export contacts (rfc-editor.org/rfc/rfc6350).

/// Returns the telephone numbers of a vCard, each on its own line, which has the number that it has in the file. `None`
/// if the text is no vCard.
pub(super) fn numbers(text: &str) -> Option<String> {
    const BEGIN: &str = "BEGIN:VCARD";
    let is_card = text.trim_start().get(..BEGIN.len()).is_some_and(|front| front.eq_ignore_ascii_case(BEGIN));
    is_card.then(|| text.lines().map(|line| number(line).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
}

/// Returns the value of `TEL;TYPE=CELL:+79123456789` or `item1.TEL:…`.
fn number(line: &str) -> Option<&str> {
    let mut quoted = false;
    let colon = line.find(|character| {
        quoted ^= character == '"';
        character == ':' && !quoted
    })?;
    let property = line.get(..colon)?.split(';').next()?;
    let name = property.rsplit('.').next()?;
    name.eq_ignore_ascii_case("TEL").then(|| line[colon + 1..].trim())
}
