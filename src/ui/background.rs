//! A value that is computed off the drawing path.

use std::sync::{Arc, OnceLock};

use eframe::egui::Context;

/// A value that a separate thread computes. There is no lock to wait for; if the thread dies, the value stays unset.
#[derive(Debug, Clone)]
pub struct Background<T>(Arc<OnceLock<T>>);

impl<T: Send + Sync + 'static> Background<T> {
    /// Computes the value on a thread, which requests a repaint at the end.
    pub fn compute(ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let cell = Arc::new(OnceLock::new());
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

    /// Computes the value at once, because that takes less than a frame.
    pub fn compute_small(work: impl FnOnce() -> T) -> Self {
        Self(Arc::new(work().into()))
    }

    pub fn get(&self) -> Option<&T> {
        self.0.get()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn only_small_work_is_done_on_the_drawing_thread() {
        let ctx = Context::default();
        let small = Background::compute_small(|| thread::current().id());
        assert_eq!(small.get(), Some(&thread::current().id()));
        let large = Background::compute(&ctx, || thread::current().id());
        assert_ne!(large.0.wait(), &thread::current().id());
    }
}
