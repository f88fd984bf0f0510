//! Sales: a number that WhatsApp blocked while 128 messages to 87 chats were waiting.

use std::time::Duration;

use serde_json::Value;

use super::items::{contact, file, location, poll, text};
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const STORE: &str = "120363043968061204@g.us";

/// The chats of the first eight messages; the others are derived from their number.
const FIRST: [&str; 8] = [
    "79123456789@c.us",
    "79031182004@c.us",
    "79267001152@c.us",
    STORE,
    "79992047718@c.us",
    "79165550134@c.us",
    "79053104266@c.us",
    "79129004508@c.us",
];
const CHATS: usize = 87;
const MESSAGES: usize = 128;

const TEXTS: [&str; 12] = [
    "Здравствуйте! Ваш заказ № {} собран и ждёт вас в пункте выдачи на Лесной, 5. Хранение — до пятницы.",
    "Добрый день! Заказ № {} передан курьеру, он позвонит за час.",
    "Ваша заявка № {} принята, менеджер ответит в течение часа.",
    "Hello! Your order No. {} has shipped. Track it at https://shop.example.com/t/{}",
    "Спасибо за покупку! Оцените, пожалуйста, заказ № {}: https://shop.example.com/r/{}",
    "Напоминаем: счёт № {} ожидает оплаты до конца дня.",
    "Оплата по счёту № {} получена, спасибо!\nЧек отправлен на вашу почту.",
    "Good afternoon! Invoice {} is attached to your account, please confirm the delivery address.",
    "К сожалению, товара по заказу № {} нет на складе. Заменить или вернуть деньги?",
    "Скидка 10 % на следующий заказ по промокоду NOV{} 🎁",
    "Доставка по заказу № {} переносится на завтра, с 10 до 14 часов. Приносим извинения!",
    "Reminder: your fitting is booked for tomorrow, ref. {}.",
];

const FILES: [(&str, &str); 7] = [
    ("price-november.pdf", "Прайс на ноябрь"),
    ("schet-48219.pdf", "Счёт на оплату"),
    ("invoice-48231.pdf", "Invoice, due in 5 days"),
    ("nakladnaya-3301.xlsx", "Накладная"),
    ("foto-upakovki.jpg", ""),
    ("dogovor-2026.docx", "Договор, подпишите, пожалуйста, последнюю страницу"),
    ("catalogue-autumn.pdf", "Autumn catalogue"),
];

const PLACES: [((f64, f64), &str, &str); 3] = [
    ((55.7558, 37.6173), "", ""),
    ((59.9343, 30.3351), "Пункт выдачи", "Санкт-Петербург, Невский проспект, 28"),
    ((43.2389, 76.8897), "Showroom", "Almaty, Abay Ave 52"),
];

fn chat_id(number: usize) -> String {
    match FIRST.get(number) {
        Some(id) => (*id).to_owned(),
        None => format!("79{:09}@c.us", 160_000_000 + number * 7_654_321 % 800_000_000),
    }
}

/// Creates the message at `place`: the first eight are written by hand, the rest mix the kinds in the wanted numbers.
fn message(place: usize) -> Value {
    let to = chat_id(place % CHATS);
    let order = (48_213 + place).to_string();
    match place {
        0 => {
            let mut first = text(place, &to, &TEXTS[0].replace("{}", &order));
            first["messageID"] = "BAE587FA1CECF760".into();
            first
        }
        1 => text(place, &to, &TEXTS[0].replace("{}", &order)),
        2 => file(place, &to, FILES[0].0, FILES[0].1),
        3 => text(place, &to, "Машина 3 выехала"),
        4 => location(place, &to, PLACES[0].0, "", ""),
        5 => text(place, &to, "Напоминаем о записи завтра в 12:30"),
        6 => contact(place, &to, 79_055_550_101, "Ирина (менеджер)", ""),
        7 => poll(place, &to, "Когда вам удобна доставка?", &["Утром", "Днём", "Вечером"]),
        50 => contact(place, &to, 79_165_550_202, "Сергей, водитель", "Ромашка"),
        75 => contact(place, &to, 442_079_460_000, "Anna Reed", "Reed & Co"),
        100 => contact(place, &to, 77_012_204_518, "Азамат", "Склад Алматы"),
        60 => poll(place, &to, "Удобно ли вам получить заказ в субботу?", &["Да", "Нет"]),
        110 => poll(place, &to, "Which size do you prefer?", &["S", "M", "L", "XL"]),
        // 20 further files and 8 locations, spread evenly among the rest.
        _ if place % 6 == 1 && place >= 13 => {
            let (name, caption) = FILES[place / 6 % FILES.len()];
            file(place, &to, name, caption)
        }
        _ if place % 15 == 9 => {
            let (point, name, address) = PLACES[place / 15 % PLACES.len()];
            location(place, &to, point, name, address)
        }
        _ => text(place, &to, &TEXTS[place % TEXTS.len()].replace("{}", &order)),
    }
}

pub fn seed() -> InstanceSeed {
    let mut chats: Vec<Chat> = (0..CHATS).map(|number| Chat::person(chat_id(number), "")).collect();
    chats[0] = Chat::person(FIRST[0], "Ирина Соколова");
    chats[3] = Chat::group(STORE, "Склад");
    InstanceSeed::new(Messenger::WhatsApp, "7103004512", "Sales")
        .state("blocked")
        .wid("79851112233@c.us")
        .interval_ms(15_000)
        .setting("incomingWebhook", "yes")
        .setting("outgoingWebhook", "yes")
        .setting("webhookUrl", "https://crm.example.com/hooks/green-api")
        .setting("webhookUrlToken", "Bearer practice-webhook-secret")
        .queue_since(Duration::from_secs(5 * 3600), (0..MESSAGES).map(message).collect())
        .chats(chats)
}
