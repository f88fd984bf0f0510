//! The runtime of requests.

use std::io;
use std::ops::Deref;

use tokio::runtime::{Builder, Handle};

/// Two threads for requests. Dropping it waits for nothing: a name lookup cannot be cancelled, and would delay the end
/// of the program.
pub(super) struct Runtime(Option<tokio::runtime::Runtime>, Handle);

impl Runtime {
    pub(super) fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let handle = runtime.handle().clone();
        Ok(Self(Some(runtime), handle))
    }
}

impl Deref for Runtime {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.1
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::Runtime;

    #[test]
    fn its_end_waits_for_nothing() {
        let runtime = Runtime::start().unwrap();
        let (started, start) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        runtime.spawn_blocking(move || {
            started.send(()).unwrap();
            released.recv().unwrap_err();
        });
        start.recv().unwrap();
        let (ended, end) = mpsc::channel();
        std::thread::spawn(move || {
            drop(runtime);
            ended.send(()).unwrap();
        });
        end.recv_timeout(Duration::from_secs(20)).unwrap();
        drop(release);
    }
}
