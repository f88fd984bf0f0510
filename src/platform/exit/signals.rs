//! The signals that request the end of the program.

use std::time::Duration;
use std::{io, thread};

use tokio::runtime::Builder;
use tokio::select;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::timeout;

use super::ExitRequest;

/// Time for the window to close after a signal. A window that is open after it, or at a second signal, is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Calls `tell` on the first signal. A signal that is ignored, as by nohup, stays ignored.
pub(super) fn listen(tell: impl Fn(ExitRequest) + Send + 'static) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut signals = {
        let _runtime = runtime.enter();
        // A write over the limit of a file's size then fails, and is named, where it would end the program.
        drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?);
        Signals {
            terminate: hear(SignalKind::terminate())?,
            interrupt: hear(SignalKind::interrupt())?,
            hangup: hear(SignalKind::hangup())?,
        }
    };
    let wait = async move {
        let number = signals.next().await;
        tell(ExitRequest::Now);
        let _ = timeout(PATIENCE, signals.next()).await;
        std::process::exit(128 + number);
    };
    thread::Builder::new().name("signals".to_owned()).spawn(move || runtime.block_on(wait))?;
    Ok(())
}

struct Signals {
    terminate: Option<Signal>,
    interrupt: Option<Signal>,
    hangup: Option<Signal>,
}

impl Signals {
    /// Waits for one of the signals, and returns its number.
    async fn next(&mut self) -> i32 {
        select! {
            () = received(&mut self.terminate) => SignalKind::terminate(),
            () = received(&mut self.interrupt) => SignalKind::interrupt(),
            () = received(&mut self.hangup) => SignalKind::hangup(),
        }
        .as_raw_value()
    }
}

/// Waits for a signal; for ever if it is ignored.
async fn received(signal: &mut Option<Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Takes over a signal; `None` if the process was started with it ignored.
fn hear(kind: SignalKind) -> io::Result<Option<Signal>> {
    if is_ignored(kind) { Ok(None) } else { signal(kind).map(Some) }
}

/// Whether the process was started with this signal ignored. Only Linux tells without unsafe code.
fn is_ignored(kind: SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (kind.as_raw_value() - 1) & 1 == 1)
}
