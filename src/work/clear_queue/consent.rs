//! The user's consent to a clearing.

use std::sync::{Arc, OnceLock};

/// Consent to one clearing. It can be revoked until it is taken, which happens right before the request leaves. Clones
/// share it.
#[derive(Debug, Clone, Default)]
pub struct Consent(Arc<OnceLock<Fate>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Taken,
    Revoked,
}

impl Consent {
    /// Revokes the consent, unless it was taken. Returns whether it is revoked.
    pub fn revoke(&self) -> bool {
        *self.0.get_or_init(|| Fate::Revoked) == Fate::Revoked
    }

    /// Takes the consent, unless it was revoked. Returns whether it is taken.
    pub fn take(&self) -> bool {
        *self.0.get_or_init(|| Fate::Taken) == Fate::Taken
    }

    pub fn is_revoked(&self) -> bool {
        self.0.get() == Some(&Fate::Revoked)
    }

    pub fn is_taken(&self) -> bool {
        self.0.get() == Some(&Fate::Taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_decides() {
        let revoked = Consent::default();
        assert!(!revoked.is_revoked() && !revoked.is_taken());
        assert!(revoked.clone().revoke());
        assert!(!revoked.take() && revoked.is_revoked());

        let taken = Consent::default();
        assert!(taken.clone().take() && taken.take());
        assert!(!taken.revoke() && !taken.is_revoked() && taken.is_taken());
    }
}
