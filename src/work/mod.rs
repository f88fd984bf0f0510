//! What an administrator does, as readers, state machines and runs over the client. Nothing here knows a window: each is
//! told a client and credentials, reports plain data, and can be cancelled. What changes a server goes through the
//! [`Recorder`], which writes it down before and after.

pub mod archive_chat;
pub mod archive_chats;
mod carrying_on;
pub mod chat_list;
pub mod check_instance;
pub mod clear_queue;
pub mod link_phone;
pub mod pasted;
mod recorder;
pub mod releases;
pub mod replace_number;
pub mod restart;
pub mod save_queue;
pub mod send_again;

pub use recorder::Recorder;
