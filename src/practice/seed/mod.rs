//! The instances of [`World::pictures`](super::World::pictures): names, chats and messages typical of an office. All of
//! them are invented.

mod items;
mod many;
mod max;
mod sales;
mod support;
mod warehouse;

use super::chats::Chat;
use super::instance::Messenger;
use super::seeding::InstanceSeed;

/// The language of names of instances and of messages. Contacts and groups keep the names that their owners chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Russian,
}

/// A text in both languages.
type Said = (&'static str, &'static str);

impl Language {
    fn say(self, (english, russian): Said) -> &'static str {
        match self {
            Self::English => english,
            Self::Russian => russian,
        }
    }
}

/// Returns the five instances, in screen order.
pub fn pictures(language: Language) -> Vec<InstanceSeed> {
    let night_shift = language.say(("Night shift", "Ночная смена"));
    let night_shift = InstanceSeed::new(Messenger::WhatsApp, "7105660021", night_shift)
        .state("starting")
        .wid("79057770021@c.us")
        .interval_ms(1000);
    vec![sales::seed(language), support::seed(language), max::seed(language), night_shift, warehouse::seed(language)]
}

/// As many instances as asked for, in differing states: the five, and those of a large office.
pub fn many(count: usize, language: Language) -> Vec<InstanceSeed> {
    let five = pictures(language);
    let more = (0..count.saturating_sub(five.len())).map(|number| many::one(number, language));
    five.into_iter().chain(more).take(count).collect()
}

/// Returns a Telegram account, which no screen shows, for programs that use only the server.
pub fn telegram() -> InstanceSeed {
    let chats = vec![
        Chat::person("10000000", "Лев Соболев").phone(79_876_543_210),
        Chat::person("10000117", "Nora").silent(),
        Chat::group("-10000000000042", "Новости магазина"),
    ];
    InstanceSeed::new(Messenger::Telegram, "4100033187", "News").wid("79876500042@c.us").chats(chats)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use crate::practice::{Clock, Language, World};

    #[test]
    fn the_five_are_as_in_the_pictures() {
        let instances = World::pictures().with_clock(Clock::still()).instances();
        let rows: Vec<_> = instances
            .iter()
            .map(|it| (it.name.as_str(), it.id.as_str(), it.state.as_str(), it.queue.len(), it.interval().as_millis()))
            .collect();
        assert_eq!(
            rows,
            [
                ("Sales", "7103004512", "blocked", 128, 15_000),
                ("Support", "1101822940", "authorized", 0, 500),
                ("Delivery bot", "3100077318", "authorized", 6, 3000),
                ("Night shift", "7105660021", "starting", 0, 1000),
                ("Warehouse", "7105660034", "notAuthorized", 14, 5000),
            ]
        );
    }

    #[test]
    fn many_differ_in_id_state_and_tags() {
        let instances = World::many(200, Language::English).with_clock(Clock::still()).instances();
        let ids: HashSet<_> = instances.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids.len(), 200);
        let states: HashSet<_> = instances.iter().map(|it| it.state.as_str()).collect();
        assert_eq!(states, HashSet::from(["authorized", "notAuthorized", "blocked", "suspended", "starting"]));
        assert!(instances.iter().filter(|it| !it.tags.is_empty()).count() > 150);
        assert_eq!(World::many(3, Language::English).instances().len(), 3);
    }

    #[test]
    fn the_queue_of_sales_has_the_numbers_of_the_picture() {
        let instances = World::pictures().instances();
        let queue: Vec<&Value> = instances[0].queue.items().collect();
        let of = |kind: &str| queue.iter().filter(|item| item["type"] == kind).count();
        assert_eq!(
            [of("sendMessage"), of("sendFileByUrl"), of("sendLocation"), of("sendContact"), of("sendPoll")],
            [91, 21, 9, 4, 3]
        );
        let chats: HashSet<_> = queue.iter().map(|item| item["body"]["chatId"].as_str().unwrap()).collect();
        assert_eq!(chats.len(), 87);
        let ids: HashSet<_> = queue.iter().map(|item| item["messageID"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 128);
        assert_eq!(queue[0]["messageID"], "BAE587FA1CECF760");
    }

    #[test]
    fn names_tags_and_messages_are_in_one_language() {
        let cyrillic = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
        for (language, is_russian) in [(Language::English, false), (Language::Russian, true)] {
            for instance in World::many(60, language).instances() {
                for word in instance.name.split([' ', '·']).chain(instance.tags.iter().flat_map(|tag| tag.split(' ')))
                {
                    let is_word = word.contains(char::is_alphabetic);
                    assert!(!is_word || cyrillic(&word.to_lowercase()) == is_russian, "{}: {word}", instance.name);
                }
                for item in instance.queue.items() {
                    let said = ["message", "caption"].map(|name| item["body"][name].as_str().unwrap_or_default());
                    let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
                    assert!(said.iter().all(|said| cyrillic(&said.to_lowercase()) == is_russian), "{said:?}");
                }
            }
        }
    }

    #[test]
    fn support_has_its_chats_once_each() {
        let instances = World::pictures().instances();
        let chats = &instances[1].chats;
        assert_eq!(chats.iter().count(), 2481);
        let ids: HashSet<_> = chats.iter().map(|chat| chat.id.as_str()).collect();
        assert_eq!(ids.len(), 2481);
        assert!(chats.get("79123456789@c.us").is_some_and(|chat| chat.incoming_seen && !chat.archived));
        assert!(chats.get("79992047718@c.us").is_some_and(|chat| !chat.incoming_seen));
        assert!(chats.get("79031182004@c.us").is_some_and(|chat| chat.archived));
    }

    #[test]
    fn the_warehouse_has_every_kind_of_message() {
        let instances = World::pictures().instances();
        let kinds: HashSet<_> =
            instances[4].queue.items().map(|item| item["type"].as_str().unwrap().to_owned()).collect();
        for kind in [
            "sendMessage",
            "sendPoll",
            "sendFileByUrl",
            "sendLocation",
            "sendContact",
            "sendLink",
            "ForwardMessages",
            "sendVoiceStatus",
            "sendMediaStatus",
            "sendTextStatus",
        ] {
            assert!(kinds.contains(kind), "{kind}");
        }
    }
}
