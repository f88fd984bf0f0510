//! Sales: a number that WhatsApp blocked while 128 messages to 87 chats were waiting.

use std::time::Duration;

use serde_json::{Value, json};

use super::items::{contact, file, location, poll, text};
use super::{Language, Said};
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

const TEXTS: [Said; 12] = [
    (
        "Hello! Your order no. {} is ready and waits for you at the pick-up point, 5 Lesnaya Street, until Friday.",
        "Здравствуйте! Ваш заказ № {} собран и ждёт вас в пункте выдачи на Лесной, 5. Хранение — до пятницы.",
    ),
    (
        "Good afternoon! Order no. {} is with the courier, who will call an hour before.",
        "Добрый день! Заказ № {} передан курьеру, он позвонит за час.",
    ),
    (
        "Your request no. {} has arrived. A manager will answer within an hour.",
        "Ваша заявка № {} принята, менеджер ответит в течение часа.",
    ),
    (
        "Hello! Your order no. {} has shipped. Track it at https://shop.example.com/t/{}",
        "Здравствуйте! Ваш заказ № {} отправлен. Где он сейчас: https://shop.example.com/t/{}",
    ),
    (
        "Thank you for your purchase! Please rate order no. {}: https://shop.example.com/r/{}",
        "Спасибо за покупку! Оцените, пожалуйста, заказ № {}: https://shop.example.com/r/{}",
    ),
    ("A reminder: invoice no. {} is due by the end of the day.", "Напоминаем: счёт № {} ожидает оплаты до конца дня."),
    (
        "We have received the payment for invoice no. {}, thank you!\nThe receipt is in your mail.",
        "Оплата по счёту № {} получена, спасибо!\nЧек отправлен на вашу почту.",
    ),
    (
        "Good afternoon! Invoice {} is attached to your account, please confirm the delivery address.",
        "Добрый день! Счёт {} в вашем личном кабинете, подтвердите, пожалуйста, адрес доставки.",
    ),
    (
        "Unfortunately, order no. {} is out of stock. Shall we replace it or refund you?",
        "К сожалению, товара по заказу № {} нет на складе. Заменить или вернуть деньги?",
    ),
    ("10% off your next order with the code NOV{} 🎁", "Скидка 10 % на следующий заказ по промокоду NOV{} 🎁"),
    (
        "Order no. {} will be delivered tomorrow between 10 and 14 instead. We are sorry!",
        "Доставка по заказу № {} переносится на завтра, с 10 до 14 часов. Приносим извинения!",
    ),
    ("Reminder: your fitting is booked for tomorrow, ref. {}.", "Напоминаем: примерка завтра, номер записи {}."),
];

const FILES: [(&str, Said); 7] = [
    ("price-november.pdf", ("Prices for November", "Прайс на ноябрь")),
    ("schet-48219.pdf", ("Invoice", "Счёт на оплату")),
    ("invoice-48231.pdf", ("Invoice, due in 5 days", "Счёт, оплатить за 5 дней")),
    ("nakladnaya-3301.xlsx", ("Delivery note", "Накладная")),
    ("foto-upakovki.jpg", ("", "")),
    (
        "dogovor-2026.docx",
        ("The contract, please sign the last page", "Договор, подпишите, пожалуйста, последнюю страницу"),
    ),
    ("catalogue-autumn.pdf", ("Autumn catalogue", "Осенний каталог")),
];

const PLACES: [((f64, f64), Said, Said); 3] = [
    ((55.7558, 37.6173), ("", ""), ("", "")),
    (
        (59.9343, 30.3351),
        ("Pick-up point", "Пункт выдачи"),
        ("28 Nevsky Avenue, Saint Petersburg", "Санкт-Петербург, Невский проспект, 28"),
    ),
    ((43.2389, 76.8897), ("Showroom", "Шоурум"), ("52 Abay Avenue, Almaty", "Алматы, проспект Абая, 52")),
];

fn chat_id(number: usize) -> String {
    match FIRST.get(number) {
        Some(id) => (*id).to_owned(),
        None => format!("79{:09}@c.us", 160_000_000 + number * 7_654_321 % 800_000_000),
    }
}

/// Creates the message at `place`: the first eight are written by hand, the rest mix the kinds in the wanted numbers.
fn message(place: usize, language: Language) -> Value {
    let to = chat_id(place % CHATS);
    let order = (48_213 + place).to_string();
    let say = |said| language.say(said);
    let choice = |question, answers: &[Said]| {
        let answers: Vec<&str> = answers.iter().map(|answer| say(*answer)).collect();
        poll(place, &to, say(question), &answers)
    };
    match place {
        0 => {
            let mut first = text(place, &to, &say(TEXTS[0]).replace("{}", &order));
            first["messageID"] = "BAE587FA1CECF760".into();
            first
        }
        1 => text(place, &to, &say(TEXTS[0]).replace("{}", &order)),
        2 => file(place, &to, FILES[0].0, say(FILES[0].1)),
        3 => text(place, &to, say(("Truck 3 has left", "Машина 3 выехала"))),
        4 => location(place, &to, PLACES[0].0, "", ""),
        5 => text(
            place,
            &to,
            say(("A reminder: your appointment is tomorrow at 12:30", "Напоминаем о записи завтра в 12:30")),
        ),
        6 => contact(place, &to, 79_055_550_101, say(("Irina (manager)", "Ирина (менеджер)")), ""),
        7 => choice(
            ("When should we deliver?", "Когда вам удобна доставка?"),
            &[("In the morning", "Утром"), ("In the afternoon", "Днём"), ("In the evening", "Вечером")],
        ),
        50 => {
            contact(place, &to, 79_165_550_202, say(("Sergey, driver", "Сергей, водитель")), say(("Daisy", "Ромашка")))
        }
        75 => contact(place, &to, 442_079_460_000, "Anna Reed", "Reed & Co"),
        100 => {
            contact(place, &to, 77_012_204_518, say(("Azamat", "Азамат")), say(("Almaty warehouse", "Склад Алматы")))
        }
        60 => choice(
            ("Does a delivery on Saturday suit you?", "Удобно ли вам получить заказ в субботу?"),
            &[("Yes", "Да"), ("No", "Нет")],
        ),
        110 => choice(
            ("Which size do you prefer?", "Какой размер вам подходит?"),
            &[("S", "S"), ("M", "M"), ("L", "L"), ("XL", "XL")],
        ),
        // 20 further files and 8 locations, spread evenly among the rest.
        _ if place % 6 == 1 && place >= 13 => {
            let (name, caption) = FILES[place / 6 % FILES.len()];
            file(place, &to, name, say(caption))
        }
        _ if place % 15 == 9 => {
            let (point, name, address) = PLACES[place / 15 % PLACES.len()];
            location(place, &to, point, say(name), say(address))
        }
        _ => text(place, &to, &say(TEXTS[place % TEXTS.len()]).replace("{}", &order)),
    }
}

/// Returns the notification of a message to the old number that no program has read.
fn notice(text: &str) -> Value {
    json!({
        "typeWebhook": "incomingMessageReceived", "instanceData": {"idInstance": 7_103_004_512_u64},
        "senderData": {"chatId": FIRST[0], "sender": FIRST[0], "chatName": "Ирина Соколова"},
        "messageData": {"typeMessage": "textMessage", "textMessageData": {"textMessage": text}},
    })
}

pub fn seed(language: Language) -> InstanceSeed {
    let mut chats: Vec<Chat> = (0..CHATS).map(|number| Chat::person(chat_id(number), "")).collect();
    chats[0] = Chat::person(FIRST[0], "Ирина Соколова");
    chats[3] = Chat::group(STORE, "Склад");
    InstanceSeed::new(Messenger::WhatsApp, "7103004512", language.say(("Sales", "Продажи")))
        .state("blocked")
        .wid("79851112233@c.us")
        .interval_ms(15_000)
        .setting("incomingWebhook", "yes")
        .setting("outgoingWebhook", "yes")
        .setting("webhookUrl", "https://crm.example.com/hooks/green-api")
        .setting("webhookUrlToken", "Bearer practice-webhook-secret")
        .queue_since(Duration::from_secs(5 * 3600), (0..MESSAGES).map(|place| message(place, language)).collect())
        .chats(chats)
        .notices(["Где мой заказ?", "Is my parcel on its way?"].map(notice).to_vec())
}
