//! Counts allocated bytes. A program of its own, because the limit of memory that counts them holds for every test of the
//! program: only one of them runs at a time.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod chats;
mod giant;
mod watch;

use std::sync::{Mutex, MutexGuard, PoisonError};

use instance_desk::platform::{limit_memory, memory_left};

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The turn of a test, which counts allocated bytes.
struct Counted {
    limit: usize,
    _turn: MutexGuard<'static, ()>,
}

impl Counted {
    /// Waits until no other test allocates anything.
    fn begin() -> Self {
        Self { limit: 0, _turn: ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Counts the bytes that are allocated from now on. More than `limit` end the process.
    fn up_to(&mut self, limit: usize) {
        self.limit = limit;
        limit_memory(limit);
    }

    /// Returns the bytes that are allocated now.
    fn bytes(&self) -> usize {
        self.limit - memory_left()
    }
}
