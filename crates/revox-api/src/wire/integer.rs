use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Largest integer below which a double represents every integer exactly.
const SAFE: f64 = 9_007_199_254_740_991.0;

/// Decodes integers in either notation: JSON does not tell `3` from `3.0`.
pub(crate) fn integer<'de, D: Deserializer<'de>, T: OfIntegers>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::decode(deserializer)
}

/// Field types that hold integers.
pub(crate) trait OfIntegers: Sized {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl OfIntegers for i64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Integer::deserialize(deserializer).map(|integer| integer.0)
    }
}

impl OfIntegers for Option<i64> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let integer = Option::<Integer>::deserialize(deserializer)?;
        Ok(integer.map(|integer| integer.0))
    }
}

impl OfIntegers for Vec<i64> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let integers = Vec::<Integer>::deserialize(deserializer)?;
        Ok(integers.into_iter().map(|integer| integer.0).collect())
    }
}

impl OfIntegers for Option<Vec<i64>> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let integers = Option::<Vec<Integer>>::deserialize(deserializer)?;
        Ok(integers.map(|integers| integers.into_iter().map(|integer| integer.0).collect()))
    }
}

struct Integer(i64);

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(IntegerVisitor).map(Self)
    }
}

struct IntegerVisitor;

impl Visitor<'_> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        if value.fract() == 0.0 && value.abs() <= SAFE {
            Ok(value as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }
}
