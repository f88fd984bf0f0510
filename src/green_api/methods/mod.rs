//! One type per GREEN-API method. Adding a method is one short item in the file of its subject.
//!
//! Every reply is parsed leniently: unknown values of an enumeration keep their text, and a number may arrive as a
//! string. Only the fields that decide success are parsed strictly.

mod account;
mod authorization;
mod chats;
mod contacts;
mod instance;
mod mutating;
mod queues;
mod reading;
mod sending;
mod settings;

use super::Messenger;

pub use account::{AccountSettings, GetAccountSettings, GetWaSettings, WaSettings};
pub use authorization::{
    GetAuthorizationCode, Logout, PasswordRefusal, Qr, QrReply, Reboot, SendAuthorizationPassword, UpdateApiToken,
};
pub use chats::{ArchiveChat, ArchiveDirection, Chat, ChatType, GetChats, ReadChat, UnarchiveChat};
pub use contacts::{CheckWhatsapp, CheckedNumber, Contact, ContactInfo, GetContactInfo, GetContacts};
pub use instance::{Delivery, GetStateInstance, GetStateInstanceHistory, InstanceState, PastState};
pub use mutating::MutatingMethod;
pub use queues::{
    ClearMessagesQueue, ClearWebhooksQueue, GetMessagesCount, GetWebhooksCount, MessageKind, QueuedMessage,
    ShowMessagesQueue, join_repeats,
};
pub use reading::Moment;
pub use sending::{SendContact, SendFileByUrl, SendLocation, SendMessage, SendPoll};
pub use settings::{GetSettings, InstanceSettings, SetSettings};

const ALL: &[Messenger] = &Messenger::ALL;
const WHATSAPP: &[Messenger] = &[Messenger::WhatsApp];
const WHATSAPP_TELEGRAM: &[Messenger] = &[Messenger::WhatsApp, Messenger::Telegram];
const MAX_TELEGRAM: &[Messenger] = &[Messenger::Max, Messenger::Telegram];
