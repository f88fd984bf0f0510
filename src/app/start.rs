//! Starting: settings and instances from disk, the client, the vault, and the first looks.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::mpsc,
    time::{Duration, Instant},
};

use super::{App, Chosen, Effects, last_known, runtime::Runtime};
use crate::{
    explain::{Act, Context, explain},
    green_api::{Client, ClientOptions, ExchangeLog, Messenger, Waker},
    model::{Form, Instance, InstanceKey, Journal, Model, Page, Places, Tab, VaultState},
    store::{Database, Folders, InstanceRecord, LanguageChoice, Store, ThemeChoice},
    ui::text,
    vault::Vault,
    work::Recorder,
};

/// What the command line asked for.
#[derive(Debug, Clone, Default)]
pub struct StartOptions {
    /// Open with the practice instances.
    pub practice: bool,
    /// Keep settings and files there.
    pub data_dir: Option<PathBuf>,
    /// Keep no token beyond this run.
    pub session_only: bool,
    pub language: Option<LanguageChoice>,
    pub theme: Option<ThemeChoice>,
    /// Where copies are written to as files, in place of the folder for downloads.
    /// Without [`Self::file_dialog`] nobody is asked where to, then.
    pub exports: Option<PathBuf>,
    /// In place of the system's file dialog, what it gives.
    pub file_dialog: Option<Chosen>,
    /// In place of the system's keyring.
    pub vault: Option<Vault>,
    /// Limits and pace of the client.
    pub client: ClientOptions,
}

/// Between planned looks at two instances: a start does not knock on every door at once.
const BETWEEN_LOOKS: Duration = Duration::from_millis(150);

impl App {
    /// Reads what is kept and prepares everything; `waker` is called when there is something new to draw.
    pub fn start(options: &StartOptions, waker: Waker) -> Result<Self, String> {
        let folders = match &options.data_dir {
            Some(dir) => Folders::in_dir(dir),
            None => Folders::of_user().ok_or("this account has no home folder; name one with --data-dir")?,
        };
        let places =
            Places { settings: folders.config.display().to_string(), logs: folders.logs.display().to_string() };
        let (store, loaded) = Store::open(folders);
        let database = Database::new(store.folders());
        let recorder = Recorder::Database(database.clone());
        let keyring = options.vault.clone().unwrap_or_else(Vault::system);
        let vault = if options.session_only { Vault::memory() } else { keyring.clone() };
        let runtime = Runtime::start().map_err(|error| error.to_string())?;
        let client = Client::with_options(ExchangeLog::new(), &options.client).map_err(|failure| {
            let told = explain(&failure, &Context::new(Act::Look, Messenger::WhatsApp));
            format!("{} {}", text::say(&told.what), text::say(&told.why))
        })?;

        let (sender, events) = mpsc::channel();
        let mut settings = loaded.settings;
        settings.language = options.language.unwrap_or(settings.language);
        settings.theme = options.theme.unwrap_or(settings.theme);
        let model = Model {
            instances: Vec::new(),
            page: Page::Form,
            help: None,
            form: Form::default(),
            dialog: None,
            settings,
            journal: Journal::default(),
            vault: VaultState { session_only: options.session_only, ..VaultState::default() },
            exchanges: Vec::new(),
            exchanges_dropped: 0,
            notices: Vec::new(),
            warnings: loaded.warnings,
            unsaved: None,
            troubles: Vec::new(),
            removing: None,
            places,
        };
        let mut app = Self {
            model,
            client,
            vault,
            keyring,
            unkept: HashSet::new(),
            store,
            recorder,
            database,
            practice_database: Database::in_memory(),
            database_opening: None,
            journal_call: None,
            interrupted_calls: Vec::new(),
            last_knowns: last_known::LastKnowns::default(),
            copy_calls: Vec::new(),
            replace_loading: Vec::new(),
            replace_keeping: Vec::new(),
            send_calls: Vec::new(),
            send_signals: HashMap::new(),
            exports: options.exports.clone(),
            file_dialog: options.file_dialog.clone(),
            waker,
            sender,
            events,
            looks: Vec::new(),
            numbers: Vec::new(),
            tokens: Vec::new(),
            vault_name: None,
            vault_probe: None,
            saves: Vec::new(),
            orphan: None,
            removals: Vec::new(),
            changes: Vec::new(),
            account_calls: Vec::new(),
            open_token_changes: HashMap::new(),
            removed: HashSet::new(),
            chores: Vec::new(),
            cancels: HashMap::new(),
            signals: HashMap::new(),
            due: Vec::new(),
            recounts: Vec::new(),
            practice: None,
            exchanges_seen: 0,
            next_key: 0,
            next_run: 0,
            effects: Effects::default(),
            runtime,
        };
        app.use_language();
        app.open_database();
        app.load_replacements(None);
        app.read_last_known();
        app.vault_name = Some(app.vault.start_name(app.waker.clone()));
        app.vault_probe = Some(app.vault.start_probe(app.waker.clone()));
        app.list(loaded.instances);
        if options.practice {
            app.try_practice();
        }
        if let (Page::Form, Some(first)) = (app.model.page, app.model.instances.first()) {
            app.show(Page::Instance(first.key, Tab::Queue));
        }
        Ok(app)
    }

    /// Lists instances that were read from disk, and plans the first look at each.
    pub(super) fn list(&mut self, records: impl IntoIterator<Item = InstanceRecord>) {
        let mut keys = Vec::new();
        for record in records {
            let key = self.new_key();
            self.model.instances.push(Instance::new(key, record, false));
            keys.push(key);
        }
        self.plan_looks(keys);
    }

    /// Looks at these instances soon, at one after the other.
    pub(super) fn plan_looks(&mut self, keys: impl IntoIterator<Item = InstanceKey>) {
        let now = Instant::now();
        self.due.extend((0..).zip(keys).map(|(place, key)| (now + BETWEEN_LOOKS * place, key)));
    }

    pub(super) fn use_language(&self) {
        text::set_language(match self.model.settings.language {
            LanguageChoice::System => text::system_language(),
            LanguageChoice::En => text::Language::English,
            LanguageChoice::Ru => text::Language::Russian,
        });
    }
}
