//! Positions of the table's columns.

use super::NARROW;
use crate::ui::theme::{size, space};

/// Width of the columns of the state, the queue, the check and the next act, in points.
const WIDTHS: [f32; 4] = [182.0, 122.0, 96.0, 188.0];
/// The same in a narrow window, without the check.
const NARROW_WIDTHS: [f32; 3] = [150.0, 72.0, 188.0];
/// Width below which the column of the name takes that of the state, which is then under the name, in points.
const NAME_LEAST: f32 = 150.0;

/// Left edges of the columns, from the left edge of the row.
#[derive(Debug)]
pub struct Columns {
    pub tick: f32,
    pub name: f32,
    /// `None` in the narrowest windows.
    pub state: Option<f32>,
    pub queue: f32,
    /// `None` in a narrow window.
    pub checked: Option<f32>,
    pub next: f32,
    pub end: f32,
}

impl Columns {
    pub fn within(width: f32) -> Self {
        let end = width - space::XS;
        let tick = space::S;
        let name = tick + size::ICON + space::L;
        if width < NARROW {
            let [state, queue, next] = NARROW_WIDTHS;
            let (next_at, queue_at) = (end - next, end - next - queue);
            let state = Some(queue_at - state).filter(|state_at| state_at - name >= NAME_LEAST);
            return Self { tick, name, state, queue: queue_at, checked: None, next: next_at, end };
        }
        let [state, queue, checked, next] = WIDTHS;
        let (next_at, checked_at) = (end - next, end - next - checked);
        let queue_at = checked_at - queue;
        let state = Some(queue_at - state);
        Self { tick, name, state, queue: queue_at, checked: Some(checked_at), next: next_at, end }
    }

    /// Returns where the column of the name ends.
    pub fn name_end(&self) -> f32 {
        self.state.unwrap_or(self.queue)
    }

    /// Returns where the column of the queue ends.
    pub fn queue_end(&self) -> f32 {
        self.checked.unwrap_or(self.next)
    }
}
