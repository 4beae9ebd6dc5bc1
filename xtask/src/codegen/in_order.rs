//! Deserializes values whose objects have the order of the file, and says where one does not fit.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use xtask_yaml::{Order, below};

/// Error of a value that does not fit.
#[derive(Debug, Default)]
pub(super) struct Misfit {
    /// JSON pointer to the value.
    pub(super) pointer: String,
    /// Description of the error.
    pub(super) message: String,
}

impl Misfit {
    /// Returns the error as one of a part of the value around it.
    fn in_part(self, key: &str) -> Self {
        let pointer = below("", key) + &self.pointer;
        Self { pointer, ..self }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            ..Self::default()
        }
    }
}

/// A value, and the order of its parts in the file.
#[derive(Clone, Copy)]
pub(super) struct InOrder<'v>(pub(super) &'v Value, pub(super) Order<'v>);

impl<'de> Deserializer<'de> for InOrder<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let Self(value, order) = self;
        match value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => number.deserialize_any(visitor).map_err(de::Error::custom),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(array) => visitor.visit_seq(Items(order.items(array).enumerate())),
            Value::Object(object) => visitor.visit_map(Entries {
                left: order.entries(object).into_iter(),
                current: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let variant = self.0.deserialize_enum(name, variants, visitor);
        variant.map_err(de::Error::custom)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// The items of an array.
struct Items<I>(I);

impl<'de, I> SeqAccess<'de> for Items<I>
where
    I: Iterator<Item = (usize, (&'de Value, Order<'de>))>,
{
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let next = self.0.next().map(|(index, (value, order))| {
            let item = seed.deserialize(InOrder(value, order));
            item.map_err(|error| error.in_part(&index.to_string()))
        });
        next.transpose()
    }
}

/// The entries of an object.
struct Entries<'v> {
    left: std::vec::IntoIter<(&'v str, &'v Value, Order<'v>)>,
    /// The entry whose key was read.
    current: Option<(&'v str, InOrder<'v>)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value, order)) = self.left.next() else {
            return Ok(None);
        };
        self.current = Some((key, InOrder(value, order)));
        let key_read = seed.deserialize(BorrowedStrDeserializer::new(key));
        key_read
            .map(Some)
            .map_err(|error: Misfit| error.in_part(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some((key, value)) = self.current.take() else {
            return Err(de::Error::custom("a value was read before its key"));
        };
        seed.deserialize(value).map_err(|error| error.in_part(key))
    }
}
