//! Counts allocated bytes. A program of its own, because the limit of memory that counts them holds for every test of the
//! program: only one of them runs at a time.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test fails by panicking

mod chats;
mod watch;

use std::sync::{Mutex, MutexGuard, PoisonError};

use instance_desk::platform::{limit_memory, memory_left};

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Counts the bytes that are allocated from now on. More than `limit` end the process.
struct Counted {
    limit: usize,
    _turn: MutexGuard<'static, ()>,
}

impl Counted {
    fn up_to(limit: usize) -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        limit_memory(limit);
        Self { limit, _turn: turn }
    }

    /// Returns the bytes that are allocated now.
    fn bytes(&self) -> usize {
        self.limit - memory_left()
    }
}
