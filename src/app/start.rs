//! Starting: settings and instances from disk, the client, the vault, and the first queries.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::file_dialog::FileDialogs;
use super::freshness::WindowFocus;
use super::journal::JournalReads;
use super::keys::Keys;
use super::parts::Parts;
use super::runtime::Runtime;
use super::scheduler::{Due, Scheduler};
use super::tasks::Tasks;
use super::watch::Watch;
use super::{App, Effects, FileDialogAnswer, Services, WindowState};
use crate::explain::Text;
use crate::green_api::{Client, ClientOptions, ExchangeLog, Waker};
use crate::model::{
    AddMany, Form, Instance, InstanceKey, Journal, Model, Page, Places, UpdateCheck, VaultState, WatchState,
};
use crate::platform::{self, Panics, REPORTS, StartAtLogin, inject_panic};
use crate::store::{Database, Folders, InstanceRecord, LanguageChoice, Settings, Store, StoreWarning, ThemeChoice};
use crate::ui::text;
use crate::vault::{Vault, VaultScope};
use crate::work::Recorder;
use crate::work::updates::Releases;

/// Options of the command line.
#[derive(Debug, Clone, Default)]
pub struct StartOptions {
    /// Open with the practice instances.
    pub practice: bool,
    /// Number of practice instances, instead of the five of the guide.
    pub practice_count: Option<u16>,
    /// Keep settings and files in this folder.
    pub data_dir: Option<PathBuf>,
    /// Keep no token beyond this session.
    pub session_only: bool,
    pub language: Option<LanguageChoice>,
    pub theme: Option<ThemeChoice>,
    /// Folder for copies written as files, instead of the downloads folder. Without [`Self::file_dialog`], no dialog
    /// asks for a file then.
    pub exports: Option<PathBuf>,
    /// Answer to use instead of showing the system's file dialog.
    pub file_dialog: Option<FileDialogAnswer>,
    /// Vault to use instead of the system's keyring.
    pub vault: Option<Vault>,
    /// Limits and pace of the client.
    pub client: ClientOptions,
    /// The watch over panics, if there is one.
    pub panics: Option<Panics>,
    /// Source of newer versions.
    pub releases: ReleaseSource,
    /// File of this program, if the running process is another one.
    pub program: Option<OsString>,
    /// The system's record of programs to start at login. Without one, that is not offered.
    pub login: Option<StartAtLogin>,
}

/// Source of newer versions of the program, if any. The default is the repository that Cargo.toml names.
#[derive(Debug, Clone)]
pub struct ReleaseSource(pub Option<Releases>);

impl Default for ReleaseSource {
    fn default() -> Self {
        Self(Releases::of_repository(env!("CARGO_PKG_REPOSITORY")))
    }
}

impl StartOptions {
    fn folders(&self) -> Option<Folders> {
        self.data_dir.as_ref().map(Folders::in_dir).or_else(Folders::of_user)
    }

    /// Claims these files for this program, or finds that an earlier one has them. A program started differently, for
    /// practice or for keeping no token, is another program: its window would not be the one that the user wants.
    pub fn begin(&self, waker: &Waker) -> platform::Start {
        let kind = match (self.practice, self.session_only) {
            (false, false) => "window",
            (true, false) => "window-practice",
            (false, true) => "window-session",
            (true, true) => "window-practice-session",
        };
        self.folders().map_or(platform::Start::Alone, |folders| platform::begin(&folders.data, kind, waker))
    }

    /// Applies these options to the settings.
    fn overrule(&self, settings: &mut Settings) {
        settings.language = self.language.unwrap_or(settings.language);
        settings.theme = self.theme.unwrap_or(settings.theme);
    }

    /// Returns the settings without starting the program: those on disk, overridden by these options. Changes no file.
    pub fn settings(&self) -> Settings {
        let mut settings = self.folders().map(|folders| Store::peek(&folders)).unwrap_or_default();
        self.overrule(&mut settings);
        settings
    }
}

/// Returns the entries of the keyring that belong to this settings folder, where `standard` is the user's own. Programs
/// with other folders may share the keyring: one in a Flatpak must not delete the tokens of one outside.
fn scope(config: &Path, standard: Option<&Path>) -> VaultScope {
    let folder = whole(config);
    if standard.is_some_and(|standard| whole(standard) == folder) {
        VaultScope::of_user()
    } else {
        VaultScope::of_folder(&folder)
    }
}

/// Returns a path without links, which it has whether or not its last folders exist yet.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = path.ancestors().find_map(|parent| {
        let missing = path.strip_prefix(parent).ok()?;
        Some(parent.canonicalize().ok()?.join(missing))
    });
    // Without the slash that joining nothing leaves at the end.
    resolved.unwrap_or(path).components().collect()
}

/// Returns the model of a program that lists no instance yet.
fn empty_model(options: &StartOptions, settings: Settings, warnings: Vec<StoreWarning>, places: Places) -> Model {
    Model {
        instances: Vec::new(),
        page: Page::Form,
        help: None,
        form: Form::default(),
        add_many: AddMany::default(),
        dialog: None,
        settings,
        journal: Journal::default(),
        vault: VaultState { session_only: options.session_only, ..VaultState::default() },
        exchanges: Vec::new(),
        exchanges_dropped: 0,
        clear_several: None,
        notices: Vec::new(),
        warnings,
        unsaved: None,
        lasting_notices: Vec::new(),
        route: None,
        places,
        updates: options.releases.0.as_ref().map(|_| UpdateCheck::default()),
        watch: WatchState::default(),
    }
}

/// Sets the language of this thread.
pub fn use_language(choice: LanguageChoice) {
    text::set_language(match choice {
        LanguageChoice::System => text::system_language(),
        LanguageChoice::En => text::Language::English,
        LanguageChoice::Ru => text::Language::Russian,
    });
}

/// Number of instances that are queried together, in one frame: a start does not query all of them at once.
const TOGETHER: u32 = 8;

/// Interval between the planned queries of two such groups.
const BETWEEN_GROUPS: Duration = Duration::from_millis(1_200);

impl App {
    /// Reads the stored data and prepares everything. `waker` is called when there is something new to draw.
    pub fn start(options: &StartOptions, waker: Waker) -> Result<Self, String> {
        let folders = options.folders().ok_or("this account has no home folder; name one with --data-dir")?;
        if let Some(panics) = &options.panics {
            panics.report_into(folders.data.join(REPORTS));
            panics.wake_by(waker.clone());
        }
        let [settings, data, logs] =
            [&folders.config, &folders.data, &folders.logs].map(|folder| folder.display().to_string());
        let places = Places { settings, data, logs };
        let (store, loaded) = Store::open(folders);
        let is_first_start = !store.path().exists();
        let database = Database::new(store.folders());
        database.wake_by(waker.clone());
        let recorder = Recorder::Database(database.clone());
        let scope = || scope(&store.folders().config, Folders::standard_config().as_deref());
        let keyring = options.vault.clone().unwrap_or_else(|| Vault::system(scope()));
        let runtime = Runtime::start().map_err(|error| error.to_string())?;
        let client = Client::with_options(ExchangeLog::new(), &options.client);

        let mut settings = loaded.settings;
        options.overrule(&mut settings);
        let model = empty_model(options, settings, loaded.warnings, places);
        let services = Services {
            client,
            store,
            recorder,
            practice_database: Database::in_memory(),
            database,
            practice: None,
            panics: options.panics.clone(),
            releases: options.releases.0.clone(),
            program: options.program.clone().unwrap_or_else(platform::program),
            login: options.login.clone(),
        };
        let mut app = Self {
            model,
            services,
            file_dialogs: FileDialogs::new(options),
            window: WindowState {
                seen: Instant::now(),
                focus: WindowFocus::Here,
                copying: None,
                effects: Effects::default(),
            },
            keys: Keys::new(keyring, options.session_only),
            journal: JournalReads::default(),
            parts: Parts::default(),
            tasks: Tasks::new(waker),
            scheduler: Scheduler::default(),
            watch: Watch::default(),
            exchanges_seen: 0,
            slow_job: None,
            runtime,
        };
        app.use_language();
        app.runtime.spawn_blocking(|| inject_panic("worker"));
        app.plan_release(is_first_start);
        app.take_up_stored(options, loaded.instances);
        Ok(app)
    }

    /// Lists the stored instances, reads what is stored about them, and shows the first page.
    fn take_up_stored(&mut self, options: &StartOptions, instances: Vec<InstanceRecord>) {
        self.miss_database();
        self.apply_retention();
        self.load_replacements(None);
        self.read_last_known();
        self.read_group_names();
        self.probe_vault();
        self.list(instances);
        self.list_all_interrupted();
        if options.practice {
            self.try_practice(options.practice_count);
        }
        if self.model.page == Page::Form {
            self.show_first_page();
        }
    }

    /// Says that the database is missing, before a new one takes its place. There was one, since the settings name the page
    /// that was open last.
    fn miss_database(&mut self) {
        let path = self.services.database.path();
        // An error of the drive is no proof.
        if self.model.settings.last_page.is_some() && matches!(path.try_exists(), Ok(false)) {
            let why = Text::new("missing-database").with("path", path.display().to_string());
            self.report_error(Text::new("trouble-database"), vec![why]);
        }
    }

    /// Lists instances that were read from disk, and plans the first queries of each.
    pub(super) fn list(&mut self, records: impl IntoIterator<Item = InstanceRecord>) {
        let mut keys = Vec::new();
        for record in records {
            let key = self.keys.new_key();
            self.model.instances.push(Instance::new(key, record));
            self.use_access(key);
            keys.push(key);
        }
        self.plan_queries(keys);
        self.plan_watch();
    }

    /// Plans to query these instances soon, one group after the other.
    pub(super) fn plan_queries(&mut self, keys: impl IntoIterator<Item = InstanceKey>) {
        let now = Instant::now();
        for (index, key) in (0..).zip(keys) {
            self.scheduler.at(now + BETWEEN_GROUPS * (index / TOGETHER), Due::Query(key));
        }
    }

    pub(super) fn use_language(&self) {
        use_language(self.model.settings.language);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_the_standard_folder_has_the_users_own_tokens_by_whatever_way_it_is_reached() {
        let dir = tempfile::tempdir().unwrap();
        let (home, link) = (dir.path().join("home"), dir.path().join("link"));
        std::fs::create_dir(&home).unwrap();
        std::os::unix::fs::symlink(&home, &link).unwrap();
        let standard = home.join(".config/instance-desk");
        let flatpak = ".var/app/desk/config/instance-desk";
        for is_made in [false, true] {
            for folder in [&standard, &link.join(".config/instance-desk")] {
                assert_eq!(scope(folder, Some(&standard)), VaultScope::of_user(), "{is_made}");
            }
            let own = VaultScope::of_folder(&home.canonicalize().unwrap().join(flatpak));
            for folder in [home.join(flatpak), link.join(flatpak)] {
                assert_eq!(scope(&folder, Some(&standard)), own, "{is_made}");
                assert_eq!(scope(&folder, None), own, "{is_made}");
            }
            std::fs::create_dir_all(&standard).unwrap();
            std::fs::create_dir_all(home.join(flatpak)).unwrap();
        }
    }
}
