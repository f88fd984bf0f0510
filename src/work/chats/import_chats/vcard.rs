//! vCards, in which phones and mail programs export contacts (rfc-editor.org/rfc/rfc6350).

/// Returns the telephone numbers of a vCard, each on its own line, which has the number that it has in the file. `None`
/// if the text is no vCard.
pub(super) fn numbers(text: &str) -> Option<String> {
    const BEGIN: &str = "BEGIN:VCARD";
    let is_card = text.trim_start().get(..BEGIN.len()).is_some_and(|front| front.eq_ignore_ascii_case(BEGIN));
    is_card.then(|| {
        let numbers: Vec<_> = unfolded(text).iter().map(|line| number(line).unwrap_or_default()).collect();
        numbers.join("\n")
    })
}

/// Returns the lines, each with those that continue it; these are empty. A line is continued by one that begins with a
/// space (RFC 6350, 3.2), and in vCard 2.1 after a `=` at its end.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = 0;
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        let rest = match lines.get_mut(last) {
            Some(before) if before.ends_with('=') && is_quoted_printable(before) => {
                before.pop();
                Some(line)
            }
            Some(_) => line.strip_prefix([' ', '\t']),
            None => None,
        };
        match rest {
            Some(rest) => {
                lines[last].push_str(rest);
                lines.push(String::new());
            }
            None => {
                last = lines.len();
                lines.push(line.to_owned());
            }
        }
    }
    lines
}

fn is_quoted_printable(line: &str) -> bool {
    line.split(':').next().is_some_and(|property| property.to_ascii_uppercase().contains("QUOTED-PRINTABLE"))
}

/// Returns the value of `TEL;TYPE=CELL:+79123456789` or `item1.TEL:…`.
fn number(line: &str) -> Option<String> {
    let mut quoted = false;
    let colon = line.find(|character| {
        quoted ^= character == '"';
        character == ':' && !quoted
    })?;
    let property = line.get(..colon)?.split(';').next()?;
    let name = property.rsplit('.').next()?;
    name.eq_ignore_ascii_case("TEL").then(|| {
        let value = line[colon + 1..].trim();
        if is_quoted_printable(line) { decoded(value) } else { value.to_owned() }
    })
}

/// Decodes quoted-printable, which vCard 2.1 allows in every value (rfc-editor.org/rfc/rfc2045, 6.7): `=2B7` is `+7`.
fn decoded(value: &str) -> String {
    let mut parts = value.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(&part.as_bytes()[2..]);
            }
            None => bytes.extend([b"=", part.as_bytes()].concat()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
