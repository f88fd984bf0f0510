//! The Chats page with a hundred thousand chats: resting, scrolling, typing into the search, moving with the keys, and
//! selecting all.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::NodeT as _;
use instance_desk::practice::{Chat, InstanceSeed, Messenger, PracticeServer, World};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{measure, opened, wait, wheel};

const CHATS: usize = 100_000;

const FIRST: [&str; 8] = ["Анна", "Олег", "Мария", "Артём", "Emma", "José", "Сергей", "Юлия"];
const LAST: [&str; 7] = ["Иванова", "Петров", "Кузнецова", "Фёдоров", "Miller", "Соколова", "Цой"];

fn chat(number: usize) -> Chat {
    let scattered = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    let name = format!("{} {} {number}", FIRST[(scattered % 8) as usize], LAST[(scattered / 8 % 7) as usize]);
    let chat = Chat::person(format!("{}@c.us", 79_000_000_000 + number), name);
    if number.is_multiple_of(5) { chat.archived() } else { chat }
}

/// Returns the resident memory of this process in MiB, if the system reports it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

pub fn measure_chats(runtime: &Runtime) -> bool {
    let seed = InstanceSeed::new(Messenger::WhatsApp, "7103000000", "Support").chats((0..CHATS).map(chat).collect());
    let anywhere = ([127, 0, 0, 1], 0).into();
    let world = World::empty().with(seed).with_fixed_tokens();
    let server = PracticeServer::start(runtime.handle(), anywhere, world).unwrap();
    let dir = TempDir::new().unwrap();
    let mut harness = opened(&server, dir.path());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    harness.step();
    wait(&mut harness, "the chats", |model| {
        let instance = &model.instances[0];
        instance.chats.found.as_ref().is_some_and(|found| found.count() >= CHATS) && !instance.is_asking()
    });
    println!("chats: {CHATS}");

    let row = harness.root().children_recursive().find(|node| {
        node.accesskit_node().role() == Role::CheckBox
            && node.accesskit_node().label().is_some_and(|label| label.contains('@'))
    });
    let place = row.unwrap().rect().center();
    harness.hover_at(place);
    harness.step();
    let mut good = measure(&mut harness, "chats, resting", |_, _| {});
    let before = memory();
    good &= measure(&mut harness, "chats, scrolling by rows", |harness, _| wheel(harness, vec2(0.0, -99.0)));
    good &= measure(&mut harness, "chats, scrolling by thousands", |harness, _| wheel(harness, vec2(0.0, -33_000.0)));
    good &= measure(&mut harness, "chats, scrolling back", |harness, _| wheel(harness, vec2(0.0, 12_000.0)));
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("memory: {before} MiB before scrolling, {after} MiB after");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.step();
    let words = "соколова анна 7";
    good &= measure(&mut harness, "chats, typing", |harness, number| {
        let letters = words.chars().count() + 1;
        match words.chars().nth(number % letters) {
            Some(letter) => harness.event(Event::Text(letter.to_string())),
            // After the last letter, select all, so that the next letter replaces the text.
            None => harness.key_press_modifiers(Modifiers::COMMAND, Key::A),
        }
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press(Key::Delete);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(3);
    good &= measure(&mut harness, "chats, moving with the keys", |harness, number| {
        harness.key_press(if number % 50 == 49 { Key::End } else { Key::PageDown });
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(3);
    good &= measure(&mut harness, "chats, resting, with all selected", |_, _| {});
    good
}
