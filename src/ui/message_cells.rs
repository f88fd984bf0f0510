//! The columns that all tables of messages begin with.

use eframe::egui::{Color32, Ui};

use super::theme::Tokens;
use super::widgets::menu_item;
use super::{labels, text};
use crate::green_api::QueuedMessage;
use crate::model::{Action, Instance};
use crate::tr;

/// Width of a table of messages below which its columns are closer together, in points.
pub const NARROW_TABLE: f32 = 620.0;

/// The texts of a message in a table.
pub struct MessageCells {
    number: String,
    kind: String,
    to: String,
    /// The recipient as the cell shows it, which has no room for the whole id of a group.
    shown_to: String,
    pub content: String,
}

impl MessageCells {
    /// Returns the names of the columns.
    pub fn heads() -> [String; 4] {
        [tr!("queue-column-number"), tr!("queue-column-kind"), tr!("queue-column-to"), tr!("queue-column-content")]
    }

    pub fn new(number: i64, message: &QueuedMessage, instance: &Instance) -> Self {
        let to = labels::recipient(message, instance);
        Self {
            shown_to: labels::unnamed_group(message, instance).unwrap_or_else(|| to.clone()),
            to,
            number: text::number(number),
            kind: labels::kind_word(&message.kind),
            content: labels::content(message),
        }
    }

    /// Returns the texts with their colours, `colour` being that of the recipient and the content.
    pub fn texts(&self, t: &Tokens, colour: Color32) -> [(&str, Color32); 4] {
        [(&self.number, t.muted), (&self.kind, t.muted), (&self.shown_to, colour), (&self.content, colour)]
    }

    /// Returns the row in words.
    pub fn name(&self) -> String {
        format!("{}. {}, {}: {}", self.number, self.kind, self.to, self.content)
    }

    /// Draws the menu entries that copy parts of the message. `end` is copied at the end of the row.
    pub fn copy_menu(&self, ui: &mut Ui, message: &QueuedMessage, end: &str, actions: &mut Vec<Action>) {
        if menu_item(ui, tr!("queue-copy-content")) {
            actions.push(Action::Copy(full_text(message)));
        }
        if let Some(chat) = message.chat_id()
            && menu_item(ui, tr!("queue-copy-chat"))
        {
            actions.push(Action::Copy(chat.to_owned()));
        }
        if menu_item(ui, tr!("queue-copy-row")) {
            let row = format!("{}\t{}\t{}\t{}{end}", self.number, self.kind, self.to, self.content);
            actions.push(Action::Copy(row));
        }
    }
}

/// Returns the text of a message as a person wrote it, with its line breaks; for other kinds, the text of the table
/// cell.
pub fn full_text(message: &QueuedMessage) -> String {
    message.text().map_or_else(|| labels::content(message), str::to_owned)
}
