//! Calls each lead once, from inside the durable engine Restate. The README explains it.

#![forbid(unsafe_code)]

mod lead;
mod naive;

pub use lead::{Lead, Order, Record, Status};
pub use naive::NaiveLead;
