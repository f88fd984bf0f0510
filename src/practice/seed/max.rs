//! Delivery bot: an active MAX account, kept busy by the shop's own program.

use std::time::Duration;

use serde_json::{Value, json};

use super::items::{file, item};
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const TEXTS: [&str; 6] = [
    "Курьер Олег выехал к вам, будет через 25 минут.",
    "Заказ № 7731 доставлен. Приятного аппетита!",
    "Мы у подъезда, откройте, пожалуйста, дверь.",
    "Заказ № 7732 задерживается на 15 минут, извините.",
    "Your courier is on the way and arrives in 20 minutes.",
    "Оставили заказ у двери, фото в приложении.",
];

const PEOPLE: [(&str, &str, u64); 6] = [
    ("10433817", "Мария Лебедева", 79_261_114_502),
    ("10977204", "Тимур", 79_035_517_730),
    ("11820945", "Анна К.", 375_291_234_567),
    ("12650031", "Павел Орлов", 79_164_409_988),
    ("13004478", "Олег (курьер)", 79_057_102_244),
    ("14119920", "", 0),
];

fn text(number: usize, chat_id: &str, message: &str) -> Value {
    let mut message = item(number, "sendMessage", json!({"chatId": chat_id, "message": message}));
    message["messageID"] = json!((1_763_115_112_345_u64 + number as u64 * 1021).to_string());
    message
}

pub fn seed() -> InstanceSeed {
    let mut queue: Vec<Value> =
        PEOPLE.iter().zip(TEXTS).enumerate().map(|(n, (person, message))| text(n, person.0, message)).collect();
    let mut receipt = file(3, PEOPLE[3].0, "check-7732.pdf", "Чек по заказу № 7732");
    receipt["messageID"] = json!("1763115115408");
    queue[3] = receipt;
    let mut chats: Vec<Chat> = PEOPLE.iter().map(|(id, name, phone)| Chat::person(*id, *name).phone(*phone)).collect();
    chats.push(Chat::group("-70000000000017", "Курьеры · центр"));
    let later = TEXTS.iter().enumerate().map(|(n, message)| text(20 + n, PEOPLE[n].0, message)).collect();
    InstanceSeed::new(Messenger::Max, "3100077318", "Delivery bot")
        .wid("79267773100@c.us")
        .interval_ms(3000)
        .setting("incomingWebhook", "yes")
        .queue(queue)
        .fed_every(Duration::from_secs(3), later)
        .chats(chats)
}
