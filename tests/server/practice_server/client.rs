//! A plain HTTP client that knows only the paths of GREEN-API.

use instance_desk::practice::{Clock, Control, InstanceSeed, PracticeServer, World};
use serde_json::Value;

pub const SALES: &str = "7103004512";
pub const SUPPORT: &str = "1101822940";
pub const MAX_BOT: &str = "3100077318";
pub const NIGHT_SHIFT: &str = "7105660021";
pub const WAREHOUSE: &str = "7105660034";

/// A server whose clock the test moves, and a client for it.
pub struct Practice {
    pub server: PracticeServer,
    pub control: Control,
    pub http: reqwest::Client,
}

/// The response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Practice {
    pub async fn pictures() -> Self {
        Self::start(World::pictures().with_clock(Clock::still())).await
    }

    pub async fn start(world: World) -> Self {
        let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world.with_fixed_tokens()).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { control: server.control(), server, http }
    }

    pub fn url(&self, id: &str, method: &str) -> String {
        let prefix = if id.starts_with("31") { "/v3" } else { "" };
        let token = InstanceSeed::fixed_token(id);
        format!("{}{prefix}/waInstance{id}/{method}/{token}", self.server.api_url())
    }

    pub async fn try_get(&self, id: &str, method: &str) -> reqwest::Result<Reply> {
        read(self.http.get(self.url(id, method))).await
    }

    pub async fn get(&self, id: &str, method: &str) -> Reply {
        self.try_get(id, method).await.unwrap()
    }

    pub async fn post(&self, id: &str, method: &str, body: Value) -> Reply {
        self.post_text(id, method, &body.to_string()).await
    }

    pub async fn post_text(&self, id: &str, method: &str, body: &str) -> Reply {
        let request = self.http.post(self.url(id, method)).header("content-type", "application/json");
        read(request.body(body.to_owned())).await.unwrap()
    }

    /// Advances the clock, which also refills the rate limits.
    pub fn wait(&self, seconds: u64) {
        self.control.advance(std::time::Duration::from_secs(seconds));
    }
}

/// Returns a clock that only the test moves.
pub fn still() -> Clock {
    Clock::still()
}

pub async fn read(request: reqwest::RequestBuilder) -> reqwest::Result<Reply> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Reply { status, headers, text: response.text().await? })
}
