//! The practice server: GREEN-API's behaviour in memory on a loopback port, for learning, demonstrations and tests.
//!
//! Written only from the public documentation and from observation of the service, not from any other code in this
//! package: a mistake in our client must not be mirrored here. Where the documentation is silent, a comment records the
//! choice made.
//!
//! Public interface: [`PracticeServer`] runs a [`World`] of instances; [`Control`] moves its clock, acts for the
//! messenger, inspects its state and sets [`Fault`]s; [`serve_until_stopped`] runs the server alone.

mod account;
mod answers;
mod archiving;
mod call;
mod calls;
mod chats;
mod clock;
mod connection;
mod contacts;
mod control;
mod directory;
mod faults;
mod groups;
mod instance;
mod journal;
mod limits;
mod linking;
mod media;
mod methods;
mod notices;
mod numbers;
mod partner;
mod phone;
mod queue;
mod routing;
mod seed;
mod seeding;
mod sending;
mod serve;
mod server;
mod settings;
mod statuses;
mod world;

pub use chats::Chat;
pub use clock::Clock;
pub use control::{Control, Seen, V3Path};
pub use faults::{ANY_METHOD, Fault, Gate, Quota};
pub use instance::Messenger;
pub use seed::Language;
pub use seeding::InstanceSeed;
pub use serve::serve_until_stopped;
pub use server::{PracticeInstance, PracticeServer};
pub use world::World;
