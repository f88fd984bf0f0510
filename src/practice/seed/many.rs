//! The instances of a large office, in differing states.

use std::time::Duration;

use serde_json::Value;

use super::items::text;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const CITIES: [&str; 12] = [
    "Москва",
    "Казань",
    "Алматы",
    "Ташкент",
    "Екатеринбург",
    "Самара",
    "Новосибирск",
    "Bishkek",
    "Tbilisi",
    "Ереван",
    "Минск",
    "Астана",
];

const OFFICES: [&str; 8] =
    ["Sales", "Клиника · регистратура", "Delivery", "Склад", "Reception", "Сервис", "Аптека", "Orders"];

const PARTNERS: [&str; 3] = ["Partner A", "Partner B", "Партнёр В"];

/// Returns an instance of the office with this number.
pub fn one(number: usize) -> InstanceSeed {
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
    let city = CITIES[number % CITIES.len()];
    let name = format!("{} {} {}", OFFICES[number % OFFICES.len()], city, number + 1);
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
        tags.push(PARTNERS[number % PARTNERS.len()]);
    }
    let seed = InstanceSeed::new(messenger, &(prefix + number as u64).to_string(), &name)
        .state(state)
        .wid(&format!("{}@c.us", 79_060_000_000 + number as u64))
        .interval_ms(5000)
        .tags(&tags)
        .queue((0..waiting).map(|n| message(number, n)).collect());
    // Some queues grow, because another program sends faster than they are delivered.
    if number % 23 == 14 {
        seed.fed_every(Duration::from_secs(4), (100..110).map(|n| message(number, n)).collect())
    } else {
        seed
    }
}

fn message(number: usize, n: usize) -> Value {
    let chat = format!("{}@c.us", 79_160_000_000 + (number * 1_000 + n) as u64);
    text(number * 1_000 + n, &chat, &format!("Заказ № {} готов, ждём вас до 20:00.", 7000 + n))
}
