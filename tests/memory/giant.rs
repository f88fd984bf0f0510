//! The bytes that an answer takes whose only item is as large as an answer may be.

use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use instance_desk::green_api::{
    ApiToken, ApiUrl, Client, ClientOptions, Credentials, ExchangeLog, GetChats, IdInstance, Messenger, Method,
    ShowMessagesQueue,
};
use tokio_util::sync::CancellationToken;

use crate::Counted;

/// Length of the text in the item: nearly the limit of an answer.
const TEXT: usize = 30 << 20;

/// Starts a server that gives this answer once. It is never freed, so that it does not count.
fn serve(body: &str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
    let answer = &*format!("{head} {}\r\n\r\n{body}", body.len()).leak();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        stream.write_all(answer.as_bytes()).unwrap();
    });
    address
}

/// Returns the reply to the answer that has the giant text between these parts, and the bytes that are allocated with it.
/// More than `limit` texts at any moment end the process.
fn read<M: Method>(call: &M, [before, after]: [&str; 2], limit: usize) -> (M::Reply, usize) {
    let mut counted = Counted::begin();
    let body = [before, &"x".repeat(TEXT), after].concat();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let credentials = Credentials {
        api_url: ApiUrl::parse(&format!("http://{}", serve(&body))).unwrap(),
        id_instance: IdInstance::parse("1101822940").unwrap(),
        token: ApiToken::parse(&"5f".repeat(25)).unwrap(),
        messenger: Messenger::WhatsApp,
    };
    let client = Client::with_options(ExchangeLog::new(), &ClientOptions { pace: 0.0, ..ClientOptions::default() });
    drop(body);
    counted.up_to(limit * TEXT);
    let answer = runtime.block_on(client.call(&credentials, call, &CancellationToken::new()));
    (answer.outcome.unwrap(), counted.bytes())
}

#[test]
fn a_giant_name_is_cut_and_takes_no_second_copy() {
    let around = [r#"[{"id":"79001234567@c.us","name":""#, r#"","type":"user"}]"#];
    let (chats, kept) = read(&GetChats { count: None }, around, 4);
    assert_eq!(chats[0].name.as_ref().map(String::len), Some(200));
    assert!(kept < TEXT / 8, "{kept} bytes");
}

#[test]
fn a_giant_message_is_kept_twice_and_takes_no_third_copy() {
    let before = r#"[{"type":"sendMessage","messageID":"1","body":{"chatId":"79001234567@c.us","message":""#;
    let (queue, kept) = read(&ShowMessagesQueue, [before, r#""}}]"#], 5);
    assert_eq!(queue[0].text().map(str::len), Some(TEXT));
    assert!(kept < TEXT * 17 / 8, "{kept} bytes");
}
