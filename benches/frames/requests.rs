//! A request with an answer of five megabytes: resting, scrolling, and folded and unfolded in turn.

use std::fmt::Write as _;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;
use instance_desk::practice::Fault;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::pages::{measure_page, one, started};
use super::{Desk, measure, opened, wait, wheel};

const BYTES: usize = 5 << 20;

/// Returns a list of chats, whose items are folded at first.
fn list() -> String {
    let mut body = String::from("[");
    for number in 79_000_000_000_u64.. {
        write!(body, r#"{{"archive":false,"id":"{number}@c.us","ephemeralExpiration":0,"name":"Emma","type":"user"}}"#)
            .unwrap();
        if body.len() >= BYTES {
            break;
        }
        body.push(',');
    }
    body + "]"
}

/// Returns an object with a short line for each member.
fn object() -> String {
    let mut body = String::from("{");
    for number in 0.. {
        write!(body, r#""{number}":{number}"#).unwrap();
        if body.len() >= BYTES {
            break;
        }
        body.push(',');
    }
    body + "}"
}

fn root<'h>(harness: &'h Desk) -> Option<Node<'h>> {
    harness.root().children_recursive().find(|node| node.accesskit_node().role() == Role::DisclosureTriangle)
}

pub fn measure_requests(runtime: &Runtime) -> bool {
    measure_answer(runtime, "a list", list()) & measure_answer(runtime, "an object", object())
}

fn measure_answer(runtime: &Runtime, name: &str, body: String) -> bool {
    let server = started(runtime, [one()]);
    server.control().fault("getMessagesCount", Fault::Body(body), u32::MAX);
    let dir = TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    wait(&mut harness, "the answers", |model| {
        let instance = &model.instances[0];
        instance.queue.value().is_some() && !instance.is_asking()
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    harness.run_steps(3);
    let is_it = |node: &Node<'_>| {
        let node = node.accesskit_node();
        node.role() == Role::Button && node.label().is_some_and(|label| label.contains("GET getMessagesCount"))
    };
    harness.root().children_recursive().find(is_it).unwrap().click_accesskit();
    while root(&harness).is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.step();
    }
    println!("requests: {name} of {BYTES} bytes");
    let good = measure_page(&mut harness, &format!("requests, {name}"), 700.0);
    // Back to the first line, which folds everything.
    wheel(&harness, vec2(0.0, 1e9));
    harness.run_steps(3);
    good & measure(&mut harness, &format!("requests, {name}, folding"), |harness, _| {
        root(harness).unwrap().click_accesskit();
    })
}
