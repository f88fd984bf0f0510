//! The methods that change a server, as one enum.

use crate::green_api::Method;

/// Defines [`MutatingMethod`] with one variant per method type, of the same name.
macro_rules! mutating {
    ($($type:ident),+ $(,)?) => {
        /// A method that changes a server, as the journal names it.
        #[derive(Clone, PartialEq, Eq, Hash, Debug)]
        pub enum MutatingMethod {
            $($type,)+
            /// A method that this version does not have, such as one of an old journal.
            Other(String),
        }

        impl MutatingMethod {
            /// Converts the name in the path.
            pub fn from_name(name: &str) -> Self {
                match name {
                    $(<super::$type as Method>::NAME => Self::$type,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// Returns the name in the path.
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$type => <super::$type as Method>::NAME,)+
                    Self::Other(name) => name,
                }
            }
        }
    };
}

mutating! {
    ClearMessagesQueue, ClearWebhooksQueue,
    ArchiveChat, UnarchiveChat, ReadChat,
    SetSettings, Reboot, Logout, GetAuthorizationCode, SendAuthorizationPassword, UpdateApiToken,
    SendMessage, SendPoll, SendFileByUrl, SendLocation, SendContact,
}
