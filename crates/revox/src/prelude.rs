//! Names that most programs import: `use revox::prelude::*;`.
//!
//! These are [`Null`] and the traits that add methods to requests.

#[cfg(feature = "blocking")]
pub use crate::blocking::Blocking;
pub use revox_api::Nullable::Null;
