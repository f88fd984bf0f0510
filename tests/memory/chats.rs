//! The bytes that a list of a hundred thousand chats takes: while it is loaded, and afterwards.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger,
};
use instance_desk::model::{Asked, FoundChats, Imported};
use instance_desk::platform::return_large_blocks;
use instance_desk::work::chats::{ChatList, load};
use tokio_util::sync::CancellationToken;

use crate::Counted;

const CHATS: usize = 100_000;

/// Maximum number of allocated bytes of a chat that has been loaded: its row, the search index and the packed answers.
const AT_REST: usize = 300;

/// Maximum number of allocated bytes of a chat while the answers are read. A larger one ends the process.
const WHILE_LOADING: usize = 800;

/// Maximum number of bytes that the allocator keeps of a chat that has been loaded, freed ones included.
const KEPT: usize = 600;

const NAMES: [&str; 4] = ["Мария Кузнецова", "Emma Miller", "Артём Фёдоров", "José Großmann"];

/// Returns the answers of getChats and getContacts as the gateway writes them.
fn answers() -> [String; 2] {
    let (mut chats, mut contacts) = (String::from("["), String::from("["));
    for number in 0..CHATS {
        let comma = if number == 0 { "" } else { "," };
        let (id, name) = (79_000_000_000 + number * 7919, NAMES[number % NAMES.len()]);
        let archived = number.is_multiple_of(5);
        write!(
            chats,
            r#"{comma}{{"archive":{archived},"id":"{id}@c.us","notSpam":true,"ephemeralExpiration":0,"ephemeralSettingTimestamp":0,"name":"{name} {number}","type":"user"}}"#
        )
        .unwrap();
        write!(
            contacts,
            r#"{comma}{{"id":"{id}@c.us","name":"{name}","contactName":"{name} {number}","type":"user"}}"#
        )
        .unwrap();
    }
    [chats, contacts].map(|list| list + "]")
}

/// Starts a server that gives these answers, one to each connection. They are never freed, so that they do not count.
fn serve(answers: [String; 2]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answers = answers.map(|body| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
        &*format!("{head} {}\r\n\r\n{body}", body.len()).leak()
    });
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            assert!(stream.read(&mut request).unwrap() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

/// Returns the memory of this process that is no file's, as Linux counts it; 0 on other systems.
fn resident() -> usize {
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    let anonymous = rollup.lines().find_map(|line| line.strip_prefix("Anonymous:"));
    anonymous.map_or(0, |line| line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10)
}

#[test]
fn a_chat_takes_few_bytes_while_it_is_loaded_and_fewer_afterwards() {
    let mut counted = Counted::begin();
    return_large_blocks();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let address = serve(answers());
    let log = ExchangeLog::new();
    let client = Client::with_options(log.clone(), &ClientOptions { pace: 0.0, ..ClientOptions::default() });
    let credentials = Credentials {
        api_url: ApiUrl::parse(&format!("http://{address}")).unwrap(),
        id_instance: IdInstance::parse("1101822940").unwrap(),
        token: ApiToken::parse(&"5f".repeat(25)).unwrap(),
        messenger: Messenger::WhatsApp,
    };
    let before = resident();
    counted.up_to(WHILE_LOADING * CHATS);
    let cancel = CancellationToken::new();
    let loaded = runtime.block_on(load(&client, &credentials, Arc::new(ChatList::default()), &cancel));
    assert_eq!(loaded.failure(), None);
    let list = loaded.list.clone();
    drop(loaded);
    let found = FoundChats::new(&list, &Imported::default(), &[], Asked::default());
    assert_eq!(found.count(), CHATS);
    let rest = counted.bytes();
    let kept = resident().saturating_sub(before);
    for (name, bytes, limit) in [("at rest", rest, AT_REST), ("kept", kept, KEPT)] {
        println!("{name}: {} bytes a chat", bytes / CHATS);
        assert!(bytes / CHATS <= limit, "{name}: {} bytes a chat", bytes / CHATS);
    }
}
