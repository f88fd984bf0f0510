//! Views, widgets, theme, and the program's words. A view reads the model, draws, and returns actions; it changes
//! nothing but its own text fields.

pub mod text;
pub mod theme;
pub mod widgets;
