//! Resends requests if that cannot ring a phone twice.
//!
//! [`decision`] is the policy, a pure function; [`backoff`] and [`budget`] are its arithmetic;
//! [`clock`] supplies the time, so that tests need not wait. [`run`] is the loop around them.

mod backoff;
mod budget;
mod clock;
mod decision;
mod run;

pub(crate) use budget::Budget;
pub use clock::{Clock, SystemClock};
pub(crate) use run::{Limits, Retry};
