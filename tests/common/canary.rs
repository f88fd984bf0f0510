//! Searches for secrets in everything that the program writes.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use instance_desk::green_api::redact;

/// The log at its most verbose level, redacted as the program's own is.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = redact::all(&String::from_utf8_lossy(line));
        self.0.lock().unwrap().extend_from_slice(text.as_bytes());
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Subscribes to the log of the whole program. Works once per process.
    pub fn listen() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let to_log = tracing_subscriber::fmt()
            .with_env_filter("trace")
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(to_log).unwrap();
        log
    }

    /// Fails if the log contains the secret, or if nothing was logged.
    pub fn assert_without(&self, secret: &str) {
        let log = self.0.lock().unwrap();
        assert!(log.len() > 1_000, "the log was not listened to");
        assert!(!String::from_utf8_lossy(&log).contains(secret));
    }
}

/// Returns every file below a folder that contains this text.
pub fn files_with(folder: &Path, canary: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, canary));
        } else if std::fs::read(&path).unwrap().windows(canary.len()).any(|bytes| bytes == canary.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}
