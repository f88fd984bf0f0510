//! A session bus that accepts connections and never answers, as a session that hangs does.
//!
//! The libraries find the bus by the environment, so each test runs itself again with another one.
#![cfg(target_os = "linux")]

use std::env;
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::sync::Arc;

use instance_desk::platform::{Tray, TrayLook};
use instance_desk::vault::{Vault, VaultName, VaultScope};

/// Set to the socket of the bus in the process with the other environment.
const SOCKET: &str = "INSTANCE_DESK_SILENT_BUS";

/// Plays `scene` with a silent bus. `test` is the name of the calling test.
fn play(test: &str, scene: impl FnOnce(UnixListener)) {
    if let Some(socket) = env::var_os(SOCKET) {
        return scene(UnixListener::bind(socket).unwrap());
    }
    let folder = tempfile::TempDir::new().unwrap();
    let socket = folder.path().join("bus");
    let played = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("silent_bus::{test}"), "--nocapture"])
        .env(SOCKET, &socket)
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&played.stdout);
    let complained = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success() && said.contains("1 passed"), "the scene failed\n{said}\n{complained}");
}

#[test]
fn the_keyring_has_no_name_of_its_own() {
    play("the_keyring_has_no_name_of_its_own", |_bus| {
        assert_eq!(Vault::system(VaultScope::of_user()).name(), VaultName::SecretService);
    });
}

#[test]
fn no_icon_counts_as_shown() {
    play("no_icon_counts_as_shown", |bus| {
        let (open, quit) = ("Open".to_owned(), "Quit".to_owned());
        let look = TrayLook { pixels: vec![0; 4], side: 1, title: "Instance Desk".to_owned(), open, quit };
        let waker: instance_desk::green_api::Waker = Arc::new(|| {});
        let tray = Tray::show(look, &waker);
        let _asked = bus.accept().unwrap();
        assert!(!tray.is_shown(), "a window that is put aside could not be brought back");
    });
}
