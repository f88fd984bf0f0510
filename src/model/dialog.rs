//! Questions that wait for an answer. Closing one by any route means "no".

use super::{Action, InstanceKey};
use crate::work::restart::Change;

#[derive(Debug, Clone)]
pub enum Dialog {
    Clear(InstanceKey),
    Remove(InstanceKey),
    Restart(InstanceKey, Change),
    Logout(InstanceKey),
    NewToken(InstanceKey),
    /// The form has unsaved text; `then` is what was wanted.
    Unsaved {
        then: Box<Action>,
    },
    /// Something runs; close the window all the same?
    Quit,
}
