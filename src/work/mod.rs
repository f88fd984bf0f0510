//! What an administrator does, as readers, state machines and runs over the client. Nothing here knows a window: each is
//! told a client and credentials, reports plain data, and can be cancelled.

pub mod archive_chat;
pub mod check_instance;
pub mod clear_queue;
pub mod link_phone;
pub mod pasted;
pub mod restart;
