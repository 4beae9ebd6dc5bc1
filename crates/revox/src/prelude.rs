//! Names that most programs import: `use revox::prelude::*;`.
//!
//! These are [`Null`] and the traits that add methods to requests and models.

#[cfg(feature = "blocking")]
pub use crate::blocking::Blocking;
#[cfg(feature = "jiff")]
pub use crate::poll::NextAttempt;
pub use crate::reading::{CallAttemptExt, CallExt};
pub use revox_api::Nullable::Null;
