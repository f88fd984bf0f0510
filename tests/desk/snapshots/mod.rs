//! The words of each page and dialog in both languages, in the order in which a screen reader reads them.
//!
//! A snapshot is a file in `screens`; CONTRIBUTING.md says how to accept a change. `~` is a no-break space.

mod account;
mod chats;
mod frame;
mod queue;
mod redact;
mod replace_number;
mod resend;

use std::fs;
use std::ops::{Deref, DerefMut};
use std::path::Path;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use instance_desk::practice::{Chat, Clock, InstanceSeed, Messenger, World};
use instance_desk::store::LanguageChoice;
use instance_desk::ui::text::{Language, set_language};
use serde_json::{Value, json};

use crate::common::tree::in_words;
use crate::common::{FASTER, Gateway, Home, Item, SALES, SUPPORT, Window};

/// Number of frames in a row with the same words after which a screen is taken.
const CALM: usize = 4;

/// One of the languages in which every scene is played.
#[derive(Clone, Copy)]
pub struct Stage {
    choice: LanguageChoice,
    tag: &'static str,
}

/// Plays a scene in each language.
pub fn in_both(scene: impl Fn(Stage)) {
    for (choice, language, tag) in
        [(LanguageChoice::En, Language::English, "en"), (LanguageChoice::Ru, Language::Russian, "ru")]
    {
        set_language(language);
        scene(Stage { choice, tag });
    }
}

impl Stage {
    /// Opens the program with these instances of the gateway.
    pub fn open(self, gateway: &Gateway, ids: &[&str]) -> Screen {
        self.open_home(Home::of(gateway, ids))
    }

    pub fn open_home(self, mut home: Home) -> Screen {
        home.options.language = Some(self.choice);
        let window = home.open();
        let mut screen = Screen { stage: self, home, window };
        screen.settled();
        screen
    }

    /// Fails unless the snapshot with this name holds this text.
    pub fn assert(self, name: &str, words: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("screens");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("{name}.{}", self.tag), words));
    }
}

/// A window in one of the languages.
pub struct Screen {
    stage: Stage,
    home: Home,
    window: Window,
}

impl Deref for Screen {
    type Target = Window;

    fn deref(&self) -> &Window {
        &self.window
    }
}

impl DerefMut for Screen {
    fn deref_mut(&mut self) -> &mut Window {
        &mut self.window
    }
}

impl Screen {
    /// Takes the page with its head. Only the snapshot of the whole window has the sidebar and the status line.
    #[track_caller]
    pub fn page(&mut self, name: &str) {
        self.page_while(name, |_| true);
    }

    /// Like `page`, up to the first item that does not belong.
    #[track_caller]
    pub fn page_while(&mut self, name: &str, belongs: impl Fn(&Item) -> bool) {
        self.settled();
        self.take(name, |window| {
            let aside = if window.model().instances.is_empty() { 0 } else { 2 };
            let mut panes = 0;
            let items = window.items().into_iter().skip_while(|item| {
                panes += usize::from(item.role == Role::Pane);
                panes <= aside
            });
            items.filter(is_read).take_while(&belongs).collect()
        });
    }

    /// Takes the open dialog.
    #[track_caller]
    pub fn dialog(&mut self, name: &str) {
        self.settled();
        self.dialog_at_work(name);
    }

    /// Takes the open dialog while a request is under way.
    #[track_caller]
    pub fn dialog_at_work(&mut self, name: &str) {
        assert!(self.model().dialog.is_some(), "{name}: there is no dialog");
        self.take(name, |window| {
            let items = window.items().into_iter().skip_while(|item| item.role != Role::Dialog);
            items.filter(is_read).collect()
        });
    }

    /// Takes the dialog and closes it.
    #[track_caller]
    pub fn dialog_and_close(&mut self, name: &str) {
        self.dialog(name);
        self.press(Key::Escape);
        self.until("no dialog", |window| window.model().dialog.is_none().then_some(()));
    }

    /// Takes the whole window.
    #[track_caller]
    pub fn whole(&mut self, name: &str) {
        self.settled();
        self.take(name, |window| window.items().into_iter().filter(is_read).collect());
    }

    /// Takes these items once their words rest.
    #[track_caller]
    fn take(&mut self, name: &str, items: impl Fn(&Window) -> Vec<Item>) {
        let dir = self.home.dir().display().to_string();
        let (mut last, mut calm) = (String::new(), 0);
        self.window.until("calm", |window| {
            let words = redact::masked(&in_words(&items(window)), &dir);
            calm = if words == last { calm + 1 } else { 0 };
            last = words;
            (calm == CALM).then_some(())
        });
        self.stage.assert(name, &last);
    }
}

/// Whether the item has words, other than those of the item that it is a part of.
fn is_read(item: &Item) -> bool {
    item.role != Role::TextRun && !(item.label.is_empty() && item.value.is_empty())
}

/// Starts a server whose clock stands still: nothing is sent, expires or changes by itself.
pub fn still_gateway(seeds: Vec<InstanceSeed>) -> Gateway {
    gateway_by(Clock::still(), seeds)
}

/// Starts a server whose clock is as fast as the program's waits are short.
pub fn gateway(seeds: Vec<InstanceSeed>) -> Gateway {
    gateway_by(Clock::faster(FASTER), seeds)
}

fn gateway_by(clock: Clock, seeds: Vec<InstanceSeed>) -> Gateway {
    let world = seeds.into_iter().fold(World::empty().with_clock(clock), World::with);
    let gateway = Gateway::at_true_pace(world);
    gateway.control.set_limits(false);
    gateway
}

pub fn sales() -> InstanceSeed {
    let seed = InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales").state("blocked").interval_ms(15_000);
    seed.queue(messages()).notices(vec![json!({"typeWebhook": "incomingMessageReceived"}); 2])
}

pub fn support() -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "yes").chats(vec![
        Chat::person("79123456789@c.us", "Anna"),
        Chat::person("79031182004@c.us", "Игорь").archived(),
        Chat::person("79992047718@c.us", "").silent(),
        Chat::group("120363043968066561@g.us", "Night shift"),
    ])
}

fn messages() -> Vec<Value> {
    let message = |id: &str, kind: &str, body: Value| json!({"messageID": id, "type": kind, "body": body});
    let file = json!({
        "chatId": "79031182004@c.us", "urlFile": "https://files.example/price.pdf", "fileName": "price.pdf",
        "caption": "Prices"});
    vec![
        message("BAE5000000000001", "sendMessage", json!({"chatId": "79123456789@c.us", "message": "Order 48213"})),
        message("BAE5000000000002", "sendFileByUrl", file),
        message(
            "BAE5000000000003",
            "sendMessage",
            json!({"chatId": "120363043968066561@g.us", "message": "On my way"}),
        ),
    ]
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/snapshots");
    let files = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let sources = files(&folder).into_iter().filter(|path| path.is_file());
    let tests: String = sources.map(|file| fs::read_to_string(file).unwrap()).collect();
    for file in files(&folder.join("screens")) {
        let name = file.file_name().unwrap().to_str().unwrap().split('.').next().unwrap();
        assert!(tests.contains(&format!("\"{name}\"")), "no test takes {}", file.display());
    }
}
