//! Numbers, durations, times and phone numbers in the language of this thread.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Language, language};
use crate::green_api::told;
use crate::tr;

pub use crate::green_api::{chat_for_reading as chat, phone_for_reading as phone};

/// Formats a number: "2,481" in English, "2 481" (with a no-break space) in Russian.
pub fn number(value: impl TryInto<i128>) -> String {
    number_in(value.try_into().unwrap_or(i128::MAX), language())
}

pub(super) fn number_in(value: i128, language: Language) -> String {
    let digits = value.unsigned_abs().to_string();
    let (separator, least) = match language {
        Language::English => (',', 4),
        Language::Russian => ('\u{a0}', 4),
    };
    let mut text = String::new();
    if value < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() >= least && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Formats a percentage: "14%" in English, "14 %" in Russian. A `part` of 1.0 is 100 per cent.
pub fn percent(part: f32) -> String {
    let whole = (part.max(0.0) * 100.0).round() as i64;
    match language() {
        Language::English => format!("{whole}%"),
        Language::Russian => format!("{whole}\u{a0}%"),
    }
}

/// Names a character of a text for a sentence about it: “x”, a space, Cyrillic “а”. A Cyrillic letter is identified as
/// such, since many look like Latin letters. A character that cannot be shown is identified by its code.
pub fn character(character: char) -> String {
    match character {
        ' ' => tr!("character-space"),
        '\u{400}'..='\u{52f}' => tr!("character-cyrillic", character = character.to_string()),
        _ if character.is_control() || character.is_whitespace() => format!("U+{:04X}", u32::from(character)),
        _ => tr!("character", character = character.to_string()),
    }
}

fn unit(english: &'static str, russian: &'static str) -> &'static str {
    match language() {
        Language::English => english,
        Language::Russian => russian,
    }
}

/// Formats a short exact span such as a sending interval: "0.5 s", "15 s", "10 min".
pub fn interval(span: Duration) -> String {
    let ms = span.as_millis();
    if ms >= 60_000 && ms.is_multiple_of(60_000) {
        return format!("{}\u{a0}{}", ms / 60_000, unit("min", "мин"));
    }
    let seconds = if ms.is_multiple_of(1000) {
        (ms / 1000).to_string()
    } else {
        let text = format!("{}.{:03}", ms / 1000, ms % 1000);
        in_notation(text.trim_end_matches('0').to_owned())
    };
    format!("{seconds}\u{a0}{}", unit("s", "с"))
}

/// Formats the duration of a request: "184 ms", "2.1 s".
pub fn duration(span: Duration) -> String {
    if span < Duration::from_secs(1) {
        format!("{}\u{a0}{}", span.as_millis(), unit("ms", "мс"))
    } else if span < Duration::from_secs(10) {
        interval(Duration::from_millis((span.as_millis() as u64 / 100) * 100))
    } else {
        rough_duration(span)
    }
}

/// Formats a rough span for planning: "40 s", "32 min", "2 h 5 min", "3 d 4 h".
pub fn rough_duration(span: Duration) -> String {
    let seconds = span.as_secs();
    let (s, min, h, d) = (unit("s", "с"), unit("min", "мин"), unit("h", "ч"), unit("d", "дн."));
    let pair = |big: u64, big_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{big}\u{a0}{big_unit}")
        } else {
            format!("{big}\u{a0}{big_unit} {small}\u{a0}{small_unit}")
        }
    };
    match seconds {
        0..=89 => format!("{seconds}\u{a0}{s}"),
        90..=5_399 => format!("{}\u{a0}{min}", (seconds + 30) / 60),
        5_400..=86_399 => pair(seconds / 3600, h, seconds % 3600 / 60, min),
        _ => pair(seconds / 86_400, d, seconds % 86_400 / 3600, h),
    }
}

/// Returns a moment as this computer's clock shows it.
pub fn civil(at: Timestamp) -> DateTime {
    told(at).to_zoned(TimeZone::system()).datetime()
}

/// Formats a moment by this computer's clock: "09:52:07".
pub fn clock_time(at: Timestamp) -> String {
    civil(at).strftime("%H:%M:%S").to_string()
}

/// Formats a moment beside the date of another one: "09:52:07" on that date, "21 Nov 2026, 09:52" on any other.
pub fn exact_time(at: Timestamp, beside: Timestamp) -> String {
    if civil(at).date() == civil(beside).date() { clock_time(at) } else { date_time(at) }
}

/// Formats a moment: "09:52" for today, preceded by the date for another day.
pub fn age(at: Timestamp) -> String {
    let zone = TimeZone::system();
    let then = told(at).to_zoned(zone.clone());
    if then.date() == Timestamp::now().to_zoned(zone).date() {
        then.strftime("%H:%M").to_string()
    } else {
        date_time(at)
    }
}

/// Formats a moment: "09:52" for today, "Yesterday 18:40" or "19 Nov 18:40" for another day.
pub fn recent(at: Timestamp) -> String {
    let then = told(at).to_zoned(TimeZone::system());
    let time = then.strftime("%H:%M").to_string();
    if then.date() == Timestamp::now().to_zoned(TimeZone::system()).date() {
        time
    } else {
        format!("{} {time}", day(then.date()))
    }
}

/// Formats a date and time with no-break spaces: "21 Nov 2026, 09:52" in English, "21.11.2026, 09:52" in Russian.
pub fn date_time(at: Timestamp) -> String {
    let zoned = told(at).to_zoned(TimeZone::system());
    let pattern = unit("%-d\u{a0}%b\u{a0}%Y,\u{a0}%H:%M", "%d.%m.%Y,\u{a0}%H:%M");
    zoned.strftime(pattern).to_string()
}

/// Formats a day and time: "21 Nov at 09:53" in English, "21 ноября в 09:53" in Russian.
pub fn day_and_time(at: Timestamp) -> String {
    let zoned = at.to_zoned(TimeZone::system());
    let (day, time) = (day_of_year(zoned.date()), zoned.strftime("%H:%M"));
    match language() {
        Language::English => format!("{day}\u{a0}at\u{a0}{time}"),
        Language::Russian => format!("{day}\u{a0}в\u{a0}{time}"),
    }
}

/// Formats a day: "Today", "Yesterday", "19 Nov", "19 Nov 2025".
pub fn day(date: Date) -> String {
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    match today.duration_since(date).as_hours() / 24 {
        0 => tr!("today"),
        1 => tr!("yesterday"),
        _ if date.year() == today.year() => day_of_year(date),
        _ => format!("{}\u{a0}{}", day_of_year(date), date.year()),
    }
}

/// Formats a day with its date: "Today, 29 Nov", "19 Nov".
pub fn dated_day(date: Date) -> String {
    let (named, plain) = (day(date), day_of_year(date));
    if named.starts_with(&plain) { named } else { format!("{named},\u{a0}{plain}") }
}

/// Formats a day without its year: "21 Nov" in English, "21 ноября" in Russian.
fn day_of_year(date: Date) -> String {
    const RUSSIAN: [&str; 12] = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ];
    match language() {
        Language::English => date.strftime("%-d\u{a0}%b").to_string(),
        Language::Russian => {
            format!("{}\u{a0}{}", date.day(), RUSSIAN[usize::from(date.month().unsigned_abs().clamp(1, 12)) - 1])
        }
    }
}

/// Formats a number of bytes: "812 B", "4.1 MB".
pub fn bytes(count: usize) -> String {
    // The next unit begins where the rounded value would have four digits.
    let (value, name) = match count {
        0..=999 => return format!("{count}\u{a0}{}", unit("B", "Б")),
        1_000..=999_949 => (count as f64 / 1e3, unit("kB", "кБ")),
        _ => (count as f64 / 1e6, unit("MB", "МБ")),
    };
    let value = in_notation(format!("{value:.1}"));
    format!("{value}\u{a0}{name}")
}

/// Formats a number with its fraction: "0.5" in English, "0,5" in Russian.
pub fn decimal(value: f64) -> String {
    in_notation(value.to_string())
}

/// Returns a number with the decimal sign of the language.
fn in_notation(number: String) -> String {
    match language() {
        Language::English => number,
        Language::Russian => number.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::set_language;

    #[test]
    fn spans_read_as_people_say_them() {
        set_language(Language::English);
        assert_eq!(interval(Duration::from_millis(500)), "0.5\u{a0}s");
        assert_eq!(interval(Duration::from_secs(15)), "15\u{a0}s");
        assert_eq!(interval(Duration::from_secs(600)), "10\u{a0}min");
        assert_eq!(interval(Duration::from_millis(1050)), "1.05\u{a0}s");
        assert_eq!(interval(Duration::from_millis(u64::MAX)), "18446744073709551.615\u{a0}s");
        assert_eq!(number(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!(rough_duration(Duration::from_secs(128 * 15)), "32\u{a0}min");
        assert_eq!(rough_duration(Duration::from_secs(7500)), "2\u{a0}h 5\u{a0}min");
        assert_eq!(duration(Duration::from_millis(184)), "184\u{a0}ms");
        assert_eq!(bytes(999), "999\u{a0}B");
        assert_eq!(bytes(999_949), "999.9\u{a0}kB");
        assert_eq!(bytes(999_950), "1.0\u{a0}MB");
        set_language(Language::Russian);
        assert_eq!(interval(Duration::from_millis(500)), "0,5\u{a0}с");
        assert_eq!(number(-1234567), "−1\u{a0}234\u{a0}567");
        assert_eq!(rough_duration(Duration::from_secs(273_600)), "3\u{a0}дн. 4\u{a0}ч");
        assert_eq!(percent(0.14), "14\u{a0}%");
        assert_eq!(percent(1.25), "125\u{a0}%");
    }

    #[test]
    fn a_date_and_its_time_stay_on_one_line() {
        let at = Timestamp::from_second(1_763_718_720).unwrap();
        for language in [Language::English, Language::Russian] {
            set_language(language);
            for text in [date_time(at), day_and_time(at), age(at)] {
                assert!(!text.contains(' ') && text.contains('\u{a0}'), "{text}");
            }
        }
    }

    #[test]
    fn a_date_is_written_as_its_language_does() {
        let at = Timestamp::from_second(1_763_718_720).unwrap();
        set_language(Language::English);
        assert!(date_time(at).starts_with("21\u{a0}Nov\u{a0}2025,\u{a0}"), "{}", date_time(at));
        set_language(Language::Russian);
        assert!(date_time(at).starts_with("21.11.2025,\u{a0}"), "{}", date_time(at));
    }

    #[test]
    fn a_time_of_another_day_has_its_date() {
        set_language(Language::English);
        let at = Timestamp::from_second(1_763_718_720).unwrap();
        let two_days_later = at + jiff::SignedDuration::from_hours(48);
        assert_eq!(exact_time(at, at), clock_time(at));
        assert_eq!(exact_time(at, two_days_later), date_time(at));
    }

    #[test]
    fn phones_are_grouped_where_the_grouping_is_known() {
        assert_eq!(phone("79123456789"), "+7\u{a0}912\u{a0}345-67-89");
        assert_eq!(phone("998901234567"), "+998901234567");
        assert_eq!(phone("not a phone"), "not a phone");
    }
}
