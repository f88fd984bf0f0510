//! The administrator's tasks, as readers, state machines and runs over the client. Nothing here depends on a window:
//! each task gets a client and credentials, reports plain data, and can be cancelled. Every change to a server goes
//! through the [`Recorder`], which records it before and after the request.

pub mod add_many;
pub mod archive_chat;
mod batch;
pub mod bulk_archive;
pub mod chats;
pub mod check_instance;
pub mod clear_queue;
pub mod clear_several;
pub mod link_phone;
pub mod pasted;
pub mod queue_reading;
mod recorder;
pub mod replace_number;
pub mod resend;
pub mod restart;
pub mod saved_queues;
pub mod standstill;
pub mod updates;
pub mod watch;

pub use recorder::Recorder;
