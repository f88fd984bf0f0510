//! The server itself: a listener on a loopback port.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::runtime::Handle;

use super::answers::Answer;
use super::connection::{FaultyListener, Line};
use super::control::{Control, Seen, Shared};
use super::faults::Delivery;
use super::notices;
use super::routing::{Incoming, Outgoing, Route, answer};
use super::world::World;

/// Maximum body size, that of an upload.
const MAX_BYTES: usize = 110 * 1024 * 1024;

/// Maximum number of body bytes recorded per request.
const NOTED_BYTES: usize = 256 * 1024;

/// An instance of a practice server, with what a client needs to reach it.
#[derive(Clone)]
pub struct PracticeInstance {
    /// `whatsapp`, `max` or `telegram`.
    pub messenger: &'static str,
    pub name: String,
    /// The words by which an office would group it.
    pub tags: Vec<String>,
    pub api_url: String,
    pub id_instance: String,
    pub api_token_instance: String,
}

/// A running practice server. It stops when dropped.
pub struct PracticeServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl PracticeServer {
    /// Serves `world` on `address` with tasks on `runtime`. Port 0 selects any free port.
    ///
    /// # Errors
    /// Returns an error if the address is in use or not a loopback address: tokens are sent in plain text.
    pub fn start(runtime: &Handle, address: SocketAddr, world: World) -> Result<Self, io::Error> {
        if !address.ip().is_loopback() {
            let message = format!("{} is not a loopback address", address.ip());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let instances = world.instances();
        let shared = Arc::new(Shared::new(format!("http://{address}"), world.clock, instances, world.restart));

        let _entered = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let listener = FaultyListener { listener, open: Arc::downgrade(&shared.open) };
        let app = Router::new().fallback(handle).with_state(Arc::clone(&shared));
        let stop = shared.stop.clone();
        let service = app.into_make_service_with_connect_info::<Line>();
        runtime
            .spawn(async move { axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned()).await });
        Ok(Self { address, shared })
    }

    /// Like [`start`](Self::start), from within a runtime.
    ///
    /// # Errors
    /// The same as for [`start`](Self::start).
    pub async fn start_here(address: SocketAddr, world: World) -> Result<Self, io::Error> {
        Self::start(&Handle::current(), address, world)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns `http://127.0.0.1:PORT`, the same for every instance.
    pub fn api_url(&self) -> String {
        self.shared.api_url.clone()
    }

    /// Returns the instances with their valid tokens.
    pub fn instances(&self) -> Vec<PracticeInstance> {
        let state = self.shared.lock();
        let each = state.instances.iter().map(|instance| PracticeInstance {
            messenger: instance.messenger.name(),
            name: instance.name.clone(),
            tags: instance.tags.clone(),
            api_url: self.shared.api_url.clone(),
            id_instance: instance.id.clone(),
            api_token_instance: instance.token.clone(),
        });
        each.collect()
    }

    /// Formats the instances as one line of JSON, for programs that use the server.
    pub fn announcement(&self) -> String {
        let row = |instance: PracticeInstance| {
            json!({
                "messenger": instance.messenger,
                "apiUrl": instance.api_url,
                "idInstance": instance.id_instance,
                "apiTokenInstance": instance.api_token_instance,
                "practicePhone": format!("{}/practicePhone/{}", instance.api_url, instance.id_instance),
            })
        };
        json!({"instances": self.instances().into_iter().map(row).collect::<Value>()}).to_string()
    }

    pub fn control(&self) -> Control {
        Control(Arc::clone(&self.shared))
    }

    /// Stops accepting connections; answers in progress are completed.
    pub fn stop(&self) {
        self.shared.stop.cancel();
    }
}

impl Drop for PracticeServer {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn handle(State(shared): State<Arc<Shared>>, ConnectInfo(line): ConnectInfo<Line>, request: Request) -> Response {
    line.restore();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BYTES).await else {
        return respond(Answer::nginx(413, "Request Entity Too Large").into());
    };
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let incoming = Incoming {
        verb: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        content_type: header("content-type"),
        file_name: header("ga-filename"),
        body: &body,
    };
    let route = Route::parse(incoming.path);
    let headers = parts.headers.iter();
    let number = shared.note(Seen {
        at: Instant::now(),
        verb: incoming.verb.to_owned(),
        path_with_token: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        method: route.as_ref().map(|route| route.method.to_owned()).unwrap_or_default(),
        id_instance: route.as_ref().map(|route| route.id.to_owned()).unwrap_or_default(),
        headers: headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body: String::from_utf8_lossy(body.get(..NOTED_BYTES).unwrap_or(&body)).into_owned(),
        status: None,
    });

    let mut outgoing = answer(&shared, &incoming);
    if let Some(id) = notices::awaited(&incoming, &outgoing) {
        notices::arrival(&shared, id, incoming.query).await;
        outgoing = answer(&shared, &incoming);
    }
    match &outgoing.delivery {
        Delivery::Plain => {}
        Delivery::Late(time) => pause(&shared, tokio::time::sleep(*time)).await,
        Delivery::Held(gate) => pause(&shared, gate.opened()).await,
        Delivery::Never => pause(&shared, std::future::pending()).await,
        Delivery::Dropped => line.drop_connection(),
        Delivery::Cut => line.cut_after(outgoing.answer.body.len() / 2),
        Delivery::Slow(time) => line.slow_down(*time),
    }
    if !matches!(outgoing.delivery, Delivery::Dropped | Delivery::Never) {
        shared.note_status(number, outgoing.answer.status);
    }
    respond(outgoing)
}

/// Waits for `end`, but no longer than until the server stops.
async fn pause(shared: &Shared, end: impl Future<Output = ()>) {
    tokio::select! {
        () = end => {}
        () = shared.stop.cancelled() => {}
    }
}

fn respond(outgoing: Outgoing) -> Response {
    let answer = outgoing.answer;
    let mut response = Response::builder().status(answer.status);
    if let Some(kind) = answer.content_type {
        response = response.header(CONTENT_TYPE, kind);
    }
    if let Some(allowance) = outgoing.allowance {
        response = response
            .header("X-RateLimit-Remaining", allowance.remaining)
            .header("X-RateLimit-Replenish-Rate", allowance.replenish_rate.to_string());
    }
    if answer.status != 204 {
        response = response.header(CONTENT_LENGTH, answer.body.len());
    }
    response.body(Body::from(answer.body)).unwrap_or_default()
}
