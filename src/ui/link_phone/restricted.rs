//! A phone that was linked although the messenger has suspended or blocked its account.

use crate::green_api::{InstanceState, Messenger};
use crate::model::Instance;
use crate::tr;
use crate::ui::labels;
use crate::ui::widgets::{Banner, Mark, Tone};

/// Returns the words for such a phone; `None` if its account is neither suspended nor blocked.
pub fn restricted(instance: &Instance) -> Option<Banner> {
    let state = instance.state.value()?;
    let (tone, title, text) = match (state, instance.messenger()) {
        (InstanceState::Suspended, messenger) if labels::restricts(state, messenger) => {
            (Tone::Wait, tr!("link-done-restricted", messenger = messenger.name()), tr!("link-done-restricted-text"))
        }
        (InstanceState::Suspended, _) => (Tone::Wait, tr!("link-done-suspended"), tr!("link-done-suspended-text")),
        (InstanceState::Blocked, Messenger::Max) => {
            (Tone::Bad, tr!("link-done-unavailable"), tr!("meaning-unavailable"))
        }
        (InstanceState::Blocked, messenger) => {
            let text = tr!("link-done-blocked-text", messenger = messenger.name());
            (Tone::Bad, tr!("link-done-blocked"), text)
        }
        _ => return None,
    };
    Some(Banner::new(tone, Mark::Warning, title, labels::with_suspension_end(instance, text)))
}
