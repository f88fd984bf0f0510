//! The messenger behind an instance.

use serde::{Deserialize, Serialize};

use super::IdInstance;

/// The messenger that an instance is connected to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Messenger {
    WhatsApp,
    Max,
    Telegram,
}

impl Messenger {
    /// All messengers.
    pub const ALL: [Self; 3] = [Self::WhatsApp, Self::Max, Self::Telegram];

    /// Returns the messenger's name as its owner writes it. The same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Max => "MAX",
            Self::Telegram => "Telegram",
        }
    }

    /// Converts `typeInstance` of getSettings, which is authoritative; `None` for an unknown value.
    pub fn from_type_instance(type_instance: &str) -> Option<Self> {
        match type_instance.trim().to_ascii_lowercase().as_str() {
            "whatsapp" => Some(Self::WhatsApp),
            "v3" | "max" => Some(Self::Max),
            "telegram" => Some(Self::Telegram),
            _ => None,
        }
    }

    /// Guesses from the first digits of idInstance. These ranges are a convention, not documented: the user decides.
    pub fn guess(id: &IdInstance) -> Option<Self> {
        let pool = id.as_str().get(..4)?;
        match (pool.get(..2)?, pool) {
            ("31" | "35", _) => Some(Self::Max),
            ("41" | "45", _) => Some(Self::Telegram),
            ("71" | "77", _) | (_, "1101" | "1102" | "1103" | "2204") => Some(Self::WhatsApp),
            _ => None,
        }
    }

    /// Whether chats can be archived. MAX has no such method.
    pub fn has_archive(self) -> bool {
        self != Self::Max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digits_give_a_guess() {
        let guess = |id| Messenger::guess(&IdInstance::parse(id).unwrap());
        assert_eq!(guess("7103004512"), Some(Messenger::WhatsApp));
        assert_eq!(guess("1101822940"), Some(Messenger::WhatsApp));
        assert_eq!(guess("3100077318"), Some(Messenger::Max));
        assert_eq!(guess("4100000000"), Some(Messenger::Telegram));
        assert_eq!(guess("9903000000"), None);
    }

    #[test]
    fn type_instance_tells_the_messenger() {
        assert_eq!(Messenger::from_type_instance("v3"), Some(Messenger::Max));
        assert_eq!(Messenger::from_type_instance("whatsapp"), Some(Messenger::WhatsApp));
        assert_eq!(Messenger::from_type_instance("viber"), None);
    }
}
