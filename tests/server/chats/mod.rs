//! Loading an instance's chats: requested from the server, merged, stored for the next session; and imported lists.

mod database;
mod import_chats;

use std::sync::Arc;
use std::time::Duration;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, Failure, IdInstance, Messenger,
};
use instance_desk::practice::{Chat, Control, Fault, InstanceSeed, PracticeServer, World};
use instance_desk::work::chats::{ChatList, ChatRow, Load, Part, RENEWED_EVERY, RowKind, due_at, load};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

const SUPPORT: &str = "1101822940";
const DELIVERY: &str = "3100077318";
const NEWS: &str = "4100033187";

/// A client of an instance from the screenshots.
struct Desk {
    _server: PracticeServer,
    control: Control,
    client: Client,
    credentials: Credentials,
}

impl Desk {
    /// Connects at real speed, except for the second between two calls of a method and the minute for which a list is
    /// valid.
    async fn at(id: &str, messenger: Messenger) -> Self {
        Self::at_pace(id, messenger, 0.0).await
    }

    async fn at_pace(id: &str, messenger: Messenger, pace: f64) -> Self {
        let news = InstanceSeed::new(instance_desk::practice::Messenger::Telegram, NEWS, "News");
        let news = news.chats(vec![Chat::person("10000000", "Лев").phone(79_876_543_210)]);
        let world = World::pictures().with(news).with_fixed_tokens();
        let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
        server.control().set_limits(false);
        let credentials = Credentials {
            messenger,
            api_url: ApiUrl::parse(&server.api_url()).unwrap(),
            id_instance: IdInstance::parse(id).unwrap(),
            token: ApiToken::parse(&InstanceSeed::fixed_token(id)).unwrap(),
        };
        let options = ClientOptions { pace, ..ClientOptions::default() };
        let client = Client::with_options(ExchangeLog::new(), &options);
        Self { control: server.control(), _server: server, client, credentials }
    }

    async fn load(&self, before: &Arc<ChatList>) -> Load {
        load(&self.client, &self.credentials, before.clone(), &CancellationToken::new()).await
    }

    async fn first(&self) -> Load {
        self.load(&Arc::default()).await
    }

    fn methods(&self) -> Vec<String> {
        self.control.requests().into_iter().map(|seen| seen.method).collect()
    }
}

fn row<'a>(load: &'a Load, id: &str) -> &'a ChatRow {
    load.list.rows.iter().find(|row| row.id.as_str() == id).unwrap()
}

fn answers(body: &str) -> Fault {
    Fault::Body(body.to_owned())
}

#[tokio::test]
async fn whatsapp_tells_chats_and_contacts() {
    let desk = Desk::at(SUPPORT, Messenger::WhatsApp).await;
    let unread =
        Chat {
            unread: 3, contact_name: "Ира, бухгалтерия".to_owned(), ..Chat::person("79123456789@c.us", "Irina")
        };
    desk.control.set_chat(SUPPORT, unread);
    let load = desk.first().await;
    assert_eq!((&load.chats, &load.contacts), (&Part::Told, &Part::Told));
    assert_eq!(desk.methods(), ["getChats", "getContacts"]);
    assert_eq!((load.list.rows.len(), load.exchanges.len(), load.is_news()), (2481, 2, true));
    assert_eq!(load.failure(), None);

    let irina = &load.list.rows[0];
    assert_eq!(irina.id.chat_id().unwrap().as_str(), "79123456789@c.us");
    assert_eq!(irina.shown(), "Ира, бухгалтерия", "the contact's own name goes first");
    assert_eq!((irina.kind, irina.archived, irina.unread), (RowKind::Person, Some(false), Some(3)));
    let group = row(&load, "120363043968066561@g.us");
    assert_eq!((group.kind, group.digits.as_deref(), group.name.as_deref()), (RowKind::Group, None, Some("Склад Юг")));
    let archived = row(&load, "79031182004@c.us");
    assert_eq!((archived.archived, archived.name.as_deref()), (Some(true), None));
    assert_eq!(archived.shown(), "+7\u{a0}903\u{a0}118-20-04");
    let lid = row(&load, "123456789012345@lid");
    assert_eq!((lid.kind, lid.digits.as_deref(), lid.shown().as_ref()), (RowKind::Person, None, "Виктор"));
}

#[tokio::test]
async fn max_and_telegram_have_shapes_of_their_own() {
    let desk = Desk::at(DELIVERY, Messenger::Max).await;
    let load = desk.first().await;
    assert!(desk.control.requests().iter().all(|seen| seen.path_with_token.starts_with("/v3/")));
    assert_eq!(load.list.rows.len(), 7);
    let maria = row(&load, "10433817");
    assert_eq!((maria.digits.as_deref(), maria.archived, maria.unread), (Some("79261114502"), None, None));
    let hidden = row(&load, "14119920");
    assert_eq!((hidden.digits.as_deref(), hidden.shown().as_ref()), (None, "14119920"));
    let group = row(&load, "-70000000000017");
    assert_eq!((group.kind, group.id.chat_id().is_some()), (RowKind::Group, true));

    let desk = Desk::at(NEWS, Messenger::Telegram).await;
    desk.control.fault(
        "getChats",
        answers(
            r#"[{"chatId":"-100","name":"Новости","type":"channel"},{"chatId":"77","name":"","type":"bot"},
        {"chatId":"-5","name":"Все","type":"supergroup"}]"#,
        ),
        1,
    );
    let load = desk.first().await;
    let kinds: Vec<_> = load.list.rows.iter().map(|row| (row.id.as_str(), row.kind, row.listed)).collect();
    assert_eq!(
        kinds,
        [
            ("-100", RowKind::Other, true),
            ("77", RowKind::Other, true),
            ("-5", RowKind::Group, true),
            ("10000000", RowKind::Person, false)
        ]
    );
}

#[tokio::test]
async fn odd_ids_are_kept_as_they_are_and_nothing_counts_twice() {
    let desk = Desk::at(SUPPORT, Messenger::WhatsApp).await;
    desk.control.fault(
        "getChats",
        answers(
            r#"[{"id":"status@broadcast","name":"","type":"user","archive":false},
        {"id":"111@lid","newChatId":"222@lid","name":"Лев","type":"user","archive":false,"unreadCount":"7"},
        {"id":"89001234567@c.us","name":"As the server lists it","type":"user"},
        {"id":"222@lid","name":"","type":"user"}, {"name":"nobody"}, 5]"#,
        ),
        1,
    );
    desk.control.fault(
        "getContacts",
        answers(
            r#"[{"id":"222@lid","name":"Лев Соболев","contactName":"","type":"user"},
        {"id":"79990000001@c.us","name":"","contactName":"Вера","type":"user"}]"#,
        ),
        1,
    );
    let load = desk.first().await;
    let rows: Vec<_> =
        load.list.rows.iter().map(|row| (row.id.as_str(), row.shown().into_owned(), row.listed)).collect();
    let expected = [
        ("status@broadcast", "status@broadcast", true),
        ("222@lid", "Лев Соболев", true),
        ("89001234567@c.us", "As the server lists it", true),
        ("79990000001@c.us", "Вера", false),
    ];
    assert_eq!(rows, expected.map(|(id, name, listed)| (id, name.to_owned(), listed)));
    assert_eq!(row(&load, "222@lid").unread, Some(7));
    let odd = row(&load, "status@broadcast");
    assert_eq!((odd.kind, odd.id.chat_id()), (RowKind::Other, None));
    // It is asked for under the id that the server lists, though no country's code is 89.
    let person = row(&load, "89001234567@c.us");
    assert_eq!(person.id.chat_id().map(|id| id.as_str()), Some("89001234567@c.us"));
}

#[tokio::test]
async fn one_half_that_fails_leaves_the_other_and_what_was_known() {
    let desk = Desk::at(SUPPORT, Messenger::WhatsApp).await;
    desk.control.fault("getContacts", Fault::BadGateway, 1);
    let chats_only = desk.first().await;
    assert!(matches!(chats_only.contacts, Part::Failed(Failure::BadGateway(_))));
    assert!(matches!(chats_only.failure(), Some(Failure::BadGateway(_))));
    assert_eq!((chats_only.list.rows.len(), chats_only.list.contacts_at), (2481, None));

    // A contact without a chat stays while the contacts fail to load, and the order stays while the chats do.
    desk.control.fault("getContacts", answers(r#"[{"id":"79990000001@c.us","name":"","contactName":"Вера"}]"#), 1);
    let whole = desk.load(&chats_only.list).await;
    assert_eq!(whole.list.rows.len(), 2482);
    desk.control.fault("getContacts", Fault::BadGateway, 1);
    let kept = desk.load(&whole.list).await;
    assert_eq!((kept.list.rows.len(), kept.list.contacts_at), (2482, whole.list.contacts_at));
    assert_eq!(row(&kept, "79990000001@c.us").shown(), "Вера");
    desk.control.fault("getChats", Fault::RateLimited, 1);
    let renamed = Chat { contact_name: "Ира".to_owned(), ..desk.control.chat(SUPPORT, "79123456789@c.us").unwrap() };
    desk.control.set_chat(SUPPORT, renamed);
    let renewed = desk.load(&kept.list).await;
    assert!(matches!(renewed.chats, Part::Failed(Failure::RateLimited { .. })));
    assert_eq!(renewed.list.chats_at, kept.list.chats_at);
    assert_eq!((renewed.list.rows.len(), renewed.list.rows[0].shown().as_ref()), (2481, "Ира"));
    assert_eq!((renewed.list.rows[0].listed, row(&renewed, "79031182004@c.us").archived), (true, Some(true)));
}

#[tokio::test]
async fn nothing_that_came_changes_nothing() {
    let desk = Desk::at(SUPPORT, Messenger::WhatsApp).await;
    let before = desk.first().await.list;
    // An empty list is what the server returns before it has loaded the chats.
    desk.control.fault("getChats", answers("[]"), 1);
    desk.control.fault("getContacts", answers("[]"), 1);
    let load = desk.load(&before).await;
    assert!(Arc::ptr_eq(&load.list, &before));
    assert_eq!(
        (load.chats, load.contacts),
        (Part::Failed(Failure::NothingListed), Part::Failed(Failure::NothingListed))
    );
    // After a refused token nothing more is requested.
    let asked = desk.methods().len();
    let stranger = Credentials { token: ApiToken::parse("wrong").unwrap(), ..desk.credentials.clone() };
    let load = load_with(&desk, &stranger, &before, &CancellationToken::new()).await;
    assert!(matches!(load.failure(), Some(Failure::BadToken(_))) && !load.is_news());
    assert_eq!(desk.methods().len(), asked + 1);
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    let load = load_with(&desk, &desk.credentials, &before, &cancelled).await;
    assert_eq!(load.contacts, Part::Failed(Failure::Cancelled { sent: false }));
    assert_eq!(desk.methods().len(), asked + 1);
}

async fn load_with(desk: &Desk, as_whom: &Credentials, before: &Arc<ChatList>, cancel: &CancellationToken) -> Load {
    load(&desk.client, as_whom, before.clone(), cancel).await
}

#[tokio::test]
async fn the_server_is_not_asked_oftener_than_it_renews_its_list() {
    let desk = Desk::at_pace(SUPPORT, Messenger::WhatsApp, 0.5).await;
    assert_eq!(due_at(&desk.client, &ChatList::default()), None);
    let first = desk.first().await;
    let again = desk.load(&first.list).await;
    let until = first.list.chats_at.unwrap() + RENEWED_EVERY / 2;
    assert_eq!(again.chats, Part::Holds { until });
    assert!(matches!(again.contacts, Part::Holds { .. }) && !again.is_news());
    assert!(Arc::ptr_eq(&again.list, &first.list));
    assert_eq!((desk.methods().len(), due_at(&desk.client, &first.list)), (2, Some(until)));
    // A part that failed is requested again at once, without the other.
    let half = Arc::new(ChatList { contacts_at: None, ..(*first.list).clone() });
    assert_eq!(due_at(&desk.client, &half), None);
    let load = desk.load(&half).await;
    assert_eq!((load.chats, load.contacts), (Part::Holds { until }, Part::Told));
    assert_eq!(desk.methods(), ["getChats", "getContacts", "getContacts"]);
    // Half a minute later (at half the pace), or after the clock was set back, the list is requested again.
    for at in [Timestamp::now() - Duration::from_secs(31), Timestamp::now() + Duration::from_secs(3600)] {
        let old = ChatList { chats_at: Some(at), contacts_at: Some(at), ..ChatList::default() };
        assert_eq!(due_at(&desk.client, &old), None);
    }
}
