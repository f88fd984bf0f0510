//! A server that knows only where an HTTP request ends: it records every byte and answers from a script.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// The reaction to the next request.
#[derive(Clone)]
pub enum Script {
    /// Write these bytes and keep the connection.
    Answer(Vec<u8>),
    /// Write these bytes, then close, and wait until the client has closed its end.
    AnswerAndClose(Vec<u8>),
    /// Close without an answer.
    Close,
    /// Send nothing and keep the connection.
    Silence,
}

/// Returns a complete answer with this status line, headers and body.
pub fn answer(status: &str, headers: &str, body: &str) -> Script {
    let length = body.len();
    Script::Answer(format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n{body}").into_bytes())
}

/// Returns a JSON answer with status 200.
pub fn json(body: &str) -> Script {
    answer("200 OK", "Content-Type: application/json\r\n", body)
}

#[derive(Clone)]
pub struct Listener {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// A permit for each request that has arrived, and for each connection that both ends have closed.
    arrived: Arc<Semaphore>,
    closed: Arc<Semaphore>,
}

#[derive(Clone)]
pub struct Seen {
    pub text: String,
    pub at: Instant,
    /// The index of the connection that it came on, from 0.
    pub connection: usize,
}

impl Listener {
    /// Starts a server that follows the script in the order of the requests. After its end requests get no answer.
    pub async fn start(script: Vec<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new(VecDeque::from(script)));
        let [arrived, closed] = [(); 2].map(|()| Arc::new(Semaphore::new(0)));
        let started = Self { address, seen, arrived, closed };
        let accepting = started.clone();
        tokio::spawn(async move {
            for connection in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                tokio::spawn(accepting.clone().serve(stream, connection, script.clone()));
            }
        });
        started
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.text).collect()
    }

    /// Waits for the next request.
    pub async fn arrival(&self) {
        self.arrived.acquire().await.unwrap().forget();
    }

    /// Waits until the client has noticed that a connection was closed.
    pub async fn closing(&self) {
        self.closed.acquire().await.unwrap().forget();
    }

    async fn serve(self, mut stream: TcpStream, connection: usize, script: Arc<Mutex<VecDeque<Script>>>) {
        while let Some(text) = request(&mut stream).await {
            self.seen.lock().unwrap().push(Seen { text, at: Instant::now(), connection });
            self.arrived.add_permits(1);
            let next = script.lock().unwrap().pop_front().unwrap_or(Script::Silence);
            match next {
                Script::Answer(bytes) => stream.write_all(&bytes).await.unwrap_or_default(),
                Script::AnswerAndClose(bytes) => {
                    stream.write_all(&bytes).await.unwrap_or_default();
                    stream.shutdown().await.unwrap_or_default();
                    let _ = stream.read(&mut [0]).await;
                    self.closed.add_permits(1);
                    return;
                }
                Script::Close => return,
                Script::Silence => std::future::pending().await,
            }
        }
    }
}

/// Reads one request to its end; `None` if the connection ended before.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text.into_owned());
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
