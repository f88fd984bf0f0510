//! Masks in a snapshot whatever differs between two runs: times, durations, ports, folders, the program's version.

/// Forms of a moment, longest first; `0` is any digit.
const MOMENTS: [&str; 5] = ["0000-00-00 00:00:00", "00.00.0000 00:00:00", "00.00.0000,~00:00", "00:00:00", "00:00"];

const UNITS: [&str; 10] = ["ms", "s", "min", "h", "d", "мс", "с", "мин", "ч", "дн."];

const HOST: &str = "127.0.0.1:";

/// Precedes the id that the server has given a message.
const ID: &str = "idMessage ";

/// Replaces what differs between runs by placeholders, and no-break spaces by `~`.
pub fn masked(words: &str, home: &str) -> String {
    let version = concat!("Instance Desk ", env!("CARGO_PKG_VERSION"));
    let words = words.replace("\\u{a0}", "~").replace(home, "<home>").replace(version, "Instance Desk <version>");
    let (mut masked, mut rest) = (String::new(), words.as_str());
    while let Some(next) = rest.chars().next() {
        let begins = !masked.ends_with(|before: char| before.is_alphanumeric());
        let (mask, length) =
            begins.then(|| mask_at(rest)).flatten().unwrap_or((&rest[..next.len_utf8()], next.len_utf8()));
        masked.push_str(mask);
        rest = &rest[length..];
    }
    masked
}

/// Returns the placeholder for the beginning of a text and the length of what it replaces.
fn mask_at(text: &str) -> Option<(&'static str, usize)> {
    let moment = || Some(("<time>", day_and_time(text)?));
    let port = || Some(("127.0.0.1:<port>", HOST.len() + digits(text.strip_prefix(HOST)?)));
    let today = || Some(("<today>", dated_today(text)?));
    let id = || Some(("idMessage <id>", ID.len() + text.strip_prefix(ID)?.find(|c: char| !c.is_alphanumeric())?));
    moment().or_else(today).or_else(port).or_else(id).or_else(|| Some(("<duration>", duration(text)?)))
}

/// Returns the length of a moment such as `21.11.2026,~09:52`, `21~Nov~2026,~09:52` or `21~Nov~at~09:53`.
fn day_and_time(text: &str) -> Option<usize> {
    let moment = |text: &str| MOMENTS.iter().find(|form| is_like(text, form)).map(|form| form.len());
    moment(text).or_else(|| {
        let (day, separator) =
            (digits(text), ["~at~", "~в~", ",~"].into_iter().find(|separator| text.contains(separator))?);
        let (before, after) = text.split_once(separator)?;
        let month = before.get(day..)?.strip_prefix([' ', '~'])?;
        let month =
            month.split_once('~').filter(|(_, year)| digits(year) == year.len()).map_or(month, |(month, _)| month);
        let is_day = matches!(day, 1 | 2) && month.chars().all(char::is_alphabetic);
        is_day.then_some(before.len() + separator.len() + moment(after)?)
    })
}

/// Returns the length of `Today,~29~Nov`.
fn dated_today(text: &str) -> Option<usize> {
    let before = ["Today,~", "Сегодня,~"].into_iter().find(|before| text.starts_with(before))?.len();
    let (day, month) = text[before..].split_once('~')?;
    let month: usize = month.chars().take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
    (digits(day) == day.len()).then_some(before + day.len() + 1 + month)
}

fn is_like(text: &str, form: &str) -> bool {
    let fits = |(byte, form): (u8, u8)| if form == b'0' { byte.is_ascii_digit() } else { byte == form };
    text.len() >= form.len() && text.bytes().zip(form.bytes()).all(fits) && digits(&text[form.len()..]) == 0
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Returns the length of a duration such as `1.5~s`.
fn duration(text: &str) -> Option<usize> {
    let (number, rest) = text.split_once('~')?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let unit = UNITS
        .iter()
        .find(|unit| rest.strip_prefix(**unit).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())))?;
    is_number.then_some(number.len() + 1 + unit.len())
}

#[test]
fn what_differs_between_runs_is_masked_and_nothing_else() {
    for (words, expected) in [
        ("GET · 1.2\\u{a0}s · 09:52:07", "GET · <duration> · <time>"),
        ("2\\u{a0}ч 5\\u{a0}мин, 0,5\\u{a0}с", "<duration> <duration>, <duration>"),
        ("21.11.2026,\\u{a0}09:52, 2026-11-21 09:52:11.", "<time>, <time>."),
        ("on 28\\u{a0}Nov\\u{a0}at\\u{a0}09:52, 1\\u{a0}мая\\u{a0}в\\u{a0}09:52", "on <time>, <time>"),
        ("21\\u{a0}Nov\\u{a0}2026,\\u{a0}09:52 · 1.2\\u{a0}s", "<time> · <duration>"),
        ("\"Today,\\u{a0}29\\u{a0}Nov\", Сегодня,\\u{a0}1\\u{a0}мая", "\"<today>\", <today>"),
        ("http://127.0.0.1:40123/waInstance7103004512", "http://127.0.0.1:<port>/waInstance7103004512"),
        ("\"Queued, idMessage 3EB0615388F64C130003\"", "\"Queued, idMessage <id>\""),
        ("/tmp/x/data, 12\\u{a0}сообщений", "<home>/data, 12~сообщений"),
        ("+7\\u{a0}912\\u{a0}345-67-89 · 3:1 · 100:000", "+7~912~345-67-89 · 3:1 · 100:000"),
        (concat!("Instance Desk ", env!("CARGO_PKG_VERSION")), "Instance Desk <version>"),
    ] {
        assert_eq!(masked(words, "/tmp/x"), expected);
    }
}
