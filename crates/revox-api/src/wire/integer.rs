use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Decodes integers in either notation: JSON does not distinguish `3` from `3.0`.
///
/// A fraction is rounded to the nearest integer. Failing would lose the whole response for a count
/// that is off by less than one. Rounding rather than truncating also repairs the result of
/// arithmetic in doubles, such as `2.9999999999999996`.
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
        /// 2^63, the first double that is too large.
        const BEYOND: f64 = 9_223_372_036_854_775_808.0;

        let nearest = value.round();
        if (-BEYOND..BEYOND).contains(&nearest) {
            Ok(nearest as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }
}
