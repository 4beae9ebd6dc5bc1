//! Client error correction: a required field that a response lacks gets an empty value.
//!
//! Otherwise, a server that drops one field would make the whole response undecodable for every
//! program already shipped. The API description marks the fields to which this applies
//! (`x-decisive: false`); ids, statuses and whatever else decisions depend on are still required.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::integer::OfIntegers;
use crate::{Secret, Timestamp};

/// A type with an empty value.
///
/// It is not `Default`, which would be public: nobody should get a made-up status from
/// `CallStatus::default()`.
pub(crate) trait Empty: Sized {
    /// Returns the empty value.
    fn empty() -> Self;
}

/// Returns the value for a required field that is missing from a response.
///
/// Every correction goes through this function and none calls [`Empty::empty`] directly, so this is
/// the one place to count or report them.
#[cold]
pub(crate) fn missing<T: Empty>() -> T {
    T::empty()
}

/// Decodes a field that may be missing; `null` counts as missing.
pub(crate) fn or_missing<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Empty,
{
    Option::deserialize(deserializer).map(|value| value.unwrap_or_else(missing))
}

/// Decodes a field of integers as [`or_missing`] does.
pub(crate) fn integer_or_missing<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Empty,
    Option<T>: OfIntegers,
{
    Option::decode(deserializer).map(|value| value.unwrap_or_else(missing))
}

/// Implements `Empty` for types whose default is empty.
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
