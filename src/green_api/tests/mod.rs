//! Tests too large to keep beside the code.

mod chat_id;
mod classify;
mod methods;
mod properties;
mod redaction;
mod replies;
