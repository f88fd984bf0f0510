//! What an administrator does, as readers, state machines and runs over the client. Nothing here knows a window: each is
//! told a client and credentials, reports plain data, and can be cancelled. What changes a server goes through the
//! [`Recorder`], which writes it down before and after.

pub mod archive_chat;
mod batch;
pub mod bulk_archive;
pub mod chats;
pub mod check_instance;
pub mod clear_queue;
pub mod link_phone;
pub mod pasted;
mod recorder;
pub mod replace_number;
pub mod resend;
pub mod restart;
pub mod saved_queues;
pub mod updates;

pub use recorder::Recorder;
