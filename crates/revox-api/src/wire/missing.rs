//! Client error correction: a required member that a response lacks takes its empty value.
//!
//! A server that drops one field would otherwise make the whole response unreadable for every
//! program already shipped. The API description marks the members for which this holds
//! (`x-decisive: false`); ids, statuses and whatever else a decision hangs on are demanded as before.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::integer::OfIntegers;
use crate::{Secret, Timestamp};

/// A type with a value that says nothing.
///
/// Not `Default`, which would be public: nobody should come by an invented status with
/// `CallStatus::default()`.
pub(crate) trait Empty: Sized {
    /// The value that says nothing.
    fn empty() -> Self;
}

/// The value of a required member that is missing from a response.
///
/// Every correction goes through this function and none through [`Empty::empty`] alone, so that here
/// is the one place to count or report them.
#[cold]
pub(crate) fn missing<T: Empty>() -> T {
    T::empty()
}

/// Decodes a member that may be missing, where `null` is the same as absence.
pub(crate) fn or_missing<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Empty,
{
    Option::deserialize(deserializer).map(|value| value.unwrap_or_else(missing))
}

/// As [`or_missing`], for members that hold integers.
pub(crate) fn integer_or_missing<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Empty,
    Option<T>: OfIntegers,
{
    Option::decode(deserializer).map(|value| value.unwrap_or_else(missing))
}

/// Types whose default is empty.
macro_rules! empty_by_default {
    ($($of:ty),+ $(,)?) => {$(
        impl Empty for $of {
            fn empty() -> Self {
                Self::default()
            }
        }
    )+};
}

empty_by_default!(
    bool,
    f64,
    i64,
    String,
    Timestamp,
    crate::Base64,
    Map<String, Value>,
    Value,
);

impl Empty for Secret {
    fn empty() -> Self {
        Self::from("")
    }
}

impl<T> Empty for Option<T> {
    fn empty() -> Self {
        None
    }
}

impl<T> Empty for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }
}

impl<T> Empty for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }
}
