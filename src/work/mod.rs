//! What an administrator does, as readers and state machines over [`green_api`](crate::green_api),
//! [`vault`](crate::vault) and [`store`](crate::store). No window: each is run and tested without one.

pub mod pasted;
