//! The names used for the values.

/// The kind of value that a name announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    IdInstance,
    Token,
    /// An address that the name says to be the API's.
    ApiUrl,
    /// An address of something: Host, URL, Ссылка.
    Host,
    Name,
    /// A value that looks like one of ours but belongs to something else: mediaUrl, webhookUrlToken, partnerToken.
    Foreign,
}

/// Names reduced to letters and digits, in lower case.
const ID_INSTANCE: &[&str] = &[
    "id",
    "instance",
    "idinstance",
    "instanceid",
    "wainstance",
    "instancenumber",
    "ид",
    "айди",
    "инстанс",
    "idинстанс",
    "idинстанса",
    "идинстанса",
    "айдиинстанса",
    "номеринстанса",
    "инстансid",
    "идентификатор",
    "идентификаторинстанса",
];
const TOKEN: &[&str] = &[
    "apikey",
    "instancekey",
    "токен",
    "apiтокен",
    "апитокен",
    "токенapi",
    "токенинстанса",
    "apiтокенинстанса",
    "ключ",
    "ключapi",
    "apiключ",
];
const HOST: &[&str] = &[
    "server",
    "endpoint",
    "адрес",
    "адресapi",
    "apiадрес",
    "адрессервера",
    "хост",
    "сервер",
    "ссылка",
    "ссылкаapi",
    "урл",
    "urlадрес",
    "urlапи",
];
const OF_OTHERS: &[&str] = &[
    "инн",
    "иннкпп",
    "кпп",
    "огрн",
    "огрнип",
    "снилс",
    "бик",
    "inn",
    "тел",
    "моб",
    "tel",
    "договор",
    "договора",
    "заказ",
    "заказа",
    "счет",
    "счёт",
    "факс",
    "anydesk",
    "anydeskid",
];
const NAME: &[&str] = &["name", "instancename", "nameinstance", "имя", "имяинстанса", "название", "названиеинстанса"];

/// Endings that identify the value regardless of the text before them, as in `GREEN_API_ID_INSTANCE`.
const ENDINGS: &[(&str, KeyKind)] = &[
    ("idinstance", KeyKind::IdInstance),
    ("instanceid", KeyKind::IdInstance),
    ("tokeninstance", KeyKind::Token),
    ("token", KeyKind::Token),
    ("токен", KeyKind::Token),
    ("url", KeyKind::Host),
    ("host", KeyKind::Host),
    ("инстанс", KeyKind::IdInstance),
    ("phone", KeyKind::Foreign),
    ("телефон", KeyKind::Foreign),
    ("телефона", KeyKind::Foreign),
    ("chatid", KeyKind::Foreign),
    ("clientid", KeyKind::Foreign),
    ("userid", KeyKind::Foreign),
];

/// Parts of a name that make an address one of the API.
const OF_API: &[&str] = &["api", "апи", "green"];

/// Parts of a name that mark its value as foreign.
const FOREIGN: &[&str] =
    &["media", "webhook", "partner", "proxy", "console", "site", "сайт", "медиа", "вебхук", "партн"];

/// Returns the kind of value that this name announces, in any spelling: `idInstance`, `ID_INSTANCE`, `id instance`.
pub(super) fn kind(name: &str) -> Option<KeyKind> {
    // No name is longer than this, and a token is not even examined.
    if name.len() > 80 || name.contains("//") {
        return None;
    }
    let reduced = &*reduced(name);
    // `GREEN_API_ID` is what `ID` is.
    let of_service = reduced.strip_prefix("greenapi").or_else(|| reduced.strip_prefix("green"));
    let name = of_service.unwrap_or(reduced);
    let listed = [
        (ID_INSTANCE, KeyKind::IdInstance),
        (TOKEN, KeyKind::Token),
        (HOST, KeyKind::Host),
        (NAME, KeyKind::Name),
        (OF_OTHERS, KeyKind::Foreign),
    ];
    let kind = listed
        .into_iter()
        .find(|(names, _)| names.contains(&name))
        .or_else(|| {
            let ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
            ending.map(|(_, kind)| (&[][..], *kind))
        })
        .map(|(_, kind)| kind)?;
    if FOREIGN.iter().any(|part| name.contains(part)) {
        return Some(KeyKind::Foreign);
    }
    if kind == KeyKind::Host && OF_API.iter().any(|part| reduced.contains(part)) {
        return Some(KeyKind::ApiUrl);
    }
    Some(kind)
}

fn reduced(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name is that of an instance, not only of its id.
pub(super) fn is_instance(name: &str) -> bool {
    let name = reduced(name);
    name == "instance" || name.ends_with("инстанс")
}

/// Like [`kind`], for a name that may be numbered, as `ID_INSTANCE_2` is. Returns the number too, which is empty for
/// most names.
pub(super) fn numbered_kind(name: &str) -> Option<(KeyKind, &str)> {
    const MAX_DIGITS: usize = 3;
    let front = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let number = name.get(front.len()..).filter(|number| number.len() <= MAX_DIGITS).unwrap_or_default();
    kind(name).map(|kind| (kind, "")).or_else(|| {
        let kind = kind(front).filter(|_| !number.is_empty())?;
        Some((kind, number))
    })
}

/// Returns the kind of value that some words of a name announce, as in `ID_INSTANCE_MSK` and `WA_ID`. Only the value can
/// show that it is one.
pub(super) fn kind_of_words(name: &str) -> Option<KeyKind> {
    let name = parted(name);
    let mut words = name.split(|character: char| !character.is_alphanumeric());
    let fronts = name.char_indices().rev().filter(|(_, character)| !character.is_alphanumeric());
    let of_front = fronts.filter_map(|(at, _)| name.get(..at)).find_map(kind);
    of_front.or_else(|| words.any(|word| word.eq_ignore_ascii_case("id")).then_some(KeyKind::IdInstance))
}

/// Returns the words of a label that name the instance: `kazan` of `KAZAN_API_TOKEN`, `kazan.apiToken` or
/// `kazanApiToken`; empty if there are none, as in `GREEN_API_TOKEN`.
pub(super) fn owner(label: &str) -> String {
    if [ID_INSTANCE, TOKEN, HOST, NAME].iter().any(|names| names.contains(&&*reduced(label))) {
        return String::new();
    }
    let is_owner = |word: &&str| word.contains(char::is_alphabetic) && !is_of_service(word);
    let parted = parted(label);
    let words = parted.split(|character: char| !character.is_alphanumeric()).filter(is_owner);
    words.collect::<Vec<_>>().join("_").to_lowercase()
}

/// Returns a label with its words separated, as `kazan_Api_Token`.
fn parted(label: &str) -> String {
    let mut parted = String::with_capacity(label.len());
    for character in label.chars() {
        if character.is_uppercase() && parted.ends_with(char::is_lowercase) {
            parted.push('_');
        }
        parted.push(character);
    }
    parted
}

/// Whether a word is no name of an instance: a label, or the service's.
pub(super) fn is_of_service(word: &str) -> bool {
    const OF_SERVICE: [&str; 5] = ["green", "greenapi", "api", "key", "export"];
    kind(word).is_some() || OF_SERVICE.contains(&word.to_lowercase().as_str())
}
