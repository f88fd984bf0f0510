//! A database and a client of an instance with many chats on a practice server.

use std::sync::Mutex;
use std::time::Duration;

use instance_desk::green_api::{
    ApiToken, ApiUrl, ArchiveDirection, Client, ClientOptions, Credentials, ExchangeLog, IdInstance, Messenger,
};
use instance_desk::practice::{Chat, Control, InstanceSeed, Messenger as Product, PracticeServer, World};
use instance_desk::store::{ArchiveCounts, ArchiveItem, ArchiveRun, ArchiveRunId, ChatState, Database, Folders};
use instance_desk::work::bulk_archive::{
    self, ArchiveCandidate, ArchivePause, ArchivePhase, ArchiveProgress, Plan, Signals, Verifying, plan, verify,
};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub const SALES: &str = "7103004512";
pub const SUPPORT: &str = "7103004513";
pub const TELEGRAM: &str = "4100004514";

pub struct Desk {
    pub dir: TempDir,
    _server: PracticeServer,
    pub control: Control,
    pub database: Database,
    pub client: Client,
    pub credentials: Credentials,
}

/// Returns the id of chat `number`, counted from 0.
pub fn chat(number: usize) -> String {
    format!("{}@c.us", 79_000_000_000 + number)
}

/// Returns chats that can be archived.
pub fn chats(count: usize) -> Vec<Chat> {
    (0..count).map(|number| Chat::person(chat(number), format!("Customer {number}"))).collect()
}

/// Returns the first `count` chats as candidates known not to be archived.
pub fn selected(count: usize) -> Vec<ArchiveCandidate> {
    (0..count).map(|number| candidate(number, Some(false))).collect()
}

pub fn candidate(number: usize, archived: Option<bool>) -> ArchiveCandidate {
    ArchiveCandidate { chat: chat(number), name: format!("Customer {number}"), archived }
}

impl Desk {
    /// Creates a desk without waits and limits. It times out early on a silent server.
    pub async fn with(chats: Vec<Chat>) -> Self {
        let desk = Self::at_pace(chats, 0.0).await;
        desk.control.set_limits(false);
        desk
    }

    pub async fn at_pace(chats: Vec<Chat>, pace: f64) -> Self {
        let seed = |product, id: &str| InstanceSeed::new(product, id, "").chats(chats.clone());
        let world = World::empty()
            .with(seed(Product::WhatsApp, SALES))
            .with(seed(Product::WhatsApp, SUPPORT))
            .with(seed(Product::Telegram, TELEGRAM))
            .with_fixed_tokens();
        let server = PracticeServer::start_here(([127, 0, 0, 1], 0).into(), world).await.unwrap();
        let options = ClientOptions { pace, silence_timeout: Duration::from_millis(400), ..ClientOptions::default() };
        let dir = TempDir::new().unwrap();
        Self {
            // Times out early while another process locks the database.
            database: Database::with_patience(&Folders::in_dir(dir.path()), Duration::from_millis(100)),
            dir,
            control: server.control(),
            client: Client::with_options(ExchangeLog::new(), &options),
            credentials: credentials(&server.api_url(), SALES, Messenger::WhatsApp),
            _server: server,
        }
    }

    pub fn at(&self, id: &str, messenger: Messenger) -> Credentials {
        credentials(self.credentials.api_url.as_str(), id, messenger)
    }

    pub fn plan(&self, candidates: Vec<ArchiveCandidate>) -> Plan {
        plan(candidates, self.credentials.messenger, ArchiveDirection::Archive).unwrap()
    }

    /// Begins a run that archives these candidates.
    pub async fn begin(&self, candidates: Vec<ArchiveCandidate>) -> ArchiveRunId {
        let plan = self.plan(candidates);
        let instance = self.credentials.id_instance.clone();
        bulk_archive::begin(&self.database, instance, plan).await.unwrap().unwrap()
    }

    /// Continues a run and passes each report to `told`.
    pub async fn carry_on(
        &self,
        run: ArchiveRunId,
        signals: &Signals,
        told: impl Fn(&ArchiveProgress) + Send + Sync,
    ) -> ArchiveProgress {
        self.carry_on_at(&self.credentials, run, signals, told).await
    }

    pub async fn carry_on_at(
        &self,
        credentials: &Credentials,
        run: ArchiveRunId,
        signals: &Signals,
        told: impl Fn(&ArchiveProgress) + Send + Sync,
    ) -> ArchiveProgress {
        let last = Mutex::new(None);
        let report = |progress: ArchiveProgress| {
            told(&progress);
            *last.lock().unwrap() = Some(progress);
        };
        bulk_archive::run(&self.database, &self.client, credentials, run, None, signals, report).await;
        last.into_inner().unwrap().unwrap()
    }

    /// Continues a run and returns its final phase.
    pub async fn ends(&self, run: ArchiveRunId) -> ArchivePhase {
        self.carry_on(run, &Signals::default(), |_| {}).await.phase
    }

    /// Continues a run until it ends, through every pause; returns the names of the failures that paused it.
    pub async fn ends_after_pauses(
        &self,
        run: ArchiveRunId,
        told: impl Fn(&ArchiveProgress) + Send + Sync,
    ) -> Vec<String> {
        let mut pauses = Vec::new();
        loop {
            match self.carry_on(run, &Signals::default(), &told).await.phase {
                ArchivePhase::Ended => return pauses,
                ArchivePhase::Paused(ArchivePause::Instance(failure)) => pauses.push(failure.name().to_owned()),
                other => panic!("{other:?}"),
            }
            assert!(pauses.len() < 20, "{pauses:?}");
        }
    }

    pub async fn verify(&self, run: ArchiveRunId) -> Vec<Verifying> {
        let phases = Mutex::new(Vec::new());
        let report = |phase, _| phases.lock().unwrap().push(phase);
        let cancel = CancellationToken::new();
        verify(&self.database, &self.client, &self.credentials, run, &cancel, report).await;
        phases.into_inner().unwrap()
    }

    pub async fn items(&self, run: ArchiveRunId) -> Vec<ArchiveItem> {
        self.database.run(move |tables| tables.archive_items(run)).await.unwrap()
    }

    pub async fn states(&self, run: ArchiveRunId) -> Vec<ChatState> {
        self.items(run).await.into_iter().map(|item| item.state).collect()
    }

    pub async fn listed(&self, run: ArchiveRunId) -> ArchiveRun {
        self.database.run(move |tables| tables.archive_run(run)).await.unwrap().unwrap()
    }

    pub async fn counts(&self, run: ArchiveRunId) -> ArchiveCounts {
        self.listed(run).await.counts
    }

    pub async fn undo(&self, run: ArchiveRunId) -> Option<ArchiveRunId> {
        self.database.run(move |tables| tables.undo_archive_run(run, None)).await.unwrap()
    }

    pub fn is_archived(&self, number: usize) -> bool {
        self.control.chat(self.credentials.id_instance.as_str(), &chat(number)).unwrap().archived
    }

    /// Returns the chats of the requests, in the order in which they reached the server.
    pub fn asked(&self, method: &str) -> Vec<String> {
        let chat_id = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap()["chatId"].clone();
        let requests = self.control.requests_of(method).into_iter();
        requests.map(|seen| chat_id(&seen.body).as_str().unwrap().to_owned()).collect()
    }
}

fn credentials(api_url: &str, id: &str, messenger: Messenger) -> Credentials {
    Credentials {
        messenger,
        api_url: ApiUrl::parse(api_url).unwrap(),
        id_instance: IdInstance::parse(id).unwrap(),
        token: ApiToken::parse(&InstanceSeed::fixed_token(id)).unwrap(),
    }
}
