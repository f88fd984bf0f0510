//! Support: an account with an empty queue and a few years of chats.

use super::Language;
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const CHATS: usize = 2481;

const FIRST_NAMES: [&str; 24] = [
    "Анна",
    "Олег",
    "Мария",
    "Дмитрий",
    "Елена",
    "Сергей",
    "Ольга",
    "Артём",
    "Наталья",
    "Павел",
    "Юлия",
    "Тимур",
    "Айгуль",
    "Нурлан",
    "Дилноза",
    "Рустам",
    "Emma",
    "James",
    "Sofia",
    "Daniel",
    "Оксана",
    "Игорь",
    "Алия",
    "Марат",
];
const LAST_NAMES: [&str; 20] = [
    "Иванова",
    "Петров",
    "Кузнецова",
    "Смирнов",
    "Орлова",
    "Лебедев",
    "Ким",
    "Цой",
    "Ахметова",
    "Сулейменов",
    "Каримова",
    "Юсупов",
    "Miller",
    "Novak",
    "Garcia",
    "Шевченко",
    "Мельник",
    "Захарова",
    "Фёдоров",
    "",
];
const GROUPS: [&str; 10] = [
    "Доставка · центр",
    "Склад Север",
    "Магазин на Лесной",
    "Office",
    "Водители",
    "Поставщики",
    "Смена 2",
    "Wholesale clients",
    "ЖК «Радуга», дом 4",
    "Родители 3 «Б»",
];

/// Returns the chats at the top of the list, as an administrator sees them.
fn first() -> Vec<Chat> {
    vec![
        Chat::person("79123456789@c.us", "Ирина Соколова"),
        Chat::group("120363043968066561@g.us", "Склад Юг"),
        Chat::person("79031182004@c.us", "").archived(),
        Chat::person("998901234567@c.us", "Азиз").silent(),
        Chat::person("77012204518@c.us", "Азамат Б."),
        Chat::person("971502204518@c.us", "مطعم الورد"),
        Chat::group("120363043968060007@g.us", "Доставка · ночь"),
        Chat::person("79992047718@c.us", "").silent(),
        Chat::person("380672204518@c.us", "Коваль Пётр"),
        Chat::group("79001234567-1479621234@g.us", "Старая группа магазина"),
        Chat::person("123456789012345@lid", "Виктор"),
        Chat { ephemeral: 604_800, ephemeral_set_at: 1_777_870_423, ..Chat::person("447700900123@c.us", "Emma Reed") },
    ]
}

/// Creates the `number`th of the other chats. Some are archived, a few have never written.
fn other(number: usize) -> Chat {
    let chat = if number % 13 == 5 {
        let name = format!("{} {}", GROUPS[number % GROUPS.len()], number / 130 + 1);
        Chat::group(format!("1203630{:011}", 43_970_000_000 + number * 7919) + "@g.us", name)
    } else {
        let first = FIRST_NAMES[number % FIRST_NAMES.len()];
        let last = LAST_NAMES[number / 7 % LAST_NAMES.len()];
        let name = if number % 9 == 4 { String::new() } else { format!("{first} {last}").trim().to_owned() };
        let area = [79, 79, 79, 77, 99][number % 5];
        let digits = if area == 99 {
            format!("9989{:08}", 10_000_000 + number * 8191)
        } else {
            format!("{area}{:09}", 100_000_000 + number * 288_179)
        };
        Chat::person(digits + "@c.us", name)
    };
    match number % 50 {
        7 | 23 | 41 => chat.archived(),
        11 | 36 => chat.silent(),
        _ => Chat { unread: u32::from(number % 40 == 3) * 2, ..chat },
    }
}

pub fn seed(language: Language) -> InstanceSeed {
    let mut chats = first();
    let more = CHATS - chats.len();
    chats.extend((0..more).map(other));
    InstanceSeed::new(Messenger::WhatsApp, "1101822940", language.say(("Support", "Поддержка")))
        .wid("79161822940@c.us")
        .setting("outgoingWebhook", "yes")
        .chats(chats)
}
