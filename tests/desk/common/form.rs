//! Fills the form of an instance.

use instance_desk::model::SaveState;
use instance_desk::practice::PracticeInstance;

use super::Window;

pub const ID: &str = "idInstance";
pub const URL: &str = "apiUrl";
pub const TOKEN: &str = "apiTokenInstance";

/// Fills the form like a user who copies one value after the other.
pub fn fill(window: &mut Window, instance: &PracticeInstance) {
    window.fill("Name", &instance.name);
    window.fill(ID, &instance.id_instance);
    fill_url(window, &instance.api_url);
    window.fill(TOKEN, &instance.api_token_instance);
}

/// Replaces the suggested address by the right one.
pub fn fill_url(window: &mut Window, url: &str) {
    let label = if window.shows("apiUrl · suggested") { "apiUrl · suggested" } else { URL };
    window.fill(label, url);
}

/// Waits until the form reports that the disk refused it. The window's position is saved at the same time and has a
/// similar message.
#[track_caller]
pub fn not_saved(window: &mut Window) {
    window.until("the form", |window| matches!(window.model().form.save, SaveState::StoreFailed(_)).then_some(()));
    window.see("Not saved");
}

pub fn value(window: &mut Window, label: &str) -> String {
    window.field(label).value
}
