//! Vault calls on a separate thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use poll_promise::Promise;

use super::VaultFailure;
use crate::green_api::Waker;

/// Runs `act` on a new thread; the promise has its value before `waker` is called.
///
/// A panic inside the keyring library becomes a failure: a promise whose sender is gone would panic in the window.
pub(super) fn start<T: Send + 'static>(
    waker: Waker,
    act: impl FnOnce() -> Result<T, VaultFailure> + Send + 'static,
) -> Promise<Result<T, VaultFailure>> {
    let (sender, promise) = Promise::new();
    let run = move || {
        let outcome = catch_unwind(AssertUnwindSafe(act))
            .unwrap_or_else(|_| Err(VaultFailure::other("the keyring's library panicked")));
        sender.send(outcome);
        waker();
    };
    match thread::Builder::new().name("keyring".to_owned()).spawn(run) {
        Ok(_) => promise,
        Err(error) => Promise::from_ready(Err(VaultFailure::other(&error.to_string()))),
    }
}
