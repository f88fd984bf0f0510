//! Scenes of tests: a test that runs again in a process with an environment of its own.
#![allow(clippy::expect_used)]

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Time after which a scene counts as one that does not end. Long, because the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// Set in the process of a scene.
const SCENE: &str = "INSTANCE_DESK_SCENE";

/// Whether [`play`] started this process.
pub(crate) fn is_scene() -> bool {
    std::env::var_os(SCENE).is_some()
}

/// Runs this test as a scene. Returns what it prints between two `|`; `None` if it does not end.
pub(crate) fn play(test: &str, environment: &[(&str, &Path)]) -> Option<String> {
    let mut scene = Command::new(std::env::current_exe().expect("it has a path"));
    scene.args(["--exact", test, "--nocapture"]).env(SCENE, "yes").envs(environment.iter().copied());
    let mut scene = scene.stdout(Stdio::piped()).spawn().expect("it runs");
    let output = scene.stdout.take().expect("it is piped");
    let (sender, said) = mpsc::channel();
    thread::spawn(move || sender.send(io::read_to_string(output)));
    let said = said.recv_timeout(PATIENCE).ok();
    let _ = scene.kill();
    let _ = scene.wait();
    Some(said?.ok()?.split('|').nth(1)?.to_owned())
}
