//! Shipped programs: compares the spec of HEAD with the behaviour of the code generated from BASE.
//!
//! - [`decode`] finds responses of HEAD that this code cannot decode.
//! - [`sender`] decides which changes of requests affect it; for that, [`sent`] knows the values that
//!   it sends, and [`checked`] the limits that it checks first.

mod checked;
mod decode;
mod sender;
mod sent;

pub(crate) use decode::breakages;
pub(crate) use sender::Sender;
