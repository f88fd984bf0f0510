//! The instances of a large office, in differing states.

use std::time::Duration;

use serde_json::Value;

use super::items::text;
use super::{Language, Said};
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const CITIES: [Said; 12] = [
    ("Moscow", "Москва"),
    ("Kazan", "Казань"),
    ("Almaty", "Алматы"),
    ("Tashkent", "Ташкент"),
    ("Yekaterinburg", "Екатеринбург"),
    ("Samara", "Самара"),
    ("Novosibirsk", "Новосибирск"),
    ("Bishkek", "Бишкек"),
    ("Tbilisi", "Тбилиси"),
    ("Yerevan", "Ереван"),
    ("Minsk", "Минск"),
    ("Astana", "Астана"),
];

const OFFICES: [Said; 8] = [
    ("Sales", "Отдел продаж"),
    ("Clinic · front desk", "Клиника · регистратура"),
    ("Delivery", "Доставка"),
    ("Warehouse", "Склад"),
    ("Reception", "Приёмная"),
    ("Service", "Сервис"),
    ("Pharmacy", "Аптека"),
    ("Orders", "Заказы"),
];

const PARTNERS: [Said; 3] = [("Partner A", "Партнёр А"), ("Partner B", "Партнёр Б"), ("Partner C", "Партнёр В")];

/// Returns an instance of the office with this number.
pub fn one(number: usize, language: Language) -> InstanceSeed {
    let messenger = match number % 9 {
        4 => Messenger::Max,
        7 => Messenger::Telegram,
        _ => Messenger::WhatsApp,
    };
    let prefix = match messenger {
        Messenger::WhatsApp => 7_107_000_000_u64,
        Messenger::Max => 3_107_000_000,
        Messenger::Telegram => 4_107_000_000,
    };
    let city = language.say(CITIES[number % CITIES.len()]);
    let name = format!("{} {city} {}", language.say(OFFICES[number % OFFICES.len()]), number + 1);
    let (state, waiting) = match number % 23 {
        3 => ("blocked", 40 + number % 90),
        8 => ("notAuthorized", number % 15),
        12 => ("starting", 0),
        17 => ("suspended", 20 + number % 40),
        6 | 14 => ("authorized", 5 + number % 30),
        _ => ("authorized", 0),
    };
    let mut tags = vec![city];
    if number.is_multiple_of(3) {
        tags.push(language.say(PARTNERS[number % PARTNERS.len()]));
    }
    let seed = InstanceSeed::new(messenger, &(prefix + number as u64).to_string(), &name)
        .state(state)
        .wid(&format!("{}@c.us", 79_060_000_000 + number as u64))
        .interval_ms(5000)
        .tags(&tags)
        .queue((0..waiting).map(|n| message(number, n, language)).collect());
    // Some queues grow, because another program sends faster than they are delivered.
    if number % 23 == 14 {
        seed.fed_every(Duration::from_secs(4), (100..110).map(|n| message(number, n, language)).collect())
    } else {
        seed
    }
}

fn message(number: usize, n: usize, language: Language) -> Value {
    let chat = format!("{}@c.us", 79_160_000_000 + (number * 1_000 + n) as u64);
    let said = ("Order no. {} is ready, we are open until 20:00.", "Заказ № {} готов, ждём вас до 20:00.");
    let said = language.say(said).replace("{}", &(7000 + n).to_string());
    text(number * 1_000 + n, &chat, &said)
}
