//! Archiving many chats: what is done, what waits, what pauses, what is undone, and what verification finds afterwards.

mod afterwards;
mod desk;
mod faults;
mod numbers;
mod quota;
mod signals;
mod thousands;
