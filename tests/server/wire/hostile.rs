//! A hostile server: endless answers, floods, bombs and redirects. Each ends within the limits of the client.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use instance_desk::green_api::{Failure, GetStateInstance};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::listener::{Listener, answer};
use super::{call, client, whatsapp};

/// Serves one connection with `write` after its request has arrived. Returns the address, and the bytes written.
async fn serve<F>(
    write: impl FnOnce(TcpStream, Arc<AtomicUsize>) -> F + Send + 'static,
) -> (SocketAddr, Arc<AtomicUsize>)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let written = Arc::new(AtomicUsize::new(0));
    let count = written.clone();
    tokio::spawn(async move {
        let (mut visitor, _) = listener.accept().await?;
        assert!(visitor.read(&mut [0; 4096]).await? > 0);
        write(visitor, count).await
    });
    (address, written)
}

/// Writes `head`, and then `part` for ever.
async fn endless(head: &'static str, part: Vec<u8>) -> (SocketAddr, Arc<AtomicUsize>) {
    serve(move |mut visitor, written| async move {
        visitor.write_all(head.as_bytes()).await?;
        loop {
            visitor.write_all(&part).await?;
            written.fetch_add(part.len(), Ordering::Relaxed);
        }
    })
    .await
}

async fn failure(address: SocketAddr) -> Failure {
    call(&client(), &whatsapp(address), &GetStateInstance).await.outcome.unwrap_err()
}

#[tokio::test]
async fn what_never_ends_is_cut_at_the_limits() {
    const MOST: usize = 16 << 20;
    let chunk = b"1000\r\n".iter().copied().chain(std::iter::repeat_n(b' ', 4096)).chain(*b"\r\n").collect();
    let length = "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n";
    for (what, head, part, expected) in [
        ("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk, "BodyTooLarge"),
        ("100 MB", length, vec![b'['; 4096], "BodyTooLarge"),
        ("a body until the end", "HTTP/1.1 200 OK\r\n\r\n", vec![b'x'; 4096], "BodyTooLarge"),
        ("headers", "HTTP/1.1 200 OK\r\n", b"X-Flood: 1\r\n".repeat(100), "ConnectionLost"),
        ("one header", "HTTP/1.1 200 OK\r\nX-Flood: ", vec![b'x'; 4096], "ConnectionLost"),
        ("a status line", "HTTP/1.1 200 ", vec![b'O'; 4096], "ConnectionLost"),
        ("a chunk's size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", vec![b'0'; 4096], "TimedOut"),
    ] {
        let (address, written) = endless(head, part).await;
        let failure = failure(address).await;
        assert_eq!(failure.name(), expected, "{what}: {failure:?}");
        // What ends with the time for an exchange depends on the speed of the computer; nothing of it is kept.
        let is_cut = expected != "TimedOut";
        assert!(!is_cut || written.load(Ordering::Relaxed) < MOST, "{what}: {written:?} bytes were taken");
    }
}

#[tokio::test]
async fn an_answer_that_trickles_ends_with_the_time_for_an_exchange() {
    let started = Instant::now();
    let (address, _) = serve(|mut visitor, _| async move {
        visitor.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
        loop {
            tick.tick().await;
            visitor.write_all(b"1\r\n \r\n").await?;
        }
    })
    .await;
    let failure = failure(address).await;
    assert!(matches!(failure, Failure::TimedOut { .. }), "{failure:?}");
    assert!(started.elapsed().as_secs() < 30);
}

#[tokio::test]
async fn interim_answers_without_end_are_no_answer() {
    let (address, _) = endless("", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".to_vec()).await;
    let failure = failure(address).await;
    assert!(matches!(failure, Failure::TimedOut { .. } | Failure::ConnectionLost { .. }), "{failure:?}");
}

#[tokio::test]
async fn a_compressed_answer_is_not_inflated() {
    for coding in ["gzip", "deflate", "br", "zstd"] {
        let headers = format!("Content-Encoding: {coding}\r\nContent-Type: application/json\r\n");
        let listener = Listener::start(vec![answer("200 OK", &headers, "\u{1f}compressed")]).await;
        let answer = call(&client(), &whatsapp(listener.address), &GetStateInstance).await;
        assert_eq!(answer.outcome.unwrap_err().name(), "NotJson", "{coding}");
        assert!(answer.exchange.unwrap().body.text().contains("compressed"), "{coding}");
        let offers = listener.requests()[0].to_lowercase().contains("accept-encoding");
        assert!(!offers, "it is not offered");
    }
}

#[tokio::test]
async fn the_token_follows_no_redirect_to_another_host() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let elsewhere = Listener::start(Vec::new()).await;
        let to = format!("Location: http://localhost:{}/waInstance1/x\r\n", elsewhere.address.port());
        let listener =
            Listener::start(vec![answer(status, &format!("{to}Refresh: 0; url=http://localhost/\r\n"), "")]).await;
        let answer = call(&client(), &whatsapp(listener.address), &GetStateInstance).await;
        assert_eq!(answer.outcome.unwrap_err().name(), "Redirected", "{status}");
        // Another request to that server shows that nothing was sent before it.
        TcpStream::connect(elsewhere.address).await.unwrap().write_all(b"GET /last HTTP/1.1\r\n\r\n").await.unwrap();
        while elsewhere.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(elsewhere.requests().len(), 1, "{:?}", elsewhere.requests());
    }
}

#[tokio::test]
async fn contradicting_lengths_and_wrong_types_are_answers_or_failures_and_nothing_waits() {
    const AUTHORIZED: &str = "{\"stateInstance\":\"authorized\"}";
    for (headers, is_read) in [
        ("Content-Type: image/png\r\nContent-Length: 30\r\n", true),
        ("Content-Type: text/html; charset=utf-16\r\nContent-Length: 30\r\n", true),
        ("Content-Length: 30\r\nContent-Length: 31\r\n", false),
        ("Content-Length: -1\r\n", false),
        ("Content-Length: 99999999999999999999\r\n", false),
        ("Content-Length: 30\r\nX-Null: a\0b\r\n", false),
        ("Content-Length: 30\r\nContent-Type: \u{fffd}\r\nRetry-After: -5\r\nDate: \u{202e}\r\n", true),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n{AUTHORIZED}");
        let (address, _) = serve(move |mut visitor, _| async move { visitor.write_all(head.as_bytes()).await }).await;
        let answer = call(&client(), &whatsapp(address), &GetStateInstance).await;
        assert_eq!(answer.outcome.is_ok(), is_read, "{headers}: {:?}", answer.outcome);
    }
}
