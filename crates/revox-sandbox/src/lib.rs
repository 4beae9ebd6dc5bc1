#![doc = include_str!("../README.md")]

mod api;
mod bounded;
mod builder;
mod clock;
mod control;
mod engine;
mod error;
mod fault;
mod http;
#[cfg(test)]
mod laws;
mod mode;
mod moment;
mod quirks;
mod record;
mod refusal;
mod sandbox;
mod script;
mod seed;
mod service;
mod spec;
mod state;
mod webhook;

pub use builder::Builder;
pub use clock::Time;
pub use engine::HistoryEntry;
pub use error::{PutCallError, StartError};
pub use fault::{Fault, FaultError, Forgery};
pub use jiff::Timestamp;
pub use mode::Mode;
pub use quirks::Quirks;
pub use record::{RecordedRequest, RecordedWebhook};
pub use sandbox::{Expectation, Sandbox};
pub use script::{DialError, Pickup, Reply, Script};
