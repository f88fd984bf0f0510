//! Positions of the table's columns.

use crate::ui::theme::{size, space};

/// Below this width the result leaves no room for the `known` column.
const NARROW: f32 = 780.0;

/// Width of a name below which the id is left out, in points.
const NAME_LEAST: f32 = 100.0;

/// Left edges of the columns, from the left edge of the row.
pub struct Columns {
    pub tick: f32,
    pub name: f32,
    /// `None` where it would leave no room for the name.
    pub chat: Option<f32>,
    /// Archived, unread, or imported.
    pub known: Option<f32>,
    pub result: Option<f32>,
    pub end: f32,
}

impl Columns {
    pub fn within(width: f32, ticks: bool, results: bool) -> Self {
        let tick = space::S;
        let name = if ticks { tick + size::ICON + 18.0 } else { tick };
        let end = width - space::S;
        let known_at = |from_end: f32| Some(end - from_end);
        let (known, result) = match (results, width < NARROW) {
            (false, _) => (known_at(150.0), None),
            (true, true) => (None, known_at(210.0)),
            (true, false) => (known_at(330.0), known_at(216.0)),
        };
        let room = known.or(result).unwrap_or(end) - name;
        // A group's id is 23 characters of the monospaced font wide.
        let name_width = (room * 0.42).min(room - 190.0);
        let chat = (name_width >= NAME_LEAST).then_some(name + name_width);
        Self { tick, name, chat, known, result, end }
    }

    /// Returns where the name ends.
    pub fn name_end(&self) -> f32 {
        self.chat.unwrap_or_else(|| self.chat_end())
    }

    /// Returns where the id ends.
    pub fn chat_end(&self) -> f32 {
        self.known.or(self.result).unwrap_or(self.end)
    }
}
