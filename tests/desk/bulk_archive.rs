//! Archiving many chats from the window: the dry run, the run, what delays it, and the acts afterwards.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use calamine::{Reader, Xlsx, open_workbook};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, World};
use instance_desk::store::LanguageChoice;
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};

use crate::common::{Gateway, Home, SALES, SUPPORT, Window, answers};

/// Enough chats for a run to take a while at the speed of the tests.
const MANY: usize = 400;

fn id_of(number: usize) -> String {
    format!("{}@c.us", 79_000_000_000 + number as u64)
}

fn seed(chats: Vec<Chat>) -> InstanceSeed {
    InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "yes").chats(chats)
}

fn many() -> Vec<Chat> {
    (0..MANY).map(|number| Chat::person(id_of(number), format!("Client {number}"))).collect()
}

/// Returns one chat for each kind of result.
fn mixed() -> Vec<Chat> {
    vec![
        Chat::person(id_of(1), "Open one"),
        Chat::person(id_of(2), "Open two"),
        Chat::person(id_of(3), "Archived").archived(),
        Chat::person(id_of(4), "Silent").silent(),
    ]
}

struct Stage {
    gateway: Gateway,
    home: Home,
    window: Window,
}

impl Stage {
    fn with(chats: Vec<Chat>) -> Self {
        let gateway = Gateway::with(seed(chats));
        let home = Home::of(&gateway, &[SUPPORT]);
        let window = home.open();
        let mut stage = Self { gateway, home, window };
        stage.show();
        stage
    }

    fn show(&mut self) {
        self.window.settled();
        self.window.tab("Chats");
        self.window.until("the chats", |window| window.model().instances[0].chats.found.as_ref().map(drop));
        self.window.settled();
    }

    /// Selects all and opens the dry run.
    fn plan(&mut self, shown: usize) {
        self.window.click(&format!("Select all {shown} shown"));
        self.window.click(&format!("Archive {shown} chats…"));
    }

    /// Selects all and archives the `change` chats that need it.
    fn archive(&mut self, shown: usize, change: usize) {
        self.plan(shown);
        self.window.click(&format!("Archive {change} chats"));
    }

    fn archived(&self) -> BTreeSet<String> {
        let is_archived = |chat: &String| self.gateway.control.chat(SUPPORT, chat).is_some_and(|chat| chat.archived);
        (0..MANY).map(id_of).filter(is_archived).collect()
    }

    fn asked(&self) -> usize {
        self.gateway.control.requests_of("archiveChat").len()
    }

    /// Closes the program and starts it again.
    fn reopen(mut self) -> Self {
        drop(self.window);
        self.home.closed();
        self.window = self.home.open();
        self.show();
        self
    }
}

#[test]
fn a_dry_run_tells_and_a_run_does_it_and_undo_reverses_just_that() {
    let mut stage = Stage::with(mixed());
    stage.plan(4);
    stage.window.see("3 chats will be archived");
    stage.window.see("1 is archived already and stays as it is");
    stage.window.see("It takes about 1\u{a0}s");
    stage.window.click("Change nothing");
    assert_eq!(stage.asked(), 0);
    stage.window.click("Archive 4 chats…");
    stage.window.click("Archive 3 chats");
    stage.window.see("2 archived · 1 needed no change · 1 failed");
    stage.window.see(&format!("Silent, {}, No incoming message seen yet", id_of(4)));
    stage.window.see(&format!("Archived, {}, archived, Already archived", id_of(3)));
    stage.window.see("Compared with the server’s list: every change is there");
    assert_eq!(stage.asked(), 3);
    // The chat that could not be archived is still selected.
    stage.window.see("1 selected");
    stage.window.click("Show what is not done");
    stage.window.see("Select 1 shown");
    stage.window.click("Undo: unarchive 2 chats…");
    stage.window.see("Unarchive 2 chats again?");
    stage.window.see("1 chat that the run did not change stays as it is.");
    let first = stage.gateway.control.hold("unarchiveChat");
    stage.window.click("Unarchive 2 chats");
    // The list of chats is not read again yet, and said that both are archived.
    stage.window.see(", Unarchived");
    stage.window.assert_not_shown("archived, Unarchived");
    first.open();
    stage.window.see("Undo: 2 of 2 chats unarchived");
    stage.window.see("2 unarchived");
    assert_eq!(stage.archived(), [id_of(3)].into());
    stage.window.see(&format!("{}, Unarchived", id_of(1)));
    stage.window.assert_not_shown("archived, Unarchived");
    // The chats of the undoing run are shown, and nothing is offered that belongs to the first one.
    stage.window.see("Select all 2 shown");
    stage.window.button("Archive 2 chats again…");
    stage.window.assert_not_shown("1 selected");
    // The first run has nothing left to reverse.
    stage.window.settled();
    stage.window.click("1 earlier run");
    stage.window.click("Results");
    stage.window.see("2 of 3 chats archived");
    stage.window.until("no more Undo", |window| (!window.words().contains("Undo: unarchive")).then_some(()));
}

#[test]
fn a_chat_that_is_answered_before_an_earlier_one_is_done_too() {
    let mut stage = Stage::with(vec![Chat::person(id_of(1), "One"), Chat::person(id_of(2), "Two")]);
    let first = stage.gateway.control.hold("archiveChat");
    stage.archive(2, 2);
    let control = &stage.gateway.control;
    stage.window.until("the second answer", |_| control.requests_of("archiveChat").get(1)?.status);
    first.open();
    stage.window.see("2 archived");
    stage.window.see("Compared with the server’s list: every change is there");
    stage.window.assert_not_shown("1 selected");
}

#[test]
fn a_run_that_nothing_tells_of_is_not_called_compared() {
    let mut stage = Stage::with(mixed());
    let others = format!(r#"[{{"id": "{}", "archive": true}}]"#, id_of(3));
    stage.gateway.control.fault("getChats", Fault::Body(others), u32::MAX);
    stage.gateway.control.fault("getContactInfo", answers(400, "{}"), u32::MAX);
    stage.archive(4, 3);
    stage.window.see("2 chats could not be compared");
    stage.window.assert_not_shown("every change is there");
    stage.gateway.control.clear_faults();
    stage.window.click("Compare again");
    stage.window.see("Compared with the server’s list: every change is there");
}

#[test]
fn a_run_that_changed_nothing_has_no_changes_in_place() {
    let mut stage = Stage::with(vec![Chat::person(id_of(1), "One"), Chat::person(id_of(2), "Two")]);
    stage.gateway.control.fault("archiveChat", Fault::Body(r#"{"result":"success"}"#.to_owned()), u32::MAX);
    stage.archive(2, 2);
    stage.window.see("2 failed");
    stage.window.see("Nothing was changed, so there is nothing to compare");
    stage.window.assert_not_shown("every change is there");
}

#[test]
fn a_run_is_paused_continued_and_stopped() {
    let mut stage = Stage::with(many());
    stage.archive(MANY, MANY);
    stage.window.see("Archiving 400 chats");
    stage.window.see(" left");
    assert!(stage.window.find(Role::Button, "Archive 400 chats…").unwrap().off, "one run at a time");
    // The run is in sight on the other pages, too.
    stage.window.tab("Queue");
    stage.window.see(" of 400 chats archived…");
    stage.window.tab("Chats");
    stage.window.click("Pause");
    stage.window.see("Paused. Nothing is sent until you continue.");
    let asked = stage.asked();
    assert!(asked > 0 && asked < MANY, "{asked}");
    assert_eq!(stage.archived().len(), asked);
    stage.window.refresh_and_settle(&stage.gateway);
    assert_eq!(stage.asked(), asked);
    stage.window.click("Continue");
    stage.window.until("more", |_| (stage.gateway.times("archiveChat") > asked + 10).then_some(()));
    stage.window.click("Stop");
    stage.window.see("Stopped. What was done stays done.");
    let asked = stage.asked();
    assert!(asked < MANY);
    let mut stage = stage.reopen();
    stage.window.see("1 earlier run");
    assert!(!stage.window.has_button("Continue"), "one that was stopped is not offered");
    assert_eq!(stage.asked(), asked);
}

#[test]
fn a_run_that_was_cut_off_is_offered_and_goes_on_from_where_it_was() {
    let mut stage = Stage::with(many());
    stage.archive(MANY, MANY);
    stage.window.until("a part", |_| (stage.gateway.times("archiveChat") > 20).then_some(()));
    let mut stage = stage.reopen();
    stage.window.see("The program ended during this run.");
    let asked = stage.asked();
    assert!(asked < MANY, "{asked}");
    stage.window.refresh_and_settle(&stage.gateway);
    assert_eq!(stage.asked(), asked, "nothing goes on by itself");
    stage.window.assert_not_shown("The program ended while archiving");
    stage.window.click("Continue");
    stage.window.see("400 archived");
    assert_eq!(stage.archived().len(), MANY);
    assert_eq!(stage.asked(), MANY, "none is asked for twice");
}

#[test]
fn a_run_that_was_cut_off_is_offered_on_the_other_pages_too() {
    let world = World::empty().with(seed(many())).with(InstanceSeed::new(Messenger::WhatsApp, SALES, "Sales"));
    let gateway = Gateway::of(world);
    let home = Home::of(&gateway, &[SUPPORT, SALES]);
    let window = home.open();
    let mut stage = Stage { gateway, home, window };
    stage.show();
    stage.archive(MANY, MANY);
    stage.window.until("a part", |_| (stage.gateway.times("archiveChat") > 20).then_some(()));
    drop(stage.window);
    stage.home.closed();

    let mut window = stage.home.open();
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Num0);
    let entry = window.until("the next act", |window| {
        let mut buttons = window.items().into_iter().filter(|item| item.role == Role::Button);
        buttons.find(|item| item.label.starts_with("Continue archiving… ("))
    });
    let row = window.row("Support, ").unwrap();
    assert!(row.ends_with(", Something was interrupted"), "{row}");
    assert!(!window.row("Sales, ").unwrap().contains("interrupted"));
    window.click(&entry.label);
    window.see("The program ended during this run.");
    for tab in ["Queue", "Account"] {
        window.tab(tab);
        window.see("The rest waits until you continue.");
        window.click("Go on…");
        window.see("The program ended during this run.");
    }
    window.click("Continue");
    window.see("400 archived");
    window.tab("Queue");
    window.see_no_more("The rest waits until you continue.");
    assert!(!window.row("Support, ").unwrap().contains("interrupted"));
}

#[test]
fn the_last_chats_of_a_run_that_was_cut_off_are_read_back_when_it_goes_on() {
    let mut stage = Stage::with(mixed());
    stage.gateway.control.fault("archiveChat", Fault::Hang, 3);
    stage.archive(4, 3);
    stage.window.until("the last", |_| (stage.gateway.times("archiveChat") == 3).then_some(()));
    let mut stage = stage.reopen();
    stage.window.see("The program ended during this run.");
    stage.window.see("1 needed no change · 3 not confirmed");
    stage.window.click("Continue");
    stage.window.see("2 archived · 1 needed no change · 1 failed");
    assert!(stage.gateway.times("getContactInfo") >= 3);
    let mut stage = stage.reopen();
    stage.window.see("1 earlier run");
    stage.window.assert_not_shown("The program ended during this run.");
}

#[test]
fn what_an_undo_could_not_reverse_can_be_undone_again() {
    let mut stage = Stage::with(mixed());
    stage.archive(4, 3);
    stage.window.see("Compared with the server’s list: every change is there");
    stage.window.settled();
    stage.gateway.control.fault("unarchiveChat", answers(400, r#"{"message":"last message not found in chat"}"#), 1);
    stage.window.click("Undo: unarchive 2 chats…");
    stage.window.click("Unarchive 2 chats");
    stage.window.see("1 unarchived · 1 failed");
    stage.window.settled();
    stage.window.click("1 earlier run");
    stage.window.click("Results");
    stage.window.see("2 of 3 chats archived");
    stage.window.click("Undo: unarchive 1 chat…");
    stage.window.see("Unarchive 1 chat again?");
    stage.window.click("Unarchive 1 chat");
    stage.window.see("Undo: 1 of 1 chat unarchived");
    stage.window.until("what was archived before alone", |_| {
        let is_archived = |number| stage.gateway.control.chat(SUPPORT, &id_of(number)).unwrap().archived;
        ([1, 2, 3, 4].map(is_archived) == [false, false, true, false]).then_some(())
    });
}

#[test]
fn a_network_that_is_away_is_waited_for_in_sight() {
    let mut stage = Stage::with(mixed());
    stage.gateway.control.fault("archiveChat", Fault::DropConnection, 1);
    stage.archive(4, 3);
    stage.window.see("It goes on by itself in");
    stage.window.see("2 archived · 1 needed no change · 1 failed");
    assert_eq!(stage.archived().len(), 3);
}

#[test]
fn what_concerns_the_instance_pauses_the_run_and_says_why() {
    let mut stage = Stage::with(mixed());
    stage.gateway.control.fault("archiveChat", answers(403, r#"{"message":"Forbidden"}"#), u32::MAX);
    stage.archive(4, 3);
    stage.window.see("Paused: the instance does not accept such requests now.");
    assert_eq!(stage.archived().len(), 1);
    stage.gateway.come_back();
    stage.window.click("Continue");
    stage.window.see("2 archived · 1 needed no change · 1 failed");
}

#[test]
fn a_yes_that_did_nothing_is_found_out() {
    let mut stage = Stage::with(vec![Chat::person(id_of(1), "One"), Chat::person(id_of(2), "Two")]);
    stage.gateway.control.fault("archiveChat", Fault::ArchiveDoesNothing, 1);
    stage.archive(2, 2);
    stage.window.see("The server accepted 1 chat but does not list it as changed.");
    // The chat is not named: requests overlap and may overtake each other. The server would change either of them.
    stage.window.see("@c.us, No visible change");
}

#[test]
fn what_failed_is_tried_again_and_results_are_saved() {
    let gateway = Gateway::with(seed(mixed()));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.exports = Some(home.dir().join("exports"));
    std::fs::create_dir(home.dir().join("exports")).unwrap();
    let window = home.open();
    let mut stage = Stage { gateway, home, window };
    stage.show();
    stage.archive(4, 3);
    stage.window.see("1 failed");
    stage.window.see("Compared with");
    stage.window.click("Show what is not done");
    stage.window.until("the silent one alone", |window| {
        (window.shows("Silent, ") && !window.shows("Open one, ")).then_some(())
    });
    stage.gateway.control.set_chat(SUPPORT, Chat::person(id_of(4), "Silent"));
    stage.window.click("Retry 1 failed");
    stage.window.see("3 archived · 1 needed no change");
    assert_eq!(stage.archived().len(), 4);
    stage.window.settled();
    stage.window.click("Save the results…");
    stage.window.see("exports");
    let file = std::fs::read_dir(stage.home.dir().join("exports")).unwrap().next().unwrap().unwrap();
    let table = table(&file.path());
    assert_eq!(table.len(), 5);
    assert!(table[0].starts_with("No.;chatId;Phone;Name;Result;"), "{table:?}");
    let row = |text: &str| table.iter().any(|row| row.contains(text));
    assert!(row(";Silent;Archived;;") && row("Already archived"), "{table:?}");
}

/// Returns the rows of a workbook without formulas.
fn table(path: &Path) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    assert_eq!(book.worksheet_formula("Sheet1").unwrap().used_cells().count(), 0);
    let table = book.worksheet_range("Sheet1").unwrap();
    table.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")).collect()
}

#[test]
fn results_are_saved_in_russian_too_and_never_as_formulas() {
    let mut chats = mixed();
    chats.push(Chat::person(id_of(5), "=HYPERLINK(\"https://bad.example\")"));
    let gateway = Gateway::with(seed(chats));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.language = Some(LanguageChoice::Ru);
    home.options.exports = Some(home.dir().to_owned());
    set_language(Language::Russian);
    let mut window = home.open();
    window.settled();
    window.tab("Чаты");
    window.click(&tr!("chats-choose-shown", count = 5));
    window.click(&tr!("chats-archive-many", count = 5));
    window.click(&tr!("bulk-archive-plan-archive-act", count = 4));
    window.see(&tr!("bulk-archive-verified"));
    window.click(&tr!("bulk-archive-save"));
    let is_table = |file: &std::path::PathBuf| file.extension().is_some_and(|extension| extension == "xlsx");
    let path = window.until("the table", |_| {
        let files = std::fs::read_dir(home.dir()).unwrap().map(|file| file.unwrap().path());
        files.into_iter().find(is_table)
    });
    assert!(path.file_name().unwrap().to_string_lossy().starts_with("Support чаты 20"), "{path:?}");
    let lines = table(&path);
    assert_eq!(lines[0], "№;chatId;Телефон;Имя;Результат;Что это значит;Ответ сервера;Отправлено запросов;Время");
    let line = |chat: usize| lines.iter().find(|line| line.contains(&id_of(chat))).unwrap();
    assert!(line(1).contains(";79000000001;Open one;В архиве;;;1;20"), "{lines:?}");
    assert!(line(4).contains(&tr!("chat-hint-no-incoming")), "{lines:?}");
    assert!(line(5).contains(";=HYPERLINK"), "{lines:?}");
    window.button("Открыть папку");
}

#[test]
fn notifications_that_are_off_are_told_before_the_run() {
    let chats = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").setting("incomingWebhook", "no");
    let gateway = Gateway::with(chats.chats(mixed()));
    let home = Home::of(&gateway, &[SUPPORT]);
    let window = home.open();
    let mut stage = Stage { gateway, home, window };
    stage.show();
    stage.plan(4);
    stage.window.see("Incoming notifications are off");
    stage.window.click("Turn on incoming notifications…");
    stage.window.see("Turn on incoming notifications for “Support”?");
    assert_eq!(stage.asked(), 0);
}

#[test]
fn closing_the_window_asks_while_a_run_goes() {
    let mut stage = Stage::with(many());
    stage.archive(MANY, MANY);
    stage.window.see("Archiving 400 chats");
    assert!(!stage.window.close());
    stage.window.see("Support");
    stage.window.until("the question", |window| window.model().dialog.as_ref().map(drop));
}

#[test]
fn a_chat_that_was_archived_when_its_list_was_read_is_compared_too() {
    let mut stage = Stage::with(mixed());
    // On the phone, while the page still shows it as archived.
    stage.gateway.control.set_chat(SUPPORT, Chat::person(id_of(3), "Archived"));
    stage.archive(4, 3);
    stage.window.see("3 archived · 1 failed");
    stage.window.see("Compared with the server’s list: every change is there");
    assert_eq!(stage.archived(), [1, 2, 3].map(id_of).into());
}

#[test]
fn undoing_a_run_of_another_number_warns() {
    let mut stage = Stage::with(mixed());
    stage.gateway.control.set_setting(SUPPORT, "wid", "79990000001@c.us");
    stage.archive(4, 3);
    stage.window.see("Compared with the server’s list: every change is there");
    stage.window.click("Undo: unarchive 2 chats…");
    stage.window.assert_not_shown("another number");
    stage.window.click("Leave as it is");
    stage.gateway.control.set_setting(SUPPORT, "wid", "79990000002:7@c.us");
    stage.window.press(Key::F5);
    stage.window.settled();
    stage.window.click("Undo: unarchive 2 chats…");
    stage.window.see("This run was made with another number, +7\u{a0}999\u{a0}000-00-01");
}

#[test]
fn a_run_that_is_pausing_need_not_wait_for_an_answer() {
    let gateway = Gateway::with(seed(mixed()));
    let mut home = Home::of(&gateway, &[SUPPORT]);
    home.options.client.silence_timeout = Duration::from_secs(3600);
    let window = home.open();
    let mut stage = Stage { gateway, home, window };
    stage.show();
    let _held = stage.gateway.control.hold("archiveChat");
    stage.archive(4, 3);
    stage.window.until("the request", |_| (!stage.gateway.control.requests_of("archiveChat").is_empty()).then_some(()));
    stage.window.click("Pause");
    stage.window.click("Do not wait");
    stage.window.see("Paused");
}
