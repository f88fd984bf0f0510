//! Checking for newer versions: asks for consent once, checks once a day against a real server, and is silent on
//! failure.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use instance_desk::app::ReleaseSource;
use instance_desk::green_api::{DesktopProxies, Proxies};
use instance_desk::store::{FILE_NAME, Folders, Store};
use instance_desk::work::updates::{LIMIT, NOTES, NotKnown, Release, Releases};
use jiff::{SignedDuration, Timestamp};
use semver::Version;
use serde_json::json;

use crate::common::{Gateway, Home, SALES};

/// A server that answers every request alike and records the requests.
struct Server {
    releases: Releases,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn answering(status: &str, content_type: &str, body: &str) -> Self {
        let length = body.len();
        Self::sending(format!(
            "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\
             Set-Cookie: visitor=1\r\n\r\n{body}"
        ))
    }

    fn sending(answer: String) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let api = format!("http://{}/repos/some-one/desk/releases/latest", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = Vec::new();
                let mut part = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut part) {
                        Ok(0) | Err(_) => break,
                        Ok(read) => request.extend_from_slice(&part[..read]),
                    }
                }
                heard.lock().unwrap().push(String::from_utf8(request).unwrap().to_lowercase());
                if answer.is_empty() {
                    // Silent until the client gives up.
                    let _ = stream.read(&mut part);
                }
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let page = "https://github.com/some-one/desk/releases/latest".to_owned();
        Self { releases: Releases { api, page, timeout: Duration::from_secs(5) }, asked }
    }

    fn release(tag: &str, notes: &str) -> Self {
        let body = json!({"tag_name": tag, "body": notes, "draft": false, "prerelease": false, "html_url": "https://example.com"});
        Self::answering("200 OK", "application/json; charset=utf-8", &body.to_string())
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn latest(&self) -> Result<Release, NotKnown> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.releases.latest(&Proxies::new(DesktopProxies::None)))
    }

    /// Returns a home of a program that has been started before and checks this server.
    fn home(&self) -> Home {
        let mut home = Home::new();
        home.options.releases = ReleaseSource(Some(self.releases.clone()));
        std::fs::write(home.dir().join(FILE_NAME), r#"{"version": 1}"#).unwrap();
        home
    }
}

fn store(home: &Home) -> Store {
    Store::open(Folders::in_dir(home.dir())).0
}

const QUESTION: &str = "Check for new versions of Instance Desk?";
const NEWER: &str = "Version 99.1.0 of Instance Desk has been released";

#[test]
fn it_says_nothing_of_whoever_asks() {
    let server = Server::release("v99.1.0", "Faster.");
    let expected = Release { version: Version::new(99, 1, 0), notes: "Faster.".to_owned() };
    assert_eq!(server.latest(), Ok(expected.clone()));
    assert_eq!(server.latest(), Ok(expected));
    for asked in server.asked() {
        assert!(asked.starts_with("get /repos/some-one/desk/releases/latest http/1.1\r\n"), "{asked}");
        let mut names: Vec<&str> = asked.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "host", "user-agent"]);
        assert!(asked.contains("user-agent: instance-desk\r\n"), "{asked}");
    }
}

#[test]
fn what_is_no_release_is_not_taken_for_one() {
    let json = "application/json";
    for (server, expected) in [
        (Server::answering("404 Not Found", json, r#"{"message":"Not Found"}"#), NotKnown::Refused(404)),
        (Server::answering("403 Forbidden", json, "{}"), NotKnown::Refused(403)),
        (Server::answering("200 OK", json, &" ".repeat(LIMIT + 1)), NotKnown::TooLarge),
    ] {
        assert_eq!(server.latest(), Err(expected));
    }
    for server in [
        Server::answering("200 OK", "text/html", "<html>Log in to the hotel's network</html>"),
        Server::answering("200 OK", json, "\u{0}\u{1}garbage"),
        Server::answering("200 OK", json, ""),
        Server::answering("200 OK", json, r#"{"tag_name": 7}"#),
        Server::release("nightly", ""),
    ] {
        let told = server.latest();
        assert!(matches!(told, Err(NotKnown::NotUnderstood(_))), "{told:?}");
    }
    let mut silent = Server::sending(String::new());
    silent.releases.timeout = Duration::from_millis(300);
    assert!(matches!(silent.latest(), Err(NotKnown::Unreached(_))));
    let long = Server::release("v99.1.0", &"я".repeat(NOTES + 50));
    assert_eq!(long.latest().unwrap().notes.chars().count(), NOTES);
}

#[test]
fn nobody_is_asked_at_the_first_start_nor_without_an_address() {
    let server = Server::release("v99.1.0", "");
    let mut home = server.home();
    std::fs::remove_file(home.file()).unwrap();
    let mut window = home.open();
    window.settled();
    window.step();
    window.assert_not_shown(QUESTION);
    drop(window);

    home.options.releases = ReleaseSource(None);
    std::fs::write(home.file(), r#"{"version": 1, "settings": {"updates": {"allowed": true}}}"#).unwrap();
    let mut window = home.open();
    window.settled();
    window.step();
    window.assert_not_shown(QUESTION);
    window.assert_not_shown("new versions");
    drop(window);
    assert!(server.asked().is_empty());
}

#[test]
fn a_no_is_kept_and_nothing_is_asked_for() {
    let server = Server::release("v99.1.0", "");
    let home = server.home();
    let mut window = home.open();
    window.see(QUESTION);
    assert!(server.asked().is_empty(), "asked before it was allowed");
    window.click("Don’t check");
    window.see_no_more(QUESTION);
    window.until("the answer on disk", |_| home.kept().contains("\"allowed\": false").then_some(()));
    drop(window);
    let mut window = home.open();
    window.settled();
    window.step();
    window.assert_not_shown(QUESTION);
    drop(window);
    assert!(server.asked().is_empty());
}

#[test]
fn a_newer_version_is_told_until_it_is_skipped_and_asked_for_once_a_day() {
    let server = Server::release("v99.1.0", "## New\n\n* Queues clear faster.");
    let home = server.home();
    let mut window = home.open();
    window.see(QUESTION);
    window.click("Check once a day");
    window.see(NEWER);
    window.see("Queues clear faster.");
    window.assert_not_shown(QUESTION);
    window.until("the version on disk", |_| home.kept().contains("99.1.0").then_some(()));
    drop(window);

    // In the next session of the same day the version is shown again without a request.
    let mut window = home.open();
    window.see(NEWER);
    assert_eq!(server.asked().len(), 1);
    window.click("Skip this version");
    window.see_no_more(NEWER);
    window.until("the choice on disk", |_| home.kept().contains("skipped").then_some(()));
    drop(window);

    // On another day the program checks again, and the version is still skipped.
    store(&home)
        .change(|contents| {
            contents.settings.updates.asked = Some(Timestamp::now() - SignedDuration::from_hours(25));
        })
        .unwrap();
    let mut window = home.open();
    window.until("the second question", |_| (server.asked().len() == 2).then_some(()));
    window.until("its answer", |window| (!window.model().updates.as_ref().unwrap().asking).then_some(()));
    window.assert_not_shown(NEWER);
}

#[test]
fn the_same_and_older_versions_are_no_news() {
    for tag in [concat!("v", env!("CARGO_PKG_VERSION")), "v0.0.1"] {
        let server = Server::release(tag, "");
        let home = server.home();
        let mut window = home.open();
        window.see(QUESTION);
        window.click("Check once a day");
        window.until("the answer", |window| window.model().settings.updates.latest.clone());
        window.assert_not_shown("has been released");
    }
}

#[test]
fn a_failure_is_silent_but_in_preferences() {
    let server = Server::answering("500 Internal Server Error", "text/html", "<html></html>");
    let home = server.home();
    let gateway = Gateway::pictures();
    let sales = gateway.instance(SALES);
    home.keep(&sales, &sales.api_url);
    let mut window = home.open();
    window.see(QUESTION);
    window.click("Check once a day");
    window.until("the failure", |window| window.model().updates.as_ref().unwrap().failed.then_some(()));
    window.settled();
    window.assert_not_shown("Could not check");
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.see("Could not check.");
    let on = window.items().into_iter().any(|item| item.role == Role::CheckBox && item.says("Check for new versions"));
    assert!(on, "the choice is not there to be changed");
    window.click_on(Role::CheckBox, "Check for new versions once a day");
    window.see_no_more("Could not check");
    window.until("the choice on disk", |_| home.kept().contains("\"allowed\": false").then_some(()));
    assert_eq!(server.asked().len(), 1);
}
