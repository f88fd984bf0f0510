//! Delivery bot: an active MAX account, kept busy by the shop's own program.

use std::time::Duration;

use serde_json::{Value, json};

use super::items::{file, item};
use super::{Language, Said};
use crate::practice::chats::Chat;
use crate::practice::instance::Messenger;
use crate::practice::seeding::InstanceSeed;

const TEXTS: [Said; 6] = [
    ("Your courier Oleg is on the way and arrives in 25 minutes.", "Курьер Олег выехал к вам, будет через 25 минут."),
    ("Order no. 7731 is delivered. Enjoy your meal!", "Заказ № 7731 доставлен. Приятного аппетита!"),
    ("We are at the entrance, please open the door.", "Мы у подъезда, откройте, пожалуйста, дверь."),
    ("Order no. 7732 will be 15 minutes late, we are sorry.", "Заказ № 7732 задерживается на 15 минут, извините."),
    ("Your courier is on the way and arrives in 20 minutes.", "Курьер уже в пути, будет через 20 минут."),
    ("Your order is at the door, see the photo in the app.", "Оставили заказ у двери, фото в приложении."),
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

pub fn seed(language: Language) -> InstanceSeed {
    let texts = TEXTS.map(|said| language.say(said));
    let mut queue: Vec<Value> =
        PEOPLE.iter().zip(texts).enumerate().map(|(n, (person, message))| text(n, person.0, message)).collect();
    let mut receipt =
        file(3, PEOPLE[3].0, "check-7732.pdf", language.say(("Receipt for order no. 7732", "Чек по заказу № 7732")));
    receipt["messageID"] = json!("1763115115408");
    queue[3] = receipt;
    let mut chats: Vec<Chat> = PEOPLE.iter().map(|(id, name, phone)| Chat::person(*id, *name).phone(*phone)).collect();
    chats.push(Chat::group("-70000000000017", "Курьеры · центр"));
    let later = texts.iter().enumerate().map(|(n, message)| text(20 + n, PEOPLE[n].0, message)).collect();
    InstanceSeed::new(Messenger::Max, "3100077318", language.say(("Delivery bot", "Бот доставки")))
        .wid("79267773100@c.us")
        .interval_ms(3000)
        .setting("incomingWebhook", "yes")
        .queue(queue)
        .fed_every(Duration::from_secs(3), later)
        .chats(chats)
}
