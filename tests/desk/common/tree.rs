//! The window as assistive technology sees it.

use std::borrow::Cow;
use std::collections::HashMap;

use eframe::egui::accesskit::{Live, NodeId, Role, Toggled};
use eframe::egui::{Pos2, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

/// An element of the window, with its properties in the accessibility tree.
#[derive(Debug, Clone)]
pub struct Item {
    /// The id by which assistive technology addresses it.
    pub id: NodeId,
    pub role: Role,
    /// Its name; for a text, the text.
    pub label: String,
    /// The content of a field.
    pub value: String,
    pub off: bool,
    pub focused: bool,
    /// Whether a screen reader reads it when it appears or changes.
    pub announced: bool,
    /// Selected, or checked.
    pub selected: bool,
    pub rect: Rect,
}

impl Item {
    /// Whether its name or content has this text; a no-break space counts as a space.
    pub fn says(&self, text: &str) -> bool {
        let text = plain(text);
        plain(&self.label).contains(text.as_ref()) || plain(&self.value).contains(text.as_ref())
    }

    pub fn is_operable(&self) -> bool {
        matches!(self.role, Role::Button | Role::Tab | Role::ComboBox | Role::CheckBox) || self.is_field()
    }

    pub fn is_field(&self) -> bool {
        matches!(self.role, Role::TextInput | Role::PasswordInput | Role::MultilineTextInput)
    }
}

/// Returns a text with spaces instead of no-break spaces.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\u{a0}') { Cow::Owned(text.replace('\u{a0}', " ")) } else { Cow::Borrowed(text) }
}

/// Returns everything in the accessibility tree, in tree order.
pub fn items<State>(harness: &Harness<'_, State>) -> Vec<Item> {
    let scale = f64::from(harness.ctx.pixels_per_point());
    let item = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let bounds = node.bounding_box().unwrap_or_default();
        let at = |x: f64, y: f64| Pos2::new((x / scale) as f32, (y / scale) as f32);
        let value = node.value().unwrap_or_default();
        Item {
            id: node.locate().0,
            role: node.role(),
            label: node
                .label()
                .unwrap_or_else(|| if node.role() == Role::Label { value.clone() } else { String::new() }),
            value,
            off: node.is_disabled(),
            focused: node.is_focused(),
            announced: node.live() != Live::Off,
            selected: node.is_selected() == Some(true) || node.toggled() == Some(Toggled::True),
            rect: Rect { min: at(bounds.x0, bounds.y0), max: at(bounds.x1, bounds.y1) },
        }
    };
    harness.root().children_recursive().map(item).collect()
}

/// Formats items as lines, for the message of a failed test and for snapshots.
pub fn in_words(items: &[Item]) -> String {
    let line = |item: &Item| {
        let off = if item.off { " (off)" } else { "" };
        let selected = if item.selected { " (selected)" } else { "" };
        let focus = if item.focused { " (focus)" } else { "" };
        let value = if item.value.is_empty() || item.value == item.label {
            String::new()
        } else {
            format!(" = {:?}", item.value)
        };
        format!("  {:?} {:?}{value}{off}{selected}{focus}", item.role, item.label)
    };
    let told = items.iter().filter(|item| !item.label.is_empty() || !item.value.is_empty());
    told.map(line).collect::<Vec<_>>().join("\n")
}

/// The ids of controls by role and name.
pub type Ids = HashMap<(Role, String), NodeId>;

/// Returns the ids of the operable items whose role and name are unique.
pub fn ids(items: &[Item]) -> Ids {
    let mut ids: HashMap<_, Option<NodeId>> = HashMap::new();
    for item in items.iter().filter(|item| item.is_operable() && !item.label.is_empty()) {
        let id = ids.entry((item.role, item.label.clone())).or_insert(Some(item.id));
        *id = id.filter(|id| *id == item.id);
    }
    ids.into_iter().filter_map(|(name, id)| Some((name, id?))).collect()
}
