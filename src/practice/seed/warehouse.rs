//! Warehouse: not authorized, with one queued message of every kind.

use std::time::Duration;

use serde_json::{Value, json};

use super::items::{captured, contact, file, item, location, poll, text};
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const SHIFT: &str = "120363043968069930@g.us";
const DRIVER: &str = "79165550202@c.us";
const FOREMAN: &str = "79057770034@c.us";

fn queue() -> Vec<Value> {
    let forwarded = json!({
        "messagesIDs": ["BAE5F4886F6F2D05", "BAE5A1C09E7B3D44"], "type": "ForwardMessages",
        "body": {"chatId": SHIFT, "chatIdFrom": DRIVER, "messages": ["3EB0C767D097B7C7C030", "3EB0C767D097B7C7C031"]},
    });
    vec![
        text(1, SHIFT, "Смена 2: завтра начинаем в 7:30, приедут две фуры."),
        text(2, DRIVER, "Пропуск заказан, въезд через ворота 3."),
        poll(3, SHIFT, "Кто выйдет в субботу?", &["Выйду", "Не смогу", "Только до обеда"]),
        file(4, FOREMAN, "ostatki-20-11.xlsx", "Остатки на вечер"),
        location(5, DRIVER, (55.6031, 37.6588), "Склад", "Москва, Промышленная, 12"),
        contact(6, DRIVER, 79_057_770_034, "Виктор (бригадир)", "Склад"),
        item(
            7,
            "sendLink",
            json!({"chatId": FOREMAN, "urlLink": "https://shop.example.com/stock", "message": "Stock"}),
        ),
        forwarded,
        item(8, "sendTextStatus", json!({"message": "Склад работает до 20:00", "backgroundColor": "#228B22"})),
        item(
            9,
            "sendMediaStatus",
            json!({
            "urlFile": "https://files.example.com/2026/11/ramp.jpg", "fileName": "ramp.jpg", "caption": "Новая рампа"}),
        ),
        item(
            10,
            "sendVoiceStatus",
            json!({
            "urlFile": "https://files.example.com/2026/11/hours.mp3", "fileName": "hours.mp3"}),
        ),
        captured(11, FOREMAN, "Truck 3 is at the gate. Please open ramp 2.", None),
        captured(12, DRIVER, "Не забудьте накладные", Some(0)),
        file(13, SHIFT, "grafik-dekabr.pdf", "График на декабрь"),
    ]
}

pub fn seed() -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, "7105660034", "Warehouse")
        .state("notAuthorized")
        .wid("")
        .interval_ms(5000)
        .queue_since(Duration::from_secs(3 * 3600), queue())
        .chats(vec![
            Chat::group(SHIFT, "Смена 2"),
            Chat::person(DRIVER, "Сергей, водитель"),
            Chat::person(FOREMAN, "Виктор (бригадир)"),
        ])
}
