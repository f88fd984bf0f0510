//! Warehouse: not authorized, with one queued message of every kind.

use std::time::Duration;

use serde_json::{Value, json};

use super::Language;
use super::items::{captured, contact, file, item, location, poll, text};
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const SHIFT: &str = "120363043968069930@g.us";
const DRIVER: &str = "79165550202@c.us";
const FOREMAN: &str = "79057770034@c.us";

fn queue(language: Language) -> Vec<Value> {
    let say = |said| language.say(said);
    let stock = say(("Stock", "Остатки"));
    let hours = say(("The warehouse is open until 20:00", "Склад работает до 20:00"));
    let ramp = say(("The new ramp", "Новая рампа"));
    let forwarded = json!({
        "messagesIDs": ["BAE5F4886F6F2D05", "BAE5A1C09E7B3D44"], "type": "ForwardMessages",
        "body": {"chatId": SHIFT, "chatIdFrom": DRIVER, "messages": ["3EB0C767D097B7C7C030", "3EB0C767D097B7C7C031"]},
    });
    vec![
        text(
            1,
            SHIFT,
            say((
                "Shift 2: we start at 7:30 tomorrow, two trucks are coming.",
                "Смена 2: завтра начинаем в 7:30, приедут две фуры.",
            )),
        ),
        text(2, DRIVER, say(("Your pass is ordered, enter by gate 3.", "Пропуск заказан, въезд через ворота 3."))),
        poll(
            3,
            SHIFT,
            say(("Who works on Saturday?", "Кто выйдет в субботу?")),
            &[("I do", "Выйду"), ("I cannot", "Не смогу"), ("Only until noon", "Только до обеда")].map(say),
        ),
        file(4, FOREMAN, "ostatki-20-11.xlsx", say(("Stock this evening", "Остатки на вечер"))),
        location(
            5,
            DRIVER,
            (55.6031, 37.6588),
            say(("Warehouse", "Склад")),
            say(("12 Promyshlennaya Street, Moscow", "Москва, Промышленная, 12")),
        ),
        contact(6, DRIVER, 79_057_770_034, say(("Viktor (foreman)", "Виктор (бригадир)")), say(("Warehouse", "Склад"))),
        item(7, "sendLink", json!({"chatId": FOREMAN, "urlLink": "https://shop.example.com/stock", "message": stock})),
        forwarded,
        item(8, "sendTextStatus", json!({"message": hours, "backgroundColor": "#228B22"})),
        item(
            9,
            "sendMediaStatus",
            json!({
            "urlFile": "https://files.example.com/2026/11/ramp.jpg", "fileName": "ramp.jpg", "caption": ramp}),
        ),
        item(
            10,
            "sendVoiceStatus",
            json!({
            "urlFile": "https://files.example.com/2026/11/hours.mp3", "fileName": "hours.mp3"}),
        ),
        captured(
            11,
            FOREMAN,
            say(("Truck 3 is at the gate. Please open ramp 2.", "Машина 3 у ворот. Откройте рампу 2.")),
            None,
        ),
        captured(12, DRIVER, say(("Do not forget the delivery notes", "Не забудьте накладные")), Some(0)),
        file(13, SHIFT, "grafik-dekabr.pdf", say(("Schedule for December", "График на декабрь"))),
    ]
}

pub fn seed(language: Language) -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, "7105660034", language.say(("Warehouse", "Склад")))
        .state("notAuthorized")
        .wid("")
        .interval_ms(5000)
        .queue_since(Duration::from_secs(3 * 3600), queue(language))
        .chats(vec![
            Chat::group(SHIFT, "Смена 2"),
            Chat::person(DRIVER, "Сергей, водитель"),
            Chat::person(FOREMAN, "Виктор (бригадир)"),
        ])
}
