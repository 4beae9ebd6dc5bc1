//! Types and macros of which generated models consist: JSON forms of known and unknown values.

#[macro_use]
mod open_enum;
#[macro_use]
mod tagged_union;
#[macro_use]
mod untagged_union;
mod base64;
mod integer;
mod into_integer;
mod missing;
mod nullable;
mod secret;
mod timestamp;

pub use base64::Base64;
pub(crate) use integer::{OfIntegers, integer};
pub use into_integer::{IntegerOrNull, IntoInteger};
pub(crate) use missing::{Empty, integer_or_missing, missing, or_missing};
pub(crate) use nullable::some;
pub use nullable::{ListOrNull, Nullable};
pub use open_enum::UnknownValue;
pub(crate) use open_enum::deserialize_open_enum;
pub use secret::Secret;
pub use tagged_union::UnknownVariant;
pub(crate) use tagged_union::{TaggedUnion, deserialize_tagged_union};
pub use timestamp::Timestamp;
pub(crate) use untagged_union::FromValue;
