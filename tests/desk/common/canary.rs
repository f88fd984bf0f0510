//! Searches for secrets in everything that the program writes.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};

use instance_desk::green_api::redact;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;

/// The lines logged while a test listens, redacted as the program's own are. A process has one log, so the lines of
/// other tests are among them.
static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static LISTENERS: AtomicUsize = AtomicUsize::new(0);

struct Writer;

impl Write for Writer {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = redact::all(&String::from_utf8_lossy(line));
        LINES.lock().unwrap().extend_from_slice(text.as_bytes());
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The log at its most verbose level, from its creation on.
pub struct Log {
    from: usize,
}

impl Log {
    /// Listens to the log of the whole program until dropped.
    pub fn listen() -> Self {
        static SUBSCRIBED: Once = Once::new();
        SUBSCRIBED.call_once(|| {
            let filter = dynamic_filter_fn(|_, _| LISTENERS.load(Ordering::SeqCst) > 0);
            let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(|| Writer);
            tracing::subscriber::set_global_default(tracing_subscriber::registry().with(filter).with(lines)).unwrap();
        });
        LISTENERS.fetch_add(1, Ordering::SeqCst);
        Self { from: LINES.lock().unwrap().len() }
    }

    /// Whether these words were logged, in this test or at the same time.
    pub fn contains(&self, words: &str) -> bool {
        String::from_utf8_lossy(&LINES.lock().unwrap()[self.from..]).contains(words)
    }

    /// Fails if the log contains the secret, or if nothing was logged.
    pub fn assert_without(&self, secret: &str) {
        let lines = LINES.lock().unwrap();
        assert!(lines.len() - self.from > 1_000, "the log was not listened to");
        assert!(!String::from_utf8_lossy(&lines[self.from..]).contains(secret));
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        LISTENERS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Returns every file below a folder that contains this text. The program may delete files meanwhile.
pub fn files_with(folder: &Path, canary: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, canary));
            continue;
        }
        let bytes = match std::fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            bytes => bytes.unwrap(),
        };
        if bytes.windows(canary.len()).any(|bytes| bytes == canary.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}
