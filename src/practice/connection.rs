//! The server's end of a connection, which a fault can drop, cut or slow down below HTTP.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

/// How a connection transmits the server's further output.
#[derive(Debug, Default)]
enum Carriage {
    #[default]
    Whole,
    /// Nothing more is sent; the connection closes.
    Dropped,
    /// The next answer's head and this number of its body bytes are sent, then the connection closes.
    Cut { body_bytes: usize },
    /// This number of bytes is still sent, then the connection closes.
    Ending { bytes: usize },
    /// One byte is sent after each pause.
    Slow { pause: Duration, sleep: Pin<Box<Sleep>> },
}

/// A handle on a connection. A request's handler receives it as its connect info.
#[derive(Clone, Debug, Default)]
pub struct Line(Arc<Mutex<Carriage>>);

impl Line {
    /// Ends the fault of an earlier request when a new one arrives.
    pub fn restore(&self) {
        self.set(Carriage::Whole);
    }

    pub fn drop_connection(&self) {
        self.set(Carriage::Dropped);
    }

    pub fn cut_after(&self, body_bytes: usize) {
        self.set(Carriage::Cut { body_bytes });
    }

    pub fn slow_down(&self, pause: Duration) {
        self.set(Carriage::Slow { pause, sleep: Box::pin(tokio::time::sleep(pause)) });
    }

    fn set(&self, carriage: Carriage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = carriage;
    }

    /// Returns the number of bytes of `buf` that may be written now; 0 if nothing else will be sent.
    fn admit(&self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<usize> {
        let mut carriage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Carriage::Cut { body_bytes } = *carriage {
            let head = buf.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
            *carriage = Carriage::Ending { bytes: head + body_bytes };
        }
        Poll::Ready(match &mut *carriage {
            Carriage::Whole | Carriage::Cut { .. } => buf.len(),
            Carriage::Dropped => 0,
            Carriage::Ending { bytes } => buf.len().min(*bytes),
            Carriage::Slow { pause, sleep } => {
                ready!(sleep.as_mut().poll(cx));
                *sleep = Box::pin(tokio::time::sleep(*pause));
                buf.len().min(1)
            }
        })
    }

    fn written(&self, count: usize) {
        if let Carriage::Ending { bytes } = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            *bytes = bytes.saturating_sub(count);
        }
    }
}

/// A TCP stream controlled by a [`Line`].
pub struct Wire {
    stream: TcpStream,
    line: Line,
    _open: Option<Arc<()>>,
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let admitted = ready!(self.line.admit(cx, buf));
        if admitted == 0 && !buf.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let count = ready!(Pin::new(&mut self.stream).poll_write(cx, &buf[..admitted]))?;
        self.line.written(count);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Accepts connections and gives each a [`Line`].
pub struct FaultyListener {
    pub listener: TcpListener,
    /// Each connection holds it once while open.
    pub open: Weak<()>,
}

impl Listener for FaultyListener {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Wire { stream, line: Line::default(), _open: self.open.upgrade() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, FaultyListener>> for Line {
    fn connect_info(stream: IncomingStream<'_, FaultyListener>) -> Self {
        stream.io().line.clone()
    }
}
