//! A value that is computed off the drawing path.

use std::sync::{Arc, OnceLock};

use eframe::egui::Context;

/// A value that a thread of its own computes; there is no lock to wait for, and a thread that dies leaves it unset.
#[derive(Debug, Clone)]
pub struct Background<T>(Arc<OnceLock<T>>);

impl<T: Send + Sync + 'static> Background<T> {
    /// Computes at once if the work is small, else on a thread, and then draws again.
    pub fn compute(ctx: &Context, is_small: bool, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let cell = Arc::new(OnceLock::new());
        if is_small {
            let _ = cell.set(work());
            return Self(cell);
        }
        let (result, ctx) = (cell.clone(), ctx.clone());
        let started = std::thread::Builder::new().name("reading".to_owned()).spawn(move || {
            let _ = result.set(work());
            ctx.request_repaint();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "no thread to read on");
        }
        Self(cell)
    }

    pub fn get(&self) -> Option<&T> {
        self.0.get()
    }
}
